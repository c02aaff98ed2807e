//! Decoding one step: what is called, what is sent, what is kept, what is undone.

use std::sync::Arc;
use std::time::Duration;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields;
use crate::source::tree::{Content, Entry, Node, Style};
use crate::suite::casefile::expectation::{
    QUOTES, bad_pattern, expect, expression, last_line, one_or_many, path_template,
};
use crate::suite::casefile::literals::{check_literals, refuse_secret_method};
use crate::suite::model::{
    Auth, Body, Capture, CaptureSource, Expect, Member, MockAsk, Part, PartContent, Repeat, RequestSpec, Step, Target,
    Until, Variable,
};
use crate::suite::template::data::Data;
use crate::suite::template::text::Template;
use crate::value::codec::Arrays;

/// What a step takes from around it when it does not say so itself.
#[derive(Clone, Copy, Default)]
pub struct Around<'a> {
    /// The default operation.
    pub operation: Option<&'a Node>,
    /// The arguments of the block that the step belongs to.
    pub with: Option<&'a Arc<Vec<Variable>>>,
}

/// Decodes a step from `node`, whose `request` and `expect` have the defaults merged in already.
pub fn step(
    node: &Node,
    request_node: Option<&Node>,
    expect_node: Option<&Node>,
    position: usize,
    around: Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Step> {
    let target = target(node, request_node, around, diagnostics)?;
    Some(Step {
        id: node.get("id").and_then(Node::as_str).map_or_else(|| position.to_string(), str::to_owned),
        span: node.get("operation").or(node.get("request")).map_or(node.span, |node| node.span),
        target,
        request: request_node.map(|node| request(node, diagnostics)).unwrap_or_default(),
        expect: expect_node
            .map_or_else(|| Expect { span: node.span, ..Expect::default() }, |node| expect(node, diagnostics)),
        capture: captures(node, diagnostics),
        cleanup: Vec::new(),
        until: node.get("until").map(|node| Box::new(until(node, diagnostics))),
        repeat: node.get("repeat").and_then(|node| repeat(node, diagnostics)).map(Box::new),
        mock: node.get("mock").and_then(mock).map(Box::new),
        with: around.with.cloned(),
    })
}

/// Decodes variables, in order.
pub fn variables(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<Variable> {
    let entries = node.map(Node::entries).unwrap_or_default();
    let variable = |entry: &Entry| Variable {
        name: entry.key.to_string(),
        value: Data::compile(&entry.value, diagnostics),
        span: entry.key_span,
    };
    entries.iter().map(variable).collect()
}

/// Splits `GET /items/{id}` into method and path.
pub fn operation_parts(text: &str) -> Option<(String, String)> {
    let (method, path) = text.trim().split_once(char::is_whitespace)?;
    let path = path.trim();
    let method_ok = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_alphabetic());
    (method_ok && path.starts_with('/')).then(|| (method.to_ascii_uppercase(), path.to_owned()))
}

fn target(node: &Node, request: Option<&Node>, around: Around<'_>, diagnostics: &mut Diagnostics) -> Option<Target> {
    if let Some(url) = request.and_then(|request| request.get("url")) {
        let method = request.and_then(|request| request.get("method"));
        let method = match method {
            Some(method) => {
                let method = template(method, diagnostics)?;
                refuse_secret_method(&method, diagnostics);
                method
            }
            None => Template::parse("GET", url.span, true).ok()?,
        };
        if let Some(operation) = node.get("operation") {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "both an operation and a URL")
                    .at(url.span, "a call outside the contract")
                    .at(operation.span, "a call of the contract")
                    .help("keep one of the two"),
            );
        }
        return Some(Target::Url { method: Box::new(method), url: Box::new(template(url, diagnostics)?) });
    }
    let Some(operation) = node.get("operation").or(around.operation) else {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, "nothing says what is called")
                .at(node.span, "neither here nor for the whole file")
                .help("add `operation: GET /path/{parameter}` as the contract writes it"),
        );
        return None;
    };
    let Some((method, path)) = operation.as_str().and_then(operation_parts) else {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "not an operation")
                .at(operation.span, "a method and a path template were expected")
                .help("write it as `GET /items/{id}`"),
        );
        return None;
    };
    Some(Target::Operation { method, path, span: operation.span })
}

fn request(node: &Node, diagnostics: &mut Diagnostics) -> RequestSpec {
    check_literals(node, diagnostics);
    RequestSpec {
        span: node.span,
        path: members(node.get("path"), diagnostics),
        query: members(node.get("query"), diagnostics),
        headers: members(node.get("headers"), diagnostics),
        cookies: members(node.get("cookies"), diagnostics),
        auth: auth(node.get("auth"), diagnostics),
        user: node.get("as").and_then(Node::as_str).map(str::to_owned),
        body: body(node, diagnostics),
        content_type: node.get("content_type").and_then(|node| template(node, diagnostics)).map(Box::new),
        timeout: node.get("timeout").and_then(Node::as_str).and_then(fields::duration),
        invalid: node.get("invalid").and_then(Node::as_str).map(str::to_owned),
        arrays: node.get("arrays").and_then(Node::as_str).map(|name| match name {
            "repeat" => Arrays::Repeat,
            "comma" => Arrays::Comma,
            _ => Arrays::Brackets,
        }),
        redirects: node.get("redirects").map(|node| redirects(node, diagnostics)).unwrap_or_default(),
    }
}

/// Browsers give up at 20.
const MAX_REDIRECTS: u32 = 20;

fn redirects(node: &Node, diagnostics: &mut Diagnostics) -> u32 {
    let number = node.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|&number| number <= MAX_REDIRECTS);
    if number.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, format!("`redirects` is from 0 to {MAX_REDIRECTS}"))
                .at(node.span, "more than anybody follows")
                .help("as many as the API documents; without the key the first answer is judged"),
        );
    }
    number.unwrap_or_default()
}

fn members(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<Member> {
    let entries = node.map(Node::entries).unwrap_or_default();
    let member = |entry: &Entry| Member {
        name: entry.key.to_string(),
        span: entry.key_span,
        value: Data::compile(&entry.value, diagnostics),
    };
    entries.iter().map(member).collect()
}

fn auth(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Auth {
    match node {
        None => Auth::Environment,
        Some(node) if node.as_str().is_some() => Auth::None,
        Some(node) => Auth::Schemes(members(Some(node), diagnostics)),
    }
}

const BODIES: [&str; 4] = ["json", "form", "multipart", "body"];

fn body(node: &Node, diagnostics: &mut Diagnostics) -> Body {
    let given: Vec<&Entry> = BODIES.iter().filter_map(|name| node.entry(name)).collect();
    if let [first, second, ..] = given[..] {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "two bodies in one request")
                .at(second.key_span, "the second")
                .at(first.key_span, "the first")
                .help("keep one of json, form, multipart and body"),
        );
    }
    let Some(entry) = given.first() else { return Body::None };
    let value = &entry.value;
    match (&*entry.key, &value.content) {
        ("json", _) => Body::Json(Box::new(Data::compile(value, diagnostics))),
        ("form", _) => Body::Form(Box::new(Data::compile(value, diagnostics))),
        ("multipart", Content::List(parts)) => {
            Body::Parts(parts.iter().filter_map(|node| part(node, diagnostics)).collect())
        }
        ("multipart", _) => Body::Fields(Box::new(Data::compile(value, diagnostics))),
        _ => other_body(value, diagnostics),
    }
}

fn other_body(node: &Node, diagnostics: &mut Diagnostics) -> Body {
    let [entry] = node.entries() else {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "a body needs exactly one of `text`, `file` and `base64`")
                .at(node.span, "this body")
                .help("`json`, `form` and `multipart` stand beside `body`, not in it"),
        );
        return Body::None;
    };
    let Some(template) = template(&entry.value, diagnostics) else { return Body::None };
    match &*entry.key {
        "text" => Body::Text(Box::new(template)),
        "file" => Body::File(Box::new(template), entry.value.span),
        _ => Body::Base64(Box::new(template), entry.value.span),
    }
}

fn part(node: &Node, diagnostics: &mut Diagnostics) -> Option<Part> {
    let content = match (node.get("value"), node.get("file")) {
        (Some(value), None) => PartContent::Value(Data::compile(value, diagnostics)),
        (None, Some(file)) => PartContent::File(template(file, diagnostics)?),
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "a part needs exactly one of `value` and `file`")
                    .at(node.span, "this part")
                    .help("write `- { name: note, value: hello }` or `- { name: doc, file: files/a.pdf }`"),
            );
            return None;
        }
    };
    Some(Part {
        name: template(node.get("name")?, diagnostics)?,
        content,
        filename: node.get("filename").and_then(|node| template(node, diagnostics)),
        content_type: node.get("content_type").and_then(|node| template(node, diagnostics)),
        span: node.span,
    })
}

/// Decodes a string that may hold templates; what is wrong with it is reported.
pub fn template(node: &Node, diagnostics: &mut Diagnostics) -> Option<Template> {
    let Content::String(text) = &node.content else { return None };
    match Template::parse(&text.text, node.span, text.style == Style::Plain) {
        Ok(template) => Some(template),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn captures(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Capture> {
    let entries = node.get("capture").map(Node::entries).unwrap_or_default();
    entries.iter().map(|entry| capture(entry, diagnostics)).collect()
}

fn capture(entry: &Entry, diagnostics: &mut Diagnostics) -> Capture {
    let mut capture =
        Capture { name: entry.key.to_string(), span: entry.key_span, from: Vec::new(), many: false, secret: false };
    for node in one_or_many(&entry.value) {
        capture.many |= node.get("many").and_then(Node::as_bool).unwrap_or(false);
        capture.secret |= node.get("secret").and_then(Node::as_bool).unwrap_or(false);
        capture.from.extend(capture_source(node, diagnostics));
    }
    capture
}

fn capture_source(node: &Node, diagnostics: &mut Diagnostics) -> Option<CaptureSource> {
    if let Some(text) = node.as_str() {
        return path_template(text, node.span, diagnostics).map(CaptureSource::Path);
    }
    let sources: Vec<&Entry> =
        node.entries().iter().filter(|entry| !matches!(&*entry.key, "many" | "secret")).collect();
    let [entry] = sources[..] else {
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidValue,
                "a capture takes exactly one of path, header, cookie, status and regex",
            )
            .at(node.span, "this capture")
            .help("a list of captures is tried in order"),
        );
        return None;
    };
    let text = entry.value.as_str();
    Some(match &*entry.key {
        "path" => CaptureSource::Path(path_template(text?, entry.value.span, diagnostics)?),
        "header" => CaptureSource::Header(text?.to_ascii_lowercase()),
        "cookie" => CaptureSource::Cookie(text?.to_owned()),
        "regex" => {
            if let Some(why) = bad_pattern(text?) {
                diagnostics.push(
                    Diagnostic::new(Code::BadRegex, format!("not a regular expression: {}", last_line(&why)))
                        .at(entry.value.span, "this pattern")
                        .help(QUOTES),
                );
            }
            CaptureSource::Regex(text?.to_owned())
        }
        _ => CaptureSource::Status,
    })
}

fn until(node: &Node, diagnostics: &mut Diagnostics) -> Until {
    let attempts = node.get("attempts").and_then(Node::as_u64).unwrap_or(0);
    if attempts == 0 {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "`attempts` must be at least 1")
                .at(node.get("attempts").map_or(node.span, |node| node.span), "nothing would be sent")
                .help("leave `until` out to send the request once"),
        );
    }
    Until {
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        every: node.get("every").and_then(Node::as_str).and_then(fields::duration).unwrap_or(Duration::from_secs(1)),
        wanted: expect(node, diagnostics),
        stop_on: node.get("stop_on").map(|node| expect(node, diagnostics)),
        span: node.span,
    }
}

fn repeat(node: &Node, diagnostics: &mut Diagnostics) -> Option<Repeat> {
    let mut collect = Vec::new();
    for entry in node.get("collect").map(Node::entries).unwrap_or_default() {
        let path = path_template(entry.value.as_str().unwrap_or_default(), entry.value.span, diagnostics)?;
        collect.push((entry.key.to_string(), path));
    }
    Some(Repeat {
        condition: expression(node.get("while")?, diagnostics)?,
        max: u32::try_from(node.get("max")?.as_u64()?).unwrap_or(u32::MAX),
        collect,
        span: node.span,
    })
}

fn mock(node: &Node) -> Option<MockAsk> {
    Some(MockAsk {
        code: u16::try_from(node.get("code")?.as_u64()?).ok()?,
        example: node.get("example").and_then(Node::as_str).map(str::to_owned),
        span: node.span,
    })
}
