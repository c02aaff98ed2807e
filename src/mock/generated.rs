//! Values that are made up from a schema where no example is documented.

use serde_json::Value as Json;

use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::generate::value::{Options, generate};
use crate::contract::operation::SchemaRef;

/// A value that fits the schema, the same one for the same seed; none without a schema, or with one that cannot be
/// used.
pub fn generated(contract: &Contract, schema: Option<&SchemaRef>, seed: u64) -> Option<Json> {
    let schema = contract.schema(schema?, Direction::Response).ok()?;
    Some(generate(&schema, &Options { seed, ..Options::default() }).value)
}
