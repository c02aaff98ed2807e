//! What a path selects.

use std::rc::Rc;

use serde_json::Value;

use crate::value::query::filter::holds;
use crate::value::query::model::{Query, Reach, Segment, Selector, Slice};

/// How a node was reached; nothing where nobody asks.
pub trait Trail<'v>: Clone {
    /// At a key.
    fn key(&self, key: &'v str) -> Self;
    /// At an element.
    fn index(&self, index: usize) -> Self;
}

impl<'v> Trail<'v> for () {
    fn key(&self, _: &'v str) {}
    fn index(&self, _: usize) {}
}

/// One step of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'v> {
    /// Into a key.
    Key(&'v str),
    /// Into an element.
    Index(usize),
}

/// The way from the root to a node.
#[derive(Clone, Debug, Default)]
pub struct Way<'v>(Option<Rc<(Way<'v>, Step<'v>)>>);

impl<'v> Way<'v> {
    /// Its steps, from the root.
    pub fn steps(&self) -> Vec<Step<'v>> {
        let mut steps = Vec::new();
        let mut here = self;
        while let Some(link) = &here.0 {
            steps.push(link.1);
            here = &link.0;
        }
        steps.reverse();
        steps
    }
}

impl<'v> Trail<'v> for Way<'v> {
    fn key(&self, key: &'v str) -> Self {
        Way(Some(Rc::new((self.clone(), Step::Key(key)))))
    }

    fn index(&self, index: usize) -> Self {
        Way(Some(Rc::new((self.clone(), Step::Index(index)))))
    }
}

/// The nodes that a path selects from `start`, each with how it was reached. `root` is what `$` means in filters.
pub fn select<'v, T: Trail<'v>>(query: &Query, start: &'v Value, trail: T, root: &'v Value) -> Vec<(T, &'v Value)> {
    let mut nodes = vec![(trail, start)];
    for segment in &query.segments {
        let mut found = Vec::new();
        let mut selecting = Selecting { segment, root, found: &mut found };
        nodes.into_iter().for_each(|(trail, node)| selecting.node(&trail, node));
        nodes = found;
    }
    nodes
}

struct Selecting<'s, 'v, T> {
    segment: &'s Segment,
    root: &'v Value,
    found: &'s mut Vec<(T, &'v Value)>,
}

impl<'v, T: Trail<'v>> Selecting<'_, 'v, T> {
    fn node(&mut self, trail: &T, node: &'v Value) {
        let segment = self.segment;
        segment.selectors.iter().for_each(|selector| self.of(selector, trail, node));
        if segment.reach == Reach::Descendants {
            children(trail, node, |trail, child| {
                // Only what holds something has descendants, or anything to select.
                if child.is_array() || child.is_object() {
                    self.node(&trail, child);
                }
            });
        }
    }

    fn of(&mut self, selector: &Selector, trail: &T, node: &'v Value) {
        match (selector, node) {
            (Selector::Name(name), Value::Object(map)) => {
                if let Some((key, value)) = map.get_key_value(name) {
                    self.found.push((trail.key(key), value));
                }
            }
            (Selector::Every, _) => children(trail, node, |trail, child| self.found.push((trail, child))),
            (Selector::Index(index), Value::Array(list)) => {
                if let Some(index) = from_either_end(*index, list.len()).filter(|index| *index < list.len()) {
                    self.found.push((trail.index(index), &list[index]));
                }
            }
            (Selector::Slice(slice), Value::Array(list)) => {
                for index in indices(*slice, list.len()) {
                    if let Some(element) = list.get(index) {
                        self.found.push((trail.index(index), element));
                    }
                }
            }
            (Selector::Filter(logical), _) => {
                let root = self.root;
                children(trail, node, |trail, child| {
                    if holds(logical, child, root) {
                        self.found.push((trail, child));
                    }
                });
            }
            _ => {}
        }
    }
}

fn children<'v, T: Trail<'v>>(trail: &T, node: &'v Value, mut each: impl FnMut(T, &'v Value)) {
    match node {
        Value::Object(map) => map.iter().for_each(|(key, value)| each(trail.key(key), value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, value)| each(trail.index(index), value)),
        _ => {}
    }
}

/// An index counted from the beginning; `None` where it lies before that.
fn from_either_end(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    usize::try_from(if index < 0 { length + index } else { index }).ok()
}

/// The indices of a slice, as RFC 9535 has it in section 2.3.4.2.2.
fn indices(slice: Slice, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let step = slice.step;
    let counted = |index: i64| if index < 0 { length + index } else { index };
    let (start, end) = match step {
        0 => return Vec::new(),
        1.. => (counted(slice.start.unwrap_or(0)).clamp(0, length), counted(slice.end.unwrap_or(length)).clamp(0, length)),
        _ => (
            slice.start.map_or(length - 1, counted).clamp(-1, length - 1),
            slice.end.map_or(-1, counted).clamp(-1, length - 1),
        ),
    };
    let mut indices = Vec::new();
    let mut at = start;
    while (step > 0 && at < end) || (step < 0 && at > end) {
        indices.extend(usize::try_from(at));
        at += step;
    }
    indices
}
