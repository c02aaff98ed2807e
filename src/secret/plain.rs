//! Undoes what encoders escape, whichever characters they chose to: `%63ountersign`, `c\u006funtersign`.
//!
//! The forms of a secret are what encoders write that escape all of a kind. A server can mix them, and a second look at
//! what its readers will make of it finds what those miss.

use std::borrow::Cow;

/// A text that is escaped more often than this is not looked into.
const ROUNDS: usize = 3;

/// The text with percent-encoding, the escapes of JSON and the numbers of HTML undone, in as many rounds as it takes;
/// borrowed when there is nothing to undo.
pub fn plain(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        match undone(&text) {
            Some(undone) => text = Cow::Owned(undone),
            None => break,
        }
    }
    text
}

fn undone(text: &str) -> Option<String> {
    // What else is escaped in JSON and HTML is escaped by everybody.
    if !text.contains('%') && !text.contains("\\u") && !text.contains("&#") {
        return None;
    }
    let bytes = text.as_bytes();
    let mut undone: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let mut is_changed = false;
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let unit = match byte {
            b'%' => percent(rest),
            b'\\' => escape(rest),
            b'&' => entity(rest),
            _ => None,
        };
        match unit {
            Some((Unit::Byte(byte), length)) => {
                undone.push(byte);
                at += length;
                is_changed = true;
            }
            Some((Unit::Char(char), length)) => {
                undone.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
                at += length;
                is_changed = true;
            }
            None => {
                // Most of a text is as it seems.
                let run = rest[1..].iter().position(|byte| matches!(byte, b'%' | b'\\' | b'&'));
                let run = run.map_or(rest.len(), |run| run + 1);
                undone.extend_from_slice(&rest[..run]);
                at += run;
            }
        }
    }
    // Bytes that are no UTF-8 are no part of a secret, which is text.
    is_changed.then(|| {
        String::from_utf8(undone).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    })
}

enum Unit {
    Byte(u8),
    Char(char),
}

/// `%2F`
fn percent(bytes: &[u8]) -> Option<(Unit, usize)> {
    let [_, high, low, ..] = *bytes else { return None };
    Some((Unit::Byte(u8::try_from(digit(high)? << 4 | digit(low)?).ok()?), 3))
}

/// `\u002f`, `\/` and the like.
fn escape(bytes: &[u8]) -> Option<(Unit, usize)> {
    let byte = match *bytes.get(1)? {
        b'u' => return unicode(bytes),
        byte @ (b'/' | b'"' | b'\\' | b'\'') => byte,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        _ => return None,
    };
    Some((Unit::Byte(byte), 2))
}

fn unicode(bytes: &[u8]) -> Option<(Unit, usize)> {
    let unit = |bytes: &[u8]| match *bytes {
        [b'\\', b'u', a, b, c, d, ..] => Some(digit(a)? << 12 | digit(b)? << 8 | digit(c)? << 4 | digit(d)?),
        _ => None,
    };
    let first = unit(bytes)?;
    if let Some(char) = char::from_u32(first) {
        return Some((Unit::Char(char), 6));
    }
    let second = unit(&bytes[6..])?;
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let char = char::decode_utf16(pair).next()?.ok()?;
    Some((Unit::Char(char), 12))
}

/// `&#47;` and `&#x2f;`
fn entity(bytes: &[u8]) -> Option<(Unit, usize)> {
    let number = bytes.strip_prefix(b"&#")?;
    let end = number.iter().take(8).position(|byte| *byte == b';')?;
    let digits = std::str::from_utf8(&number[..end]).ok()?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((Unit::Char(char::from_u32(number)?), end + 3))
}

fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(16)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn whatever_is_escaped_is_undone() {
        for (text, expected) in [
            ("%63ounter%73ign", "countersign"),
            (r"c\u006fun\/ter\n", "coun/ter\n"),
            ("&#99;ount&#x65;r", "counter"),
            ("%2563ounter", "counter"),
            (r"\ud83d\ude00 \\u0063", "😀 c"),
            ("p%C3%A4", "pä"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in ["", "100%", "%zz", r"\/", r"\u12", r"\ud83d", r"\x", "&#;", "&#x110000;", "&amp;", "é"] {
            assert_eq!(plain(text), text);
        }
    }
}
