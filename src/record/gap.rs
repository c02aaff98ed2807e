//! Why records, taken together, are not all there should be. Whoever decides something from records with a gap says so,
//! and never anything better than *incomplete*.

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};

use crate::record::line::{ShardLine, Stopped};
use crate::record::record_error::RecordError;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;

/// Something that is missing, there twice, or does not belong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No record has these shards, a range each.
    MissingShards {
        /// From and to, from 1.
        shards: Vec<(u32, u32)>,
        /// How many there should be.
        total: u32,
    },
    /// Two records have the same shard, or are of the same run. The second one is left out.
    Double {
        /// The shard, if it is one.
        shard: Option<ShardLine>,
        /// The record that counts.
        first: Utf8PathBuf,
        /// The other one.
        second: Utf8PathBuf,
    },
    /// A record is of something else than the others, and left out.
    Foreign {
        /// The record.
        path: Utf8PathBuf,
        /// What differs: `environment`, `suite`, ...
        what: &'static str,
        /// What it says.
        own: String,
        /// What the others say.
        others: String,
    },
    /// A run did not come to its end, or its record was cut.
    Incomplete {
        /// The record.
        path: Utf8PathBuf,
        /// Why.
        why: Short,
        /// How many cases have a verdict.
        ended: usize,
        /// How many the run was to have.
        planned: usize,
        /// The first cases that had begun and have none.
        begun: Vec<String>,
    },
    /// Cases are there twice.
    DoubleCases {
        /// How many.
        count: usize,
        /// The first of them.
        first: Vec<String>,
    },
    /// Though every record is complete, the cases are not those that were selected.
    OtherCases {
        /// How many were selected.
        selected: usize,
        /// How many different ones there are.
        found: usize,
    },
}

/// Why a record is shorter than it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Short {
    /// It has no end.
    Killed,
    /// Its end says so.
    Stopped(Stopped),
    /// A line cannot be read.
    Damaged(Box<RecordError>),
    /// Its end does not fit its cases.
    Contradiction,
}

impl Gap {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Gap::MissingShards { .. } | Gap::OtherCases { .. } => Code::RecordIncomplete,
            Gap::Incomplete { why: Short::Damaged(error), .. } => error.code,
            Gap::Incomplete { .. } => Code::RecordIncomplete,
            Gap::Double { .. } | Gap::DoubleCases { .. } => Code::RecordDouble,
            Gap::Foreign { .. } => Code::RecordForeign,
        }
    }

    /// The record that it is about, if it is about one.
    pub fn path(&self) -> Option<&Utf8Path> {
        match self {
            Gap::Foreign { path, .. } | Gap::Incomplete { path, .. } | Gap::Double { second: path, .. } => Some(path),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Gap::MissingShards { .. } => {
                "name the record of every shard; a shard whose machine died has to be run again".to_owned()
            }
            Gap::Double { shard: Some(_), .. } => {
                "which of the two counts cannot be told: keep one record of every shard".to_owned()
            }
            Gap::Double { .. } => "name each record once".to_owned(),
            Gap::Foreign { .. } => {
                "take together only records of the same suite, contracts, environment, selection and shards".to_owned()
            }
            Gap::Incomplete { why: Short::Stopped(Stopped::Missing), .. } => {
                "merge again, with every record that belongs to it".to_owned()
            }
            Gap::Incomplete { .. } => "run it again".to_owned(),
            Gap::DoubleCases { .. } => {
                "which of the two verdicts counts cannot be told: run every case once".to_owned()
            }
            Gap::OtherCases { .. } => "run all of it again, every shard from the same files".to_owned(),
        }
    }

    /// The same for everybody who reports diagnostics.
    pub fn to_diagnostic(&self) -> Diagnostic {
        Diagnostic::new(self.code(), self.to_string()).help(self.help())
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gap::MissingShards { shards, total } => write!(f, "{} of {total} missing", ranges(shards)),
            Gap::Double { shard: Some(shard), first, second } => {
                write!(f, "shard {shard} is there twice: {first} and {second}")
            }
            Gap::Double { shard: None, first, second } => write!(f, "{first} and {second} are of the same run"),
            Gap::Foreign { path, what, own, others } => {
                write!(f, "{path} does not belong to the other records: {what} {own}, and not {others}")
            }
            Gap::Incomplete { path, why, ended, planned, begun } => {
                write!(f, "{path} {why}; {ended} of {planned} cases have a verdict")?;
                match begun.as_slice() {
                    [] => Ok(()),
                    begun => write!(f, "; without one are {}", begun.join(", ")),
                }
            }
            Gap::DoubleCases { count: 1, first } => write!(f, "a case is there twice: {}", first.join(", ")),
            Gap::DoubleCases { count, first } => {
                let more = if *count > first.len() { ", ..." } else { "" };
                write!(f, "{count} cases are there twice: {}{more}", first.join(", "))
            }
            Gap::OtherCases { selected, found } if selected == found => {
                write!(f, "the cases are not those that were selected, though their number is the same")
            }
            Gap::OtherCases { selected, found } => {
                write!(f, "{selected} cases were selected, and {found} have a verdict")
            }
        }
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Short::Killed => f.write_str("has no end: the run was killed, or goes on"),
            Short::Stopped(Stopped::Interrupted) => f.write_str("is of a run that was interrupted"),
            Short::Stopped(Stopped::Deadline) => f.write_str("is of a run that took longer than its deadline"),
            Short::Stopped(Stopped::TooManyFailures) => {
                f.write_str("is of a run that stopped at as many failures as it was allowed")
            }
            Short::Stopped(Stopped::Missing) => f.write_str("was merged from records that are not all there should be"),
            Short::Damaged(error) => {
                if let Some((line, _)) = error.place {
                    write!(f, "is damaged at line {line}: it ")?;
                }
                f.write_str(&error.message)
            }
            Short::Contradiction => f.write_str("contradicts itself: its end does not fit its cases"),
        }
    }
}

/// `shard 2`, `shards 2, 4 to 6`.
fn ranges(shards: &[(u32, u32)]) -> String {
    let one = |(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from} to {to}") };
    let several = shards.len() > 1 || shards.iter().any(|(from, to)| from != to);
    let all: Vec<String> = shards.iter().map(one).collect();
    format!("{} {}", if several { "shards" } else { "shard" }, all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn shards_are_told_as_ranges() {
        assert_eq!(ranges(&[(2, 2)]), "shard 2");
        assert_eq!(ranges(&[(2, 2), (4, 6)]), "shards 2, 4 to 6");
        assert_eq!(ranges(&[(2, 3)]), "shards 2 to 3");
    }
}
