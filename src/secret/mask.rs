//! The mask: every text that leaves the process goes through it, and no secret stays readable in it.
//!
//! Secrets are *masked* here, in whatever is written; snapshots are *redacted* elsewhere, by path.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::secret::forms::forms;
use crate::secret::patterns::{Found, Patterns};
use crate::secret::secret::Secret;

/// A secret with fewer characters is not looked for inside other text: `1234` would be found everywhere. It is only
/// masked by [`Mask::mask_field`].
pub const SHORT: usize = 8;

/// Replaces secrets, in all their forms, by `«secret:NAME»`. Clones share their secrets, so that one captured by any
/// thread is masked by all. Without secrets it costs next to nothing.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Whether there is any secret; asked before anything else.
    armed: AtomicBool,
    known: RwLock<Arc<Known>>,
}

/// The secrets at one moment.
#[derive(Clone, Debug, Default)]
pub struct Known {
    values: HashSet<String>,
    /// Each about twice the one after it, so that a secret added late doesn't rebuild all that came before.
    layers: Vec<Arc<Patterns>>,
    short: Vec<ShortSecret>,
}

#[derive(Clone, Debug)]
struct ShortSecret {
    secret: Secret,
    forms: Vec<String>,
}

impl Mask {
    /// A mask for these secrets.
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Mask {
        let mask = Mask::default();
        mask.add(secrets);
        mask
    }

    /// Masks these secrets too from now on; of two with the same value the first one's name is shown.
    pub fn add(&self, secrets: impl IntoIterator<Item = Secret>) {
        let mut known = self.shared.known.write().unwrap_or_else(PoisonError::into_inner);
        let mut new: Vec<Secret> = secrets.into_iter().collect();
        new.retain(|secret| !known.values.contains(secret.expose()));
        if !new.is_empty() {
            Arc::make_mut(&mut known).add(new);
            self.shared.armed.store(true, Ordering::Release);
        }
    }

    /// `text` without secrets.
    pub fn apply<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some(known) = self.known() else { return Cow::Borrowed(text) };
        let Some(mut found) = known.find(text.as_bytes(), 0) else { return Cow::Borrowed(text) };
        let mut masked = String::with_capacity(text.len());
        let mut done = 0;
        loop {
            // Forms are UTF-8, and UTF-8 is found only at the borders of characters.
            masked.push_str(&text[done..found.start]);
            masked.push_str(&found.secret.label());
            done = found.end;
            match known.find(text.as_bytes(), done) {
                Some(next) => found = next,
                None => break,
            }
        }
        masked.push_str(&text[done..]);
        Cow::Owned(masked)
    }

    /// `bytes` without secrets, whatever else they are.
    pub fn apply_bytes<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let Some(known) = self.known() else { return Cow::Borrowed(bytes) };
        if known.find(bytes, 0).is_none() {
            return Cow::Borrowed(bytes);
        }
        let mut masked = Vec::with_capacity(bytes.len());
        let done = known.mask_until(bytes, bytes.len(), &mut masked);
        masked.extend_from_slice(&bytes[done..]);
        Cow::Owned(masked)
    }

    /// A whole field, such as a header's value, a cell or a string in a body, without secrets.
    ///
    /// Besides what [`Mask::apply`] does, the whole field is masked when a short secret stands in it as a word of its
    /// own: `1234` and `Bearer 1234`, but not `12345`.
    pub fn mask_field<'a>(&self, field: &'a str) -> Cow<'a, str> {
        let Some(known) = self.known() else { return Cow::Borrowed(field) };
        match known.short.iter().find(|short| short.forms.iter().any(|form| has_word(field, form))) {
            Some(short) => Cow::Owned(short.secret.label()),
            None => self.apply(field),
        }
    }

    /// Whether `value` is the value of a short secret, which only [`Mask::mask_field`] masks.
    pub fn is_short_secret_value(&self, value: &str) -> bool {
        self.known().is_some_and(|known| known.short.iter().any(|short| short.secret.expose() == value))
    }

    /// Whether `text` holds a secret: what [`Mask::mask_field`] would change.
    pub fn is_revealing(&self, text: &str) -> bool {
        matches!(self.mask_field(text), Cow::Owned(_))
    }

    /// The secrets of this moment; `None` without any.
    pub fn known(&self) -> Option<Arc<Known>> {
        if !self.shared.armed.load(Ordering::Acquire) {
            return None;
        }
        Some(self.shared.known.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Known {
    fn add(&mut self, new: Vec<Secret>) {
        let mut long = Vec::new();
        for secret in new {
            if !self.values.insert(secret.expose().to_owned()) {
                continue;
            }
            if secret.expose().chars().count() < SHORT {
                self.short.push(ShortSecret { forms: forms(secret.expose()), secret });
            } else {
                long.push(secret);
            }
        }
        if long.is_empty() {
            return;
        }
        while let Some(last) = self.layers.pop_if(|last| last.secrets().len() <= long.len()) {
            long.splice(0..0, last.secrets().iter().cloned());
        }
        self.layers.push(Arc::new(Patterns::new(long)));
    }

    /// The first secret in `bytes` from `start` on, in its longest form.
    pub fn find(&self, bytes: &[u8], start: usize) -> Option<Found<'_>> {
        let found = self.layers.iter().filter_map(|layer| layer.find(bytes, start));
        found.min_by_key(|found| (found.start, std::cmp::Reverse(found.end)))
    }

    /// Writes `bytes` to `masked` up to the last secret that begins before `end`, and returns where that one ends.
    pub fn mask_until(&self, bytes: &[u8], end: usize, masked: &mut Vec<u8>) -> usize {
        let mut done = 0;
        while let Some(found) = self.find(bytes, done).filter(|found| found.start < end) {
            masked.extend_from_slice(&bytes[done..found.start]);
            masked.extend_from_slice(found.secret.label().as_bytes());
            done = found.end;
        }
        done
    }

    /// Where the first form begins that more bytes could complete; the length of `bytes` if there is none.
    pub fn undecided(&self, bytes: &[u8]) -> usize {
        let longest = self.layers.iter().map(|layer| layer.longest()).max().unwrap_or(0);
        let first = (bytes.len() + 1).saturating_sub(longest);
        let may_continue = |at: &usize| self.layers.iter().any(|layer| layer.may_continue(&bytes[*at..]));
        (first..bytes.len()).find(may_continue).unwrap_or(bytes.len())
    }
}

/// Whether `word` is in `text` with no letter or digit at either side.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::Mask;
    use crate::secret::secret::Secret;

    fn mask(secrets: &[(&str, &str)]) -> Mask {
        Mask::new(secrets.iter().map(|(name, value)| Secret::new(*name, *value).expect("not empty")))
    }

    #[test]
    fn every_occurrence_is_masked() {
        let mask = mask(&[("TOKEN", "hunter2hunter2"), ("KEY", "a/b+c=d&e")]);
        assert_eq!(mask.apply("hunter2hunter2, hunter2hunter2!"), "«secret:TOKEN», «secret:TOKEN»!");
        assert_eq!(mask.apply("é?k=a%2Fb%2Bc%3Dd%26e&t=hunter2hunter2"), "é?k=«secret:KEY»&t=«secret:TOKEN»");
        let bytes = [&b"\xff "[..], "«secret:TOKEN»".as_bytes(), b" \xfe"].concat();
        assert_eq!(mask.apply_bytes(b"\xff hunter2hunter2 \xfe"), bytes);
        assert!(matches!(mask.apply("hunter2"), Cow::Borrowed("hunter2")));
    }

    #[test]
    fn the_longest_secret_wins() {
        let mask = mask(&[("A", "counters"), ("B", "countersign"), ("C", "the countersign")]);
        assert_eq!(mask.apply("the countersign"), "«secret:C»");
        assert_eq!(mask.apply("countersign"), "«secret:B»");
        assert_eq!(mask.apply("counters"), "«secret:A»");
    }

    #[test]
    fn secrets_added_later_are_masked_by_every_clone() {
        let mask = mask(&[]);
        let clone = mask.clone();
        assert!(mask.known().is_none());
        for number in 0..100 {
            clone.add([Secret::new(format!("S{number}"), format!("captured-{number:03}")).expect("not empty")]);
            for earlier in 0..=number {
                let text = format!("<captured-{earlier:03}>");
                assert_eq!(mask.apply(&text), format!("<«secret:S{earlier}»>"));
            }
        }
        assert!(mask.known().expect("secrets").layers.len() < 8);
    }

    #[test]
    fn of_equal_values_the_first_name_counts() {
        let mask = mask(&[("A", "same-value"), ("B", "same-value")]);
        mask.add([Secret::new("C", "same-value").expect("not empty")]);
        assert_eq!(mask.apply("same-value"), "«secret:A»");
    }

    #[test]
    fn a_short_secret_masks_the_field_it_is_a_word_of() {
        let mask = mask(&[("PIN", "12 4")]);
        for field in ["12 4", "Bearer 12 4", "(12%204)", "a=12+4;"] {
            assert_eq!(mask.mask_field(field), "«secret:PIN»", "{field}");
            assert_eq!(mask.apply(field), field);
            assert!(mask.is_revealing(field));
        }
        for field in ["112 4", "12 45", "12", ""] {
            assert_eq!(mask.mask_field(field), field);
            assert!(!mask.is_revealing(field));
        }
        assert!(mask.is_short_secret_value("12 4") && !mask.is_short_secret_value("Bearer 12 4"));
    }

    #[test]
    fn a_field_is_masked_like_text_otherwise() {
        let mask = mask(&[("PIN", "1234"), ("TOKEN", "hunter2hunter2")]);
        assert_eq!(mask.mask_field("Bearer hunter2hunter2"), "Bearer «secret:TOKEN»");
    }
}
