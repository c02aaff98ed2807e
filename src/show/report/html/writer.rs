//! The report while it is written: cases go out in packed chunks as they end, so that memory grows by a few bytes per
//! chunk. What the page reads first, a short row per case, waits in a spool until the end.
//!
//! The file: the page, its chunks (`<script type="application/x-countersign" id="chunk-0">`), the rows (`id="rows"`) and
//! what is said about all of them (`id="head"`), all of them deflated and in base64. A file without its head was cut,
//! and the page says so.

use std::io::{self, Seek, SeekFrom, Write};

use serde::Serialize;

use crate::decide::coverage::model::Coverage;
use crate::record::event::Summary;
use crate::record::line::{CaseLine, EndLine, RunLine};
use crate::show::report::html::detail::Detail;
use crate::show::report::html::headline::{Headline, gaps, headline};
use crate::show::report::html::pack::{Packer, encode, pack};
use crate::show::report::html::page;
use crate::show::report::html::row::Row;
use crate::show::report::report::{Closing, Report, Spool};

/// How many bytes a chunk has at least, before it is packed: little enough to be unpacked while somebody blinks, and
/// enough for cases to be packed well that resemble each other.
const CHUNK: usize = 256 * 1024;

/// A report that is being written.
pub struct Html<'w> {
    out: Box<dyn Write + 'w>,
    rows: Option<Packer<Box<dyn Spool + 'w>>>,
    /// The details of cases, a line each, that are not written yet.
    chunk: Vec<u8>,
    in_chunk: u32,
    /// How many cases each chunk has that was written.
    chunks: Vec<u32>,
    runs: Vec<RunLine>,
    summary: Summary,
}

/// What the page says about all cases.
#[derive(Serialize)]
struct Head<'h> {
    headline: &'h Headline,
    gaps: &'h [String],
    runs: &'h [RunLine],
    /// Of each run the arguments that repeat its terms.
    again: Vec<String>,
    ends: &'h [EndLine],
    summary: &'h Summary,
    chunks: &'h [u32],
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<&'h Coverage>,
}

impl<'w> Html<'w> {
    /// A report that goes to `out`. The spool is empty, and nobody else's.
    pub fn new(out: Box<dyn Write + 'w>, spool: Box<dyn Spool + 'w>) -> Html<'w> {
        Html {
            out,
            rows: Some(Packer::new(spool)),
            chunk: Vec::new(),
            in_chunk: 0,
            chunks: Vec::new(),
            runs: Vec::new(),
            summary: Summary::default(),
        }
    }

    fn write_chunk(&mut self) -> io::Result<()> {
        if self.in_chunk == 0 {
            return Ok(());
        }
        page::data(&mut self.out, &format!("chunk-{}", self.chunks.len()), |out| pack(&self.chunk, out))?;
        self.chunks.push(self.in_chunk);
        self.chunk.clear();
        self.in_chunk = 0;
        Ok(())
    }

    fn write_rows(&mut self) -> io::Result<()> {
        let Some(rows) = self.rows.take() else { return Ok(()) };
        let mut spool = rows.finish()?;
        spool.seek(SeekFrom::Start(0))?;
        page::data(&mut self.out, "rows", |out| encode(&mut spool, out))
    }
}

impl Report for Html<'_> {
    fn begin(&mut self, runs: &[RunLine]) -> io::Result<()> {
        self.runs = runs.to_vec();
        self.summary.planned = runs.iter().map(|run| run.planned).sum();
        page::begin(&mut self.out)
    }

    fn case(&mut self, case: &CaseLine) -> io::Result<()> {
        self.summary.add(case.verdict);
        if let Some(rows) = &mut self.rows {
            serde_json::to_writer(&mut *rows, &Row::of(case))?;
            rows.write_all(b"\n")?;
        }
        serde_json::to_writer(&mut self.chunk, &Detail::of(case))?;
        self.chunk.push(b'\n');
        self.in_chunk += 1;
        if self.chunk.len() >= CHUNK { self.write_chunk() } else { Ok(()) }
    }

    fn end(&mut self, closing: &Closing<'_>) -> io::Result<()> {
        self.write_chunk()?;
        self.write_rows()?;
        let gaps = gaps(&self.runs, &self.summary, closing);
        let headline = headline(&self.runs, &self.summary, !gaps.is_empty());
        let head = Head {
            headline: &headline,
            gaps: &gaps,
            runs: &self.runs,
            again: self.runs.iter().map(again).collect(),
            ends: closing.ends,
            summary: &self.summary,
            chunks: &self.chunks,
            coverage: closing.coverage,
        };
        let head = serde_json::to_vec(&head)?;
        page::data(&mut self.out, "head", |out| pack(&head, out))?;
        page::end(&mut self.out, &headline)?;
        self.out.flush()
    }
}

/// The arguments that another run needs to meet the same.
fn again(run: &RunLine) -> String {
    let environment = if run.mock { String::new() } else { format!(" --env {}", run.environment) };
    format!("{environment} --seed {}", run.seed)
}
