//! `countersign validate`: JSON or YAML against a JSON Schema, without a project.

pub mod command;
pub mod instance;
pub mod judging;
pub mod schema;
