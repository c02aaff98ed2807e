//! Takes parameters apart as their style says, into the values that their schemas judge.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::contract::conform::coerce::{self, Outline, Types};
use crate::contract::operation::{Encoding, Parameter, Style};
use crate::value::form;

/// The pairs of a query, and which of them a documented parameter has taken.
#[derive(Debug)]
pub struct Query<'q> {
    pairs: Vec<Pair<'q>>,
}

#[derive(Debug)]
struct Pair<'q> {
    name: String,
    /// As sent: a delimiter counts, an encoded one doesn't.
    raw: &'q str,
    taken: bool,
}

impl<'q> Query<'q> {
    /// Of an encoded query.
    pub fn of(text: &'q str) -> Query<'q> {
        let pair = |(name, raw)| Pair { name: form::decode(name), raw, taken: false };
        Query { pairs: form::raw_pairs(text).map(pair).collect() }
    }

    /// The value of a parameter, if it was sent.
    pub fn take(&mut self, parameter: &Parameter, outline: Option<Outline<'_>>) -> Option<Value> {
        self.styled(&parameter.name, parameter.style, parameter.explode, outline)
    }

    /// The value of a form's property, if it was sent and its style is documented.
    pub fn property(&mut self, encoding: &Encoding, outline: Option<Outline<'_>>) -> Option<Value> {
        self.styled(&encoding.property, encoding.style?, encoding.explode, outline)
    }

    /// Whether a name was sent, and only without a value.
    pub fn is_empty(&self, name: &str) -> bool {
        let mut values = self.pairs.iter().filter(|pair| pair.name == name).peekable();
        values.peek().is_some() && values.all(|pair| pair.raw.is_empty())
    }

    fn styled(&mut self, name: &str, style: Style, explode: bool, outline: Option<Outline<'_>>) -> Option<Value> {
        let types = outline.map(Outline::types);
        match (style, types.map_or(Kind::Scalar, kind)) {
            (Style::DeepObject, _) => self.deep(name, outline),
            (Style::Form, Kind::Object) if explode => self.properties(outline?),
            (style, kind) => {
                let values = self.values(name);
                let separator = match style {
                    Style::SpaceDelimited => &["%20", "+"][..],
                    Style::PipeDelimited => &["|", "%7C", "%7c"][..],
                    _ => &[","][..],
                };
                match kind {
                    Kind::Scalar if values.len() < 2 || types.is_none_or(|types| !types.array) => {
                        values.first().map(|raw| scalar(&form::decode(raw), outline))
                    }
                    _ if values.is_empty() => None,
                    Kind::Object => Some(alternating(&split(values.first()?, separator), outline)),
                    // Outside `form` it says nothing of its own, and both ways to write a list are met.
                    _ if explode && (style == Style::Form || values.len() > 1) => Some(list(&values, outline)),
                    _ => Some(list(&split(values.first()?, separator), outline)),
                }
            }
        }
    }

    /// Marks a name as accounted for, and says whether it was there.
    pub fn skip(&mut self, name: &str) -> bool {
        !self.values(name).is_empty()
    }

    /// The names that nothing accounts for.
    pub fn rest(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().filter(|pair| !pair.taken).map(|pair| (pair.name.as_str(), pair.raw))
    }

    fn values(&mut self, name: &str) -> Vec<&'q str> {
        let mut values = Vec::new();
        for pair in self.pairs.iter_mut().filter(|pair| pair.name == name) {
            pair.taken = true;
            values.push(pair.raw);
        }
        values
    }

    fn deep(&mut self, name: &str, outline: Option<Outline<'_>>) -> Option<Value> {
        let mut pairs = Vec::new();
        for pair in &mut self.pairs {
            let inside = pair.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('['));
            if inside {
                pair.taken = true;
                pairs.push((pair.name.clone(), Value::String(form::decode(pair.raw))));
            }
        }
        let nested = form::nest(pairs).get_mut(name).map(Value::take)?;
        Some(coerce::form(nested, outline))
    }

    /// An object whose properties are sent as parameters of their own.
    fn properties(&mut self, outline: Outline<'_>) -> Option<Value> {
        let mut map = Map::new();
        for name in outline.property_names() {
            if let [raw, ..] = self.values(name).as_slice() {
                map.insert(name.to_owned(), scalar(&form::decode(raw), outline.property(name)));
            }
        }
        (!map.is_empty()).then_some(Value::Object(map))
    }
}

/// The value of a path parameter whose text is already decoded.
pub fn path(parameter: &Parameter, text: &str, outline: Option<Outline<'_>>) -> Value {
    let (text, separator) = match parameter.style {
        Style::Label => (text.strip_prefix('.').unwrap_or(text), if parameter.explode { "." } else { "," }),
        Style::Matrix => {
            let text = text.strip_prefix(';').unwrap_or(text);
            if parameter.explode {
                return matrix(text, &parameter.name, outline);
            }
            let text = text.strip_prefix(&parameter.name).and_then(|text| text.strip_prefix('=')).unwrap_or(text);
            (text, ",")
        }
        _ => (text, ","),
    };
    delimited(text, separator, parameter.explode, outline)
}

/// `id=1;id=2`, or `a=1;b=2` for an object.
fn matrix(text: &str, name: &str, outline: Option<Outline<'_>>) -> Value {
    let pairs: Vec<(&str, &str)> = text.split(';').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    match outline.map_or(Kind::Scalar, |outline| kind(outline.types())) {
        Kind::Object => object(pairs.into_iter(), outline),
        Kind::Array => {
            let values: Vec<&str> = pairs.iter().filter(|(key, _)| *key == name).map(|(_, value)| *value).collect();
            values.iter().map(|value| scalar(value, outline.and_then(Outline::items))).collect()
        }
        Kind::Scalar => scalar(pairs.first().map_or("", |(_, value)| value), outline),
    }
}

/// A header's value, or a path's: style `simple`.
pub fn simple(text: &str, explode: bool, outline: Option<Outline<'_>>) -> Value {
    delimited(text, ",", explode, outline)
}

fn delimited(text: &str, separator: &str, explode: bool, outline: Option<Outline<'_>>) -> Value {
    let pieces = || text.split(separator).map(str::trim).filter(|piece| !piece.is_empty());
    match outline.map_or(Kind::Scalar, |outline| kind(outline.types())) {
        Kind::Scalar => scalar(text, outline),
        Kind::Array => pieces().map(|piece| scalar(piece, outline.and_then(Outline::items))).collect(),
        Kind::Object if explode => object(pieces().map(|piece| piece.split_once('=').unwrap_or((piece, ""))), outline),
        Kind::Object => alternating(&pieces().collect::<Vec<&str>>(), outline),
    }
}

/// `a,1,b,2`
fn alternating(pieces: &[&str], outline: Option<Outline<'_>>) -> Value {
    object(pieces.chunks(2).map(|pair| (pair[0], pair.get(1).copied().unwrap_or(""))), outline)
}

fn object<'t>(pairs: impl Iterator<Item = (&'t str, &'t str)>, outline: Option<Outline<'_>>) -> Value {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let entry = |(name, value): (&str, &str)| {
        let name = decoded(name);
        let value = scalar(&decoded(value), outline.and_then(|outline| outline.property(&name)));
        (name, value)
    };
    Value::Object(pairs.map(entry).collect())
}

fn list(raw: &[&str], outline: Option<Outline<'_>>) -> Value {
    raw.iter().map(|raw| scalar(&form::decode(raw), outline.and_then(Outline::items))).collect()
}

fn split<'t>(raw: &'t str, separators: &[&str]) -> Vec<&'t str> {
    let mut pieces = vec![raw];
    for separator in separators {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(separator)).collect();
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn scalar(text: &str, outline: Option<Outline<'_>>) -> Value {
    match outline {
        Some(outline) => coerce::scalar(text, outline),
        None => text.into(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scalar,
    Array,
    Object,
}

/// How a text is to be read; where a string is fine it is taken as it is.
fn kind(types: Types) -> Kind {
    match types {
        Types { string: true, .. } => Kind::Scalar,
        Types { array: true, .. } => Kind::Array,
        Types { object: true, .. } => Kind::Object,
        _ => Kind::Scalar,
    }
}
