//! Deployments gated by records, through the real binary: the policy, the baseline, known failures, and the ways in which
//! something could go green by accident.

mod baseline;
mod green;
mod known;
mod output;
mod rules;

use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

/// Two cases: one reads an item, one finds none.
const CASES: &str = r#"
api: items
operation: GET /items/{id}
cases:
  - { name: reads, request: { path: { id: 1 } }, expect: { body: { at: { $.id: 1 } } } }
  - { name: finds none, request: { path: { id: 2 } }, expect: { status: 404 } }
"#;

/// The record of the newest run.
const LATEST: &str = ".countersign/runs/latest.jsonl";

/// A project with a server as its staging environment.
struct Staged {
    server: Server,
    project: Project,
    config: String,
}

impl Staged {
    /// With these cases and this policy.
    fn new(cases: &str, policy: &str) -> Staged {
        let server = Server::start();
        server.on("GET /items/1", [Answer::item(1)]);
        let mut project = Project::items().with("cases/a.yaml", cases);
        project.set("ITEMS_URL", &server.url());
        project.set("ITEMS_KEY", "a-long-enough-key");
        let config = project.read("countersign.toml");
        let staged = Staged { server, project, config };
        staged.policy(policy);
        staged
    }

    /// The two cases that hold.
    fn holding(policy: &str) -> Staged {
        Staged::new(CASES, policy)
    }

    /// Asks for something else, beside what every policy here asks for.
    fn policy(&self, policy: &str) {
        self.project.write("countersign.toml", &format!("{}\n{policy}\n", self.config));
    }

    /// Runs everything on staging.
    fn run(&self) -> Ran {
        self.project.run(&["run", "--env", "staging"])
    }

    /// Runs everything, and keeps the record as a file that can be changed.
    fn recorded(&self) -> String {
        self.run();
        self.project.read(LATEST)
    }

    /// Applies the policy to the newest record.
    fn gate(&self) -> Ran {
        self.project.run(&["gate"])
    }

    /// Applies it to a record with this text.
    fn gate_text(&self, record: &str) -> Ran {
        self.project.write("r.jsonl", record);
        self.project.run(&["gate", "r.jsonl"])
    }
}

/// Whether a decision says this, and ends so; all of it otherwise.
#[track_caller]
fn says(ran: &Ran, code: i32, words: &[&str]) {
    let all = ran.all();
    let flat: String = all.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(ran.code, code, "{all}");
    for word in words {
        assert!(flat.contains(word), "`{word}` is not in:\n{all}");
    }
}
