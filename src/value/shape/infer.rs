//! From a value to its shape.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::value::json;
use crate::value::shape::format::Format;
use crate::value::shape::model::{Field, Fields, Numbers, Shape, Strings};

/// What lies deeper is left open: a body may nest deeper than its snapshot could be read back.
const MAX_DEPTH: usize = 48;

impl Shape {
    /// The shape of one value.
    pub fn infer(value: &Value) -> Shape {
        infer(value, None, 0)
    }

    /// The shape of one value in a place of which something is known, such as what a contract says of it. The known
    /// comes first: a field that is `null` here takes the known type, and keys that are missing here stay known.
    pub fn infer_with(value: &Value, known: &Shape) -> Shape {
        known.clone().refined_by(infer(value, Some(known), 0))
    }

    /// The shape of one value, told in the words of another shape where that accepts it: a string in which its pattern
    /// is found has that pattern, whatever else it looks like.
    pub fn infer_like(value: &Value, like: &Shape) -> Shape {
        infer(value, Some(like), 0)
    }
}

fn infer(value: &Value, like: Option<&Shape>, depth: usize) -> Shape {
    if depth > MAX_DEPTH {
        return Shape::any();
    }
    match value {
        Value::Null => Shape { null: true, ..Shape::default() },
        Value::Bool(_) => Shape { boolean: true, ..Shape::default() },
        Value::Number(number) => {
            let kind = if json::is_integer(number) { Numbers::Integer } else { Numbers::Any };
            Shape { number: Some(kind), ..Shape::default() }
        }
        Value::String(text) => Shape::strings(infer_string(text, like.and_then(|like| like.string.as_ref()), depth)),
        Value::Array(elements) => {
            let like = like.and_then(|like| like.array.as_deref());
            let shapes = elements.iter().map(|element| infer(element, like, depth + 1));
            let items = union_of(shapes.collect()).unwrap_or_default();
            Shape { array: Some(Box::new(items)), ..Shape::default() }
        }
        Value::Object(map) => {
            let like = like.and_then(|like| like.object.as_ref());
            let shapes = map.iter().map(|(key, value)| {
                let like = like.and_then(|like| like.known.get(key).map(|field| &field.shape).or(like.rest.as_deref()));
                (key, infer(value, like, depth + 1))
            });
            let fields = if is_dictionary(map, like) {
                let rest = union_of(shapes.map(|(_, shape)| shape).collect());
                Fields { known: BTreeMap::new(), rest: rest.map(Box::new) }
            } else {
                let known = shapes.map(|(key, shape)| (key.clone(), Field { shape, optional: false }));
                Fields { known: known.collect(), rest: None }
            };
            Shape { object: Some(fields), ..Shape::default() }
        }
    }
}

/// Whether the keys of an object are data rather than names: ids or days, other ones for other data. Keys that somebody
/// has named stay what they are.
fn is_dictionary(map: &Map<String, Value>, like: Option<&Fields>) -> bool {
    let is_named = |key: &str| like.is_some_and(|like| like.rest.is_some() || like.known.contains_key(key));
    !map.is_empty() && map.keys().all(|key| is_id(key) && !is_named(key))
}

fn is_id(key: &str) -> bool {
    let ids = [Format::Integer, Format::Date, Format::Uuid, Format::Digest];
    key.bytes().all(|byte| byte.is_ascii_digit()) || Format::of(key).is_some_and(|format| ids.contains(&format))
}

/// All of them together, two and two: one after the other would go through all keys again for each.
fn union_of(mut shapes: Vec<Shape>) -> Option<Shape> {
    while shapes.len() > 1 {
        let mut pairs = shapes.into_iter();
        shapes = Vec::new();
        while let Some(left) = pairs.next() {
            shapes.push(match pairs.next() {
                Some(right) => left.union(right),
                None => left,
            });
        }
    }
    shapes.pop()
}

fn infer_string(text: &str, like: Option<&Strings>, depth: usize) -> Strings {
    if let Some(like) = like {
        if like.plain {
            return Strings::plain();
        }
        if let Some(same) = alternative(text, like) {
            return same;
        }
    }
    if text.is_empty() {
        return Strings { empty: true, ..Strings::default() };
    }
    if let Some(format) = Format::of(text) {
        return Strings::format(format);
    }
    let inner = like.and_then(|like| like.json.as_deref());
    match embedded(text, inner.is_some()) {
        Some(value) => Strings { json: Some(Box::new(infer(&value, inner, depth + 1))), ..Strings::default() },
        None => Strings::plain(),
    }
}

/// The one alternative that accepts `text`.
fn alternative(text: &str, like: &Strings) -> Option<Strings> {
    if like.values.contains(text) {
        return Some(Strings { values: like.values.clone(), ..Strings::default() });
    }
    if text.is_empty() && like.empty {
        return Some(Strings { empty: true, ..Strings::default() });
    }
    if let Some(format) = like.formats.iter().find(|format| format.accepts(text)) {
        return Some(Strings::format(*format));
    }
    let only = |pattern: &String| Strings { patterns: [pattern.clone()].into(), ..Strings::default() };
    like.patterns.iter().map(only).find(|pattern| pattern.accepts_text(text))
}

/// The JSON that a string holds. Unless JSON is expected, only lists and objects count: `12` and `true` are texts.
pub(super) fn embedded(text: &str, expected: bool) -> Option<Value> {
    if expected || text.trim_start().starts_with(['{', '[']) { json::parse(text.as_bytes()).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use serde_json::{Value, json};

    use crate::value::shape::fixture;
    use crate::value::shape::model::Shape;

    fn shape_of(rows: &[Value]) -> Shape {
        rows.iter().map(Shape::infer).reduce(Shape::union).unwrap_or_default()
    }

    /// The same with elements and keys in another order.
    fn shuffled(random: &mut Rng, value: &Value) -> Value {
        match value {
            Value::Array(elements) => {
                let mut elements: Vec<Value> = elements.iter().map(|element| shuffled(random, element)).collect();
                random.shuffle(&mut elements);
                elements.into()
            }
            Value::Object(map) => {
                let mut entries: Vec<(String, Value)> =
                    map.iter().map(|(key, value)| (key.clone(), shuffled(random, value))).collect();
                random.shuffle(&mut entries);
                Value::Object(entries.into_iter().collect())
            }
            other => other.clone(),
        }
    }

    #[test]
    fn a_shape_depends_on_no_order_and_a_second_look_changes_nothing() {
        let mut random = Rng::with_seed(1);
        for _ in 0..2000 {
            let mut rows = fixture::rows(&mut random);
            let shape = shape_of(&rows);
            for row in &rows {
                assert!(shape.accepts(row), "{row}\n{}", shape.to_text());
                assert!(shape.subsumes(&Shape::infer(row)), "{row}\n{}", shape.to_text());
                assert_eq!(shape.clone().union(Shape::infer(row)), shape, "{row}");
            }
            random.shuffle(&mut rows);
            let rows: Vec<Value> = rows.iter().map(|row| shuffled(&mut random, row)).collect();
            assert_eq!(shape_of(&rows), shape);
        }
    }

    #[test]
    fn unions_are_the_same_in_any_order_and_grouping() {
        let mut random = Rng::with_seed(2);
        for _ in 0..2000 {
            let [a, b, c] = std::array::from_fn(|_| shape_of(&fixture::rows(&mut random)));
            let all = a.clone().union(b.clone()).union(c.clone());
            assert_eq!(a.clone().union(b.clone().union(c.clone())), all);
            assert_eq!(c.clone().union(b.clone()).union(a.clone()), all);
            assert_eq!(a.clone().union(a.clone()), a);
            for one in [&a, &b, &c] {
                assert!(all.subsumes(one), "{}\n{}", all.to_text(), one.to_text());
            }
        }
    }

    #[test]
    fn both_ways_of_asking_agree() {
        let mut random = Rng::with_seed(3);
        for _ in 0..4000 {
            let rows = fixture::rows(&mut random);
            let (recorded, came) = (shape_of(&rows[1..]), &rows[0]);
            let differences = recorded.differences(&Shape::infer_like(came, &recorded));
            assert_eq!(differences.is_empty(), recorded.accepts(came), "{came}\n{}", recorded.to_text());
        }
    }

    #[test]
    fn absent_and_null_are_told_apart() {
        let shape =
            shape_of(&[json!({"a": 1, "b": 1, "c": 1}), json!({"a": null, "b": 1}), json!({"b": 2, "c": null})]);
        let fields = shape.object.expect("an object").known;
        let told = |key: &str| (fields[key].optional, fields[key].shape.null);
        assert_eq!([told("a"), told("b"), told("c")], [(true, true), (false, false), (true, true)]);
        let only = shape_of(&[json!({"a": 1}), json!({})]).object.expect("an object").known;
        assert_eq!((only["a"].optional, only["a"].shape.null), (true, false));
        let only = shape_of(&[json!({"a": 1}), json!({"a": null})]).object.expect("an object").known;
        assert_eq!((only["a"].optional, only["a"].shape.null), (false, true));
    }

    #[test]
    fn a_format_beside_a_plain_text_is_a_plain_text_for_good() {
        let rows = [json!("SGVsbG8gd29ybGQgaGVsbG8="), json!("hello"), json!("<p>x</p>"), json!("2021-05-01")];
        let shape = shape_of(&rows);
        assert_eq!(shape.describe(), "string");
        assert!(rows.iter().all(|row| shape.clone().union(Shape::infer(row)) == shape));
    }

    #[test]
    fn ids_as_keys_are_data() {
        let shape = Shape::infer(&json!({"42": {"name": "a"}, "7": {"name": "b", "on": null}}));
        assert!(shape.accepts(&json!({"1": {"name": "c"}})) && shape.accepts(&json!({})));
        assert!(!shape.accepts(&json!({"1": {"title": "c"}})));
        assert!(Shape::infer(&json!({"2021-05-01": 1})).accepts(&json!({"2021-05-02": 2, "2021-05-03": 3})));
        assert!(!Shape::infer(&json!({"42": 1, "name": 1})).accepts(&json!({"43": 1, "name": 1})));
    }

    #[test]
    fn what_was_recorded_before_there_were_dictionaries_and_more_formats_still_holds() {
        let recorded = r#"{ "type": "object", "properties": {
            "by_id": { "type": "object", "properties": { "42": { "type": "integer" } } },
            "picture": { "type": "string" },
            "sum": { "type": "string", "format": "digest" }
        } }"#;
        let recorded = Shape::from_text(recorded).expect("a shape");
        for picture in ["SGVsbG8gd29ybGQgaGVsbG8=", "<p>x</p>", "x"] {
            let body = json!({"by_id": {"42": 1}, "picture": picture, "sum": "d41d8cd98f00b204e9800998ecf8427e"});
            assert!(recorded.accepts(&body));
            let again = recorded.clone().union(Shape::infer_like(&body, &recorded));
            assert_eq!(again, recorded);
        }
    }
}
