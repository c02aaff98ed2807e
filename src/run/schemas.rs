//! Schemas that cases name themselves, compiled once for a run.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::contract::schema::compiled::Schema;
use crate::contract::schema::standalone::{Rules, StandAlone};
use crate::judge::schemas::OtherSchemas;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::{Sources, inside};
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
        compile(&self.compiled, &self.root, &self.sources, source).map_err(|problems| {
            let (SchemaSource::File(_, span) | SchemaSource::Inline(_, span)) = source;
            let first = problems.into_iter().next();
            first.unwrap_or_else(|| Diagnostic::new(Code::BadSchema, "the schema cannot be used").at(*span, "this one"))
        })
    }
}

/// The schema that a case names: a file, relative to the case file, or written in place.
pub fn compile(
    compiled: &StandAlone,
    root: &Utf8Path,
    sources: &Sources,
    source: &SchemaSource,
) -> Result<Arc<Schema>, Vec<Diagnostic>> {
    match source {
        SchemaSource::File(path, span) => {
            let case_file = sources.get(span.file);
            let folder = case_file.as_ref().and_then(|file| file.path.parent()).unwrap_or(Utf8Path::new(""));
            let named = |diagnostic: Diagnostic| match diagnostic.labels.is_empty() {
                true => diagnostic.at(*span, "named here"),
                false => diagnostic,
            };
            let inside = inside(root, folder, path).map_err(|diagnostic| vec![named(diagnostic)])?;
            let root = root.canonicalize_utf8().unwrap_or_else(|_| root.to_owned());
            let path = inside.strip_prefix(&root).unwrap_or(&inside);
            let schema = compiled.file(&root, path, sources, Rules::default());
            schema.map_err(|problems| problems.into_iter().map(named).collect())
        }
        SchemaSource::Inline(value, span) => {
            let here = |problem: Diagnostic| Diagnostic { labels: Vec::new(), ..problem }.at(*span, "in this schema");
            let schema = compiled.value(value, Rules::default());
            schema.map_err(|problems| problems.into_iter().map(here).collect())
        }
    }
}
