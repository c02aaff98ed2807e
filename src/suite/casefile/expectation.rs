//! Decoding what must come back: `expect`, its matchers, assertions and snapshots.
//!
//! Trees that arrive here have passed [`fields::check`](crate::source::fields::check), so what is missing or of the
//! wrong kind was reported already and is passed over in silence.

use std::sync::Arc;

use crate::contract::schema::format::NAMES;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields;
use crate::source::span::Span;
use crate::source::tree::{Content, Entry, Node};
use crate::suite::model::{
    Assertion, AtPath, Expect, HeaderExpect, JsonType, Matcher, Rule, RuleKind, SchemaChoice, SchemaSource,
    SnapshotKind, SnapshotSpec, StatusPattern, Statuses,
};
use crate::suite::template::data::Data;
use crate::suite::template::expression::Expression;
use crate::suite::template::path::PathTemplate;
use crate::value::path::JsonPath;
use crate::value::pattern::Pattern;

/// Decodes `expect`, `stop_on`, and the expectations inside `until`.
pub fn expect(node: &Node, diagnostics: &mut Diagnostics) -> Expect {
    Expect {
        span: node.span,
        status: node.get("status").and_then(|node| statuses(node, diagnostics)),
        headers: headers(node, diagnostics),
        body: node.get("body").map(|node| of_part(node, diagnostics)),
        schema: schema_choice(node, diagnostics),
        assert: asserts(node, diagnostics),
        snapshot: node.get("snapshot").and_then(|node| snapshot(node, diagnostics)).map(Box::new),
        http_version: node.get("http_version").and_then(Node::as_str).and_then(version),
        max_time: node.get("max_time").and_then(Node::as_str).and_then(fields::duration),
    }
}

fn version(text: &str) -> Option<http::Version> {
    match text {
        "1.1" => Some(http::Version::HTTP_11),
        "2" => Some(http::Version::HTTP_2),
        _ => None,
    }
}

/// Decodes a mapping of matchers of a single value; anything else is `equals`.
fn matcher(node: &Node, diagnostics: &mut Diagnostics) -> Matcher {
    refuse(node, &["nodes", "optional"], diagnostics);
    decode(node, diagnostics)
}

/// Decodes the matchers of a whole body or header, which may be missing.
fn of_part(node: &Node, diagnostics: &mut Diagnostics) -> Matcher {
    refuse(node, &["nodes"], diagnostics);
    decode(node, diagnostics)
}

/// Reports keys that mean something only for what a path selects: elsewhere they would check nothing.
fn refuse(node: &Node, keys: &[&str], diagnostics: &mut Diagnostics) {
    for entry in keys.iter().filter_map(|key| node.entry(key)) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, format!("`{}` outside a path", entry.key))
                .at(entry.key_span, "there are no selected nodes here, so this would check nothing")
                .help("write it under a path: `at: { $[*]: { nodes: ... } }`; `length` counts a list's elements"),
        );
    }
}

fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Matcher {
    let mut matcher = Matcher { span: node.span, rules: Vec::with_capacity(1), optional: false, nodes: None };
    if !matches!(node.content, Content::Map(_)) {
        matcher.rules.push(Rule { span: node.span, kind: RuleKind::Equals(Data::compile(node, diagnostics)) });
        return matcher;
    }
    for entry in node.entries() {
        match &*entry.key {
            "optional" => matcher.optional = entry.value.as_bool().unwrap_or(false),
            "nodes" => matcher.nodes = Some(Box::new(self::matcher(&entry.value, diagnostics))),
            _ => {
                if let Some(kind) = rule(entry, diagnostics) {
                    matcher.rules.push(Rule { span: entry.value.span, kind });
                }
            }
        }
    }
    if node.entries().iter().all(|entry| &*entry.key == "optional") {
        let label = if node.entries().is_empty() { "an empty mapping" } else { "whatever is there holds" };
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "a matcher that asks nothing")
                .at(node.span, label)
                .help("use `equals: {}` for an empty object, or `exists: true` for any value"),
        );
    }
    matcher
}

fn rule(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<RuleKind> {
    let node = &entry.value;
    refuse_empty(entry, diagnostics);
    Some(match &*entry.key {
        "equals" => RuleKind::Equals(Data::compile(node, diagnostics)),
        "subset" => RuleKind::Subset(Data::compile(node, diagnostics)),
        "not" => RuleKind::Not(matcher(node, diagnostics)),
        "one_of" => RuleKind::OneOf(Data::compile(node, diagnostics)),
        "any_of" => RuleKind::AnyOf(node.elements().iter().map(|node| matcher(node, diagnostics)).collect()),
        "type" => RuleKind::Type(one_or_many(node).filter_map(|node| json_type(node.as_str()?)).collect()),
        "format" => {
            check_format(node, diagnostics);
            RuleKind::Format(node.as_str()?.to_owned())
        }
        "matches" => {
            check_regex(node, diagnostics);
            RuleKind::Matches(Data::compile(node, diagnostics))
        }
        "contains" => RuleKind::Contains(Data::compile(node, diagnostics)),
        "starts_with" => RuleKind::StartsWith(Data::compile(node, diagnostics)),
        "ends_with" => RuleKind::EndsWith(Data::compile(node, diagnostics)),
        "length" => RuleKind::Length(matcher(node, diagnostics)),
        "min" => RuleKind::Min(Data::compile(node, diagnostics)),
        "max" => RuleKind::Max(Data::compile(node, diagnostics)),
        "empty" => RuleKind::Empty(node.as_bool()?),
        "exists" => RuleKind::Exists(node.as_bool()?),
        "every" => RuleKind::Every(matcher(node, diagnostics)),
        "any" => RuleKind::Any(matcher(node, diagnostics)),
        "at" => RuleKind::At(node.entries().iter().filter_map(|entry| at_path(entry, diagnostics)).collect()),
        "json" => RuleKind::Json(matcher(node, diagnostics)),
        "schema" => RuleKind::Schema(schema_source(node, diagnostics)?),
        "date" => RuleKind::Date(node.as_str()?.to_owned()),
        "unique" => RuleKind::Unique(node.as_bool()?),
        _ => return None,
    })
}

/// Reports lists and mappings that say nothing where they are all that is asked.
fn refuse_empty(entry: &Entry, diagnostics: &mut Diagnostics) {
    let (message, label, help) = match (&*entry.key, &entry.value.content) {
        ("at", Content::Map(paths)) if paths.is_empty() => {
            ("`at` without a path", "this would check nothing", "write paths and what they select: `at: { $.id: 7 }`")
        }
        ("any_of", Content::List(inner)) if inner.is_empty() => {
            ("`any_of` without a matcher", "no answer could satisfy this", "give it what may hold, or leave it out")
        }
        ("one_of", Content::List(values)) if values.is_empty() => {
            ("`one_of` without a value", "no answer could satisfy this", "give it the values, or leave it out")
        }
        ("type", Content::List(types)) if types.is_empty() => {
            ("`type` without a type", "no answer could satisfy this", "give it a type, such as `string`")
        }
        _ => return,
    };
    let problem = Diagnostic::new(Code::InvalidValue, message).at(entry.value.span, label);
    diagnostics.push(problem.help(help));
}

fn at_path(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<AtPath> {
    let matcher = decode(&entry.value, diagnostics);
    let path = path_template(&entry.key, entry.key_span, diagnostics)?;
    Some(AtPath { path, span: entry.key_span, matcher })
}

/// Decodes a JSONPath that may hold templates; what is wrong with it is reported.
pub fn path_template(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<PathTemplate> {
    match PathTemplate::parse(text, span, false) {
        Ok(path) => Some(path),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

/// Decodes a JSONPath without templates; what is wrong with it is reported.
pub fn json_path(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Arc<JsonPath>> {
    match JsonPath::parse(text) {
        Ok(path) => Some(path),
        Err(error) => {
            diagnostics.push(
                Diagnostic::new(Code::BadJsonPath, format!("not a JSONPath: {}", error.message))
                    .at(span, "this path")
                    .help("paths are RFC 9535 JSONPath, such as `$.items[*].id`"),
            );
            None
        }
    }
}

/// Decodes an expression; what is wrong with it is reported.
pub fn expression(node: &Node, diagnostics: &mut Diagnostics) -> Option<Expression> {
    match Expression::parse(node.as_str()?, node.span) {
        Ok(expression) => Some(expression),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn statuses(node: &Node, diagnostics: &mut Diagnostics) -> Option<Statuses> {
    let mut any = Vec::new();
    for node in one_or_many(node) {
        match status_pattern(node) {
            Some(pattern) => any.push(pattern),
            None => diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "not a status")
                    .at(node.span, "a number from 100 to 599, or `1xx` to `5xx`, was expected")
                    .help("write `status: 200`, `status: [401, 404]` or `status: 2xx`"),
            ),
        }
    }
    if any.is_empty() && node.elements().is_empty() && matches!(node.content, Content::List(_)) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "an empty list of statuses")
                .at(node.span, "no answer could satisfy this")
                .help("leave `status` out for what the contract documents"),
        );
    }
    (!any.is_empty()).then_some(Statuses { any, span: node.span })
}

fn status_pattern(node: &Node) -> Option<StatusPattern> {
    if let Some(code) = node.as_u64() {
        return (100..=599).contains(&code).then(|| StatusPattern::Exact(u16::try_from(code).unwrap_or(0)));
    }
    let text = node.as_str()?.to_ascii_lowercase();
    match (text.strip_suffix("xx"), text.parse::<u16>()) {
        (Some(class), _) => class.parse().ok().filter(|class| (1..=5).contains(class)).map(StatusPattern::Class),
        (None, Ok(code)) => (100..=599).contains(&code).then_some(StatusPattern::Exact(code)),
        _ => None,
    }
}

fn headers(node: &Node, diagnostics: &mut Diagnostics) -> Vec<HeaderExpect> {
    let entries = node.get("headers").map(Node::entries).unwrap_or_default();
    let header = |entry: &Entry| HeaderExpect {
        name: entry.key.to_ascii_lowercase(),
        span: entry.key_span,
        matcher: of_part(&entry.value, diagnostics),
    };
    entries.iter().map(header).collect()
}

fn schema_choice(node: &Node, diagnostics: &mut Diagnostics) -> SchemaChoice {
    match node.get("schema") {
        None => SchemaChoice::Contract,
        Some(node) if node.as_str() == Some("none") => SchemaChoice::None,
        Some(node) => schema_source(node, diagnostics).map_or(SchemaChoice::Contract, SchemaChoice::Other),
    }
}

fn schema_source(node: &Node, diagnostics: &mut Diagnostics) -> Option<SchemaSource> {
    match &node.content {
        Content::String(text) => Some(SchemaSource::File(text.text.to_string(), node.span)),
        Content::Map(_) | Content::Bool(_) => Some(SchemaSource::Inline(Arc::new(node.to_json()), node.span)),
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::WrongType, "not a schema")
                    .at(node.span, "a file or a schema was expected")
                    .help("write `schema: item.schema.json`, a schema in place, or `none`"),
            );
            None
        }
    }
}

fn asserts(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Assertion> {
    let list = node.get("assert").map(Node::elements).unwrap_or_default();
    list.iter().filter_map(|node| assertion(node, diagnostics)).collect()
}

fn assertion(node: &Node, diagnostics: &mut Diagnostics) -> Option<Assertion> {
    if node.as_str().is_some() {
        let that = expression(node, diagnostics)?;
        return Some(Assertion { each: None, that, message: None, span: node.span });
    }
    let each = match node.get("each") {
        Some(each) => Some(path_template(each.as_str()?, each.span, diagnostics)?),
        None => None,
    };
    let that = node.get("that")?;
    Some(Assertion {
        each,
        that: expression(that, diagnostics)?,
        message: node.get("message").and_then(Node::as_str).map(str::to_owned),
        span: that.span,
    })
}

fn snapshot(node: &Node, diagnostics: &mut Diagnostics) -> Option<SnapshotSpec> {
    let kind = match node.as_str().or_else(|| node.get("kind")?.as_str())? {
        "shape" => SnapshotKind::Shape,
        _ => SnapshotKind::Body,
    };
    let status = node.get("status").and_then(Node::as_bool).unwrap_or_default();
    let headers = node.get("headers").map(Node::elements).unwrap_or_default();
    let headers = headers.iter().filter_map(|node| header_name(node, diagnostics)).collect();
    let mut spec = SnapshotSpec { kind, redact: Vec::new(), alias: Vec::new(), status, headers, span: node.span };
    for entry in node.get("redact").map(Node::entries).unwrap_or_default() {
        if let Some(path) = json_path(&entry.key, entry.key_span, diagnostics) {
            spec.redact.push((path, entry.value.as_str().unwrap_or_default().to_owned()));
        }
    }
    for node in node.get("alias").map(Node::elements).unwrap_or_default() {
        spec.alias.extend(json_path(node.as_str().unwrap_or_default(), node.span, diagnostics));
    }
    Some(spec)
}

/// Whether a response's header is there to let its reader in.
fn is_credential(header: &http::HeaderName) -> bool {
    use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(header)
}

fn header_name(node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = node.as_str()?;
    if let Ok(header) = http::HeaderName::from_bytes(name.as_bytes()) {
        if is_credential(&header) {
            diagnostics.push(
                Diagnostic::new(
                    Code::InvalidValue,
                    format!("`{name}` carries a credential, which no snapshot records"),
                )
                .at(node.span, "another one each time, and not to be shown")
                .help(
                    "leave it out; `headers` of `expect` can say that it is there: `{ set-cookie: { exists: true } }`",
                ),
            );
            return None;
        }
        return Some(header.as_str().to_owned());
    }
    diagnostics.push(
        Diagnostic::new(Code::InvalidValue, format!("`{name}` is not the name of a header"))
            .at(node.span, "no header is called so")
            .help("name one header, such as `x-total-count`; its value is not asked for here"),
    );
    None
}

/// A format that nobody knows would be asserted by nobody.
fn check_format(node: &Node, diagnostics: &mut Diagnostics) {
    let name = node.as_str().unwrap_or_default();
    if NAMES.contains(&name) {
        return;
    }
    let diagnostic = Diagnostic::new(Code::InvalidValue, format!("there is no format `{name}`"))
        .at(node.span, "not a format of JSON Schema");
    diagnostics.push(match fields::nearest(name, NAMES.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("known are {}", NAMES.join(", "))),
    });
}

fn check_regex(node: &Node, diagnostics: &mut Diagnostics) {
    let Some(pattern) = node.as_str().filter(|text| !text.contains("${{")) else { return };
    if let Some(why) = bad_pattern(pattern) {
        diagnostics.push(
            Diagnostic::new(Code::BadRegex, format!("not a regular expression: {}", last_line(&why)))
                .at(node.span, "this pattern")
                .help(QUOTES),
        );
    }
}

/// Why a pattern cannot be used when an answer is judged.
pub fn bad_pattern(pattern: &str) -> Option<String> {
    let error = Pattern::parse(pattern).err()?;
    // Of the two engines, the one that knows the pattern's syntax tells more.
    Some(match (regex::Regex::new(pattern), fancy_regex::Regex::new(pattern)) {
        (Err(_), Err(error @ fancy_regex::Error::ParseError(..))) => error.to_string(),
        (Err(plain), Err(_)) => plain.to_string(),
        _ => error.to_string(),
    })
}

/// The usual reason for a broken pattern.
pub const QUOTES: &str = "in YAML write patterns in single quotes, so that backslashes stay as they are";

/// What an error of many lines says at its end.
pub fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or(text).trim_start_matches("error: ")
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

/// The elements of a list, or the node itself.
pub fn one_or_many(node: &Node) -> impl Iterator<Item = &Node> {
    match &node.content {
        Content::List(elements) => elements.iter(),
        _ => std::slice::from_ref(node).iter(),
    }
}
