//! Text in columns that fits a terminal of 80 characters, whatever is in it.

use unicode_width::UnicodeWidthStr;

/// Lines are not longer, unless a word is.
pub const WIDTH: usize = 80;

/// A text as lines of at most `width` characters, broken between words; a word that is longer is broken, too.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word;
        let room = |line: &str| if line.is_empty() { width } else { width.saturating_sub(line.width() + 1) };
        if !line.is_empty() && word.width() > room(&line) {
            lines.push(std::mem::take(&mut line));
        }
        while word.width() > width {
            let at = cut(word, width);
            lines.push(word[..at].to_owned());
            word = &word[at..];
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Where a word has as many columns as there is room for; behind a character that people break at, if there is one.
fn cut(word: &str, width: usize) -> usize {
    let mut at = 0;
    let mut used = 0;
    let mut good = 0;
    for (index, c) in word.char_indices() {
        let own = c.to_string().width();
        if used + own > width {
            break;
        }
        used += own;
        at = index + c.len_utf8();
        if matches!(c, '/' | ':' | '-' | '.' | '_') {
            good = at;
        }
    }
    if good > at / 2 { good } else { at.max(word.chars().next().map_or(0, char::len_utf8)) }
}

/// The text with spaces behind it, up to a width.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::{padded, wrapped};

    #[test]
    fn words_are_kept_whole_where_they_fit() {
        assert_eq!(wrapped("at most 800 ms of it", 10), ["at most", "800 ms of", "it"]);
        assert_eq!(wrapped("", 10), [""]);
        assert_eq!(wrapped("perfex/values::lists-every", 12), ["perfex/", "values::", "lists-every"]);
        assert_eq!(wrapped("日本語日本語", 8), ["日本語日", "本語"]);
        assert_eq!(padded("日", 4), "日  ");
    }
}
