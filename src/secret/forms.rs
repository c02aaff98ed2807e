//! The forms in which a secret may turn up in text: as it is, and as encoders write it.
//!
//! They are looked for whatever the case of their ASCII letters, so none is written twice for its hexadecimal digits;
//! with other letters, a secret is also looked for all in small ones and all in capitals.
//! Encoders differ in what they escape, so each kind is written in the ways that common ones do. Not covered: encodings
//! over each other (but for JSON in JSON and percent over percent), base64 broken into lines, base32, compressed and
//! encrypted text.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use crate::secret::plain::layers;

/// Every form of `value` and of its parts, itself first, each once. `value` must not be empty.
pub fn forms(value: &str) -> Vec<String> {
    let least = value.len().min(LEAST);
    let mut forms = Vec::new();
    for part in parts(value) {
        let part = part.as_str();
        forms.push(part.to_owned());
        percent(part, &mut forms);
        latin(part, &mut forms);
        in_urls(part, &mut forms);
        json(part, &mut forms);
        html(part, &mut forms);
        every_byte(part, &mut forms);
        quoted(part, &mut forms);
        cookie(part, &mut forms);
        hexadecimal(part, &mut forms);
        base64(part, &mut forms);
    }
    in_json(&mut forms);
    let mut seen = HashSet::new();
    // A piece of a few characters would mask what has nothing to do with the secret.
    forms.retain(|form| form.len() >= least && seen.insert(form.to_ascii_lowercase()));
    forms
}

/// The secret, and what of it is one by itself: without white space around it, without the name of its scheme, the
/// password of `user:password`, the payload and the signature of a JWT, and each line of several. Each of them also as
/// somebody sees it who undoes escapes in it, and in either case of its letters.
fn parts(value: &str) -> Vec<String> {
    let mut parts = vec![value, value.trim()];
    let plain = value.trim();
    if let Some((scheme, credential)) = plain.split_once(' ')
        && SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
    {
        parts.push(credential.trim());
    }
    if let Some((user, password)) = plain.split_once(':')
        && !user.contains(char::is_whitespace)
        && !password.starts_with("//")
    {
        parts.push(password);
    }
    if plain.starts_with("ey") && plain.split('.').count() == 3 {
        // What every token of a kind begins with is no secret.
        parts.extend(plain.split('.').skip(1).filter(|part| part.len() >= LEAST_LINE));
    }
    if plain.contains('\n') {
        // Nor is what every key in PEM begins and ends with.
        let lines = plain.lines().map(str::trim);
        parts.extend(lines.filter(|line| line.chars().count() >= LEAST_LINE && !line.starts_with("-----")));
    }
    let mut all = Vec::new();
    for part in parts {
        all.push(part.to_owned());
        all.extend(layers(part));
        if !part.is_ascii() {
            all.extend([part.to_lowercase(), part.to_uppercase()]);
        }
    }
    let mut seen = HashSet::new();
    all.retain(|part| (part == value || part.chars().count() >= LEAST) && seen.insert(part.clone()));
    all
}

/// Schemes of `Authorization` that stand before a credential.
const SCHEMES: [&str; 4] = ["bearer", "basic", "token", "apikey"];

/// A line or another part of a secret with fewer characters may turn up by chance.
const LEAST_LINE: usize = 16;

/// A form is not shorter than this, unless the secret is.
const LEAST: usize = 8;

/// As the URL parser writes a path or a query that the value was put into: it encodes some characters, and takes a
/// backslash for a slash.
fn in_urls(value: &str, forms: &mut Vec<String>) {
    let Ok(base) = url::Url::parse("http://h/") else { return };
    if let Ok(url) = url::Url::parse(&format!("{base}{value}")) {
        forms.extend([url.path(), url.query().unwrap_or(""), url.fragment().unwrap_or("")].map(unslashed));
        forms.push(unslashed(&url.as_str()[base.as_str().len()..]));
    }
    let mut url = base;
    url.set_query(Some(value));
    forms.extend(url.query().map(str::to_owned));
}

fn unslashed(part: &str) -> String {
    part.trim_start_matches('/').to_owned()
}

/// The bytes that percent-encoders leave alone besides ASCII letters and digits.
const LEFT_ALONE: [&str; 6] = [
    // RFC 3986's unreserved characters, and so most libraries for a single value.
    "-._~",
    // JavaScript's `encodeURIComponent`.
    "-._~!'()*",
    // `application/x-www-form-urlencoded`.
    "*-._",
    // The WHATWG's user information, path and query.
    "-._~!$&'()*+,%",
    "-._~!$&'()*+,%/:;=@[\\]|",
    "-._~!$&()*+,%/:;=@[\\]|?^`{}",
];

fn percent(value: &str, forms: &mut Vec<String>) {
    if value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    for left_alone in LEFT_ALONE {
        let mut form = String::with_capacity(value.len() * 3);
        for byte in value.bytes() {
            match byte {
                _ if byte.is_ascii_alphanumeric() || left_alone.as_bytes().contains(&byte) => {
                    form.push(char::from(byte));
                }
                _ => {
                    form.push('%');
                    push_byte(&mut form, byte);
                }
            }
        }
        if form.contains('%') {
            // A URL in the query of another one is encoded twice.
            forms.push(form.replace('%', "%25"));
        }
        if value.contains(' ') {
            forms.push(form.replace("%20", "+"));
        }
        forms.push(form);
    }
}

/// As JavaScript's `escape` writes it: in Latin-1, and other characters as `%u2603`.
fn latin(value: &str, forms: &mut Vec<String>) {
    if value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let mut form = String::new();
    for unit in value.encode_utf16() {
        match (u8::try_from(unit), unit.to_be_bytes()) {
            (Ok(byte), _) if byte.is_ascii_alphanumeric() || b"@*_+-./".contains(&byte) => form.push(char::from(byte)),
            (Ok(byte), _) => {
                form.push('%');
                push_byte(&mut form, byte);
            }
            (Err(_), bytes) => {
                form.push_str("%u");
                bytes.into_iter().for_each(|byte| push_byte(&mut form, byte));
            }
        }
    }
    forms.push(form);
}

/// Percent-encoding and entities of HTML for everything: what is escaped so in a stream is looked for as it is.
fn every_byte(value: &str, forms: &mut Vec<String>) {
    let mut percent = String::with_capacity(value.len() * 3);
    for byte in value.bytes() {
        percent.push('%');
        push_byte(&mut percent, byte);
    }
    forms.push(percent);
    for (begin, end) in [("&#", ";"), ("&#", ""), ("&#x", ";")] {
        let number =
            |char| if begin == "&#" { format!("{}", u32::from(char)) } else { format!("{:x}", u32::from(char)) };
        forms.push(value.chars().map(|char| format!("{begin}{}{end}", number(char))).collect());
    }
}

/// What encoders of JSON escape besides what they must: slashes (PHP), what means something in HTML (Go, .NET, and PHP
/// with `JSON_HEX_*`), all but letters and digits or everything at all (those that write for scripts), and everything
/// that isn't ASCII (PHP, Python).
fn json(value: &str, forms: &mut Vec<String>) {
    let punctuation: String = value.chars().filter(|char| !char.is_ascii_alphanumeric()).collect();
    let ways = [(false, false), (true, false), (false, true), (true, true)];
    let differ = |(slash, ascii): &(bool, bool)| (!slash || value.contains('/')) && (!ascii || !value.is_ascii());
    for special in ["", "<>&", "<>&'\"", "<>&'\"+`", "<>&'\"+/=", &punctuation, value] {
        if !special.is_empty() && !value.contains(|char| special.contains(char)) {
            continue;
        }
        for (slash, ascii) in ways.into_iter().filter(differ) {
            forms.push(value.chars().map(|char| json_char(char, special, slash, ascii)).collect());
        }
    }
    // A JSON text in a JSON string, as records hold bodies.
    for (slash, ascii) in ways.into_iter().filter(differ) {
        let once: String = value.chars().map(|char| json_char(char, "", slash, ascii)).collect();
        forms.push(once.chars().map(|char| json_char(char, "", slash, ascii)).collect());
    }
    // A key of an object in a JSON Pointer.
    forms.push(value.replace('~', "~0").replace('/', "~1"));
}

/// Whatever a server writes, it may write it in a JSON text.
fn in_json(forms: &mut Vec<String>) {
    let is_escaped = |form: &&String| form.contains(|char: char| matches!(char, '"' | '\\') || char.is_control());
    let escaped = |form: &String| form.chars().map(|char| json_char(char, "", false, false)).collect();
    let more: Vec<String> = forms.iter().filter(is_escaped).map(escaped).collect();
    forms.extend(more);
}

fn json_char(char: char, special: &str, slash: bool, ascii: bool) -> String {
    match char {
        _ if special.contains(char) => json_units(char),
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '/' if slash => "\\/".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '\u{8}' => "\\b".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        '\0'..='\u{1f}' => json_units(char),
        _ if ascii && !char.is_ascii() => json_units(char),
        _ => char.to_string(),
    }
}

/// `\u00e9`, or two of them for a character beyond the basic plane.
fn json_units(char: char) -> String {
    let mut units = [0; 2];
    let mut escaped = String::new();
    for unit in char.encode_utf16(&mut units) {
        escaped.push_str("\\u");
        for byte in unit.to_be_bytes() {
            push_byte(&mut escaped, byte);
        }
    }
    escaped
}

/// What encoders of HTML escape besides what they must, and how.
const ALSO_IN_HTML: [&[(char, &str)]; 7] = [
    &[],
    &[('/', "&#x2f;")],
    &[('/', "&#47;")],
    // Go.
    &[('+', "&#43;")],
    // .NET.
    &[('+', "&#x2b;")],
    // Mustache and Handlebars.
    &[('/', "&#x2f;"), ('=', "&#x3d;"), ('`', "&#x60;")],
    &[('/', "&#47;"), ('=', "&#61;"), ('`', "&#96;"), ('+', "&#43;")],
];

fn html(value: &str, forms: &mut Vec<String>) {
    if !value.contains(['&', '<', '>', '"', '\'', '/', '+', '=', '`']) && value.is_ascii() {
        return;
    }
    let basic = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (quotes, apostrophes) = (["\"", "&quot;", "&#34;", "&#x22;"], ["'", "&#39;", "&#039;", "&#x27;", "&apos;"]);
    let quotes = &quotes[..if value.contains('"') { quotes.len() } else { 1 }];
    let apostrophes = &apostrophes[..if value.contains('\'') { apostrophes.len() } else { 1 }];
    let is_there = |also: &&&[(char, &str)]| also.is_empty() || also.iter().any(|(char, _)| value.contains(*char));
    for also in ALSO_IN_HTML.iter().filter(is_there) {
        // Entities hold nothing else that is escaped, so the order doesn't matter.
        let basic = also.iter().fold(basic.clone(), |text, (char, entity)| text.replace(*char, entity));
        for quote in quotes {
            for apostrophe in apostrophes {
                let form = basic.replace('"', quote).replace('\'', apostrophe);
                if !value.is_ascii() {
                    forms.push(in_ascii(&form, |char| format!("&#{};", u32::from(char))));
                    forms.push(in_ascii(&form, |char| format!("&#x{:x};", u32::from(char))));
                }
                forms.push(form);
            }
        }
    }
}

fn in_ascii(text: &str, entity: impl Fn(char) -> String) -> String {
    text.chars().map(|char| if char.is_ascii() { char.to_string() } else { entity(char) }).collect()
}

/// In single quotes of a shell (in both ways), of YAML and of scripts, in double quotes of a shell, and in Rust's `Debug`.
fn quoted(value: &str, forms: &mut Vec<String>) {
    if value.chars().all(|char| char.is_ascii_alphanumeric()) {
        return;
    }
    for quote in ["'\\''", "'\"'\"'", "''"] {
        forms.push(value.replace('\'', quote));
    }
    let escaped = |char: char| match char {
        '"' | '\\' | '$' | '`' => format!("\\{char}"),
        _ => char.to_string(),
    };
    forms.push(value.chars().map(escaped).collect());
    forms.push(value.replace('\\', "\\\\").replace('\'', "\\'"));
    forms.push(value.escape_debug().collect());
    let debug = format!("{value:?}");
    forms.push(debug[1..debug.len() - 1].to_owned());
}

/// In a cookie, as Python quotes it: in octal, and also what is quoted by a backslash alone.
fn cookie(value: &str, forms: &mut Vec<String>) {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~: ()/<=>?@[]{}".contains(&byte);
    if value.bytes().all(stays) {
        return;
    }
    for is_octal in [false, true] {
        let quoted = |byte: u8| match byte {
            b'"' | b'\\' if !is_octal => format!("\\{}", char::from(byte)),
            _ if stays(byte) => char::from(byte).to_string(),
            _ => format!("\\{byte:03o}"),
        };
        // In UTF-8 or, as Python does, by what is Latin-1.
        forms.push(value.bytes().map(quoted).collect());
        let latin = |char| u8::try_from(char).map_or_else(|_| String::from(char), quoted);
        forms.push(value.chars().map(latin).collect());
    }
}

/// The bytes one after the other, and as they are often listed.
fn hexadecimal(value: &str, forms: &mut Vec<String>) {
    for between in ["", " ", ":", "-"] {
        let mut form = String::with_capacity(value.len() * 3);
        for (index, byte) in value.bytes().enumerate() {
            form.push_str(if index == 0 { "" } else { between });
            push_byte(&mut form, byte);
        }
        forms.push(form);
    }
}

/// Base64 turns three bytes into four characters, so what a secret looks like inside a longer text depends on where it
/// begins, and its first and last characters also depend on its neighbours. Those are left out; at most one byte's
/// worth on either side stays.
fn base64(value: &str, forms: &mut Vec<String>) {
    for engine in [STANDARD, URL_SAFE] {
        for before in 0..3 {
            let mut bytes = vec![0; before];
            bytes.extend_from_slice(value.as_bytes());
            let padded = engine.encode(&bytes);
            // Characters that hold a bit of the bytes before: none, two of eight bits, three of sixteen.
            let start = (before * 8).div_ceil(6);
            let unpadded = padded.trim_end_matches('=');
            // The last character also holds bits of what would follow, unless it ends a group of three.
            let end = if unpadded.len() == padded.len() { unpadded.len() } else { unpadded.len() - 1 };
            for form in [&padded[start..], &unpadded[start..], &unpadded[start.min(end)..end]] {
                if form.len() >= MIN_BASE64 {
                    forms.push(form.to_owned());
                }
            }
        }
    }
}

/// Shorter pieces of base64 turn up by chance.
const MIN_BASE64: usize = 6;

fn push_byte(text: &mut String, byte: u8) {
    for nibble in [byte >> 4, byte & 0x0f] {
        text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    use super::forms;

    const VALUE: &str = "pä/ss w\"o'r\\d&+<1>";

    #[track_caller]
    fn assert_form(value: &str, form: &str) {
        assert!(
            forms(value).iter().any(|known| known.eq_ignore_ascii_case(form)),
            "{form} is not known: {:#?}",
            forms(value)
        );
    }

    #[test]
    fn a_plain_value_has_few_forms() {
        assert_eq!(forms("hunter2hunter2")[0], "hunter2hunter2");
        assert!(forms("hunter2hunter2").len() < 20, "{:?}", forms("hunter2hunter2"));
    }

    #[test]
    fn what_encoders_write_is_known() {
        for form in [
            "p%C3%A4%2Fss%20w%22o%27r%5Cd%26%2B%3C1%3E",
            "p%c3%a4%2fss%20w%22o%27r%5cd%26%2b%3c1%3e",
            "p%C3%A4%2Fss+w%22o%27r%5Cd%26%2B%3C1%3E",
            "p%C3%A4%2Fss%20w%22o'r%5Cd%26%2B%3C1%3E",
            r#"pä/ss w\"o'r\\d&+<1>"#,
            r#"pä\/ss w\"o'r\\d&+<1>"#,
            r#"p\u00e4\/ss w\"o'r\\d&+<1>"#,
            r#"pä/ss w\"o'r\\d\u0026+\u003c1\u003e"#,
            r#"p\u00E4\/ss w\u0022o\u0027r\\d\u0026+\u003C1\u003E"#,
            r#"p\u00E4/ss w\u0022o\u0027r\\d\u0026\u002B\u003C1\u003E"#,
            r#"p\u00e4\u002fss\u0020w\u0022o\u0027r\u005cd\u0026\u002b\u003c1\u003e"#,
            r#"\u0070\u00e4\u002f\u0073\u0073\u0020\u0077\u0022\u006f\u0027\u0072\u005c\u0064\u0026\u002b\u003c\u0031\u003e"#,
            r#"pä/ss w\\\"o'r\\\\d&+<1>"#,
            r#"pä/ss w&quot;o&#39;r\d&amp;+&lt;1&gt;"#,
            r#"pä&#x2f;ss w&quot;o&#x27;r\d&amp;+&lt;1&gt;"#,
            r#"pä/ss w"o'\''r\d&+<1>"#,
            "70C3A42F73732077226F27725C64262B3C313E",
            "p%25C3%25A4%252Fss%2520w%2522o%2527r%255Cd%2526%252B%253C1%253E",
            r#"pä~1ss w"o'r\d&+<1>"#,
            r#"pä/ss w"o\'r\\d&+<1>"#,
            "p&#228;/ss w&#34;o&#39;r\\d&amp;&#43;&lt;1&gt;",
            "p%E4/ss%20w%22o%27r%5Cd%26+%3C1%3E",
            r#"p\303\244/ss w\"o'r\\d&+<1>"#,
            r#"p\303\244/ss w\042o'r\134d&+<1>"#,
            r#"p\344/ss w\"o'r\\d&+<1>"#,
            "PÄ/SS W\"O'R\\D&+<1>",
            "70 C3 A4 2F 73 73 20 77 22 6F 27 72 5C 64 26 2B 3C 31 3E",
            "70:C3:A4:2F:73:73:20:77:22:6F:27:72:5C:64:26:2B:3C:31:3E",
            "&#112&#228&#47&#115&#115&#32&#119&#34&#111&#39&#114&#92&#100&#38&#43&#60&#49&#62",
            "%70%C3%A4%2F%73%73%20%77%22%6F%27%72%5C%64%26%2B%3C%31%3E",
        ] {
            assert_form(VALUE, form);
        }
    }

    #[test]
    fn what_is_a_secret_by_itself_is_known() {
        for (value, part) in [
            ("admin:open-sesame", "open-sesame"),
            ("Bearer hunter2hunter2", "hunter2hunter2"),
            ("hunter2hunter2\n", "hunter2hunter2"),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ", "c2lnbmF0dXJlLXNpZ25hdHVyZQ"),
            ("-----BEGIN KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END KEY-----\n", "MC4CAQAwBQYDK2VwBCIEIA"),
        ] {
            assert_form(value, part);
        }
        for (value, other) in [
            ("admin:short", "short"),
            ("https://host/path", "//host/path"),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl", "eyJhbGciOiJIUzI1NiJ9"),
            ("-----BEGIN KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END KEY-----\n", "-----BEGIN KEY-----"),
        ] {
            assert!(!forms(value).iter().any(|form| form == other), "{other} is no secret");
        }
    }

    #[test]
    fn percent_forms_are_those_of_the_url_library() {
        let mut url = url::Url::parse("http://host/").expect("a URL");
        url.query_pairs_mut().append_pair("k", VALUE);
        assert_form(VALUE, url.query().and_then(|query| query.strip_prefix("k=")).expect("a query"));
        url.set_query(Some(VALUE.replace('#', "").as_str()));
        assert_form(VALUE, url.query().expect("a query"));
        url.path_segments_mut().expect("a base").push(VALUE);
        let value = VALUE.replace('/', "-");
        url.set_path(&value);
        assert_form(&value, url.path().trim_start_matches('/').replace("/d", "\\d").as_str());
    }

    #[test]
    fn base64_is_known_wherever_the_value_begins_and_ends() {
        for value in ["s3cr3t-value", "s3cr3t-value!", "s3cr3t-value!?"] {
            for before in ["", "u", "us", "user:"] {
                for after in ["", "x", "xy", "xyz"] {
                    let text = format!("{before}{value}{after}");
                    for encoded in [STANDARD.encode(&text), URL_SAFE_NO_PAD.encode(&text)] {
                        let longest = forms(value).into_iter().filter(|form| encoded.contains(form.as_str()));
                        let length = longest.map(|form| form.len()).max().expect("some form is in there");
                        assert!(length + 2 >= value.len() * 4 / 3, "{encoded}: {length} of {}", value.len());
                    }
                }
            }
        }
    }
}
