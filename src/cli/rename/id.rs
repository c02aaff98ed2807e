//! What can be renamed, by its id.

use std::fmt;

use camino::Utf8PathBuf;

use crate::judge::snapshot::path::path_for;
use crate::judge::snapshot::uses::Use;
use crate::suite::casefile::slug::slug;
use crate::suite::model::SnapshotKind;

/// An id as it is written on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id {
    /// The case file: `perfex/values`.
    pub file: String,
    /// The case, without its file.
    pub case: Option<String>,
    /// The row or the step of the case.
    pub part: Part,
}

/// A part of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// A row.
    Row(String),
    /// A step.
    Step(String),
}

impl Id {
    /// The id that a text is; why it is none, otherwise.
    pub fn parse(text: &str) -> Result<Id, String> {
        let (file, case) = match text.split_once("::") {
            Some((file, case)) => (file, Some(case)),
            None => (text, None),
        };
        check_file(file)?;
        let Some(case) = case else {
            return Ok(Id { file: file.to_owned(), case: None, part: Part::Whole });
        };
        let (case, part) = match (case.split_once('['), case.split_once('@')) {
            (Some(_), Some(_)) => return Err("a row and a step at once cannot be renamed: name one of them".to_owned()),
            (Some((case, row)), None) => {
                let row = row.strip_suffix(']').ok_or("the `]` behind the row is missing")?;
                (case, Part::Row(row.to_owned()))
            }
            (None, Some((case, step))) => (case, Part::Step(step.to_owned())),
            (None, None) => (case, Part::Whole),
        };
        Ok(Id { file: file.to_owned(), case: Some(case.to_owned()), part })
    }

    /// Whether it can be given to something: ids of cases and rows are slugs. Why not, otherwise.
    pub fn check_new(&self) -> Result<(), String> {
        let slugs = self.case.iter().chain(match &self.part {
            Part::Row(row) => Some(row),
            _ => None,
        });
        for name in slugs {
            let wanted = slug(name);
            if *name != wanted {
                return Err(format!("`{name}` is no id: letters a-z, digits and `-`, such as `{wanted}`"));
            }
        }
        match &self.part {
            Part::Step(step) if step.is_empty() || !step.chars().all(is_of_step) => {
                Err(format!("`{step}` is no id of a step: letters, digits, `_` and `-`"))
            }
            Part::Step(step) if step.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(format!("`{step}` is a position: a step's id has a letter in it"))
            }
            _ => Ok(()),
        }
    }

    /// The API: the first part.
    pub fn api(&self) -> &str {
        self.file.split('/').next().unwrap_or_default()
    }

    /// The case with its file.
    pub fn case_id(&self) -> String {
        format!("{}::{}", self.file, self.case.as_deref().unwrap_or_default())
    }

    /// What is named: a case file, a case, a row, a step.
    pub fn kind(&self) -> &'static str {
        match (&self.case, &self.part) {
            (None, _) => "case file",
            (_, Part::Whole) => "case",
            (_, Part::Row(_)) => "row",
            (_, Part::Step(_)) => "step",
        }
    }
}

/// The id of a case, with its row if it has one, once `from` is called `to`; `None` when that changes nothing about it.
pub fn renamed_id(id: &str, from: &Id, to: &Id) -> Option<String> {
    let rest = match (&from.case, &from.part) {
        (None, _) => id.strip_prefix(&from.file).filter(|rest| rest.starts_with("::"))?,
        (Some(_), Part::Whole) => {
            id.strip_prefix(&from.case_id()).filter(|rest| rest.is_empty() || rest.starts_with('['))?
        }
        (Some(_), Part::Row(_)) => id.strip_prefix(&from.to_string()).filter(|rest| rest.is_empty())?,
        (Some(_), Part::Step(_)) => return None,
    };
    Some(format!("{to}{rest}"))
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(case) = &self.case {
            write!(formatter, "::{case}")?;
        }
        match &self.part {
            Part::Whole => Ok(()),
            Part::Row(row) => write!(formatter, "[{row}]"),
            Part::Step(step) => write!(formatter, "@{step}"),
        }
    }
}

fn is_of_step(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn check_file(file: &str) -> Result<(), String> {
    let is_part = |part: &str| {
        let known = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
        !part.is_empty() && part.chars().all(known) && !part.starts_with(['.', '_'])
    };
    if file.ends_with(".yaml") || file.ends_with(".yml") {
        return Err(format!("`{file}` is a path: the id of a case file is API/TOPIC, without folder and ending"));
    }
    if file.split('/').count() < 2 || !file.split('/').all(is_part) {
        return Err(format!(
            "`{file}` is no id: API/TOPIC, API/TOPIC::CASE, API/TOPIC::CASE@STEP or API/TOPIC::CASE[ROW]"
        ));
    }
    Ok(())
}

/// Where a snapshot hangs: what its path and its label are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The id of the case.
    pub case: String,
    /// The row, where each has a file of its own.
    pub row: Option<String>,
    /// The step, in a case that has several.
    pub step: Option<String>,
    /// What is recorded.
    pub kind: SnapshotKind,
}

impl Hook {
    /// That of a snapshot that the suite asks for.
    pub fn of(one: &Use<'_>) -> Hook {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Hook { case: one.case.id.clone(), row: owned(one.row), step: owned(one.step), kind: one.spec.kind }
    }

    /// The same when `from` is called `to`.
    pub fn renamed(&self, from: &Id, to: &Id) -> Hook {
        let mut hook = self.clone();
        match (&from.part, &to.part) {
            (Part::Row(old), Part::Row(new)) if hook.row.as_deref() == Some(old) => hook.row = Some(new.clone()),
            (Part::Step(old), Part::Step(new)) if hook.step.as_deref() == Some(old) => hook.step = Some(new.clone()),
            (Part::Whole, Part::Whole) if from.case.is_some() => hook.case = to.case_id(),
            (Part::Whole, Part::Whole) => {
                let case = self.case.split_once("::").map_or("", |(_, case)| case);
                hook.case = format!("{}::{case}", to.file);
            }
            _ => {}
        }
        hook
    }

    /// The file, from the project's root.
    pub fn path(&self) -> Utf8PathBuf {
        path_for(&self.case, self.row.as_deref(), self.step.as_deref(), self.kind)
    }

    /// What the file says that it is of.
    pub fn label(&self) -> String {
        self.step.as_ref().map_or_else(|| self.case.clone(), |step| format!("{}@{step}", self.case))
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, renamed_id};

    #[test]
    fn ids_of_cases_follow_their_file_their_case_and_their_row() {
        let id = |text: &str| Id::parse(text).expect(text);
        for (from, to, old, new) in [
            ("a/b", "a/c", "a/b::x[1]", Some("a/c::x[1]")),
            ("a/b", "a/c", "a/bb::x", None),
            ("a/b::x", "a/b::y", "a/b::x", Some("a/b::y")),
            ("a/b::x", "a/b::y", "a/b::x[1]", Some("a/b::y[1]")),
            ("a/b::x", "a/b::y", "a/b::xx", None),
            ("a/b::x[1]", "a/b::x[2]", "a/b::x[1]", Some("a/b::x[2]")),
            ("a/b::x[1]", "a/b::x[2]", "a/b::x", None),
            ("a/b::x@s", "a/b::x@t", "a/b::x", None),
        ] {
            assert_eq!(renamed_id(old, &id(from), &id(to)).as_deref(), new, "{from} {old}");
        }
    }

    #[test]
    fn every_kind_of_id_is_read_and_written() {
        for (text, kind) in [
            ("a/b", "case file"),
            ("a/b/c::d", "case"),
            ("a/b::c[d]", "row"),
            ("a/b::c@d_1", "step"),
            ("a/b.c::d", "case"),
        ] {
            let id = Id::parse(text).expect(text);
            assert_eq!((id.to_string().as_str(), id.kind(), id.check_new()), (text, kind, Ok(())));
        }
        for text in [
            "a",
            "",
            "a/",
            "a//b",
            "a/../b",
            "a/_b",
            "a/b.yaml",
            "cases/a/b.yml::c",
            "a/b::c[d",
            "a/b::c[d]@e",
            "a/b c*",
        ] {
            assert!(Id::parse(text).is_err(), "{text}");
        }
        for text in
            ["a/b::C", "a/b::c d", "a/b::", "a/b::c[D]", "a/b::c[]", "a/b::c@", "a/b::c@1", "a/b::c@d e", "a/b::c.d"]
        {
            assert!(Id::parse(text).is_ok_and(|id| id.check_new().is_err()), "{text}");
        }
    }
}
