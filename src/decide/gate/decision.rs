//! What a gate decides, as plain values: every rule with what it saw and why, and what follows from all of them.

use crate::decide::gate::blame::Blame;
use crate::exit::ExitCode;

/// What a gate decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Every rule that was applied.
    pub rules: Vec<Rule>,
    /// What the records are of.
    pub about: About,
    /// Cases that are newer than the baseline and fail: told, and not blocking.
    pub pending: Blame,
    /// Known failures that happened.
    pub known: Blame,
    /// Known failures that are gone, with what can be removed.
    pub fixed: Blame,
}

/// What records are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The environment.
    pub environment: String,
    /// Where requests went.
    pub targets: Vec<String>,
    /// How many cases have a verdict.
    pub cases: usize,
    /// The records: their files, and the ids of their runs.
    pub records: Vec<(String, String)>,
    /// When the oldest of them began, in RFC 3339.
    pub at: String,
    /// How long ago that was, for people.
    pub age: String,
}

/// A rule and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name: its key in the policy, or a word for what always applies.
    pub name: String,
    /// What is asked.
    pub asked: String,
    /// What was seen.
    pub saw: String,
    /// What that means.
    pub standing: Standing,
    /// Who is to blame.
    pub blame: Blame,
    /// What to do about it.
    pub help: Option<String>,
}

/// How it stands with a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds.
    Holds,
    /// It does not.
    Broken,
    /// That cannot be told: something is missing.
    Incomplete,
}

impl Standing {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Holds => "holds",
            Standing::Broken => "broken",
            Standing::Incomplete => "incomplete",
        }
    }
}

impl Rule {
    /// A rule that holds until somebody is to blame.
    pub fn new(name: impl Into<String>, asked: impl Into<String>, saw: impl Into<String>) -> Rule {
        Rule {
            name: name.into(),
            asked: asked.into(),
            saw: saw.into(),
            standing: Standing::Holds,
            blame: Blame::default(),
            help: None,
        }
    }

    /// The same with those who are to blame if it does not hold.
    pub fn held(mut self, holds: bool, blame: Blame) -> Rule {
        self.standing = if holds { Standing::Holds } else { Standing::Broken };
        self.blame = if holds { Blame::default() } else { blame };
        self
    }

    /// The same when nothing can be told, rather than no.
    pub fn or_incomplete(mut self) -> Rule {
        if self.standing == Standing::Broken {
            self.standing = Standing::Incomplete;
        }
        self
    }

    /// Says what to do if it does not hold.
    pub fn help(mut self, help: impl Into<String>) -> Rule {
        self.help = (self.standing != Standing::Holds).then(|| help.into());
        self
    }
}

/// What follows from a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It may be deployed.
    Deploy,
    /// It must not be.
    Refuse,
    /// Nobody can say, so it must not be, either.
    Incomplete,
}

impl Outcome {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Deploy => "deploy",
            Outcome::Refuse => "refuse",
            Outcome::Incomplete => "incomplete",
        }
    }

    /// What the process says.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Outcome::Deploy => ExitCode::Holds,
            Outcome::Refuse => ExitCode::Broken,
            Outcome::Incomplete => ExitCode::Incomplete,
        }
    }
}

impl Decision {
    /// What follows. A rule that says no wins over one that cannot say.
    pub fn outcome(&self) -> Outcome {
        let is_any = |standing| self.rules.iter().any(|rule| rule.standing == standing);
        match (is_any(Standing::Broken), is_any(Standing::Incomplete), self.rules.is_empty()) {
            (true, _, _) => Outcome::Refuse,
            (false, true, _) | (false, false, true) => Outcome::Incomplete,
            (false, false, false) => Outcome::Deploy,
        }
    }

    /// The rules that do not hold.
    pub fn broken(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.standing != Standing::Holds)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Outcome, Rule, Standing};

    #[test]
    fn nothing_asked_is_never_green_and_a_no_wins() {
        let rule = |standing| Rule { standing, ..Rule::new("a", "b", "c") };
        let outcome = |rules: Vec<Rule>| Decision { rules, ..Decision::default() }.outcome();
        assert_eq!(outcome(Vec::new()), Outcome::Incomplete);
        assert_eq!(outcome(vec![rule(Standing::Holds)]), Outcome::Deploy);
        assert_eq!(outcome(vec![rule(Standing::Holds), rule(Standing::Incomplete)]), Outcome::Incomplete);
        assert_eq!(outcome(vec![rule(Standing::Incomplete), rule(Standing::Broken)]), Outcome::Refuse);
    }
}
