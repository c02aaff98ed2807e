//! What is wrong with a value, said so that nobody has to look the schema up.

use std::sync::Arc;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::contract::dialect::Direction;
use crate::contract::document::{Documents, RefProblem};
use crate::contract::place::Place;
use crate::contract::schema::branch;
use crate::contract::schema::bundle::{CONTENT, INTEGER};
use crate::contract::schema::compile::{Compiler, PIECE};
use crate::contract::schema::keyword::{self, NOT_BASE64};
use crate::contract::schema::located::{At, Held, Located};
use crate::source::code::Code;
use crate::source::span::Span;
use crate::value::json::{excerpt, push_token, type_name};

/// How many characters of a value are shown.
const SHOWN: usize = 80;

/// One thing that is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which kind of problem it is.
    pub code: Code,
    /// Where in the value, as a JSON Pointer.
    pub pointer: String,
    /// The keyword that is broken.
    pub keyword: String,
    /// What should be there, in words.
    pub expected: String,
    /// What is there, in words.
    pub actual: String,
    /// The schema that says so.
    pub schema: SchemaPlace,
}

/// A place in a contract, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaPlace {
    /// The bytes; the default for what is in no file.
    pub span: Span,
    /// `schemas/items.openapi.yaml#/components/schemas/Item`; of what is in no file, its URL.
    pub text: String,
}

impl SchemaPlace {
    /// How a place is shown.
    pub fn of(documents: &Documents, place: &Place) -> SchemaPlace {
        let path = documents.get(place.document).map_or("", |document| document.path.as_str());
        SchemaPlace { span: documents.span(place), text: format!("{path}#{}", place.pointer) }
    }
}

/// What the validator was built from, and so what its places mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The bundle.
    Bundle,
    /// The first document, as it stands.
    Document,
}

/// What is needed to say what is wrong.
#[derive(Clone, Copy)]
pub struct Report<'s> {
    /// Where the validator came from.
    pub compiler: &'s Arc<Compiler>,
    /// Where the schemas came from.
    pub documents: &'s Documents,
    /// What places in errors mean.
    pub origin: Origin,
    /// Which way the body goes.
    pub direction: Direction,
}

/// Expected and actual.
type Words = (String, String);

impl<'s> Report<'s> {
    /// Everything that is wrong with `value`.
    pub fn violations(self, validator: &Validator, value: &Value, at: &At) -> Vec<Violation> {
        let mut found = Vec::new();
        for error in validator.iter_errors(value) {
            self.add(&error, at, &mut found);
        }
        found
    }

    /// The schema that an error of ours stands for, and where it was asked.
    fn elsewhere(self, error: &ValidationError<'_>, at: &At) -> Option<(&'s Validator, At)> {
        let ValidationErrorKind::Custom { keyword, message } = error.kind() else { return None };
        let number: usize = (keyword == PIECE).then(|| message.parse().ok())??;
        let value = format!("{}{}", at.value, error.instance_path().as_str());
        Some((self.compiler.piece(number)?, At { value, schema: format!("/$defs/{number}") }))
    }

    /// Errors with those in place of which one of another schema stands.
    fn located<'e>(self, errors: &'e [ValidationError<'static>], at: &At) -> Vec<Located<'e>> {
        let mut located = Vec::new();
        for error in errors {
            match self.elsewhere(error, at) {
                Some((validator, at)) => self.asked(validator, error.instance(), &at, &mut located),
                None => located.push(Located { error: Held::Lent(error), at: at.clone() }),
            }
        }
        located
    }

    fn asked(self, validator: &Validator, value: &Value, at: &At, located: &mut Vec<Located<'_>>) {
        for error in validator.iter_errors(value) {
            match self.elsewhere(&error, at) {
                Some((validator, at)) => self.asked(validator, error.instance(), &at, located),
                None => located.push(Located { error: Held::Own(error.to_owned()), at: at.clone() }),
            }
        }
    }

    fn add(self, error: &ValidationError<'_>, at: &At, found: &mut Vec<Violation>) {
        if let Some((validator, at)) = self.elsewhere(error, at) {
            for error in validator.iter_errors(error.instance()) {
                self.add(&error, &at, found);
            }
            return;
        }
        let instance = error.instance();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                for name in unexpected {
                    let mut violation = self.violation(error, at, ("no such property".into(), String::new()));
                    push_token(&mut violation.pointer, name);
                    violation.actual = shown(instance.get(name).unwrap_or(&Value::Null));
                    found.push(violation);
                }
            }
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                self.union(error, at, context, found);
            }
            ValidationErrorKind::Custom { .. } if error.kind().keyword() == CONTENT => self.embedded(error, at, found),
            ValidationErrorKind::FalseSchema => found.push(self.refused(error, at)),
            kind => {
                let words = self.words(error, at, kind, instance);
                found.push(self.violation(error, at, words));
            }
        }
    }

    fn violation(self, error: &ValidationError<'_>, at: &At, (expected, actual): Words) -> Violation {
        let keyword = match error.kind().keyword() {
            INTEGER => "format",
            CONTENT => "contentMediaType",
            other => other,
        };
        Violation {
            code: Code::SchemaMismatch,
            pointer: format!("{}{}", at.value, error.instance_path().as_str()),
            keyword: keyword.to_owned(),
            expected,
            actual,
            schema: self.schema_place(error, at),
        }
    }

    fn schema_place(self, error: &ValidationError<'_>, at: &At) -> SchemaPlace {
        match (self.place(error, at), self.origin) {
            (Some(place), _) => SchemaPlace::of(self.documents, &place),
            (None, Origin::Bundle) => SchemaPlace::default(),
            // The library brings the rules of JSON Schema along: they have a name, and are in no file.
            (None, Origin::Document) => SchemaPlace { text: location(error), ..SchemaPlace::default() },
        }
    }

    fn place(self, error: &ValidationError<'_>, at: &At) -> Option<Place> {
        let pointer = &format!("{}{}", at.schema, error.schema_path().as_str());
        match self.origin {
            Origin::Bundle => {
                self.compiler.bundle.place(&pointer.replace(INTEGER, "format").replace(CONTENT, "contentMediaType"))
            }
            Origin::Document => {
                let url = location(error);
                let base = self.documents.base(&Place::root(0))?;
                match self.documents.resolve(&base, &url) {
                    Ok(place) => Some(place),
                    Err(RefProblem::MissingPlace(place)) => Some(place),
                    Err(_) => None,
                }
            }
        }
    }

    /// The keyword's value as the schema writes it.
    fn operand(self, error: &ValidationError<'_>, at: &At) -> Option<Value> {
        self.place(error, at).and_then(|place| self.documents.node(&place).map(|node| node.to_json()))
    }

    /// None of several alternatives fits: the one that was meant is gone into.
    fn union(
        self,
        error: &ValidationError<'_>,
        at: &At,
        context: &[Vec<ValidationError<'static>>],
        found: &mut Vec<Violation>,
    ) {
        let actual = shown(error.instance());
        let own = format!("{}{}", at.value, error.instance_path().as_str());
        let branches: Vec<Vec<Located<'_>>> = context.iter().map(|errors| self.located(errors, at)).collect();
        if let Some(kinds) = branch::only_kinds(&own, &branches) {
            found.push(self.violation(error, at, (kinds, actual)));
            return;
        }
        let pointer = format!("{}{}", at.schema, error.schema_path().as_str());
        let named = match self.origin {
            Origin::Bundle => branch::named(&self.compiler.bundle, &pointer, error.instance()),
            Origin::Document => None,
        };
        let best = named.or_else(|| branch::best(&own, &branches));
        let count = context.len();
        found.push(self.violation(error, at, (format!("one of {count} alternatives"), format!("fits none: {actual}"))));
        for inner in best.and_then(|best| branches.get(best)).into_iter().flatten() {
            self.add(inner.error(), &inner.at, found);
        }
    }

    /// A property that the schema refuses, or that has no place in this direction.
    fn refused(self, error: &ValidationError<'_>, at: &At) -> Violation {
        let actual = shown(error.instance());
        let place = self.place(error, at);
        let written = place.and_then(|place| self.documents.node(&place)).and_then(|node| node.as_bool());
        let (keyword, expected) = match (written, self.direction) {
            (Some(_), _) | (None, Direction::Neither) => ("false", "nothing here"),
            (None, Direction::Response) => ("writeOnly", "nothing: the property is writeOnly, and this is a response"),
            (None, Direction::Request) => ("readOnly", "nothing: the property is readOnly, and this is a request"),
        };
        Violation { keyword: keyword.into(), ..self.violation(error, at, (expected.into(), actual)) }
    }

    /// A string that should hold JSON: either it doesn't, or its inside doesn't fit.
    fn embedded(self, error: &ValidationError<'_>, at: &At, found: &mut Vec<Violation>) {
        if self.origin == Origin::Document {
            let is_json = !error.to_string().contains(NOT_BASE64);
            let expected =
                if is_json { "a string that holds the JSON that is described" } else { "a string in base64" };
            let words = (expected.to_owned(), shown(error.instance()));
            found.push(Violation { code: Code::EmbeddedJson, ..self.violation(error, at, words) });
            return;
        }
        let pointer = format!("{}{}/schema", at.schema, error.schema_path().as_str());
        let content = pointer.strip_suffix("/schema").and_then(|pointer| self.compiler.bundle.get(pointer));
        let base64 = content.and_then(|content| content.get("base64")).and_then(Value::as_bool).unwrap_or(false);
        let text = error.instance().as_str().unwrap_or("").to_owned();
        let outer = |words| Violation { code: Code::EmbeddedJson, ..self.violation(error, at, words) };
        let inside = match keyword::parse(&text, base64) {
            Ok(inside) => inside,
            Err(problem) => {
                let actual = format!("{}: {problem}", shown(error.instance()));
                found.push(outer(("a string that holds JSON".into(), actual)));
                return;
            }
        };
        let Ok(validator) = self.compiler.build(&pointer) else { return };
        for violation in self.violations(&validator, &inside, &At::root(self.compiler.base(&pointer))) {
            let place = if violation.pointer.is_empty() { "/".to_owned() } else { violation.pointer };
            found.push(Violation {
                code: Code::EmbeddedJson,
                pointer: format!("{}{}", at.value, error.instance_path().as_str()),
                expected: format!("JSON with {} at {place}", violation.expected),
                ..violation
            });
        }
    }

    fn words(self, error: &ValidationError<'_>, at: &At, kind: &ValidationErrorKind, instance: &Value) -> Words {
        use ValidationErrorKind as Kind;
        let actual = shown(instance);
        match kind {
            Kind::Type { kind: TypeKind::Single(kind) } => (kind.to_string(), actual),
            Kind::Type { kind: TypeKind::Multiple(kinds) } => {
                let kinds: Vec<String> = kinds.iter().map(|kind| kind.to_string()).collect();
                (kinds.join(" or "), actual)
            }
            Kind::Required { property } => (
                format!("property `{}`", property.as_str().unwrap_or("")),
                format!("an object with {}", keys(instance)),
            ),
            Kind::Enum { options } => (format!("one of {}", list(options)), actual),
            Kind::Constant { expected_value } => (excerpt(expected_value, SHOWN), actual),
            Kind::Pattern { .. } | Kind::RegexEngineFailure { .. } => {
                (format!("string matching {}", self.pattern(error, at)), actual)
            }
            Kind::BacktrackLimitExceeded { .. } => (
                format!("string matching {}", self.pattern(error, at)),
                format!("{actual}, on which the pattern takes too long"),
            ),
            Kind::Format { format } => (format!("string in the format {format}"), actual),
            Kind::Custom { .. } if error.kind().keyword() == INTEGER => {
                let format = self.operand(error, at);
                (
                    format!("integer in the range of {}", format.as_ref().and_then(Value::as_str).unwrap_or("int64")),
                    actual,
                )
            }
            Kind::Minimum { limit } => (format!("at least {limit}"), actual),
            Kind::Maximum { limit } => (format!("at most {limit}"), actual),
            Kind::ExclusiveMinimum { limit } => (format!("more than {limit}"), actual),
            Kind::ExclusiveMaximum { limit } => (format!("less than {limit}"), actual),
            Kind::MultipleOf { multiple_of } => (format!("a multiple of {multiple_of}"), actual),
            Kind::MinLength { limit } => (format!("at least {limit} characters"), characters(instance)),
            Kind::MaxLength { limit } => (format!("at most {limit} characters"), characters(instance)),
            Kind::MinItems { limit } => (format!("at least {limit} elements"), elements(instance)),
            Kind::MaxItems { limit } => (format!("at most {limit} elements"), elements(instance)),
            Kind::AdditionalItems { limit } => (format!("at most {limit} elements"), elements(instance)),
            Kind::MinProperties { limit } => (format!("at least {limit} properties"), properties(instance)),
            Kind::MaxProperties { limit } => (format!("at most {limit} properties"), properties(instance)),
            Kind::UniqueItems => ("elements that all differ".into(), actual),
            Kind::Contains => ("an element that fits `contains`".into(), actual),
            Kind::Not { schema } => (format!("anything but {}", excerpt(schema, SHOWN)), actual),
            Kind::OneOfMultipleValid { context } => {
                let fitting: Vec<String> =
                    (1..).zip(context).filter(|(_, errors)| errors.is_empty()).map(|(n, _)| n.to_string()).collect();
                (
                    format!("exactly one of {} alternatives", context.len()),
                    format!("fits several, {}: {actual}", fitting.join(" and ")),
                )
            }
            Kind::PropertyNames { error } => {
                let (expected, actual) = self.words(error, at, error.kind(), error.instance());
                (format!("property names that are each a {expected}"), actual)
            }
            Kind::UnevaluatedItems { unexpected } => ("no further elements".into(), unexpected.join(", ")),
            _ => (error.to_string(), actual),
        }
    }

    /// As the schema writes it; the library's own copy is translated.
    fn pattern(self, error: &ValidationError<'_>, at: &At) -> String {
        match (self.operand(error, at), error.kind()) {
            (Some(Value::String(pattern)), _) => pattern,
            (_, ValidationErrorKind::Pattern { pattern }) => pattern.clone(),
            _ => String::new(),
        }
    }
}

/// Where the library says that a keyword is, in the words of whoever wrote the schema.
fn location(error: &ValidationError<'_>) -> String {
    let url = error.absolute_keyword_location().map_or("", |url| url.as_str());
    url.replace(CONTENT, "contentMediaType").replace("countersign%3Acontent", "contentMediaType")
}

/// A value in words: its type and how it begins.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        _ => format!("{} {}", type_name(value), excerpt(value, SHOWN)),
    }
}

fn list(options: &Value) -> String {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut text: Vec<String> = options.iter().take(12).map(|option| excerpt(option, 40)).collect();
    if options.len() > text.len() {
        text.push(format!("{} more", options.len() - text.len()));
    }
    text.join(", ")
}

fn keys(value: &Value) -> String {
    let Some(map) = value.as_object().filter(|map| !map.is_empty()) else { return "no properties".into() };
    let mut names: Vec<&str> = map.keys().take(12).map(String::as_str).collect();
    if map.len() > names.len() {
        names.push("…");
    }
    names.join(", ")
}

fn characters(value: &Value) -> String {
    format!("{}: {}", value.as_str().map_or(0, |text| text.chars().count()), shown(value))
}

fn elements(value: &Value) -> String {
    format!("{}: {}", value.as_array().map_or(0, Vec::len), excerpt(value, SHOWN))
}

fn properties(value: &Value) -> String {
    format!("{}: {}", value.as_object().map_or(0, serde_json::Map::len), keys(value))
}
