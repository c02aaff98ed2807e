//! What a schema says of its properties, read off the description: a mock infers from hundreds of schemas, and compiles
//! few of them.

use indexmap::IndexMap;

use crate::contract::description::Contract;
use crate::contract::document::Documents;
use crate::contract::operation::SchemaRef;
use crate::contract::place::Place;
use crate::source::tree::{Content, Node};

/// How many schemas for the same value are gone through; more are a loop, or beyond inference.
const MAX_PARTS: usize = 64;

/// A schema in a description.
#[derive(Clone, Debug)]
pub struct Outline<'c> {
    documents: &'c Documents,
    place: Place,
    node: &'c Node,
}

impl<'c> Outline<'c> {
    /// The outline of a schema; none when nothing is there.
    pub fn of(contract: &'c Contract, schema: &SchemaRef) -> Option<Outline<'c>> {
        Outline::at(&contract.documents, schema.place.clone())
    }

    fn at(documents: &'c Documents, place: Place) -> Option<Outline<'c>> {
        let node = documents.node(&place)?;
        Some(Outline { documents, place, node })
    }

    /// The properties that it, what it is made of, and its alternatives name; without those that a flag such as
    /// `readOnly` hides.
    pub fn properties(&self, hidden: &str) -> IndexMap<String, Outline<'c>> {
        let mut properties = IndexMap::new();
        for part in self.parts() {
            let place = part.place.join("properties");
            for entry in part.node.get("properties").map(Node::entries).unwrap_or_default() {
                let property = Outline { documents: self.documents, place: place.join(&entry.key), node: &entry.value };
                properties.entry(entry.key.to_string()).or_insert(property);
            }
        }
        properties.retain(|_, property| !property.is_flagged(hidden));
        properties
    }

    /// The properties that must be there.
    pub fn required(&self) -> Vec<String> {
        let list = |part: &Outline<'c>| part.node.get("required").map(Node::elements).unwrap_or_default();
        self.always().iter().flat_map(list).filter_map(Node::as_str).map(str::to_owned).collect()
    }

    /// The schema of its elements.
    pub fn items(&self) -> Option<Outline<'c>> {
        self.parts().iter().find_map(|part| {
            let node = part.node.get("items").filter(|node| matches!(node.content, Content::Map(_)))?;
            Some(Outline { documents: self.documents, place: part.place.join("items"), node })
        })
    }

    /// What these names lead to; of a list, its elements.
    pub fn inside(&self, at: &[String], list: bool) -> Option<Outline<'c>> {
        let mut outline = self.clone();
        for name in at {
            outline = outline.properties("").shift_remove(name)?;
        }
        if list { outline.items() } else { Some(outline) }
    }

    /// The schema itself.
    pub fn schema(&self) -> SchemaRef {
        SchemaRef { place: self.place.clone(), span: self.node.span }
    }

    /// Whether it is for an array.
    pub fn is_array(&self) -> bool {
        self.has_type("array") || self.items().is_some()
    }

    /// Whether a type is named among those that it takes.
    pub fn has_type(&self, name: &str) -> bool {
        self.parts().iter().any(|part| match part.node.get("type") {
            Some(node) => node.as_str() == Some(name) || node.elements().iter().any(|kind| kind.as_str() == Some(name)),
            None => false,
        })
    }

    /// Whether objects may have properties that are not named.
    pub fn is_open(&self) -> bool {
        let open = |node: &Node| match &node.content {
            Content::Map(_) => true,
            _ => node.as_bool() == Some(true),
        };
        self.parts()
            .iter()
            .any(|part| part.node.get("additionalProperties").is_some_and(open) || part.has("patternProperties"))
    }

    /// The value of a keyword, here or in what it is made of.
    pub fn keyword(&self, name: &str) -> Option<&'c Node> {
        self.parts().into_iter().find_map(|part| part.node.get(name))
    }

    /// Whether it or what it is made of has a keyword.
    pub fn has(&self, name: &str) -> bool {
        self.keyword(name).is_some()
    }

    fn is_flagged(&self, flag: &str) -> bool {
        self.always().iter().any(|part| part.node.get(flag).and_then(Node::as_bool) == Some(true))
    }

    /// It, and every schema for the same value.
    fn parts(&self) -> Vec<Outline<'c>> {
        self.within(&["allOf", "oneOf", "anyOf"])
    }

    /// It, and every schema that holds for the same value in any case.
    fn always(&self) -> Vec<Outline<'c>> {
        self.within(&["allOf"])
    }

    fn within(&self, keys: &[&str]) -> Vec<Outline<'c>> {
        let mut parts = vec![self.clone()];
        let mut next = 0;
        while let Some(part) = parts.get(next).cloned() {
            next += 1;
            let target = part.target();
            let inner = keys.iter().flat_map(|key| {
                let elements = part.node.get(key).map(Node::elements).unwrap_or_default();
                let place = part.place.join(key);
                elements.iter().enumerate().map(move |(index, node)| (place.join(&index.to_string()), node))
            });
            let inner = inner.map(|(place, node)| Outline { documents: self.documents, place, node });
            for part in target.into_iter().chain(inner) {
                if parts.len() < MAX_PARTS && parts.iter().all(|known| known.place != part.place) {
                    parts.push(part);
                }
            }
        }
        parts
    }

    fn target(&self) -> Option<Outline<'c>> {
        let reference = self.node.get("$ref")?.as_str()?;
        let place = self.documents.resolve(&self.documents.base(&self.place)?, reference).ok()?;
        Outline::at(self.documents, place)
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::Outline;
    use crate::contract::fixture::in_order;

    #[test]
    fn properties_come_from_references_and_parts_and_loops_end() {
        let contract = in_order(
            r##"
openapi: 3.1.0
paths:
  /a: { get: { responses: { "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } } } } }
components:
  schemas:
    A:
      required: [id]
      allOf: [{ $ref: "#/components/schemas/B" }, { properties: { id: { type: string, readOnly: true } } }]
      properties: { list: { type: [array, "null"], items: { $ref: "#/components/schemas/A" } } }
    B: { properties: { b: { allOf: [{ writeOnly: true }] } }, oneOf: [{ properties: { c: {} } }], required: [b] }
"##,
        );
        let operation = contract.operation(&Method::GET, "/a").unwrap();
        let outline = Outline::of(&contract, operation.responses[0].content[0].schema.as_ref().unwrap()).unwrap();
        let names = |hidden| outline.properties(hidden).keys().cloned().collect::<Vec<_>>();
        assert_eq!(names("readOnly"), ["list", "b", "c"]);
        assert_eq!(names("writeOnly"), ["list", "id", "c"]);
        assert_eq!(outline.required(), ["id", "b"]);
        let list = &outline.properties("")["list"];
        assert!(list.is_array() && list.has_type("null"));
        assert_eq!(list.items().unwrap().properties("").len(), 4);
    }
}
