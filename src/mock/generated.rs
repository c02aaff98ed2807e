//! Values that are made up from a schema where no example is documented.

use serde_json::Value as Json;

use crate::contract::generate::value::{Options, Samples, generate};
use crate::contract::schema::compiled::Schema;

/// Where a body comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A documented example where there is one that fits its schema, else made up.
    Documented,
    /// Made up in any case.
    Generated,
}

/// A value for a schema, the same one for the same seed. Whether it fits, [`Schema::is_valid`] tells: some schemas
/// contradict themselves.
pub fn generated(schema: &Schema, seed: u64, source: Source) -> Json {
    let samples = match source {
        Source::Documented => Samples::Shown,
        Source::Generated => Samples::Ignored,
    };
    generate(schema, &Options { seed, samples, ..Options::default() }).value
}
