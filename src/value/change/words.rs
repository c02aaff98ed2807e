//! What it means that one value took the place of another, in words that do not depend on the case.

use serde_json::Value;

use crate::value::change::model::{Class, Kind};
use crate::value::change::texts::Excerpts;
use crate::value::json::{self, type_name};
use crate::value::shape::format::Format;

/// What a change of a value is, without its place.
pub(super) struct Words {
    pub(super) class: Class,
    pub(super) kind: Kind,
    pub(super) from: String,
    pub(super) to: String,
    /// Stands for both values where the words leave something out.
    pub(super) unsaid: Option<u64>,
}

impl Words {
    /// Words that say all there is to say.
    pub(super) fn of(class: Class, kind: Kind, from: String, to: String) -> Words {
        Words { class, kind, from, to, unsaid: None }
    }
}

/// What it means that `new` is where `old` was. They are not equal.
pub(super) fn replaced(old: &Value, new: &Value) -> Words {
    match (old, new) {
        (Value::String(old), Value::String(new)) => texts(old, new),
        // Who could read any number can read one without a fraction.
        (Value::Number(old), Value::Number(new)) if !json::is_integer(old) || json::is_integer(new) => values(old, new),
        (Value::Bool(old), Value::Bool(new)) => values(old, new),
        // A value where there was none breaks nobody who minded that there was none.
        (Value::Null, _) => types(Class::Additive, old, new),
        _ => types(Class::Breaking, old, new),
    }
}

/// A value in words that are the same for all values of its kind.
pub(super) fn kind_of(value: &Value) -> String {
    match value {
        Value::String(text) => volatile(text).map_or("string", Format::name).to_owned(),
        _ => type_name(value).to_owned(),
    }
}

fn types(class: Class, old: &Value, new: &Value) -> Words {
    Words::of(class, Kind::Type, type_name(old).to_owned(), type_name(new).to_owned())
}

fn values(old: &dyn ToString, new: &dyn ToString) -> Words {
    Words::of(Class::Value, Kind::Value, old.to_string(), new.to_string())
}

fn texts(old: &str, new: &str) -> Words {
    // A sum without cents may have some next time; written in texts, both are numbers.
    let is_number =
        |format: Format| matches!(format, Format::Integer | Format::Decimal) && Format::Decimal.accepts(new);
    let has_left = |format: &Format| is_certain(*format) && !format.accepts(new) && !is_number(*format);
    let left = Format::of(old).filter(has_left);
    if let Some(format) = left {
        let to = match Format::of(new) {
            Some(other) if is_certain(other) => other.name(),
            _ if new.is_empty() => "\"\"",
            _ => "string",
        };
        return Words::of(Class::Breaking, Kind::Format, format.name().into(), to.into());
    }
    if is_json(old) && !is_json(new) {
        let to = if new.is_empty() { "\"\"" } else { "string" };
        return Words::of(Class::Breaking, Kind::Format, "json".into(), to.into());
    }
    if let Some(format) = volatile(old).filter(|format| format.accepts(new)) {
        return Words::of(Class::Value, Kind::Value, format.name().to_owned(), format.name().to_owned());
    }
    let Excerpts { from, to, unsaid } = Excerpts::of(old, new);
    Words { unsaid, ..Words::of(Class::Value, Kind::Value, from, to) }
}

/// The format of a text of which every answer may have another one.
fn volatile(text: &str) -> Option<Format> {
    Format::of(text).filter(|format| is_volatile(*format))
}

fn is_volatile(format: Format) -> bool {
    use Format::{Date, DateTime, Digest, SlashDate, SqlDateTime, Time, Uuid};
    matches!(format, Date | Time | DateTime | SqlDateTime | SlashDate | Uuid | Digest)
}

/// Whether a text that has the format is hardly ever meant as anything else, so that leaving it is news.
fn is_certain(format: Format) -> bool {
    use Format::{Decimal, Email, HexColor, Integer, Uri};
    matches!(format, Integer | Decimal | Email | Uri | HexColor) || is_volatile(format)
}

/// Whether a text holds a list or an object, as some APIs have them.
fn is_json(text: &str) -> bool {
    text.starts_with(['[', '{']) && json::parse(text.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::replaced;
    use crate::value::change::model::Kind;

    fn told(old: Value, new: Value) -> String {
        let words = replaced(&old, &new);
        let name = if words.kind == Kind::Format { "format " } else { "" };
        format!("{} {name}{} -> {}", words.class.name(), words.from, words.to)
    }

    #[test]
    fn another_type_breaks_readers() {
        assert_eq!(told(json!(1), json!("1")), "breaking integer -> string");
        assert_eq!(told(json!([]), json!({})), "breaking array -> object");
        assert_eq!(told(json!(1), json!(1.5)), "breaking integer -> number");
        assert_eq!(told(json!(1.5), json!(1)), "value 1.5 -> 1");
    }

    #[test]
    fn becoming_null_breaks_and_ceasing_to_be_does_not() {
        assert_eq!(told(json!("a"), json!(null)), "breaking string -> null");
        assert_eq!(told(json!(null), json!("a")), "additive null -> string");
    }

    #[test]
    fn a_text_that_left_its_format_breaks_readers() {
        assert_eq!(told(json!("2021-05-01"), json!("01/05/2021")), "breaking format date -> slash-date");
        assert_eq!(told(json!("2021-05-01"), json!("")), "breaking format date -> \"\"");
        assert_eq!(told(json!("12"), json!("a dozen")), "breaking format integer -> string");
        assert_eq!(told(json!("a dozen"), json!("12")), "value \"a dozen\" -> \"12\"");
        assert_eq!(told(json!("[\"a\"]"), json!("a")), "breaking format json -> string");
        assert_eq!(told(json!("[1]"), json!("[2]")), "value \"[1]\" -> \"[2]\"");
        assert_eq!(told(json!("12"), json!("12.5")), "value \"12\" -> \"12.5\"");
        assert_eq!(told(json!("12.50"), json!("12")), "value \"12.50\" -> \"12\"");
    }

    #[test]
    fn another_date_is_the_same_news_in_every_case() {
        assert_eq!(told(json!("2021-05-01"), json!("2022-06-02")), "value date -> date");
        assert_eq!(told(json!("a@example.com"), json!("b@example.com")), r#"value "a@example.com" -> "b@example.com""#);
    }
}
