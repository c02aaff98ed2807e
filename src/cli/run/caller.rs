//! On whose behalf the suite is run.

/// Who runs the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The command line.
    Command,
    /// A command that runs the suite for its own ends: the record is none that others should find.
    Comparison,
    /// A test target of cargo's: output is libtest's, and a filter that matches nothing is no mistake, since cargo
    /// hands the same filter to every target.
    Harness,
}
