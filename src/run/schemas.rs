//! Schemas that cases name themselves, compiled once for a run.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::contract::schema::compiled::Schema;
use crate::contract::schema::standalone::{Rules, StandAlone};
use crate::judge::schemas::OtherSchemas;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;
use crate::suite::model::SchemaSource;

/// The schemas of a run.
#[derive(Debug)]
pub struct CaseSchemas {
    root: Utf8PathBuf,
    sources: Arc<Sources>,
    compiled: StandAlone,
}

impl CaseSchemas {
    /// Schemas in the project at `root`.
    pub fn new(root: &Utf8Path, sources: Arc<Sources>) -> CaseSchemas {
        CaseSchemas { root: root.to_owned(), sources, compiled: StandAlone::default() }
    }
}

impl OtherSchemas for CaseSchemas {
    fn schema(&self, source: &SchemaSource) -> Result<Arc<Schema>, Diagnostic> {
        let (compiled, span) = match source {
            SchemaSource::File(path, span) => {
                let path = Utf8Path::new(path);
                (self.compiled.file(&self.root, path, &self.sources, Rules::default()), *span)
            }
            SchemaSource::Inline(value, span) => (self.compiled.value(value, Rules::default()), *span),
        };
        compiled.map_err(|problems| {
            let first = problems.into_iter().next();
            first.unwrap_or_else(|| Diagnostic::new(Code::BadSchema, "the schema cannot be used").at(span, "this one"))
        })
    }
}
