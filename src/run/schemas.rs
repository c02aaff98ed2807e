//! Schemas that cases name themselves, compiled once for a run.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::contract::schema::compiled::Schema;
use crate::contract::schema::standalone::{Rules, StandAlone};
use crate::judge::schemas::OtherSchemas;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::suite::model::{SchemaChoice, SchemaSource, Step};

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

impl CaseSchemas {
    /// Compiles the schemas that the expectations of these steps name; what is wrong with one is reported.
    pub fn check<'s>(&self, steps: impl IntoIterator<Item = &'s Step>, diagnostics: &mut Diagnostics) {
        for step in steps {
            let until = step.until.iter().flat_map(|until| [Some(&until.wanted), until.stop_on.as_ref()]).flatten();
            for expect in [&step.expect].into_iter().chain(until) {
                if let SchemaChoice::Other(source) = &expect.schema
                    && let Err(diagnostic) = self.schema(source)
                {
                    let (SchemaSource::File(_, span) | SchemaSource::Inline(_, span)) = source;
                    diagnostics.push(diagnostic.at(*span, "asked for here"));
                }
            }
            self.check(&step.cleanup, diagnostics);
        }
    }
}

impl OtherSchemas for CaseSchemas {
    fn schema(&self, source: &SchemaSource) -> Result<Arc<Schema>, Diagnostic> {
        let (compiled, span) = match source {
            SchemaSource::File(path, span) => {
                // As every path in a case file, it begins at that file's folder.
                let named_in = self.sources.get(span.file).map(|file| file.path.clone()).unwrap_or_default();
                let path = named_in.parent().unwrap_or(Utf8Path::new("")).join(path);
                (self.compiled.file(&self.root, &path, &self.sources, Rules::default()), *span)
            }
            SchemaSource::Inline(value, span) => (self.compiled.value(value, Rules::default()), *span),
        };
        compiled.map_err(|problems| {
            let first = problems.into_iter().next();
            first.unwrap_or_else(|| Diagnostic::new(Code::BadSchema, "the schema cannot be used").at(span, "this one"))
        })
    }
}
