//! What kind of text a string is, told from the text alone.
//!
//! A text is told to be of a format more carefully than a recorded format is held against a text: what looks like a word
//! is not taken for base64, but where base64 was reviewed, it may look like a word.

use crate::value::shape::content::{is_base64, is_html, looks_like_base64, looks_like_html};

/// A kind of text that can be recognized without knowing anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `42`, `-1`; no leading zeros.
    Integer,
    /// `12.50`.
    Decimal,
    /// `2021-05-01`.
    Date,
    /// `14:30:00`.
    Time,
    /// RFC 3339, `2021-05-01T14:30:00Z`.
    DateTime,
    /// As SQL databases write it, `2021-05-01 14:30:00`.
    SqlDateTime,
    /// `01/05/2021`, whichever of day and month comes first.
    SlashDate,
    /// `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
    Uuid,
    /// `someone@example.com`.
    Email,
    /// `https://example.com/`, any scheme with an authority.
    Uri,
    /// `#fff` or `#ffffff`.
    HexColor,
    /// A digest: 32, 40 or 64 hexadecimal digits.
    Digest,
    /// Bytes in base64, with padding.
    Base64,
    /// A text with tags of HTML.
    Html,
}

/// Every format, in the order in which they are tried.
pub const ALL: &[Format] = &[
    Format::Integer,
    Format::Decimal,
    Format::Date,
    Format::Time,
    Format::DateTime,
    Format::SqlDateTime,
    Format::SlashDate,
    Format::Uuid,
    Format::Email,
    Format::Uri,
    Format::HexColor,
    Format::Digest,
    Format::Base64,
    Format::Html,
];

impl Format {
    /// The first format that `text` is sure to have.
    pub fn of(text: &str) -> Option<Format> {
        ALL.iter().copied().find(|format| format.is_told_by(text))
    }

    /// Whether `text` has this format, and looks so much like it that one can tell. Every text that does also has the
    /// format in the eyes of JSON Schema, if that knows it.
    fn is_told_by(self, text: &str) -> bool {
        match self {
            // Readers disagree on which minutes have a second more.
            Format::DateTime => is_date_time(text) && text.get(17..19) != Some("60"),
            Format::Email => is_common_email(text),
            Format::Uri => is_common_uri(text),
            Format::Base64 => looks_like_base64(text),
            Format::Html => looks_like_html(text),
            _ => self.accepts(text),
        }
    }

    /// Whether `text` has this format.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Format::Integer => is_integer(text),
            Format::Decimal => is_integer(text) || is_decimal(text),
            Format::Date => is_date(text),
            Format::Time => is_time(text),
            Format::DateTime => is_date_time(text),
            Format::SqlDateTime => text.split_once(' ').is_some_and(|(date, time)| is_date(date) && is_time(time)),
            Format::SlashDate => is_slash_date(text),
            Format::Uuid => fits(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
            Format::Email => is_email(text),
            Format::Uri => is_uri(text),
            Format::HexColor => fits(text, "#xxx") || fits(text, "#xxxxxx"),
            Format::Digest => matches!(text.len(), 32 | 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
            Format::Base64 => is_base64(text),
            Format::Html => is_html(text),
        }
    }

    /// Whether every text of the `other` format has this one too.
    pub fn covers(self, other: Format) -> bool {
        self == other || matches!((self, other), (Format::Decimal, Format::Integer) | (Format::Base64, Format::Digest))
    }

    /// Its name in snapshots; that of JSON Schema where there is one.
    pub fn name(self) -> &'static str {
        match self {
            Format::Integer => "integer",
            Format::Decimal => "decimal",
            Format::Date => "date",
            Format::Time => "time",
            Format::DateTime => "date-time",
            Format::SqlDateTime => "sql-date-time",
            Format::SlashDate => "slash-date",
            Format::Uuid => "uuid",
            Format::Email => "email",
            Format::Uri => "uri",
            Format::HexColor => "hex-color",
            Format::Digest => "digest",
            Format::Base64 => "base64",
            Format::Html => "html",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Format> {
        ALL.iter().copied().find(|format| format.name() == name)
    }
}

/// Whether `text` is as long as `picture` and has a digit for every `9`, a hexadecimal digit for every `x`, and
/// otherwise the same characters.
fn fits(text: &str, picture: &str) -> bool {
    text.len() == picture.len()
        && text.bytes().zip(picture.bytes()).all(|(byte, wanted)| match wanted {
            b'9' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            _ => byte == wanted,
        })
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits) && (digits == "0" || !digits.starts_with('0'))
}

fn is_decimal(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, fraction)| is_integer(whole) && is_digits(fraction))
}

fn is_date(text: &str) -> bool {
    fits(text, "9999-99-99") && is_day(number(&text[8..]), number(&text[5..7]), number(&text[..4]))
}

fn is_day(day: u32, month: u32, year: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_slash_date(text: &str) -> bool {
    fits(text, "99/99/9999") && {
        let (first, second, year) = (number(&text[..2]), number(&text[3..5]), number(&text[6..]));
        is_day(first, second, year) || is_day(second, first, year)
    }
}

fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_digits(fraction)
        && fits(clock, "99:99:99")
        && number(&clock[..2]) < 24
        && number(&clock[3..5]) < 60
        && number(&clock[6..]) <= 60
}

fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else { return false };
    let time = rest.strip_suffix(['Z', 'z']).or_else(|| {
        let (time, offset) = rest.split_at_checked(rest.len().checked_sub(6)?)?;
        let fits = fits(offset, "+99:99") || fits(offset, "-99:99");
        (fits && number(&offset[1..3]) < 24 && number(&offset[4..]) < 60).then_some(time)
    });
    is_date(date) && time.is_some_and(is_time)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let part = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+%'".contains(&byte);
    let label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    !local.is_empty() && local.bytes().all(part) && domain.contains('.') && domain.split('.').all(label)
}

/// Without the odd ones, about which readers disagree.
fn is_common_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..") && local.len() <= 64;
    let label = |label: &str| label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-');
    // A label such as `xn--` or `ab--c` says how the rest is encoded.
    is_email(text) && dots && domain.len() <= 190 && !domain.contains("--") && domain.split('.').all(label)
}

/// Without the odd ones, about which readers disagree: user names, addresses in brackets, stray percent signs.
fn is_common_uri(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, port) = rest[..end].split_once(':').unwrap_or((&rest[..end], "80"));
    let escaped = |part: &str| part.len() >= 2 && part.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
    is_uri(text)
        && !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        && is_digits(port)
        && port.len() <= 5
        && rest.matches('#').count() <= 1
        && !rest.contains(['[', ']'])
        && rest.split('%').skip(1).all(escaped)
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::{ALL, Format};

    #[test]
    fn formats_are_told_from_the_text() {
        let cases = [
            ("0", Some(Format::Integer)),
            ("-12", Some(Format::Integer)),
            ("007", None),
            ("1.50", Some(Format::Decimal)),
            ("1.", None),
            ("2024-02-29", Some(Format::Date)),
            ("2023-02-29", None),
            ("23:59:60", Some(Format::Time)),
            ("24:00:00", None),
            ("2021-05-01T14:30:00.123+02:00", Some(Format::DateTime)),
            ("2021-05-01T14:30:00", None),
            ("2021-05-01 14:30:00", Some(Format::SqlDateTime)),
            ("31/12/2021", Some(Format::SlashDate)),
            ("12/31/2021", Some(Format::SlashDate)),
            ("31/31/2021", None),
            ("F81D4FAE-7dec-11d0-a765-00a0c91e6bf6", Some(Format::Uuid)),
            ("a.b@example.com", Some(Format::Email)),
            ("a@b", None),
            ("https://example.com/?a=b", Some(Format::Uri)),
            ("https://a b", None),
            ("https://example.com/%zz", None),
            ("https://example.com:1/#a#b", None),
            (".a@example.com", None),
            ("SGVsbG8gd29ybGQgaGVsbG8=", Some(Format::Base64)),
            ("InvoiceXpress2021Final42", None),
            ("Table", None),
            ("Administration", None),
            ("a < b and c > d", None),
            ("<p>Hello</p>", Some(Format::Html)),
            ("one<br/>two", Some(Format::Html)),
            ("#c0FFee", Some(Format::HexColor)),
            ("d41d8cd98f00b204e9800998ecf8427e", Some(Format::Digest)),
            ("Option 1", None),
            ("é023-02-28", None),
            ("T", None),
            ("2021-05-01Té", None),
        ];
        for (text, format) in cases {
            assert_eq!(Format::of(text), format, "{text}");
        }
    }

    #[test]
    fn what_is_told_is_accepted_and_more_besides() {
        assert!(
            Format::Base64.accepts("Table123") && Format::Base64.accepts("YQ==") && !Format::Base64.accepts("YR==")
        );
        assert!(Format::Html.accepts("Tom &amp; Jerry") && !Format::Html.accepts("Tom & Jerry"));
        assert!(Format::Email.accepts("a..b@example.com") && Format::of("a..b@example.com").is_none());
    }

    #[test]
    fn names_lead_back() {
        assert!(ALL.iter().all(|format| Format::named(format.name()) == Some(*format)));
    }
}
