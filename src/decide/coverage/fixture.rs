//! A small project with its suite and contract, and lines of records about it, for unit tests.

use std::sync::Arc;

use camino::Utf8Path;
use serde_json::{Value, json};

use crate::contract::description::Contract;
use crate::decide::coverage::counting::Counting;
use crate::decide::coverage::model::{Coverage, Row};
use crate::record::line::CaseLine;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::suite::config::file::load as load_config;
use crate::suite::plan::check::Contracts;
use crate::suite::plan::load::{Suite, load_suite};

/// A project.
pub(crate) struct Small {
    pub(crate) suite: Suite,
    pub(crate) contracts: Contracts,
    pub(crate) sources: Sources,
    folder: tempfile::TempDir,
}

impl Small {
    /// Of one API, `a`, with one file of cases.
    pub(crate) fn new(contract: &str, cases: &str) -> Small {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8").to_owned();
        std::fs::create_dir(root.join("cases")).expect("created");
        std::fs::write(root.join("countersign.toml"), "[apis.a]\ncontract = \"a.yaml\"\ncases = \"cases\"\n")
            .expect("written");
        std::fs::write(root.join("a.yaml"), contract).expect("written");
        std::fs::write(root.join("cases/x.yaml"), cases).expect("written");
        let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let config = load_config(&root, &sources, &mut diagnostics).expect("a configuration");
        let suite = load_suite(&config, None, &sources, &mut diagnostics);
        let loaded = Contract::load(&root, "a.yaml".into(), &sources, &mut diagnostics).expect("a contract");
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        Small { suite, contracts: Contracts::from([("a".to_owned(), Arc::new(loaded))]), sources, folder }
    }

    /// What cases cover.
    pub(crate) fn coverage(&self, lines: &[CaseLine]) -> Coverage {
        assert!(self.folder.path().exists());
        let mut counting = Counting::new(&self.suite, &self.contracts, &self.sources);
        lines.iter().for_each(|line| counting.case(line));
        counting.finish(Vec::new())
    }

    /// The rows that cases cover, as `state label (check)`, of labels that contain a text.
    pub(crate) fn told(&self, lines: &[CaseLine], containing: &str) -> Vec<String> {
        let coverage = self.coverage(lines);
        let rows = coverage.apis[0].rows().map(|(_, row)| row).filter(|row| row.label.contains(containing));
        rows.map(told).collect()
    }

    /// A line about a step of a case; its place is where the suite has it.
    pub(crate) fn line(&self, case: &str, verdict: &str, steps: &[Exchanged<'_>]) -> CaseLine {
        let id = format!("a/x::{case}");
        let (_, written) = self.suite.cases().find(|(_, case)| case.id == id).expect("a case");
        let steps: Vec<Value> = steps
            .iter()
            .enumerate()
            .map(|(index, exchanged)| {
                let position = self.sources.position(written.steps[index.min(written.steps.len() - 1)].span);
                let place = json!({ "file": position.path, "line": position.line, "column": position.column });
                exchanged.line(&place)
            })
            .collect();
        let line = json!({
            "id": id, "name": case, "api": "a", "place": { "file": "cases/x.yaml", "line": 1, "column": 1 },
            "verdict": verdict, "started_us": 0, "elapsed_us": 0, "steps": steps,
        });
        serde_json::from_value(line).expect("a line")
    }
}

fn told(row: &Row) -> String {
    let check = row.covered_by.first().and_then(|covering| covering.check.as_ref());
    let check = check.map(|check| format!(" ({check})")).unwrap_or_default();
    format!("{} {}{check}", row.state.name(), row.label)
}

/// What was sent and came back.
#[derive(Clone, Copy)]
pub(crate) struct Exchanged<'e> {
    pub(crate) operation: &'e str,
    pub(crate) url: &'e str,
    /// The content type and the body.
    pub(crate) sent: Option<(&'e str, &'e str)>,
    pub(crate) status: u16,
    /// A body of JSON.
    pub(crate) body: Option<&'e str>,
    /// The kind of the check in which something was found, with the code.
    pub(crate) finding: Option<(&'e str, &'e str, &'e str)>,
    pub(crate) role: &'e str,
}

impl Default for Exchanged<'_> {
    fn default() -> Self {
        Exchanged {
            operation: "GET /items",
            url: "http://x.test/items",
            sent: None,
            status: 200,
            body: None,
            finding: None,
            role: "case",
        }
    }
}

impl Exchanged<'_> {
    fn line(&self, place: &Value) -> Value {
        let body = |text: &str| json!({ "length": text.len(), "text": text });
        let mut request_headers = vec![("x-trace", "1")];
        request_headers.extend(self.sent.map(|(content_type, _)| ("content-type", content_type)));
        let mut checks = vec![json!({ "kind": "status" })];
        if let Some((kind, code, pointer)) = self.finding {
            let severity = if kind == "undocumented" { "warning" } else { "failure" };
            let finding =
                json!({ "code": code, "severity": severity, "message": "", "part": "body", "pointer": pointer });
            checks.push(json!({ "kind": kind, "findings": [finding] }));
        }
        let mut exchange = json!({
            "method": self.operation.split(' ').next(), "url": self.url, "request_headers": request_headers,
            "started_us": 0, "elapsed_us": 0, "status": self.status,
        });
        if let Some((_, text)) = self.sent {
            exchange["request_body"] = body(text);
        }
        if let Some(text) = self.body {
            exchange["response_headers"] = json!([["content-type", "application/json; charset=utf-8"]]);
            exchange["response_body"] = body(text);
        }
        json!({
            "place": place, "operation": self.operation, "exchange": exchange, "checks": checks, "role": self.role,
        })
    }
}
