//! JSON values as XML, with the names that a schema's `xml` hints ask for:
//! https://spec.openapis.org/oas/v3.1.1#xml-object

use std::borrow::Cow;
use std::fmt::Write;

use serde_json::{Map, Value as Json};

use crate::contract::conform::coerce::Outline;

/// A document. Its root is named by the schema's hints, else by `name`.
pub fn document(value: &Json, outline: Option<Outline<'_>>, name: Option<&str>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let hints = Hints::of(outline);
    let name = hints.name.or(name).unwrap_or("root");
    match value {
        Json::Array(elements) => {
            let open = hints.open(name, &[]);
            text.push_str(&open);
            let inner = outline.and_then(Outline::items);
            elements.iter().for_each(|value| element(&mut text, Hints::of(inner).name.unwrap_or("item"), value, inner));
            text.push_str(&hints.close(name));
        }
        value => element(&mut text, name, value, outline),
    }
    text.push('\n');
    text
}

/// What a schema says of its element.
#[derive(Clone, Copy, Default)]
struct Hints<'b> {
    name: Option<&'b str>,
    prefix: Option<&'b str>,
    namespace: Option<&'b str>,
    attribute: bool,
    wrapped: bool,
}

impl<'b> Hints<'b> {
    fn of(outline: Option<Outline<'b>>) -> Hints<'b> {
        let Some(xml) = outline.and_then(|outline| outline.keyword("xml")) else { return Hints::default() };
        let text = |key: &str| xml.get(key).and_then(Json::as_str);
        let flag = |key: &str| xml.get(key).and_then(Json::as_bool).unwrap_or(false);
        Hints {
            name: text("name"),
            prefix: text("prefix"),
            namespace: text("namespace"),
            attribute: flag("attribute"),
            wrapped: flag("wrapped"),
        }
    }

    fn qualified(&self, name: &str) -> String {
        match self.prefix {
            Some(prefix) => format!("{}:{}", sound(prefix), sound(name)),
            None => sound(name).into_owned(),
        }
    }

    fn open(&self, name: &str, attributes: &[(String, String)]) -> String {
        let mut text = format!("<{}", self.qualified(name));
        // Writing to a string cannot fail.
        if let Some(namespace) = self.namespace {
            let prefix = self.prefix.map(|prefix| format!(":{}", sound(prefix))).unwrap_or_default();
            let _ = write!(text, " xmlns{prefix}=\"{}\"", escape(namespace));
        }
        for (name, value) in attributes {
            let _ = write!(text, " {name}=\"{}\"", escape(value));
        }
        text.push('>');
        text
    }

    fn close(&self, name: &str) -> String {
        format!("</{}>", self.qualified(name))
    }
}

fn element(text: &mut String, name: &str, value: &Json, outline: Option<Outline<'_>>) {
    let hints = Hints::of(outline);
    match value {
        Json::Object(map) => object(text, name, map, outline),
        Json::Array(elements) => {
            // A list within a list has no name of its own.
            text.push_str(&hints.open(name, &[]));
            let inner = outline.and_then(Outline::items);
            elements.iter().for_each(|value| element(text, Hints::of(inner).name.unwrap_or("item"), value, inner));
            text.push_str(&hints.close(name));
        }
        scalar => {
            text.push_str(&hints.open(name, &[]));
            text.push_str(&escape(&plain(scalar)));
            text.push_str(&hints.close(name));
        }
    }
}

fn object(text: &mut String, name: &str, map: &Map<String, Json>, outline: Option<Outline<'_>>) {
    let hints = Hints::of(outline);
    let property = |key: &str| outline.and_then(|outline| outline.property(key));
    let is_attribute = |key: &str, value: &Json| {
        Hints::of(property(key)).attribute && !matches!(value, Json::Array(_) | Json::Object(_))
    };
    let attributes = map.iter().filter(|(key, value)| is_attribute(key, value)).map(|(key, value)| {
        let hints = Hints::of(property(key));
        (hints.qualified(hints.name.unwrap_or(key)), plain(value))
    });
    text.push_str(&hints.open(name, &attributes.collect::<Vec<_>>()));
    for (key, value) in map.iter().filter(|(key, value)| !is_attribute(key, value)) {
        child(text, key, value, property(key));
    }
    text.push_str(&hints.close(name));
}

/// A property: a list repeats its elements, in an element around them where the schema says so.
fn child(text: &mut String, key: &str, value: &Json, outline: Option<Outline<'_>>) {
    let hints = Hints::of(outline);
    let name = hints.name.unwrap_or(key);
    let Json::Array(elements) = value else { return element(text, name, value, outline) };
    let inner = outline.and_then(Outline::items);
    let each = Hints::of(inner).name.unwrap_or(if hints.wrapped { key } else { name });
    if hints.wrapped {
        text.push_str(&hints.open(name, &[]));
    }
    elements.iter().for_each(|value| element(text, each, value, inner));
    if hints.wrapped {
        text.push_str(&hints.close(name));
    }
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A name that XML allows.
fn sound(name: &str) -> Cow<'_, str> {
    let begins = |character: char| character.is_alphabetic() || character == '_';
    let goes_on = |character: char| begins(character) || character.is_ascii_digit() || matches!(character, '-' | '.');
    if name.starts_with(begins) && name.chars().all(goes_on) {
        return name.into();
    }
    let rest: String = name.chars().map(|character| if goes_on(character) { character } else { '_' }).collect();
    if rest.starts_with(begins) { rest.into() } else { format!("_{rest}").into() }
}

/// Text as it stands in an element or an attribute; what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            control if control < ' ' || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::document;
    use crate::contract::conform::coerce::Outline;

    fn rendered(schema: Value, value: Value) -> String {
        let text = document(&value, Some(Outline::within(&schema, &schema)), Some("Pet"));
        text.lines().nth(1).unwrap().to_owned()
    }

    #[test]
    fn hints_name_elements_attributes_and_what_is_around_lists() {
        let schema = json!({ "xml": { "prefix": "p", "namespace": "http://x" }, "properties": {
            "id": { "xml": { "attribute": true } },
            "tags": { "xml": { "wrapped": true }, "items": { "xml": { "name": "tag" } } },
            "urls": { "items": { "xml": { "name": "url" } } },
            "name": { "xml": { "name": "called" } }
        } });
        let value =
            json!({ "id": 7, "name": "a < b & \"c\"", "tags": [{ "n": 1 }, 2], "urls": ["u", "v"], "gone": null });
        assert_eq!(
            rendered(schema, value),
            "<p:Pet xmlns:p=\"http://x\" id=\"7\"><called>a &lt; b &amp; &quot;c&quot;</called><tags><tag><n>1</n></tag>\
             <tag>2</tag></tags><url>u</url><url>v</url><gone></gone></p:Pet>"
        );
    }

    #[test]
    fn what_has_no_hints_is_well_formed_all_the_same() {
        assert_eq!(
            rendered(json!({}), json!([{ "1 a": [[1], true] }, "\u{1}x"])),
            "<Pet><item><_1_a><item>1</item></_1_a><_1_a>true</_1_a></item><item>x</item></Pet>"
        );
    }
}
