//! Finds the forms of many secrets in one pass.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use crate::secret::filter::PREFIX;
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

/// Some secrets in all their forms. The case of ASCII letters doesn't matter: names of headers and of hosts have none.
#[derive(Debug)]
pub struct Patterns {
    secrets: Vec<Secret>,
    /// The forms without case, sorted.
    forms: Vec<Form>,
    /// How each of the forms begins, in the same order.
    prefixes: Vec<u64>,
    longest: usize,
}

#[derive(Clone, Debug)]
struct Form {
    folded: Arc<[u8]>,
    /// The index of its secret.
    secret: usize,
}

impl Patterns {
    /// The patterns of these secrets, none of which is short; where two have a form in common, the first counts.
    pub fn new(secrets: Vec<Secret>) -> Patterns {
        let mut all: Vec<Form> = Vec::new();
        for (index, secret) in secrets.iter().enumerate() {
            let folded = forms(secret.expose()).into_iter().map(|form| form.to_ascii_lowercase().into_bytes());
            // A shorter one would be looked for in vain.
            let folded = folded.filter(|form| form.len() >= PREFIX);
            all.extend(folded.map(|form| Form { folded: form.into(), secret: index }));
        }
        Patterns::of(secrets, all)
    }

    /// These and `later` ones.
    pub fn joined(&self, later: &Patterns) -> Patterns {
        let first = self.secrets.len();
        let moved = later.forms.iter().map(|form| Form { secret: form.secret + first, ..form.clone() });
        let forms = self.forms.iter().cloned().chain(moved).collect();
        Patterns::of(self.secrets.iter().chain(&later.secrets).cloned().collect(), forms)
    }

    fn of(secrets: Vec<Secret>, mut all: Vec<Form>) -> Patterns {
        all.sort_by(|a, b| (&a.folded, a.secret).cmp(&(&b.folded, b.secret)));
        all.dedup_by(|next, kept| next.folded == kept.folded);
        let prefixes = all.iter().filter_map(|form| prefix(&form.folded)).map(u64::from_be_bytes).collect();
        let longest = all.iter().map(|form| form.folded.len()).max().unwrap_or(0);
        Patterns { secrets, forms: all, prefixes, longest }
    }

    /// The secrets.
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// The ways in which forms begin, each once.
    pub fn prefixes(&self) -> impl Iterator<Item = [u8; PREFIX]> {
        self.prefixes.chunk_by(|a, b| a == b).filter_map(|same| same.first()).map(|prefix| prefix.to_be_bytes())
    }

    /// The length of the longest form.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The secret whose form begins right at `start`, in its longest form.
    pub fn at(&self, bytes: &[u8], start: usize) -> Option<Found<'_>> {
        let rest = &bytes[start..];
        let like = self.beginning_like(rest)?;
        // Those of which one begins with another are sorted by their length.
        let form = self.forms[like].iter().rev().find(|form| has_prefix(rest, &form.folded))?;
        Some(Found { start, end: start + form.folded.len(), secret: &self.secrets[form.secret] })
    }

    /// The forms that begin as `bytes` do.
    fn beginning_like(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let wanted = u64::from_be_bytes(prefix(bytes)?);
        let first = self.prefixes.partition_point(|known| *known < wanted);
        let count = self.prefixes[first..].iter().take_while(|known| **known == wanted).count();
        (count > 0).then_some(first..first + count)
    }

    /// Whether more bytes after `tail` could make it a form.
    pub fn may_continue(&self, tail: &[u8]) -> bool {
        self.continued(tail).is_some()
    }

    /// A form of which `tail` is the beginning, but not all.
    fn continued(&self, tail: &[u8]) -> Option<&Form> {
        if tail.len() >= PREFIX {
            self.beginning_like(tail)?;
        }
        let after = self.forms.partition_point(|form| is_up_to(&form.folded, tail));
        self.forms.get(after).filter(|form| has_prefix(&form.folded, tail))
    }

    /// How much of a form stands at the end of a text that was cut there, and of which secret it is.
    pub fn begun_at_end(&self, text: &str) -> Option<(usize, &Secret)> {
        let bytes = text.as_bytes();
        let first = (bytes.len() + 1).saturating_sub(self.longest);
        // Texts begin and end with whole characters, and so does what is found there.
        let begun = |start: usize| Some((bytes.len() - start, self.continued(&bytes[start..])?));
        let last = (bytes.len() + 1).saturating_sub(LEAST);
        let (length, form) = (first..last).find_map(begun)?;
        Some((length, &self.secrets[form.secret]))
    }

    /// How much of a form stands at the start of a text that was cut there, and of which secret it is.
    pub fn ended_at_start(&self, text: &str) -> Option<(usize, &Secret)> {
        let mut head = text.as_bytes()[..text.floor_char_boundary(self.longest.min(text.len()))].to_owned();
        head.make_ascii_lowercase();
        let begin = head.get(..LEAST)?;
        let piece = |form: &Form| {
            let places = form.folded.windows(LEAST).enumerate().skip(1);
            let mut ends = places.filter(|(_, group)| *group == begin).map(|(at, _)| &form.folded[at..]);
            ends.find(|end| head.starts_with(end)).map(|end| (end.len(), form.secret))
        };
        let (length, secret) = self.forms.iter().filter_map(piece).max_by_key(|(length, _)| *length)?;
        Some((length, &self.secrets[secret]))
    }
}

/// How bytes begin, without case.
fn prefix(bytes: &[u8]) -> Option<[u8; PREFIX]> {
    let mut prefix: [u8; PREFIX] = *bytes.first_chunk()?;
    prefix.make_ascii_lowercase();
    Some(prefix)
}

fn has_prefix(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix))
}

/// Whether a form stands before `bytes` in the order of forms, or is the same.
fn is_up_to(form: &[u8], bytes: &[u8]) -> bool {
    let folded = bytes.iter().map(u8::to_ascii_lowercase);
    form.iter().copied().cmp(folded) != Ordering::Greater
}
