//! Which changes somebody means: a class, a fingerprint, a path into the answers, or a part of a case's id.

use std::sync::Arc;

use crate::decide::review::group::ChangeId;
use crate::decide::review::pending::Pending;
use crate::value::change::model::{Change, Class, Fingerprint};

/// Which changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// All of a class.
    Class(Class),
    /// The same change in all snapshots.
    Fingerprint(Fingerprint),
    /// Those at a path; `*` stands for anything, but the `[*]` of a list for itself.
    Path(String),
    /// Those of cases whose id, or the path of whose snapshot, contains this; `*` stands for anything. Nothing stands for
    /// none: a script whose variable is empty means no change.
    Case(String),
}

impl Selector {
    /// What a text means. Every text means something; whether it means any change is seen when it is used.
    pub fn parse(text: &str) -> Selector {
        if let Some(class) = Class::named(text) {
            return Selector::Class(class);
        }
        match Fingerprint::parse(text) {
            Some(fingerprint) => Selector::Fingerprint(fingerprint),
            None if text.starts_with('$') => Selector::Path(text.to_owned()),
            None => Selector::Case(text.to_owned()),
        }
    }

    /// The changes that are meant.
    pub fn select(&self, pending: &[Arc<Pending>]) -> Vec<ChangeId> {
        let mut selected = Vec::new();
        for (index, one) in pending.iter().enumerate() {
            let changes = one.change.changes.iter().enumerate().filter(|(_, change)| self.means(one, change));
            selected.extend(changes.map(|(change, _)| ChangeId { pending: index, change }));
        }
        selected
    }

    fn means(&self, pending: &Pending, change: &Change) -> bool {
        match self {
            Selector::Class(class) => change.class == *class,
            Selector::Fingerprint(fingerprint) => change.fingerprint() == *fingerprint,
            Selector::Path(pattern) => pattern == &change.path || fits(pattern, &change.path, Ends::Fixed),
            Selector::Case(pattern) => {
                let contains = |text: &str| fits(pattern, text, Ends::Open);
                !pattern.trim().is_empty() && (contains(pending.case()) || contains(pending.path.as_str()))
            }
        }
    }
}

/// Whether a pattern must fit the whole text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Fixed,
    Open,
}

/// Whether `text` fits `pattern`, in which `*` stands for any number of characters, and a `*` in `text` for itself. What
/// is fixed at its ends is a path, in which `[*]` stands for itself.
fn fits(pattern: &str, text: &str, ends: Ends) -> bool {
    let parts = match ends {
        Ends::Fixed => path_parts(pattern),
        Ends::Open => pattern.split('*').collect(),
    };
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    if ends == Ends::Open {
        let mut rest = text;
        return parts.iter().all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        });
    }
    if parts.len() == 1 {
        return pattern == text;
    }
    let Some(mut rest) = text.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    parts[1..parts.len() - 1].iter().all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

/// What lies between the `*` of a path's pattern.
fn path_parts(pattern: &str) -> Vec<&str> {
    let is_wild = |at: &usize| !(pattern[..*at].ends_with('[') && pattern[at + 1..].starts_with(']'));
    let mut parts = Vec::new();
    let mut start = 0;
    for at in pattern.match_indices('*').map(|(at, _)| at).filter(is_wild) {
        parts.push(&pattern[start..at]);
        start = at + 1;
    }
    parts.push(&pattern[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::{Ends, Selector, fits};
    use crate::value::change::model::{Class, Fingerprint};

    #[test]
    fn a_text_says_by_itself_what_it_means() {
        assert_eq!(Selector::parse("breaking"), Selector::Class(Class::Breaking));
        assert_eq!(Selector::parse("00000000000000ff"), Selector::Fingerprint(Fingerprint(255)));
        assert_eq!(Selector::parse("$.items[*].price"), Selector::Path("$.items[*].price".into()));
        assert_eq!(Selector::parse("perfex/values"), Selector::Case("perfex/values".into()));
    }

    #[test]
    fn a_star_stands_for_anything() {
        assert!(fits("$.items[*].price", "$.items[*].price", Ends::Fixed));
        assert!(fits("$*.price", "$.items[*].price", Ends::Fixed));
        assert!(!fits("$.items", "$.items[*].price", Ends::Fixed));
        assert!(!fits("$.a*a", "$.a", Ends::Fixed));
        assert!(
            !fits("$.items[*].price", "$.items[*].lines[*].price", Ends::Fixed),
            "a list's elements are no wildcard"
        );
        assert!(fits("$.items*.price", "$.items[*].lines[*].price", Ends::Fixed));
        assert!(fits("$.items[*]*", "$.items[*].price", Ends::Fixed));
        assert!(fits("values*field", "perfex/values::lists-every-field[a]", Ends::Open));
        assert!(!fits("field*values", "perfex/values::lists-every-field[a]", Ends::Open));
    }
}
