//! What CI systems take for commands when it stands in a log, made harmless. A body, a header or the name of a case must
//! not mask, group or set anything just because it is printed.
//!
//! GitHub's runner acts on lines that begin with `::`, white space aside, and, like Azure's, on `##[` and `##vso[`
//! wherever they stand in a line; TeamCity does so on `##teamcity[`. GitLab, Buildkite and Travis need a control character,
//! which nothing that is printed holds. What was altered stays readable: `#\u{23}[error]`, `\u{3a}:set-output`.

use std::borrow::Cow;

/// The text without anything that a terminal acts on: control characters, the bidirectional ones and the byte order mark
/// are shown as escapes; line breaks and tabs stay only where `lines` says so.
pub fn without_controls(text: &str, lines: bool) -> Cow<'_, str> {
    let acts = |c: char| (c.is_control() && !(lines && matches!(c, '\n' | '\t'))) || is_bidirectional(c);
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut harmless = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if acts(c) {
            harmless.extend(c.escape_default());
        } else {
            harmless.push(c);
        }
    }
    Cow::Owned(harmless)
}

fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What stands between `##` and the bracket of a command: GitHub's and Azure's, Azure's, TeamCity's.
const MARKERS: [&str; 3] = ["", "vso", "teamcity"];

/// The text without anything that a CI system takes for a command, wherever it is printed.
pub fn without_commands(text: &str) -> Cow<'_, str> {
    let text = match text.contains("::") {
        true => without_lines(text),
        false => Cow::Borrowed(text),
    };
    if next_marker(&text, 0).is_none() {
        return text;
    }
    let mut harmless = String::with_capacity(text.len() + 16);
    let mut done = 0;
    while let Some(at) = next_marker(&text, done) {
        harmless.push_str(&text[done..=at]);
        harmless.push_str("\\u{23}");
        done = at + 2;
    }
    harmless.push_str(&text[done..]);
    Cow::Owned(harmless)
}

/// The same for a JSON text, which means the same afterwards: in JSON `##` can only stand within a string.
pub fn json_without_commands(json: String) -> String {
    if json.contains("##") { json.replace("##", "#\\u0023") } else { json }
}

/// Whether a text holds what [`without_commands`] would alter, besides its first line's beginning.
pub fn has_marker(text: &str) -> bool {
    next_marker(text, 0).is_some()
}

/// Where the next `##[`, `##vso[` or `##teamcity[` begins.
fn next_marker(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let brackets = rest.iter().enumerate().filter(|(_, byte)| **byte == b'[');
    let begins = brackets.flat_map(|(end, _)| MARKERS.iter().filter_map(move |name| begin(&rest[..end], name)));
    begins.map(|begin| from + begin).next()
}

/// Where a marker begins that ends where the bytes do.
fn begin(bytes: &[u8], name: &str) -> Option<usize> {
    let begin = bytes.len().checked_sub(name.len() + 2)?;
    let is_marker = bytes[begin..].starts_with(b"##") && bytes[begin + 2..].eq_ignore_ascii_case(name.as_bytes());
    is_marker.then_some(begin)
}

/// Alters lines that begin with `::`.
fn without_lines(text: &str) -> Cow<'_, str> {
    let is_command = |line: &str| command(line).is_some();
    if !text.split('\n').any(is_command) {
        return Cow::Borrowed(text);
    }
    let alter = |line: &str| match command(line) {
        Some((space, rest)) => format!("{space}\\u{{3a}}:{rest}"),
        None => line.to_owned(),
    };
    Cow::Owned(text.split('\n').map(alter).collect::<Vec<_>>().join("\n"))
}

/// What stands before and behind the two colons that a command begins with. Three begin none: the name of a command would
/// begin with the third one. Places of further files are printed behind three.
fn command(line: &str) -> Option<(&str, &str)> {
    let command = line.trim_start();
    let rest = command.strip_prefix("::").filter(|rest| !rest.starts_with(':'))?;
    Some((&line[..line.len() - command.len()], rest))
}

#[cfg(test)]
mod tests {
    use super::{json_without_commands, without_commands};

    #[test]
    fn what_a_runner_would_act_on_is_altered_and_stays_readable() {
        for (text, harmless) in [
            ("::set-output name=x::y", "\\u{3a}:set-output name=x::y"),
            (" \t\u{a0}::add-mask::y", " \t\u{a0}\\u{3a}:add-mask::y"),
            ("a\n  ::error::b\n::c", "a\n  \\u{3a}:error::b\n\\u{3a}:c"),
            ("a ##[error]b", "a #\\u{23}[error]b"),
            ("##vso[task.setvariable variable=a]b", "#\\u{23}vso[task.setvariable variable=a]b"),
            ("##VSO[a]##TeamCity[b]##[c]", "#\\u{23}VSO[a]#\\u{23}TeamCity[b]#\\u{23}[c]"),
            ("###[a]", "##\\u{23}[a]"),
        ] {
            assert_eq!(without_commands(text), harmless);
        }
    }

    #[test]
    fn what_no_runner_acts_on_stays_as_it_is() {
        for text in [
            " ::: items.yaml:9:5",
            "é[",
            "#é#[",
            "",
            "items/a::first",
            "a ::b",
            "## Title [x]",
            "##",
            "#[a]",
            "a: ##x[b",
        ] {
            assert_eq!(without_commands(text), text);
        }
    }

    #[test]
    fn json_means_the_same_afterwards() {
        let json = r####"{"###[a]": "##vso[b]"}"####;
        let harmless = json_without_commands(json.to_owned());
        assert!(!harmless.contains("##"), "{harmless}");
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&harmless), value(json));
    }
}
