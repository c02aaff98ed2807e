//! OpenAPI parameters by `style` and `explode`: https://spec.openapis.org/oas/v3.1.1#style-values

use serde_json::Value;

use crate::value::codec::{encode_query, encode_reserved, encode_segment, scalar};

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;color=blue` in a path.
    Matrix,
    /// `.blue` in a path.
    Label,
    /// `blue` in a path or a header.
    Simple,
    /// `color=blue` in a query or a cookie.
    Form,
    /// `color=blue%20black` in a query.
    SpaceDelimited,
    /// `color=blue%7Cblack` in a query.
    PipeDelimited,
    /// `color[R]=100` in a query.
    DeepObject,
}

impl Style {
    /// The style with this name in a description.
    pub fn parse(name: &str) -> Option<Style> {
        Some(match name {
            "matrix" => Style::Matrix,
            "label" => Style::Label,
            "simple" => Style::Simple,
            "form" => Style::Form,
            "spaceDelimited" => Style::SpaceDelimited,
            "pipeDelimited" => Style::PipeDelimited,
            "deepObject" => Style::DeepObject,
            _ => return None,
        })
    }
}

/// How one parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// The style.
    pub style: Style,
    /// Whether every element and property stands on its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are; in a query only.
    pub allow_reserved: bool,
}

/// Why a value cannot be written in a style.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// A list or an object inside another, which no style but `deepObject` can write.
    #[error("the style {0:?} cannot write nested lists and objects")]
    Nested(Style),
    /// A style that does not belong where the parameter is, or a value that it has no form for.
    #[error("the style {0:?} cannot write this value here")]
    Unsuited(Style),
}

/// A path parameter, encoded, to stand in its place in the path.
pub fn path(name: &str, value: &Value, format: Format) -> Result<String, ParameterError> {
    let name = encode_segment(name);
    let written = flatten(value, format.style, encode_segment)?;
    Ok(match (format.style, format.explode, written) {
        (Style::Simple, explode, written) => simple(&written, explode, ","),
        (Style::Label, explode, written) => format!(".{}", simple(&written, explode, if explode { "." } else { "," })),
        (Style::Matrix, _, Flat::Nothing) => format!(";{name}"),
        (Style::Matrix, true, Flat::List(texts)) => texts.iter().map(|text| format!(";{name}={text}")).collect(),
        (Style::Matrix, true, Flat::Object(entries)) => {
            entries.iter().map(|(key, text)| format!(";{key}={text}")).collect()
        }
        (Style::Matrix, _, Flat::Scalar(text)) if text.is_empty() => format!(";{name}"),
        (Style::Matrix, explode, written) => format!(";{name}={}", simple(&written, explode, ",")),
        (style, ..) => return Err(ParameterError::Unsuited(style)),
    })
}

/// A query parameter as pairs that are encoded already; none where there is nothing to send.
pub fn query(name: &str, value: &Value, format: Format) -> Result<Vec<(String, String)>, ParameterError> {
    let encode: fn(&str) -> String = if format.allow_reserved { encode_reserved } else { encode_query };
    if format.style == Style::DeepObject {
        let mut pairs = Vec::new();
        let Value::Object(map) = value else { return Err(ParameterError::Unsuited(Style::DeepObject)) };
        for (key, value) in map {
            deep(&format!("{name}[{key}]"), value, encode, &mut pairs);
        }
        return Ok(pairs);
    }
    let name = encode_query(name);
    let delimiter = match format.style {
        Style::Form => ",",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        style => return Err(ParameterError::Unsuited(style)),
    };
    Ok(match flatten(value, format.style, encode)? {
        Flat::Nothing => Vec::new(),
        Flat::List(texts) if texts.is_empty() => Vec::new(),
        Flat::Object(entries) if entries.is_empty() => Vec::new(),
        Flat::Scalar(text) => vec![(name, text)],
        Flat::List(texts) if format.explode => texts.into_iter().map(|text| (name.clone(), text)).collect(),
        Flat::Object(entries) if format.explode => entries,
        written => vec![(name, simple(&written, false, delimiter))],
    })
}

/// A header parameter's value; not encoded, as headers are not. `None` where there is nothing to send.
pub fn header(value: &Value, format: Format) -> Result<Option<String>, ParameterError> {
    let written = flatten(value, format.style, str::to_owned)?;
    if format.style != Style::Simple {
        return Err(ParameterError::Unsuited(format.style));
    }
    Ok((!matches!(written, Flat::Nothing)).then(|| simple(&written, format.explode, ",")))
}

/// A cookie parameter as `name=value` pairs, encoded.
pub fn cookie(name: &str, value: &Value, format: Format) -> Result<Vec<(String, String)>, ParameterError> {
    match format.style {
        Style::Form => query(name, value, Format { allow_reserved: false, ..format }),
        style => Err(ParameterError::Unsuited(style)),
    }
}

/// A value without nesting, its texts encoded.
enum Flat {
    Nothing,
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

fn flatten(value: &Value, style: Style, encode: fn(&str) -> String) -> Result<Flat, ParameterError> {
    let text = |value: &Value| match value {
        Value::Array(_) | Value::Object(_) => Err(ParameterError::Nested(style)),
        value => Ok(scalar(value).map(|text| encode(&text))),
    };
    Ok(match value {
        Value::Array(elements) => {
            let texts: Result<Vec<_>, _> = elements.iter().map(text).collect();
            Flat::List(texts?.into_iter().flatten().collect())
        }
        Value::Object(map) => {
            let mut entries = Vec::with_capacity(map.len());
            for (key, value) in map {
                entries.extend(text(value)?.map(|text| (encode(key), text)));
            }
            Flat::Object(entries)
        }
        value => text(value)?.map_or(Flat::Nothing, Flat::Scalar),
    })
}

fn simple(written: &Flat, explode: bool, delimiter: &str) -> String {
    match written {
        Flat::Nothing => String::new(),
        Flat::Scalar(text) => text.clone(),
        Flat::List(texts) => texts.join(delimiter),
        Flat::Object(entries) => {
            let between = if explode { "=" } else { delimiter };
            let entries: Vec<String> = entries.iter().map(|(key, text)| format!("{key}{between}{text}")).collect();
            entries.join(delimiter)
        }
    }
}

/// What is deeper than one level is not defined by OpenAPI; servers read it as more brackets.
fn deep(name: &str, value: &Value, encode: fn(&str) -> String, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| deep(&format!("{name}[{key}]"), value, encode, pairs)),
        Value::Array(elements) => elements.iter().for_each(|element| deep(name, element, encode, pairs)),
        value => pairs.extend(scalar(value).map(|text| (encode_query(name), encode(&text)))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Format, ParameterError, Style, header, path, query};

    fn format(style: Style, explode: bool) -> Format {
        Format { style, explode, allow_reserved: false }
    }

    fn queried(value: Value, style: Style, explode: bool) -> String {
        let pairs = query("color", &value, format(style, explode)).expect("can be written");
        pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    /// The examples of https://spec.openapis.org/oas/v3.1.1#style-examples
    #[test]
    fn the_examples_of_the_specification_hold_for_paths() {
        let values =
            [json!(""), json!("blue"), json!(["blue", "black", "brown"]), json!({"R": 100, "G": 200, "B": 150})];
        let expected = [
            (Style::Matrix, false, [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
            (
                Style::Matrix,
                true,
                [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
            ),
            (Style::Label, false, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
            (Style::Label, true, [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
            (Style::Simple, false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
            (Style::Simple, true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
        ];
        for (style, explode, expected) in expected {
            for (value, expected) in values.iter().zip(expected) {
                assert_eq!(
                    path("color", value, format(style, explode)).as_deref(),
                    Ok(expected),
                    "{style:?} {explode}"
                );
            }
        }
    }

    #[test]
    fn the_examples_of_the_specification_hold_for_queries() {
        let list = json!(["blue", "black"]);
        let object = json!({"R": 100, "G": 200});
        assert_eq!(queried(json!(""), Style::Form, false), "color=");
        assert_eq!(queried(list.clone(), Style::Form, false), "color=blue,black");
        assert_eq!(queried(list.clone(), Style::Form, true), "color=blue&color=black");
        assert_eq!(queried(object.clone(), Style::Form, false), "color=R,100,G,200");
        assert_eq!(queried(object.clone(), Style::Form, true), "R=100&G=200");
        assert_eq!(queried(list.clone(), Style::SpaceDelimited, false), "color=blue%20black");
        assert_eq!(queried(list, Style::PipeDelimited, false), "color=blue%7Cblack");
        assert_eq!(queried(object, Style::DeepObject, true), "color%5BR%5D=100&color%5BG%5D=200");
    }

    #[test]
    fn values_are_encoded_and_delimiters_are_not() {
        assert_eq!(queried(json!(["a,b", "c d"]), Style::Form, false), "color=a%2Cb,c%20d");
        assert_eq!(path("id", &json!("a/b"), format(Style::Simple, false)).as_deref(), Ok("a%2Fb"));
        let reserved = Format { style: Style::Form, explode: true, allow_reserved: true };
        assert_eq!(query("q", &json!("a/b c"), reserved), Ok(vec![("q".into(), "a/b%20c".into())]));
        assert_eq!(header(&json!(["a b", 1]), format(Style::Simple, false)), Ok(Some("a b,1".into())));
    }

    #[test]
    fn nothing_is_sent_for_null_and_empty_lists() {
        for value in [json!(null), json!([]), json!({})] {
            assert_eq!(queried(value, Style::Form, false), "");
        }
        assert_eq!(header(&json!(null), format(Style::Simple, false)), Ok(None));
    }

    #[test]
    fn nesting_without_a_form_is_an_error() {
        assert_eq!(query("a", &json!([[1]]), format(Style::Form, true)), Err(ParameterError::Nested(Style::Form)));
        assert_eq!(query("a", &json!(1), format(Style::Label, true)), Err(ParameterError::Unsuited(Style::Label)));
    }
}
