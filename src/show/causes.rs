//! What many failures have in common: one change of a server breaks many cases, and is best read once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::judge::verdict::{Finding, Severity};
use crate::record::event::CaseReport;
use crate::show::plain::{count, harmless};
use crate::source::file::Sources;

/// How many causes are told.
const SHOWN: usize = 8;

/// The causes that several cases share, the most common first; nothing when every failure stands alone.
pub fn causes(reports: &[&CaseReport], sources: &Sources) -> String {
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for report in reports {
        let findings = report.findings.iter().chain(report.steps.iter().flat_map(|step| &step.findings));
        let serious = findings.filter(|finding| finding.severity > Severity::Warning);
        let mut own: Vec<String> = serious.map(|finding| cause(finding, sources)).collect();
        own.sort();
        own.dedup();
        for cause in own {
            *groups.entry(cause).or_default() += 1;
        }
    }
    let mut shared: Vec<(String, usize)> = groups.into_iter().filter(|(_, cases)| *cases > 1).collect();
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

/// What a finding has in common with others: its code, its place with any element of a list, and what asks for it.
fn cause(finding: &Finding, sources: &Sources) -> String {
    let place = match finding.pointer.as_deref() {
        Some(pointer) if !pointer.is_empty() => format!("{} {}", finding.part, any_element(pointer)),
        _ => finding.part.to_string(),
    };
    let asked = match (&finding.contract, finding.expected.as_str()) {
        (Some(contract), _) => format!(", {}", sources.position(contract.span)),
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
