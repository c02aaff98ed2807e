//! Regular expressions of cases and shapes.
//!
//! They run on text that a server chose, so the linear engine comes first. Look-around and back-references need
//! the other one, which gives up after a fixed number of steps. Patterns are interned by their text.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// How many steps the backtracking engine may take on one text; about a tenth of a second.
const BACKTRACK_LIMIT: usize = 1_000_000;
/// Compiled, a pattern may take this many bytes.
const SIZE_LIMIT: usize = 4 << 20;
/// Patterns with rendered values are all different, so the cache must not grow with the run.
const MAX_INTERNED: usize = 4096;

static INTERNED: LazyLock<RwLock<HashMap<Box<str>, Arc<Pattern>>>> = LazyLock::new(RwLock::default);

/// A compiled pattern.
#[derive(Debug)]
pub struct Pattern {
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    Backtracking(Box<fancy_regex::Regex>),
}

/// Why a text is not a pattern. Whoever wrote it is at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(pub String);

/// A pattern needed too many steps on a text, so nothing is known about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("gave up after {BACKTRACK_LIMIT} steps")]
pub struct TooManySteps;

impl Pattern {
    /// The pattern written `text`, from the cache where it was compiled before.
    pub fn parse(text: &str) -> Result<Arc<Pattern>, PatternError> {
        if let Some(pattern) = INTERNED.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Ok(pattern.clone());
        }
        let pattern = Arc::new(Pattern { engine: compile(text)? });
        let mut interned = INTERNED.write().unwrap_or_else(PoisonError::into_inner);
        if interned.len() >= MAX_INTERNED {
            interned.clear();
        }
        Ok(interned.entry(text.into()).or_insert(pattern).clone())
    }

    /// The pattern written `text` by a server: for the linear engine only, and not kept, so that it can take neither
    /// time nor memory.
    pub fn foreign(text: &str) -> Result<Pattern, PatternError> {
        let linear = regex::RegexBuilder::new(text).size_limit(SIZE_LIMIT).build();
        linear.map(|regex| Pattern { engine: Engine::Linear(regex) }).map_err(|error| PatternError(readable(&error)))
    }

    /// Whether it is found anywhere in `text`.
    pub fn is_found(&self, text: &str) -> Result<bool, TooManySteps> {
        match &self.engine {
            Engine::Linear(regex) => Ok(regex.is_match(text)),
            Engine::Backtracking(regex) => regex.is_match(text).map_err(|_| TooManySteps),
        }
    }

    /// Of the first `limit` matches in `text` the first group, or the whole match of a pattern without groups.
    pub fn extract_all<'t>(&self, text: &'t str, limit: usize) -> Result<Vec<&'t str>, TooManySteps> {
        match &self.engine {
            Engine::Linear(regex) => {
                let found = regex.captures_iter(text).filter_map(|found| found.get(1).or_else(|| found.get(0)));
                Ok(found.take(limit).map(|found| found.as_str()).collect())
            }
            Engine::Backtracking(regex) => {
                let mut all = Vec::new();
                for found in regex.captures_iter(text).take(limit) {
                    let found = found.map_err(|_| TooManySteps)?;
                    all.extend(found.get(1).or_else(|| found.get(0)).map(|found| found.as_str()));
                }
                Ok(all)
            }
        }
    }

    /// The first group of the first match in `text`, or the whole match of a pattern without groups.
    pub fn extract<'t>(&self, text: &'t str) -> Result<Option<&'t str>, TooManySteps> {
        Ok(match &self.engine {
            Engine::Linear(regex) => {
                let captures = regex.captures(text);
                captures.and_then(|found| found.get(1).or_else(|| found.get(0))).map(|found| found.as_str())
            }
            Engine::Backtracking(regex) => {
                let captures = regex.captures(text).map_err(|_| TooManySteps)?;
                captures.and_then(|found| found.get(1).or_else(|| found.get(0))).map(|found| found.as_str())
            }
        })
    }
}

/// The error of the linear engine is the one told: it points into the pattern.
fn compile(text: &str) -> Result<Engine, PatternError> {
    let linear = match regex::RegexBuilder::new(text).size_limit(SIZE_LIMIT).build() {
        Ok(regex) => return Ok(Engine::Linear(regex)),
        Err(error) => error,
    };
    let backtracking =
        fancy_regex::RegexBuilder::new(text).backtrack_limit(BACKTRACK_LIMIT).delegate_size_limit(SIZE_LIMIT).build();
    backtracking.map(|regex| Engine::Backtracking(Box::new(regex))).map_err(|_| PatternError(readable(&linear)))
}

/// The last line says what is wrong; the lines above draw the pattern again.
fn readable(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or(&text);
    last.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Pattern, TooManySteps};

    #[test]
    fn a_pattern_is_found_anywhere_unless_anchored() {
        let found = |pattern: &str, text: &str| Pattern::parse(pattern).expect("a pattern").is_found(text);
        assert_eq!(found("b", "abc"), Ok(true));
        assert_eq!(found("^b", "abc"), Ok(false));
        assert_eq!(found(r"^(?!.*draft)", "a draft"), Ok(false));
        assert_eq!(found(r"^(?!.*draft)", "final"), Ok(true));
    }

    #[test]
    fn the_same_text_is_compiled_once() {
        let first = Pattern::parse("interned").expect("a pattern");
        assert!(Arc::ptr_eq(&first, &Pattern::parse("interned").expect("a pattern")));
    }

    #[test]
    fn a_catastrophic_pattern_gives_up() {
        let pattern = Pattern::parse(r"(?=a)(a|a|aa)+$(?<!b)\1x").expect("a pattern");
        assert_eq!(pattern.is_found(&"a".repeat(60)), Err(TooManySteps));
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        assert_eq!(Pattern::parse("(").expect_err("no pattern").to_string(), "unclosed group");
    }

    #[test]
    fn all_matches_are_extracted_up_to_a_limit() {
        let extract = |pattern: &str, limit| Pattern::parse(pattern).expect("a pattern").extract_all("a1 a2 a3", limit);
        assert_eq!(extract(r"a(\d)", 9), Ok(vec!["1", "2", "3"]));
        assert_eq!(extract(r"(?<=a)\d", 2), Ok(vec!["1", "2"]));
        assert_eq!(extract("x", 9), Ok(vec![]));
        let pattern = Pattern::parse(r"(?=a)(a|a|aa)+$(?<!b)\1x").expect("a pattern");
        assert_eq!(pattern.extract_all(&"a".repeat(60), 1), Err(TooManySteps));
    }

    #[test]
    fn the_first_group_is_extracted() {
        let extract = |pattern: &str| Pattern::parse(pattern).expect("a pattern").extract("id=42;");
        assert_eq!(extract(r"id=(\d+)"), Ok(Some("42")));
        assert_eq!(extract(r"\d+"), Ok(Some("42")));
        assert_eq!(extract(r"(?<=id=)\d"), Ok(Some("4")));
        assert_eq!(extract("x"), Ok(None));
    }
}
