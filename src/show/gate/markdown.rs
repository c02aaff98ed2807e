//! A decision as Markdown, for the summary of a pipeline or a comment on a change.

use std::fmt::Write as _;

use crate::decide::gate::blame::Blame;
use crate::decide::gate::decision::{Decision, Standing};
use crate::show::gate::text::{SECTIONS, headline};
use crate::show::plain::{count, harmless};

/// How many of those to blame are named for a rule.
const NAMED: usize = 20;

/// The whole of it.
pub fn markdown(decision: &Decision) -> String {
    let about = &decision.about;
    let mut text = format!("## {}\n", headline(decision, false));
    let _ = writeln!(text, "{} on {}, {} ago.\n", count(about.cases, "case"), cell(&about.environment), about.age);
    text.push_str("| | rule | asked | saw |\n| --- | --- | --- | --- |\n");
    for rule in &decision.rules {
        let mark = match rule.standing {
            Standing::Holds => "ok",
            Standing::Broken => "**NO**",
            Standing::Incomplete => "**?**",
        };
        let _ = writeln!(text, "| {mark} | {} | {} | {} |", code(&rule.name), cell(&rule.asked), cell(&rule.saw));
    }
    for rule in decision.broken() {
        let _ = writeln!(text, "\n### {}\n", code(&rule.name));
        text.push_str(&list(&rule.blame));
        if let Some(help) = &rule.help {
            let _ = writeln!(text, "\n{}", cell(help));
        }
    }
    for section in SECTIONS {
        let blame = (section.of)(decision);
        if !blame.is_empty() {
            let _ = writeln!(text, "\n### {}\n\n{}", section.count(blame), list(blame).trim_end());
        }
    }
    text
}

fn list(blame: &Blame) -> String {
    let mut text = String::new();
    for one in blame.list.iter().take(NAMED) {
        let why = if one.why.is_empty() { String::new() } else { format!(": {}", cell(&one.why)) };
        let _ = writeln!(text, "- {}{why}", code(&one.what));
    }
    if blame.more() > 0 {
        let _ = writeln!(text, "- ... and {} more", blame.more());
    }
    text
}

/// A text in which nothing is markup: what came from a server must not become a link or a picture.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in harmless(text, false).chars() {
        match c {
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '&' => cell.push_str("&amp;"),
            '|' | '*' | '_' | '[' | ']' | '`' | '\\' | '#' | '!' | '~' | '@' => {
                cell.push('\\');
                cell.push(c);
            }
            _ => cell.push(c),
        }
    }
    cell
}

/// A text as code, with a fence that is not in it.
fn code(text: &str) -> String {
    let text = harmless(text, false).replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}

#[cfg(test)]
mod tests {
    use super::{cell, code};

    #[test]
    fn nothing_that_is_told_becomes_markup() {
        assert_eq!(cell("<img src=x> [a](b) | c"), "&lt;img src=x&gt; \\[a\\](b) \\| c");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("GET /items"), "`GET /items`");
    }
}
