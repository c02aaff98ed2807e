//! A request as a curl command that can be pasted into a shell; secrets are named by their variables.

use crate::record::line::ExchangeLine;
use crate::source::commands::has_marker;

/// The most of a body that is put on the line, in bytes.
const BODY: usize = 2048;

/// The command. Headers that every client sends are left out.
pub fn curl(exchange: &ExchangeLine) -> String {
    let mut command = String::from("curl -sS");
    if exchange.method != "GET" {
        command.push_str(" -X ");
        command.push_str(&exchange.method);
    }
    for (name, value) in &exchange.request_headers {
        if !every_client_sends(name, value) {
            command.push_str(" -H ");
            command.push_str(&quote(&format!("{name}: {value}")));
        }
    }
    match exchange.request_body.as_ref().map(|body| body.text().filter(|text| text.len() <= BODY)) {
        Some(Some(text)) => {
            command.push_str(" --data-binary ");
            command.push_str(&quote(text));
        }
        Some(None) => command.push_str(" --data-binary @BODY"),
        None => {}
    }
    command.push(' ');
    command.push_str(&quote(&exchange.url));
    command
}

/// What whoever pastes the command must know of the variables in it, each as a sentence: a value that was encoded where it
/// was sent is not the value of its variable.
pub fn remarks(exchange: &ExchangeLine) -> Vec<String> {
    let mut remarks = Vec::new();
    let in_url = variables(&exchange.url);
    if !in_url.is_empty() {
        remarks.push(format!("percent-encoded in the URL: {}", in_url.join(", ")));
    }
    let headers = exchange.request_headers.iter().map(|(_, value)| value.as_str());
    let body = exchange.request_body.as_ref().and_then(|body| body.text());
    let mut captured = Vec::new();
    for text in headers.chain(body).chain([exchange.url.as_str()]) {
        let names = variables(text).into_iter().filter(|name| name.starts_with("$captures_"));
        captured.extend(names);
    }
    captured.sort();
    captured.dedup();
    if !captured.is_empty() {
        remarks.push(format!("captured from an earlier answer: {}", captured.join(", ")));
    }
    remarks
}

/// The variables that stand in a masked text, each once.
fn variables(masked: &str) -> Vec<String> {
    let names = masked.split(OPEN).skip(1).filter_map(|after| Some(after.split_once(CLOSE)?.0));
    let mut variables: Vec<String> = names.map(|name| format!("${}", variable(name))).collect();
    variables.sort();
    variables.dedup();
    variables
}

fn every_client_sends(name: &str, value: &str) -> bool {
    matches!(name, "user-agent" | "accept-encoding" | "content-length" | "host") || (name == "accept" && value == "*/*")
}

/// A word of a shell: in single quotes where nothing is to be filled in, in double quotes with `$NAME` for secrets, and
/// as `$'...'` where a terminal would act on a control character, or a CI system on what it takes for a command.
fn quote(masked: &str) -> String {
    let controls = masked.contains(char::is_control) || has_marker(masked);
    if !masked.contains(OPEN) {
        return literal(masked, controls);
    }
    if controls {
        return pieces(masked, |piece| literal(piece, true), |name| format!("\"${{{}}}\"", variable(name)));
    }
    let inside = pieces(
        masked,
        |piece| {
            let mut escaped = String::with_capacity(piece.len());
            escape(piece, &mut escaped);
            escaped
        },
        |name| format!("${{{}}}", variable(name)),
    );
    format!("\"{}\"", without_needless_braces(&inside))
}

/// `${NAME}` as `$NAME` where no letter, digit or `_` follows.
fn without_needless_braces(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        plain.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            plain.push_str("${");
            rest = after;
            continue;
        };
        let goes_on = after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        // An escaped dollar sign is text that was there before.
        let is_text = before.ends_with('\\');
        match goes_on || is_text {
            true => plain.push_str(&format!("${{{name}}}")),
            false => plain.push_str(&format!("${name}")),
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// A variable's name for a secret's: that of a captured one has a dot, which no variable of a shell has.
fn variable(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn literal(text: &str, controls: bool) -> String {
    if !controls {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut quoted = String::from("$'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '#' => quoted.push_str("\\x23"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

/// The text with its plain pieces and its secrets' names each written by a function.
fn pieces(text: &str, plain: impl Fn(&str) -> String, secret: impl Fn(&str) -> String) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let Some((name, after)) = after.split_once(CLOSE) else { break };
        if !before.is_empty() {
            written.push_str(&plain(before));
        }
        written.push_str(&secret(name));
        rest = after;
    }
    if !rest.is_empty() {
        written.push_str(&plain(rest));
    }
    written
}

const OPEN: &str = "«secret:";
const CLOSE: &str = "»";

fn escape(text: &str, quoted: &mut String) {
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{quote, variables};

    #[test]
    fn variables_are_named_once() {
        let masked = "/a?b=«secret:KEY»&c=«secret:captures.token»&d=«secret:KEY»&«secret:";
        assert_eq!(variables(masked), ["$KEY", "$captures_token"]);
    }

    #[test]
    fn words_survive_a_shell_and_secrets_are_named() {
        assert_eq!(quote("it's"), r"'it'\''s'");
        assert_eq!(quote("x-key: «secret:KEY»"), r#""x-key: $KEY""#);
        assert_eq!(quote("$HOME «secret:KEY»"), r#""\$HOME $KEY""#);
        assert_eq!(quote("pre «secret:KEY»post ${x}"), r#""pre ${KEY}post \${x}""#);
        assert_eq!(quote("a\r\nb\u{1b}"), r"$'a\r\nb\u001b'");
        assert_eq!(quote("a ##[error]b #"), r"$'a \x23\x23[error]b \x23'");
        assert_eq!(quote("a\n«secret:KEY»"), r#"$'a\n'"${KEY}""#);
    }
}
