//! A value laid out for comparing: every place in it with a digest of what is below and how much that says.

use serde_json::Value;

use crate::value::change::digest::{mix, number, text};

/// What a text can say at most: a long one is not more of a proof than a sentence.
const MAX_TEXT: u32 = 64;

/// All places of a value, the root first, and those below a place side by side.
pub(super) struct Tree<'v> {
    nodes: Vec<Node<'v>>,
}

/// Names one place of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

/// One place.
pub(super) struct Node<'v> {
    pub(super) value: &'v Value,
    /// Equal for equal JSON.
    pub(super) digest: u64,
    /// How much is said here, in characters and digits; nothing by `null`, `true`, `""`, `0`, and little by `10`.
    pub(super) weight: u32,
    first: u32,
    count: u32,
}

impl<'v> Tree<'v> {
    /// Visits every place twice, without recursion: on the way down to lay them out, and back for the digests.
    pub(super) fn of(value: &'v Value) -> Tree<'v> {
        let mut nodes = vec![node(value)];
        let mut at = 0;
        while at < nodes.len() {
            let first = nodes.len();
            match nodes[at].value {
                Value::Array(elements) => nodes.extend(elements.iter().map(node)),
                Value::Object(map) => nodes.extend(map.values().map(node)),
                _ => {}
            }
            // A document has fewer places than bytes, and bodies are limited.
            nodes[at].first = u32::try_from(first).unwrap_or(u32::MAX);
            nodes[at].count = u32::try_from(nodes.len() - first).unwrap_or(u32::MAX);
            at += 1;
        }
        for at in (0..nodes.len()).rev() {
            let (above, below) = nodes.split_at_mut(at + 1);
            let node = &mut above[at];
            let start = node.first as usize - at - 1;
            summarize(node, &below[start..start + node.count as usize]);
        }
        Tree { nodes }
    }

    pub(super) fn root(&self) -> NodeId {
        NodeId(0)
    }

    pub(super) fn node(&self, id: NodeId) -> &Node<'v> {
        &self.nodes[id.0 as usize]
    }

    /// The places right below, in the order of the document.
    pub(super) fn below(&self, id: NodeId) -> impl ExactSizeIterator<Item = NodeId> + DoubleEndedIterator + use<'v> {
        let Node { first, count, .. } = *self.node(id);
        (first..first + count).map(NodeId)
    }

    /// The place at this position right below.
    pub(super) fn child(&self, id: NodeId, position: usize) -> NodeId {
        NodeId(self.node(id).first + u32::try_from(position).unwrap_or(u32::MAX))
    }
}

fn node(value: &Value) -> Node<'_> {
    Node { value, digest: 0, weight: 0, first: 0, count: 0 }
}

fn summarize(node: &mut Node<'_>, below: &[Node<'_>]) {
    (node.digest, node.weight) = match node.value {
        Value::Null => (1, 0),
        Value::Bool(value) => (2 + u64::from(*value), 0),
        Value::Number(value) => number(value),
        Value::String(value) => (mix(text(value), 4), says(value)),
        Value::Array(_) => {
            let digest = below.iter().fold(5, |digest, node| mix(digest, node.digest));
            (mix(digest, below.len() as u64), sum(below))
        }
        Value::Object(map) => {
            // Keys have no order, so their digests are added up.
            let entries = map.keys().zip(below).map(|(key, node)| mix(text(key), node.digest));
            (mix(entries.fold(6, u64::wrapping_add), below.len() as u64), sum(below))
        }
    };
}

fn sum(nodes: &[Node<'_>]) -> u32 {
    nodes.iter().fold(0, |sum, node| sum.saturating_add(node.weight))
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
            tree.node(tree.root()).digest
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
        let below: Vec<_> = tree.below(tree.root()).map(|id| tree.node(id)).collect();
        assert_eq!(below.iter().map(|node| node.weight).collect::<Vec<_>>(), [0, 7]);
        assert_eq!(tree.node(tree.child(tree.child(tree.root(), 1), 0)).value, &json!("ab"));
    }
}
