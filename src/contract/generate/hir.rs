//! A text for a parsed regular expression.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// How often something that may repeat without end is repeated beyond what it must, unless the text is too short.
const REPEAT: usize = 3;
/// Longer texts are not written.
const MAX_LENGTH: usize = 100_000;
/// How many nested groups are gone into.
const MAX_DEPTH: usize = 60;
/// How many parts are gone into: repetitions of repetitions multiply, also where nothing comes of them.
const MAX_STEPS: usize = 4 * MAX_LENGTH;

/// How long a text may be, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// At least.
    pub least: usize,
    /// At most.
    pub most: usize,
}

/// Which characters of a class are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taste {
    /// Lower-case letters and digits where there are any.
    Plain,
    /// Whatever can be seen.
    Wide,
    /// As few characters as possible.
    Brief,
}

/// Some text for an expression, as long as asked for where its repetitions allow that. Anchors and word boundaries are
/// not looked at: the caller checks. `None` for what no text fits, and for texts that would be or take too long.
pub fn text(hir: &Hir, length: Length, taste: Taste, rng: &mut fastrand::Rng) -> Option<String> {
    let mut writer = Writer { length, taste, rng, text: String::new(), written: 0, steps: 0 };
    writer.write(hir, 0, 0)?;
    Some(writer.text)
}

struct Writer<'r> {
    length: Length,
    taste: Taste,
    rng: &'r mut fastrand::Rng,
    text: String,
    written: usize,
    steps: usize,
}

impl Writer<'_> {
    /// `after` is how many characters must follow.
    fn write(&mut self, hir: &Hir, after: usize, depth: usize) -> Option<()> {
        self.steps += 1;
        if self.written > MAX_LENGTH || depth > MAX_DEPTH || self.steps > MAX_STEPS {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => {
                let literal = String::from_utf8_lossy(&literal.0);
                self.written += literal.chars().count();
                self.text.push_str(&literal);
            }
            HirKind::Class(class) => self.class(class)?,
            HirKind::Capture(capture) => self.write(&capture.sub, after, depth + 1)?,
            HirKind::Concat(parts) => {
                let mut behind: usize = parts.iter().map(least).sum();
                for part in parts {
                    behind -= least(part);
                    self.write(part, behind.saturating_add(after), depth + 1)?;
                }
            }
            HirKind::Alternation(parts) => {
                let part = self.branch(parts, after)?;
                self.write(part, after, depth + 1)?;
            }
            HirKind::Repetition(repetition) => {
                let each = least(&repetition.sub);
                let least = usize::try_from(repetition.min).unwrap_or(usize::MAX);
                let most = repetition.max.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
                let times = self.times(least, most, each.max(1), after);
                if times.saturating_mul(each.max(1)) > MAX_LENGTH {
                    return None;
                }
                for left in (0..times).rev() {
                    self.write(&repetition.sub, (left * each).saturating_add(after), depth + 1)?;
                }
            }
        }
        Some(())
    }

    fn times(&mut self, least: usize, most: usize, each: usize, after: usize) -> usize {
        let must = self.written.saturating_add(least.saturating_mul(each)).saturating_add(after);
        let room = self.length.most.saturating_sub(must) / each;
        let more = most.saturating_sub(least).min(room);
        let wanted = self.length.least.saturating_sub(must).div_ceil(each).min(more);
        let extra = match self.taste {
            Taste::Brief => 0,
            // An empty text fits much, and says little.
            _ if least == 0 && most > 1 && more > 0 => self.rng.usize(1..=more.min(REPEAT)),
            _ => self.rng.usize(0..=more.min(REPEAT)),
        };
        least.saturating_add(wanted.max(extra))
    }

    fn branch<'h>(&mut self, parts: &'h [Hir], after: usize) -> Option<&'h Hir> {
        let room = self.length.most.saturating_sub(self.written.saturating_add(after));
        let fitting: Vec<&Hir> = parts.iter().filter(|part| least(part) <= room).collect();
        self.rng.choice(fitting).or_else(|| parts.iter().min_by_key(|part| least(part)))
    }

    fn class(&mut self, class: &Class) -> Option<()> {
        let chosen = match class {
            Class::Unicode(class) => character(class, self.taste, self.rng)?,
            Class::Bytes(class) => char::from(class.ranges().iter().find(|range| range.start() < 0x80)?.start()),
        };
        self.text.push(chosen);
        self.written += 1;
        Some(())
    }
}

/// The characters that an expression needs, at least.
fn least(hir: &Hir) -> usize {
    hir.properties().minimum_len().unwrap_or(0)
}

/// One of a class: a lower-case letter or a digit where there is one, else anything visible, else whatever there is.
fn character(class: &ClassUnicode, taste: Taste, rng: &mut fastrand::Rng) -> Option<char> {
    let among = |wanted: fn(&char) -> bool| -> Vec<char> {
        let ascii = class.ranges().iter().take_while(|range| range.start() < '\u{7f}');
        let ascii = ascii.flat_map(|range| range.start()..=range.end().min('~'));
        ascii.filter(|one| (' '..='~').contains(one) && wanted(one)).collect()
    };
    let tastes: [fn(&char) -> bool; 4] = [
        |one| one.is_ascii_lowercase() || one.is_ascii_digit(),
        char::is_ascii_alphanumeric,
        char::is_ascii_graphic,
        |_| true,
    ];
    let first = if taste == Taste::Wide { 2 } else { 0 };
    let choice = tastes[first..].iter().map(|wanted| among(*wanted)).find(|found| !found.is_empty());
    choice.and_then(|choice| rng.choice(choice)).or_else(|| {
        let range = rng.choice(class.ranges())?;
        Some(range.start())
    })
}
