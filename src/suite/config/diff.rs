//! `[diff]`: what `countersign diff` does not look at, and what it does not let pass.

use std::sync::Arc;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{Format, Kind, field};
use crate::source::tree::Node;
use crate::value::path::JsonPath;

/// What can be forbidden.
pub const FORBIDDEN: &[&str] = &["breaking", "status", "header", "additive", "value", "order", "verdict"];

/// `[diff]`
#[derive(Clone, Debug, Default)]
pub struct DiffConfig {
    /// The classes of changes that must not be; `None` when nothing is said.
    pub forbid: Option<Vec<String>>,
    /// What is not looked at.
    pub ignore: Vec<Arc<JsonPath>>,
}

/// Its fields.
pub static DIFF: Format = Format {
    name: "diff",
    doc: "What `countersign diff` does not look at, and what it does not let pass.",
    fields: &[
        field(
            "forbid",
            Kind::List(&Kind::Choice(FORBIDDEN)),
            "classes of changes that make it exit with 1, `verdict` for cases that hold on the old side and fail on the \
             new one; `breaking`, `status` and `verdict` when absent",
        ),
        field(
            "ignore",
            Kind::List(&Kind::Text("a path such as `$..updated_at`")),
            "places in bodies whose values are not compared",
        ),
    ],
    rest: None,
};

/// Reads it; a path that is none is reported.
pub fn diff(node: Option<&Node>, diagnostics: &mut Diagnostics) -> DiffConfig {
    let Some(node) = node else { return DiffConfig::default() };
    let texts = |key: &str| node.get(key).map(Node::elements);
    let words = |items: &[Node]| items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect();
    let mut ignore = Vec::new();
    for item in texts("ignore").unwrap_or_default() {
        match item.as_str().map(JsonPath::parse) {
            Some(Ok(path)) => ignore.push(path),
            Some(Err(error)) => diagnostics.push(
                Diagnostic::new(Code::BadJsonPath, format!("not a JSONPath: {}", error.message))
                    .at(item.span, "here")
                    .help("write it as RFC 9535 has it: `$..updated_at`, `$.items[*].id`"),
            ),
            None => {}
        }
    }
    DiffConfig { forbid: texts("forbid").map(words), ignore }
}
