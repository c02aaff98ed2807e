//! Values that are made up from a schema where no example is documented.

use crate::contract::generate::value::{Generated, Options, Samples, generate};
use crate::contract::schema::compiled::Schema;

/// Where a body comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A documented example where there is one that fits its schema, else made up.
    Documented,
    /// Made up in any case.
    Generated,
}

/// A value for a schema, the same one for the same seed; and what is wrong with it where none could be found that fits:
/// some schemas contradict themselves.
pub fn generated(schema: &Schema, seed: u64, source: Source) -> Generated {
    let samples = match source {
        Source::Documented => Samples::Shown,
        Source::Generated => Samples::Ignored,
    };
    generate(schema, &Options { seed, samples, ..Options::default() })
}
