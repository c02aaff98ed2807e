//! One exchange as a case: what was sent, and the status that came back.

use std::fmt::Write as _;

use http::StatusCode;
use http::header::ACCEPT;
use serde_json::{Map, Value};

use crate::contract::conform::request::security;
use crate::contract::description::Contract;
use crate::contract::operation::{Operation, SecurityKind};
use crate::contract::path::Part;
use crate::secret::mask::Mask;
use crate::secret::names::is_secret_name;
use crate::suite::casefile::write::{line, literal, value};
use crate::suite::recorded::body::body;
use crate::suite::recorded::parameters::parameters;
use crate::suite::recorded::placeholders::Placeholders;
use crate::suite::recorded::secrets::{is_key, secrets};
use crate::value::form;
use crate::wire::exchange::{Request, Response};

/// An exchange that took place, and what the contract says about it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The contract.
    pub contract: &'a Contract,
    /// The operation that the request was for.
    pub operation: &'a Operation,
    /// The request, its body decoded.
    pub request: &'a Request,
    /// The response, its body decoded.
    pub response: &'a Response,
    /// Why the request breaks the contract, credentials apart, if it does. Holds no secret.
    pub invalid: Option<&'a str>,
    /// Whether it lacks the credentials that the contract asks for.
    pub unauthenticated: bool,
    /// What is wrong with the response, a line each. Holds no secret.
    pub problems: &'a [String],
}

/// A case as it is written, but for its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What names it.
    pub title: String,
    /// The lines that follow the name.
    pub lines: String,
}

/// A credential that opens nothing, in place of one that was refused.
const WRONG: &str = "not-the-right-credential";
/// How much of a request's target is in a name.
const TARGET: usize = 100;

/// The case. The error says why there can't be one.
pub fn case(seen: Seen<'_>, placeholders: &mut Placeholders) -> Result<Case, String> {
    let status = seen.response.status;
    if status >= 500 || matches!(status, 429 | 304 | 206) {
        return Err(format!("what is answered with {status} now may not be another time"));
    }
    let mut lines = format!("    operation: {}\n", line(&seen.operation.name()));
    for problem in seen.problems {
        let what = if problem.contains("not judged: ") { "of the answer" } else { "the answer broke the contract" };
        let _ = writeln!(lines, "    # {what}: {}", on_one_line(problem));
    }
    if status == 403 && !seen.unauthenticated {
        lines.push_str("    # refused with the credentials of then: name the user of the environment with `as:`\n");
    }
    let request = request(seen, placeholders)?;
    if !request.is_empty() {
        lines.push_str("    request:\n");
    }
    for (name, member) in &request {
        let _ = writeln!(lines, "      {name}:{}", value(member, 6));
    }
    let _ = writeln!(lines, "    expect: {{ status: {status} }}");
    let case = Case { title: title(seen), lines };
    let mask = Mask::new(secrets(seen.contract, seen.request, Some(seen.response)));
    let reveals = mask.apply(&case.lines) != case.lines || mask.apply(&case.title) != case.title;
    if reveals { Err("the value of a secret stands in it elsewhere, too".to_owned()) } else { Ok(case) }
}

fn request(seen: Seen<'_>, placeholders: &mut Placeholders) -> Result<Vec<(&'static str, Value)>, String> {
    let mut found = parameters(seen.contract, seen.operation, seen.request)?;
    if let Some(accept) = accept(seen) {
        found.headers.insert("Accept".to_owned(), accept.into());
    }
    let groups = [("path", found.path), ("query", found.query), ("headers", found.headers), ("cookies", found.cookies)];
    let mut members: Vec<(&'static str, Value)> = groups
        .into_iter()
        .filter(|(_, group)| !group.is_empty())
        .map(|(name, group)| (name, placeholders.hide("", &Value::Object(group))))
        .collect();
    members.extend(auth(seen).map(|auth| ("auth", auth)));
    members.extend(body(seen.request, placeholders)?);
    if found.repeats && !members.iter().any(|(name, _)| *name == "arrays") {
        members.push(("arrays", "repeat".into()));
    }
    members.extend(seen.invalid.map(|why| ("invalid", literal(&on_one_line(why).into()))));
    Ok(members)
}

/// The media type that was asked for, where there is a choice.
fn accept(seen: Seen<'_>) -> Option<String> {
    let accept = seen.request.headers.get(ACCEPT)?.to_str().ok()?;
    let documented = &seen.operation.response(seen.response.status)?.content;
    (documented.len() > 1 && !accept.contains([',', '*', ';'])).then(|| accept.to_owned())
}

/// Cases send the credentials of their environment, unless the answer was about having none, or wrong ones.
fn auth(seen: Seen<'_>) -> Option<Value> {
    if seen.unauthenticated {
        return Some("none".into());
    }
    if seen.response.status != StatusCode::UNAUTHORIZED.as_u16() {
        return None;
    }
    let sent = security(seen.contract, seen.operation, seen.request)?;
    let schemes = seen.operation.security.get(sent)?.schemes.iter();
    let wrong = schemes.filter_map(|name| {
        let value = match seen.contract.security_scheme(name)?.kind {
            SecurityKind::Basic => format!("nobody:{WRONG}"),
            SecurityKind::MutualTls => return None,
            _ => WRONG.to_owned(),
        };
        Some((name.clone(), Value::String(value)))
    });
    let wrong: Map<String, Value> = wrong.collect();
    (!wrong.is_empty()).then_some(Value::Object(wrong))
}

/// `GET /items/7?limit=5 answers 200`
pub fn title(seen: Seen<'_>) -> String {
    let mut target = String::new();
    let mut texts = seen.operation.path.matches_end(seen.request.url.path()).unwrap_or_default().into_iter();
    for segment in &seen.operation.path.segments {
        target.push('/');
        for part in segment {
            match part {
                Part::Literal(text) => target.push_str(text),
                Part::Parameter(name) if is_secret_name(name) => target.push_str(texts.next().map_or("", |_| "***")),
                Part::Parameter(_) => target.push_str(&texts.next().map_or(String::new(), |(_, text)| text)),
            }
        }
    }
    let shown = |(name, value): (&str, &str)| {
        let plain = form::decode(name);
        match (is_key(seen.contract, &plain), is_secret_name(&plain)) {
            (true, _) => None,
            (_, true) => Some(format!("{name}=***")),
            _ => Some(format!("{name}={value}")),
        }
    };
    let query: Vec<String> = form::raw_pairs(seen.request.url.query().unwrap_or_default()).filter_map(shown).collect();
    if !query.is_empty() {
        let _ = write!(target, "?{}", query.join("&"));
    }
    if target.chars().count() > TARGET {
        target = target.chars().take(TARGET).chain("...".chars()).collect();
    }
    format!("{} {} answers {}", seen.operation.method, on_one_line(&target), seen.response.status)
}

/// For comments and names: nothing in it ends a line.
pub fn on_one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') { ' ' } else { c };
    text.chars().map(plain).collect()
}
