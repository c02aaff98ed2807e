//! One way in which an exchange breaks the contract.

use crate::contract::document::Documents;
use crate::contract::schema::violation::{SchemaPlace, Violation};
use crate::source::code::Code;
use crate::source::span::Span;

/// One way in which a message breaks the contract, and in which part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The part of the message.
    pub part: Part,
    /// What kind of breach it is.
    pub kind: Kind,
    /// What is wrong; its pointer counts from the part's value.
    pub violation: Violation,
}

/// A kind of breach, as far as it matters for what to do about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Something is missing or not as documented.
    #[default]
    Wrong,
    /// Something that must be sent was not.
    Missing,
    /// A text does not keep to the format it claims to be in, so nothing can be said about what it holds.
    Malformed,
    /// Something is there that nothing documents, which OpenAPI itself does not forbid.
    Undocumented,
}

/// A part of a request or a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The status.
    Status,
    /// The path, or a parameter in it.
    Path(String),
    /// A query parameter.
    Query(String),
    /// A header.
    Header(String),
    /// A cookie.
    Cookie(String),
    /// The credentials.
    Security,
    /// The body.
    Body,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Part::Status => f.write_str("status"),
            Part::Path(name) if name.is_empty() => f.write_str("path"),
            Part::Path(name) => write!(f, "path parameter {name}"),
            Part::Query(name) => write!(f, "query parameter {name}"),
            Part::Header(name) => write!(f, "header {name}"),
            Part::Cookie(name) => write!(f, "cookie {name}"),
            Part::Security => f.write_str("security"),
            Part::Body => f.write_str("body"),
        }
    }
}

impl Breach {
    /// A breach that no schema was asked about. `at` is what the contract says about the part.
    pub fn new(
        documents: &Documents,
        code: Code,
        part: Part,
        expected: impl Into<String>,
        actual: impl Into<String>,
        at: Span,
    ) -> Breach {
        let file = documents.iter().find(|document| document.file == at.file);
        let text = file.map_or_else(String::new, |document| document.path.to_string());
        let violation = Violation {
            code,
            pointer: String::new(),
            keyword: String::new(),
            expected: expected.into(),
            actual: actual.into(),
            schema: SchemaPlace { span: at, text },
        };
        Breach { part, kind: Kind::Wrong, violation }
    }

    /// The same as another kind.
    pub fn kind(self, kind: Kind) -> Breach {
        Breach { kind, ..self }
    }

    /// What a schema found wrong with the value of a part.
    pub fn of(part: &Part, code: Code, violations: Vec<Violation>) -> impl Iterator<Item = Breach> {
        // What is wrong inside a string that holds JSON keeps its own code.
        let coded = move |violation: Violation| match violation.code {
            Code::EmbeddedJson => violation,
            _ => Violation { code, ..violation },
        };
        let part = part.clone();
        let breach = move |violation| Breach { part: part.clone(), kind: Kind::Wrong, violation: coded(violation) };
        violations.into_iter().map(breach)
    }
}
