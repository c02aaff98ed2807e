//! Strings: by name, by format, by pattern, and as long as they have to be.

use serde_json::Value;

use crate::contract::generate::demand::Demand;
use crate::contract::generate::expression::is_found;
use crate::contract::generate::fit::size;
use crate::contract::generate::format::{formatted, shortest};
use crate::contract::generate::hir::Length;
use crate::contract::generate::names::{self, Names};
use crate::contract::generate::pattern::Writable;
use crate::contract::generate::scene::Scene;
use crate::contract::schema::format::{NAMES, has_format};

/// Longer strings are not made, whatever a schema asks for.
const MAX_LENGTH: usize = 50_000;
/// How many texts are written for patterns that must hold together.
const PATTERN_TRIES: usize = 30;

/// What a demand asks of a string.
#[derive(Debug)]
pub struct Wanted<'b> {
    length: Length,
    patterns: Vec<&'b str>,
    formats: Vec<&'b str>,
    encoding: Option<&'b str>,
}

impl<'b> Wanted<'b> {
    /// Reads a demand.
    pub fn of(demand: &Demand<'b>) -> Wanted<'b> {
        let least = demand.all("minLength").filter_map(size).max().unwrap_or(0);
        let most = demand.all("maxLength").filter_map(size).min().unwrap_or(usize::MAX);
        let mut patterns: Vec<&str> = demand.all("pattern").filter_map(Value::as_str).collect();
        patterns.dedup();
        Wanted {
            length: Length { least, most },
            patterns,
            formats: demand.all("format").filter_map(Value::as_str).collect(),
            encoding: demand.all("contentEncoding").filter_map(Value::as_str).next(),
        }
    }

    /// A string that is all that; `None` when none was found.
    pub fn write(&self, names: Names<'_>, scene: &Scene, rng: &mut fastrand::Rng) -> Option<String> {
        let length = self.length;
        if length.least > length.most || length.least > MAX_LENGTH {
            return None;
        }
        if self.is_open() && length == OPEN {
            let text = names::text(names, scene).unwrap_or_else(|| scene.title());
            return Some(if scene.spread > 0 { format!("{text} {}", scene.number) } else { text });
        }
        let named = || names::text(names, scene);
        let formats = || self.formats.iter().chain(&self.encoding);
        let shaped = formats().find_map(|format| formatted(format, scene, length.least, rng));
        // Dates know their order by name, an e-mail address whom it belongs to; what nobody checks is better told by its
        // format.
        let checked = formats().all(|format| NAMES.contains(format)) && self.encoding.is_none();
        let found = if checked { [named(), shaped] } else { [shaped, named()] };
        let found = found.into_iter().flatten().find(|text| self.holds(text));
        found
            .or_else(|| self.matching(rng))
            .or_else(|| {
                formats().filter_map(|format| shortest(format)).map(str::to_owned).find(|text| self.holds(text))
            })
            .or_else(|| Some(self.filled(scene)).filter(|text| self.holds(text)))
    }

    fn is_open(&self) -> bool {
        self.patterns.is_empty() && self.encoding.is_none() && self.formats.is_empty()
    }

    fn holds(&self, text: &str) -> bool {
        let count = text.chars().count();
        (self.length.least..=self.length.most).contains(&count)
            && self.patterns.iter().all(|pattern| is_found(pattern, text) != Some(false))
            && self.formats.iter().all(|format| has_format(format, &Value::String(text.to_owned())) != Some(false))
    }

    fn matching(&self, rng: &mut fastrand::Rng) -> Option<String> {
        let writable: Vec<Writable<'_>> = self.patterns.iter().filter_map(|pattern| Writable::parse(pattern)).collect();
        let tries = if self.patterns.len() + self.formats.len() > 1 { PATTERN_TRIES } else { 1 };
        (0..tries).flat_map(|_| &writable).find_map(|one| one.write(self.length, rng).filter(|text| self.holds(text)))
    }

    /// Words, as many as it takes.
    fn filled(&self, scene: &Scene) -> String {
        let Length { least, most } = self.length;
        let mut text = scene.title();
        let mut count = text.chars().count();
        while count < least {
            let more = format!(", {}", scene.sentence());
            count += more.chars().count();
            text.push_str(&more);
        }
        if count > most { text.chars().take(most).collect() } else { text }
    }
}

const OPEN: Length = Length { least: 0, most: usize::MAX };
