//! Whether a value still has a recorded shape, and where it has not.

use serde_json::Value;

use crate::value::json::{self, push_token};
use crate::value::shape::infer::embedded;
use crate::value::shape::model::{Fields, Numbers, Shape, Strings};

/// Marks in a path where it goes on inside a string that holds JSON.
pub(super) const INSIDE: &str = " (inside the string) $";

/// A place where something was seen that the recorded shape does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeDifference {
    /// The place, for every element of a list at once: `$.items[*].price`.
    pub path: String,
    /// The same as the keys to follow; `None` for every element of a list or every other key of an object.
    pub keys: Vec<Option<String>>,
    /// How bad it is for whoever reads the API's answers.
    pub change: Change,
    /// What is recorded; `absent` for a key that is new.
    pub was: String,
    /// What was seen; `absent` for a key that is missing.
    pub is: String,
}

/// What a change of shape means for readers of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A value may be something that it could not be, or a key that was always there is missing.
    Breaking,
    /// A key that was never there.
    Additive,
}

impl Shape {
    /// Whether a value has this shape. Builds nothing.
    pub fn accepts(&self, value: &Value) -> bool {
        if self.any {
            return true;
        }
        match value {
            Value::Null => self.null,
            Value::Bool(_) => self.boolean,
            Value::Number(number) => match self.number {
                Some(Numbers::Any) => true,
                Some(Numbers::Integer) => json::is_integer(number),
                None => false,
            },
            Value::String(text) => self.string.as_ref().is_some_and(|strings| accepts_string(strings, text)),
            Value::Array(elements) => {
                self.array.as_ref().is_some_and(|items| elements.iter().all(|element| items.accepts(element)))
            }
            Value::Object(map) => self.object.as_ref().is_some_and(|fields| accepts_object(fields, map)),
        }
    }

    /// Where `seen` allows what this shape does not; nothing when this shape subsumes it.
    pub fn differences(&self, seen: &Shape) -> Vec<ShapeDifference> {
        let mut walk = Walk { path: "$".into(), keys: Vec::new(), inside: 0, found: Vec::new() };
        walk.shape(self, seen);
        walk.found
    }

    /// A JSON Pointer to the first place in `value` to which a difference applies. It ends at a string that holds JSON,
    /// and at the last place that is there when a key is missing.
    pub fn first_place(&self, value: &Value, difference: &ShapeDifference) -> String {
        let mut pointer = String::new();
        let (mut shape, mut value) = (Some(self), value);
        for key in &difference.keys {
            let Some((token, below)) = step(shape, value, key.as_deref()) else { break };
            let fields = shape.and_then(|shape| shape.object.as_ref());
            shape = match value {
                Value::Array(_) => shape.and_then(|shape| shape.array.as_deref()),
                _ => fields.and_then(|f| f.known.get(&token).map(|field| &field.shape).or(f.rest.as_deref())),
            };
            push_token(&mut pointer, &token);
            value = below;
        }
        pointer
    }

    /// Whether this shape accepts everything that `seen` accepts.
    pub fn subsumes(&self, seen: &Shape) -> bool {
        self.differences(seen).is_empty()
    }
}

fn accepts_string(strings: &Strings, text: &str) -> bool {
    strings.accepts_text(text)
        || strings.json.as_ref().is_some_and(|shape| embedded(text, true).is_some_and(|value| shape.accepts(&value)))
}

fn accepts_object(fields: &Fields, map: &serde_json::Map<String, Value>) -> bool {
    let mut required = fields.known.values().filter(|field| !field.optional).count();
    let fits = map.iter().all(|(key, value)| match (fields.known.get(key), &fields.rest) {
        (Some(field), _) => {
            required -= usize::from(!field.optional);
            field.shape.accepts(value)
        }
        (None, Some(rest)) => rest.accepts(value),
        (None, None) => false,
    });
    fits && required == 0
}

/// One step down: the named key, else the first element or other key that does not fit.
fn step<'v>(shape: Option<&Shape>, value: &'v Value, key: Option<&str>) -> Option<(String, &'v Value)> {
    match (value, key) {
        (Value::Object(map), Some(key)) => Some((key.to_owned(), map.get(key)?)),
        (Value::Array(elements), None) => {
            let items = shape.and_then(|shape| shape.array.as_deref());
            let misfit = elements.iter().position(|element| items.is_none_or(|items| !items.accepts(element)));
            let index = misfit.unwrap_or(0);
            Some((index.to_string(), elements.get(index)?))
        }
        (Value::Object(map), None) => {
            let fields = shape.and_then(|shape| shape.object.as_ref());
            let other = |key: &&String| fields.is_none_or(|fields| !fields.known.contains_key(*key));
            let misfit = |key: &&String| fields.and_then(|f| f.rest.as_ref()).is_none_or(|r| !r.accepts(&map[*key]));
            let key = map.keys().filter(other).find(misfit)?;
            Some((key.clone(), &map[key]))
        }
        _ => None,
    }
}

struct Walk {
    path: String,
    keys: Vec<Option<String>>,
    /// How many strings that hold JSON are around this place: pointers end at the outermost.
    inside: usize,
    found: Vec<ShapeDifference>,
}

impl Walk {
    fn shape(&mut self, was: &Shape, is: &Shape) {
        if was.any {
            return;
        }
        let new = unheard_of(was, is);
        if !new.is_nothing() {
            self.push(Change::Breaking, was.describe(), new.describe());
        }
        if let (Some(was), Some(is)) = (&was.array, &is.array) {
            self.below("[*]", None, |walk| walk.items(was, is));
        }
        if let (Some(was), Some(is)) = (&was.object, &is.object) {
            self.fields(was, is);
        }
        let json = |shape: &Shape| shape.string.as_ref().and_then(|strings| strings.json.clone());
        if let (Some(was), Some(is)) = (json(was), json(is)) {
            let length = self.path.len();
            self.path.push_str(INSIDE);
            self.inside += 1;
            self.shape(&was, &is);
            self.inside -= 1;
            self.path.truncate(length);
        }
    }

    /// Of a list that was always empty nothing is known, and elements are news.
    fn items(&mut self, was: &Shape, is: &Shape) {
        if was.is_nothing() && !is.is_nothing() {
            self.push(Change::Breaking, "no element".into(), is.describe());
        } else {
            self.shape(was, is);
        }
    }

    fn fields(&mut self, was: &Fields, is: &Fields) {
        for (key, field) in &was.known {
            match is.known.get(key) {
                None if field.optional => {}
                None => self.key(key, |walk| walk.push(Change::Breaking, field.shape.describe(), "absent".into())),
                Some(seen) => self.key(key, |walk| {
                    if seen.optional && !field.optional {
                        let is = format!("{}, or absent", seen.shape.describe());
                        walk.push(Change::Breaking, field.shape.describe(), is);
                    }
                    walk.shape(&field.shape, &seen.shape);
                }),
            }
        }
        let mut others = is.rest.as_deref().cloned().unwrap_or_default();
        for (key, seen) in is.known.iter().filter(|(key, _)| !was.known.contains_key(*key)) {
            match was.rest {
                Some(_) => others = others.union(seen.shape.clone()),
                None => self.key(key, |walk| walk.push(Change::Additive, "absent".into(), seen.shape.describe())),
            }
        }
        if !others.is_nothing() {
            self.below("[*]", None, |walk| match &was.rest {
                Some(rest) => walk.shape(rest, &others),
                None => walk.push(Change::Additive, "absent".into(), others.describe()),
            });
        }
    }

    fn key(&mut self, key: &str, visit: impl FnOnce(&mut Walk)) {
        self.below(&segment(key), Some(key.to_owned()), visit);
    }

    fn below(&mut self, segment: &str, key: Option<String>, visit: impl FnOnce(&mut Walk)) {
        let length = self.path.len();
        self.path.push_str(segment);
        let outside = self.inside == 0;
        if outside {
            self.keys.push(key);
        }
        visit(self);
        if outside {
            self.keys.pop();
        }
        self.path.truncate(length);
    }

    fn push(&mut self, change: Change, was: String, is: String) {
        let (path, keys) = (self.path.clone(), self.keys.clone());
        self.found.push(ShapeDifference { path, keys, change, was, is });
    }
}

/// The alternatives of `is` that `was` has not at all; what both have is compared further down.
pub(super) fn unheard_of(was: &Shape, is: &Shape) -> Shape {
    if was.any {
        return Shape::default();
    }
    Shape {
        any: is.any,
        null: is.null && !was.null,
        boolean: is.boolean && !was.boolean,
        number: is.number.filter(|_| is.number > was.number),
        string: is.string.as_ref().and_then(|is| strings_unheard_of(was.string.as_ref(), is)),
        array: is.array.clone().filter(|_| was.array.is_none()),
        object: is.object.clone().filter(|_| was.object.is_none()),
    }
}

fn strings_unheard_of(was: Option<&Strings>, is: &Strings) -> Option<Strings> {
    let Some(was) = was else { return Some(is.clone()) };
    if was.plain {
        return None;
    }
    let covered = |format: &crate::value::shape::format::Format| was.formats.iter().any(|w| w.covers(*format));
    let new = Strings {
        plain: is.plain,
        empty: is.empty && !was.accepts_text(""),
        formats: is.formats.iter().copied().filter(|format| !covered(format)).collect(),
        patterns: is.patterns.difference(&was.patterns).cloned().collect(),
        values: is.values.iter().filter(|value| !was.accepts_text(value)).cloned().collect(),
        json: is.json.clone().filter(|_| was.json.is_none()),
    };
    (new != Strings::default()).then_some(new)
}

/// One key as a step of a JSONPath.
pub(super) fn segment(key: &str) -> String {
    let mut characters = key.chars();
    let word = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|other| other.is_alphanumeric() || other == '_');
    if word { format!(".{key}") } else { format!("['{}']", key.replace('\\', "\\\\").replace('\'', "\\'")) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::value::shape::model::Shape;

    fn changes(was: &Value, is: &Value) -> Vec<String> {
        let recorded = Shape::infer(was);
        let found = recorded.differences(&Shape::infer_like(is, &recorded));
        assert_eq!(found.is_empty(), recorded.accepts(is), "both ways of asking must agree on {is}");
        found.iter().map(|one| format!("{}: {} -> {}", one.path, one.was, one.is)).collect()
    }

    #[test]
    fn other_data_of_the_same_shape_holds() {
        let was = json!({"id": 1, "on": "2021-05-01", "items": [{"price": 1.5}, {"price": 2, "note": null}]});
        let is = json!({"id": 77, "on": "2026-12-31", "items": [{"price": 3}, {"price": 2, "note": null}]});
        assert_eq!(changes(&was, &is), Vec::<String>::new());
        assert_eq!(changes(&was, &json!({"id": 1, "on": "2021-05-01", "items": []})), Vec::<String>::new());
    }

    #[test]
    fn every_place_that_widened_is_told_once() {
        let was = json!({"items": [{"price": 1, "a b": "x"}], "on": "2021-05-01", "gone": 1});
        let is = json!({"items": [{"price": "1", "a b": "y"}, {"price": "2", "a b": null}], "on": "soon", "new": []});
        assert_eq!(
            changes(&was, &is),
            [
                "$.gone: integer -> absent",
                "$.items[*]['a b']: string -> null",
                "$.items[*].price: integer -> string (integer)",
                "$.on: string (date) -> string",
                "$.new: absent -> empty array",
            ]
        );
    }

    #[test]
    fn a_special_string_fits_a_plain_one_but_not_the_other_way_round() {
        assert_eq!(changes(&json!("text"), &json!("2021-05-01")), Vec::<String>::new());
        assert_eq!(changes(&json!("text"), &json!("")), Vec::<String>::new());
        assert_eq!(changes(&json!("2021-05-01"), &json!("")), ["$: string (date) -> empty string"]);
        assert_eq!(changes(&json!("1.5"), &json!("2")), Vec::<String>::new());
        assert_eq!(changes(&json!("2"), &json!("1.5")), ["$: string (integer) -> string (decimal)"]);
    }

    #[test]
    fn json_in_a_string_is_compared_inside() {
        assert_eq!(changes(&json!({"o": "[\"a\"]"}), &json!({"o": "[\"b\", \"c\"]"})), Vec::<String>::new());
        assert_eq!(
            changes(&json!({"o": "[\"a\"]"}), &json!({"o": "[1]"})),
            ["$.o (inside the string) $[*]: string -> integer"]
        );
        assert_eq!(changes(&json!({"o": "[1]"}), &json!({"o": "x"})), ["$.o: string (json) -> string"]);
    }

    #[test]
    fn a_difference_leads_to_its_first_place() {
        let recorded = Shape::infer(&json!({"items": [{"price": 1, "x": {"a/b": 1}}]}));
        let seen = json!({"items": [{"price": 1, "x": {"a/b": 1}}, {"price": "1", "x": {"a/b": null}}]});
        let differences = recorded.differences(&Shape::infer(&seen));
        let places: Vec<String> = differences.iter().map(|one| recorded.first_place(&seen, one)).collect();
        assert_eq!(places, ["/items/1/price", "/items/1/x/a~1b"]);
    }

    #[test]
    fn other_keys_of_a_dictionary_are_told_together() {
        let recorded = Shape::from_text(r#"{"type": "object", "properties": {}, "others": {"type": "integer"}}"#);
        let recorded = recorded.expect("a shape");
        let seen = json!({"17": 1, "18": "x", "19": "y"});
        let differences = recorded.differences(&Shape::infer_like(&seen, &recorded));
        assert_eq!(differences.len(), 1);
        assert_eq!((differences[0].path.as_str(), differences[0].is.as_str()), ("$[*]", "string"));
        assert_eq!(recorded.first_place(&seen, &differences[0]), "/18");
    }

    #[test]
    fn elements_after_an_empty_list_are_news() {
        assert_eq!(changes(&json!([]), &json!([1])), ["$[*]: no element -> integer"]);
    }

    #[test]
    fn a_union_subsumes_both_sides() {
        let values = [
            json!(null),
            json!({"a": [1, "2021-05-01"], "b": ""}),
            json!({"a": [{"x": "{\"y\": 1}"}], "c": 1.5}),
            json!([[], [1], ["x"]]),
            json!({"a": [{"x": "{\"y\": null}"}], "b": "#fff"}),
        ];
        for left in &values {
            for right in &values {
                let union = Shape::infer(left).union(Shape::infer(right));
                assert!(union.subsumes(&Shape::infer(left)) && union.subsumes(&Shape::infer(right)));
                assert!(union.accepts(left) && union.accepts(right), "{left} {right}");
                assert_eq!(union, Shape::infer(right).union(Shape::infer(left)));
            }
        }
    }

    #[test]
    fn a_deep_body_has_a_shape_too() {
        let deep = (0..120).fold(json!(1), |inner, _| json!([inner]));
        assert_eq!(changes(&deep, &deep), Vec::<String>::new());
    }
}
