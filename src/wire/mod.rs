//! What goes over the network: requests, responses and the exchange of one for the other, as plain values.

pub mod exchange;
