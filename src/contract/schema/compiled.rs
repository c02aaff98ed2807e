//! One compiled schema.

use std::sync::{Arc, OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::contract::dialect::Direction;
use crate::contract::document::Documents;
use crate::contract::place::Place;
use crate::contract::schema::compile::Compiler;
use crate::contract::schema::located::At;
use crate::contract::schema::undocumented::Licences;
use crate::contract::schema::violation::{Origin, Report, SchemaPlace, Violation};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// A schema that values can be held against, by many threads at once.
#[derive(Debug)]
pub struct Schema {
    compiler: Arc<Compiler>,
    validator: Validator,
    documents: Arc<Documents>,
    origin: Origin,
    direction: Direction,
    number: usize,
    root: Value,
    licences: Arc<OnceLock<Licences>>,
}

impl Schema {
    /// The piece of `compiler`'s bundle with this number; with [`Origin::Document`] its validator was built from the
    /// document itself.
    pub fn new(
        compiler: Arc<Compiler>,
        number: usize,
        validator: Validator,
        documents: Arc<Documents>,
        origin: Origin,
        direction: Direction,
    ) -> Schema {
        let root = json!({ "$ref": format!("#/$defs/{number}") });
        Schema { compiler, validator, documents, origin, direction, number, root, licences: Arc::default() }
    }

    /// The same with what the bundle's schemas mention, which all schemas of one bundle may share.
    pub fn sharing(self, licences: &Arc<OnceLock<Licences>>) -> Schema {
        Schema { licences: licences.clone(), ..self }
    }

    /// Whether a value fits. This is the fast way.
    pub fn is_valid(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// Everything that is wrong with a value; for after [`is_valid`](Schema::is_valid) said no.
    pub fn violations(&self, value: &Value) -> Vec<Violation> {
        let report = Report {
            compiler: &self.compiler,
            documents: &self.documents,
            origin: self.origin,
            direction: self.direction,
        };
        let pointer = format!("/$defs/{}", self.number);
        report.violations(&self.validator, value, &At::root(self.compiler.base(&pointer)))
    }

    /// JSON Pointers of the properties that the schema doesn't mention, in a value that fits.
    pub fn undocumented(&self, value: &Value) -> Vec<String> {
        self.licences.get_or_init(|| Licences::of(&self.compiler.bundle)).undocumented(
            &self.compiler,
            self.number,
            value,
        )
    }

    /// Where the schema is.
    pub fn place(&self) -> SchemaPlace {
        let place = self.compiler.bundle.origins.get(self.number);
        place.map_or_else(SchemaPlace::default, |place| SchemaPlace::of(&self.documents, place))
    }

    /// What is wrong with the schema or with one that it refers to. It can be used all the same: whatever cannot be was
    /// left out.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let reach = self.compiler.bundle.reach(self.number);
        let problems = &self.compiler.bundle.problems;
        let mut found: Vec<Diagnostic> =
            problems.iter().filter(|(piece, _)| reach.contains(piece)).map(|(_, problem)| problem.clone()).collect();
        for piece in reach.into_iter().filter(|&piece| !self.compiler.is_sound(piece)) {
            let place = self.compiler.bundle.origins.get(piece).cloned().unwrap_or_else(|| Place::root(0));
            let diagnostic = Diagnostic::new(Code::BadSchema, "this schema cannot be used");
            found.push(diagnostic.at(self.documents.span(&place), "needed here"));
        }
        found
    }

    /// The schema as JSON Schema 2020-12; its references lead into [`bundle`](Schema::bundle).
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The document that the references of [`root`](Schema::root) lead into. Many schemas share it, so it is none
    /// itself.
    pub fn bundle(&self) -> &Value {
        &self.compiler.bundle.value
    }

    /// Where each of the bundle's `$defs` came from.
    pub fn origins(&self) -> &[Place] {
        &self.compiler.bundle.origins
    }
}
