//! What changed from one version of an answer to the next, as a list of changes that can be taken one by one.

mod align;
pub mod compare;
mod digest;
mod draft;
mod elements;
mod entries;
mod gap;
#[cfg(test)]
mod golden;
mod identity;
mod keys;
pub mod model;
mod moved;
mod nested;
mod part;
#[cfg(test)]
mod properties;
mod route;
mod seat;
mod sequence;
mod similar;
pub mod texts;
mod tree;
mod walk;
mod words;
