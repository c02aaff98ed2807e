//! Schemas that a case names itself, outside the contract. Whoever judges brings them along, compiled.

use std::sync::Arc;

use crate::contract::schema::compiled::Schema;
use crate::source::diagnostic::Diagnostic;
use crate::suite::model::SchemaSource;

/// Where compiled schemas come from. Judging does no I/O, so it can't read them itself.
pub trait OtherSchemas: Sync {
    /// The compiled schema; the same one every time it is asked for.
    fn schema(&self, source: &SchemaSource) -> Result<Arc<Schema>, Diagnostic>;
}

/// There are none.
#[derive(Clone, Copy, Debug)]
pub struct NoSchemas;

impl OtherSchemas for NoSchemas {
    fn schema(&self, source: &SchemaSource) -> Result<Arc<Schema>, Diagnostic> {
        let (SchemaSource::File(_, span) | SchemaSource::Inline(_, span)) = source;
        let code = crate::source::code::Code::BadSchema;
        Err(Diagnostic::new(code, "no schemas outside the contract are at hand").at(*span, "this one"))
    }
}
