//! How often each place of a shape was seen, and with which few texts: what a shape itself does not keep.
//!
//! From this an enumeration can be suggested. It is never assumed: the next answer may have another text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::value::shape::infer::embedded;
use crate::value::shape::model::Shape;

/// More different texts are no enumeration.
const MAX_TEXTS: usize = 8;
/// Fewer texts say nothing.
const MIN_TEXTS: usize = 8;
/// Longer ones are no names.
const MAX_LENGTH: usize = 40;

/// What was seen at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many values.
    pub values: usize,
    /// How many of them were objects.
    pub objects: usize,
    /// How many were texts with something in them.
    texts: usize,
    /// The different ones; one more than [`MAX_TEXTS`] stands for all others.
    different: BTreeSet<String>,
    /// The elements of lists.
    pub items: Option<Box<Seen>>,
    /// The keys of objects that are known by name.
    pub known: BTreeMap<String, Seen>,
    /// All other keys.
    pub rest: Option<Box<Seen>>,
    /// The inside of strings that hold JSON.
    pub json: Option<Box<Seen>>,
}

impl Seen {
    /// Counts a value, along the shape that it was found to have together with others.
    pub fn add(&mut self, value: &Value, shape: &Shape) {
        self.values += 1;
        match value {
            Value::String(text) => self.add_text(text, shape),
            Value::Array(elements) => {
                let Some(below) = &shape.array else { return };
                elements.iter().for_each(|element| self.items.get_or_insert_default().add(element, below));
            }
            Value::Object(map) => {
                self.objects += 1;
                let Some(fields) = &shape.object else { return };
                for (key, value) in map {
                    match (fields.known.get(key), &fields.rest) {
                        (Some(field), _) => self.known.entry(key.clone()).or_default().add(value, &field.shape),
                        (None, Some(rest)) => self.rest.get_or_insert_default().add(value, rest),
                        (None, None) => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn add_text(&mut self, text: &str, shape: &Shape) {
        if let Some(inside) = shape.string.as_ref().and_then(|strings| strings.json.as_deref()) {
            if let Some(value) = embedded(text, false) {
                self.json.get_or_insert_default().add(&value, inside);
            }
            return;
        }
        if text.is_empty() {
            return;
        }
        self.texts += 1;
        if self.different.len() <= MAX_TEXTS {
            self.different.insert(text.chars().take(MAX_LENGTH + 1).collect());
        }
    }

    /// The few texts that were seen over and over, if that is so, and how often in all.
    pub fn few(&self) -> Option<(usize, Vec<&str>)> {
        let few = self.different.len();
        let short = |text: &String| text.chars().count() <= MAX_LENGTH && !text.chars().any(char::is_control);
        let enough = self.texts >= MIN_TEXTS && few <= MAX_TEXTS && self.texts >= few * 3;
        let told = enough && self.different.iter().all(short);
        told.then(|| (self.texts, self.different.iter().map(String::as_str).collect()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Seen;
    use crate::value::shape::model::Shape;

    fn few(texts: &[&str]) -> Option<(usize, Vec<String>)> {
        let value = Value::from(texts.to_vec());
        let mut seen = Seen::default();
        seen.add(&value, &Shape::infer(&value));
        seen.items?.few().map(|(count, few)| (count, few.into_iter().map(str::to_owned).collect()))
    }

    #[test]
    fn few_texts_over_and_over_are_told() {
        let states = ["draft", "final", "draft", "", "draft", "draft", "final", "final", "draft"];
        assert_eq!(few(&states), Some((8, vec!["draft".to_owned(), "final".to_owned()])));
        assert_eq!(few(&states[..5]), None, "too few values");
        assert_eq!(few(&["a", "b", "c", "d", "a", "b", "c", "d"]), None, "each too seldom");
        let many: Vec<String> = (0..40).map(|n| format!("x{}", n % 9)).collect();
        assert_eq!(few(&many.iter().map(String::as_str).collect::<Vec<_>>()), None, "too many");
        assert_eq!(few(&["a\nb"; 9]), None, "no name");
        assert_eq!(few(&["a".repeat(41).as_str(); 9]), None, "a sentence");
    }

    #[test]
    fn places_are_counted_along_the_shape() {
        let value = json!([{"a": 1, "o": "[1, 2]", "m": {"1": 1, "2": 1}}, {"o": "[]"}]);
        let mut seen = Seen::default();
        seen.add(&value, &Shape::infer(&value));
        let item = seen.items.expect("items");
        assert_eq!((item.values, item.objects, item.known["a"].values, item.known["o"].values), (2, 2, 1, 2));
        let inside = item.known["o"].json.as_ref().and_then(|json| json.items.as_ref());
        assert_eq!(inside.map(|items| items.values), Some(2));
        assert_eq!(item.known["m"].rest.as_ref().map(|rest| rest.values), Some(2));
    }
}
