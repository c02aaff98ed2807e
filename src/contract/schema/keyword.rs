//! The keywords that JSON Schema lacks: integers of a limited size, JSON inside a string, and schemas elsewhere.

use std::borrow::Cow;
use std::sync::OnceLock;

use base64::Engine;
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::{Number, Value};

use crate::value::json::{self, JsonError};

/// `format: int32` and `int64`.
pub struct SizedInteger {
    /// The bounds, included.
    bounds: (i64, i64),
}

impl SizedInteger {
    /// By the format's name.
    pub fn named(format: &str) -> SizedInteger {
        let bounds = match format {
            "int32" => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        SizedInteger { bounds }
    }

    fn holds(&self, number: &Number) -> bool {
        let (low, high) = self.bounds;
        if let Some(value) = number.as_i64() {
            return (low..=high).contains(&value);
        }
        // `1e3` and `1.0` are integers too.
        json::is_integer(number)
            && json::compare(number, &low.into()).is_ge()
            && json::compare(number, &high.into()).is_le()
    }
}

impl<'i> Keyword<'i> for SizedInteger {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) { Ok(()) } else { Err(ValidationError::custom("out of range")) }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        match instance {
            Value::Number(number) => self.holds(number),
            _ => true,
        }
    }
}

/// `contentMediaType: application/json`, with its `contentSchema`.
pub struct EmbeddedJson<Build> {
    /// Whether the text is base64.
    pub base64: bool,
    /// Compiles the inside's schema when it is first needed; it may refer to the schema around it.
    pub build: Option<Build>,
    /// What was compiled.
    pub inside: OnceLock<Option<Validator>>,
}

impl<'i, Build> Keyword<'i> for EmbeddedJson<Build>
where
    Build: Fn() -> Option<Validator> + Send + Sync,
{
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) { Ok(()) } else { Err(ValidationError::custom("not the documented JSON")) }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let Value::String(text) = instance else { return true };
        let Ok(inside) = parse(text, self.base64) else { return false };
        let Some(build) = &self.build else { return true };
        // A schema that cannot be used was told, and takes everything.
        self.inside.get_or_init(build).as_ref().is_none_or(|validator| validator.is_valid(&inside))
    }
}

/// What is said of a text that should be base64.
pub const NOT_BASE64: &str = "not base64";

/// `contentEncoding: base64` of something that is not JSON.
pub struct Base64Text;

impl<'i> Keyword<'i> for Base64Text {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) { Ok(()) } else { Err(ValidationError::custom(NOT_BASE64)) }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        instance.as_str().is_none_or(|text| base64::engine::general_purpose::STANDARD.decode(text).is_ok())
    }
}

/// A reference to a schema that is compiled on its own.
pub struct Elsewhere<Judge> {
    /// Which one.
    pub number: usize,
    /// Whether a value fits it.
    pub is_valid: Judge,
}

impl<'i, Judge> Keyword<'i> for Elsewhere<Judge>
where
    Judge: Fn(&Value) -> bool + Send + Sync,
{
    /// The error says which schema; whoever reports it asks that one what is wrong.
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) { Ok(()) } else { Err(ValidationError::custom(self.number.to_string())) }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        (self.is_valid)(instance)
    }
}

/// Why a string does not hold JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotJson {
    /// It is not even base64.
    #[error("not base64")]
    Base64,
    /// What it says is not JSON.
    #[error("{0}")]
    Json(#[from] JsonError),
}

/// The JSON that a string holds.
pub fn parse(text: &str, base64: bool) -> Result<Value, NotJson> {
    let bytes: Cow<'_, [u8]> = if base64 {
        base64::engine::general_purpose::STANDARD.decode(text).map_err(|_| NotJson::Base64)?.into()
    } else {
        text.as_bytes().into()
    };
    Ok(json::parse(&bytes)?)
}
