//! A case file that grows by one case for every exchange that is not in it yet.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use http::header::{ACCEPT, CONTENT_TYPE};

use crate::contract::conform::request::security;
use crate::suite::casefile::slug::slug;
use crate::suite::casefile::write::{line, scalar};
use crate::suite::recorded::case::{Seen, case, on_one_line, title};
use crate::suite::recorded::placeholders::Placeholders;

/// Past this many bytes nothing more is recorded: larger case files are not read.
const MAX_BYTES: usize = 32 << 20;
/// So many different exchanges are told apart; further ones are not recorded.
const MAX_EXCHANGES: usize = 100_000;

/// What is in the file so far.
#[derive(Debug)]
pub struct Recording {
    api: String,
    from: String,
    placeholders: Placeholders,
    exchanges: HashSet<u64>,
    lines: HashSet<u64>,
    ids: HashSet<String>,
    /// How often each title was given.
    titles: HashMap<String, usize>,
    begun: bool,
    /// Of exchanges that came before the first case: a file has to begin with one.
    notes: String,
    bytes: usize,
    tally: Tally,
}

/// What was recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases in the file.
    pub cases: usize,
    /// Different exchanges that could not become one.
    pub left_out: usize,
}

impl Recording {
    /// A file of cases of an API; `from` says where they come from and holds no secret.
    pub fn new(api: &str, from: &str) -> Recording {
        Recording {
            api: api.to_owned(),
            from: on_one_line(from),
            placeholders: Placeholders::new(api),
            exchanges: HashSet::new(),
            lines: HashSet::new(),
            ids: HashSet::new(),
            titles: HashMap::new(),
            begun: false,
            notes: String::new(),
            bytes: 0,
            tally: Tally::default(),
        }
    }

    /// What is to be appended to the file for this exchange; `None` for one that is in it already.
    pub fn add(&mut self, seen: Seen<'_>) -> Option<String> {
        if self.is_full() || !self.exchanges.insert(fingerprint(seen)) {
            return None;
        }
        match case(seen, &mut self.placeholders) {
            Ok(case) if self.lines.insert(hash(&case.lines)) => {
                let name = self.unused(&case.title);
                let text = format!("\n  - name: {}\n{}", line(&name), case.lines);
                self.tally.cases += 1;
                Some(self.append(text))
            }
            Ok(_) => None,
            Err(why) => self.leave_out(&title(seen), &why),
        }
    }

    /// The same for a request that the contract documents no operation for: only a remark. `target` is without query.
    pub fn add_undocumented(&mut self, method: &str, target: &str, status: u16) -> Option<String> {
        let title = format!("{method} {target} answers {status}");
        if self.is_full() || !self.exchanges.insert(hash(&title)) {
            return None;
        }
        self.leave_out(&title, "the contract does not document it")
    }

    /// What was recorded so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Whether nothing more is taken in.
    pub fn is_full(&self) -> bool {
        self.bytes > MAX_BYTES || self.exchanges.len() >= MAX_EXCHANGES
    }

    fn leave_out(&mut self, title: &str, why: &str) -> Option<String> {
        self.tally.left_out += 1;
        let note = format!("\n  # left out: {}: {}\n", on_one_line(title), on_one_line(why));
        if self.tally.cases > 0 {
            return Some(self.append(note));
        }
        self.bytes += note.len();
        self.notes.push_str(&note);
        None
    }

    fn append(&mut self, text: String) -> String {
        self.bytes += text.len();
        if self.begun {
            return text;
        }
        self.begun = true;
        format!("{}{}{text}", self.head(), std::mem::take(&mut self.notes))
    }

    fn head(&self) -> String {
        format!(
            "# Recorded from {}.\n\
             #\n\
             # Each case is a request as it was sent, and the status that came back; that the answer keeps the contract\n\
             # is judged anyway. Credentials are not in here: cases send those of the environment they run in. Where a\n\
             # field's name tells of a secret, `${{{{ secrets.NAME }}}}` stands in its place; set an environment variable of\n\
             # that name, or write something else. Cases run in any order and at once: put those that build on each\n\
             # other into one case with `steps`, and say what they change with `changes`.\n\
             api: {}\n\n\
             cases:",
            self.from,
            scalar(&self.api)
        )
    }

    /// The title, with a number if it has been given already. Titles that differ may still make the same id.
    fn unused(&mut self, title: &str) -> String {
        let times = self.titles.entry(title.to_owned()).or_default();
        loop {
            *times += 1;
            let name = if *times == 1 { title.to_owned() } else { format!("{title}, {times}") };
            if self.ids.insert(slug(&name)) {
                return name;
            }
        }
    }
}

/// What makes one exchange another than the next, before anything of it is taken apart.
fn fingerprint(seen: Seen<'_>) -> u64 {
    let Seen { contract, operation, request, response, .. } = seen;
    let headers = [ACCEPT, CONTENT_TYPE].map(|name| request.headers.get(name));
    let parameters: Vec<_> =
        operation.parameters.iter().filter_map(|parameter| request.headers.get(&parameter.name)).collect();
    let credentials = security(contract, operation, request);
    hash(&(&request.method, request.url.as_str(), headers, parameters, &request.body, response.status, credentials))
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
