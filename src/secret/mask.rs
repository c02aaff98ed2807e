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

/// What stands where a text was cut.
const CUT: &str = "…";

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
        match known.masked(text) {
            Cow::Borrowed(text) => known.without_pieces(text),
            Cow::Owned(masked) => Cow::Owned(known.without_pieces(&masked).into_owned()),
        }
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
        match known.has_short(field) {
            Some(secret) => Cow::Owned(secret.label()),
            None => self.apply(field),
        }
    }

    /// Whether `value` is the value of a short secret, which only [`Mask::mask_field`] masks.
    pub fn is_short_secret_value(&self, value: &str) -> bool {
        self.known().is_some_and(|known| known.short.iter().any(|short| short.secret.expose() == value))
    }

    /// A whole body without secrets. One in JSON can also escape a part of a secret in a way of its own, which its
    /// readers undo: then it is written anew.
    pub fn mask_body<'a>(&self, body: &'a str) -> Cow<'a, str> {
        let masked = self.mask_field(body);
        if self.known().is_none() || !masked.contains("\\u") {
            return masked;
        }
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&masked) else { return masked };
        let plain = format!("{value:#}");
        if self.is_revealing(&plain) { Cow::Owned(self.mask_field(&plain).into_owned()) } else { masked }
    }

    /// Whether `text` holds a secret as a whole.
    pub fn is_revealing(&self, text: &str) -> bool {
        self.known().is_some_and(|known| known.has_short(text).is_some() || known.find(text.as_bytes(), 0).is_some())
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

    /// The short secret that stands in a text as a word of its own.
    fn has_short(&self, text: &str) -> Option<&Secret> {
        let short = self.short.iter().find(|short| short.forms.iter().any(|form| has_word(text, form)));
        short.map(|short| &short.secret)
    }

    fn masked<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some(mut found) = self.find(text.as_bytes(), 0) else { return Cow::Borrowed(text) };
        let mut masked = String::with_capacity(text.len());
        let mut done = 0;
        loop {
            // Forms are UTF-8, and UTF-8 is found only at the borders of characters.
            masked.push_str(&text[done..found.start]);
            masked.push_str(&found.secret.label());
            done = found.end;
            match self.find(text.as_bytes(), done) {
                Some(next) => found = next,
                None => break,
            }
        }
        masked.push_str(&text[done..]);
        Cow::Owned(masked)
    }

    /// The text without the pieces of secrets that are left where it was cut: excerpts are made before they are masked.
    fn without_pieces<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut masked = String::new();
        let mut done = 0;
        for (at, _) in text.match_indices(CUT) {
            let before = text[done..at].trim_end_matches('"');
            if let Some((length, secret)) = self.layers.iter().find_map(|layer| layer.begun_at_end(before)) {
                let end = done + before.len();
                masked.push_str(&text[done..end - length]);
                masked.push_str(&secret.label());
                done = end;
            }
            let after = text[at + CUT.len()..].trim_start_matches('"');
            if let Some((length, secret)) = self.layers.iter().find_map(|layer| layer.ended_at_start(after)) {
                let start = text.len() - after.len();
                masked.push_str(&text[done..start]);
                masked.push_str(&secret.label());
                done = start + length;
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        masked.push_str(&text[done..]);
        Cow::Owned(masked)
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
    fn nothing_of_a_secret_stays_where_a_text_was_cut() {
        let mask = mask(&[("TOKEN", "hunter2/hunter2"), ("KEY", "countersign")]);
        for (text, masked) in [
            ("the body says: hunter2/hu…", "the body says: «secret:TOKEN»…"),
            ("12 bytes: \"x hunter2\\/hunt\"…", "12 bytes: \"x «secret:TOKEN»\"…"),
            ("…\"er2/hunter2 and more", "…\"«secret:TOKEN» and more"),
            ("…tersign, count…", "…«secret:KEY», «secret:KEY»…"),
            ("countersign, count…tersign", "«secret:KEY», «secret:KEY»…«secret:KEY»"),
        ] {
            assert_eq!(mask.apply(text), masked);
        }
        for text in ["the cou…", "…ign", "count", "a counter … b", "…"] {
            assert_eq!(mask.apply(text), text);
        }
        assert!(!mask.is_revealing("discount…"), "a word that a secret begins with is no secret");
    }

    #[test]
    fn what_a_body_escapes_in_its_own_way_is_masked_as_well() {
        let mask = mask(&[("TOKEN", "hunter2hunter2")]);
        let masked = mask.mask_body(r#"{"a":"h\u0075nter2hun\u0074er2"}"#);
        assert_eq!(masked.split_whitespace().collect::<String>(), r#"{"a":"«secret:TOKEN»"}"#);
        for text in [r#"{"a":"h\u0075nter"}"#, r"no JSON h\u0075nter2", "plain"] {
            assert_eq!(mask.mask_body(text), text);
        }
    }

    #[test]
    fn a_field_is_masked_like_text_otherwise() {
        let mask = mask(&[("PIN", "1234"), ("TOKEN", "hunter2hunter2")]);
        assert_eq!(mask.mask_field("Bearer hunter2hunter2"), "Bearer «secret:TOKEN»");
    }
}
