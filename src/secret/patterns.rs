//! Finds the forms of many secrets in one pass.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::secret::forms::forms;
use crate::secret::secret::Secret;

/// So much of a secret, in bytes, tells something about it.
const LEAST: usize = 4;

/// A secret found in some bytes.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Which one it is.
    pub secret: &'a Secret,
}

/// Some secrets and the automaton that finds them.
#[derive(Debug)]
pub struct Patterns {
    secrets: Vec<Secret>,
    /// The forms, sorted, each with the index of its secret.
    forms: Vec<(String, usize)>,
    /// `None` only where the forms are too many for an automaton; then they are looked for one by one.
    automaton: Option<AhoCorasick>,
}

impl Patterns {
    /// The patterns of these secrets; where two have a form in common, the first counts.
    pub fn new(secrets: Vec<Secret>) -> Patterns {
        let mut all: Vec<(String, usize)> = Vec::new();
        for (index, secret) in secrets.iter().enumerate() {
            all.extend(forms(secret.expose()).into_iter().map(|form| (form, index)));
        }
        all.sort();
        all.dedup_by(|next, kept| next.0 == kept.0);
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(all.iter().map(|(form, _)| form)).ok();
        Patterns { secrets, forms: all, automaton }
    }

    /// The secrets.
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// The first secret in `bytes` from `start` on, in its longest form.
    pub fn find(&self, bytes: &[u8], start: usize) -> Option<Found<'_>> {
        let Some(automaton) = &self.automaton else { return self.find_slowly(bytes, start) };
        let found = automaton.find(aho_corasick::Input::new(bytes).span(start..bytes.len()))?;
        let (_, secret) = self.forms[found.pattern().as_usize()];
        Some(Found { start: found.start(), end: found.end(), secret: &self.secrets[secret] })
    }

    fn find_slowly(&self, bytes: &[u8], start: usize) -> Option<Found<'_>> {
        let starting =
            |at: usize| self.forms.iter().rev().find(move |(form, _)| bytes[at..].starts_with(form.as_bytes()));
        (start..bytes.len()).find_map(|at| {
            let (form, secret) = starting(at)?;
            Some(Found { start: at, end: at + form.len(), secret: &self.secrets[*secret] })
        })
    }

    /// Whether more bytes after `tail` could make it a form.
    pub fn may_continue(&self, tail: &[u8]) -> bool {
        let after = self.forms.partition_point(|(form, _)| form.as_bytes() <= tail);
        self.forms.get(after).is_some_and(|(form, _)| form.as_bytes().starts_with(tail))
    }

    /// How much of a form stands at the end of a text that was cut there, and of which secret it is.
    pub fn begun_at_end(&self, text: &str) -> Option<(usize, &Secret)> {
        self.longest_piece(|form, length| text.as_bytes().ends_with(&form[..length]))
    }

    /// How much of a form stands at the start of a text that was cut there, and of which secret it is.
    pub fn ended_at_start(&self, text: &str) -> Option<(usize, &Secret)> {
        self.longest_piece(|form, length| text.as_bytes().starts_with(&form[form.len() - length..]))
    }

    fn longest_piece(&self, is_there: impl Fn(&[u8], usize) -> bool) -> Option<(usize, &Secret)> {
        let piece = |(form, secret): &(String, usize)| {
            // Texts begin and end with whole characters, and so does what is found there.
            let length = (LEAST..form.len()).rev().find(|length| is_there(form.as_bytes(), *length))?;
            Some((length, *secret))
        };
        let (length, secret) = self.forms.iter().filter_map(piece).max_by_key(|(length, _)| *length)?;
        Some((length, &self.secrets[secret]))
    }

    /// The length of the longest form.
    pub fn longest(&self) -> usize {
        self.forms.iter().map(|(form, _)| form.len()).max().unwrap_or(0)
    }
}
