//! Compiled schemas: the only user of the validator library.

pub mod branch;
pub mod bundle;
pub mod compile;
pub mod compiled;
pub mod format;
pub mod hidden;
pub mod idle;
pub mod keyword;
pub mod licence;
pub mod located;
pub mod pattern;
pub mod plain;
pub mod standalone;
pub mod store;
pub mod undocumented;
pub mod violation;
