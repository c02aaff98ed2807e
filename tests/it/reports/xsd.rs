//! As much of XML Schema as `junit.xsd` needs: named and nested types, sequences, choices, references, attributes.

use roxmltree::{Document, Node};

/// Everything in `xml` that the schema does not allow.
pub(crate) fn violations(schema: &str, xml: &str) -> Vec<String> {
    let schema = Document::parse(schema).expect("the schema is XML");
    let document = match Document::parse(xml) {
        Ok(document) => document,
        Err(error) => return vec![format!("it is not XML: {error}")],
    };
    let schema = Schema { root: schema.root_element() };
    let mut found = Vec::new();
    let root = document.root_element();
    match schema.global("element", root.tag_name().name()) {
        Some(element) => schema.element(element, root, &mut found),
        None => found.push(format!("no root <{}>", root.tag_name().name())),
    }
    found
}

struct Schema<'s> {
    root: Node<'s, 's>,
}

impl<'s> Schema<'s> {
    fn global(&self, kind: &str, name: &str) -> Option<Node<'s, 's>> {
        self.root.children().find(|node| node.has_tag_name(tag(kind)) && node.attribute("name") == Some(name))
    }

    /// The declaration behind a reference.
    fn declared(&self, element: Node<'s, 's>) -> Node<'s, 's> {
        let declared = element.attribute("ref").map(|name| self.global("element", name).expect("declared"));
        declared.unwrap_or(element)
    }

    fn element(&self, element: Node<'s, 's>, node: Node<'_, '_>, found: &mut Vec<String>) {
        let named = element.attribute("type").filter(|name| !name.starts_with("xs:"));
        let kind = match named {
            Some(name) => self.global("complexType", name),
            None => element.children().find(|node| node.has_tag_name(tag("complexType"))),
        };
        match kind {
            Some(kind) => self.complex(kind, node, found),
            None => {
                let is_plain = node.attributes().len() == 0 && node.children().all(|child| child.is_text());
                if !is_plain {
                    found.push(format!("<{}> is text alone", node.tag_name().name()));
                }
            }
        }
    }

    fn complex(&self, kind: Node<'s, 's>, node: Node<'_, '_>, found: &mut Vec<String>) {
        let name = node.tag_name().name();
        let attributes: Vec<Node<'s, 's>> =
            kind.children().filter(|child| child.has_tag_name(tag("attribute"))).collect();
        for attribute in node.attributes() {
            match attributes.iter().find(|known| known.attribute("name") == Some(attribute.name())) {
                Some(known) if self.fits(known, attribute.value()) => {}
                Some(_) => found.push(format!("<{name} {}={:?}>", attribute.name(), attribute.value())),
                None => found.push(format!("<{name}> has no attribute {}", attribute.name())),
            }
        }
        for known in attributes.iter().filter(|known| known.attribute("use") == Some("required")) {
            let wanted = known.attribute("name").expect("a name");
            if node.attribute(wanted).is_none() {
                found.push(format!("<{name}> needs {wanted}"));
            }
        }
        let is_mixed = kind.attribute("mixed") == Some("true");
        if !is_mixed
            && node.children().any(|child| child.text().is_some_and(|text| child.is_text() && !text.trim().is_empty()))
        {
            found.push(format!("<{name}> holds text"));
        }
        self.children(kind, node, found);
    }

    fn children(&self, kind: Node<'s, 's>, node: Node<'_, '_>, found: &mut Vec<String>) {
        let children: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
        let group =
            kind.children().find(|child| child.has_tag_name(tag("sequence")) || child.has_tag_name(tag("choice")));
        let allowed: Vec<Node<'s, 's>> =
            group.into_iter().flat_map(|group| group.children().filter(Node::is_element)).collect();
        let position = |child: &Node<'_, '_>| {
            allowed.iter().position(|known| self.declared(*known).attribute("name") == Some(child.tag_name().name()))
        };
        let mut last = 0;
        for child in &children {
            let Some(at) = position(child) else {
                found.push(format!("<{}> within <{}>", child.tag_name().name(), node.tag_name().name()));
                continue;
            };
            let is_sequence = group.is_some_and(|group| group.has_tag_name(tag("sequence")));
            let repeats = allowed[at].attribute("maxOccurs") == Some("unbounded");
            if is_sequence && (at < last || (at == last && last > 0 && !repeats)) {
                found.push(format!("<{}> comes too late", child.tag_name().name()));
            }
            last = at;
            self.element(self.declared(allowed[at]), *child, found);
        }
    }

    fn fits(&self, attribute: &Node<'s, 's>, value: &str) -> bool {
        let kind = attribute.attribute("type").expect("a type");
        let Some(kind) = self.global("simpleType", kind) else { return true };
        let pattern = kind.descendants().find_map(|node| node.attribute("value")).expect("a pattern");
        regex::Regex::new(&format!("^(?:{pattern})$")).expect("a pattern").is_match(value)
    }
}

fn tag(name: &str) -> (&'static str, &str) {
    ("http://www.w3.org/2001/XMLSchema", name)
}
