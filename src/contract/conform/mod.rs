//! Whether one exchange keeps to the contract: the response, and the request.

pub mod breach;
pub mod coerce;
pub mod form;
pub mod parameter;
pub mod request;
pub mod response;
