//! Two shapes held against each other: what changed, and what either would be with only some of the changes.

use crate::value::change::model::{Change, Class, Kind, Place};
use crate::value::json;
use crate::value::shape::compare::Change as Degree;
use crate::value::shape::model::Shape;

/// Two shapes, and what changed from the old one to the new one. Pointers of places lead into the notation of the
/// shapes, [`Shape::to_text`].
#[derive(Clone, Debug)]
pub struct ShapeComparison {
    /// What changed, in the order of the notation. An index into it names a change.
    pub changes: Vec<Change>,
    old: Shape,
    new: Shape,
}

impl ShapeComparison {
    /// Compares two shapes. Equal ones have no changes.
    pub fn of(old: Shape, new: Shape) -> ShapeComparison {
        let differences = old.differences(&new);
        let mut changes = Vec::new();
        if old != new {
            let breaking = differences.iter().any(|difference| difference.change == Degree::Breaking);
            let document = |shape: &Shape| json::parse(shape.to_text().as_bytes()).unwrap_or_default();
            let place = |shape: &Shape| Place { pointer: String::new(), value: document(shape) };
            changes.push(Change {
                class: if breaking { Class::Breaking } else { Class::Additive },
                kind: Kind::Type,
                path: "$".into(),
                from: old.describe(),
                to: new.describe(),
                was: Some(place(&old)),
                is: Some(place(&new)),
            });
        }
        ShapeComparison { changes, old, new }
    }

    /// The shape with the changes that `is_taken` names by their index: the new shape with all of them, the old one
    /// with none.
    pub fn select(&self, is_taken: impl Fn(usize) -> bool) -> Shape {
        if self.changes.is_empty() || is_taken(0) { self.new.clone() } else { self.old.clone() }
    }
}
