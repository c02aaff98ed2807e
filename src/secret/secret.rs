//! A value that must not be shown.

use std::fmt;

/// A secret with fewer characters is not looked for inside other text: `1234` would be found everywhere. Only whole
/// fields are masked for it.
pub const SHORT: usize = 8;

/// A named value that has no `Display`; its `Debug` shows only its name. It is never empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    name: Box<str>,
    value: Box<str>,
}

/// A secret without a value: it would be sent as nothing, and masked everywhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret {0:?} is empty")]
pub struct EmptySecret(pub String);

impl Secret {
    /// The secret `name` with this value, which must not be empty or all white space.
    pub fn new(name: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Result<Secret, EmptySecret> {
        let (name, value) = (name.into(), value.into());
        if value.trim().is_empty() { Err(EmptySecret(name.into())) } else { Ok(Secret { name, value }) }
    }

    /// Its name, which may be shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value, for sending and for masking; never for showing.
    pub fn expose(&self) -> &str {
        &self.value
    }

    /// Whether it is so short that it turns up by chance.
    pub fn is_short(&self) -> bool {
        self.value.trim().chars().count() < SHORT
    }

    /// What is shown in its place: `«secret:NAME»`.
    pub fn label(&self) -> String {
        format!("«secret:{}»", self.name)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«secret:{}»", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{EmptySecret, Secret};

    #[test]
    fn a_secret_shows_only_its_name() {
        let secret = Secret::new("TOKEN", "hunter2hunter2").expect("not empty");
        assert_eq!(format!("{secret:?} {:#?}", Some(&secret)), "«secret:TOKEN» Some(\n    «secret:TOKEN»,\n)");
        assert_eq!(secret.label(), "«secret:TOKEN»");
        assert_eq!(secret.expose(), "hunter2hunter2");
    }

    #[test]
    fn a_secret_is_not_empty() {
        for value in ["", " \n"] {
            assert_eq!(Secret::new("TOKEN", value), Err(EmptySecret("TOKEN".into())));
        }
    }
}
