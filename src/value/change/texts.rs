//! Two texts that differ, so that their difference can be seen and is not taken for another one.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::value::json::excerpt;

/// How much of a text is shown in a change.
const EXCERPT: usize = 60;
/// How much of two long texts is shown before the place where they part.
const LEAD: usize = 12;

/// What is said of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpts {
    /// The old one, quoted: its beginning, or what is near the place where the two part.
    pub from: String,
    /// The new one, in the same way.
    pub to: String,
    /// Stands for both in full where something was left out of one of them.
    pub unsaid: Option<u64>,
}

impl Excerpts {
    /// Two texts that are not equal.
    pub fn of(old: &str, new: &str) -> Excerpts {
        let show = |text: &str| excerpt(&Value::from(text), EXCERPT);
        let (from, to) = (show(old), show(new));
        let is_whole = |shown: &str| shown.ends_with('"');
        if is_whole(&from) && is_whole(&to) {
            return Excerpts { from, to, unsaid: None };
        }
        let unsaid = Some(digest(old, new));
        if from != to {
            return Excerpts { from, to, unsaid };
        }
        let common = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
        let part = |text: &str| {
            let rest: String = text.chars().skip(common.saturating_sub(LEAD)).take(EXCERPT + 1).collect();
            format!("…{}", show(&rest))
        };
        Excerpts { from: part(old), to: part(new), unsaid }
    }
}

fn digest(old: &str, new: &str) -> u64 {
    let mut hash = Sha256::new();
    for text in [old, new] {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let digest = hash.finalize();
    u64::from_be_bytes(std::array::from_fn(|index| digest[index]))
}

#[cfg(test)]
mod tests {
    use super::Excerpts;

    #[test]
    fn short_texts_are_said_in_full() {
        let said = Excerpts::of("a \"b\"", "c…");
        assert_eq!((said.from.as_str(), said.to.as_str(), said.unsaid), (r#""a \"b\"""#, "\"c…\"", None));
    }

    #[test]
    fn of_two_long_texts_the_part_that_differs_is_shown() {
        let long = "x".repeat(500);
        let said = Excerpts::of(&format!("{long}one"), &format!("{long}two"));
        assert_eq!((said.from.as_str(), said.to.as_str()), ("…\"xxxxxxxxxxxxone\"", "…\"xxxxxxxxxxxxtwo\""));
    }

    #[test]
    fn what_is_left_out_still_counts() {
        let (old, new) = (format!("old {}", "x".repeat(100)), format!("new {}", "x".repeat(100)));
        let one = Excerpts::of(&old, &format!("{new}, one"));
        let other = Excerpts::of(&old, &format!("{new}, other"));
        assert_eq!((&one.from, &one.to), (&other.from, &other.to));
        assert_ne!(one.unsaid, other.unsaid);
        let odd = Excerpts::of(&format!("{}\"{}", "x".repeat(58), "y".repeat(9)), "short");
        assert!(odd.unsaid.is_some(), "an escaped quote is no end: {}", odd.from);
    }
}
