//! What a path selects, and whether a filter holds of a node. Numbers compare by their mathematical value, however many
//! digits they have.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use serde_json::Value;

use crate::value::json;
use crate::value::pattern::Pattern;
use crate::value::query::model::{
    Comparison, Extent, Inner, Logical, Matches, Operand, Query, Reach, Segment, Selector, Slice, Start,
};

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
        1.. => {
            (counted(slice.start.unwrap_or(0)).clamp(0, length), counted(slice.end.unwrap_or(length)).clamp(0, length))
        }
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

/// Whether a filter holds of `current`.
fn holds(logical: &Logical, current: &Value, root: &Value) -> bool {
    match logical {
        Logical::Or(any) => any.iter().any(|one| holds(one, current, root)),
        Logical::And(all) => all.iter().all(|one| holds(one, current, root)),
        Logical::Not(inside) => !holds(inside, current, root),
        Logical::Exists(inner) => !nodes(inner, current, root).is_empty(),
        Logical::Compare(left, comparison, right) => {
            compare(value(left, current, root).as_deref(), *comparison, value(right, current, root).as_deref())
        }
        Logical::Matches(matches) => is_match(matches, current, root).unwrap_or(false),
    }
}

fn nodes<'v>(inner: &Inner, current: &'v Value, root: &'v Value) -> Vec<((), &'v Value)> {
    let start = match inner.start {
        Start::Root => root,
        Start::Current => current,
    };
    select(&inner.query, start, (), root)
}

/// The value of an operand; `None` is nothing, which is no value.
fn value<'v>(operand: &'v Operand, current: &'v Value, root: &'v Value) -> Option<Cow<'v, Value>> {
    match operand {
        Operand::Literal(value) => Some(Cow::Borrowed(value)),
        Operand::Node(inner) | Operand::Only(inner) => match &*nodes(inner, current, root) {
            [((), only)] => Some(Cow::Borrowed(*only)),
            _ => None,
        },
        Operand::Count(inner) => Some(Cow::Owned(nodes(inner, current, root).len().into())),
        Operand::Length(operand) => {
            let length = match &*value(operand, current, root)? {
                Value::String(text) => text.chars().count(),
                Value::Array(list) => list.len(),
                Value::Object(map) => map.len(),
                _ => return None,
            };
            Some(Cow::Owned(length.into()))
        }
    }
}

fn compare(left: Option<&Value>, comparison: Comparison, right: Option<&Value>) -> bool {
    let equal = || match (left, right) {
        (Some(left), Some(right)) => json::equal(left, right),
        (left, right) => left.is_none() && right.is_none(),
    };
    let ordered = || match (left?, right?) {
        (Value::Number(left), Value::Number(right)) => Some(json::compare(left, right)),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    };
    match comparison {
        Comparison::Equal => equal(),
        Comparison::Unequal => !equal(),
        Comparison::Less => ordered() == Some(Ordering::Less),
        Comparison::Greater => ordered() == Some(Ordering::Greater),
        Comparison::LessOrEqual => ordered() == Some(Ordering::Less) || equal(),
        Comparison::GreaterOrEqual => ordered() == Some(Ordering::Greater) || equal(),
    }
}

/// `None` where there is no text, or no expression.
fn is_match(matches: &Matches, current: &Value, root: &Value) -> Option<bool> {
    let text = value(&matches.text, current, root)?;
    let pattern = value(&matches.pattern, current, root)?;
    let expression = expression(pattern.as_str()?, matches.extent);
    let pattern = match &matches.pattern {
        Operand::Literal(_) => Pattern::parse(&expression).ok()?,
        _ => Pattern::foreign(&expression).ok()?.into(),
    };
    pattern.is_found(text.as_str()?).ok()
}

/// An expression of RFC 9485 in the words of our engines, whose dot matches a carriage return too.
fn expression(text: &str, extent: Extent) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let (mut escaped, mut in_class) = (false, false);
    for c in text.chars() {
        match c {
            '.' if !escaped && !in_class => {
                out.push_str(r"[^\n\r]");
                continue;
            }
            '[' if !escaped => in_class = true,
            ']' if !escaped => in_class = false,
            _ => {}
        }
        out.push(c);
        escaped = c == '\\' && !escaped;
    }
    match extent {
        Extent::Whole => format!("^(?:{out})$"),
        Extent::Part => out,
    }
}
