//! The secrets file of an environment: `NAME=value` lines in the manner of dotenv.
//!
//! Whoever reads what is wrong with it must not read what it holds. So diagnostics show a text of their own, in which
//! names stand at their places and `***` stands for everything else.

use std::collections::BTreeMap;
use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::{MAX_FILE_BYTES, Sources, read_bytes};
use crate::source::span::Span;

/// What a secrets file holds.
#[derive(Clone, Default)]
pub struct SecretsFile {
    /// The file as the configuration names it; `None` when it names none.
    pub path: Option<Utf8PathBuf>,
    /// Its entries by name.
    pub entries: BTreeMap<String, Entry>,
    /// Whether something is wrong with it, so that an entry may be there and was not found.
    pub is_broken: bool,
}

/// The value of one name.
#[derive(Clone)]
pub struct Entry {
    /// The value; it may be empty.
    pub value: String,
    /// The line of its name, from 1.
    pub line: usize,
}

// Values are not for showing.
impl fmt::Debug for SecretsFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretsFile").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What stands for everything that is no name.
const HIDDEN: &str = "***";

/// Reads the file. What is wrong with it is reported, with places and without values.
pub fn read(root: &Utf8Path, path: &Utf8Path, sources: &Sources, diagnostics: &mut Diagnostics) -> SecretsFile {
    let mut file = SecretsFile { path: Some(path.to_owned()), ..SecretsFile::default() };
    let bytes = match read_bytes(&root.join(path), MAX_FILE_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read the secrets file {path}: {error}");
            let help = "`secrets_file` in countersign.toml names it, from the project's folder";
            diagnostics.push(Diagnostic::new(Code::UnreadableFile, message).help(help));
            file.is_broken = true;
            return file;
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut parsed = parse(&text);
    if let Err(error) = std::str::from_utf8(&bytes) {
        // Whatever else is wrong may come from this.
        parsed.problems = vec![not_utf8(&bytes, error.valid_up_to())];
    }
    if !parsed.problems.is_empty() {
        let shown = Shown::new(&parsed.visible);
        let id = sources.add(path, shown.text.clone());
        let span = |spot: &Spot| {
            let start = shown.starts[spot.line] + spot.from;
            Span::new(id, start, start + spot.length)
        };
        diagnostics.extend(parsed.problems.iter().map(|problem| {
            let diagnostic = Diagnostic::new(problem.code, &problem.message).at(span(&problem.at), problem.label);
            let first = problem.first.as_ref().map(|first| (span(first), "given first here"));
            first.into_iter().fold(diagnostic, |told, (at, text)| told.at(at, text)).help(problem.help)
        }));
    }
    file.is_broken = !parsed.problems.is_empty();
    file.entries = parsed.entries;
    file
}

/// Everything in the file that may be a secret, with names: what a mask is made of must not depend on whether the file
/// is well-formed.
pub fn pieces(root: &Utf8Path, path: &Utf8Path) -> Vec<(String, String)> {
    let Ok(bytes) = read_bytes(&root.join(path), MAX_FILE_BYTES) else { return Vec::new() };
    let text = String::from_utf8_lossy(&bytes);
    let parsed = parse(&text);
    let mut pieces: Vec<(String, String)> =
        parsed.entries.into_iter().map(|(name, entry)| (name, entry.value)).collect();
    if !parsed.problems.is_empty() {
        text.lines().for_each(|line| pieces_of_line(line, &mut pieces));
    }
    pieces
}

/// What somebody can have meant with a line: all of it, and what stands behind a name, with and without quotes and what
/// looks like a comment.
fn pieces_of_line(line: &str, pieces: &mut Vec<(String, String)>) {
    let line = line.trim();
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
    if line.starts_with('#') {
        return;
    }
    let (name, value) = match line.split_once(['=', ':', ' ', '\t']) {
        Some((_, value)) if line.ends_with('=') && is_padding(value) => (UNNAMED, line),
        Some((name, value)) => (if is_name(name.trim()) { name.trim() } else { UNNAMED }, value.trim()),
        None => (UNNAMED, line),
    };
    let uncommented = value[..comment(value)].trim();
    for value in [value, uncommented, line] {
        for value in [value, value.trim_matches(['"', '\''])] {
            pieces.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// Whether what stands behind a first `=` is a second one and nothing more.
fn is_padding(rest: &str) -> bool {
    rest.trim() == "="
}

/// What a piece of a file is called that has no name.
const UNNAMED: &str = "secrets_file";

/// A file as far as it could be read.
#[derive(Default)]
struct Parsed {
    entries: BTreeMap<String, Entry>,
    problems: Vec<Problem>,
    /// What may be shown of each line, and whether anything follows.
    visible: Vec<(String, bool)>,
}

struct Problem {
    code: Code,
    message: String,
    at: Spot,
    label: &'static str,
    /// Where a name was given before.
    first: Option<Spot>,
    help: &'static str,
}

/// A place in what is shown of a line.
#[derive(Clone, Debug)]
struct Spot {
    /// From 0.
    line: usize,
    /// In bytes.
    from: usize,
    length: usize,
}

/// The text that diagnostics show.
struct Shown {
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl Shown {
    fn new(visible: &[(String, bool)]) -> Shown {
        let mut shown = Shown { text: String::new(), starts: Vec::new() };
        for (begin, goes_on) in visible {
            shown.starts.push(shown.text.len());
            shown.text.push_str(begin);
            shown.text.push_str(if *goes_on { HIDDEN } else { "" });
            shown.text.push('\n');
        }
        shown
    }
}

fn parse(text: &str) -> Parsed {
    let mark = text.starts_with('\u{feff}');
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    let visible = lines.iter().map(|line| (String::new(), !line.is_empty())).collect();
    let mut parser = Parser { lines, parsed: Parsed { visible, ..Parsed::default() }, firsts: BTreeMap::new() };
    if parser.lines.is_empty() {
        parser.parsed.visible.push((String::new(), false));
    }
    if mark {
        parser.parsed.problems.push(Problem {
            code: Code::Syntax,
            message: "the secrets file begins with a byte order mark".to_owned(),
            at: Spot { line: 0, from: 0, length: 0 },
            label: "it stands before this",
            first: None,
            help: "save the file as UTF-8 without a byte order mark",
        });
    }
    let mut next = 0;
    while next < parser.lines.len() {
        match parser.line(next) {
            Some(after) => next = after,
            None => {
                // Where a quote was not closed, nobody can tell what the lines after it are.
                break;
            }
        }
    }
    parser.parsed
}

struct Parser<'t> {
    lines: Vec<&'t str>,
    parsed: Parsed,
    /// Where each name was given first.
    firsts: BTreeMap<String, Spot>,
}

/// A value, and the line after it.
struct Value {
    text: String,
    after: usize,
}

impl Parser<'_> {
    /// Reads the entry that begins in a line, and returns the line after it; `None` when that cannot be told.
    fn line(&mut self, number: usize) -> Option<usize> {
        let line = self.lines[number];
        let rest = line.trim_start();
        let indent = line.len() - rest.len();
        if rest.is_empty() || rest.starts_with('#') {
            return Some(number + 1);
        }
        let from = match rest.strip_prefix("export").filter(|after| after.starts_with([' ', '\t'])) {
            Some(after) => line.len() - after.trim_start().len(),
            None => indent,
        };
        // A line of base64 ends in `=`; it is no name, and must not be shown as one.
        let length = line[from..].find('=').filter(|length| !is_padding(&line[from + length + 1..]));
        let Some(length) = length else {
            let at = self.hidden(number, indent);
            let what =
                if line.contains('=') { "a line with nothing but padding behind `=`" } else { "a line without `=`" };
            self.problem(what.to_owned(), at, "not `NAME=value`", LINE_HELP);
            return Some(number + 1);
        };
        let name = line[from..from + length].trim_end();
        let value = from + length + 1;
        if !is_name(name) {
            let at = self.hidden(number, indent);
            let what = if name.is_empty() { "no name before `=`" } else { "not a name before `=`" };
            self.problem(what.to_owned(), at, "a name was expected here", NAME_HELP);
            return Some(self.value(number, value, None).map_or(number + 1, |value| value.after));
        }
        let begin = value + leading_space(&line[value..]);
        self.parsed.visible[number] = (line[..begin].to_owned(), begin < line.len());
        let spot = Spot { line: number, from, length: name.len() };
        let Value { text, after } = self.value(number, value, Some(name))?;
        if let Some(first) = self.firsts.get(name) {
            self.parsed.problems.push(Problem {
                code: Code::DuplicateKey,
                message: format!("`{name}` is given twice in the secrets file"),
                at: spot,
                label: "given again here",
                first: Some(first.clone()),
                help: "keep one of the two",
            });
        } else {
            self.firsts.insert(name.to_owned(), spot);
            self.parsed.entries.insert(name.to_owned(), Entry { value: text, line: number + 1 });
        }
        Some(after)
    }

    /// The value that begins at a byte of a line. What is wrong with one without a name has been said.
    fn value(&mut self, number: usize, from: usize, name: Option<&str>) -> Option<Value> {
        let line = self.lines[number];
        let begin = from + leading_space(&line[from..]);
        let quote = match line[begin..].chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            _ => {
                let rest = &line[from..];
                return Some(Value { text: rest[..comment(rest)].trim().to_owned(), after: number + 1 });
            }
        };
        let at = Spot { line: number, from: begin, length: HIDDEN.len() };
        let Some((text, last, end)) = self.quoted(number, begin + 1, quote) else {
            if let Some(name) = name {
                self.problem(format!("the quote before the value of `{name}` is not closed"), at, QUOTED, OPEN_HELP);
            }
            return None;
        };
        let rest = self.lines[last][end..].trim_start();
        if let Some(name) = name
            && !rest.is_empty()
            && !rest.starts_with('#')
        {
            let place = if last == number { String::new() } else { format!(" in line {}", last + 1) };
            let message = format!("something follows the closing quote of `{name}`{place}");
            self.problem(message, at, QUOTED, QUOTE_HELP);
        }
        Some(Value { text, after: last + 1 })
    }

    /// The text between quotes, the line in which it ends, and where in it.
    fn quoted(&self, number: usize, from: usize, quote: char) -> Option<(String, usize, usize)> {
        let mut text = String::new();
        for (index, line) in self.lines.iter().enumerate().skip(number) {
            let start = if index == number { from } else { 0 };
            let mut chars = line[start..].char_indices();
            while let Some((at, char)) = chars.next() {
                match char {
                    _ if char == quote => return Some((text, index, start + at + 1)),
                    '\\' if quote == '"' => text.push_str(&escaped(chars.next().map(|(_, char)| char))),
                    _ => text.push(char),
                }
            }
            text.push('\n');
        }
        None
    }

    /// A place in a line of which only the space before it is shown.
    fn hidden(&mut self, number: usize, indent: usize) -> Spot {
        self.parsed.visible[number] = (self.lines[number][..indent].to_owned(), true);
        Spot { line: number, from: indent, length: HIDDEN.len() }
    }

    fn problem(&mut self, message: String, at: Spot, label: &'static str, help: &'static str) {
        let message = format!("{message} in the secrets file");
        self.parsed.problems.push(Problem { code: Code::Syntax, message, at, label, first: None, help });
    }
}

const LINE_HELP: &str = "write `NAME=value`; a value of several lines stands in quotes, a comment begins with `#`";
const NAME_HELP: &str = "a name is letters, digits, `_`, `-` and `.`, and begins with a letter or `_`";
const OPEN_HELP: &str = "close it, or put a value that begins with a quote into quotes of the other kind";
const QUOTE_HELP: &str =
    "put quotes of the other kind around a value with quotes in it, or write `\\\"` inside of `\"`";
const QUOTED: &str = "the quote begins here";

/// What a backslash and the character after it mean in double quotes; without one, the line ends there.
fn escaped(char: Option<char>) -> String {
    match char {
        Some('n') => "\n".to_owned(),
        Some('r') => "\r".to_owned(),
        Some('t') => "\t".to_owned(),
        Some(char @ ('"' | '\\' | '$')) => char.to_string(),
        Some(char) => format!("\\{char}"),
        None => "\\".to_owned(),
    }
}

/// Where the comment of an unquoted value begins: with a `#` after white space.
fn comment(value: &str) -> usize {
    let begins = |(at, _): &(usize, &str)| value[..*at].ends_with([' ', '\t']);
    value.match_indices('#').find(begins).map_or(value.len(), |(at, _)| at)
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

fn is_name(name: &str) -> bool {
    name.starts_with(|char: char| char.is_alphabetic() || char == '_')
        && name.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.'))
}

/// The problem of a file that is no UTF-8, at its first wrong byte.
fn not_utf8(bytes: &[u8], offset: usize) -> Problem {
    let before = &bytes[..offset];
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    Problem {
        code: Code::UnreadableFile,
        message: format!(
            "cannot read the secrets file: it is not UTF-8 from byte {} of line {} on",
            column + 1,
            line + 1
        ),
        at: Spot { line, from: 0, length: 0 },
        label: "in this line",
        first: None,
        help: "save the file as UTF-8",
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::{parse, pieces, read};
    use crate::source::diagnostic::Diagnostics;
    use crate::source::file::Sources;
    use crate::source::render::render_all;

    #[test]
    fn values_are_read_as_dotenv_does() {
        for (text, value) in [
            ("K=abc", "abc"),
            ("  export K = abc  ", "abc"),
            ("export\tK=abc\r\n", "abc"),
            ("# a comment\n\nK=abc # comment", "abc"),
            ("K=a#b=c", "a#b=c"),
            ("K=#abc", "#abc"),
            ("K= # nothing", ""),
            ("K=", ""),
            ("K=it's \"so\"", "it's \"so\""),
            (r"K='a \n # $b' # comment", r"a \n # $b"),
            (r#"K="a\n\"b\" \\ \$c \d # e""#, "a\n\"b\" \\ $c \\d # e"),
            ("K=\"-----BEGIN-----\r\nMIIE=\r\n-----END-----\"", "-----BEGIN-----\nMIIE=\n-----END-----"),
            ("K='a\n\n b'", "a\n\n b"),
            ("K=''", ""),
            ("K=\"ends with\\\nK2=b\"", "ends with\\\nK2=b"),
        ] {
            let parsed = parse(text);
            assert!(parsed.problems.is_empty(), "{text}: {}", parsed.problems[0].message);
            assert_eq!(parsed.entries["K"].value, value, "{text}");
            assert_eq!(parsed.entries.len(), 1, "{text}");
        }
        assert_eq!(parse("a='1\n2'\n\nb=3").entries["b"].line, 4);
        assert!(parse("").problems.is_empty() && parse("\u{feff}").problems.len() == 1);
    }

    fn folder(bytes: &[u8]) -> (tempfile::TempDir, camino::Utf8PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8").to_owned();
        std::fs::write(root.join("s.env"), bytes).expect("written");
        (folder, root)
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_no_value_is_shown() {
        for (text, place, told) in [
            ("A=1\n  K hunter2", "s.env:2:3", "a line without `=`"),
            ("A=1\nhunter2hunter2==\nB=2", "s.env:2:1", "a line with nothing but padding behind `=`"),
            ("hunter2", "s.env:1:1", "a line without `=`"),
            ("K: hunter2", "s.env:1:1", "a line without `=`"),
            ("=hunter2", "s.env:1:1", "no name before `=`"),
            ("hunt+er2=hunter2", "s.env:1:1", "not a name before `=`"),
            ("K: hunter2=", "s.env:1:1", "not a name before `=`"),
            ("K=a\n\n export  K=hunter2", "s.env:3:10", "`K` is given twice"),
            ("K= \"hunter2\nmore hunter2\nL=hunter2", "s.env:1:4", "the quote before the value of `K` is not closed"),
            ("K='a\nL='hunter2'", "s.env:1:3", "something follows the closing quote of `K` in line 2"),
            ("\u{feff}K=hunter2", "s.env:1:1", "byte order mark"),
        ] {
            let (_folder, root) = folder(text.as_bytes());
            let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
            read(&root, Utf8Path::new("s.env"), &sources, &mut diagnostics);
            let rendered = render_all(&diagnostics, &sources, false);
            assert_eq!(diagnostics.len(), 1, "{rendered}");
            assert!(rendered.contains(place) && rendered.contains(told), "{place}, {told}: {rendered}");
            assert!(!rendered.contains("hunter2") && !rendered.contains("hunt+"), "{rendered}");
        }
        let (_folder, root) = folder(b"A=1\nK=hunter2\xff");
        let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        read(&root, Utf8Path::new("s.env"), &sources, &mut diagnostics);
        let rendered = render_all(&diagnostics, &sources, false);
        assert!(rendered.contains("from byte 10 of line 2 on") && rendered.contains("s.env:2:1"), "{rendered}");
        assert!(!rendered.contains("hunter2"), "{rendered}");
    }

    #[test]
    fn a_file_with_mistakes_is_masked_all_the_same() {
        for text in [
            "K hunter2hunter2",
            "hunter2hunter2",
            "K: 'hunter2hunter2'",
            "=hunter2hunter2",
            "K=1\nK=hunter2hunter2 # again",
            "PEM=\"-----BEGIN\nhunter2hunter2\n",
            "A='x\nB='hunter2hunter2'",
            "A=\"\nL=\"hunter2hunter2",
            "\u{feff}K=hunter2hunter2",
        ] {
            let (_folder, root) = folder(text.as_bytes());
            let pieces = pieces(&root, Utf8Path::new("s.env"));
            assert!(pieces.iter().any(|(_, value)| value == "hunter2hunter2"), "{text}: {pieces:?}");
            let (_folder, root) = folder(&[text.as_bytes(), b"\n\xff"].concat());
            let known = super::pieces(&root, Utf8Path::new("s.env"));
            assert!(known.iter().any(|(_, value)| value.starts_with("hunter2hunter2")), "{text}: {known:?}");
        }
    }
}
