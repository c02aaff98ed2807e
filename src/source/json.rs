//! JSON into the tree, fast: descriptions of many megabytes are JSON.
//!
//! YAML holds JSON, so this needs to read only what is in order. At the first thing that is not (a syntax error, a key
//! given twice, a value nested too deep) it gives up, and the reader of YAML says what is wrong.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Number;

use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Entry, Node, Style, Text};

/// Beyond this many keys, a scan over all earlier ones for each new one would cost too much.
const FEW_KEYS: usize = 16;

/// The tree of a text that is JSON, nested at most `max_depth` levels deep; `None` for anything else.
pub fn parse(file: FileId, text: &str, max_depth: usize) -> Option<Node> {
    let mut reader = Reader { file, text, bytes: text.as_bytes(), at: 0, max_depth };
    let node = reader.value(0)?;
    reader.blank();
    (reader.at == reader.bytes.len()).then_some(node)
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    max_depth: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > self.max_depth {
            return None;
        }
        self.blank();
        let start = self.at;
        let content = match self.bytes.get(start)? {
            b'{' => Content::Map(self.map(depth)?),
            b'[' => Content::List(self.list(depth)?),
            b'"' => Content::String(Text { text: self.string()?.into(), style: Style::Quoted }),
            b't' => self.word("true", Content::Bool(true))?,
            b'f' => self.word("false", Content::Bool(false))?,
            b'n' => self.word("null", Content::Null)?,
            _ => Content::Number(self.number()?),
        };
        Some(Node { span: self.span(start), content })
    }

    fn map(&mut self, depth: usize) -> Option<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: HashSet<Cow<'t, str>> = HashSet::new();
        self.at += 1;
        self.blank();
        if self.took(b'}') {
            return Some(entries);
        }
        loop {
            self.blank();
            let start = self.at;
            let key = self.string()?;
            let key_span = self.span(start);
            if entries.len() < FEW_KEYS {
                if entries.iter().any(|entry| *entry.key == *key) {
                    return None;
                }
            } else {
                if seen.is_empty() {
                    seen.extend(entries.iter().map(|entry| Cow::Owned(entry.key.to_string())));
                }
                if !seen.insert(key.clone()) {
                    return None;
                }
            }
            self.blank();
            self.took(b':').then_some(())?;
            let value = self.value(depth + 1)?;
            entries.push(Entry { key: key.into(), key_span, value });
            self.blank();
            if self.took(b'}') {
                // Trees stay as long as their command: what was reserved for further entries is given back.
                entries.shrink_to_fit();
                return Some(entries);
            }
            self.took(b',').then_some(())?;
        }
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Node>> {
        let mut elements = Vec::new();
        self.at += 1;
        self.blank();
        if self.took(b']') {
            return Some(elements);
        }
        loop {
            elements.push(self.value(depth + 1)?);
            self.blank();
            if self.took(b']') {
                elements.shrink_to_fit();
                return Some(elements);
            }
            self.took(b',').then_some(())?;
        }
    }

    /// The text between quotes; borrowed where nothing in it is escaped.
    fn string(&mut self) -> Option<Cow<'t, str>> {
        self.took(b'"').then_some(())?;
        let mut from = self.at;
        let mut unescaped = String::new();
        loop {
            match self.bytes.get(self.at)? {
                b'"' => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    if unescaped.is_empty() {
                        return Some(Cow::Borrowed(rest));
                    }
                    unescaped.push_str(rest);
                    return Some(Cow::Owned(unescaped));
                }
                b'\\' => {
                    unescaped.push_str(&self.text[from..self.at]);
                    self.at += 1;
                    unescaped.push(self.escaped()?);
                    from = self.at;
                }
                0..0x20 => return None,
                _ => self.at += 1,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let escape = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unit_pair()?,
            _ => return None,
        })
    }

    /// The character of one `\u` escape, or of two that are the halves of one. A half alone stands for nothing.
    fn unit_pair(&mut self) -> Option<char> {
        let first = self.unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        (self.took(b'\\') && self.took(b'u')).then_some(())?;
        let second = self.unit()?;
        let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + low)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.at += 4;
        hexadecimal.then(|| u32::from_str_radix(digits, 16).ok())?
    }

    fn number(&mut self) -> Option<Number> {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        // The digits stay as written, and anything that JSON does not allow is refused.
        self.text[start..self.at].parse().ok()
    }

    fn word(&mut self, word: &str, content: Content) -> Option<Content> {
        self.bytes[self.at..].starts_with(word.as_bytes()).then(|| self.at += word.len())?;
        Some(content)
    }

    fn blank(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn took(&mut self, byte: u8) -> bool {
        let there = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.file, start, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::FileId;
    use crate::source::tree::{Content, Node};
    use crate::source::yaml;

    fn read(text: &str) -> Option<Node> {
        parse(FileId(0), text, 64)
    }

    #[test]
    fn values_and_places_are_those_that_yaml_finds() {
        for text in [
            r#"{"a": [1, -2.50, true, false, null, "x"], "b": {"c d": {}, "e": []}, "": "é"}"#,
            "\n{ \"a\" : 1,\n  \"b\":[ [ ] ,[{}]]\n}\n",
            r#"{"a": "tab\t quote\" slash\/ back\\ unit\u00e9"}"#,
        ] {
            // A line of its own before the text keeps YAML from handing it over.
            let mut diagnostics = Diagnostics::default();
            let slow = yaml::parse(FileId(0), &format!("#\n{text}"), &mut diagnostics).expect("well-formed");
            let fast = read(&format!("  {text}")).expect("JSON");
            assert_eq!(places(&fast), places(&slow), "{text}");
            assert_eq!(fast.to_json(), slow.to_json());
        }
    }

    /// Where each value and key is; the texts of both readers begin two bytes in.
    fn places(node: &Node) -> Vec<(u32, u32)> {
        let mut all = vec![(node.span.start, node.span.end)];
        for entry in node.entries() {
            all.push((entry.key_span.start, entry.key_span.end));
            all.extend(places(&entry.value));
        }
        node.elements().iter().for_each(|element| all.extend(places(element)));
        all
    }

    #[test]
    fn what_only_json_allows_is_read() {
        let text = read("{\"a\":\"\\ud83d\\ude00 \u{80} ${p\", \"b\": 1e400}").expect("JSON");
        assert_eq!(text.get("a").and_then(Node::as_str), Some("\u{1f600} \u{80} ${p"));
        assert!(matches!(text.get("b"), Some(Node { content: Content::Number(_), .. })));
    }

    #[test]
    fn whatever_is_not_in_order_is_left_to_yaml() {
        let many: String = (0..20).map(|key| format!("\"k{key}\":1,")).collect();
        for text in [
            "",
            "{",
            "{a: 1}",
            "{\"a\": 1} x",
            "{\"a\": 1,}",
            "[1 2]",
            "[01]",
            "[\"\\x\"]",
            "[\"\\ud83d\"]",
            "[\"\\u+123\"]",
            "[tru]",
            "{\"a\":1,\"a\":2}",
            &format!("{{{many}\"k19\":2}}"),
            &format!("{{{many}\"x\":2,\"x\":2}}"),
            &"[".repeat(100),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read(&format!("{{{many}\"x\":2}}")).is_some());
    }
}
