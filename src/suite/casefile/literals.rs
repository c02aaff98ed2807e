//! What a request says without templates, held against what can be sent. The maker of requests asks the same of what
//! templates made; what stands there literally is told before anything is sent.

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields;
use crate::source::tree::{Content, Entry, Node};
use crate::suite::sendable;
use crate::suite::template::text::Template;
use crate::value::codec;

/// What makes a header's value a template.
const TEMPLATE: &str = "${{";

/// Reports what cannot be sent of the literals of a request's mapping.
pub fn check_literals(request: &Node, diagnostics: &mut Diagnostics) {
    fields::refuse_no_time(request, &["timeout"], "no answer comes in no time", diagnostics);
    if let Some(url) = request.get("url") {
        check(url, diagnostics, ADDRESS, |text| sendable::address(text).map(drop));
    }
    if let Some(method) = request.get("method") {
        check(method, diagnostics, METHOD, |text| sendable::method(text).map(drop));
    }
    for header in request.get("headers").map(Node::entries).unwrap_or_default() {
        check_header(header, diagnostics);
        check_framing(request, header, diagnostics);
    }
    if let Some(content_type) = request.get("content_type") {
        check_value(content_type, diagnostics);
    }
    if let Some(encoded) = request.get("body").and_then(|body| body.get("base64")) {
        let decoded = |text: &str| codec::base64_decode(text).map(drop);
        check(encoded, diagnostics, "`base64` takes A-Z, a-z, 0-9, `+`, `/` and `=`; `text` takes any text", decoded);
    }
}

/// Reports a secret in a method: it would be sent where nobody looks for one, and be no method.
pub fn refuse_secret_method(method: &Template, diagnostics: &mut Diagnostics) {
    let is_secret = |name: &str| name == "secrets";
    for expression in method.expressions() {
        if expression.roots().iter().any(|root| is_secret(&root.name)) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "a secret is no method")
                    .at(expression.span(), "it would be sent as the method, for every proxy and log to see")
                    .help(METHOD),
            );
        }
    }
}

const METHOD: &str = "methods are such as GET, POST or PATCH";
const ADDRESS: &str =
    "write `http://` or `https://` with a host, or a path below the base URL that begins with `/`; no `..` in it";
const VALUE: &str = "a header is one line of text; several values are a list";

fn check_header(header: &Entry, diagnostics: &mut Diagnostics) {
    if let Err(why) = sendable::header_name(&header.key) {
        let problem = Diagnostic::new(Code::InvalidValue, why).at(header.key_span, "no server would take it");
        diagnostics.push(problem.help("names of headers are letters, digits and `-`"));
    }
    check_value(&header.value, diagnostics);
}

/// A list's elements and a mapping's entries are joined to one value.
fn check_value(value: &Node, diagnostics: &mut Diagnostics) {
    value.elements().iter().for_each(|element| check_value(element, diagnostics));
    value.entries().iter().for_each(|entry| check_value(&entry.value, diagnostics));
    check(value, diagnostics, VALUE, |text| sendable::header_value(text).map(drop));
}

/// Headers that contradict the body would make the server wait for more of it or take the rest for a request.
fn check_framing(request: &Node, header: &Entry, diagnostics: &mut Diagnostics) {
    let given = header.value.to_json();
    let Some(text) = codec::scalar(&given).filter(|text| !text.contains(TEMPLATE)) else { return };
    let name = header.key.to_ascii_lowercase();
    let has_body = ["json", "form", "multipart", "body"].iter().any(|key| request.get(key).is_some());
    let message = match (name.as_str(), text.parse::<usize>()) {
        ("transfer-encoding", _) => "`transfer-encoding` is the client's to set",
        ("content-length", Err(_)) => "`content-length` is not the length of the body",
        ("content-length", Ok(length)) if length > 0 && !has_body => "`content-length` is not the length of the body",
        _ => return,
    };
    let problem = Diagnostic::new(Code::InvalidValue, message).at(header.value.span, "this cannot be sent");
    diagnostics.push(problem.help("leave the header out: it is set as the body needs it"));
}

fn check(node: &Node, diagnostics: &mut Diagnostics, help: &str, sendable: impl FnOnce(&str) -> Result<(), String>) {
    let Content::String(text) = &node.content else { return };
    if text.text.contains(TEMPLATE) {
        return;
    }
    if let Err(why) = sendable(&text.text) {
        let problem = Diagnostic::new(Code::InvalidValue, why).at(node.span, "this cannot be sent");
        diagnostics.push(problem.help(help));
    }
}
