//! One compiled schema.

use std::sync::{Arc, OnceLock};

use jsonschema::Validator;
use serde_json::Value;

use crate::contract::dialect::Direction;
use crate::contract::document::Documents;
use crate::contract::place::Place;
use crate::contract::schema::compile::Compiler;
use crate::contract::schema::undocumented::Licences;
use crate::contract::schema::violation::{Origin, Report, SchemaPlace, Violation};

/// A schema that values can be held against, by many threads at once.
#[derive(Debug)]
pub struct Schema {
    compiler: Arc<Compiler>,
    validator: Validator,
    documents: Arc<Documents>,
    origin: Origin,
    direction: Direction,
    licences: OnceLock<Licences>,
}

impl Schema {
    /// A schema whose validator was built from `compiler`'s bundle, or, with [`Origin::Document`], from the document
    /// itself.
    pub fn new(
        compiler: Arc<Compiler>,
        validator: Validator,
        documents: Arc<Documents>,
        origin: Origin,
        direction: Direction,
    ) -> Schema {
        Schema { compiler, validator, documents, origin, direction, licences: OnceLock::new() }
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
        report.violations(&self.validator, value)
    }

    /// JSON Pointers of the properties that the schema doesn't mention, in a value that fits.
    pub fn undocumented(&self, value: &Value) -> Vec<String> {
        self.licences.get_or_init(|| Licences::of(&self.compiler)).undocumented(value)
    }

    /// Where the schema is.
    pub fn place(&self) -> SchemaPlace {
        let place = self.compiler.bundle.origins.first();
        place.map_or_else(SchemaPlace::default, |place| SchemaPlace::of(&self.documents, place))
    }

    /// The schema and what it refers to as one JSON Schema 2020-12 document, references inside it only.
    pub fn bundle(&self) -> &Value {
        &self.compiler.bundle.value
    }

    /// Where each of the bundle's `$defs` came from.
    pub fn origins(&self) -> &[Place] {
        &self.compiler.bundle.origins
    }
}
