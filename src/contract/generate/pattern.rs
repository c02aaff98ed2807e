//! Texts that match regular expressions, those that look around among them.
//!
//! What an expression looks around for can't be written directly. It is taken out, a text is written for the rest,
//! what was looked for is laid over it, and the whole is checked; with some luck one of a few tries matches.

use regex_syntax::hir::Hir;

use crate::contract::generate::expression::{ascii, is_found};
use crate::contract::generate::hir::{Length, Taste, text};

/// How many texts are tried for an expression that looks around, and for any other.
const TRIES: (usize, usize) = (200, 12);

/// A parsed expression to write texts for.
#[derive(Debug)]
pub struct Writable<'p> {
    pattern: &'p str,
    hir: Hir,
    /// What must be found ahead, without the `.*` before it.
    ahead: Vec<Hir>,
    looks_around: bool,
}

impl<'p> Writable<'p> {
    /// `None` for expressions that no text can be written for.
    pub fn parse(pattern: &'p str) -> Option<Writable<'p>> {
        let plain = ascii(pattern);
        if let Ok(hir) = regex_syntax::parse(&plain) {
            return Some(Writable { pattern, hir, ahead: Vec::new(), looks_around: false });
        }
        let mut taken = Taken::default();
        let rest = taken.strip(&plain)?;
        let hir = regex_syntax::parse(&rest).ok()?;
        let ahead = taken.ahead.iter().filter_map(|body| regex_syntax::parse(body).ok()).collect();
        Some(Writable { pattern, hir, ahead, looks_around: true })
    }

    /// A text that matches and is as long as asked for, if one of a few is.
    pub fn write(&self, length: Length, rng: &mut fastrand::Rng) -> Option<String> {
        let tries = if self.looks_around { TRIES.0 } else { TRIES.1 };
        let length = self.widened(length);
        (0..tries).find_map(|attempt| {
            let taste = match attempt % 4 {
                2 => Taste::Brief,
                _ if self.looks_around && attempt > 8 => Taste::Wide,
                3 => Taste::Wide,
                _ => Taste::Plain,
            };
            let text = self.overlaid(text(&self.hir, length, taste, rng)?, rng);
            let text = self.padded(text, length.least);
            let count = text.chars().count();
            ((length.least..=length.most).contains(&count) && is_found(self.pattern, &text) != Some(false))
                .then_some(text)
        })
    }

    /// What must be found ahead needs room.
    fn widened(&self, length: Length) -> Length {
        let needed = self.ahead.iter().filter_map(|hir| hir.properties().minimum_len()).max().unwrap_or(0);
        let least = length.least.max(needed.max(self.ahead.len() * 2).min(length.most));
        let most = self.ahead.iter().filter_map(|hir| hir.properties().maximum_len()).filter(|most| *most > 8).min();
        Length { least, most: length.most.min(most.unwrap_or(usize::MAX)).max(least) }
    }

    fn overlaid(&self, base: String, rng: &mut fastrand::Rng) -> String {
        if self.ahead.is_empty() {
            return base;
        }
        let mut characters: Vec<char> = base.chars().collect();
        for ahead in &self.ahead {
            let brief = Length { least: 0, most: 4 };
            let Some(piece) = text(ahead, brief, Taste::Brief, rng) else { continue };
            let piece: Vec<char> = piece.chars().collect();
            let Some(room) = characters.len().checked_sub(piece.len()) else { continue };
            let at = rng.usize(0..=room);
            characters[at..at + piece.len()].copy_from_slice(&piece);
        }
        characters.into_iter().collect()
    }

    /// An expression that holds anywhere leaves room around what it matches.
    fn padded(&self, mut text: String, least: usize) -> String {
        let missing = least.saturating_sub(text.chars().count());
        if missing > 0 {
            let behind = format!("{text}{}", "a".repeat(missing));
            if is_found(self.pattern, &behind) == Some(true) {
                return behind;
            }
            text.insert_str(0, &"a".repeat(missing));
        }
        text
    }
}

/// What was taken out of an expression.
#[derive(Default)]
struct Taken {
    /// The insides of `(?=..)`.
    ahead: Vec<String>,
    /// The sources of the groups that are counted, for references back to them.
    groups: Vec<String>,
}

impl Taken {
    /// The expression without look-around, references replaced by what they refer to.
    fn strip(&mut self, pattern: &str) -> Option<String> {
        let mut rest = String::new();
        let mut at = 0;
        while let Some(one) = pattern[at..].chars().next() {
            let tail = &pattern[at..];
            let length = match one {
                '\\' => self.escape(tail, &mut rest),
                '[' => {
                    let end = class_end(tail)?;
                    rest.push_str(&tail[..end]);
                    end
                }
                '(' => self.group(tail, &mut rest)?,
                _ => {
                    rest.push(one);
                    one.len_utf8()
                }
            };
            at += length;
        }
        Some(rest)
    }

    fn escape(&mut self, tail: &str, rest: &mut String) -> usize {
        let second = tail.chars().nth(1);
        if let Some(digit) = second.and_then(|second| second.to_digit(10)).filter(|digit| *digit > 0) {
            let group = usize::try_from(digit).ok().and_then(|digit| self.groups.get(digit - 1));
            rest.push_str(group.map_or("", String::as_str));
            return 2;
        }
        let length = 1 + second.map_or(0, char::len_utf8);
        rest.push_str(&tail[..length]);
        length
    }

    /// A group as a whole; one that looks around is left out, with what repeats it.
    fn group(&mut self, tail: &str, rest: &mut String) -> Option<usize> {
        let end = group_end(tail)?;
        let inside = &tail[1..end - 1];
        if let Some(body) = inside.strip_prefix("?=") {
            let body = body.trim_start_matches(".*?").trim_start_matches(".*").trim_start_matches("[^]*");
            self.ahead.push(body.to_owned());
        } else if !["?!", "?<=", "?<!"].iter().any(|mark| inside.starts_with(mark)) {
            let (head, body) = if inside.starts_with('?') {
                inside.split_at(inside.find([':', '>']).map_or(inside.len(), |at| at + 1))
            } else {
                ("", inside)
            };
            let counted = head.is_empty() || head.starts_with("?<") || head.starts_with("?P<");
            let number = self.groups.len();
            if counted {
                self.groups.push(String::new());
            }
            let body = self.strip(body)?;
            if counted {
                self.groups[number] = format!("(?:{body})");
            }
            let head = if head == "?>" { "?:" } else { head };
            rest.push_str(&format!("({head}{body})"));
        }
        Some(end)
    }
}

/// Behind the `]` of a class.
fn class_end(tail: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, one) in tail.char_indices().skip(1) {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // `[]a]` and `[^]a]` begin with a bracket that closes nothing.
            ']' if at > 1 && &tail[1..at] != "^" => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Behind the `)` of a group.
fn group_end(tail: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(one) = tail[at..].chars().next() {
        match one {
            '\\' => at += tail[at..].chars().nth(1).map_or(0, char::len_utf8),
            '[' => {
                at += class_end(&tail[at..])?;
                continue;
            }
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += one.len_utf8();
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Length, Writable};
    use crate::contract::generate::expression::is_found;

    const ANY: Length = Length { least: 0, most: 1000 };

    fn holds(pattern: &str, length: Length) {
        for seed in 0..30 {
            let mut rng = fastrand::Rng::with_seed(seed);
            let text = Writable::parse(pattern).and_then(|writable| writable.write(length, &mut rng));
            let text = text.unwrap_or_else(|| panic!("{pattern} with seed {seed}"));
            let count = text.chars().count();
            assert!(
                is_found(pattern, &text) == Some(true) && (length.least..=length.most).contains(&count),
                "{pattern}: {text:?}"
            );
        }
    }

    #[test]
    fn what_is_written_matches() {
        for pattern in [
            r"^\d+$",
            r"^[A-Z]{2}-\d{4}(-x)?$",
            r"^#[0-9a-fA-F]{6}$",
            "a|bc|",
            r"^[^a-z0-9]+$",
            r"^\p{Greek}+$",
            r"^(\w+)@(\w+)\.(com|org)$",
            "",
            r"^\/path\/[a-z]*$",
            r"[^\s]{3,}",
            r"^.{5}$",
            r"\bword\b",
            r"(?i)^yes|no$",
            r"^arn:aws:[a-z]+:[^:]*:\d{12}:.+",
            r"^\S+\s\S+$",
        ] {
            holds(pattern, ANY);
        }
    }

    #[test]
    fn what_looks_around_is_written_by_trying() {
        for pattern in [
            r"^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[@$!%*?&])[A-Za-z\d@$!%*?&]{8,}$",
            r"^(?!x)a+$",
            r"^(?!.*draft).*$",
            r"^(?=.{8,20}$)[a-z]+$",
            r#"^(["'])[a-z]*\1$"#,
            r"(?<!\d)\d{3}$",
            r"^(?!-)[a-z0-9-]{1,63}(?<!-)$",
            r"^(?:(?!ab)[a-c])+$",
            r"^[a-z]((?!--|..)[a-z0-9-])+$",
        ] {
            holds(pattern, ANY);
        }
    }

    #[test]
    fn a_text_is_as_long_as_asked_for() {
        holds("^[a-z]+$", Length { least: 40, most: 40 });
        holds(r"^\d{2,}-x*$", Length { least: 20, most: 25 });
        holds("x", Length { least: 20, most: 20 });
        holds("^(ab)*c?$", Length { least: 7, most: 7 });
        holds("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", Length { least: 3, most: 12 });
        holds("^a{3}|b{9}$", Length { least: 9, most: 9 });
    }

    #[test]
    fn what_cannot_be_written_is_given_up() {
        let none = |pattern: &str| {
            let mut rng = fastrand::Rng::with_seed(1);
            assert_eq!(Writable::parse(pattern).and_then(|writable| writable.write(ANY, &mut rng)), None, "{pattern}");
        };
        none("^(?=a)b");
        none("((a{1000}){1000}){1000}");
        none(r"[^\s\S]");
        none("a^b");
        none("(");
        none("(?=");
        none("[");
    }
}
