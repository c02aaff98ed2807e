//! What changed between two answers, and what they look like.

use countersign::value::change::compare::Comparison;
use countersign::value::shape::change::ShapeComparison;
use countersign::value::shape::model::Shape;
use countersign::value::{diff, json};
use serde_json::Value;

use super::input::{choices, texts};

/// Two JSON values.
pub fn fuzz(bytes: &[u8]) {
    let Some([old, new]) = texts(bytes) else { return };
    let (Ok(old), Ok(new)) = (json::parse(old.as_bytes()), json::parse(new.as_bytes())) else { return };
    let equal = json::equal(&old, &new);
    assert_eq!(equal, json::equal(&new, &old));
    assert_eq!(equal, diff::equals(&old, &new).is_empty());
    assert!(!equal || diff::subset(&old, &new).is_empty(), "whatever is equal is at least that");
    let mut random = choices(bytes);
    compared(&old, &new, equal, &mut random);
    shapes(&old, &new, &mut random);
}

fn compared(old: &Value, new: &Value, equal: bool, random: &mut fastrand::Rng) {
    let comparison = Comparison::of(old.clone(), new.clone());
    assert_eq!(equal, comparison.changes.is_empty(), "{:?}", comparison.changes);
    assert!(json::equal(&comparison.select(|_| true), new));
    assert!(json::equal(&comparison.select(|_| false), old));
    for change in &comparison.changes {
        for (place, document) in [(&change.was, old), (&change.is, new)] {
            let Some(place) = place else { continue };
            let found = document.pointer(&place.pointer);
            assert!(found.is_some_and(|found| *found == place.value), "{place:?} is not in {document}");
        }
    }
    let taken: Vec<bool> = comparison.changes.iter().map(|_| random.bool()).collect();
    let mixed = comparison.select(|index| taken[index]);
    // With the rest of the changes it is the new one: nothing was lost.
    let rest = Comparison::of(mixed.clone(), new.clone());
    assert_eq!(rest.changes.is_empty(), json::equal(&mixed, new));
}

fn shapes(old: &Value, new: &Value, random: &mut fastrand::Rng) {
    let (was, is) = (Shape::infer(old), Shape::infer(new));
    let union = was.clone().union(is.clone());
    for (shape, value) in [(&was, old), (&is, new), (&union, old), (&union, new)] {
        assert!(shape.accepts(value), "{} is not of the shape {}", value, shape.to_text());
        let again = Shape::from_text(&shape.to_text()).unwrap_or_else(|error| panic!("{error}: {}", shape.to_text()));
        assert_eq!(again.to_text(), shape.to_text());
    }
    assert!(union.subsumes(&was) && union.subsumes(&is), "{}", union.to_text());
    assert_eq!(was.differences(&is).is_empty(), was.subsumes(&is));
    let comparison = ShapeComparison::of(was.clone(), is.clone());
    assert_eq!(comparison.changes.is_empty(), was == is);
    assert_eq!(comparison.select(|_| true), is);
    assert_eq!(comparison.select(|_| false), was);
    let taken: Vec<bool> = comparison.changes.iter().map(|_| random.bool()).collect();
    comparison.select(|index| taken[index]).to_text();
}
