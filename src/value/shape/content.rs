//! Texts that hold something else: bytes in base64, and HTML.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What is shorter looks like a word, or like a part number.
const MIN_TOLD: usize = 20;
/// No word, name or path is as long without a space.
const LONG: usize = 100;
/// How much of a text is looked at to tell what it is.
const LOOKED_AT: usize = 4096;

/// No name of an element is longer.
const LONGEST_NAME: usize = 10;
/// So much of a tag is looked at.
const LONGEST_TAG: usize = 1024;

/// Elements that mostly stand without an end.
const ALONE: &[&str] = &["br", "hr", "img", "input", "li", "meta", "p"];

/// Elements that texts of people hold.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "code",
    "del",
    "div",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "s",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "video",
];

/// Whether a text is base64 with padding.
pub(super) fn is_base64(text: &str) -> bool {
    // Most texts are told by their length or by a space, without decoding anything.
    !text.is_empty() && text.len().is_multiple_of(4) && text.bytes().all(is_digit) && STANDARD.decode(text).is_ok()
}

/// Whether a text can hardly be anything but base64: letters of both kinds and digits, mixed as no word mixes them. A
/// short one needs a sign that ids, names of products and paths have not.
pub(super) fn looks_like_base64(text: &str) -> bool {
    let has = |kind: Kind| text.bytes().any(|byte| kind_of(byte) == kind);
    text.len() >= MIN_TOLD
        && is_base64(text)
        && [Kind::Upper, Kind::Lower, Kind::Digit].into_iter().all(has)
        && (text.len() >= LONG || text.contains(['+', '=']) && is_mixed(text.trim_end_matches('=').as_bytes()))
}

/// Whether a text has a tag of HTML, or a character reference.
pub(super) fn is_html(text: &str) -> bool {
    tags(text).next().is_some() || has_reference(text)
}

/// Whether a text can hardly be anything but HTML: it has a tag that closes, stands alone or has attributes. `List<A>`
/// and `a<b and b>c` have none.
pub(super) fn looks_like_html(text: &str) -> bool {
    tags(text).any(|tag| tag.is_closing || tag.has_attributes || ALONE.contains(&tag.name.as_str()))
}

struct Tag {
    name: String,
    is_closing: bool,
    has_attributes: bool,
}

fn tags(text: &str) -> impl Iterator<Item = Tag> {
    // Behind the last `>` no tag ends, and so none has to be looked for.
    let text = &text[..text.rfind('>').map_or(0, |at| at + 1)];
    text.match_indices('<').filter_map(|(at, _)| tag(&text[at + 1..]))
}

/// The tag of the text behind a `<`, if that begins with an element's name and the tag ends.
fn tag(text: &str) -> Option<Tag> {
    let open = text.strip_prefix('/').unwrap_or(text);
    let end = open.bytes().take(LONGEST_NAME + 1).position(|byte| !byte.is_ascii_alphanumeric())?;
    let (name, rest) = open.split_at(end);
    let name = name.to_ascii_lowercase();
    let known = ELEMENTS.binary_search(&name.as_str()).is_ok();
    if !known || !rest.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace()) {
        return None;
    }
    let inside = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
    let attributes = &inside[..inside.find('>').unwrap_or(inside.len())];
    Some(Tag { name, is_closing: open.len() < text.len(), has_attributes: attributes.contains('=') })
}

fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let name = rest.split(';').next().filter(|name| name.len() < rest.len() && (2..=10).contains(&name.len()));
        name.is_some_and(|name| name.strip_prefix('#').unwrap_or(name).bytes().all(|b| b.is_ascii_alphanumeric()))
    })
}

/// Of the places between two characters, how many are between different kinds: more than two in five.
fn is_mixed(text: &[u8]) -> bool {
    let looked_at = &text[..text.len().min(LOOKED_AT)];
    let changes = looked_at.windows(2).filter(|pair| kind_of(pair[0]) != kind_of(pair[1])).count();
    changes * 5 > looked_at.len() * 2
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Upper,
    Lower,
    Digit,
    Other,
}

fn kind_of(byte: u8) -> Kind {
    match byte {
        b'A'..=b'Z' => Kind::Upper,
        b'a'..=b'z' => Kind::Lower,
        b'0'..=b'9' => Kind::Digit,
        _ => Kind::Other,
    }
}

fn is_digit(byte: u8) -> bool {
    kind_of(byte) != Kind::Other || matches!(byte, b'+' | b'/' | b'=')
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::{ELEMENTS, is_base64, is_html, looks_like_base64, looks_like_html};

    #[test]
    fn names_of_elements_can_be_searched() {
        assert!(ELEMENTS.is_sorted());
    }

    #[test]
    fn words_names_and_paths_are_not_base64() {
        for text in [
            "",
            "Table",
            "Chair123",
            "administrator",
            "CustomerInvoice2021Final",
            "InternationalizationTest",
            "Images/Photos/Summer2021",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "12345678901234567890",
            "HTTPSConnectionPool8080x",
            "ABCDEFGHIJKLMNOPQRSTUVWX",
            "Option 1",
            "a1b2c3d4e5f6a7b8c9d0",
            "iPhone13ProMax256GB0",
            "2Pz9kT0fQ1xWmN7rV8sB",
            "/api/V1/Users/42/Orders9",
        ] {
            assert!(!looks_like_base64(text), "{text}");
        }
    }

    #[test]
    fn bytes_are_mostly_told_and_always_accepted() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut told = 0;
        for length in 15..215 {
            let bytes: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
            let text = STANDARD.encode(bytes);
            assert!(is_base64(&text));
            told += usize::from(looks_like_base64(&text));
        }
        assert!(told > 180, "{told} of 200");
        assert!(looks_like_base64(&STANDARD.encode("A sentence that somebody wrote.")));
    }

    #[test]
    fn tags_make_html() {
        assert!(!looks_like_html(&"<b ".repeat(1_000_000)), "told at once");
        for text in ["<b>x</b>", "x<br>y", "<IMG src=x />", "</p>", "<!doctype html><html lang=en>"] {
            assert!(looks_like_html(text), "{text}");
        }
        for text in ["List<A>", "vector<i> values", "a<b and b>c", "if x<i then y>0", "Dear <title>,"] {
            assert!(!looks_like_html(text) && is_html(text), "{text}");
        }
        for text in ["a < b", "<someone@example.com>", "<b", "List<String> x", "1 <2> 3", "é<é>"] {
            assert!(!looks_like_html(text) && !is_html(text), "{text}");
        }
        assert!(is_html("a&nbsp;b") && is_html("&#39;") && !is_html("a & b; c") && !is_html("x?a=1&b=2"));
    }
}
