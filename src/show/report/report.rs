//! What every kind of report has in common: it is told case by case, whether a run is going on or its record is read,
//! so that none of them grows in memory with the cases.

use std::io::{self, Read, Seek, Write};

use crate::decide::coverage::model::Coverage;
use crate::record::line::{CaseLine, EndLine, RunLine};

/// A report that is written while cases end.
pub trait Report {
    /// What is being run. A report of several records is told all of them.
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()>;
    /// A case has ended.
    fn case(&mut self, case: &CaseLine) -> io::Result<()>;
    /// Everything has ended, or nothing more will come: writes what is left.
    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()>;
}

/// How what is reported ended.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'c> {
    /// The last lines of the records that have one.
    pub ends: &'c [EndLine],
    /// Why this is not all there should be, a sentence each; empty for a complete report.
    pub gaps: &'c [String],
    /// What of the documentation was covered, where somebody counted it.
    pub coverage: Option<&'c Coverage>,
}

/// Where a report keeps what it cannot write yet: a file that nobody else sees.
pub trait Spool: Read + Write + Seek {}

impl<S: Read + Write + Seek> Spool for S {}
