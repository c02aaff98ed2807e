//! A loaded contract: what its documentation promises, and the schemas that hold it to that.

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8Path;
use http::Method;

use crate::contract::document::Documents;
use crate::contract::operation::{Operation, SchemaRef, SecurityScheme, Server, Version};
use crate::contract::read::{self, Description};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::dialect::{Dialect, Direction};
use crate::contract::schema::store::Schemas;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;

/// One API's contract.
#[derive(Debug)]
pub struct Contract {
    /// Which OpenAPI it is written in.
    pub version: Version,
    /// Every operation, in the order written.
    pub operations: Vec<Operation>,
    /// Every security scheme.
    pub security_schemes: Vec<SecurityScheme>,
    /// The bases it names.
    pub servers: Vec<Server>,
    /// The files it is made of.
    pub documents: Arc<Documents>,
    schemas: Schemas,
    /// Operations by method and number of segments, the most concrete path first.
    routes: HashMap<(Method, usize), Vec<usize>>,
}

/// An operation that a concrete request is for.
#[derive(Clone, Debug)]
pub struct Match<'c> {
    /// The operation.
    pub operation: &'c Operation,
    /// The path's parameters, decoded, in the order of the template.
    pub parameters: Vec<(String, String)>,
}

impl Contract {
    /// Loads the description at `root`/`path` and every file it refers to. All that is wrong goes to `diagnostics`;
    /// `None` when there is nothing to work with.
    pub fn load(
        root: &Utf8Path,
        path: &Utf8Path,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Contract> {
        let documents = Arc::new(Documents::load(root, path, sources, diagnostics)?);
        let Description { version, operations, security_schemes, servers } = read::read(&documents, diagnostics)?;
        let dialect = match version {
            Version::V30 => Dialect::OpenApi30,
            Version::V31 => Dialect::Draft202012,
        };
        Some(Contract {
            version,
            routes: routes(&operations),
            operations,
            security_schemes,
            servers,
            schemas: Schemas::new(documents.clone(), dialect),
            documents,
        })
    }

    /// The operation with this method and path template, as the contract writes them.
    pub fn operation(&self, method: &Method, template: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.method == *method && operation.path.text == template)
    }

    /// The operations most like `METHOD /path`, the likeliest first; for a "did you mean".
    pub fn nearest(&self, name: &str) -> Vec<&Operation> {
        let mut near: Vec<(f64, &Operation)> = self
            .operations
            .iter()
            .map(|operation| (strsim::normalized_damerau_levenshtein(name, &operation.name()), operation))
            .filter(|(likeness, _)| *likeness > 0.6)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter().take(3).map(|(_, operation)| operation).collect()
    }

    /// The operation that a request to `path` (encoded, without the server's base and the query) is for: concrete
    /// paths before templated ones.
    pub fn find(&self, method: &Method, path: &str) -> Option<Match<'_>> {
        let segments = path.matches('/').count();
        let candidates = self.routes.get(&(method.clone(), segments))?;
        candidates.iter().find_map(|&index| {
            let operation = &self.operations[index];
            operation.path.matches(path).map(|parameters| Match { operation, parameters })
        })
    }

    /// The methods that are documented for `path`, whatever template it fits.
    pub fn methods(&self, path: &str) -> Vec<&Method> {
        let mut methods: Vec<&Method> = Vec::new();
        for operation in &self.operations {
            if !methods.contains(&&operation.method) && operation.path.matches(path).is_some() {
                methods.push(&operation.method);
            }
        }
        methods
    }

    /// The security scheme of this name.
    pub fn security_scheme(&self, name: &str) -> Option<&SecurityScheme> {
        self.security_schemes.iter().find(|scheme| scheme.name == name)
    }

    /// The compiled schema at a place; compiled when first asked for, once.
    pub fn schema(&self, schema: &SchemaRef, direction: Direction) -> Result<Arc<Schema>, Diagnostic> {
        self.schemas.get(&schema.place, direction)
    }

    /// Goes over every schema that an operation uses or `components` holds.
    pub fn lint(&self, diagnostics: &mut Diagnostics) {
        self.schemas.lint(&self.operations, diagnostics);
    }
}

fn routes(operations: &[Operation]) -> HashMap<(Method, usize), Vec<usize>> {
    let mut routes: HashMap<(Method, usize), Vec<usize>> = HashMap::new();
    for (index, operation) in operations.iter().enumerate() {
        routes.entry((operation.method.clone(), operation.path.segments.len())).or_default().push(index);
    }
    for candidates in routes.values_mut() {
        candidates.sort_by_cached_key(|&index| operations[index].path.rank());
    }
    routes
}
