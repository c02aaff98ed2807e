//! Known failures that are gone, with where to remove what is known of them: whatever stays there hides the next failure.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::record::event::KnownState;
use crate::record::line::CaseLine;
use crate::show::plain::harmless;

/// How many are told.
const SHOWN: usize = 20;

/// Known failures that are gone, by the place where they are declared.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    gone: BTreeMap<String, Gone>,
}

#[derive(Clone, Debug)]
struct Gone {
    reason: String,
    case: String,
    others: usize,
}

impl Fixed {
    /// Takes a case.
    pub fn add(&mut self, case: &CaseLine) {
        for line in case.known.iter().filter(|line| line.state == KnownState::Fixed) {
            let reason = &line.reason;
            let gone = || Gone { reason: reason.clone(), case: case.id.clone(), others: 0 };
            self.gone.entry(line.place.to_string()).and_modify(|gone| gone.others += 1).or_insert_with(gone);
        }
    }

    /// What is to be removed; nothing when nothing is.
    pub fn to_text(&self) -> String {
        if self.gone.is_empty() {
            return String::new();
        }
        let mut text = String::from("known failures that are gone; remove what is known of them:\n");
        for (place, gone) in self.gone.iter().take(SHOWN) {
            let others = if gone.others == 0 { String::new() } else { format!(" and {} more", gone.others) };
            let _ = writeln!(text, "  {place}  {}{others}", harmless(&gone.case, false));
            let _ = writeln!(text, "      {}", harmless(&gone.reason, false));
        }
        if self.gone.len() > SHOWN {
            let _ = writeln!(text, "  ... and {} more", self.gone.len() - SHOWN);
        }
        text.push('\n');
        text
    }
}
