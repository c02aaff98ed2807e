//! What goes over the network: requests, responses and the exchange of one for the other, as plain values.

pub mod cancel;
pub mod charset;
pub mod client;
pub mod connection;
pub mod connects;
pub mod decode;
pub mod delivery;
pub mod ending;
pub mod exchange;
pub mod fault;
pub mod gather;
pub mod handler;
pub mod hosts;
pub mod pulse;
pub mod serve;
pub mod tls;

#[cfg(test)]
pub mod fixture;
