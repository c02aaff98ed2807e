//! The embedded mock: plays an API by its contract, with the state and behaviour of `mocks/<api>.yaml`.

pub mod behaviour;
pub mod collection;
pub mod data;
pub mod documented;
pub mod embed;
pub mod file;
pub mod format;
pub mod functions;
pub mod generated;
pub mod incoming;
pub mod jinja;
pub mod load;
pub mod perform;
pub mod play;
pub mod prefer;
pub mod problem;
pub mod proxy;
pub mod rule;
pub mod saved;
pub mod scope;
pub mod security;
pub mod served;
pub mod server;
pub mod session;
pub mod tree;
pub mod view;
