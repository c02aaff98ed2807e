//! `countersign show CASE`: its requests as they would be sent, secrets masked; nothing is sent.

use std::io::Write;

use camino::Utf8Path;
use serde_json::{Map, Value, json};

use crate::cli::args::ShowArgs;
use crate::cli::hiding::{mask, refuse_on_command_line};
use crate::cli::mocks::{self, CREDENTIAL};
use crate::cli::project::{Load, Project, load, root, secrets_file};
use crate::exit::ExitCode;
use crate::record::recording::{Credentials as Headers, Kept, MAX_BODY, Recording};
use crate::run::finding::variables;
use crate::secret::mask::Mask;
use crate::show::curl::{curl, remarks};
use crate::show::plain::harmless;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::source::render::{render, render_all};
use crate::suite::casefile::file::folder;
use crate::suite::config::environment::{
    Credentials, Outside, Resolved, Target, case_secrets, override_variable, resolve,
};
use crate::suite::config::file::{Environment, MOCK};
use crate::suite::model::{Case, CaseFile, Step};
use crate::suite::plan::check::operation;
use crate::suite::plan::select::{Selection, Trial, select};
use crate::suite::request::{Maker, make, needed};
use crate::suite::template::random::Random;
use crate::suite::template::scope::{Context, Scope};
use crate::wire::exchange::Request;

/// Runs the command.
pub fn show(
    project: Option<&Utf8Path>,
    args: &ShowArgs,
    color: bool,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let shown = prepare(project, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(errors, "{}", render_all(&diagnostics, &sources, color))?;
    }
    let Some(shown) = shown.filter(|_| !diagnostics.has_errors()) else { return Ok(ExitCode::Usage) };
    let trials = shown.trials(&args.case, &sources);
    match trials.as_slice() {
        [] => {
            writeln!(errors, "error[{}]: no case matches `{}`", Code::NoSuchCase, args.case)?;
            writeln!(errors, "  = help: `countersign run --list` prints every id")?;
            return Ok(ExitCode::Usage);
        }
        [trial] => shown.case(trial, &sources, color, out)?,
        many => {
            for trial in many {
                writeln!(out, "{}", trial.id)?;
            }
            writeln!(errors, "{} cases match; name one of them", many.len())?;
            return Ok(ExitCode::Usage);
        }
    }
    Ok(ExitCode::Holds)
}

struct Shown {
    root: camino::Utf8PathBuf,
    project: Project,
    resolved: Resolved,
    secrets: Value,
    mask: Mask,
    seed: u64,
}

fn prepare(
    given: Option<&Utf8Path>,
    args: &ShowArgs,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Shown> {
    let root = match root(given) {
        Ok(root) => root,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let mut project = load(&root, Load::default(), sources, diagnostics)?;
    for argument in &args.environment.var {
        if let Err(diagnostic) = override_variable(&mut project.config.vars, argument) {
            diagnostics.push(diagnostic);
        }
    }
    let environment = match project.config.environment(&args.environment.env) {
        Ok(environment) => environment.clone(),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let (resolved, secrets) = fill_in(&root, &project, &environment, sources, diagnostics);
    let mask = mask().clone();
    mask.add(resolved.secrets.values().cloned());
    refuse_on_command_line(&args.environment, &mask, diagnostics);
    let seed = args.environment.seed.unwrap_or(0);
    Some(Shown { root, project, resolved, secrets, mask, seed })
}

/// What is missing outside is shown by its name: to look at a request, no secret is needed.
fn fill_in(
    root: &Utf8Path,
    project: &Project,
    environment: &Environment,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> (Resolved, Value) {
    let apis: Vec<String> = project.contracts.keys().cloned().collect();
    let is_mock = environment.name == MOCK;
    let secrets = secrets_file(root, environment.secrets_file.as_ref().filter(|_| !is_mock), sources, diagnostics);
    let variable = |name: &str| {
        let own = std::env::var(name).ok().filter(|value| !value.is_empty());
        own.or_else(|| is_mock.then(|| CREDENTIAL.to_owned()))
    };
    let outside = Outside { variable: &variable, secrets };
    let mut resolved = resolve(&project.config, environment, &apis, &outside, diagnostics);
    let mut named = resolved.secrets.clone();
    let all = project.secret_names.iter().map(|secret| (secret.name.as_str(), secret.span));
    let secrets = case_secrets(all, &outside, &mut named, diagnostics);
    if !is_mock {
        resolved.secrets = named;
    }
    for (api, contract) in project.contracts.iter().filter(|_| is_mock) {
        let auth = contract.security_schemes.iter().map(|scheme| (scheme.name.clone(), CREDENTIAL.to_owned()));
        let auth: Credentials = auth.collect();
        let base_url = url::Url::parse("http://mock").ok();
        resolved.targets.extend(base_url.map(|base_url| Target {
            api: api.clone(),
            base_url,
            users: mocks::users(project, api, &auth),
            auth,
            fetched: Vec::new(),
        }));
    }
    (resolved, secrets)
}

impl Shown {
    fn trials(&self, case: &str, sources: &Sources) -> Vec<Trial> {
        let exact = Selection { filters: vec![case.to_owned()], exact: true, ..Selection::default() };
        let found = select(&self.project.suite, &exact, sources);
        if !found.is_empty() {
            return found;
        }
        let part = Selection { filters: vec![case.to_owned()], ..Selection::default() };
        select(&self.project.suite, &part, sources)
    }

    fn case(&self, trial: &Trial, sources: &Sources, color: bool, out: &mut dyn Write) -> anyhow::Result<()> {
        let (file, case) = trial.of(&self.project.suite);
        let place = sources.position(case.span).to_string();
        writeln!(out, "{}\n  {}\n  {}", trial.id, harmless(&case.name, false), harmless(&place, false))?;
        let scope = match self.scope(trial, file, case) {
            Ok(scope) => scope,
            Err(why) => {
                writeln!(out, "  its variables cannot be evaluated: {}", harmless(&why, false))?;
                return Ok(());
            }
        };
        let steps = file.setup.iter().chain(&case.steps);
        let cleanups = case.steps.iter().flat_map(|step| &step.cleanup).chain(&case.cleanup);
        for (step, kind) in steps.map(|step| (step, "step")).chain(cleanups.map(|step| (step, "cleanup"))) {
            if case.scenario || kind == "cleanup" {
                writeln!(out, "\n{kind} {}", step.id)?;
            } else {
                writeln!(out)?;
            }
            self.step(step, file, &scope, sources, color, out)?;
        }
        Ok(())
    }

    fn step(
        &self,
        step: &Step,
        file: &CaseFile,
        scope: &Scope,
        sources: &Sources,
        color: bool,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let Some(contract) = self.project.contracts.get(&file.api) else { return Ok(()) };
        let Some(server) = self.resolved.targets.iter().find(|target| target.api == file.api) else { return Ok(()) };
        let arguments = step.with.as_ref().map(|with| variables(with.iter(), scope.clone(), "with")).transpose();
        let scope = match arguments {
            Ok(arguments) => {
                arguments.into_iter().fold(scope.clone(), |scope, arguments| scope.with("with", arguments))
            }
            Err(finding) => {
                writeln!(out, "  known only when it runs: {}", harmless(&finding.message, false))?;
                return Ok(());
            }
        };
        let folder = folder(&file.path);
        let fetched = needed(&step.request, operation(contract, &step.target), server).into_iter();
        let fetched: Credentials =
            fetched.map(|fetched| (fetched.scheme.clone(), format!("«fetched by {}»", fetched.block))).collect();
        let maker = Maker {
            scope: &scope,
            contract,
            operation: operation(contract, &step.target),
            server,
            fetched: &fetched,
            root: &self.root,
            folder: &folder,
        };
        match make(step, maker) {
            Ok(request) => self.request(request, out),
            Err(diagnostic) if diagnostic.code == Code::TemplateUndefined => {
                writeln!(out, "  known only when it runs: {}", harmless(&diagnostic.message, false))?;
                Ok(())
            }
            Err(diagnostic) => {
                writeln!(out, "{}", render(&diagnostic, sources, color))?;
                Ok(())
            }
        }
    }

    fn request(&self, request: Request, out: &mut dyn Write) -> anyhow::Result<()> {
        let masked = |text: &str| harmless(&self.mask.mask_field(text), true).into_owned();
        writeln!(out, "{} {}", request.method, masked(request.url.as_str()))?;
        for (name, value) in &request.headers {
            writeln!(out, "{name}: {}", masked(&String::from_utf8_lossy(value.as_bytes())))?;
        }
        if let Some(body) = &request.body {
            match std::str::from_utf8(body) {
                Ok(text) => writeln!(out, "\n{}", masked(&text.replace("\r\n", "\n")).trim_end())?,
                Err(_) => writeln!(out, "\n({} bytes)", body.len())?,
            }
        }
        let recording = Recording {
            mask: &self.mask,
            sources: &Sources::default(),
            started: std::time::Instant::now(),
            contract: None,
            credentials: Headers::Shown,
            kept: Kept::Everything,
            max_body: MAX_BODY,
        };
        let line = recording.request(&request);
        writeln!(out, "\n{}", curl(&line))?;
        for remark in remarks(&line) {
            writeln!(out, "({remark})")?;
        }
        Ok(())
    }

    fn scope(&self, trial: &Trial, file: &CaseFile, case: &Case) -> Result<Scope, String> {
        let context = Context {
            random: Random::new(self.seed, &trial.id, 1, ""),
            now: jiff::Timestamp::now(),
            root: self.root.clone(),
            folder: folder(&file.path),
        };
        let mut scope = Scope::new()
            .with_context(context)
            .with("run", json!({ "id": "show" }))
            .with("case", json!({ "id": trial.id, "name": case.name }))
            .with("secrets", self.secrets.clone())
            .with("captures", placeholders(file, case));
        if let Some(row) = &trial.row {
            scope = scope.with("each", row.data.clone());
        }
        let all = self.project.config.vars.iter().chain(&file.vars).chain(&case.vars);
        let vars = variables(all, scope.clone(), "vars").map_err(|finding| finding.message)?;
        Ok(scope.with("vars", vars))
    }
}

/// What is captured is known only when the case runs; here its name stands for it: `/items/captures.id`.
fn placeholders(file: &CaseFile, case: &Case) -> Value {
    let steps = file.setup.iter().chain(&case.steps);
    let names = steps.flat_map(|step| &step.capture).map(|capture| capture.name.clone());
    names.map(|name| (name.clone(), Value::String(format!("captures.{name}")))).collect::<Map<String, Value>>().into()
}
