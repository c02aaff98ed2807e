//! Cases, configuration and templates: everything about a suite that needs no server.

pub mod casefile;
pub mod config;
pub mod model;
pub mod plan;
pub mod recorded;
pub mod request;
pub mod sendable;
pub mod template;
