//! Errors of the validator library, and where the one that found them was asked.
//!
//! A large description is compiled by pieces, so an error may stand for those of another schema: what that one says of
//! places counts from where it was asked.

use jsonschema::ValidationError;

/// Where a validator was asked: what it says of places begins there.
#[derive(Clone, Debug, Default)]
pub struct At {
    /// A JSON Pointer into the value.
    pub value: String,
    /// A JSON Pointer into the bundle; empty where the validator's own places begin at the bundle.
    pub schema: String,
}

impl At {
    /// The whole value, and a schema of the bundle.
    pub fn root(schema: &str) -> At {
        At { value: String::new(), schema: schema.to_owned() }
    }
}

/// An error and where its validator was asked.
pub struct Located<'e> {
    /// The error.
    pub error: Held<'e>,
    /// Where.
    pub at: At,
}

/// An error of this report, or one that was asked for on the way.
pub enum Held<'e> {
    /// Inside another error.
    Lent(&'e ValidationError<'static>),
    /// One that was asked for.
    Own(ValidationError<'static>),
}

impl Located<'_> {
    /// The error.
    pub fn error(&self) -> &ValidationError<'static> {
        match &self.error {
            Held::Lent(error) => error,
            Held::Own(error) => error,
        }
    }

    /// Where in the value.
    pub fn pointer(&self) -> String {
        format!("{}{}", self.at.value, self.error().instance_path().as_str())
    }
}
