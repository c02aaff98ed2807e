//! `countersign gate` and `countersign baseline`: what a record means for a deployment, and what later ones are held
//! against.

pub mod baseline;
pub mod command;
pub mod open;
