//! Requests: which operation they are for, what they bring, and what they are refused for.

pub mod cors;
pub mod incoming;
pub mod lost;
pub mod prefer;
pub mod refuse;
pub mod route;
pub mod security;
