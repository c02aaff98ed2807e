//! Headers of two answers: which came, which went, and whether the content type is another one. Their values say more of
//! the moment and of the machine than of the API.

use crate::value::change::model::{Change, Class, Kind};

/// Headers of a moment, a machine or a connection.
const PASSING: [&str; 19] = [
    "age",
    "alt-svc",
    "cf-ray",
    "connection",
    "content-length",
    "date",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "nel",
    "report-to",
    "server",
    "server-timing",
    "set-cookie",
    "transfer-encoding",
    "vary",
    "via",
    "x-powered-by",
];

/// What changed between the headers of two answers.
pub fn headers(old: &[(String, String)], new: &[(String, String)]) -> Vec<Change> {
    let (old, new) = (told(old), told(new));
    let mut changes = Vec::new();
    for (name, value) in &old {
        match new.iter().find(|(other, _)| other == name) {
            None => changes.push(change(name, Kind::Removed, value, "")),
            Some((_, other)) if *name == "content-type" && !same_type(value, other) => {
                changes.push(change(name, Kind::Value, value, other));
            }
            Some(_) => {}
        }
    }
    let added = new.iter().filter(|(name, _)| !old.iter().any(|(other, _)| other == name));
    changes.extend(added.map(|(name, value)| change(name, Kind::Added, "", value)));
    changes
}

/// The headers that count, each name once.
fn told(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut told: Vec<(&str, &str)> = Vec::new();
    for (name, value) in headers {
        let is_known = told.iter().any(|(other, _)| other == name);
        if !is_known && !PASSING.contains(&name.as_str()) && !name.ends_with("request-id") {
            told.push((name, value));
        }
    }
    told
}

/// Whether two content types are the same but for spaces and case.
fn same_type(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.to_ascii_lowercase().replace([' ', '"'], "");
    plain(one) == plain(other)
}

/// Only the content type's value says something that is the same in every answer.
fn change(name: &str, kind: Kind, from: &str, to: &str) -> Change {
    let words = |value: &str| match (value, name) {
        ("", _) => String::new(),
        (value, "content-type") => value.to_owned(),
        _ => "a value".to_owned(),
    };
    Change {
        class: Class::Header,
        kind,
        path: format!("header {name}"),
        from: words(from),
        to: words(to),
        unsaid: None,
        was: None,
        is: None,
    }
}

#[cfg(test)]
mod tests {
    use super::headers;

    fn told(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let owned = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        headers(&owned(old), &owned(new)).iter().map(|change| format!("{} {}", change.path, change.words())).collect()
    }

    #[test]
    fn names_count_and_the_content_type() {
        let old = [("content-type", "application/json"), ("date", "x"), ("x-total", "3"), ("x-old", "1")];
        let new = [("content-type", "text/html"), ("date", "y"), ("x-total", "4"), ("x-new", "1"), ("x-new", "2")];
        assert_eq!(
            told(&old, &new),
            [
                "header content-type application/json -> text/html",
                "header x-old removed (a value)",
                "header x-new added (a value)"
            ]
        );
        let same = [("content-type", "application/json; charset=utf-8")];
        let other = [("content-type", "Application/JSON;charset=\"UTF-8\"")];
        assert_eq!(told(&same, &other), [""; 0]);
    }
}
