//! Awkward secrets, the ways in which they are written, and the search for them: made without the product's own code,
//! so that a mistake in that one cannot hide itself.

use std::collections::BTreeMap;
use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// The variables that hold the secrets, and their values. One more, `CAPTURED`, comes from an answer.
pub(crate) fn secrets() -> Vec<(&'static str, String)> {
    let pem_line = |seed: u32| STANDARD.encode(noise(48, seed));
    let pem: Vec<String> = (1..6).map(pem_line).collect();
    vec![
        ("S_SIGNS", "p+a/s=s&w%rd~x".to_owned()),
        ("S_QUOTES", "say \"hi there\"\nand it's <all> \\ gone `now` $HOME".to_owned()),
        ("S_UNICODE", "pässwörd-秘密-😀-ñ".to_owned()),
        // One is the beginning of the other.
        ("S_BEGIN", "prefix-of-another".to_owned()),
        ("S_WHOLE", "prefix-of-another-secret".to_owned()),
        (
            "S_JWT",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U".to_owned(),
        ),
        ("S_PEM", format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", pem.join("\n"))),
        ("S_BASIC", "admin:op3n-sesame!".to_owned()),
        ("S_DIGITS", "90210384756102".to_owned()),
        ("S_EIGHT", "Zq8!x_7K".to_owned()),
        ("S_LARGE", STANDARD.encode(noise(3072, 9))),
        ("S_ECHOED", "echoed-by-the-server?#1".to_owned()),
        // Both have what others take for escapes.
        ("S_ESCAPES", "s3cr+et/Va&lue=%41\"q'z".to_owned()),
        ("S_FOLDED", "back\\u0041slash\\n12%2541&#65;".to_owned()),
    ]
}

/// What the server makes up, and the case captures as a secret.
pub(crate) const CAPTURED: &str = "captured/t0ken+9981=";

/// Bytes without a pattern, the same in every run.
fn noise(length: usize, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_769) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..length).map(|_| next()).collect()
}

/// A way to write a secret.
pub(crate) type Encoding = fn(&str) -> String;

/// Every way in which the matrix writes a secret: twenty-one kinds, of which base64 stands at three places of a longer
/// text and hexadecimal in both cases.
pub(crate) const ENCODINGS: [(&str, Encoding); 24] = [
    ("plain", |secret| secret.to_owned()),
    ("percent", |secret| percent(secret, &upper)),
    ("percent, lower case", |secret| percent(secret, &lower)),
    ("form", |secret| percent(secret, &upper).replace("%20", "+")),
    ("base64", |secret| STANDARD.encode(secret)),
    ("base64 after one byte", |secret| within(secret, "u")),
    ("base64 after two bytes", |secret| within(secret, "u:")),
    ("base64 without padding", |secret| STANDARD_NO_PAD.encode(secret)),
    ("base64url", |secret| URL_SAFE_NO_PAD.encode(secret)),
    ("JSON", json),
    ("JSON, everything escaped", units),
    ("HTML", html),
    ("shell", |secret| secret.replace('\'', r"'\''")),
    ("hex", |secret| secret.bytes().map(lower).collect()),
    ("HEX", |secret| secret.bytes().map(upper).collect()),
    ("Basic", |secret| STANDARD.encode(format!("user:{secret}"))),
    ("JSON in JSON", |secret| json(&json(secret))),
    ("percent, everything", |secret| secret.bytes().map(|byte| format!("%{byte:02x}")).collect()),
    ("percent, every other byte", every_other),
    ("entities", |secret| secret.chars().map(|char| format!("&#{};", u32::from(char))).collect()),
    ("entities, hex", |secret| secret.chars().map(|char| format!("&#x{:x};", u32::from(char))).collect()),
    ("entities without an end", |secret| secret.chars().map(|char| format!("&#{}", u32::from(char))).collect()),
    ("JavaScript's escape", latin),
    ("hex with colons", |secret| secret.bytes().map(lower).collect::<Vec<_>>().join(":")),
];

/// Percent-encoding of what need not be encoded.
fn every_other(secret: &str) -> String {
    let unit = |(index, byte): (usize, u8)| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' if index % 2 == 0 => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    secret.bytes().enumerate().map(unit).collect()
}

fn latin(secret: &str) -> String {
    let unit = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii_alphanumeric() || b"@*_+-./".contains(&byte) => char::from(byte).to_string(),
        Ok(byte) => format!("%{byte:02X}"),
        Err(_) => format!("%u{unit:04X}"),
    };
    secret.encode_utf16().map(unit).collect()
}

fn lower(byte: u8) -> String {
    format!("{byte:02x}")
}

fn upper(byte: u8) -> String {
    format!("{byte:02X}")
}

fn percent(text: &str, digits: &dyn Fn(u8) -> String) -> String {
    let unit = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{}", digits(byte)),
    };
    text.bytes().map(unit).collect()
}

fn within(secret: &str, before: &str) -> String {
    STANDARD.encode(format!("{before}{secret}:more"))
}

fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("JSON");
    quoted[1..quoted.len() - 1].to_owned()
}

fn units(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

fn html(text: &str) -> String {
    let entities = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")];
    entities.iter().fold(text.to_owned(), |text, (char, entity)| text.replace(*char, entity))
}

/// What must be nowhere, with what it is.
pub(crate) struct Needles {
    all: BTreeMap<String, String>,
}

impl Needles {
    /// Of every secret in every encoding, and of what is a secret by itself.
    pub(crate) fn new() -> Needles {
        let mut all = BTreeMap::new();
        let captured = [("captures.token", CAPTURED.to_owned())];
        for (name, secret) in secrets().into_iter().chain(captured) {
            for (encoding, encode) in ENCODINGS {
                let mut needle = encode(&secret);
                let before = match encoding {
                    "base64 after one byte" => Some(1),
                    "base64 after two bytes" => Some(2),
                    "Basic" => Some(5),
                    _ if encoding.starts_with("base64") => Some(0),
                    _ => None,
                };
                if let Some(before) = before {
                    // Characters in which there is nothing of what stands before and behind.
                    needle = needle[(before * 8_usize).div_ceil(6)..(before + secret.len()) * 8 / 6].to_owned();
                }
                if needle.len() >= 8 {
                    all.insert(needle, format!("{name} ({encoding})"));
                }
            }
            // Names of headers and of hosts have no case.
            all.insert(secret.to_lowercase(), format!("{name} (lower case)"));
            all.insert(secret.to_uppercase(), format!("{name} (upper case)"));
        }
        for (part, name) in [
            ("op3n-sesame!", "the password of S_BASIC"),
            ("with eyJhbGci", "the beginning of S_JWT"),
            ("dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", "the signature of S_JWT"),
        ] {
            all.insert(part.to_owned(), name.to_owned());
        }
        for line in secrets()[6].1.lines().filter(|line| !line.starts_with('-')) {
            all.insert(line.to_owned(), "a line of S_PEM".to_owned());
        }
        Needles { all }
    }

    /// The secrets that are in these bytes, as they are and as readers of them see them.
    pub(crate) fn found_in(&self, bytes: &[u8]) -> Vec<String> {
        let mut views = Vec::new();
        looked_at(&String::from_utf8_lossy(bytes), 0, &mut views);
        let found = |(needle, name): (&String, &String)| {
            let (view, at) = views.iter().find_map(|view| Some((view, view.find(needle.as_str())?)))?;
            let from = view.floor_char_boundary(at.saturating_sub(60));
            let until = view.ceil_char_boundary((at + 60).min(view.len()));
            Some(format!("{name} in `{}`", &view[from..until]))
        };
        self.all.iter().filter_map(found).collect()
    }
}

/// The text, and what its readers make of it: strings of JSON, text of HTML and XML, packed parts of a page.
fn looked_at(text: &str, depth: usize, views: &mut Vec<String>) {
    views.push(text.to_owned());
    if depth > 3 {
        return;
    }
    if text.contains("&quot;") || text.contains("&#") || text.contains("&amp;") || text.contains("&lt;") {
        let entities =
            [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">")];
        let text = entities.iter().fold(text.to_owned(), |text, (entity, char)| text.replace(entity, char));
        looked_at(&text.replace("&amp;", "&"), depth + 1, views);
    }
    let mut strings = Vec::new();
    for line in std::iter::once(text).chain(text.lines()) {
        if line.trim_start().starts_with(['{', '[', '"'])
            && let Ok(value) = serde_json::from_str::<serde_json::Value>(line)
        {
            collect(&value, &mut strings);
        }
    }
    if !strings.is_empty() {
        looked_at(&strings.join("\n"), depth + 1, views);
    }
    for packed in text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/' | '=')) {
        if packed.len() > 64
            && let Ok(bytes) = STANDARD.decode(packed)
        {
            let mut inside = Vec::new();
            if flate2::read::DeflateDecoder::new(&*bytes).read_to_end(&mut inside).is_ok() && !inside.is_empty() {
                looked_at(&String::from_utf8_lossy(&inside), depth + 1, views);
            }
        }
    }
}

fn collect(value: &serde_json::Value, strings: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => strings.push(text.clone()),
        serde_json::Value::Array(elements) => elements.iter().for_each(|element| collect(element, strings)),
        serde_json::Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            strings.push(key.clone());
            collect(value, strings);
        }),
        _ => {}
    }
}

#[test]
fn the_search_finds_what_it_is_for() {
    let needles = Needles::new();
    assert!(needles.found_in(b"nothing of the kind").is_empty());
    for (name, secret) in secrets() {
        for (encoding, encode) in ENCODINGS {
            let line = serde_json::json!({ "case": { "text": encode(&secret) } }).to_string();
            for text in [encode(&secret), line] {
                let found = needles.found_in(text.as_bytes());
                assert!(!found.is_empty(), "{name} ({encoding}) is not found in {text}");
            }
        }
    }
}
