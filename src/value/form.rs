//! Forms as they arrive: url-encoded and multipart bodies, and the nested values that bracketed names spell.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// How many brackets one name may have; what follows them stays part of the last key.
const MAX_DEPTH: usize = 64;

/// One part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The file's name, when it is a file.
    pub filename: Option<String>,
    /// The part's own content type.
    pub content_type: Option<String>,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// Why a multipart body cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MultipartError {
    /// The boundary that the content type declares never comes.
    #[error("the declared boundary does not occur")]
    NoBoundary,
    /// The body ends without the closing boundary.
    #[error("the closing boundary is missing")]
    Unclosed,
    /// A part has no blank line after its headers.
    #[error("a part without an end of its headers")]
    NoHeaderEnd,
    /// A part has no `Content-Disposition` with a name.
    #[error("a part without a name")]
    NoName,
}

/// The pairs of a url-encoded form or query, decoded, in order.
pub fn decode_urlencoded(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    raw_pairs(&text).map(|(name, value)| (decode(name), decode(value))).collect()
}

/// The pairs of a url-encoded text as they are written.
pub fn raw_pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// One url-encoded name or value; `+` is a space.
pub fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// The boundary that a `multipart/..` content type declares.
pub fn boundary(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (name.trim().eq_ignore_ascii_case("boundary") && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The parts of a multipart body (RFC 7578), in order.
pub fn decode_multipart(bytes: &[u8], boundary: &str) -> Result<Vec<Part>, MultipartError> {
    let delimiter = format!("--{boundary}");
    let mut rest = match bytes.strip_prefix(delimiter.as_bytes()) {
        Some(rest) => rest,
        None => after(bytes, format!("\r\n{delimiter}").as_bytes()).ok_or(MultipartError::NoBoundary)?.1,
    };
    let mut parts = Vec::new();
    let delimiter = format!("\r\n{delimiter}");
    loop {
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        // White space may follow a boundary on its line.
        let (_, content) = after(rest, b"\r\n").ok_or(MultipartError::Unclosed)?;
        let content_start = rest.len() - content.len() - 2;
        let (part, following) = after(&rest[content_start..], delimiter.as_bytes()).ok_or(MultipartError::Unclosed)?;
        parts.push(self::part(part)?);
        rest = following;
    }
}

/// What stands before and after the first `needle`.
fn after<'a>(bytes: &'a [u8], needle: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(needle.len()).position(|window| window == needle)?;
    Some((&bytes[..at], &bytes[at + needle.len()..]))
}

/// A part from the line break behind its boundary to the one before the next.
fn part(bytes: &[u8]) -> Result<Part, MultipartError> {
    let (head, body) = after(bytes, b"\r\n\r\n").ok_or(MultipartError::NoHeaderEnd)?;
    let head = String::from_utf8_lossy(head);
    let header = |wanted: &str| {
        head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().to_owned())
        })
    };
    let disposition = header("content-disposition").ok_or(MultipartError::NoName)?;
    Ok(Part {
        name: quoted(&disposition, "name").ok_or(MultipartError::NoName)?,
        filename: quoted(&disposition, "filename"),
        content_type: header("content-type"),
        body: body.to_vec(),
    })
}

/// A parameter of `Content-Disposition`; browsers write `"` as `%22`, others as `\"`.
fn quoted(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (name, value) = rest.split_once('=')?;
        let (value, following) = match value.trim_start().strip_prefix('"') {
            Some(value) => {
                let end = closing_quote(value)?;
                (value[..end].replace("\\\"", "\""), &value[end + 1..])
            }
            None => {
                let end = value.find(';').unwrap_or(value.len());
                (value[..end].trim().to_owned(), &value[end..])
            }
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        rest = following.split_once(';')?.1;
    }
}

fn closing_quote(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|&at| bytes[at] == b'"' && (at == 0 || bytes[at - 1] != b'\\'))
}

/// The value that bracketed names spell: `a[b][5][]=x` is `{"a": {"b": {"5": ["x"]}}}`. A name that is repeated
/// without brackets makes a list.
pub fn nest(pairs: impl IntoIterator<Item = (String, Value)>) -> Value {
    let mut root = Map::new();
    for (name, value) in pairs {
        let (first, keys) = split_name(&name);
        match keys.is_empty() {
            true => repeat(&mut root, first, value),
            false => place(root.entry(first).or_insert(Value::Null), &keys, value),
        }
    }
    Value::Object(root)
}

fn repeat(root: &mut Map<String, Value>, name: &str, value: Value) {
    match root.get_mut(name) {
        None => {
            root.insert(name.to_owned(), value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(single) => *single = Value::Array(vec![single.take(), value]),
    }
}

/// `a[b][]` as `a` and `["b", ""]`; a bracket that is not closed is an ordinary character.
fn split_name(name: &str) -> (&str, Vec<&str>) {
    let Some(open) = name.find('[').filter(|&open| open > 0 && name.ends_with(']')) else { return (name, Vec::new()) };
    let keys: Vec<&str> = name[open + 1..name.len() - 1].splitn(MAX_DEPTH, "][").collect();
    (&name[..open], keys)
}

fn place(slot: &mut Value, keys: &[&str], value: Value) {
    let Some((key, keys)) = keys.split_first() else {
        *slot = value;
        return;
    };
    // What was there before under another form gives way.
    if key.is_empty() {
        if !slot.is_array() {
            *slot = Value::Array(Vec::new());
        }
        if let Value::Array(list) = slot {
            list.push(Value::Null);
            if let Some(last) = list.last_mut() {
                place(last, keys, value);
            }
        }
        return;
    }
    if !slot.is_object() {
        *slot = Value::Object(Map::new());
    }
    if let Value::Object(map) = slot {
        place(map.entry(*key).or_insert(Value::Null), keys, value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{MultipartError, boundary, decode_multipart, decode_urlencoded, nest};

    fn nested(text: &str) -> Value {
        nest(decode_urlencoded(text.as_bytes()).into_iter().map(|(name, value)| (name, Value::String(value))))
    }

    #[test]
    fn brackets_nest() {
        assert_eq!(nested("a[b][5][]=x&a[b][5][]=y&c=1"), json!({ "a": { "b": { "5": ["x", "y"] } }, "c": "1" }));
        assert_eq!(
            nested("n[0][x]=1&n[0][y]=2&n[1][x]=3"),
            json!({ "n": { "0": { "x": "1", "y": "2" }, "1": { "x": "3" } } })
        );
        assert_eq!(nested("n[][x]=1&n[][x]=2"), json!({ "n": [{ "x": "1" }, { "x": "2" }] }));
    }

    #[test]
    fn what_only_looks_like_brackets_stays_a_name() {
        assert_eq!(nested("a[b=1&[c]=2"), json!({ "a[b": "1", "[c]": "2" }));
    }

    #[test]
    fn a_repeated_name_makes_a_list() {
        assert_eq!(nested("a=1&a=2&a=3"), json!({ "a": ["1", "2", "3"] }));
    }

    #[test]
    fn pairs_are_decoded() {
        assert_eq!(nested("a+b=%C3%A4%26+c&d&e="), json!({ "a b": "ä& c", "d": "", "e": "" }));
    }

    #[test]
    fn deep_names_end() {
        let name = format!("a{}", "[b]".repeat(100_000));
        nested(&format!("{name}=1"));
    }

    #[test]
    fn parts_are_taken_apart() {
        let body = b"preamble\r\n--X\r\nContent-Disposition: form-data; name=\"a[b]\"\r\n\r\none\r\ntwo\r\n--X  \r\nContent-Type: text/csv\r\ncontent-disposition: form-data; filename=\"q\\\";.csv\"; name=f\r\n\r\n--Y\r\n--X--\r\n";
        let parts = decode_multipart(body, "X").expect("well-formed");
        assert_eq!((parts[0].name.as_str(), parts[0].body.as_slice()), ("a[b]", b"one\r\ntwo".as_slice()));
        assert_eq!(parts[1].filename.as_deref(), Some("q\";.csv"));
        assert_eq!((parts[1].name.as_str(), parts[1].content_type.as_deref()), ("f", Some("text/csv")));
        assert_eq!(parts[1].body, b"--Y");
    }

    #[test]
    fn broken_multipart_says_what_is_missing() {
        assert_eq!(decode_multipart(b"x", "X"), Err(MultipartError::NoBoundary));
        assert_eq!(decode_multipart(b"--X\r\nA: b\r\n\r\n1", "X"), Err(MultipartError::Unclosed));
        assert_eq!(decode_multipart(b"--X\r\nA: b\r\n\r\n1\r\n--X--", "X"), Err(MultipartError::NoName));
        assert_eq!(decode_multipart(b"--X\r\n1\r\n--X--", "X"), Err(MultipartError::NoHeaderEnd));
        assert_eq!(decode_multipart(b"--X--", "X"), Ok(vec![]));
    }

    #[test]
    fn the_boundary_may_be_quoted() {
        assert_eq!(boundary("multipart/form-data; charset=x; Boundary=\"a b\"").as_deref(), Some("a b"));
        assert_eq!(boundary("multipart/form-data"), None);
    }
}
