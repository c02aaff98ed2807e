//! What holds for any two values, on many that are made up. The seeds are fixed, so every run makes up the same.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::value::change::compare::Comparison;
use crate::value::change::model::Fingerprint;
use crate::value::json;

const ROUNDS: u64 = 3000;
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
        _ => *at = if random.u8(..3) == 0 { json!({"data": at.clone(), "page": 1}) } else { value(random, 1) },
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
    eprintln!("{same} of {all}");
    assert!(same * 10 >= all * 9, "{same} of {all}");
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
