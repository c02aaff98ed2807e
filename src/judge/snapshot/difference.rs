//! A place where a response differs from its snapshot.

use crate::judge::verdict::Part;

/// One place where a response differs from its snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The part of the response.
    pub part: Part,
    /// A JSON Pointer into the body.
    pub pointer: String,
    /// The same for all elements of a list at once, where it is about the shape: `$.items[*].price`.
    pub path: Option<String>,
    /// What was reviewed.
    pub expected: String,
    /// What came.
    pub actual: String,
}

impl Difference {
    /// A difference of a whole part.
    pub fn of(part: Part, expected: String, actual: String) -> Difference {
        Difference { part, pointer: String::new(), path: None, expected, actual }
    }
}
