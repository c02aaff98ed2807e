//! A request as a curl command that can be pasted into a shell; secrets are named by their variables.

use crate::record::event::ExchangeReport;
use crate::secret::mask::Mask;

/// The most of a body that is put on the line, in bytes.
const BODY: usize = 2048;

/// The command. Headers that every client sends are left out.
pub fn curl(exchange: &ExchangeReport, mask: &Mask) -> String {
    let mut command = String::from("curl -sS");
    if exchange.method != "GET" {
        command.push_str(" -X ");
        command.push_str(&exchange.method);
    }
    for (name, value) in &exchange.request_headers {
        if !matches!(name.as_str(), "user-agent" | "accept-encoding" | "content-length" | "host")
            && !(name == "accept" && value == "*/*")
        {
            command.push_str(" -H ");
            command.push_str(&quote(&format!("{name}: {value}"), mask));
        }
    }
    match &exchange.request_body {
        Some(body) if body.len() > BODY => command.push_str(" --data-binary @BODY"),
        Some(body) => {
            command.push_str(" --data-binary ");
            command.push_str(&quote(body, mask));
        }
        None => {}
    }
    command.push(' ');
    command.push_str(&quote(&exchange.url, mask));
    command
}

/// A word of a POSIX shell. Single quotes where nothing is to be filled in; else double quotes with `$NAME`.
fn quote(text: &str, mask: &Mask) -> String {
    let masked = mask.apply(text);
    if !masked.contains(OPEN) {
        return format!("'{}'", masked.replace('\'', r"'\''"));
    }
    let mut quoted = String::from("\"");
    let mut rest: &str = &masked;
    while let Some(at) = rest.find(OPEN) {
        escape(&rest[..at], &mut quoted);
        rest = &rest[at + OPEN.len()..];
        let Some(end) = rest.find(CLOSE) else { break };
        quoted.push('$');
        // A captured secret's name has a dot, which no variable of a shell has.
        quoted.extend(rest[..end].chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
        rest = &rest[end + CLOSE.len()..];
    }
    escape(rest, &mut quoted);
    quoted.push('"');
    quoted
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
