//! Places in a contract, and what relative references in them start from.

use std::borrow::Cow;
use std::sync::Arc;

use url::Url;

use crate::source::tree::{Content, Node};
use crate::value::json::push_token;

/// A place in a contract: a file and a JSON Pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The position of the file in its [`Documents`](crate::contract::document::Documents).
    pub document: u32,
    /// A JSON Pointer into it.
    pub pointer: Arc<str>,
}

impl Place {
    /// The beginning of a file.
    pub fn root(document: u32) -> Place {
        Place { document, pointer: "".into() }
    }

    /// The place under one more key.
    pub fn join(&self, token: &str) -> Place {
        let mut pointer = self.pointer.to_string();
        push_token(&mut pointer, token);
        Place { document: self.document, pointer: pointer.into() }
    }

    /// The place that a relative JSON Pointer such as `/properties/id` leads to from here.
    pub fn descend(&self, pointer: &str) -> Place {
        Place { document: self.document, pointer: format!("{}{pointer}", self.pointer).into() }
    }
}

/// What relative references start from: the innermost `$id` around a place, or its file.
#[derive(Clone, Debug)]
pub struct Base {
    /// Its URL.
    pub url: Url,
    /// Where the resource begins; `#/..` counts from here.
    pub resource: Place,
    /// The keyword that moves the base: `$id`, in draft 4 `id`.
    pub id_key: &'static str,
}

impl Base {
    /// The base inside `node`, which stands at `place`, if the node changes it.
    pub fn entered(&self, node: &Node, place: &Place) -> Option<Base> {
        let id = node.get(self.id_key).and_then(Node::as_str).filter(|id| !id.starts_with('#'))?;
        let mut url = self.url.join(id).ok()?;
        url.set_fragment(None);
        Some(Base { url, resource: place.clone(), id_key: self.id_key })
    }
}

/// The node under one key or index.
pub fn child<'a>(node: &'a Node, token: &str) -> Option<&'a Node> {
    match &node.content {
        Content::Map(_) => node.get(token),
        Content::List(elements) => elements.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

/// One token of a JSON Pointer as the key it stands for.
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}

/// An index as the number of a document.
pub fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
