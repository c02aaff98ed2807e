//! Undoes what encoders escape, whichever characters they chose to: `%63ountersign`, `c\u006funtersign`.
//!
//! The forms of a secret are what encoders write that escape all of a kind. A server can mix them, and a second look at
//! what its readers will make of it finds what those miss.

/// A text that is escaped more often than this is not looked into.
pub const ROUNDS: usize = 3;

/// What readers of the text see who undo percent-encoding, the escapes of JSON and the numbers of HTML once, twice and so
/// on; nothing when there is nothing to undo.
pub fn layers(text: &str) -> impl Iterator<Item = String> {
    std::iter::successors(undone(text), |layer| undone(layer)).take(ROUNDS)
}

/// The text with its escapes undone once; `None` when there are none.
pub fn undone(text: &str) -> Option<String> {
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
    is_changed.then(|| {
        String::from_utf8(undone).unwrap_or_else(|error| {
            // JavaScript's `escape` writes Latin-1.
            let chunks = error.as_bytes().utf8_chunks();
            chunks.fold(String::new(), |text, chunk| {
                text + chunk.valid() + &chunk.invalid().iter().map(|byte| char::from(*byte)).collect::<String>()
            })
        })
    })
}

enum Unit {
    Byte(u8),
    Char(char),
}

/// `%2F`, and `%u2603` as JavaScript's `escape` writes it.
fn percent(bytes: &[u8]) -> Option<(Unit, usize)> {
    let [_, high, low, ..] = *bytes else { return None };
    if matches!(high, b'u' | b'U') {
        return unicode(bytes);
    }
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

/// Four digits behind two characters that say so, or two of them for a character beyond the basic plane.
fn unicode(bytes: &[u8]) -> Option<(Unit, usize)> {
    let unit = |bytes: &[u8]| match *bytes {
        [b'\\' | b'%', b'u' | b'U', a, b, c, d, ..] => {
            Some(digit(a)? << 12 | digit(b)? << 8 | digit(c)? << 4 | digit(d)?)
        }
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

/// `&#47;` and `&#x2f;`, of which readers don't miss the semicolon.
fn entity(bytes: &[u8]) -> Option<(Unit, usize)> {
    let number = bytes.strip_prefix(b"&#")?;
    let (radix, before) = if matches!(number.first(), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let digits = bytes[before..].iter().map_while(|byte| char::from(*byte).to_digit(radix));
    let (mut number, mut count) = (0_u32, 0);
    for digit in digits {
        number = number.saturating_mul(radix).saturating_add(digit);
        count += 1;
    }
    let end = before + count;
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    (count > 0).then_some(())?;
    Some((Unit::Char(char::from_u32(number)?), length))
}

fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(16)
}

#[cfg(test)]
mod tests {
    use super::layers;

    /// The last layer.
    fn plain(text: &str) -> String {
        layers(text).last().unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn whatever_is_escaped_is_undone() {
        for (text, expected) in [
            ("%63ounter%73ign", "countersign"),
            (r"c\u006fun\/ter\n", "coun/ter\n"),
            ("&#99;ount&#x65;r", "counter"),
            ("%2563ounter", "counter"),
            (r"\ud83d\ude00 \\u0063", "😀 c"),
            ("p%C3%A4", "pä"),
            ("p%E4%u2603%uD83D%uDE00", "pä☃😀"),
            ("&#99&#111unt&#x0065;r&#000033", "counter!"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn every_layer_is_seen() {
        assert_eq!(layers("%2541%3D").collect::<Vec<_>>(), ["%41=", "A="]);
        assert_eq!(layers("%25252525").count(), 3);
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in ["", "100%", "%zz", r"\/", r"\u12", r"\ud83d", r"\x", "&#;", "&#x110000;", "&amp;", "é"] {
            assert_eq!(plain(text), text);
        }
    }
}
