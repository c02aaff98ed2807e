//! Regular expressions as descriptions write them, for engines that take less.
//!
//! `pattern` is ECMA-262, and real descriptions hold Java's, Perl's and .NET's as well. What the engines refuse is
//! translated where its meaning is plain; one that stays unusable is left out and told, so that it takes nothing with
//! it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

/// From this repetition on it is tried whether an expression fits the engine at all: every step of it is compiled.
const LARGE: u64 = 1000;

/// How large an expression may become, in bytes. The engine's own limit is some times this.
const SIZE_LIMIT: usize = 2 << 20;

/// A regular expression that the engines take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usable<'p> {
    /// The expression.
    pub text: Cow<'p, str>,
    /// How many characters a text may have at most, where the expression is too large to say so itself.
    pub max_length: Option<u64>,
    /// Whether an upper bound on a repetition had to be dropped, and nothing replaces it.
    pub weakened: bool,
}

/// How many expressions are remembered. Those of a description come again with every schema that uses them.
const REMEMBERED: usize = 4096;

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

/// What was found out about a pattern, by its text.
type Known = HashMap<Box<str>, Result<Usable<'static>, String>>;

/// The expression as the engines take it; the error says why they don't.
pub fn usable(text: &str) -> Result<Usable<'_>, String> {
    if text.len() < 16 && regex_syntax::parse(text).is_ok() && largest_bound(text) < LARGE {
        return Ok(Usable { text: text.into(), max_length: None, weakened: false });
    }
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(text) {
        return known.clone();
    }
    let made = make(text).map(|usable| Usable { text: usable.text.into_owned().into(), ..usable });
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.insert(text.into(), made.clone());
    made
}

fn make(text: &str) -> Result<Usable<'_>, String> {
    let plain = |text| Usable { text, max_length: None, weakened: false };
    let problem = match compiles(text) {
        Ok(()) => return Ok(plain(text.into())),
        Err(problem) => problem,
    };
    let translated = translate(text).ok_or(&problem)?;
    if compiles(&translated).is_ok() {
        return Ok(plain(translated.into()));
    }
    let (loose, bounds) = loosened(&translated);
    if bounds == 0 || compiles(&loose).is_err() {
        return Err(problem);
    }
    match single(&translated) {
        Some(Single { anchored: true, most }) => {
            Ok(Usable { text: loose.into(), max_length: Some(most), weakened: false })
        }
        // Anything may follow what was found, so an upper bound says nothing.
        Some(Single { anchored: false, .. }) => Ok(plain(loose.into())),
        None => Ok(Usable { text: loose.into(), max_length: None, weakened: true }),
    }
}

/// Whether an engine takes the expression.
fn compiles(text: &str) -> Result<(), String> {
    let parsed = regex_syntax::parse(text);
    if parsed.is_ok() && largest_bound(text) < LARGE {
        return Ok(());
    }
    let linear = match regex::RegexBuilder::new(text).size_limit(SIZE_LIMIT).build() {
        Ok(_) => return Ok(()),
        Err(error) => error,
    };
    if parsed.is_err() && is_fancy(text) && fancy_regex::Regex::new(text).is_ok() {
        return Ok(());
    }
    Err(match linear {
        regex::Error::CompiledTooBig(_) => "it repeats too often to be compiled".to_owned(),
        other => {
            let lines = other.to_string();
            lines.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    })
}

/// Whether an expression uses what linear engines don't have: look-around or back-references.
pub fn is_fancy(pattern: &str) -> bool {
    let back_reference = pattern.as_bytes().windows(2).any(|pair| pair[0] == b'\\' && (b'1'..=b'9').contains(&pair[1]));
    back_reference || ["(?=", "(?!", "(?<=", "(?<!", "\\k<"].iter().any(|mark| pattern.contains(mark))
}

fn largest_bound(text: &str) -> u64 {
    quantifiers(text).filter_map(|(_, least, most)| most.or(least)).max().unwrap_or(0)
}

type Bounds = (std::ops::Range<usize>, Option<u64>, Option<u64>);

/// Every `{m}`, `{m,}`, `{m,n}` and `{,n}`, with its place. A few inside classes are taken for one; that costs nothing.
fn quantifiers(text: &str) -> impl Iterator<Item = Bounds> {
    text.match_indices('{').filter_map(|(open, _)| {
        let close = open + text[open..].find('}')?;
        let inside = &text[open + 1..close];
        let number = |digits: &str| -> Option<u64> { digits.parse().ok() };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
        let sound = all_digits(least) && all_digits(most) && !(least.is_empty() && most.is_empty());
        sound.then(|| (open..close + 1, number(least), number(most)))
    })
}

/// The expression without the upper bounds that make it too large, and how many there were.
fn loosened(text: &str) -> (String, usize) {
    let (mut out, mut from, mut count) = (String::new(), 0, 0);
    for (range, least, most) in quantifiers(text) {
        if most.is_some_and(|most| most >= LARGE / 4) {
            out.push_str(&text[from..range.start]);
            let least = least.unwrap_or(0).min(LARGE / 4);
            out.push_str(&format!("{{{least},}}"));
            from = range.end;
            count += 1;
        }
    }
    out.push_str(&text[from..]);
    (out, count)
}

/// An expression that is one character repeated: its bounds are those of the text's length.
struct Single {
    anchored: bool,
    most: u64,
}

fn single(text: &str) -> Option<Single> {
    let inside = text.strip_prefix('^').unwrap_or(text);
    let (inside, end) = inside.strip_suffix('$').map_or((inside, false), |inside| (inside, true));
    let (range, least, most) = quantifiers(inside).last().filter(|(range, ..)| range.end == inside.len())?;
    let atom = &inside[..range.start];
    let class = |text: &str| {
        let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        inner.is_some_and(|inner| !inner.contains(']') && !inner.ends_with('\\'))
    };
    let escape = |text: &str| text.len() == 2 && text.starts_with('\\');
    let is_single = atom == "." || class(atom) || escape(atom);
    let large_least = least.is_some_and(|least| least > LARGE / 4);
    (is_single && !large_least).then_some(Single { anchored: end && text.starts_with('^'), most: most? })
}

/// Java's and POSIX's names of character classes, as members of a class.
const CLASSES: &[(&str, &str)] = &[
    ("Alnum", "0-9A-Za-z"),
    ("Alpha", "A-Za-z"),
    ("ASCII", r"\x00-\x7F"),
    ("Blank", r" \t"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("Digit", "0-9"),
    ("Graph", r"\x21-\x7E"),
    ("Lower", "a-z"),
    ("Print", r"\x20-\x7E"),
    ("Punct", r"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E"),
    ("Space", r"\s"),
    ("Upper", "A-Z"),
    ("XDigit", "0-9A-Fa-f"),
    ("all", r"\p{Any}"),
];

/// All characters beyond the first plane, written as the halves of UTF-16; the second is a common slip.
const SURROGATES: &[&str] = &[r"\uD800\uDC00-\uDBFF\uDFFF", r"\uD800\uDBFF-\uDC00\uDFFF"];

/// The expression in the engines' words; `None` where that would guess.
fn translate(text: &str) -> Option<String> {
    // An intersection of classes is Java's own; elsewhere the same text means something else.
    if text.contains("&&[") {
        return None;
    }
    let text = SURROGATES.iter().fold(Cow::Borrowed(text), |text, pair| match text.contains(pair) {
        true => text.replace(pair, r"\x{10000}-\x{10FFFF}").into(),
        false => text,
    });
    let mut writer = Writer { rest: &text, out: String::new(), in_class: false, after_escape: false };
    while !writer.rest.is_empty() {
        writer.step()?;
    }
    Some(writer.out)
}

struct Writer<'t> {
    rest: &'t str,
    out: String,
    in_class: bool,
    /// Whether an escape that stands for many characters came just before, inside a class.
    after_escape: bool,
}

impl Writer<'_> {
    fn step(&mut self) -> Option<()> {
        let first = self.rest.chars().next()?;
        let after_escape = std::mem::take(&mut self.after_escape);
        match first {
            '\\' => return self.escape(),
            '[' if self.in_class => self.out.push('\\'),
            '[' => self.in_class = true,
            ']' => self.in_class = false,
            // Nothing can range from a class of characters to another: the hyphen is itself.
            '-' if after_escape => self.out.push('\\'),
            '{' if !self.in_class => return self.brace(),
            _ => {}
        }
        self.take(first.len_utf8());
        Some(())
    }

    /// A brace that begins no repetition is itself.
    fn brace(&mut self) -> Option<()> {
        match quantifiers(self.rest).next().filter(|(range, ..)| range.start == 0) {
            Some((range, None, _)) => {
                self.out.push_str("{0");
                self.rest = &self.rest[1..];
                self.take(range.len() - 1);
            }
            Some((range, ..)) => self.take(range.len()),
            None => {
                self.out.push('\\');
                self.take(1);
            }
        }
        Some(())
    }

    fn escape(&mut self) -> Option<()> {
        let escaped = self.rest[1..].chars().next()?;
        match escaped {
            'p' | 'P' => return self.named(),
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                self.after_escape = self.in_class;
                self.take(2);
            }
            'Z' => {
                self.out.push_str(r"\z");
                self.rest = &self.rest[2..];
            }
            '0' => {
                let digits = self.rest[1..].bytes().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).count();
                let value = u32::from_str_radix(&self.rest[1..=digits], 8).ok()?;
                self.out.push_str(&format!("\\x{{{value:X}}}"));
                self.rest = &self.rest[1 + digits..];
            }
            // Letters that mean nothing special stand for themselves.
            'e' | 'g' | 'h' | 'i' | 'j' | 'l' | 'm' | 'o' | 'q' | 'y' | 'E' | 'F' | 'H' | 'I' | 'J' | 'L' | 'M'
            | 'N' | 'O' | 'T' | 'U' | 'V' | 'Y' => {
                self.out.push(escaped);
                self.rest = &self.rest[2..];
            }
            other => self.take(1 + other.len_utf8()),
        }
        Some(())
    }

    /// `\p{Graph}`
    fn named(&mut self) -> Option<()> {
        let name = self.rest.get(3..).filter(|_| self.rest[2..].starts_with('{')).and_then(|rest| rest.split_once('}'));
        let Some((name, rest)) = name else {
            self.take(2);
            return Some(());
        };
        let Some((_, members)) = CLASSES.iter().find(|(known, _)| *known == name) else {
            self.take(4 + name.len());
            self.after_escape = self.in_class;
            return Some(());
        };
        match (self.rest.starts_with(r"\P"), self.in_class) {
            (true, true) => return None,
            (true, false) => self.out.push_str(&format!("[^{members}]")),
            (false, true) => self.out.push_str(members),
            (false, false) => self.out.push_str(&format!("[{members}]")),
        }
        self.after_escape = self.in_class;
        self.rest = rest;
        Some(())
    }

    fn take(&mut self, bytes: usize) {
        self.out.push_str(&self.rest[..bytes]);
        self.rest = &self.rest[bytes..];
    }
}

#[cfg(test)]
mod tests {
    use super::usable;

    fn matches(pattern: &str, text: &str) -> bool {
        let usable = usable(pattern).expect("usable");
        let fits = usable.max_length.is_none_or(|most| text.chars().count() as u64 <= most);
        fits && fancy_regex::Regex::new(&usable.text).expect("compiles").is_match(text).expect("ends")
    }

    #[test]
    fn what_the_engines_take_stays_as_it_is() {
        for pattern in ["^[a-z]{1,3}$", "(?!x)a", r"^\d+$", r"[\p{L}_-]"] {
            assert_eq!(usable(pattern).expect("usable").text, pattern);
        }
    }

    #[test]
    fn other_dialects_are_translated() {
        assert!(matches(r"^\p{XDigit}{2}$", "aF") && !matches(r"^\p{XDigit}{2}$", "ag"));
        assert!(matches(r"^[\p{Alnum}_:.]+$", "a_1.b") && !matches(r"^[\p{Alnum}_:.]+$", "a b"));
        assert!(matches(r"^[\p{Graph}\x20]*$", "a b") && !matches(r"^[\p{Graph}\x20]*$", "a\tb"));
        assert!(matches(r"^[\w-.+]+@[\w- ]+$", "a-b.c@d e") && !matches(r"^[\w-.+]+$", "a,b"));
        assert!(matches(r"^a{,2}$", "aa") && !matches(r"^a{,2}$", "aaa"));
        assert!(matches(r"^[a-z]{1-70}$", "a{1-70}"));
        assert!(matches(r"\Aa\Z", "a") && !matches(r"\Aa\Z", "ab"));
        assert!(matches(r"^[^\000-\037]+$", "a") && !matches(r"^[^\000-\037]+$", "\n"));
        let planes = r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]*$";
        assert!(matches(planes, "a\u{1f600}") && !matches(planes, "\n"));
    }

    #[test]
    fn a_repetition_too_large_to_compile_counts_by_length() {
        assert!(matches("^.{0,262144}$", &"a".repeat(2000)));
        assert_eq!(usable("^.{0,262144}$").expect("usable").max_length, Some(262_144));
        assert_eq!(usable("^.{1,2097152}").expect("usable").max_length, None);
        assert!(!usable("^.{1,2097152}").expect("usable").weakened);
        assert!(usable(r"^a\S{1,900000}b$").expect("usable").weakened);
    }

    #[test]
    fn what_nobody_can_read_is_refused_and_never_panics() {
        for pattern in [
            r"^(\p{LD}| )+$",
            "(",
            "[",
            r"[\p{Print}&&[^|:/]]+",
            r"\p\{L\}",
            r"[\P{Punct}x",
            "\\",
            r"\p",
            r"\0",
            "{",
            r"\p{é",
        ] {
            let _ = usable(pattern);
        }
        for pattern in [r"^(\p{LD}| )+$", "(", "[", r"[\p{Print}&&[^|:/]]+"] {
            assert!(usable(pattern).is_err(), "{pattern}");
        }
    }
}
