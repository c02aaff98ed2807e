//! What a case saw, made ready to leave the process by the thread that ran it: masked, and laid out as a line of the
//! record. The main thread only writes.

use crate::judge::verdict::Verdict;
use crate::record::event::CaseReport;
use crate::record::line::CaseLine;
use crate::record::recording::{Credentials, Kept, MAX_BODY, Recording};
use crate::run::session::{HandedOn, Session};

/// A case that has ended, as it may leave the process.
#[derive(Debug)]
pub struct Told {
    /// What the record says of it.
    pub line: CaseLine,
    /// The same as the line of a file, when a record is kept.
    pub text: Option<String>,
}

/// What may leave the process of a case that has ended.
pub fn told(session: &Session, report: &CaseReport) -> Told {
    let recorded = session.kept == Kept::Everything;
    if recorded || report.verdict != Verdict::Passed || report.all_findings().next().is_some() {
        session.hide_all_secrets();
    }
    let mut line = recording(session, &report.api).case(report);
    let text = recorded.then(|| line.to_text());
    if session.handed_on == HandedOn::Outcome && line.verdict == Verdict::Passed && line.all_findings().next().is_none()
    {
        line.steps = Vec::new();
    }
    Told { line, text }
}

/// What is needed to write down what was seen of an API.
pub fn recording<'s>(session: &'s Session, api: &str) -> Recording<'s> {
    Recording {
        mask: &session.mask,
        sources: &session.sources,
        started: session.started,
        contract: session.apis.get(api).map(|api| &*api.contract),
        credentials: if session.is_mock { Credentials::Shown } else { Credentials::Hidden },
        kept: session.kept,
        max_body: MAX_BODY,
    }
}
