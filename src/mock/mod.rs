//! The embedded mock: plays an API by its contract, with the state and behaviour of `mocks/<api>.yaml`.

pub mod answer;
pub mod ask;
pub mod behaviour;
pub mod collection;
pub mod embed;
pub mod faults;
pub mod load;
pub mod notes;
pub mod play;
pub mod problem;
pub mod proxy;
pub mod rules;
pub mod served;
pub mod server;
pub mod state;
