//! What minijinja does not check when it compiles an expression: its size, and that its filters and tests exist.

use minijinja::ErrorKind;

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;
use crate::suite::template::functions::ENVIRONMENT;
use crate::suite::template::names::nearest;
use crate::suite::template::scan::{Kind, tokens};

/// Longer texts are refused: minijinja's parser recurses over operators without a limit.
const MAX_LENGTH: usize = 4096;
/// So many signs or `not`s in a row are refused, for the same reason.
const MAX_PREFIXES: usize = 32;

/// Refuses what could exhaust the stack.
pub fn check_length(text: &str, span: Span) -> Result<(), Diagnostic> {
    let refuse = |message: String| Err(Diagnostic::new(Code::TemplateSyntax, message).at(span, "here"));
    too_much(text).map_or(Ok(()), refuse)
}

/// Why an expression could exhaust the stack, if it could.
pub fn too_much(text: &str) -> Option<String> {
    if text.len() > MAX_LENGTH {
        return Some(format!("an expression of more than {MAX_LENGTH} bytes"));
    }
    let mut prefixes = 0;
    for word in text.replace('-', " - ").split_whitespace() {
        prefixes = if matches!(word, "-" | "not") { prefixes + 1 } else { 0 };
        if prefixes > MAX_PREFIXES {
            return Some(format!("more than {MAX_PREFIXES} signs or `not`s in a row"));
        }
    }
    None
}

/// minijinja would find an unknown filter or test only when it is reached.
pub fn check_filters(text: &str, span: Span) -> Result<(), Diagnostic> {
    let Some(tokens) = tokens(text) else { return Ok(()) };
    let mut state = ENVIRONMENT.empty_state();
    for (at, token) in tokens.iter().enumerate() {
        if let Kind::Group(_) = token.kind {
            check_filters(&text[token.start + 1..token.end - 1], span)?;
            continue;
        }
        let follows = |distance: usize, word: &str| at >= distance && tokens[at - distance].of(text) == word;
        let name = token.of(text);
        let unknown = if token.kind == Kind::Word && follows(1, "|") {
            let error = state.apply_filter(name, &[]).err();
            error.filter(|error| error.kind() == ErrorKind::UnknownFilter).map(|_| "filter")
        } else if token.kind == Kind::Word
            && name != "not"
            && (follows(1, "is") || (follows(1, "not") && follows(2, "is")))
        {
            let error = state.perform_test(name, &[]).err();
            error.filter(|error| error.kind() == ErrorKind::UnknownTest).map(|_| "test")
        } else {
            None
        };
        if let Some(kind) = unknown {
            let diagnostic = Diagnostic::new(Code::TemplateSyntax, format!("`{name}` is not a {kind}"))
                .at(span, format!("in `{text}`"));
            return Err(match nearest(name, FILTERS_AND_TESTS.iter().copied()) {
                Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                None => diagnostic.help("docs/expressions.md lists the filters and tests"),
            });
        }
    }
    Ok(())
}

/// For "did you mean".
const FILTERS_AND_TESTS: &[&str] = &[
    "abs",
    "base64",
    "base64_decode",
    "batch",
    "bool",
    "capitalize",
    "decimal",
    "default",
    "defined",
    "dictsort",
    "disjoint_from",
    "divisibleby",
    "endingwith",
    "even",
    "first",
    "float",
    "from_json",
    "groupby",
    "hmac",
    "int",
    "integer",
    "items",
    "iterable",
    "join",
    "json",
    "json_equal",
    "keys",
    "last",
    "length",
    "lines",
    "list",
    "lower",
    "map",
    "mapping",
    "matching",
    "max",
    "merge",
    "min",
    "none",
    "number",
    "odd",
    "omit",
    "php_unserialize",
    "pick",
    "product",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sequence",
    "sha256",
    "sort",
    "split",
    "startingwith",
    "string",
    "subset_of",
    "sum",
    "superset_of",
    "title",
    "to_json",
    "trim",
    "undefined",
    "unique",
    "upper",
    "values",
];

#[cfg(test)]
mod tests {
    use super::FILTERS_AND_TESTS;
    use crate::suite::template::functions::ENVIRONMENT;

    #[test]
    fn every_suggested_filter_or_test_exists() {
        for name in FILTERS_AND_TESTS {
            let mut state = ENVIRONMENT.empty_state();
            let filter = state.apply_filter(name, &[]).err().map(|error| error.kind());
            let test = state.perform_test(name, &[]).err().map(|error| error.kind());
            let unknown =
                filter == Some(minijinja::ErrorKind::UnknownFilter) && test == Some(minijinja::ErrorKind::UnknownTest);
            assert!(!unknown, "{name}");
        }
    }
}
