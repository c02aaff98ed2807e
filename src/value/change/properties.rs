//! What holds for any two values, on many that are made up. The seeds are fixed, so every run makes up the same.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::value::change::compare::Comparison;
use crate::value::change::model::Fingerprint;
use crate::value::json;

const ROUNDS: u64 = 1500;
const WORDS: [&str; 10] =
    ["", "a", "Lisbon", "High Street 5", "2021-05-01", "2024-02-29", "12.50", "12", "x@example.com", "[1]"];
const KEYS: [&str; 12] =
    ["id", "name", "price", "unit_price", "unitPrice", "items", "a b", "it's", "client_id", "1", "2", "tags"];

fn scalar(random: &mut Rng) -> Value {
    match random.u8(..8) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => random.u8(..4).into(),
        3 => random.u32(..100_000).into(),
        4 => format!("{}.{:02}", random.u8(..9), random.u8(..3)).parse().map(Value::Number).expect("a number"),
        _ => WORDS[random.usize(..WORDS.len())].into(),
    }
}

fn value(random: &mut Rng, depth: u32) -> Value {
    match random.u8(..if depth == 0 { 1 } else { 4 }) {
        0 => scalar(random),
        1 => (0..random.usize(..6)).map(|_| value(random, depth - 1)).collect(),
        2 => {
            // A list of much the same objects, as answers have them.
            let one = object(random, depth - 1);
            let element = |id: usize, random: &mut Rng| {
                let mut element = one.clone();
                element.insert("id".into(), id.into());
                mutate_object(&mut element, random, 1);
                Value::Object(element)
            };
            (0..random.usize(..7)).map(|id| element(id, random)).collect()
        }
        _ => Value::Object(object(random, depth - 1)),
    }
}

fn object(random: &mut Rng, depth: u32) -> Map<String, Value> {
    let entry = |random: &mut Rng| (KEYS[random.usize(..KEYS.len())].to_owned(), value(random, depth));
    (0..random.usize(..6)).map(|_| entry(random)).collect()
}

/// The value after a few changes.
fn mutated(value: &Value, random: &mut Rng) -> Value {
    let mut value = value.clone();
    for _ in 0..random.usize(1..5) {
        mutate(&mut value, random);
    }
    value
}

fn mutate(at: &mut Value, random: &mut Rng) {
    let goes_on = random.u8(..4) > 0;
    match at {
        Value::Array(elements) if !elements.is_empty() && goes_on => {
            let position = random.usize(..elements.len());
            mutate(&mut elements[position], random);
        }
        Value::Array(elements) => mutate_list(elements, random),
        Value::Object(map) if !map.is_empty() && goes_on => {
            let position = random.usize(..map.len());
            if let Some(below) = map.values_mut().nth(position) {
                mutate(below, random);
            }
        }
        Value::Object(map) => mutate_object(map, random, 2),
        _ => *at = leaf(at, random),
    }
}

fn leaf(was: &Value, random: &mut Rng) -> Value {
    match (was, random.u8(..6)) {
        (_, 0) => json!({ "data": was, "page": 1 }),
        (_, 1) => value(random, 1),
        (Value::String(text), 2) => format!("{text} more").into(),
        (Value::String(_), _) => WORDS[random.usize(..WORDS.len())].into(),
        (Value::Number(_), _) => random.u32(..5000).into(),
        _ => scalar(random),
    }
}

fn mutate_list(elements: &mut Vec<Value>, random: &mut Rng) {
    let position = random.usize(..=elements.len());
    match random.u8(..4) {
        0 => random.shuffle(elements),
        1 if position < elements.len() => {
            elements.remove(position);
        }
        2 if position < elements.len() => elements.push(elements[position].clone()),
        _ => elements.insert(position, value(random, 2)),
    }
}

fn mutate_object(map: &mut Map<String, Value>, random: &mut Rng, depth: u32) {
    let key = KEYS[random.usize(..KEYS.len())];
    let taken = map.keys().nth(random.usize(..=map.len())).cloned();
    match (random.u8(..4), taken) {
        (0, Some(taken)) => {
            map.shift_remove(&taken);
        }
        (1, Some(taken)) => {
            if let Some(value) = map.shift_remove(&taken) {
                map.insert(key.into(), value);
            }
        }
        (2, Some(taken)) => {
            if let Some(value) = map.shift_remove(&taken) {
                map.insert(key.into(), json!({ taken: value, "more": 7 }));
            }
        }
        _ => {
            map.insert(key.into(), value(random, depth));
        }
    }
}

/// Pairs of values: related ones, and now and then any two.
fn pairs() -> impl Iterator<Item = (u64, Value, Value, Rng)> {
    (0..ROUNDS).map(|seed| {
        let mut random = Rng::with_seed(seed);
        let old = value(&mut random, 4);
        let new = if seed % 10 == 0 { value(&mut random, 4) } else { mutated(&old, &mut random) };
        (seed, old, new, random)
    })
}

fn fingerprints(comparison: &Comparison) -> Vec<Fingerprint> {
    let mut found: Vec<Fingerprint> = comparison.changes.iter().map(|change| change.fingerprint()).collect();
    found.sort_unstable();
    found
}

#[test]
fn all_changes_make_the_new_value_and_none_the_old() {
    for (seed, old, new, _) in pairs() {
        let comparison = Comparison::of(old.clone(), new.clone());
        assert_eq!(comparison.changes.is_empty(), json::equal(&old, &new), "seed {seed}: {old} {new}");
        assert!(
            json::equal(&comparison.mixed(&|_| true), &new),
            "seed {seed}: {old} {new} {}",
            comparison.mixed(&|_| true)
        );
        assert!(json::equal(&comparison.mixed(&|_| false), &old), "seed {seed}: {old} {new}");
    }
}

#[test]
fn equal_values_have_no_changes() {
    for (seed, old, ..) in pairs() {
        assert!(Comparison::of(old.clone(), old.clone()).changes.is_empty(), "seed {seed}: {old}");
    }
}

#[test]
fn every_change_counts_and_some_of_them_lead_on_to_the_rest() {
    let (mut all, mut same) = (0, 0);
    for (seed, old, new, mut random) in pairs() {
        let comparison = Comparison::of(old.clone(), new.clone());
        let count = comparison.changes.len();
        let taken: Vec<bool> = (0..count).map(|_| random.bool()).collect();
        let mixed = comparison.mixed(&|index| taken[index]);
        for index in 0..count {
            let other = comparison.mixed(&|at| taken[at] != (at == index));
            assert!(!json::equal(&mixed, &other), "seed {seed}: change {index} does nothing: {old} {new}");
        }
        let rest = Comparison::of(mixed.clone(), new.clone());
        assert!(json::equal(&rest.mixed(&|_| true), &new), "seed {seed}: {old} {new}");
        let mut left: Vec<Fingerprint> =
            (0..count).filter(|at| !taken[*at]).map(|at| comparison.changes[at].fingerprint()).collect();
        left.sort_unstable();
        all += 1;
        if left == fingerprints(&rest) {
            same += 1;
        }
    }
    // Made-up values are stranger than answers: what a list of random elements became can be told in several ways.
    assert!(same * 100 >= all * 97, "{same} of {all}");
}

#[test]
fn the_places_of_changes_lead_to_their_values() {
    for (seed, old, new, _) in pairs() {
        for change in &Comparison::of(old.clone(), new.clone()).changes {
            for (place, version) in [(&change.was, &old), (&change.is, &new)] {
                let Some(place) = place else { continue };
                assert_eq!(version.pointer(&place.pointer), Some(&place.value), "seed {seed}: {change:?}");
            }
            assert!(change.was.is_some() || change.is.is_some(), "seed {seed}: {change:?}");
        }
    }
}

#[test]
fn the_values_made_up_here_have_every_kind_of_change() {
    let mut kinds = std::collections::BTreeMap::new();
    for (_, old, new, _) in pairs() {
        for change in Comparison::of(old, new).changes {
            *kinds.entry(change.kind.name()).or_insert(0) += 1;
        }
    }
    // Whether a key may be absent is a matter of shapes.
    let all = ["added", "format", "moved", "removed", "renamed", "reordered", "type", "value"];
    assert!(kinds.keys().copied().eq(all) && kinds.values().all(|count| *count >= 10), "{kinds:?}");
}

/// Changes that are the same wherever they are: old and new.
fn planted() -> Vec<(Value, Value)> {
    let address = json!({"street": "High Street 5", "city": "Lisbon"});
    let line = |text: &str, price: Value| json!({"text": text, "price": price});
    vec![
        (json!({"price": 5}), json!({"price": "5"})),
        (json!({"price": 5}), json!({"price": null})),
        (json!({"day": "2021-05-01"}), json!({"day": "2024-02-29"})),
        (json!({"day": "2021-05-01"}), json!({"day": "tomorrow"})),
        (json!({"state": "draft"}), json!({"state": "sent"})),
        (json!({"price": "120.50"}), json!({"amount": "120.50"})),
        (json!({"address": address, "client": {"n": 1}}), json!({"client": {"n": 1, "address": address}})),
        (json!({"gone": 1, "stays": 1}), json!({"stays": 1, "new": [1]})),
        (json!({"tags": ["x", "y", "z"]}), json!({"tags": ["z", "x", "y", "a"]})),
        (
            json!({"lines": [line("the first line", json!(1)), line("the second line", json!(2))]}),
            json!({"lines": [line("a line before", json!(3)), line("the first line", json!("1")), line("the second line", json!(2))]}),
        ),
    ]
}

#[test]
fn the_same_change_has_the_same_fingerprint_whatever_is_beside_it() {
    let mut random = Rng::with_seed(11);
    for (old, new) in planted() {
        let expected = fingerprints(&Comparison::of(json!({ "at": [old] }), json!({ "at": [new] })));
        for round in 0..40 {
            // What is beside the change has other keys and texts, or it might be told as where something was moved.
            let body = |inside: &Value, random: &mut Rng| {
                let beside = |random: &mut Rng| json!({"beside": random.u32(..), "more": {"text": random.u64(..)}});
                let before: Vec<Value> = (0..random.usize(..4)).map(|_| beside(random)).collect();
                let after: Vec<Value> = (0..random.usize(..4)).map(|_| beside(random)).collect();
                let around = before.into_iter().chain([inside.clone()]).chain(after);
                json!({"first": beside(random), "at": around.collect::<Value>(), "last": beside(random)})
            };
            let seed = random.u64(..);
            let (was, is) = (body(&old, &mut Rng::with_seed(seed)), body(&new, &mut Rng::with_seed(seed)));
            let comparison = Comparison::of(was.clone(), is.clone());
            assert_eq!(fingerprints(&comparison), expected, "round {round}: {was} {is}");
        }
    }
}
