//! Servers that do harm: every fault, what it is called, and that nothing but its own case suffers.
//!
//! [`list`] has all of them, each with the code that it ends in.

mod bodies;
mod http2;
mod limits;
mod list;
mod matrix;
mod oddities;
mod server;
mod tls;
