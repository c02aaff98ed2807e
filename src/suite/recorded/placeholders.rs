//! What stands for a secret in a recorded case: `${{ secrets.ITEMS_PASSWORD }}`.

use std::collections::HashMap;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::secret::names::is_secret_name;
use crate::suite::casefile::write::{escaped, literal};

/// The names given to secrets so far. It knows their values by hash only.
#[derive(Debug, Default)]
pub struct Placeholders {
    prefix: String,
    known: HashMap<String, Vec<[u8; 32]>>,
}

impl Placeholders {
    /// For the cases of an API.
    pub fn new(api: &str) -> Placeholders {
        Placeholders { prefix: shouted(api), known: HashMap::new() }
    }

    /// A value as it is written down: secrets are replaced, everything else is data.
    pub fn hide(&mut self, name: &str, value: &Value) -> Value {
        match value {
            Value::String(text) if !text.is_empty() && is_secret_name(name) => Value::String(self.stand_in(name, text)),
            Value::Array(elements) => elements.iter().map(|element| self.hide(name, element)).collect(),
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| (escaped(name), self.hide(name, value)));
                Value::Object(fields.collect::<Map<String, Value>>())
            }
            other => literal(other),
        }
    }

    /// The same secret gets the same name again, another one under the same name a number.
    fn stand_in(&mut self, name: &str, value: &str) -> String {
        let name = format!("{}_{}", self.prefix, shouted(name));
        let hash: [u8; 32] = Sha256::digest(value.as_bytes()).into();
        let known = self.known.entry(name.clone()).or_default();
        let index = known.iter().position(|other| *other == hash).unwrap_or_else(|| {
            known.push(hash);
            known.len() - 1
        });
        let number = if index == 0 { String::new() } else { format!("_{}", index + 1) };
        format!("${{{{ secrets.{name}{number} }}}}")
    }
}

/// `clientSecret` as `CLIENT_SECRET`.
fn shouted(name: &str) -> String {
    let mut shouted = String::with_capacity(name.len() + 2);
    let mut was_lower = false;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && was_lower {
            shouted.push('_');
        }
        was_lower = letter.is_ascii_lowercase();
        shouted.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
    }
    if shouted.starts_with(|first: char| first.is_ascii_digit()) {
        shouted.insert(0, '_');
    }
    shouted
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Placeholders;

    #[test]
    fn a_secret_keeps_its_name_and_another_one_gets_its_own() {
        let mut placeholders = Placeholders::new("my-api");
        let hidden = placeholders.hide("", &json!({ "password": "a", "newPassword": "b", "who": "${{ x }}" }));
        let expected = json!({
            "password": "${{ secrets.MY_API_PASSWORD }}",
            "newPassword": "${{ secrets.MY_API_NEW_PASSWORD }}",
            "who": "$${{ x }}",
        });
        assert_eq!(hidden, expected);
        let hidden = placeholders.hide("", &json!({ "password": ["b", "a", "", 7] }));
        assert_eq!(
            hidden,
            json!({ "password": ["${{ secrets.MY_API_PASSWORD_2 }}", "${{ secrets.MY_API_PASSWORD }}", "", 7] })
        );
    }
}
