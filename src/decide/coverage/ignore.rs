//! Which rows a policy leaves out: a documented 500 that nobody can provoke should not keep a gate closed.

use crate::decide::coverage::model::{OperationCoverage, Row};

/// A pattern over the labels of rows, such as `GET /items/{id} 500` or `* 5*`. It holds for a row when it fits its label
/// from the beginning up to its end or up to a space, so that what leaves out a response leaves out its properties, too.
/// A `*` stands for any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    pieces: Vec<String>,
}

impl Ignore {
    /// A pattern as it was written.
    pub fn new(pattern: &str) -> Ignore {
        Ignore { pieces: pattern.trim().split('*').map(str::to_owned).collect() }
    }

    /// Whether a row is left out.
    pub fn holds(&self, operation: &OperationCoverage, row: &Row) -> bool {
        fits(&self.pieces, &operation.label(row))
    }
}

/// The first piece begins the text, and every other one follows somewhere behind the one before.
fn fits(pieces: &[String], text: &str) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return false };
    let Some(left) = text.strip_prefix(first.as_str()) else { return false };
    if rest.is_empty() {
        return left.is_empty() || left.starts_with(' ');
    }
    let mut begins = left.char_indices().map(|(at, _)| at).chain([left.len()]);
    begins.any(|at| fits(rest, &left[at..]))
}

#[cfg(test)]
mod tests {
    use super::Ignore;
    use crate::decide::coverage::model::{OperationCoverage, Row};

    fn holds(pattern: &str, label: &str) -> bool {
        let operation = OperationCoverage {
            operation: "GET /items/{id}".to_owned(),
            place: String::new(),
            deprecated: false,
            notes: Vec::new(),
            rows: Vec::new(),
        };
        Ignore::new(pattern).holds(&operation, &Row { label: label.to_owned(), ..Row::default() })
    }

    #[test]
    fn a_pattern_holds_for_a_row_and_what_is_inside_it() {
        assert!(holds("GET /items/{id} 500", "500"));
        assert!(holds("GET /items/{id} 500", "500 application/json $.message"));
        assert!(!holds("GET /items/{id} 500", "5000"));
        assert!(!holds("GET /items/{id} 500", "200 application/json"));
        assert!(holds("GET /items/{id}", ""));
        assert!(holds("* 5*", "500 application/json"));
        assert!(holds("*$.price", "200 application/json $.price"));
        assert!(!holds("*$.price", "200 application/json $.prices"));
        assert!(!holds("", "200"));
    }
}
