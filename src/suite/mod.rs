//! Cases, configuration and templates: everything about a suite that needs no server.

pub mod bridge;
pub mod comparison;
pub mod data;
pub mod decimal;
pub mod expression;
pub mod form;
pub mod functions;
pub mod limits;
pub mod model;
pub mod names;
pub mod path_template;
pub mod random;
pub mod response;
pub mod scan;
pub mod scope;
pub mod template;
pub mod template_error;
