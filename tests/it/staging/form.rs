//! Request bodies as PHP would see them: one tree, whether sent as multipart, urlencoded or JSON.
//!
//! `a[b][]=x` nests as it does in PHP. Lists from forms are objects with the keys "0", "1", ...; readers use
//! [`elements`] so that both spellings of a list are one. It never judges the content.

use serde_json::{Map, Value};

use super::http::Request;

/// The body as a tree, or `None` when it is empty, broken or not a mapping.
pub(super) fn body(request: &Request) -> Option<Map<String, Value>> {
    let tree = match request.media_type().as_str() {
        "multipart/form-data" => nest(multipart_pairs(request)?),
        "application/x-www-form-urlencoded" => nest(query_pairs(std::str::from_utf8(&request.body).ok()?)),
        _ => match serde_json::from_slice(&request.body).ok()? {
            Value::Object(tree) => tree,
            _ => return None,
        },
    };
    (!tree.is_empty()).then_some(tree)
}

/// The members of a list, in order, whether it came as a JSON array or as indexed form keys; none for a scalar.
pub(super) fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(members) => members.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => Vec::new(),
    }
}

/// A scalar as the string that PHP would store; `None` for lists and mappings.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) => Some(String::new()),
        Value::Bool(true) => Some("1".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The decoded pairs of an `application/x-www-form-urlencoded` text.
pub(super) fn query_pairs(query: &str) -> Vec<(String, String)> {
    let pieces = query.split('&').filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (percent_decode(&name.replace('+', " ")), percent_decode(&value.replace('+', " ")))
        })
        .collect()
}

/// Decodes `%XX` once; anything that is no escape stays as it is, bytes that are no UTF-8 become U+FFFD.
pub(super) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = if bytes[at] == b'%' { bytes.get(at + 1..at + 3) } else { None };
        let digits = escape.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        match digits.and_then(|digits| std::str::from_utf8(digits).ok()) {
            Some(digits) => {
                decoded.extend(u8::from_str_radix(digits, 16));
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn nest(pairs: Vec<(String, String)>) -> Map<String, Value> {
    let mut tree = Map::new();
    for (name, value) in pairs {
        insert(&mut tree, &name_keys(&name), value);
    }
    tree
}

/// `a[b][]` as `["a", "b", ""]`; an unbalanced bracket belongs to the name, as in PHP.
fn name_keys(name: &str) -> Vec<&str> {
    let Some((first, mut rest)) = name.find('[').filter(|at| *at > 0).map(|at| name.split_at(at)) else {
        return vec![name];
    };
    let mut keys = vec![first];
    while let Some((key, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        keys.push(key);
        rest = after;
    }
    keys
}

fn insert(tree: &mut Map<String, Value>, keys: &[&str], value: String) {
    let Some((first, rest)) = keys.split_first() else { return };
    let key = if first.is_empty() { next_index(tree) } else { (*first).to_owned() };
    if rest.is_empty() {
        tree.insert(key, Value::String(value));
        return;
    }
    let slot = tree.entry(key).or_insert_with(|| Value::Object(Map::new()));
    if !slot.is_object() {
        *slot = Value::Object(Map::new());
    }
    if let Value::Object(subtree) = slot {
        insert(subtree, rest, value);
    }
}

fn next_index(tree: &Map<String, Value>) -> String {
    let highest = tree.keys().filter_map(|key| key.parse::<u64>().ok()).max();
    highest.map_or(0, |highest| highest + 1).to_string()
}

/// The fields of a multipart form; files are left out. `None` when the body breaks RFC 7578: PHP then sees no field.
fn multipart_pairs(request: &Request) -> Option<Vec<(String, String)>> {
    let boundary = parameter(request.header("content-type")?, "boundary")?;
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter has no line break of its own before it.
    let body = [b"\r\n", request.body.as_slice()].concat();
    let mut rest = &body[find(&body, delimiter.as_bytes())? + delimiter.len()..];
    let mut pairs = Vec::new();
    while !rest.starts_with(b"--") {
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, delimiter.as_bytes())?;
        pairs.extend(part_pair(&part[..end])?);
        rest = &part[end + delimiter.len()..];
    }
    Some(pairs)
}

/// Name and value of one part: outer `None` when it is malformed, inner when it is a file.
fn part_pair(part: &[u8]) -> Option<Option<(String, String)>> {
    let end = find(part, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&part[..end]).ok()?;
    let disposition = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then(|| value.trim())
    })?;
    if !disposition.to_ascii_lowercase().starts_with("form-data") {
        return None;
    }
    let name = parameter(disposition, "name")?;
    let value = String::from_utf8_lossy(&part[end + 4..]).into_owned();
    Some(parameter(disposition, "filename").is_none().then_some((name, value)))
}

/// A parameter of a header value, unquoted. `name*=` is not understood, nor is it by PHP.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"')?;
                (&quoted[..end], quoted[end + 1..].split_once(';'))
            }
            None => after.split_once(';').map_or((after, None), |(value, next)| (value.trim_end(), Some(("", next)))),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.to_owned());
        }
        rest = next?.1;
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
