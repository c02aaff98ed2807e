//! A value laid out for comparing: the places in it that a walk comes to, each with a digest of what is below and how
//! much that says.
//!
//! Places are laid out when the walk gets there, and digests made when they are asked for: of two versions of an answer
//! most is the same, and is never looked at twice.

use std::cell::RefCell;

use serde_json::Value;

use crate::value::change::digest::{mix, number, text};
use crate::value::json::MAX_DEPTH;

/// What a text can say at most: a long one is not more of a proof than a sentence.
const MAX_TEXT: u32 = 64;
/// Stands for places that were not laid out.
const NOWHERE: u32 = u32::MAX;

/// The places of a value, those right below a place side by side.
pub(super) struct Tree<'v> {
    nodes: RefCell<Vec<Node<'v>>>,
}

/// Names one place of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

#[derive(Clone, Copy)]
struct Node<'v> {
    value: &'v Value,
    first: u32,
    summary: Option<Summary>,
}

/// What is at a place and below, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Summary {
    /// Equal for equal JSON.
    pub(super) digest: u64,
    /// How much is said here, in characters and digits; nothing by `null`, `true`, `""`, `0`, and little by `10`.
    pub(super) weight: u32,
}

impl<'v> Tree<'v> {
    pub(super) fn of(value: &'v Value) -> Tree<'v> {
        Tree { nodes: RefCell::new(vec![node(value)]) }
    }

    pub(super) fn root(&self) -> NodeId {
        NodeId(0)
    }

    pub(super) fn value(&self, id: NodeId) -> &'v Value {
        self.node(id).value
    }

    pub(super) fn summary(&self, id: NodeId) -> Summary {
        let node = self.node(id);
        node.summary.unwrap_or_else(|| {
            let summary = summary(node.value, 0);
            self.nodes.borrow_mut()[id.0 as usize].summary = Some(summary);
            summary
        })
    }

    pub(super) fn digest(&self, id: NodeId) -> u64 {
        self.summary(id).digest
    }

    pub(super) fn weight(&self, id: NodeId) -> u32 {
        self.summary(id).weight
    }

    /// The places right below, in the order of the document.
    pub(super) fn below(&self, id: NodeId) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        let count = match self.value(id) {
            Value::Array(elements) => elements.len(),
            Value::Object(map) => map.len(),
            _ => 0,
        };
        let first = self.first(id) as usize;
        (first..first + count).map(|at| NodeId(index(at)))
    }

    /// The place at this position right below.
    pub(super) fn child(&self, id: NodeId, position: usize) -> NodeId {
        NodeId(index(self.first(id) as usize + position))
    }

    fn node(&self, id: NodeId) -> Node<'v> {
        self.nodes.borrow()[id.0 as usize]
    }

    fn first(&self, id: NodeId) -> u32 {
        let Node { value, first, .. } = self.node(id);
        if first != NOWHERE {
            return first;
        }
        let mut nodes = self.nodes.borrow_mut();
        let first = index(nodes.len());
        match value {
            Value::Array(elements) => nodes.extend(elements.iter().map(node)),
            Value::Object(map) => nodes.extend(map.values().map(node)),
            _ => {}
        }
        nodes[id.0 as usize].first = first;
        first
    }
}

fn node(value: &Value) -> Node<'_> {
    Node { value, first: NOWHERE, summary: None }
}

/// A document has fewer places than bytes, and bodies are limited.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NOWHERE)
}

fn summary(value: &Value, depth: usize) -> Summary {
    let (digest, weight) = match value {
        Value::Null => (1, 0),
        Value::Bool(value) => (2 + u64::from(*value), 0),
        Value::Number(value) => number(value),
        Value::String(value) => (mix(text(value), 4), says(value)),
        // Whoever takes two values for equal holds them against each other, whatever their digests are.
        _ if depth > MAX_DEPTH => (7, 0),
        Value::Array(elements) => {
            let inside = elements.iter().map(|element| summary(element, depth + 1));
            let all = inside.fold((5, 0), |(digest, weight), one| (mix(digest, one.digest), add(weight, one)));
            (mix(all.0, elements.len() as u64), all.1)
        }
        Value::Object(map) => {
            let inside = map.iter().map(|(key, value)| (text(key), summary(value, depth + 1)));
            // Keys have no order, so their digests are added up.
            let all = inside.fold((6u64, 0), |(digest, weight), (key, one)| {
                (digest.wrapping_add(mix(key, one.digest)), add(weight, one))
            });
            (mix(all.0, map.len() as u64), all.1)
        }
    };
    Summary { digest, weight }
}

fn add(weight: u32, one: Summary) -> u32 {
    weight.saturating_add(one.weight)
}

/// A number in a text says as much as the number.
fn says(value: &str) -> u32 {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || b".,-+ ".contains(&byte));
    if !is_number || value.len() >= MAX_TEXT as usize {
        return u32::try_from(value.len()).unwrap_or(MAX_TEXT).min(MAX_TEXT);
    }
    let digits = value.trim_matches(|character: char| !matches!(character, '1'..='9'));
    u32::try_from(digits.bytes().filter(u8::is_ascii_digit).count()).unwrap_or(MAX_TEXT)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Tree;
    use crate::value::json;

    #[test]
    fn equal_json_has_one_digest_in_any_notation_and_order() {
        let digest = |text: &str| {
            let value = json::parse(text.as_bytes()).expect("json");
            let tree = Tree::of(&value);
            tree.digest(tree.root())
        };
        assert_eq!(digest(r#"{"a":[1.0,{}],"b":null}"#), digest(r#"{"b":null,"a":[1,{}]}"#));
        let different = ["[]", "{}", "[[]]", "[1,2]", "[2,1]", "\"1\"", "1", "null", "\"\"", "[null]", "true", "false"];
        for (at, one) in different.iter().enumerate() {
            assert!(different[at + 1..].iter().all(|other| digest(one) != digest(other)), "{one}");
        }
    }

    #[test]
    fn places_know_what_is_below_and_how_much_it_says() {
        let value = json!({"a": [true, "", null, 0, "0.00"], "b": {"c": "ab", "d": 120, "e": "12.50"}});
        let tree = Tree::of(&value);
        assert_eq!(tree.below(tree.root()).map(|id| tree.weight(id)).collect::<Vec<_>>(), [0, 7]);
        assert_eq!(tree.value(tree.child(tree.child(tree.root(), 1), 0)), &json!("ab"));
    }
}
