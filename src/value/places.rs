//! Where in a JSON text its values are: for messages about a text that was parsed already, so that parsing itself need
//! not remember places.
//!
//! The text is known to be JSON; of any other, what is found means nothing.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::value::json::push_token;

/// How many keys that are given twice are told.
const MAX_TOLD: usize = 100;
/// How deep a text is gone into; no text that was parsed is deeper than a body or a file may be.
const MAX_DEPTH: usize = 1024;

/// Keys that an object has more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// The first of them, in the order written; a hostile body may have millions.
    pub told: Vec<Duplicate>,
    /// How many more there are.
    pub more: usize,
}

/// A key that its object had already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The key.
    pub key: String,
    /// A JSON Pointer to the value that is given again.
    pub pointer: String,
    /// The byte where the key stands again, its quote.
    pub offset: usize,
}

/// The keys that are given more than once.
pub fn duplicates(text: &str) -> Duplicates {
    let mut search = Search { walk: Walk::new(text), path: Vec::new(), found: Duplicates::default() };
    search.value();
    search.found
}

/// The bytes of the values that JSON Pointers lead to, found in one go; `None` for a pointer that leads nowhere. Of a
/// key that is given more than once, the last one is meant.
pub fn places(text: &str, pointers: &[&str]) -> Vec<Option<Range<usize>>> {
    let mut wanted = Wanted::default();
    for (index, pointer) in pointers.iter().enumerate() {
        wanted.add(pointer, index);
    }
    let mut found = vec![None; pointers.len()];
    Walk::new(text).locate(&wanted, 0, &mut found);
    found
}

/// The pointers that begin with the way to one value.
#[derive(Default)]
struct Wanted {
    /// The pointers that end here.
    here: Vec<usize>,
    under: HashMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, pointer: &str, index: usize) {
        let tokens = pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
        tokens.fold(self, |wanted, token| wanted.under.entry(token).or_default()).here.push(index);
    }

    /// What was found under an earlier key of this name is not what counts.
    fn forget(&self, found: &mut [Option<Range<usize>>]) {
        self.here.iter().for_each(|&index| found[index] = None);
        self.under.values().for_each(|wanted| wanted.forget(found));
    }
}

/// Reads a text from the left to the right.
struct Walk<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Walk<'t> {
        Walk { text, bytes: text.as_bytes(), at: 0 }
    }

    fn locate(&mut self, wanted: &Wanted, depth: usize, found: &mut [Option<Range<usize>>]) {
        self.blank();
        let start = self.at;
        match self.bytes.get(start) {
            Some(b'{') if !wanted.under.is_empty() && depth < MAX_DEPTH => {
                let mut first = true;
                while let Some(key) = self.key(&mut first) {
                    match wanted.under.get(&*key.text) {
                        Some(wanted) => {
                            wanted.forget(found);
                            self.locate(wanted, depth + 1, found);
                        }
                        None => self.skip(),
                    }
                }
            }
            Some(b'[') if !wanted.under.is_empty() && depth < MAX_DEPTH => {
                let mut index = 0;
                while self.element(index == 0) {
                    match wanted.under.get(&index.to_string()) {
                        Some(wanted) => self.locate(wanted, depth + 1, found),
                        None => self.skip(),
                    }
                    index += 1;
                }
            }
            _ => self.skip(),
        }
        wanted.here.iter().for_each(|&index| found[index] = Some(start..self.at));
    }

    /// The next key of an object, and past its colon; `None` past the object's end.
    fn key(&mut self, first: &mut bool) -> Option<Key<'t>> {
        // The brace that opens the object, or the comma behind a value.
        self.blank();
        if !self.took(if std::mem::take(first) { b'{' } else { b',' }) {
            self.took(b'}');
            return None;
        }
        self.blank();
        if self.took(b'}') {
            return None;
        }
        let start = self.at;
        self.string();
        let quoted = self.text.get(start..self.at)?;
        let plain = quoted.get(1..quoted.len().checked_sub(1)?)?;
        let text = if plain.contains('\\') { serde_json::from_str(quoted).ok()? } else { Cow::Borrowed(plain) };
        self.blank();
        self.took(b':');
        Some(Key { text, offset: start })
    }

    /// Whether there is a further element; otherwise past the list's end.
    fn element(&mut self, first: bool) -> bool {
        self.blank();
        if !self.took(if first { b'[' } else { b',' }) {
            self.took(b']');
            return false;
        }
        self.blank();
        !self.took(b']') && self.at < self.bytes.len()
    }

    /// Past one value.
    fn skip(&mut self) {
        self.blank();
        let mut depth = 0_usize;
        loop {
            match self.bytes.get(self.at) {
                None => return,
                Some(b'"') => self.string(),
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    // That of the object around belongs to whoever reads that.
                    if depth == 0 {
                        return;
                    }
                    depth -= 1;
                    self.at += 1;
                }
                Some(b',') if depth == 0 => return,
                Some(b',' | b':' | b' ' | b'\t' | b'\n' | b'\r') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => self.word(),
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Past a number or a word.
    fn word(&mut self) {
        self.at += 1;
        let ends =
            |byte: &u8| matches!(byte, b',' | b':' | b'"' | b'{' | b'[' | b'}' | b']') || byte.is_ascii_whitespace();
        while self.bytes.get(self.at).is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
    }

    /// Past a string.
    fn string(&mut self) {
        self.at += 1;
        loop {
            match self.bytes.get(self.at) {
                None => return,
                Some(b'"') => {
                    self.at += 1;
                    return;
                }
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
    }

    fn blank(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn took(&mut self, byte: u8) -> bool {
        let there = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }
}

struct Key<'t> {
    text: Cow<'t, str>,
    offset: usize,
}

enum Step<'t> {
    Key(Cow<'t, str>),
    Index(usize),
}

struct Search<'t> {
    walk: Walk<'t>,
    path: Vec<Step<'t>>,
    found: Duplicates,
}

impl<'t> Search<'t> {
    fn value(&mut self) {
        self.walk.blank();
        match self.walk.bytes.get(self.walk.at) {
            Some(b'{') if self.path.len() < MAX_DEPTH => self.object(),
            Some(b'[') if self.path.len() < MAX_DEPTH => {
                let mut index = 0;
                while self.walk.element(index == 0) {
                    self.path.push(Step::Index(index));
                    self.value();
                    self.path.pop();
                    index += 1;
                }
            }
            _ => self.walk.skip(),
        }
    }

    fn object(&mut self) {
        let mut seen: HashSet<Cow<'t, str>> = HashSet::new();
        let mut first = true;
        while let Some(key) = self.walk.key(&mut first) {
            if !seen.insert(key.text.clone()) {
                self.tell(&key);
            }
            self.path.push(Step::Key(key.text));
            self.value();
            self.path.pop();
        }
    }

    fn tell(&mut self, key: &Key<'_>) {
        if self.found.told.len() == MAX_TOLD {
            self.found.more += 1;
            return;
        }
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_token(&mut pointer, key),
                Step::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        push_token(&mut pointer, &key.text);
        self.found.told.push(Duplicate { key: key.text.clone().into_owned(), pointer, offset: key.offset });
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    fn found<'t>(text: &'t str, pointers: &[&str]) -> Vec<Option<&'t str>> {
        places(text, pointers).into_iter().map(|range| range.map(|range| &text[range])).collect()
    }

    #[test]
    fn values_are_found_where_they_stand() {
        let text = r#" { "a" : [ 1, {"b/c": "x,]}\"" } , [] ,true ] , "": -2.5e3, "é": null } "#;
        assert_eq!(
            found(text, &["/a/1/b~1c", "/a/2", "/a/3", "/", "/é", "/a/0", "/b", "/a/4", "/a/0/b", ""]),
            [
                Some(r#""x,]}\"""#),
                Some("[]"),
                Some("true"),
                Some("-2.5e3"),
                Some("null"),
                Some("1"),
                None,
                None,
                None,
                Some(text.trim())
            ]
        );
        assert_eq!(found("\"x\"", &["", "/a"]), [Some("\"x\""), None]);
    }

    #[test]
    fn of_a_key_given_twice_the_last_one_is_meant() {
        let text = r#"{"a": {"b": 1}, "a": {"c": 2}, "\u0061": {"d": 3}}"#;
        assert_eq!(found(text, &["/a", "/a/b", "/a/d"]), [Some(r#"{"d": 3}"#), None, Some("3")]);
    }

    #[test]
    fn keys_given_twice_are_told_with_their_places() {
        let text = "{\"a\": 1,\n \"b\": [{\"c/d\": 2, \"c\\u002fd\": {}}], \"a\": 3}";
        let found = super::duplicates(text);
        let told = found.told.iter().map(|one| (one.key.as_str(), one.pointer.as_str(), one.offset));
        assert_eq!(told.collect::<Vec<_>>(), [("c/d", "/b/0/c~1d", 27), ("a", "/a", 45)]);
        assert_eq!(found.more, 0);
        let found = super::duplicates(&format!("{{{}\"a\":0}}", "\"a\":0,".repeat(5000)));
        assert_eq!((found.told.len(), found.more), (super::MAX_TOLD, 5000 - super::MAX_TOLD));
    }

    #[test]
    fn what_is_no_json_ends_all_the_same() {
        for text in [
            "",
            "{",
            "{\"a",
            "{\"a\":",
            "[1,",
            "[[[",
            "{]",
            "]",
            "{\"a\" 1}",
            "\"\\",
            ",",
            "{,}",
            "[,]",
            "{\"a\":1 \"b\":2}",
        ] {
            places(text, &["", "/a", "/0", "/0/0"]);
            super::duplicates(text);
        }
    }
}
