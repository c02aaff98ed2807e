//! Every check of a case that needs no server: operations, parameters, names in templates, environments.

use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use http::Method;

use crate::contract::description::Contract;
use crate::contract::operation::{Location, Operation};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{enumerate, nearest};
use crate::source::file::{MAX_BODY_BYTES, inside, open};
use crate::source::span::Span;
use crate::suite::casefile::file::folder;
use crate::suite::config::file::Config;
use crate::suite::model::{Body, Case, CaseFile, Member, Part, PartContent, Step, Target, Variable};
use crate::suite::plan::expressions::{of_captures, of_expect, of_request};
use crate::suite::plan::load::{Login, Suite};
use crate::suite::request::unwritable;
use crate::suite::template::expression::Expression;
use crate::suite::template::functions::read_file;
use crate::suite::template::names::Names;
use crate::suite::template::response;
use crate::suite::template::text::Template;

/// The contracts of a project, by API.
pub type Contracts = HashMap<String, Arc<Contract>>;

/// A secret that a template names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretName {
    /// Its name.
    pub name: String,
    /// Where it is named.
    pub span: Span,
    /// What needs it.
    pub user: SecretUser,
}

/// What needs a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretUser {
    /// The case with this id, without a row.
    Case(String),
    /// The block of an API that fetches a credential.
    Login {
        /// The API.
        api: String,
        /// The block.
        block: String,
    },
}

/// Checks every case; what is wrong is reported. Returns the secrets that templates name.
pub fn check(suite: &Suite, config: &Config, contracts: &Contracts, diagnostics: &mut Diagnostics) -> Vec<SecretName> {
    let user = SecretUser::Case(String::new());
    let read = HashMap::new();
    let mut checker = Checker { config, contracts, secrets: Vec::new(), user, folder: None, read, diagnostics };
    for file in &suite.files {
        for case in &file.cases {
            // Of a case that is not run, or only where it can, the files need not be there.
            let is_run = case.skip.is_none() && case.only.is_none();
            checker.folder = is_run.then(|| folder(&file.path));
            checker.user = SecretUser::Case(case.id.clone());
            checker.case(file, case);
        }
    }
    // What a login reads is beside the case that first needs it, which nobody knows yet.
    checker.folder = None;
    for login in &suite.logins {
        checker.user = SecretUser::Login { api: login.api.clone(), block: login.block.clone() };
        checker.login(login);
    }
    checker.secrets
}

/// The operation that a step calls.
pub fn operation<'c>(contract: &'c Contract, target: &Target) -> Option<&'c Operation> {
    match target {
        Target::Operation { method, path, .. } => {
            contract.operation(&Method::from_bytes(method.as_bytes()).ok()?, path)
        }
        Target::Url { .. } => None,
    }
}

struct Checker<'a, 'd> {
    config: &'a Config,
    contracts: &'a Contracts,
    secrets: Vec<SecretName>,
    /// What is checked now.
    user: SecretUser,
    /// The folder that it reads files from, where that is known.
    folder: Option<Utf8PathBuf>,
    /// What is wrong with the files that expressions read, by folder and name.
    read: HashMap<(Utf8PathBuf, String), Option<Diagnostic>>,
    diagnostics: &'d mut Diagnostics,
}

impl Checker<'_, '_> {
    fn case(&mut self, file: &CaseFile, case: &Case) {
        self.environments(case);
        let mut known: Vec<String> = Vec::new();
        for variable in self.config.vars.iter().chain(&file.vars).chain(&case.vars) {
            let mut expressions = variable.value.expressions().into_iter().peekable();
            // There may be thousands, of which nearly all are plain values that name nothing.
            if expressions.peek().is_some() {
                let names = base_names(case).with_attributes("vars", known.clone());
                self.names(expressions, &names);
            }
            known.push(variable.name.clone());
        }
        let base = base_names(case).with_attributes("vars", known);
        let mut captures: Vec<String> = Vec::new();
        let mut steps: Vec<String> = Vec::new();
        for step in file.setup.iter().chain(&case.steps) {
            self.step(&file.api, step, &base, &captures, &steps);
            self.files(file, step);
            captures.extend(step.capture.iter().map(|capture| capture.name.clone()));
            captures.extend(step.repeat.iter().flat_map(|repeat| repeat.collect.iter().map(|(name, _)| name.clone())));
            steps.push(step.id.clone());
        }
        // A cleanup runs at the end, when everything that was captured is known.
        let all = file.setup.iter().chain(&case.steps).flat_map(|step| &step.cleanup).chain(&case.cleanup);
        for step in all {
            self.step(&file.api, step, &base, &captures, &steps);
            self.files(file, step);
        }
    }

    /// A block that fetches a credential belongs to no case, so it knows less than other steps.
    fn login(&mut self, login: &Login) {
        let vars: Vec<String> = self.config.vars.iter().map(|variable| variable.name.clone()).collect();
        let base = Names::default().with("secrets").with_attributes("run", ["id"]).with_attributes("vars", vars);
        let mut captures: Vec<String> = Vec::new();
        let mut steps: Vec<String> = Vec::new();
        for step in &login.steps {
            self.step(&login.api, step, &base, &captures, &steps);
            self.diagnostics.extend(step.cleanup.first().map(|cleanup| {
                Diagnostic::new(Code::InvalidValue, "a cleanup in a block that fetches a credential")
                    .at(cleanup.span, "this would never be sent")
                    .help("a credential is fetched once for all cases, and kept: there is no time to undo that; leave it out")
            }));
            captures.extend(step.capture.iter().map(|capture| capture.name.clone()));
            steps.push(step.id.clone());
        }
        if !captures.contains(&login.capture) {
            let message = format!("the block `{}` has no capture `{}`", login.block, login.capture);
            let diagnostic = Diagnostic::new(Code::UnknownStep, message).at(login.capture_span, "named here");
            self.diagnostics.push(match nearest(&login.capture, captures.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("add `capture:` to a step of the block"),
            });
        }
    }

    fn environments(&mut self, case: &Case) {
        let only = case
            .only
            .iter()
            .flat_map(|only| &only.env)
            .map(|name| (name, case.only.as_ref().map_or(case.span, |only| only.span)));
        let known = case.known_failures.iter().flat_map(|known| known.env.iter().map(|name| (name, known.span)));
        for (name, span) in only.chain(known) {
            if let Err(diagnostic) = self.config.environment(name) {
                self.diagnostics.push(diagnostic.at(span, "named here"));
            }
        }
    }

    fn step(&mut self, api: &str, step: &Step, base: &Names, captures: &[String], steps: &[String]) {
        let mut names = base
            .clone()
            .with_attributes("captures", captures.iter().cloned())
            .with_attributes("steps", steps.iter().cloned());
        if step.repeat.is_some() {
            names = names.with_attributes("repeat", ["index"]);
        }
        if let Some(with) = &step.with {
            self.arguments(with, &names);
            names = names.with_attributes("with", with.iter().map(|variable| variable.name.clone()));
        }
        self.names(of_request(step), &names);
        let answered = names.clone().with_attributes("response", response::ATTRIBUTES.iter().copied());
        self.names(of_captures(step), &answered);
        let expects = [Some(&step.expect), step.until.as_ref().map(|until| &until.wanted)];
        let stop = step.until.as_ref().and_then(|until| until.stop_on.as_ref());
        for expect in expects.into_iter().chain([stop]).flatten() {
            self.names(of_expect(expect), &answered);
            for assertion in &expect.assert {
                let own = match assertion.each {
                    Some(_) => answered.clone().with("it").with("index"),
                    None => answered.clone(),
                };
                self.names([&assertion.that], &own);
            }
        }
        if let Some(repeat) = &step.repeat {
            let collected = captures.iter().cloned().chain(repeat.collect.iter().map(|(name, _)| name.clone()));
            self.names([&repeat.condition], &answered.clone().with_attributes("captures", collected));
        }
        self.operation(api, step);
    }

    /// Files whose names hold no template are looked for before anything is sent.
    fn files(&mut self, file: &CaseFile, step: &Step) {
        let parts = match &step.request.body {
            Body::File(path, span) => vec![(&**path, *span)],
            Body::Parts(parts) => parts.iter().filter_map(part_file).collect(),
            _ => return,
        };
        let folder = folder(&file.path);
        for (path, span) in parts {
            if let Some(path) = path.as_literal()
                && let Err(problem) = sendable(&self.config.root, &folder, path)
            {
                self.diagnostics.push(problem.at(span, "named here"));
            }
        }
    }

    fn arguments(&mut self, with: &[Variable], names: &Names) {
        for variable in with {
            self.names(variable.value.expressions(), &names.clone().with("with"));
        }
    }

    fn names<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expression>, names: &Names) {
        for expression in expressions {
            expression.check_names(names, self.diagnostics);
            // What stands behind a condition may never be read.
            if ![" if ", " and ", " or ", "default"].iter().any(|word| expression.text().contains(word)) {
                expression.files().iter().for_each(|path| self.read(path, expression.span()));
            }
            for root in expression.roots().iter().filter(|root| root.name == "secrets") {
                if let Some(name) = &root.attribute
                    && !self.secrets.iter().rev().any(|known| known.user == self.user && known.name == *name)
                {
                    self.secrets.push(SecretName {
                        name: name.clone(),
                        span: expression.span(),
                        user: self.user.clone(),
                    });
                }
            }
        }
    }

    /// A file that an expression names is looked for before anything is sent.
    fn read(&mut self, path: &str, span: Span) {
        let Some(folder) = &self.folder else { return };
        let key = (folder.clone(), path.to_owned());
        let root = &self.config.root;
        let problem = self.read.entry(key).or_insert_with_key(|(folder, path)| read_file(root, folder, path).err());
        self.diagnostics.extend(problem.clone().map(|problem| problem.at(span, "read here")));
    }

    fn operation(&mut self, api: &str, step: &Step) {
        let called = self.contracts.get(api).and_then(|contract| operation(contract, &step.target));
        self.diagnostics.extend(unwritable(&step.request, called));
        let Target::Operation { method, path, span } = &step.target else { return };
        let Some(contract) = self.contracts.get(api) else { return };
        let Some(operation) = operation(contract, &step.target) else {
            self.diagnostics.push(unknown_operation(contract, &format!("{method} {path}"), *span));
            return;
        };
        let expected: Vec<&str> = operation.path.parameters().collect();
        for member in step.request.path.iter().filter(|member| !expected.contains(&member.name.as_str())) {
            self.diagnostics.push(unknown_parameter(member, &expected));
        }
        let misspelt = |name: &str| {
            let mut unknown = step.request.path.iter().filter(|member| !expected.contains(&member.name.as_str()));
            unknown.any(|member| nearest(&member.name, expected.iter().copied()) == Some(name))
        };
        let given = |name: &str| step.request.path.iter().any(|member| member.name == name);
        for name in expected.iter().filter(|name| !given(name) && !misspelt(name)) {
            self.diagnostics.push(
                Diagnostic::new(Code::MissingParameter, format!("no value for the path parameter `{name}`"))
                    .at(step.span, format!("of {}", operation.name()))
                    .help(format!("add `request: {{ path: {{ {name}: ... }} }}`")),
            );
        }
        self.query_names(step, operation);
        if let Some(ask) = &step.mock
            && operation.response(ask.code).is_none()
        {
            let documented: Vec<String> = operation.responses.iter().map(|answer| answer.status.to_string()).collect();
            self.diagnostics.push(
                Diagnostic::new(
                    Code::InvalidValue,
                    format!("{} does not document the status {}", operation.name(), ask.code),
                )
                .at(ask.span, "the mock can only be asked for documented answers")
                .help(format!("documented are {}", documented.join(", "))),
            );
        }
    }

    /// A misspelt query parameter would be sent as an unknown one; only near misses are certain to be mistakes.
    fn query_names(&mut self, step: &Step, operation: &Operation) {
        if step.request.invalid.is_some() {
            return;
        }
        let documented: Vec<&str> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Query)
            .map(|parameter| parameter.name.as_str())
            .collect();
        for member in step.request.query.iter().filter(|member| !documented.contains(&member.name.as_str())) {
            if let Some(near) = nearest(&member.name, documented.iter().copied()) {
                self.diagnostics.push(
                    Diagnostic::new(Code::UnknownParameter, format!("there is no query parameter `{}`", member.name))
                        .at(member.span, format!("not documented for {}", operation.name()))
                        .help(format!("did you mean `{near}`? If not, say `invalid: \"...\"`")),
                );
            }
        }
    }
}

/// Whether a file can be sent, as far as that shows before it is read.
fn sendable(root: &Utf8Path, folder: &Utf8Path, path: &str) -> Result<(), Diagnostic> {
    let problem = |why: String| {
        Diagnostic::new(Code::UnreadableFile, format!("cannot read {path}: {why}"))
            .help("paths in a case file are relative to its folder")
    };
    let (_, length) = open(&inside(root, folder, path)?).map_err(|error| problem(error.to_string()))?;
    match length {
        0..=MAX_BODY_BYTES => Ok(()),
        _ => Err(problem(format!("it has {length} bytes, at most {MAX_BODY_BYTES} are sent"))),
    }
}

fn part_file(part: &Part) -> Option<(&Template, Span)> {
    match &part.content {
        PartContent::File(path) => Some((path, part.span)),
        PartContent::Value(_) => None,
    }
}

fn base_names(case: &Case) -> Names {
    let mut names = Names::default()
        .with("secrets")
        .with_attributes("run", ["id"])
        .with_attributes("case", ["id", "name"])
        .with_attributes("vars", Vec::<String>::new());
    let Some(rows) = &case.rows else { return names };
    // A name that some row lacks would be undefined in that row only, so only names of all rows are known.
    let mut common: Option<Vec<String>> = None;
    for row in rows {
        let Some(object) = row.data.as_object() else {
            names = names.with("each");
            return names;
        };
        common = Some(match common {
            None => object.keys().cloned().collect(),
            Some(common) => common.into_iter().filter(|name| object.contains_key(name)).collect(),
        });
    }
    names.with_attributes("each", common.unwrap_or_default())
}

fn unknown_operation(contract: &Contract, name: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownOperation, format!("the contract does not document `{name}`"))
        .at(span, "no such operation");
    let near: Vec<String> = contract.nearest(name).into_iter().map(Operation::name).collect();
    match near.first() {
        Some(first) => diagnostic.help(format!("did you mean `{first}`?")),
        None => diagnostic.help("write the method and the path template as the contract does"),
    }
}

fn unknown_parameter(member: &Member, expected: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownParameter, format!("there is no path parameter `{}`", member.name))
        .at(member.span, "not in the path template");
    match nearest(&member.name, expected.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if expected.is_empty() => diagnostic.help("the path template has no parameter"),
        None => diagnostic.help(format!("the path template has {}", enumerate(expected).replace(" or ", " and "))),
    }
}
