//! What goes over the network: requests, responses and the exchange of one for the other, as plain values.

pub mod asked;
pub mod cancel;
pub mod certificate;
pub mod charset;
pub mod client;
pub mod connection;
pub mod connects;
pub mod decode;
pub mod delivery;
pub mod ending;
pub mod exchange;
pub mod fault;
pub mod framing;
pub mod gather;
pub mod handler;
pub mod handshake;
pub mod hello;
pub mod hosts;
pub mod proxy;
pub mod pulse;
pub mod serve;
pub mod tls;
pub mod trust;

#[cfg(test)]
pub mod fixture;
