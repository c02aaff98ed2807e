//! The mask: every text that leaves the process goes through it, and no secret stays readable in it.
//!
//! Secrets are *masked* here, in whatever is written; snapshots are *redacted* elsewhere, by path.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::secret::filter::{Filter, STRIDE};
use crate::secret::forms::forms;
use crate::secret::others::Others;
use crate::secret::patterns::{Found, Patterns};
use crate::secret::plain::{ROUNDS, layers, undone};
use crate::secret::secret::Secret;

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
    /// Which secrets these are, over all masks of the process; 0 without any. Asked before anything else.
    version: AtomicU64,
    known: RwLock<Arc<Known>>,
    others: Others,
}

/// The next version of any mask.
static VERSIONS: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// The secrets that this thread used last, with their version: threads that write much don't wait for each other.
    static LAST: RefCell<(u64, Arc<Known>)> = RefCell::new((0, Arc::default()));
}

/// The secrets at one moment.
#[derive(Clone, Debug, Default)]
pub struct Known {
    values: HashSet<String>,
    /// Each about twice the one after it, so that a secret added late doesn't rebuild all that came before.
    layers: Vec<Arc<Patterns>>,
    /// How the forms of all layers begin.
    filter: Filter,
    short: Vec<ShortSecret>,
}

#[derive(Clone, Debug)]
struct ShortSecret {
    secret: Secret,
    /// Its forms, without case.
    forms: Vec<String>,
}

impl Mask {
    /// A mask for these secrets.
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Mask {
        let mask = Mask::default();
        mask.add(secrets);
        mask
    }

    /// A mask that can learn further secrets before anything is shown ([`Mask::learn_others`]).
    pub fn with_others(others: Others) -> Mask {
        Mask { shared: Arc::new(Shared { others, ..Shared::default() }) }
    }

    /// Masks these secrets too from now on; of two with the same value the first one's name is shown.
    pub fn add(&self, secrets: impl IntoIterator<Item = Secret>) {
        let mut known = self.shared.known.write().unwrap_or_else(PoisonError::into_inner);
        let mut new: Vec<Secret> = secrets.into_iter().collect();
        new.retain(|secret| !known.has(secret));
        if !new.is_empty() {
            Arc::make_mut(&mut known).add(new);
            self.shared.version.store(VERSIONS.fetch_add(1, Ordering::Relaxed), Ordering::Release);
        }
    }

    /// Masks what nobody has asked for yet, but must not be shown either.
    pub fn learn_others(&self) {
        self.shared.others.learn(|others| self.add(others));
    }

    /// Whether somebody is changing which secrets these are: whoever asks from within that would wait forever.
    pub fn is_held(&self) -> bool {
        matches!(self.shared.known.try_read(), Err(std::sync::TryLockError::WouldBlock))
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
    /// own: `1234` and `Bearer 1234`, but not `12345`. Where a secret shows only when escapes of any kind are undone,
    /// the field is written without them.
    pub fn mask_field<'a>(&self, field: &'a str) -> Cow<'a, str> {
        let Some(known) = self.known() else { return Cow::Borrowed(field) };
        match known.field(field) {
            Cow::Borrowed(field) => known.without_pieces(field),
            Cow::Owned(masked) => Cow::Owned(known.without_pieces(&masked).into_owned()),
        }
    }

    /// Whether `value` is the value of a short secret, which only [`Mask::mask_field`] masks.
    pub fn is_short_secret_value(&self, value: &str) -> bool {
        self.known().is_some_and(|known| known.short.iter().any(|short| short.secret.expose() == value))
    }

    /// A whole body without secrets; like a field, but that nobody has cut it. One in JSON stays JSON: it is written
    /// anew where it has escapes of its own.
    pub fn mask_body<'a>(&self, body: &'a str) -> Cow<'a, str> {
        let Some(known) = self.known() else { return Cow::Borrowed(body) };
        known.body(body)
    }

    /// Whether `text` holds a secret as a whole.
    pub fn is_revealing(&self, text: &str) -> bool {
        self.revealed(text).is_some()
    }

    /// A secret that `text` holds as a whole.
    pub fn revealed(&self, text: &str) -> Option<Secret> {
        let known = self.known()?;
        let found = known.find(text.as_bytes(), 0).map(|found| found.secret).or_else(|| known.has_short(text));
        found.cloned().or_else(|| known.hidden(text).cloned())
    }

    /// The secrets of this moment; `None` without any.
    pub fn known(&self) -> Option<Arc<Known>> {
        let version = self.shared.version.load(Ordering::Acquire);
        if version == 0 {
            return None;
        }
        LAST.with_borrow_mut(|(last, known)| {
            if *last != version {
                *known = self.shared.known.read().unwrap_or_else(PoisonError::into_inner).clone();
                *last = version;
            }
            Some(known.clone())
        })
    }
}

impl Known {
    fn has(&self, secret: &Secret) -> bool {
        self.values.contains(secret.expose())
    }

    fn add(&mut self, new: Vec<Secret>) {
        let mut long = Vec::new();
        for secret in new {
            if !self.values.insert(secret.expose().to_owned()) {
                continue;
            }
            if secret.is_short() {
                let forms = forms(secret.expose()).into_iter().map(|form| form.to_ascii_lowercase());
                self.short.push(ShortSecret { forms: forms.collect(), secret });
            } else {
                long.push(secret);
            }
        }
        if long.is_empty() {
            return;
        }
        let new = Patterns::new(long);
        let too_many = self.filter.is_too_small_for(new.prefixes().count());
        if !too_many {
            new.prefixes().for_each(|prefix| self.filter.add(prefix));
        }
        let mut layer = new;
        while let Some(last) = self.layers.pop_if(|last| last.secrets().len() <= layer.secrets().len()) {
            layer = last.joined(&layer);
        }
        self.layers.push(Arc::new(layer));
        if too_many {
            let all = self.layers.iter().map(|layer| layer.prefixes().count()).sum::<usize>();
            // Room for as many again, so that it is not made anew for every secret.
            self.filter = Filter::for_prefixes(all * 2);
            self.layers.iter().flat_map(|layer| layer.prefixes()).for_each(|prefix| self.filter.add(prefix));
        }
    }

    /// The short secret that stands in a text as a word of its own.
    fn has_short(&self, text: &str) -> Option<&Secret> {
        if self.short.is_empty() {
            return None;
        }
        let text = text.to_ascii_lowercase();
        let short = self.short.iter().find(|short| short.forms.iter().any(|form| has_word(&text, form)));
        short.map(|short| &short.secret)
    }

    /// The secret that shows in a text only when its escapes are undone. A secret may have escapes of its own, so every
    /// layer is looked at.
    fn hidden(&self, text: &str) -> Option<&Secret> {
        layers(text).find_map(|layer| self.find(layer.as_bytes(), 0).map(|found| found.secret))
    }

    /// A field without secrets; where one shows only when escapes are undone, it is written without them.
    fn field<'a>(&self, field: &'a str) -> Cow<'a, str> {
        if let Some(secret) = self.has_short(field) {
            return Cow::Owned(secret.label());
        }
        let masked = self.masked(field);
        self.uncovered(&masked).map_or(masked, Cow::Owned)
    }

    /// A body without secrets; where one shows only when escapes are undone, it is written as JSON again, if that will do.
    fn body<'a>(&self, body: &'a str) -> Cow<'a, str> {
        if let Some(secret) = self.has_short(body) {
            return Cow::Owned(secret.label());
        }
        let masked = self.masked(body);
        if self.hidden(&masked).is_none() {
            return masked;
        }
        let json = serde_json::from_str::<serde_json::Value>(body).ok();
        let json = json.map(|value| self.masked(&format!("{value:#}")).into_owned());
        match json.filter(|json| self.hidden(json).is_none()) {
            Some(json) => Cow::Owned(json),
            None => self.uncovered(&masked).map_or(masked, Cow::Owned),
        }
    }

    /// A text, with its escapes undone as often as it takes for the last secret to show; `None` when none does.
    fn uncovered(&self, text: &str) -> Option<String> {
        let mut shown = None;
        let mut layer = undone(text);
        for _ in 0..ROUNDS {
            let Some(text) = layer else { break };
            let text = match self.masked(&text) {
                Cow::Owned(masked) => shown.insert(masked).clone(),
                Cow::Borrowed(_) => text,
            };
            layer = undone(&text);
        }
        shown
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
        if !text.contains(CUT) {
            return Cow::Borrowed(text);
        }
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
        self.filter.places(bytes, start).find_map(|place| {
            let first = (place + 1).saturating_sub(STRIDE).max(start);
            let begins = |at: &usize| bytes[*at..].first_chunk().is_some_and(|prefix| self.filter.has(*prefix));
            (first..=place).filter(begins).find_map(|at| self.at(bytes, at))
        })
    }

    fn at(&self, bytes: &[u8], start: usize) -> Option<Found<'_>> {
        self.layers.iter().filter_map(|layer| layer.at(bytes, start)).max_by_key(|found| found.end)
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
    use crate::secret::others::Others;
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
        assert_eq!(mask.mask_body(r"no JSON: h\u0075nter2hun\u0074er2"), "no JSON: «secret:TOKEN»");
        assert_eq!(mask.mask_field("/a?b=h%75nter2%2568unter2&c=%20"), "/a?b=«secret:TOKEN»&c= ");
        for text in [r#"{"a":"h\u0075nter"}"#, r"no JSON h\u0075nter2", "plain", "100%25"] {
            assert_eq!(mask.mask_body(text), text);
        }
    }

    #[test]
    fn a_secret_with_escapes_of_its_own_is_masked_where_they_are_escaped() {
        let secrets = ["s3cr+et/Va&lue=%41\"q'z", "pass%20word%2Fx", "back\\u0041slash\\n12", "twice%2541&#65;over"];
        let all = |secret: &str, unit: &dyn Fn(u8) -> String| secret.bytes().map(unit).collect::<String>();
        for secret in secrets {
            let mask = mask(&[("KEY", secret)]);
            let percent = all(secret, &|byte| format!("%{byte:02x}"));
            let some =
                all(secret, &|byte| if byte % 3 == 0 { format!("%{byte:02X}") } else { char::from(byte).to_string() });
            for text in [
                percent.replace('%', "%25"),
                all(secret, &|byte| format!("&#{byte};")),
                all(secret, &|byte| format!("&#x{byte:x};")),
                all(secret, &|byte| format!("&#{byte}")),
                some,
                percent,
            ] {
                let text = format!("<{text}>");
                assert_eq!(mask.mask_field(&text), "<«secret:KEY»>", "{secret} in {text}");
                assert_eq!(mask.mask_body(&text), "<«secret:KEY»>", "{secret} in {text}");
                assert!(mask.is_revealing(&text), "{secret} in {text}");
            }
        }
    }

    #[test]
    fn the_case_of_letters_does_not_matter() {
        let mask = mask(&[("TOKEN", "Hunter2/Hunter2")]);
        for text in ["hunter2/hunter2", "HUNTER2%2fHUNTER2", "48756E7465723248756E74657232", "48756e746572322F"] {
            assert_eq!(mask.is_revealing(text), !text.starts_with("4875"), "{text}");
        }
        assert_eq!(mask.apply("48756E746572322f48756e74657232"), "«secret:TOKEN»");
    }

    #[test]
    fn others_are_learned_once_and_only_when_they_are_asked_for() {
        let mask = Mask::with_others(Others::new(|| vec![Secret::new("OTHER", "hunter2hunter2").expect("not empty")]));
        assert_eq!(mask.apply("hunter2hunter2"), "hunter2hunter2");
        mask.clone().learn_others();
        mask.learn_others();
        assert_eq!(mask.apply("hunter2hunter2"), "«secret:OTHER»");
    }

    #[test]
    fn a_field_is_masked_like_text_otherwise() {
        let mask = mask(&[("PIN", "1234"), ("TOKEN", "hunter2hunter2")]);
        assert_eq!(mask.mask_field("Bearer hunter2hunter2"), "Bearer «secret:TOKEN»");
    }
}
