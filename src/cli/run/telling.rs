//! Who is told what a run sees while it goes: the record first, then the terminal, and the total at the end.

use std::io::{self, Write};

use crate::cli::report::reports::Reports;
use crate::cli::run::progress::Progress;
use crate::cli::run::sinks::Sinks;
use crate::cli::run::total::Total;
use crate::judge::verdict::Verdict;
use crate::record::record_error::RecordError;
use crate::record::write::Recorder;
use crate::run::trials::Event;
use crate::show::terminal::{View, line};

/// Which cases a line is printed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Every one.
    All,
    /// Those that are not as they should be.
    Notable,
    /// None: libtest prints.
    None,
}

/// Above this many cases, a line is printed only for those that do not pass.
pub const MANY: usize = 500;

impl Lines {
    /// Those of so many cases.
    pub fn of(cases: usize) -> Lines {
        if cases > MANY { Lines::Notable } else { Lines::All }
    }

    /// Whether a case with this verdict has one.
    pub fn have(self, verdict: Verdict) -> bool {
        match self {
            Lines::All => true,
            Lines::Notable => !matches!(verdict, Verdict::Passed | Verdict::Skipped),
            Lines::None => false,
        }
    }
}

/// What is left of it when nothing more will be told.
pub struct Told {
    /// What all comes to.
    pub total: Total,
    /// Whether lines could be printed.
    pub written: io::Result<()>,
    /// The record, which wants its last line.
    pub recorder: Option<Recorder>,
    /// The reports, which want theirs.
    pub reports: Reports,
    /// Why the record stops short.
    pub unrecorded: Option<RecordError>,
}

/// Everybody who is told.
pub struct Telling<'a> {
    /// Where lines go.
    pub out: &'a mut dyn Write,
    /// How they are shown.
    pub view: &'a View<'a>,
    /// Which lines.
    pub lines: Lines,
    /// The record, if one is kept.
    pub recorder: Option<Recorder>,
    /// The reports that were asked for.
    pub reports: Reports,
    /// How far the run is.
    pub progress: Progress,
    /// What all comes to.
    pub total: Total,
    /// Lines that are printed once the record has what they say.
    pub text: String,
    /// Whether lines could be printed.
    pub written: io::Result<()>,
    /// Why the record stops short.
    pub unrecorded: Option<RecordError>,
}

impl<'a> Telling<'a> {
    /// Nobody has been told anything yet.
    pub fn new(
        out: &'a mut dyn Write,
        view: &'a View<'a>,
        lines: Lines,
        sinks: Sinks,
        progress: Progress,
    ) -> Telling<'a> {
        let total = Total::of(progress.planned);
        let Sinks { recorder, reports } = sinks;
        let text = String::new();
        Telling { out, view, lines, recorder, reports, progress, total, text, written: Ok(()), unrecorded: None }
    }

    /// Nothing more will be told.
    pub fn into_told(self) -> Told {
        let Telling { total, written, recorder, reports, unrecorded, .. } = self;
        Told { total, written, recorder, reports, unrecorded }
    }

    /// Something happened.
    pub fn event(&mut self, event: Event) {
        match event {
            Event::Begun(start) => {
                self.progress.begun(&start);
                if let Some(recorder) = &mut self.recorder {
                    recorder.start(start);
                }
            }
            Event::Ended(told) => {
                if let (Some(recorder), Some(text)) = (&mut self.recorder, &told.text) {
                    recorder.case(text);
                }
                if self.lines.have(told.line.verdict) {
                    self.text.push_str(&line(&told.line, self.view));
                }
                self.reports.case(&told.line);
                self.progress.ended(&told.line.id, told.line.verdict);
                self.total.add(told.line);
            }
            Event::Pause => {
                self.flush();
                self.progress.show();
            }
            // What is written next finds out why.
            Event::Unprinted => self.text.push('\n'),
        }
    }

    /// Writes what was told. What a reader of the terminal has seen is in the record.
    pub fn flush(&mut self) {
        if let Some(recorder) = &mut self.recorder
            && let Err(error) = recorder.flush()
        {
            // What comes after a gap would be taken for all there is.
            self.recorder = None;
            self.unrecorded = Some(error);
        }
        if !self.text.is_empty() {
            self.progress.make_room();
            if self.written.is_ok() {
                self.written = self.out.write_all(self.text.as_bytes()).and_then(|()| self.out.flush());
            }
            self.text.clear();
        }
    }
}
