//! How values become text on the wire: percent-encoding per component, bracketed form and query pairs, base64.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Only the unreserved characters of RFC 3986 stay as they are.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The reserved characters stay too, for a parameter with `allowReserved`.
const RESERVED: &AsciiSet = &COMPONENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');
/// https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set, but for the space.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*').remove(b' ');

/// How a list is written in a query or a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrays {
    /// `a=1&a=2`
    Repeat,
    /// `a[]=1&a[]=2`, unless the name ends with `[]` already.
    #[default]
    Brackets,
    /// `a=1,2`
    Comma,
}

/// Encodes one segment of a path; a `/` in it becomes `%2F`.
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Encodes a name or a value of a query; a space becomes `%20`, which every server reads.
pub fn encode_query(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Encodes everything but the reserved characters of RFC 3986.
pub fn encode_reserved(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Encodes a name or a value of `application/x-www-form-urlencoded`; a space becomes `+`.
pub fn encode_form(text: &str) -> String {
    utf8_percent_encode(text, FORM).to_string().replace(' ', "+")
}

/// A query string of pairs, without the `?`.
pub fn query_string(pairs: &[(String, String)]) -> String {
    joined(pairs, encode_query)
}

/// A form body of pairs.
pub fn form_string(pairs: &[(String, String)]) -> String {
    joined(pairs, encode_form)
}

/// A named value as pairs, not yet encoded. Objects nest in brackets, `custom_fields[invoice][5][]`; an empty list or
/// object and null send nothing, `""` sends an empty value; numbers stay as written.
pub fn pairs(name: &str, value: &Value, arrays: Arrays) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    collect(name, value, arrays, &mut pairs);
    pairs
}

/// The text of a scalar as it is sent; nothing for null, lists and objects.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text as a JSONPath string literal in single quotes.
pub fn quote_path_text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    escape_path_text(&mut quoted, text, '\'');
    quoted.push('\'');
    quoted
}

/// Appends a text as it must stand between `quote`s in a JSONPath (RFC 9535, section 2.3.1.1).
pub fn escape_path_text(path: &mut String, text: &str, quote: char) {
    for character in text.chars() {
        match character {
            '\\' => path.push_str("\\\\"),
            '\n' => path.push_str("\\n"),
            '\r' => path.push_str("\\r"),
            '\t' => path.push_str("\\t"),
            '\u{8}' => path.push_str("\\b"),
            '\u{c}' => path.push_str("\\f"),
            control if control < ' ' => {
                // Writing to a string cannot fail.
                let _ = write!(path, "\\u{:04x}", u32::from(control));
            }
            other => {
                if other == quote {
                    path.push('\\');
                }
                path.push(other);
            }
        }
    }
}

/// Bytes in base64, padded.
pub fn base64_encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a padded base64 text; why it is none is a lowercase fragment.
pub fn base64_decode(text: &str) -> Result<Vec<u8>, String> {
    // People wrap what is long.
    let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(text).map_err(|error| format!("not base64: {}", error.to_string().trim_end_matches('.')))
}

fn collect(name: &str, value: &Value, arrays: Arrays, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                collect(&format!("{name}[{key}]"), value, arrays, pairs);
            }
        }
        Value::Array(elements) => collect_list(name, elements, arrays, pairs),
        scalar_or_null => pairs.extend(scalar(scalar_or_null).map(|text| (name.to_owned(), text))),
    }
}

fn collect_list(name: &str, elements: &[Value], arrays: Arrays, pairs: &mut Vec<(String, String)>) {
    if elements.iter().any(|element| element.is_object() || element.is_array()) {
        // Only a position keeps the fields of one element together.
        let base = name.strip_suffix("[]").unwrap_or(name);
        for (index, element) in elements.iter().enumerate() {
            collect(&format!("{base}[{index}]"), element, arrays, pairs);
        }
        return;
    }
    let texts: Vec<String> = elements.iter().filter_map(scalar).collect();
    let name = match arrays {
        Arrays::Brackets if !name.ends_with("[]") => format!("{name}[]"),
        _ => name.to_owned(),
    };
    match arrays {
        Arrays::Comma if !texts.is_empty() => pairs.push((name, texts.join(","))),
        _ => pairs.extend(texts.into_iter().map(|text| (name.clone(), text))),
    }
}

fn joined(pairs: &[(String, String)], encode: fn(&str) -> String) -> String {
    let encoded: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    encoded.join("&")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{
        Arrays, base64_decode, encode_form, encode_query, encode_reserved, encode_segment, form_string, pairs,
        quote_path_text,
    };
    use crate::value::path::JsonPath;

    #[test]
    fn base64_may_be_wrapped() {
        assert_eq!(base64_decode("aGVs\r\n  bG8=\n"), Ok(b"hello".to_vec()));
        assert!(base64_decode("aGVs*bG8=").is_err());
    }

    fn sent(name: &str, value: serde_json::Value, arrays: Arrays) -> String {
        let pairs = pairs(name, &value, arrays);
        pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn every_component_has_its_own_encoding() {
        assert_eq!(encode_segment("a/b c?é~"), "a%2Fb%20c%3F%C3%A9~");
        assert_eq!(encode_query("a b&c=d+e"), "a%20b%26c%3Dd%2Be");
        assert_eq!(encode_form("a b&c=d+e*"), "a+b%26c%3Dd%2Be*");
        assert_eq!(encode_reserved("a/b?c d%"), "a/b?c%20d%25");
    }

    #[test]
    fn nested_values_use_brackets() {
        let value = json!({"invoice": {"5": ["a", "b"], "6": "c"}});
        let expected = "custom_fields[invoice][5][]=a&custom_fields[invoice][5][]=b&custom_fields[invoice][6]=c";
        assert_eq!(sent("custom_fields", value, Arrays::Brackets), expected);
        assert_eq!(sent("items", json!([{"q": 1}, {"q": 2.50}]), Arrays::Brackets), "items[0][q]=1&items[1][q]=2.5");
    }

    #[test]
    fn lists_are_written_as_asked() {
        assert_eq!(sent("a", json!([1, true]), Arrays::Brackets), "a[]=1&a[]=true");
        assert_eq!(sent("a[]", json!([1]), Arrays::Brackets), "a[]=1");
        assert_eq!(sent("a", json!([1, 2]), Arrays::Repeat), "a=1&a=2");
        assert_eq!(sent("a", json!([1, null, 2]), Arrays::Comma), "a=1,2");
    }

    #[test]
    fn nothing_and_empty_are_not_the_same() {
        for nothing in [json!(null), json!([]), json!({}), json!([null])] {
            assert_eq!(pairs("a", &nothing, Arrays::Comma), [], "{nothing}");
        }
        assert_eq!(sent("a", json!(""), Arrays::Brackets), "a=");
        assert_eq!(form_string(&pairs("a", &json!(["x y"]), Arrays::Brackets)), "a%5B%5D=x+y");
    }

    #[test]
    fn a_quoted_path_text_selects_exactly_that_name() {
        for name in ["it's", "a\\b", "\"", "line\nbreak\u{1}", "é"] {
            let value = json!({ name: 1 });
            let path = JsonPath::parse(&format!("$[{}]", quote_path_text(name))).expect("a path");
            assert_eq!(path.values(&value), [&json!(1)], "{name:?}");
        }
    }
}
