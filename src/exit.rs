//! The exit codes, and which one wins when several apply.
//!
//! They are a public promise: pipelines branch on them. Nothing else in the crate ends the process.

/// What the process says when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ExitCode {
    /// Everything asked for was checked and holds.
    Holds = 0,
    /// The contract was broken: a case failed, a snapshot is unreviewed, or the gate says no.
    Broken = 1,
    /// Usage, configuration or case files are wrong; nothing was sent.
    Usage = 2,
    /// No honest verdict: target unreachable, transport error, timed out.
    NoVerdict = 3,
    /// Incomplete: no case selected, a shard or a record missing, interrupted.
    Incomplete = 4,
    /// A bug in Countersign.
    Bug = 70,
}

/// The first of these that applies is the code of the whole run.
const PRECEDENCE: [ExitCode; 6] =
    [ExitCode::Bug, ExitCode::Usage, ExitCode::Broken, ExitCode::Incomplete, ExitCode::NoVerdict, ExitCode::Holds];

impl ExitCode {
    /// The code with this number. One that no Countersign gives stands for no honest verdict.
    pub fn from_number(number: u8) -> ExitCode {
        PRECEDENCE.into_iter().find(|&code| code as u8 == number).unwrap_or(ExitCode::NoVerdict)
    }

    /// The code that wins over both.
    pub fn and(self, other: ExitCode) -> ExitCode {
        PRECEDENCE.into_iter().find(|&code| code == self || code == other).unwrap_or(ExitCode::Bug)
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        std::process::ExitCode::from(code as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::ExitCode;

    #[test]
    fn a_broken_contract_wins_over_a_missing_verdict() {
        assert_eq!(ExitCode::NoVerdict.and(ExitCode::Broken), ExitCode::Broken);
        assert_eq!(ExitCode::Holds.and(ExitCode::Incomplete), ExitCode::Incomplete);
        assert_eq!(ExitCode::Usage.and(ExitCode::Bug), ExitCode::Bug);
    }
}
