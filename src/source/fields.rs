//! One table of fields per format: it checks what users wrote, suggests near misses, and writes the JSON Schema and
//! the reference documentation, so that the four cannot disagree.
//!
//! Decoding is done in two passes: [`check`] reports everything that is structurally wrong with a tree, and the
//! decoder of the format then reads a tree that it knows to be sound.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::tree::{Content, Entry, Node};

/// A mapping with known keys.
#[derive(Debug)]
pub struct Format {
    /// What it is, in the singular: "case".
    pub name: &'static str,
    /// One sentence on what it is for.
    pub doc: &'static str,
    /// Its keys.
    pub fields: &'static [Field],
    /// What keys beyond the known ones may hold; `None` refuses them.
    pub rest: Option<&'static Kind>,
}

/// One key of a [`Format`].
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// One sentence on what it does.
    pub doc: &'static str,
}

/// What a value may be.
#[derive(Debug)]
pub enum Kind {
    /// Any JSON, in which strings may hold templates.
    Any,
    /// `true` or `false`.
    Bool,
    /// A whole number from 0.
    Count,
    /// A string; in words what it is: "a JSONPath".
    Text(&'static str),
    /// A string, number or boolean.
    Scalar,
    /// A string or a number.
    TextOrNumber(&'static str),
    /// A length of time: `500ms`, `10s`, `5m`, `30d`.
    Duration,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A list of such values.
    List(&'static Kind),
    /// A mapping with free keys; in words what the keys are.
    Map(&'static str, &'static Kind),
    /// A mapping with known keys.
    Object(&'static Format),
    /// The same as a kind that is declared elsewhere, so that formats can contain themselves.
    Same(&'static Kind),
    /// The first of these that the value's type fits.
    OneOf(&'static [Kind]),
}

/// A field that may be left out.
pub const fn field(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { name, kind, required: false, doc }
}

/// A field that must be there.
pub const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { name, kind, required: true, doc }
}

/// Reports everything that is structurally wrong with `node`. True when nothing is.
pub fn check(node: &Node, kind: &Kind, diagnostics: &mut Diagnostics) -> bool {
    let before = diagnostics.counts().0;
    check_value(node, kind, "the file", diagnostics);
    diagnostics.counts().0 == before
}

/// How long a text such as `500ms` or `1h30m` is.
pub fn duration(text: &str) -> Option<std::time::Duration> {
    let mut total = std::time::Duration::ZERO;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|&at| at > 0)?;
        let unit_end = rest[digits..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |at| digits + at);
        let amount: f64 = rest[..digits].parse().ok()?;
        let seconds = match &rest[digits..unit_end] {
            "ms" => 0.001,
            "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            "d" => 86400.0,
            _ => return None,
        };
        total = total.checked_add(std::time::Duration::try_from_secs_f64(amount * seconds).ok()?)?;
        rest = &rest[unit_end..];
    }
    Some(total)
}

/// Reports what is given no time at all under one of these keys; `label` says what comes of it.
pub fn refuse_no_time(node: &Node, keys: &[&str], label: &str, diagnostics: &mut Diagnostics) {
    for key in keys {
        let given = node.get(key).filter(|node| node.as_str().and_then(duration).is_some_and(|time| time.is_zero()));
        diagnostics.extend(given.map(|node| {
            Diagnostic::new(Code::InvalidValue, format!("`{key}` must be longer than nothing"))
                .at(node.span, label)
                .help("leave it out for the usual time")
        }));
    }
}

/// The nearest of `known` to a misspelt `word`, if one is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let distance = |name: &str| strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase());
    let best = known.into_iter().map(|name| (distance(name), name)).min_by_key(|&(distance, _)| distance)?;
    // One letter turned into another is a different word, not a misspelt one.
    (best.0 <= limit && best.0 < word.chars().count()).then_some(best.1)
}

/// "`a`, `b` or `c`".
pub fn enumerate(names: &[&str]) -> String {
    match names {
        [] => "nothing".into(),
        [one] => format!("`{one}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|name| format!("`{name}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}

fn check_value(node: &Node, kind: &Kind, what: &str, diagnostics: &mut Diagnostics) {
    match kind {
        Kind::Same(kind) => check_value(node, kind, what, diagnostics),
        Kind::OneOf(kinds) => match kinds.iter().find(|kind| fits(node, kind)) {
            Some(kind) => check_value(node, kind, what, diagnostics),
            None => diagnostics.push(wrong_type(node, kind, what)),
        },
        _ if !fits(node, kind) => diagnostics.push(wrong_type(node, kind, what)),
        Kind::List(inner) => {
            let what = format!("each of {what}");
            node.elements().iter().for_each(|element| check_value(element, inner, &what, diagnostics));
        }
        Kind::Map(_, inner) => node.entries().iter().for_each(|entry| {
            check_value(&entry.value, inner, &format!("`{}`", entry.key), diagnostics);
        }),
        Kind::Object(format) => check_object(node, format, diagnostics),
        _ => {}
    }
}

fn check_object(node: &Node, format: &Format, diagnostics: &mut Diagnostics) {
    for entry in node.entries() {
        let field = format.fields.iter().find(|field| *field.name == *entry.key);
        match (field, format.rest) {
            (Some(field), _) => check_value(&entry.value, &field.kind, &format!("`{}`", field.name), diagnostics),
            (None, Some(rest)) => check_value(&entry.value, rest, &format!("`{}`", entry.key), diagnostics),
            (None, None) => diagnostics.push(unknown_key(entry, format)),
        }
    }
    let names: Vec<&str> = format.fields.iter().map(|field| field.name).collect();
    // A key that is misspelt has been told already.
    let misspelt = |name: &str| {
        let mut unknown = node.entries().iter().filter(|entry| !names.contains(&&*entry.key));
        format.rest.is_none() && unknown.any(|entry| nearest(&entry.key, names.iter().copied()) == Some(name))
    };
    let missing = |field: &&Field| field.required && node.get(field.name).is_none() && !misspelt(field.name);
    for field in format.fields.iter().filter(missing) {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, format!("{} without `{}`", with_article(format.name), field.name))
                .at(node.span, format!("`{}` is missing here", field.name))
                .help(format!("add `{}:` ({})", field.name, field.doc)),
        );
    }
}

fn unknown_key(entry: &Entry, format: &Format) -> Diagnostic {
    let names: Vec<&str> = format.fields.iter().map(|field| field.name).collect();
    let diagnostic = Diagnostic::new(Code::UnknownKey, format!("unknown key `{}`", entry.key))
        .at(entry.key_span, format!("not a key of {}", with_article(format.name)));
    match nearest(&entry.key, names.iter().copied()) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic.help(format!("known keys are {}", enumerate(&names).replace(" or ", " and "))),
    }
}

fn wrong_type(node: &Node, kind: &Kind, what: &str) -> Diagnostic {
    let expected = expected(kind);
    let code = match (kind, &node.content) {
        (Kind::Choice(_) | Kind::Duration, Content::String(_)) => Code::InvalidValue,
        _ => Code::WrongType,
    };
    let diagnostic =
        Diagnostic::new(code, format!("{what} takes {expected}")).at(node.span, format!("this is {}", found(node)));
    if let (Kind::Choice(names), Some(text)) = (kind, node.as_str())
        && let Some(name) = nearest(text, names.iter().copied())
    {
        return diagnostic.help(format!("did you mean `{name}`?"));
    }
    if matches!(kind, Kind::Bool) && node.as_str().is_some_and(|text| matches!(text, "yes" | "no" | "on" | "off")) {
        return diagnostic.help("only `true` and `false` are booleans");
    }
    match &node.content {
        Content::Number(number) if is_among(kind, &number.to_string()) => {
            diagnostic.help(format!("put quotes around it: `\"{number}\"`"))
        }
        Content::Number(_) | Content::Bool(_) if wants_text(kind) => {
            diagnostic.help("put quotes around it if a text is meant")
        }
        _ => diagnostic.help(format!("give it {expected}")),
    }
}

fn is_among(kind: &Kind, text: &str) -> bool {
    matches!(kind, Kind::Choice(names) if names.contains(&text))
}

fn wants_text(kind: &Kind) -> bool {
    match kind {
        Kind::Text(_) => true,
        Kind::Same(kind) => wants_text(kind),
        Kind::OneOf(kinds) => kinds.iter().any(wants_text),
        _ => false,
    }
}

fn found(node: &Node) -> String {
    match &node.content {
        Content::String(text) if text.text.len() <= 40 => format!("the string `{}`", text.text),
        Content::Number(number) => format!("the number {number}"),
        Content::Bool(value) => format!("the boolean {value}"),
        _ => node.kind().to_owned(),
    }
}

/// Whether a value's type fits; what is inside is not looked at.
fn fits(node: &Node, kind: &Kind) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Same(kind) => fits(node, kind),
        Kind::Bool => node.as_bool().is_some(),
        Kind::Count => node.as_u64().is_some(),
        Kind::Text(_) => node.as_str().is_some(),
        Kind::Scalar => matches!(node.content, Content::String(_) | Content::Number(_) | Content::Bool(_)),
        Kind::TextOrNumber(_) => matches!(node.content, Content::String(_) | Content::Number(_)),
        Kind::Duration => node.as_str().is_some_and(|text| duration(text).is_some()),
        Kind::Choice(names) => node.as_str().is_some_and(|text| names.contains(&text)),
        Kind::List(_) => matches!(node.content, Content::List(_)),
        Kind::Map(..) | Kind::Object(_) => matches!(node.content, Content::Map(_)),
        Kind::OneOf(kinds) => kinds.iter().any(|kind| fits(node, kind)),
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Any => "any value".into(),
        Kind::Same(kind) => expected(kind),
        Kind::Bool => "`true` or `false`".into(),
        Kind::Count => "a whole number".into(),
        Kind::Text(what) | Kind::TextOrNumber(what) => (*what).into(),
        Kind::Scalar => "a string, number or boolean".into(),
        Kind::Duration => "a length of time such as `500ms`, `10s` or `5m`".into(),
        Kind::Choice(names) => enumerate(names),
        Kind::List(inner) => format!("a list of {}", several(inner)),
        Kind::Map(keys, _) => format!("a mapping of {keys}"),
        Kind::Object(format) => format!("a mapping ({})", format.name),
        Kind::OneOf(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(expected).collect();
            kinds.join(", or ")
        }
    }
}

/// What the elements of a list are.
fn several(kind: &Kind) -> String {
    match kind {
        Kind::Same(kind) => several(kind),
        Kind::Any => "any values".into(),
        Kind::Text(what) if what.split(' ').count() == 2 => {
            format!("{}s", what.trim_start_matches(['a', 'n']).trim_start())
        }
        Kind::List(inner) => format!("lists of {}", several(inner)),
        Kind::Map(..) => "mappings".into(),
        Kind::Object(format) => format!("mappings ({})", format.name),
        Kind::OneOf(kinds) => kinds.iter().map(several).collect::<Vec<_>>().join(", or "),
        other => expected(other),
    }
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'A', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// The JSON Schema (2020-12) of a format, for editors.
pub fn json_schema(root: &'static Format, title: &str) -> Value {
    let mut definitions = Map::new();
    let mut todo = vec![root];
    let mut seen: Vec<&'static str> = vec![root.name];
    while let Some(format) = todo.pop() {
        let mut properties = Map::new();
        for field in format.fields {
            let mut schema = kind_schema(&field.kind, &mut todo, &mut seen);
            if let Some(object) = schema.as_object_mut() {
                object.insert("description".into(), field.doc.into());
            }
            properties.insert(field.name.into(), schema);
        }
        let rest = format.rest.map_or(json!(false), |kind| kind_schema(kind, &mut todo, &mut seen));
        let required: Vec<&str> = format.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        let mut schema = json!({ "type": "object", "description": format.doc, "properties": properties, "additionalProperties": rest });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        definitions.insert(slug(format.name), schema);
    }
    definitions.sort_keys();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": format!("#/$defs/{}", slug(root.name)),
        "$defs": definitions,
    })
}

fn kind_schema(kind: &'static Kind, todo: &mut Vec<&'static Format>, seen: &mut Vec<&'static str>) -> Value {
    match kind {
        Kind::Any => json!({}),
        Kind::Same(kind) => kind_schema(kind, todo, seen),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Count => json!({ "type": "integer", "minimum": 0 }),
        Kind::Text(_) => json!({ "type": "string" }),
        Kind::Scalar => json!({ "type": ["string", "number", "boolean"] }),
        Kind::TextOrNumber(_) => json!({ "type": ["string", "number"] }),
        Kind::Duration => json!({ "type": "string", "pattern": "^([0-9.]+(ms|s|m|min|h|d))+$" }),
        Kind::Choice(names) => json!({ "enum": names }),
        Kind::List(inner) => json!({ "type": "array", "items": kind_schema(inner, todo, seen) }),
        Kind::Map(_, inner) => json!({ "type": "object", "additionalProperties": kind_schema(inner, todo, seen) }),
        Kind::Object(format) => {
            if !seen.contains(&format.name) {
                seen.push(format.name);
                todo.push(format);
            }
            json!({ "$ref": format!("#/$defs/{}", slug(format.name)) })
        }
        Kind::OneOf(kinds) => {
            let kinds: Vec<Value> = kinds.iter().map(|kind| kind_schema(kind, todo, seen)).collect();
            json!({ "anyOf": kinds })
        }
    }
}

fn slug(name: &str) -> String {
    name.replace(' ', "_")
}

/// The reference documentation of a format, as Markdown: a table per mapping.
pub fn reference(root: &'static Format) -> String {
    let mut text = String::new();
    let mut todo = std::collections::VecDeque::from([root]);
    let mut seen: Vec<&'static str> = vec![root.name];
    while let Some(format) = todo.pop_front() {
        let _ =
            write!(text, "## {}\n\n{}\n\n| key | takes | meaning |\n| --- | --- | --- |\n", format.name, format.doc);
        for field in format.fields {
            let mark = if field.required { " (required)" } else { "" };
            let takes = expected(&field.kind).replace('|', "\\|");
            let _ = writeln!(text, "| `{}`{mark} | {takes} | {} |", field.name, field.doc.replace('|', "\\|"));
            collect(&field.kind, &mut todo, &mut seen);
        }
        if let Some(rest) = format.rest {
            let _ = writeln!(text, "| any other key | {} | |", expected(rest));
            collect(rest, &mut todo, &mut seen);
        }
        text.push('\n');
    }
    text
}

fn collect(kind: &'static Kind, todo: &mut std::collections::VecDeque<&'static Format>, seen: &mut Vec<&'static str>) {
    match kind {
        Kind::Object(format) if !seen.contains(&format.name) => {
            seen.push(format.name);
            todo.push_back(format);
        }
        Kind::List(inner) | Kind::Map(_, inner) | Kind::Same(inner) => collect(inner, todo, seen),
        Kind::OneOf(kinds) => kinds.iter().for_each(|kind| collect(kind, todo, seen)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Field, Format, Kind, check, duration, field, nearest, required};
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::FileId;
    use crate::source::yaml;

    static INNER: Format =
        Format { name: "inner", doc: "", fields: &[field("status", Kind::Count, "a status")], rest: None };
    static FIELDS: [Field; 2] =
        [required("name", Kind::Text("a name"), "what it is called"), field("inner", Kind::Object(&INNER), "more")];
    static OUTER: Format = Format { name: "outer", doc: "", fields: &FIELDS, rest: None };

    fn problems(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        let node = yaml::parse(FileId(0), text, &mut diagnostics).expect("well-formed");
        check(&node, &Kind::Object(&OUTER), &mut diagnostics);
        diagnostics.sorted().iter().map(|d| format!("{} {}; {}", d.code, d.message, d.help.join("; "))).collect()
    }

    #[test]
    fn every_problem_is_reported_at_once() {
        let found = problems("other: x\ninner: { status: ok, statsu: 1 }");
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found.iter().any(|line| line.contains("did you mean `status`?")), "{found:?}");
        assert!(found.iter().any(|line| line.starts_with("CS0106")), "{found:?}");
    }

    #[test]
    fn a_misspelt_key_is_not_told_to_be_missing_as_well() {
        assert_eq!(problems("nmae: x"), ["CS0104 unknown key `nmae`; did you mean `name`?"]);
    }

    #[test]
    fn durations_are_read_with_their_units() {
        assert_eq!(duration("1m30s"), Some(Duration::from_secs(90)));
        assert_eq!(duration("250ms"), Some(Duration::from_millis(250)));
        assert_eq!(duration("10"), None);
        assert_eq!(duration("soon"), None);
    }

    #[test]
    fn only_near_names_are_suggested() {
        assert_eq!(nearest("statsu", ["status", "name"]), Some("status"));
        assert_eq!(nearest("zebra", ["status", "name"]), None);
    }
}
