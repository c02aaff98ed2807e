//! The known failures of the configuration, put where they belong: into the cases.

use std::collections::HashMap;
use std::sync::Arc;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::nearest;
use crate::suite::config::file::Config;
use crate::suite::config::known_failure::CaseName;
use crate::suite::model::{Case, CaseFile, KnownFailure};

/// Gives every case the known failures that the configuration says it has, behind those of its own.
pub fn attach(files: &mut [CaseFile], config: &Config) {
    if config.known_failures.is_empty() {
        return;
    }
    let mut of_all: Vec<Arc<KnownFailure>> = Vec::new();
    let mut of_one: HashMap<&str, Vec<Arc<KnownFailure>>> = HashMap::new();
    for tolerated in &config.known_failures {
        let list = match &tolerated.case {
            Some(case) => of_one.entry(case.parts().0).or_default(),
            None => &mut of_all,
        };
        list.push(Arc::new(tolerated.known.clone()));
    }
    for case in files.iter_mut().flat_map(|file| &mut file.cases) {
        case.known_failures.extend(of_one.get(case.id.as_str()).into_iter().flatten().cloned());
        case.known_failures.extend(of_all.iter().cloned());
    }
}

/// Reports known failures of cases, rows and environments that are not there: nothing would be tolerated, and nobody told.
pub fn check(files: &[CaseFile], config: &Config, diagnostics: &mut Diagnostics) {
    let cases: HashMap<&str, &Case> =
        files.iter().flat_map(|file| &file.cases).map(|case| (case.id.as_str(), case)).collect();
    for tolerated in &config.known_failures {
        if let Some(name) = &tolerated.case {
            match cases.get(name.parts().0) {
                Some(case) => diagnostics.extend(unknown_row(name, case)),
                None => diagnostics.push(unknown_case(name, cases.keys().copied())),
            }
        }
        for env in &tolerated.known.env {
            if let Err(diagnostic) = config.environment(env) {
                diagnostics.push(diagnostic.at(tolerated.known.span, "named here"));
            }
        }
    }
}

fn unknown_case<'i>(name: &CaseName, ids: impl Iterator<Item = &'i str>) -> Diagnostic {
    let (case, _) = name.parts();
    let diagnostic =
        Diagnostic::new(Code::NoSuchCase, format!("there is no case `{case}`")).at(name.span, "a known failure of it");
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    match nearest(case, ids) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("write the whole id; `countersign run --list` prints every one"),
    }
}

fn unknown_row(name: &CaseName, case: &Case) -> Option<Diagnostic> {
    let row = name.parts().1?;
    let rows: Vec<&str> = case.rows.iter().flatten().map(|row| row.id.as_str()).collect();
    if rows.contains(&row) {
        return None;
    }
    let diagnostic = Diagnostic::new(Code::NoSuchCase, format!("`{}` has no row `{row}`", case.id))
        .at(name.span, "a known failure of it");
    Some(match nearest(row, rows.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{}[{near}]`?", case.id)),
        None if rows.is_empty() => diagnostic.help("the case has no rows: leave out the brackets"),
        None => diagnostic.help("`countersign run --list` prints every id with its row"),
    })
}
