//! Text from servers made harmless for terminals and logs, and numbers made readable.

use std::borrow::Cow;
use std::time::Duration;

use crate::source::commands::{without_commands, without_controls};

/// The text without anything a terminal or a CI log would act on: control characters, the bidirectional ones and the
/// byte order mark are shown as escapes, and so is the beginning of a CI system's command; line breaks and tabs stay only
/// where `lines` says so.
pub fn harmless(text: &str, lines: bool) -> Cow<'_, str> {
    match without_controls(text, lines) {
        Cow::Borrowed(text) => without_commands(text),
        Cow::Owned(text) => match without_commands(&text) {
            Cow::Owned(altered) => Cow::Owned(altered),
            Cow::Borrowed(_) => Cow::Owned(text),
        },
    }
}

/// `850 us`, `3.2 ms`, `1.25 s`.
pub fn duration(duration: Duration) -> String {
    let micros = duration.as_micros();
    match micros {
        0..1_000 => format!("{micros} us"),
        1_000..10_000 => format!("{:.1} ms", duration.as_secs_f64() * 1e3),
        10_000..1_000_000 => format!("{:.0} ms", duration.as_secs_f64() * 1e3),
        _ => format!("{:.2} s", duration.as_secs_f64()),
    }
}

/// `512 B`, `3.5 kB`, `1.2 MB`.
#[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// `1 case`, `2 cases`.
pub fn count(number: usize, singular: &str) -> String {
    if number == 1 { format!("1 {singular}") } else { format!("{number} {singular}s") }
}

#[cfg(test)]
mod tests {
    use super::{duration, harmless, size};

    #[test]
    fn what_a_terminal_would_act_on_is_escaped() {
        assert_eq!(harmless("a\u{1b}[31mb\n", false), "a\\u{1b}[31mb\\n");
        assert_eq!(harmless("a\nb", true), "a\nb");
        assert_eq!(harmless("\u{202e}x", true), "\\u{202e}x");
        assert_eq!(harmless("número", false), "número");
        assert_eq!(harmless("a\n::b\r##[c]", true), "a\n\\u{3a}:b\\r#\\u{23}[c]");
        assert_eq!(harmless("::b", false), "\\u{3a}:b");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(duration(std::time::Duration::from_micros(3_240)), "3.2 ms");
        assert_eq!(size(3_456), "3.5 kB");
    }
}
