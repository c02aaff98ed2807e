//! Writing what case files hold: values as YAML that reads back as the same values.

use serde_json::{Map, Value};

/// How long a line may get before a value is spread over several.
const WIDTH: usize = 100;
/// How long a key may be, in characters, that nothing but the colon behind it tells from a text (YAML 1.2.2, section
/// 7.4.2).
const LONGEST_KEY: usize = 1024;

/// A value as data: a `${{` in it is no template.
pub fn literal(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(escaped(text)),
        Value::Array(elements) => elements.iter().map(literal).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| (escaped(key), literal(value)));
            Value::Object(fields.collect::<Map<String, Value>>())
        }
        other => other.clone(),
    }
}

/// A text as data: a `${{` in it is no template.
pub fn escaped(text: &str) -> String {
    text.replace("${{", "$${{")
}

/// A value on one line.
pub fn flow(value: &Value) -> String {
    match value {
        Value::Array(elements) if !elements.is_empty() => {
            let elements: Vec<String> = elements.iter().map(flow).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Object(fields) if !fields.is_empty() => {
            let field = |(key, value): (&String, &Value)| match self::key(key) {
                Key::Short(key) => format!("{key}: {}", flow(value)),
                Key::Long(key) => format!("? {key} : {}", flow(value)),
            };
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Value::String(text) => scalar(text),
        other => other.to_string(),
    }
}

/// What stands behind a key that is indented by `indent`: a space and the value on the same line or, where that would
/// be long, its parts on lines of their own.
pub fn value(value: &Value, indent: usize) -> String {
    let line = flow(value);
    let margin = " ".repeat(indent + 2);
    let parts: Vec<String> = match value {
        _ if indent + line.len() <= WIDTH => return format!(" {line}"),
        // One without parts stays on its line, however far that is indented.
        Value::Array(elements) if !elements.is_empty() => {
            elements.iter().map(|element| format!("-{}", self::value(element, indent + 4))).collect()
        }
        Value::Object(fields) if !fields.is_empty() => {
            let field = |(key, field): (&String, &Value)| match self::key(key) {
                Key::Short(key) => format!("{key}:{}", self::value(field, indent + 2)),
                Key::Long(key) => format!("? {key}\n{margin}:{}", self::value(field, indent + 2)),
            };
            fields.iter().map(field).collect()
        }
        _ => return format!(" {line}"),
    };
    parts.iter().map(|part| format!("\n{margin}{part}")).collect()
}

enum Key {
    Short(String),
    /// One that a `?` must announce.
    Long(String),
}

fn key(text: &str) -> Key {
    let key = scalar(text);
    if key.chars().count() > LONGEST_KEY { Key::Long(key) } else { Key::Short(key) }
}

/// A text as a YAML scalar.
pub fn scalar(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '/' | '.'))
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && !matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "null");
    if plain { text.to_owned() } else { quoted(text) }
}

/// A text that stands alone behind a key: more of it may go unquoted there than inside brackets.
pub fn line(text: &str) -> String {
    let special = [": ", " #"].iter().any(|special| text.contains(special)) || text.ends_with([':', ' ']);
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
        && text.contains(' ')
        && !special;
    if plain { text.to_owned() } else { scalar(text) }
}

/// In double quotes. JSON's way of writing them is one of YAML's, but YAML wants more characters escaped.
fn quoted(text: &str) -> String {
    let json = Value::String(text.to_owned()).to_string();
    let is_unprintable =
        |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    if !json.contains(is_unprintable) {
        return json;
    }
    let escape = |c: char| if is_unprintable(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{line, literal, scalar, value};
    use crate::source::diagnostic::Diagnostics;
    use crate::source::file::Sources;
    use crate::source::yaml;

    #[test]
    fn texts_that_yaml_would_take_for_something_else_are_quoted() {
        assert_eq!(scalar("GET /items/7"), "GET /items/7");
        for text in ["", "true", "Null", "7", "a: b", "a #b", "- a", "x ", "{", "é", "line\nbreak", "\u{85}\u{7f}"] {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
        assert_eq!(scalar("\u{85}"), "\"\\u0085\"");
        assert_eq!(line("GET /items/{id}?a=[b], 2"), "GET /items/{id}?a=[b], 2");
        for text in ["", "true", "a: b", "a #b", "a b:", "a b ", "{ a }", "a é", "a\tb c"] {
            assert!(line(text).starts_with('"'), "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        let long = "word ".repeat(30);
        let given = json!({
            "plain": "text", "a: b": [1, -2.50, true, null, "null", "012", "${{ x }}"], "": {}, "empty": [],
            "deep": { "list": [[1, 2, [long, "\u{7f}\u{feff} \\ \" \t"]], { "x": long, "y": [long] }], "${{": "${{" },
        });
        let text = format!("root:{}\n", value(&given, 0));
        assert!(text.lines().count() > 10, "{text}");
        let sources = Sources::default();
        let file = sources.add("x.yaml", text.clone());
        let mut diagnostics = Diagnostics::default();
        let node = yaml::parse(file, &text, &mut diagnostics).expect(&text);
        let root: Value = node.get("root").expect("the key").to_json();
        assert_eq!(root, given, "{text}");
    }

    #[test]
    fn templates_in_data_stay_data() {
        assert_eq!(literal(&json!({ "${{ a }}": ["${{ b }}"] })), json!({ "$${{ a }}": ["$${{ b }}"] }));
    }
}
