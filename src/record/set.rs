//! Several records taken together: those of the shards of a run, or of runs of different parts of a suite. Each is read
//! once, line by line, and of a case nothing stays but 16 bytes of its id's hash, kept twice.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use camino::Utf8PathBuf;

use crate::record::event::Summary;
use crate::record::gap::{Gap, Short};
use crate::record::line::{CaseLine, EndLine, RunLine};
use crate::record::read::{Reader, RecordFile};
use crate::record::record_error::RecordError;
use crate::record::terms::{absent, belonging};
use crate::suite::plan::identity::{digests_hash, id_digest};

/// How many cases are named that are there twice.
const NAMED: usize = 5;

/// Records of which the first lines were read. What does not belong to the others is left out already.
#[derive(Debug)]
pub struct Records {
    readers: Vec<Reader>,
    gaps: Vec<Gap>,
}

/// Records that were read to their ends.
#[derive(Clone, Debug)]
pub struct Together {
    /// Those that were taken, in the order of their shards, else as they were given.
    pub records: Vec<RecordFile>,
    /// Why they are not all there should be; empty when they are.
    pub gaps: Vec<Gap>,
    /// What all cases came to; `planned` is how many there should be.
    pub summary: Summary,
    /// A hash over the ids of all cases that have a verdict.
    pub ids: String,
}

impl Records {
    /// Opens records and finds out which belong together. What cannot be read at all is an error each, and nothing else is
    /// done then.
    pub fn open(paths: &[Utf8PathBuf]) -> Result<Records, Vec<RecordError>> {
        let (mut readers, mut errors) = (Vec::new(), Vec::new());
        for path in paths {
            match Reader::open(path) {
                Ok(reader) => readers.push(reader),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let firsts: Vec<_> = readers.iter().map(|reader| (&*reader.path, &reader.run)).collect();
        let belonging = belonging(&firsts);
        let mut readers: Vec<Option<Reader>> = readers.into_iter().map(Some).collect();
        let taken = belonging.taken.into_iter().filter_map(|index| readers[index].take()).collect();
        Ok(Records { readers: taken, gaps: belonging.gaps })
    }

    /// What was run, of every record that is taken.
    pub fn runs(&self) -> Vec<RunLine> {
        self.readers.iter().map(|reader| reader.run.clone()).collect()
    }

    /// What is known to be wrong before any case was read.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Reads all of them, one after the other, and hands every case to `each`.
    pub fn read(self, each: &mut dyn FnMut(CaseLine)) -> Together {
        let mut cases = Cases::default();
        let files = self.readers.into_iter().map(|reader| {
            let mut own = Vec::new();
            let file = reader.read(&mut |case| {
                let digest = id_digest(&case.id);
                own.push(digest);
                cases.add(&case.id, digest);
                each(case);
            });
            (file, own)
        });
        let files: Vec<Taken> = files.collect();
        together(files, cases, self.gaps)
    }

    /// Reads all of them without looking into cases, several at once: who merges them needs no more.
    pub fn glance(self) -> Together {
        let cases = Mutex::new(Cases::default());
        let count = self.readers.len();
        let waiting = Mutex::new(self.readers.into_iter().enumerate());
        let files: Mutex<Vec<(usize, Taken)>> = Mutex::default();
        let work = || {
            loop {
                let next = locked(&waiting).next();
                let Some((index, reader)) = next else { return };
                let mut own = Vec::new();
                let file = reader.glance(&mut |id| {
                    let digest = id_digest(id);
                    own.push(digest);
                    locked(&cases).add(id, digest);
                });
                locked(&files).push((index, (file, own)));
            }
        };
        std::thread::scope(|scope| {
            let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.sort_by_key(|(index, _)| *index);
        let files = files.into_iter().map(|(_, taken)| taken).collect();
        together(files, cases.into_inner().unwrap_or_else(PoisonError::into_inner), self.gaps)
    }
}

/// A record, and the digests of its cases' ids.
type Taken = (RecordFile, Vec<u128>);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Together {
    /// Whether every case that there should be has a verdict of its own.
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }

    /// What was run.
    pub fn runs(&self) -> Vec<RunLine> {
        self.records.iter().map(|record| record.run.clone()).collect()
    }

    /// How the runs ended that did.
    pub fn ends(&self) -> Vec<EndLine> {
        self.records.iter().filter_map(|record| record.end.clone()).collect()
    }

    /// Whether they are about every case of the suite, whatever became of them.
    pub fn is_whole_suite(&self) -> bool {
        let cases = self.records.first().map(|record| record.run.suite.cases);
        cases == Some(self.summary.planned) && self.is_complete()
    }
}

/// The cases that were seen.
#[derive(Default)]
struct Cases {
    seen: HashSet<u128>,
    double: usize,
    first_double: Vec<String>,
}

impl Cases {
    fn add(&mut self, id: &str, digest: u128) {
        if !self.seen.insert(digest) {
            self.double += 1;
            if self.first_double.len() < NAMED {
                self.first_double.push(id.to_owned());
            }
        }
    }
}

fn together(files: Vec<Taken>, cases: Cases, mut gaps: Vec<Gap>) -> Together {
    gaps.extend(files.iter().filter_map(|(file, _)| incomplete(file)));
    gaps.extend(files.iter().filter_map(|(file, _)| not_merged(file)));
    if cases.double > 0 {
        gaps.push(Gap::DoubleCases { count: cases.double, first: cases.first_double });
    }
    let mut summary = Summary::default();
    files.iter().for_each(|(file, _)| summary.join(&file.summary));
    let is_sharded = files.first().is_some_and(|(file, _)| file.run.shard.is_some());
    let (records, digests): (Vec<RecordFile>, Vec<Vec<u128>>) = files.into_iter().unzip();
    if is_sharded {
        // What shards planned does not count: who lost one must not lose its cases as well.
        summary.planned = records.first().map(|record| record.run.suite.selected).unwrap_or_default();
    }
    let ids = digests_hash(cases.seen.into_iter().collect());
    if gaps.is_empty() {
        // Shards are all of one selection; other records have one each.
        let groups = if is_sharded { vec![digests.concat()] } else { digests };
        gaps.extend(records.iter().zip(groups).filter_map(|(record, ids)| other_cases(&record.run, ids)));
    }
    if records.is_empty() && gaps.is_empty() {
        gaps.push(Gap::OtherCases { selected: 0, found: 0 });
    }
    Together { records, gaps, summary, ids }
}

/// Why a record is not all that its run was to see.
fn incomplete(file: &RecordFile) -> Option<Gap> {
    let why = match (&file.damage, &file.end) {
        _ if file.is_complete() => return None,
        (Some(damage), _) => Short::Damaged(Box::new(damage.clone())),
        (None, None) => Short::Killed,
        (None, Some(end)) => end.stopped.map_or(Short::Contradiction, Short::Stopped),
    };
    let (ended, planned) = (file.summary.ended(), file.run.planned);
    Some(Gap::Incomplete { path: file.path.clone(), why, ended, planned, begun: file.begun.clone() })
}

/// The shards that a merged record was made without.
fn not_merged(file: &RecordFile) -> Option<Gap> {
    absent(file.run.merged.iter().filter_map(|merged| merged.shard.as_ref()))
}

fn other_cases(run: &RunLine, ids: Vec<u128>) -> Option<Gap> {
    let found = ids.len();
    let is_same = found == run.suite.selected && digests_hash(ids) == run.suite.ids;
    (!is_same).then_some(Gap::OtherCases { selected: run.suite.selected, found })
}
