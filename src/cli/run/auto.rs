//! `run --shard auto`: which of several equal jobs this one is, as the variables of the CI system say.

use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::suite::plan::shard::{Shard, whole};

type Variable<'v> = &'v dyn Fn(&str) -> Option<String>;

/// What the variables of CI systems say. One's own win; any others must agree.
pub fn from_variables(variable: Variable<'_>) -> Result<Shard, Diagnostic> {
    if variable(OWN.index).is_some() {
        return OWN.shard(variable);
    }
    let mut found: Option<(&System, Shard)> = None;
    for system in SYSTEMS.iter().filter(|system| variable(system.index).is_some()) {
        let shard = system.shard(variable)?;
        match found {
            Some((first, other)) if other != shard => {
                let message =
                    format!("{} says shard {other}, and {} says shard {shard}", first.names(), system.names());
                return Err(Diagnostic::new(Code::BadShard, message).help(
                    "say which one is meant: `--shard 2/5`, or COUNTERSIGN_SHARD_INDEX and COUNTERSIGN_SHARD_TOTAL",
                ));
            }
            _ => found = Some((system, shard)),
        }
    }
    found.map(|(_, shard)| shard).ok_or_else(|| none_found(variable))
}

/// Where a CI system says which of several equal jobs this one is.
struct System {
    name: &'static str,
    index: &'static str,
    total: &'static str,
    /// The number of the first job.
    first: u32,
    /// What makes jobs equal there.
    how: &'static str,
}

const OWN: System = System {
    name: "anywhere else",
    index: "COUNTERSIGN_SHARD_INDEX",
    total: "COUNTERSIGN_SHARD_TOTAL",
    first: 1,
    how: "set both, from 1, such as from `matrix` in GitHub Actions",
};

const SYSTEMS: [System; 4] = [
    System {
        name: "GitLab",
        index: "CI_NODE_INDEX",
        total: "CI_NODE_TOTAL",
        first: 1,
        how: "`parallel: 5` in the job",
    },
    System {
        name: "CircleCI",
        index: "CIRCLE_NODE_INDEX",
        total: "CIRCLE_NODE_TOTAL",
        first: 0,
        how: "`parallelism: 5` in the job",
    },
    System {
        name: "Buildkite",
        index: "BUILDKITE_PARALLEL_JOB",
        total: "BUILDKITE_PARALLEL_JOB_COUNT",
        first: 0,
        how: "`parallelism: 5` in the step",
    },
    System {
        name: "Kubernetes",
        index: "JOB_COMPLETION_INDEX",
        total: "COUNTERSIGN_SHARD_TOTAL",
        first: 0,
        how: "`completionMode: Indexed` in the Job, and its number of completions in COUNTERSIGN_SHARD_TOTAL",
    },
];

fn none_found(variable: Variable<'_>) -> Diagnostic {
    let totals = [&OWN].into_iter().chain(&SYSTEMS[..3]);
    let half: Vec<String> = totals
        .filter_map(|system| {
            Some(format!("{} is {}, and {} is not set", system.total, variable(system.total)?, system.index))
        })
        .collect();
    let message = match half.as_slice() {
        [] => "`--shard auto` found no variable of a CI system that runs a job in parts".to_owned(),
        half => format!("`--shard auto` found only half of what it needs: {}", half.join("; ")),
    };
    let all = [&OWN].into_iter().chain(&SYSTEMS);
    all.fold(Diagnostic::new(Code::BadShard, message), |diagnostic, system| {
        diagnostic.help(format!("{}: {} and {} ({})", system.name, system.index, system.total, system.how))
    })
}

impl System {
    fn names(&self) -> String {
        format!("{} ({}, {})", self.name, self.index, self.total)
    }

    fn shard(&self, variable: Variable<'_>) -> Result<Shard, Diagnostic> {
        let (index, total) = (variable(self.index), variable(self.total));
        let say = |value: &Option<String>| value.as_ref().map_or("not set".to_owned(), |value| format!("`{value}`"));
        let shard = || {
            let index = whole(index.as_deref()?)?.checked_sub(self.first)?.checked_add(1)?;
            Shard::new(index, whole(total.as_deref()?)?)
        };
        shard().ok_or_else(|| {
            let message = format!(
                "{} and {} name no shard: they are {} and {}",
                self.index,
                self.total,
                say(&index),
                say(&total)
            );
            Diagnostic::new(Code::BadShard, message).help(format!("the index counts from {}; {}", self.first, self.how))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::from_variables;

    fn auto(variables: &[(&str, &str)]) -> Result<String, String> {
        let variable =
            |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
        from_variables(&variable).map(|shard| shard.to_string()).map_err(|problem| problem.message)
    }

    #[test]
    fn every_system_says_in_its_own_way_which_part_a_job_is() {
        for (variables, shard) in [
            ([("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "5")], "2/5"),
            ([("CIRCLE_NODE_INDEX", "0"), ("CIRCLE_NODE_TOTAL", "5")], "1/5"),
            ([("BUILDKITE_PARALLEL_JOB", "4"), ("BUILDKITE_PARALLEL_JOB_COUNT", "5")], "5/5"),
            ([("COUNTERSIGN_SHARD_INDEX", "1"), ("COUNTERSIGN_SHARD_TOTAL", "5")], "1/5"),
            ([("JOB_COMPLETION_INDEX", "1"), ("COUNTERSIGN_SHARD_TOTAL", "5")], "2/5"),
        ] {
            assert_eq!(auto(&variables), Ok(shard.to_owned()), "{variables:?}");
        }
    }

    #[test]
    fn what_is_missing_impossible_or_contradictory_is_no_part() {
        for (variables, message) in [
            (&[][..], "`--shard auto` found no variable of a CI system that runs a job in parts"),
            (
                &[("CI_NODE_TOTAL", "1")],
                "`--shard auto` found only half of what it needs: CI_NODE_TOTAL is 1, and CI_NODE_INDEX is not set",
            ),
            (
                &[("CI_NODE_INDEX", "0"), ("CI_NODE_TOTAL", "5")],
                "CI_NODE_INDEX and CI_NODE_TOTAL name no shard: they are `0` and `5`",
            ),
            (
                &[("CIRCLE_NODE_INDEX", "5"), ("CIRCLE_NODE_TOTAL", "5")],
                "CIRCLE_NODE_INDEX and CIRCLE_NODE_TOTAL name no shard: they are `5` and `5`",
            ),
            (
                &[("JOB_COMPLETION_INDEX", "1")],
                "JOB_COMPLETION_INDEX and COUNTERSIGN_SHARD_TOTAL name no shard: they are `1` and not set",
            ),
            (
                &[("COUNTERSIGN_SHARD_INDEX", "two"), ("COUNTERSIGN_SHARD_TOTAL", "5")],
                "COUNTERSIGN_SHARD_INDEX and COUNTERSIGN_SHARD_TOTAL name no shard: they are `two` and `5`",
            ),
            (
                &[
                    ("CI_NODE_INDEX", "1"),
                    ("CI_NODE_TOTAL", "5"),
                    ("CIRCLE_NODE_INDEX", "3"),
                    ("CIRCLE_NODE_TOTAL", "5"),
                ],
                "GitLab (CI_NODE_INDEX, CI_NODE_TOTAL) says shard 1/5, \
                 and CircleCI (CIRCLE_NODE_INDEX, CIRCLE_NODE_TOTAL) says shard 4/5",
            ),
        ] {
            assert_eq!(auto(variables), Err(message.to_owned()));
        }
    }
}
