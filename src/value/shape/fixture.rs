//! Values and shapes by chance, for what must hold of all of them.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::value::shape::format::ALL;
use crate::value::shape::model::{Field, Fields, Numbers, Shape, Strings};

/// Texts of every format, and what is nearly one.
pub(crate) const TEXTS: &[&str] = &[
    "",
    "0",
    "-7",
    "007",
    "12345678901234567890123456789012",
    "1.50",
    "2021-05-01",
    "2021-13-01",
    "14:30:00",
    "2021-05-01T14:30:00Z",
    "2021-05-01t23:59:60.5z",
    "2021-05-01T12:00:60+01:00",
    "2021-05-01 14:30:00",
    "01/05/2021",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "someone@example.com",
    ".a@b.com",
    "a@-b.com",
    "a@xn--b.com",
    "https://example.com/?a=b",
    "https://user@h:x/",
    "https://h/%zz",
    "http://[::1]/",
    "ftp://h:21/a#b",
    "http://h/a|b",
    "#fff",
    "#c0ffee",
    "d41d8cd98f00b204e9800998ecf8427e",
    "SGVsbG8gd29ybGQgaGVsbG8=",
    "YQ==",
    "<p>Hello</p>",
    "Tom &amp; Jerry",
    "Option 1",
    "draft",
    "final",
    "[]",
    "[1, 2.5]",
    "{\"a\": \"2021-05-01\"}",
    "{\"a\": null, \"b\": 1}",
    "[\"x\"]",
    "{broken",
];

const KEYS: &[&str] = &["a", "b", "c", "created_at", "createdAt", "a b", "", "x/y~z", "42", "43", "1"];

/// A value.
pub(crate) fn value(random: &mut Rng, depth: usize) -> Value {
    match random.u8(..if depth == 0 { 6 } else { 10 }) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => random.i32(-3..4).into(),
        3 => json!(1.5),
        4 | 5 => (*TEXTS.get(random.usize(..TEXTS.len())).unwrap_or(&"")).into(),
        6 | 7 => (0..random.usize(..4)).map(|_| value(random, depth - 1)).collect(),
        _ => {
            let keys = if random.u8(..4) == 0 { &KEYS[8..] } else { KEYS };
            let key = |random: &mut Rng| keys[random.usize(..keys.len())].to_owned();
            let entries: Map<String, Value> =
                (0..random.usize(..4)).map(|_| (key(random), value(random, depth - 1))).collect();
            Value::Object(entries)
        }
    }
}

/// Values that belong together: each is the first one with something else in some place.
pub(crate) fn rows(random: &mut Rng) -> Vec<Value> {
    let first = value(random, 3);
    let mut rows = vec![first.clone()];
    for _ in 0..random.usize(1..5) {
        rows.push(varied(random, &first));
    }
    rows
}

fn varied(random: &mut Rng, of: &Value) -> Value {
    match of {
        Value::Array(elements) => elements.iter().map(|element| varied(random, element)).collect(),
        Value::Object(map) => {
            let mut map: Map<String, Value> =
                map.iter().map(|(key, value)| (key.clone(), varied(random, value))).collect();
            if random.u8(..4) == 0 {
                map.retain(|_, _| random.bool());
                map.insert(KEYS[random.usize(..KEYS.len())].to_owned(), value(random, 1));
            }
            map.into()
        }
        other if random.u8(..3) > 0 => other.clone(),
        _ => value(random, 1),
    }
}

/// A shape, as somebody might have written it by hand.
pub(crate) fn shape(random: &mut Rng, depth: usize) -> Shape {
    let mut shape = Shape::default();
    if random.u8(..12) == 0 {
        return Shape::any();
    }
    for _ in 0..random.usize(1..3) {
        match random.u8(..if depth == 0 { 5 } else { 9 }) {
            0 => shape.null = true,
            1 => shape.boolean = true,
            2 => shape.number = Some(if random.bool() { Numbers::Integer } else { Numbers::Any }),
            3 | 4 => shape.string = Some(strings(random, depth)),
            5 | 6 => {
                let items = if random.u8(..4) == 0 { Shape::default() } else { self::shape(random, depth - 1) };
                shape.array = Some(Box::new(items));
            }
            _ => shape.object = Some(fields(random, depth)),
        }
    }
    shape
}

fn fields(random: &mut Rng, depth: usize) -> Fields {
    let known = (0..random.usize(..4)).map(|_| {
        let key = KEYS[random.usize(..KEYS.len())].to_owned();
        (key, Field { shape: shape(random, depth - 1), optional: random.bool() })
    });
    let known = known.collect();
    let rest = (random.u8(..5) == 0).then(|| Box::new(shape(random, depth - 1)));
    Fields { known, rest }
}

fn strings(random: &mut Rng, depth: usize) -> Strings {
    if random.bool() {
        return Strings::plain();
    }
    let mut strings = Strings::format(ALL[random.usize(..ALL.len())]);
    strings.empty = random.u8(..3) == 0;
    if random.u8(..4) == 0 {
        strings.patterns.insert("^[01]$".into());
    }
    if random.u8(..4) == 0 {
        strings.values.insert("draft".into());
    }
    if depth > 0 && random.u8(..3) == 0 {
        strings.json = Some(Box::new(shape(random, depth - 1)));
    }
    strings
}
