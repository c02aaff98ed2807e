//! `countersign.baseline.json` as a plain value: read with places for what is wrong with it, and written so that a
//! difference shows one line for each case.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use serde_json::Value;

use crate::decide::baseline::format::BASELINE;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{Kind, check};
use crate::source::json;
use crate::source::span::FileId;
use crate::source::tree::Node;
use crate::source::yaml;
use crate::value::shape::model::Shape;

/// The name of the file, in the project's root.
pub const FILE_NAME: &str = "countersign.baseline.json";
/// The version of the format.
pub const VERSION: u64 = 1;
/// A shape has two levels of notation for each level of a body.
const MAX_DEPTH: usize = 256;

/// What was once good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The cases that have passed, with their rows.
    pub cases: BTreeSet<String>,
    /// What answers looked like.
    pub shapes: BTreeMap<Answer, Shape>,
}

/// Which answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// The API.
    pub api: String,
    /// The operation.
    pub operation: String,
    /// The status.
    pub status: u16,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.operation, self.status)
    }
}

impl Baseline {
    /// What a file says. `None` when it cannot be used; why was reported, always as [`Code::BadBaseline`].
    pub fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Baseline> {
        let mut found = Diagnostics::default();
        let node = json::parse(file, text, MAX_DEPTH).or_else(|| yaml::parse(file, text, &mut found));
        let node = node.filter(|node| !is_newer(node, &mut found) && check(node, &Kind::Object(&BASELINE), &mut found));
        let baseline = node.and_then(|node| decoded(&node, &mut found));
        if found.is_empty() {
            return baseline;
        }
        for problem in found.sorted() {
            let message = format!("{FILE_NAME} cannot be used: {}", problem.message);
            let help = "restore it from your repository, or delete it and write it anew with `countersign baseline`";
            diagnostics.push(Diagnostic {
                code: Code::BadBaseline,
                message,
                help: vec![help.to_owned()],
                ..problem.clone()
            });
        }
        None
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        let cases: Vec<String> = self.cases.iter().map(|id| format!("\n    {}", Value::from(id.as_str()))).collect();
        let shapes: Vec<String> = self.shapes.iter().map(|(answer, shape)| entry(answer, shape)).collect();
        let list = |entries: Vec<String>| match entries.is_empty() {
            true => "[]".to_owned(),
            false => format!("[{}\n  ]", entries.join(",")),
        };
        format!("{{\n  \"version\": {VERSION},\n  \"cases\": {},\n  \"shapes\": {}\n}}\n", list(cases), list(shapes))
    }
}

fn entry(answer: &Answer, shape: &Shape) -> String {
    let mut text = String::from("\n    {\n");
    let (api, operation) = (Value::from(answer.api.as_str()), Value::from(answer.operation.as_str()));
    let _ = write!(
        text,
        "      \"api\": {api},\n      \"operation\": {operation},\n      \"status\": {},\n      \"shape\": ",
        answer.status
    );
    text.push_str(&shape.to_text().replace('\n', "\n      "));
    text.push_str("\n    }");
    text
}

/// What a newer version says is not guessed.
fn is_newer(node: &Node, diagnostics: &mut Diagnostics) -> bool {
    let Some(version) = node.get("version").filter(|version| version.as_u64().is_some_and(|number| number != VERSION))
    else {
        return false;
    };
    let number = version.as_u64().unwrap_or_default();
    diagnostics.push(
        Diagnostic::new(Code::BadBaseline, format!("it is of version {number}, and this Countersign knows {VERSION}"))
            .at(version.span, "written by another version"),
    );
    true
}

fn decoded(node: &Node, diagnostics: &mut Diagnostics) -> Option<Baseline> {
    let list = |key: &str| node.get(key).map(Node::elements).unwrap_or_default();
    let mut baseline = Baseline {
        cases: list("cases").iter().filter_map(Node::as_str).map(str::to_owned).collect(),
        shapes: BTreeMap::new(),
    };
    for node in list("shapes") {
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        let status = node.get("status").and_then(Node::as_u64).and_then(|status| u16::try_from(status).ok());
        let shape = node.get("shape")?;
        let answer = Answer { api: text("api")?, operation: text("operation")?, status: status.unwrap_or_default() };
        match Shape::from_text(&shape.to_json().to_string()) {
            Ok(own) => {
                if baseline.shapes.insert(answer.clone(), own).is_some() {
                    let message = format!("{answer} is there twice");
                    diagnostics.push(Diagnostic::new(Code::BadBaseline, message).at(node.span, "the second"));
                }
            }
            Err(error) => diagnostics
                .push(Diagnostic::new(Code::BadBaseline, format!("no shape: {error}")).at(shape.span, "this is none")),
        }
    }
    Some(baseline)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Answer, Baseline};
    use crate::source::diagnostic::Diagnostics;
    use crate::source::span::FileId;
    use crate::value::shape::model::Shape;

    fn read(text: &str) -> Result<Baseline, Vec<String>> {
        let mut diagnostics = Diagnostics::default();
        let baseline = Baseline::read(FileId::default(), text, &mut diagnostics);
        let told = || diagnostics.sorted().iter().map(|one| format!("{} {}", one.code, one.message)).collect();
        baseline.ok_or_else(told)
    }

    fn baseline() -> Baseline {
        let answer = |status| Answer { api: "items".into(), operation: "GET /items/{id}".into(), status };
        Baseline {
            cases: ["items/b::c".into(), "items/a::reads[\"one\"]".into()].into(),
            shapes: [
                (answer(200), Shape::infer(&json!({"id": 1, "tags": ["a"]}))),
                (answer(404), Shape::infer(&json!(null))),
            ]
            .into(),
        }
    }

    #[test]
    fn what_is_written_is_read_back_and_has_a_line_for_each_case() {
        let baseline = baseline();
        let text = baseline.to_text();
        assert_eq!(read(&text), Ok(baseline));
        assert!(text.contains("\n    \"items/a::reads[\\\"one\\\"]\",\n    \"items/b::c\"\n  ],\n"), "{text}");
        assert_eq!(read(&Baseline::default().to_text()), Ok(Baseline::default()));
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }

    #[test]
    fn what_is_damaged_newer_or_ambiguous_is_not_used() {
        let text = baseline().to_text();
        for (wrong, why) in [
            (text[..text.len() / 2].to_owned(), "CS0910"),
            (String::new(), "CS0910"),
            ("[]".to_owned(), "CS0910"),
            (text.replace("\"version\": 1", "\"version\": 2"), "of version 2"),
            (text.replace("\"cases\"", "\"case\""), "unknown key `case`"),
            (text.replace("\"integer\"", "\"integral\""), "unknown type \"integral\""),
            (text.replace("404", "200"), "GET /items/{id} 200 is there twice"),
            (format!("<<<<<<< HEAD\n{text}"), "CS0910"),
        ] {
            let told = read(&wrong).expect_err("it is not used");
            assert!(told.iter().any(|one| one.contains(why)) && told[0].starts_with("CS0910 "), "{why}: {told:?}");
        }
    }
}
