//! Where a walk through two values is: the path for all elements at once, and the exact place on each side.

use crate::value::json::push_token;

/// A place on one side.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// `$.items[*].price`.
    pub(super) path: String,
    /// `/items/3/price`.
    pub(super) pointer: String,
}

/// One step down from a place.
#[derive(Clone, Copy)]
pub(super) enum Step<'k> {
    /// To the value of a key.
    Key(&'k str),
    /// To the value of a key that is data, as an id is.
    Entry(&'k str),
    /// To an element.
    Element(usize),
}

impl Spot {
    pub(super) fn root() -> Spot {
        Spot { path: "$".into(), pointer: String::new() }
    }

    /// Where it was before going down; hand it to [`Spot::back`].
    pub(super) fn down(&mut self, step: Step<'_>) -> (usize, usize) {
        let lengths = (self.path.len(), self.pointer.len());
        match step {
            Step::Key(key) => {
                push_name(&mut self.path, key);
                push_token(&mut self.pointer, key);
            }
            Step::Entry(key) => {
                self.path.push_str("[*]");
                push_token(&mut self.pointer, key);
            }
            Step::Element(at) => {
                self.path.push_str("[*]");
                push_token(&mut self.pointer, &at.to_string());
            }
        }
        lengths
    }

    pub(super) fn back(&mut self, (path, pointer): (usize, usize)) {
        self.path.truncate(path);
        self.pointer.truncate(pointer);
    }
}

/// Appends a key as RFC 9535 writes it: `.name`, and `['a b']` where the name is no plain one (sections 2.5.1 and 2.7).
pub(super) fn push_name(path: &mut String, key: &str) {
    let starts = |first: char| first.is_ascii_alphabetic() || first == '_' || !first.is_ascii();
    if key.starts_with(starts) && key.chars().all(|one| starts(one) || one.is_ascii_digit()) {
        path.push('.');
        path.push_str(key);
        return;
    }
    path.push_str("['");
    for one in key.chars() {
        match one {
            '\'' | '\\' => path.extend(['\\', one]),
            '\u{8}' => path.push_str("\\b"),
            '\t' => path.push_str("\\t"),
            '\n' => path.push_str("\\n"),
            '\u{c}' => path.push_str("\\f"),
            '\r' => path.push_str("\\r"),
            '\0'..='\u{1f}' => path.push_str(&format!("\\u{:04x}", u32::from(one))),
            _ => path.push(one),
        }
    }
    path.push_str("']");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::push_name;
    use crate::value::path::JsonPath;

    #[test]
    fn every_key_is_written_so_that_the_path_leads_to_it() {
        for key in
            ["plain", "_a1", "é", "a b", "1a", "", "it's", "a\\b", "tab\there", "\u{1}\u{8}\u{c}\r\n", "a-b", "."]
        {
            let mut path = String::from("$");
            push_name(&mut path, key);
            let value = json!({ key: 7 });
            assert_eq!(JsonPath::parse(&path).expect(&path).values(&value), [&json!(7)], "{path}");
        }
    }

    #[test]
    fn plain_names_are_written_plainly() {
        let written = |key: &str| {
            let mut path = String::new();
            push_name(&mut path, key);
            path
        };
        assert_eq!(["price", "a b", "it's"].map(written), [".price", "['a b']", "['it\\'s']"]);
    }
}
