//! Two shapes held against each other: what changed, and what either would be with only some of the changes.
//!
//! What a change means is said for the readers of an API. Whatever a value may be now and could not be before is
//! breaking, as is a key that is gone or may be absent; a key that was never there is additive. A shape that promises
//! more than before, after an edit by hand or a new record, takes nothing from anybody: its class is `value`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::value::change::model::{Change, Class, Kind, Place};
use crate::value::json::push_token;
use crate::value::shape::compare::{INSIDE, segment, unheard_of};
use crate::value::shape::model::{Field, Fields, Shape, Strings};
use crate::value::shape::notation::document;
use crate::value::shape::rename::renamed;

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
        let mut changes = Vec::new();
        if old != new {
            let (was, is) = (document(&old, false), document(&new, false));
            let place = |document: &Value, pointer: String| {
                let value = document.pointer(&pointer).cloned().unwrap_or_default();
                Place { pointer, value }
            };
            walk(&old, &new, &mut |found| {
                changes.push(Change {
                    class: found.class,
                    kind: found.kind,
                    path: found.path,
                    from: found.from,
                    to: found.to,
                    unsaid: None,
                    was: found.was.map(|pointer| place(&was, pointer)),
                    is: found.is.map(|pointer| place(&is, pointer)),
                });
                false
            });
        }
        ShapeComparison { changes, old, new }
    }

    /// The shape with the changes that `is_taken` names by their index: the new shape with all of them, the old one
    /// with none.
    pub fn select(&self, is_taken: impl Fn(usize) -> bool) -> Shape {
        // The same walk finds the same changes in the same order.
        let mut index = 0;
        walk(&self.old, &self.new, &mut |_| {
            index += 1;
            is_taken(index - 1)
        })
    }
}

/// Goes through both shapes at once, asks of every change whether it is taken, and puts the shape together that has
/// those which are.
fn walk(old: &Shape, new: &Shape, ask: &mut dyn FnMut(Found) -> bool) -> Shape {
    Walk { path: "$".into(), was: String::new(), is: String::new(), ask }.shape(old, new)
}

/// A change that was found, with pointers into the old and the new notation.
struct Found {
    class: Class,
    kind: Kind,
    path: String,
    from: String,
    to: String,
    was: Option<String>,
    is: Option<String>,
}

/// What a change is from and to.
struct Words(String, String);

struct Walk<'a> {
    path: String,
    was: String,
    is: String,
    ask: &'a mut dyn FnMut(Found) -> bool,
}

impl Walk<'_> {
    fn shape(&mut self, old: &Shape, new: &Shape) -> Shape {
        if old == new {
            return old.clone();
        }
        let (was, is) = (own(old), own(new));
        let taken = was == is || self.own(&was, &is);
        let mut shape = if taken { new.clone() } else { old.clone() };
        if old.any || new.any {
            return shape;
        }
        if let (Some(old), Some(new)) = (&old.array, &new.array) {
            shape.array = Some(Box::new(self.below("[*]", &["items"], |walk| walk.shape(old, new))));
        }
        if let (Some(old), Some(new)) = (&old.object, &new.object) {
            shape.object = Some(self.fields(old, new));
        }
        if let (Some(old), Some(new)) = (inside(old), inside(new)) {
            let json = self.below(INSIDE, &["json"], |walk| walk.shape(old, new));
            if let Some(strings) = &mut shape.string {
                strings.json = Some(Box::new(json));
            }
        }
        shape
    }

    /// The types that are allowed here, and which strings; what lies below is left to those who follow.
    fn own(&mut self, was: &Shape, is: &Shape) -> bool {
        let nothing_was = was.is_nothing();
        let (class, kind) = match (nothing_was, is.is_nothing()) {
            (true, _) => (Class::Additive, Kind::Added),
            (_, true) => (Class::Value, Kind::Removed),
            _ => {
                let is_wider = !unheard_of(was, is).is_nothing();
                let kind = if untexted(was) == untexted(is) { Kind::Format } else { Kind::Type };
                (if is_wider { Class::Breaking } else { Class::Value }, kind)
            }
        };
        let words = |shape: &Shape| if shape.is_nothing() { String::new() } else { shape.describe() };
        self.found(class, kind, Words(words(was), words(is)))
    }

    fn fields(&mut self, old: &Fields, new: &Fields) -> Fields {
        let renamed = renamed(old, new);
        let is_new_name = |key: &String| renamed.values().any(|name| name == key);
        let mut known = BTreeMap::new();
        let mut keys: Vec<&String> = old.known.keys().chain(new.known.keys()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let (was, is) = (old.known.get(key), new.known.get(key));
            if let (Some(was), Some(name)) = (was, renamed.get(key)) {
                self.renamed(key, was, is, (name, &new.known[name]), &mut known);
            } else if !is_new_name(key)
                && let Some(field) = self.key(key, |walk| walk.field(was, is, new.rest.as_deref()))
            {
                known.insert(key.clone(), field);
            }
        }
        let rest = self.below("[*]", &["others"], |walk| walk.rest(old.rest.as_deref(), new.rest.as_deref()));
        Fields { known, rest: rest.map(Box::new) }
    }

    fn field(&mut self, was: Option<&Field>, is: Option<&Field>, others: Option<&Shape>) -> Option<Field> {
        match (was, is) {
            (Some(was), Some(is)) => {
                let optional = if self.presence(was, is) { is.optional } else { was.optional };
                Some(Field { shape: self.shape(&was.shape, &is.shape), optional })
            }
            (Some(was), None) => (!self.gone(&was.shape)).then(|| was.clone()),
            (None, Some(is)) => {
                // A key of a dictionary that looks like none of its others breaks who reads it as one.
                let is_odd = others.is_some_and(|others| !others.subsumes(&is.shape));
                let class = if is_odd { Class::Breaking } else { Class::Additive };
                self.found(class, Kind::Added, Words(String::new(), is.shape.describe())).then(|| is.clone())
            }
            (None, None) => None,
        }
    }

    /// A key that has another name now. Where shapes of several answers came together, the old name is still there and
    /// optional.
    fn renamed(
        &mut self,
        key: &str,
        was: &Field,
        is: Option<&Field>,
        (name, new): (&String, &Field),
        known: &mut BTreeMap<String, Field>,
    ) {
        let mut pointer = self.is.clone();
        push_token(&mut pointer, "properties");
        push_token(&mut pointer, name);
        self.key(key, |walk| {
            let taken = (walk.ask)(Found {
                class: Class::Breaking,
                kind: Kind::Renamed,
                path: walk.path.clone(),
                from: key.to_owned(),
                to: name.clone(),
                was: Some(walk.was.clone()),
                is: Some(pointer),
            });
            // What else changed under the old name is told as well.
            let shape = is.map_or_else(|| was.shape.clone(), |is| walk.shape(&was.shape, &is.shape));
            if !taken {
                known.insert(key.to_owned(), Field { shape, optional: was.optional });
                return;
            }
            known.insert(name.clone(), new.clone());
            if is.is_some() {
                known.insert(key.to_owned(), Field { shape, optional: true });
            }
        });
    }

    fn presence(&mut self, was: &Field, is: &Field) -> bool {
        let words = |field: &Field| if field.optional { "optional" } else { "required" }.to_owned();
        let class = if is.optional { Class::Breaking } else { Class::Value };
        was.optional != is.optional && self.found(class, Kind::Presence, Words(words(was), words(is)))
    }

    fn rest(&mut self, was: Option<&Shape>, is: Option<&Shape>) -> Option<Shape> {
        match (was, is) {
            (Some(was), Some(is)) => Some(self.shape(was, is)),
            (Some(was), None) => (!self.gone(was)).then(|| was.clone()),
            (None, Some(is)) => self.came(is).then(|| is.clone()),
            (None, None) => None,
        }
    }

    fn gone(&mut self, was: &Shape) -> bool {
        self.found(Class::Breaking, Kind::Removed, Words(was.describe(), String::new()))
    }

    fn came(&mut self, is: &Shape) -> bool {
        self.found(Class::Additive, Kind::Added, Words(String::new(), is.describe()))
    }

    /// Asks whether a change of this very place is taken.
    fn found(&mut self, class: Class, kind: Kind, Words(from, to): Words) -> bool {
        let was = (kind != Kind::Added).then(|| self.was.clone());
        let is = (kind != Kind::Removed).then(|| self.is.clone());
        (self.ask)(Found { class, kind, path: self.path.clone(), from, to, was, is })
    }

    fn key<T>(&mut self, key: &str, visit: impl FnOnce(&mut Self) -> T) -> T {
        self.below(&segment(key), &["properties", key], visit)
    }

    fn below<T>(&mut self, step: &str, tokens: &[&str], visit: impl FnOnce(&mut Self) -> T) -> T {
        let lengths = (self.path.len(), self.was.len(), self.is.len());
        self.path.push_str(step);
        for token in tokens {
            push_token(&mut self.was, token);
            push_token(&mut self.is, token);
        }
        let visited = visit(self);
        self.path.truncate(lengths.0);
        self.was.truncate(lengths.1);
        self.is.truncate(lengths.2);
        visited
    }
}

/// A shape without what lies below it. It says only that there may be something.
fn own(shape: &Shape) -> Shape {
    let string = shape.string.as_ref().map(|strings| {
        let json = strings.json.as_ref().map(|_| Box::new(Shape::any()));
        Strings { json, ..strings.clone() }
    });
    Shape {
        string,
        array: shape.array.as_ref().map(|_| Box::new(Shape::any())),
        object: shape.object.as_ref().map(|_| Fields::default()),
        ..*shape
    }
}

/// A shape without what is said of its strings.
fn untexted(shape: &Shape) -> Shape {
    Shape { string: shape.string.as_ref().map(|_| Strings::plain()), ..shape.clone() }
}

fn inside(shape: &Shape) -> Option<&Shape> {
    shape.string.as_ref()?.json.as_deref()
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use serde_json::{Value, json};

    use super::ShapeComparison;
    use crate::value::change::model::{Change, Class};
    use crate::value::shape::fixture;
    use crate::value::shape::model::Shape;

    fn changes(old: &Value, new: &Value) -> Vec<String> {
        told(&ShapeComparison::of(Shape::infer(old), Shape::infer(new)).changes)
    }

    /// As `run` proposes it: what was reviewed and what came, together.
    fn proposed(old: &Value, came: &Value) -> Vec<String> {
        let old = Shape::infer(old);
        let new = old.clone().union(Shape::infer(came));
        told(&ShapeComparison::of(old, new).changes)
    }

    fn told(changes: &[Change]) -> Vec<String> {
        let told = changes.iter().map(|change| format!("{}: {}, {}", change.path, change.words(), change.class.name()));
        told.collect()
    }

    #[test]
    fn every_place_is_told_with_what_it_means_for_readers() {
        let old = json!({"items": [{"price": 1, "on": "2021-05-01", "note": "x"}], "gone": 1, "tags": [], "o": "[1]"});
        let new =
            json!({"items": [{"price": "1", "on": "soon", "note": null}], "new": {}, "tags": ["a"], "o": "[null]"});
        assert_eq!(
            changes(&old, &new),
            [
                "$.gone: removed (integer), breaking",
                "$.items[*].note: string -> null, breaking",
                "$.items[*].on: string (date) -> string, breaking",
                "$.items[*].price: integer -> string (integer), breaking",
                "$.new: added (object), additive",
                "$.o (inside the string) $[*]: integer -> null, breaking",
                "$.tags[*]: added (string), additive",
            ]
        );
    }

    #[test]
    fn a_key_that_looks_like_no_other_of_its_dictionary_breaks_its_readers() {
        let old = json!({"41": {"a": 1}, "42": {"a": 2}});
        assert_eq!(proposed(&old, &json!({"41": {"a": 1}, "name": 1})), ["$.name: added (integer | object), breaking"]);
        assert_eq!(proposed(&old, &json!({"41": {"a": 1}, "name": {"a": 1}})), Vec::<String>::new());
    }

    #[test]
    fn what_a_run_proposes_is_told_as_it_is_for_readers() {
        let old = json!([{"a": 1, "b": 2}]);
        assert_eq!(
            proposed(&old, &json!([{"a": null, "c": true}])),
            [
                "$[*].a: integer -> integer | null, breaking",
                "$[*].b: required -> optional, breaking",
                "$[*].c: added (boolean), additive",
            ]
        );
    }

    #[test]
    fn a_shape_that_promises_more_takes_nothing_from_readers() {
        let wide = json!([{"a": 1}, {"a": null, "b": "x"}, {"a": 1, "b": "2021-05-01"}]);
        let narrow = json!([{"a": 1, "b": "2021-05-01"}]);
        assert_eq!(
            changes(&wide, &narrow),
            [
                "$[*].a: integer | null -> integer, value",
                "$[*].b: optional -> required, value",
                "$[*].b: string -> string (date), value",
            ]
        );
        assert_eq!(changes(&json!([1]), &json!([])), ["$[*]: removed (integer), value"]);
        let known = ShapeComparison::of(Shape::any(), Shape::infer(&json!("x"))).changes;
        assert_eq!(told(&known), ["$: anything -> string, value"]);
    }

    #[test]
    fn a_key_with_another_name_is_one_change() {
        let old = json!({"billing": {"street": "a", "zip": "x"}, "created_at": "2021-05-01", "n": 1});
        let new = json!({"address": {"street": "a", "zip": "x"}, "createdAt": "2021-05-01", "m": 1});
        let wanted = [
            "$.billing: renamed to address, breaking",
            "$.created_at: renamed to createdAt, breaking",
            "$.m: added (integer), additive",
        ];
        let told = changes(&old, &new);
        assert_eq!(told[..3], wanted, "a number alone tells nothing");
        assert_eq!(told[3], "$.n: removed (integer), breaking");
        assert_eq!(proposed(&old, &new)[..3], wanted);
    }

    #[test]
    fn keys_of_one_shape_are_told_apart_by_their_names_or_not_taken_for_each_other() {
        let user = json!({"id": 1, "name": "a"});
        assert_eq!(
            changes(
                &json!({"createdBy": user, "updatedBy": user}),
                &json!({"author": user, "created_by": user, "updated_by": user})
            ),
            [
                "$.author: added (object), additive",
                "$.createdBy: renamed to created_by, breaking",
                "$.updatedBy: renamed to updated_by, breaking",
            ]
        );
        assert_eq!(
            changes(&json!({"home": user, "work": user}), &json!({"office": user, "private": user})),
            [
                "$.home: removed (object), breaking",
                "$.office: added (object), additive",
                "$.private: added (object), additive",
                "$.work: removed (object), breaking",
            ]
        );
    }

    #[test]
    fn places_lead_into_the_notation() {
        let old = Shape::infer(&json!([{"a/b": "[1]", "x": {"y": 1, "z": 1}}]));
        let new = Shape::infer(&json!([{"a/b": "[\"\"]", "v": {"y": 1, "z": 1}}]));
        let comparison = ShapeComparison::of(old, new);
        let pointers: Vec<_> = comparison
            .changes
            .iter()
            .map(|change| [&change.was, &change.is].map(|place| place.as_ref().map_or("", |place| &place.pointer)))
            .collect();
        let inside = "/items/properties/a~1b/json/items";
        assert_eq!(pointers, [[inside, inside], ["/items/properties/x", "/items/properties/v"]]);
        assert_eq!(
            comparison.changes[0].was.as_ref().map(|place| place.value.to_string()).as_deref(),
            Some(r#"{"type":"integer"}"#)
        );
    }

    #[test]
    fn every_selection_of_changes_is_a_shape_that_lacks_only_the_others() {
        let mut random = Rng::with_seed(11);
        let mut seen = 0;
        for round in 0..3000 {
            let old = fixture::shape(&mut random, 3);
            let new = match round % 2 {
                0 => fixture::shape(&mut random, 3),
                _ => old.clone().union(Shape::infer(&fixture::value(&mut random, 3))),
            };
            let comparison = ShapeComparison::of(old.clone(), new.clone());
            assert_eq!(comparison.changes.is_empty(), old == new);
            assert_eq!(comparison.select(|_| false), old);
            assert_eq!(comparison.select(|_| true), new, "{}\n{}", old.to_text(), new.to_text());
            let taken: Vec<bool> = comparison.changes.iter().map(|_| random.bool()).collect();
            let selected = comparison.select(|index| taken[index]);
            assert_eq!(Shape::from_text(&selected.to_text()).as_ref(), Ok(&selected));
            let fingerprints = |changes: &[Change]| changes.iter().map(Change::fingerprint).collect::<Vec<_>>();
            let picked = |wanted: bool| {
                let changes = comparison.changes.iter().cloned().zip(&taken).filter(|(_, taken)| **taken == wanted);
                changes.map(|(change, _)| change).collect::<Vec<Change>>()
            };
            let places = |changes: &[Change]| {
                changes.iter().map(|change| format!("{}: {}", change.path, change.words())).collect::<Vec<String>>()
            };
            let left = ShapeComparison::of(selected.clone(), new.clone());
            assert_eq!(
                fingerprints(&left.changes),
                fingerprints(&picked(false)),
                "{}\n{}\n{}",
                old.to_text(),
                new.to_text(),
                selected.to_text()
            );
            // A key that a dictionary got is told as additive when the dictionary is not there yet; all else is the same.
            let done = ShapeComparison::of(old.clone(), selected.clone());
            assert_eq!(
                places(&done.changes),
                places(&picked(true)),
                "{}\n{}\n{}",
                old.to_text(),
                new.to_text(),
                selected.to_text()
            );
            seen += comparison.changes.len();
        }
        assert!(seen > 2000, "{seen}");
    }

    #[test]
    fn a_shape_that_only_became_wider_has_only_changes_that_say_so() {
        let mut random = Rng::with_seed(12);
        for _ in 0..3000 {
            let old = Shape::infer(&fixture::value(&mut random, 3));
            let came = Shape::infer(&fixture::value(&mut random, 3));
            let new = old.clone().union(came);
            let changes = ShapeComparison::of(old.clone(), new.clone()).changes;
            assert_eq!(old.subsumes(&new), changes.is_empty(), "{}\n{}", old.to_text(), new.to_text());
            assert!(
                changes.iter().all(|change| matches!(change.class, Class::Breaking | Class::Additive)),
                "a union takes nothing away"
            );
        }
    }
}
