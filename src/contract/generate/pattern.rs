//! A text that matches a regular expression.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// How often something that may repeat without end is repeated beyond what it must.
const REPEAT: u32 = 2;
/// A text longer than this is given up.
const MAX_LENGTH: usize = 10_000;

/// Some text that matches; `None` for expressions that look around, or that want too much.
pub fn matching(pattern: &str, rng: &mut fastrand::Rng) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, rng, &mut text).then_some(text)
}

fn write(hir: &Hir, rng: &mut fastrand::Rng, text: &mut String) -> bool {
    if text.len() > MAX_LENGTH {
        return false;
    }
    match hir.kind() {
        // Anchors hold at both ends of what is written; inside a text they are rare, and the caller checks.
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            text.push_str(&String::from_utf8_lossy(&literal.0));
            true
        }
        HirKind::Class(Class::Unicode(class)) => character(class, rng).map(|one| text.push(one)).is_some(),
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX).min(repetition.min.saturating_add(REPEAT));
            let times = rng.u32(repetition.min..=most.max(repetition.min));
            (0..times).all(|_| write(&repetition.sub, rng, text))
        }
        HirKind::Capture(capture) => write(&capture.sub, rng, text),
        HirKind::Concat(parts) => parts.iter().all(|part| write(part, rng, text)),
        HirKind::Alternation(parts) => parts.get(rng.usize(..parts.len())).is_some_and(|part| write(part, rng, text)),
    }
}

/// One of a class: a letter or digit where there is one, else anything visible, else whatever there is.
fn character(class: &ClassUnicode, rng: &mut fastrand::Rng) -> Option<char> {
    let plain = |wanted: fn(&char) -> bool| -> Vec<char> {
        (0x20_u8..0x7f)
            .map(char::from)
            .filter(|one| wanted(one) && class.ranges().iter().any(|range| (range.start()..=range.end()).contains(one)))
            .collect()
    };
    let mut choice = plain(char::is_ascii_alphanumeric);
    if choice.is_empty() {
        choice = plain(|_| true);
    }
    rng.choice(choice).or_else(|| class.ranges().first().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn what_is_written_matches() {
        let patterns = [
            r"^\d+$",
            r"^[A-Z]{2}-\d{4}(-x)?$",
            r"^#[0-9a-fA-F]{6}$",
            "a|bc|",
            r"^[^a-z0-9]+$",
            r"^\p{Greek}+$",
            r"^(\w+)@(\w+)\.(com|org)$",
            "",
            r"^\/path\/[a-z]*$",
            r"[^\s]{3,}",
            r"^.{5}$",
        ];
        for seed in 0..50 {
            let mut rng = fastrand::Rng::with_seed(seed);
            for pattern in patterns {
                let text = matching(pattern, &mut rng).expect("can be written");
                assert!(regex::Regex::new(pattern).expect("a pattern").is_match(&text), "{pattern}: {text:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_written_is_given_up() {
        let mut rng = fastrand::Rng::with_seed(1);
        assert_eq!(matching("(?=a)b", &mut rng), None);
        assert_eq!(matching("((a{1000}){1000}){1000}", &mut rng), None);
    }
}
