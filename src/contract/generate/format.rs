//! Texts in the formats that JSON Schema and OpenAPI name.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::contract::generate::names::{moment, uuid};
use crate::contract::generate::scene::Scene;

/// A text in a format, at least as long as `least` where the format allows for that; `None` for names that say
/// nothing.
pub fn formatted(format: &str, scene: &Scene, least: usize, rng: &mut fastrand::Rng) -> Option<String> {
    let number = scene.number;
    let (day, hour, minute) = (rng.u8(1..=28), rng.u8(0..24), rng.u8(0..60));
    // What makes up the length of `short`, in characters that are fine nearly everywhere.
    let long = |short: &str| "x".repeat(least.saturating_sub(short.chars().count()).min(MAX_PADDING));
    let behind = |short: String| format!("{short}{}", long(&short));
    Some(match format {
        "date" => format!("2026-{:02}-{day:02}", rng.u8(1..=12)),
        "time" => format!("{hour:02}:{minute:02}:00Z"),
        "date-time" | "datetime" if least <= 20 => {
            format!("2026-{:02}-{day:02}T{hour:02}:{minute:02}:00Z", rng.u8(1..=12))
        }
        "date-time" | "datetime" => {
            let digits = least.saturating_sub(21).clamp(1, 9);
            moment(scene, 2).replace('Z', &format!(".{:0<digits$}Z", 5))
        }
        "date-time-rfc1123" => {
            format!("Mon, {:02} Feb 2026 {hour:02}:{minute:02}:00 GMT", [2, 9, 16, 23][number as usize % 4])
        }
        "duration" => format!("P{day}D"),
        "email" | "idn-email" => {
            let email = scene.email();
            match long(&email) {
                more if more.is_empty() => email,
                more => format!(
                    "{}{}@{}example.com",
                    scene.user_name(),
                    &more[..more.len().min(40)],
                    labels(more.len().saturating_sub(40))
                ),
            }
        }
        "hostname" | "idn-hostname" => {
            let host = format!("host{number}.example.com");
            format!("{}{host}", labels(long(&host).len()))
        }
        "ipv4" | "ip" => format!("192.0.2.{day}"),
        "ipv6" => format!("2001:db8::{:x}", number),
        "cidr" | "ipv4-cidr" => "192.0.2.0/24".into(),
        "mac" => format!("00:00:5e:00:53:{:02x}", number % 256),
        "uri" | "iri" | "url" => behind(format!("https://example.com/{}", scene.slug())),
        "uri-reference" | "iri-reference" => behind(format!("/{}", scene.slug())),
        "uri-template" => behind(format!("/{}/{{id}}", scene.slug())),
        "json-pointer" => behind(format!("/{}", scene.slug())),
        "relative-json-pointer" => behind("0/".into()),
        "regex" => behind("^[a-z]+$".replace('$', "")),
        "uuid" | "guid" => uuid(scene),
        "byte" | "base64" => STANDARD.encode(behind(scene.title())),
        "base64url" => URL_SAFE_NO_PAD.encode(behind(scene.title())),
        "binary" => behind(scene.title()),
        "password" => behind("correct-Horse7-battery".into()),
        "phone" | "tel" => scene.phone(),
        "color" | "colour" => format!("#{:06x}", number * 1_237 % 0x0100_0000),
        "currency" | "iso-4217" => scene.currency(),
        "country" | "country-code" | "iso-3166" | "iso-country-code" => scene.country_code(),
        "language" => scene.language(),
        "locale" => scene.locale(),
        "timezone" => scene.time_zone(),
        "hostname-port" => format!("host{number}.example.com:8080"),
        "int32" | "int64" | "integer" | "number" | "unix-time" => number.to_string(),
        "float" | "double" | "decimal" => format!("{}.{:02}", number % 500 + 1, number % 100),
        "year" => "2026".into(),
        "month" | "year-month" => "2026-02".into(),
        _ => return None,
    })
}

/// The shortest text in a format, for schemas that leave little room.
pub fn shortest(format: &str) -> Option<&'static str> {
    Some(match format {
        "email" | "idn-email" => "a@b.co",
        "hostname" | "idn-hostname" => "a",
        "ipv4" => "1.1.1.1",
        "ipv6" => "::",
        "uri" | "iri" => "a:b",
        "uri-reference" | "iri-reference" | "uri-template" | "json-pointer" => "",
        "relative-json-pointer" => "0",
        "regex" => "a",
        "duration" => "P1D",
        "byte" | "base64" | "base64url" => "",
        _ => return None,
    })
}

const MAX_PADDING: usize = 100_000;

/// Labels of a host name that are `length` characters together.
fn labels(length: usize) -> String {
    let mut labels = String::new();
    while labels.len() < length && labels.len() < 200 {
        labels.push_str(&"x".repeat((length - labels.len()).clamp(2, 60) - 1));
        labels.push('.');
    }
    labels
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{formatted, shortest};
    use crate::contract::generate::scene::Scene;
    use crate::contract::schema::format::{NAMES, has_format};

    #[test]
    fn what_is_made_has_the_format() {
        for seed in 0..100 {
            let mut rng = fastrand::Rng::with_seed(seed);
            let scene = Scene::new(&mut rng);
            for name in NAMES {
                let text = formatted(name, &scene, 0, &mut rng).expect("every asserted format can be made");
                assert_eq!(has_format(name, &Value::String(text.clone())), Some(true), "{name}: {text}");
            }
        }
    }

    #[test]
    fn a_format_fills_the_length_that_is_asked_for() {
        let mut rng = fastrand::Rng::with_seed(1);
        let scene = Scene::new(&mut rng);
        for name in ["email", "hostname", "uri", "uri-reference", "uri-template", "json-pointer", "regex"] {
            for least in [10, 24, 25, 26, 60, 90, 120] {
                let text = formatted(name, &scene, least, &mut rng).expect("known");
                assert!(text.len() >= least, "{name}: {text}");
                assert_eq!(has_format(name, &Value::String(text.clone())), Some(true), "{name}: {text}");
            }
        }
        let precise = formatted("date-time", &scene, 24, &mut rng).expect("known");
        assert!(precise.len() >= 24 && has_format("date-time", &Value::String(precise)) == Some(true));
    }

    #[test]
    fn the_shortest_have_the_format_too() {
        for name in NAMES {
            let Some(text) = shortest(name) else { continue };
            assert_eq!(has_format(name, &Value::String(text.into())), Some(true), "{name}: {text}");
        }
    }
}
