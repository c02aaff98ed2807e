//! What many failures have in common: one change of a server breaks many cases, and is best read once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::judge::verdict::Severity;
use crate::record::line::{CaseLine, FindingLine};
use crate::show::plain::{count, harmless};

/// How many causes are told.
const SHOWN: usize = 8;

/// What was found in the cases of a run, counted by what it has in common.
#[derive(Clone, Debug, Default)]
pub struct Causes {
    cases: BTreeMap<String, usize>,
    codes: BTreeSet<String>,
}

impl Causes {
    /// Counts what was found in a case.
    pub fn add(&mut self, case: &CaseLine) {
        let serious: Vec<&FindingLine> =
            case.all_findings().filter(|finding| finding.severity > Severity::Warning).collect();
        self.codes.extend(serious.iter().map(|finding| finding.code.clone()));
        let causes: BTreeSet<String> = serious.into_iter().map(cause).collect();
        for cause in causes {
            *self.cases.entry(cause).or_default() += 1;
        }
    }

    /// The codes of all that was found, each once.
    pub fn codes(&self) -> &BTreeSet<String> {
        &self.codes
    }

    /// The causes that several cases share, the most common first; nothing when every failure stands alone.
    pub fn to_text(&self) -> String {
        let mut shared: Vec<(&String, usize)> =
            self.cases.iter().map(|(cause, cases)| (cause, *cases)).filter(|(_, cases)| *cases > 1).collect();
        if shared.is_empty() {
            return String::new();
        }
        shared.sort_by(|(a, a_cases), (b, b_cases)| b_cases.cmp(a_cases).then_with(|| a.cmp(b)));
        let mut text = String::from("shared by several cases:\n");
        for (cause, cases) in shared.iter().take(SHOWN) {
            let _ = writeln!(text, "  {:>9}  {cause}", count(*cases, "case"));
        }
        if shared.len() > SHOWN {
            let _ = writeln!(text, "  ... and {} more", shared.len() - SHOWN);
        }
        text.push('\n');
        text
    }
}

/// What a finding has in common with others: its code, its place with any element of a list, and what asks for it.
pub fn cause(finding: &FindingLine) -> String {
    let place = match finding.pointer.as_deref() {
        Some(pointer) if !pointer.is_empty() => format!("{} {}", finding.part, any_element(pointer)),
        _ => finding.part.clone(),
    };
    let asked = match (&finding.contract, finding.expected.as_str()) {
        (Some(contract), _) => format!(", {contract}"),
        (None, "") => String::new(),
        (None, expected) => format!(", expected {expected}"),
    };
    harmless(&format!("{} {} in {place}{asked}", finding.code, finding.message), false).into_owned()
}

/// `/3/value` as `/*/value`.
fn any_element(pointer: &str) -> String {
    let is_index = |token: &str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens = pointer.split('/').map(|token| if is_index(token) { "*" } else { token });
    tokens.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::any_element;

    #[test]
    fn elements_of_lists_are_one_place() {
        assert_eq!(any_element("/3/value"), "/*/value");
        assert_eq!(any_element("/items/12/a1"), "/items/*/a1");
    }
}
