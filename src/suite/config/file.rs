//! `countersign.toml`: the APIs, their environments, and the variables of every case.
//!
//! `countersign.local.toml` beside it is laid over it, key by key; it is for one's own machine and not committed.

use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{self, Format, Kind, field, nearest, required};
use crate::source::file::{Sources, leads_out};
use crate::source::span::Span;
use crate::source::toml;
use crate::source::tree::{Content, Entry, Node};
use crate::suite::config::diff::{DIFF, DiffConfig, diff};
use crate::suite::config::gate::{GATE, Policy, policy};
use crate::suite::config::known_failure::{TOLERATED, Tolerated, tolerated};
use crate::suite::config::transport::{self, Transport};
use crate::suite::model::{DuplicateKeys, Strictness, Undocumented, Variable};
use crate::suite::template::data::Data;

/// The name of the configuration file.
pub const FILE_NAME: &str = "countersign.toml";
/// The name of the file that is laid over it.
pub const LOCAL_FILE_NAME: &str = "countersign.local.toml";
/// The name of the built-in environment.
pub const MOCK: &str = "mock";

/// The configuration, decoded; nothing in it has been evaluated yet.
#[derive(Debug)]
pub struct Config {
    /// The folder it is in: the project's root.
    pub root: Utf8PathBuf,
    /// The APIs, in order.
    pub apis: Vec<Api>,
    /// Variables of every case.
    pub vars: Vec<Variable>,
    /// Environments, `mock` among them.
    pub environments: Vec<Environment>,
    /// What `countersign diff` does not look at, and what it does not let pass.
    pub diff: DiffConfig,
    /// Failures that are known.
    pub known_failures: Vec<Tolerated>,
    /// What a record must show before its API may be deployed.
    pub gate: Policy,
}

/// `[apis.<name>]`
#[derive(Debug, Clone)]
pub struct Api {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Its OpenAPI description, from the root.
    pub contract: Utf8PathBuf,
    /// Where that is named.
    pub contract_span: Span,
    /// The folder of its cases, from the root.
    pub cases: Utf8PathBuf,
    /// Where that is named.
    pub cases_span: Span,
    /// The rules of its mock, from the root.
    pub mock: Option<Utf8PathBuf>,
    /// Where that is named.
    pub mock_span: Span,
    /// What an undocumented property means.
    pub undocumented: Undocumented,
    /// What a body means in which a key is given twice.
    pub duplicate_keys: DuplicateKeys,
}

/// `[environments.<name>]`, with what it extends filled in.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Whether only GET, HEAD and OPTIONS are sent.
    pub read_only: bool,
    /// How many cases run at once.
    pub concurrency: Option<usize>,
    /// How many times a case that does not hold is run again, at most.
    pub retries: u32,
    /// How many requests are started in a second, at most.
    pub rate: Option<f64>,
    /// How long a case may take.
    pub deadline: Option<Duration>,
    /// How long an exchange may take.
    pub timeout: Option<Duration>,
    /// A file of `NAME=value` lines that holds secrets.
    pub secrets_file: Option<Utf8PathBuf>,
    /// How requests travel.
    pub transport: Transport,
    /// What differs by API.
    pub apis: Vec<EnvironmentApi>,
}

/// `[environments.<name>.apis.<api>]`
#[derive(Debug, Clone)]
pub struct EnvironmentApi {
    /// The API.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Where requests go.
    pub base_url: Option<Data>,
    /// Where that is given.
    pub base_url_span: Span,
    /// Credentials by security scheme.
    pub auth: Vec<Variable>,
    /// Further users, each with credentials by security scheme.
    pub users: Vec<(String, Vec<Variable>)>,
    /// Credentials that a block of steps gets.
    pub fetched: Vec<Fetched>,
}

/// `auth.<scheme> = { block, capture, ttl }`: a credential that is fetched when it is first needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The user that it is of; `None` for the environment's own.
    pub user: Option<String>,
    /// The security scheme.
    pub scheme: String,
    /// The block in `_blocks.yaml` that gets it.
    pub block: String,
    /// Where that is named.
    pub block_span: Span,
    /// The capture of the block that holds it.
    pub capture: String,
    /// Where that is named.
    pub capture_span: Span,
    /// How long it may be used; for the whole run when absent.
    pub ttl: Option<Duration>,
}

/// The configuration file's fields.
pub static FORMAT: Format = Format {
    name: "configuration",
    doc: "The APIs under test, the environments they are tested in, and variables.",
    fields: &[
        field("version", Kind::Count, "version of this format; 1 when absent"),
        field("apis", Kind::Map("APIs by name", &Kind::Object(&API)), "the APIs"),
        field(
            "vars",
            Kind::Map("values by name", &Kind::Any),
            "variables of every case: `${{ vars.name }}`; `--var` overrides them",
        ),
        field(
            "environments",
            Kind::Map("environments by name", &Kind::Object(&ENVIRONMENT)),
            "where requests go; `mock` is built in",
        ),
        field("diff", Kind::Object(&DIFF), "what `countersign diff` does not look at, and what it does not let pass"),
        field(
            "known_failures",
            Kind::List(&Kind::Object(&TOLERATED)),
            "failures that are known: they do not block until they expire",
        ),
        field("gate", Kind::Object(&GATE), "what must hold for a deployment; `countersign gate` applies it"),
    ],
    rest: None,
};

static API: Format = Format {
    name: "API",
    doc: "An API under test.",
    fields: &[
        required("contract", Kind::Text("a path"), "its OpenAPI description, from the project's root"),
        required("cases", Kind::Text("a folder"), "the folder of its case files"),
        field("mock", Kind::Text("a path"), "rules and state of its mock"),
        field(
            "undocumented",
            Kind::Choice(&["fail", "warn", "allow"]),
            "what an undocumented property means; `warn` when absent",
        ),
        field(
            "duplicate_keys",
            Kind::Choice(&["fail", "allow"]),
            "what a body with a key given twice means; `fail` when absent",
        ),
    ],
    rest: None,
};

static ENVIRONMENT: Format = Format {
    name: "environment",
    doc: "Where requests go, and how.",
    fields: &[
        field("extends", Kind::Text("an environment"), "takes everything from another environment first"),
        field("read_only", Kind::Bool, "only GET, HEAD and OPTIONS are sent; other cases are skipped and say so"),
        field("concurrency", Kind::Count, "how many cases run at once"),
        field(
            "retries",
            Kind::Count,
            "how many times a case that failed or had an error is run again, at most; 0 when absent",
        ),
        field("rate", Kind::Text("a rate such as `10/s`"), "how many requests are started in a second, minute or hour"),
        field("deadline", Kind::Duration, "how long a case may take; 60s when absent"),
        field("timeout", Kind::Duration, "how long an exchange may take; 30s when absent"),
        field(
            "secrets_file",
            Kind::Text("a path"),
            "a file of `NAME=value` lines, for secrets that are not in the process's environment",
        ),
        transport::STRICT,
        transport::HTTP_VERSION,
        transport::RUN_DEADLINE,
        transport::RETRY_AFTER,
        transport::TRUSTED_ORIGINS,
        transport::TLS,
        transport::PROXY,
        transport::LIMITS,
        field("apis", Kind::Map("APIs by name", &Kind::Object(&ENVIRONMENT_API)), "what differs by API"),
    ],
    rest: None,
};

static ENVIRONMENT_API: Format = Format {
    name: "API of an environment",
    doc: "Where an API is, and with which credentials.",
    fields: &[
        field("base_url", Kind::Text("a URL"), "where requests go; `${{ env.NAME }}` reads the process's environment"),
        field(
            "auth",
            Kind::Map("credentials by security scheme", &CREDENTIAL),
            "credentials, such as `${{ secrets.NAME }}`",
        ),
        field(
            "users",
            Kind::Map("users by name", &Kind::Map("credentials by security scheme", &CREDENTIAL)),
            "further users: a case says `as: <name>`",
        ),
    ],
    rest: None,
};

static CREDENTIAL: Kind = Kind::OneOf(&[Kind::Object(&FETCHED), Kind::Text("a credential")]);

static FETCHED: Format = Format {
    name: "fetched credential",
    doc: "A credential that a block of steps gets: fetched when it is first needed, and shared by the cases of the run. \
          The block's requests are sent on read-only environments too.",
    fields: &[
        required("block", Kind::Text("the name of a block"), "the block in `_blocks.yaml` of the API's cases"),
        required("capture", Kind::Text("the name of a capture"), "the capture of the block that holds the credential"),
        field(
            "ttl",
            Kind::Duration,
            "how long it may be used before it is fetched again; for the whole run when absent",
        ),
    ],
    rest: None,
};

/// The nearest folder at or above `start` that has a configuration file.
pub fn find_root(start: &Utf8Path) -> Option<Utf8PathBuf> {
    start.ancestors().find(|folder| folder.join(FILE_NAME).is_file()).map(Utf8Path::to_owned)
}

/// Reads the configuration of the project at `root`. `None` when it cannot be used; why was reported.
pub fn load(root: &Utf8Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
    let mut node = read(root, FILE_NAME, sources, diagnostics)?;
    // Whatever stands under that name is meant to be read.
    if root.join(LOCAL_FILE_NAME).symlink_metadata().is_ok() {
        let local = read(root, LOCAL_FILE_NAME, sources, diagnostics)?;
        refuse_policy(&local, diagnostics);
        overlay(&mut node, local);
    }
    let mut apis: Vec<Api> = entries(&node, "apis").iter().filter_map(api).collect();
    apis.retain(|api| is_named_well(api, diagnostics) && stays_inside(api, diagnostics));
    if apis.is_empty() && diagnostics.has_errors() {
        return None;
    }
    if apis.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, "no API is configured")
                .at(node.span, "no `[apis.<name>]` here")
                .help("add `[apis.<name>]` with `contract` and `cases`, or run `countersign init --contract FILE`"),
        );
        return None;
    }
    let vars = entries(&node, "vars").iter().map(|entry| variable(entry, diagnostics)).collect();
    let mut environments: Vec<Environment> = Vec::new();
    for entry in entries(&node, "environments") {
        let chain = extension_chain(entry, &node, diagnostics);
        environments.push(environment(entry, &chain, &apis, diagnostics));
    }
    if !environments.iter().any(|environment| environment.name == MOCK) {
        environments.insert(0, blank(MOCK, Span::default()));
    }
    let known = node.get("known_failures").map(Node::elements).unwrap_or_default();
    let known_failures = known.iter().filter_map(|node| tolerated(node, diagnostics)).collect();
    let gate = policy(node.get("gate"), diagnostics);
    let diff = diff(node.get("diff"), diagnostics);
    let config = Config { root: root.to_owned(), apis, vars, environments, diff, known_failures, gate };
    check_policy(&config, diagnostics);
    Some(config)
}

/// What may be deployed is decided by the project, not by somebody's machine.
fn refuse_policy(local: &Node, diagnostics: &mut Diagnostics) {
    for entry in ["gate", "known_failures"].iter().filter_map(|key| local.entry(key)) {
        diagnostics.push(
            Diagnostic::new(Code::BadLocalConfig, format!("`{}` in {LOCAL_FILE_NAME}", entry.key))
                .at(entry.key_span, "only the project as a whole says what is tolerated")
                .help(format!("move it to {FILE_NAME}, where everybody sees it")),
        );
    }
}

/// Reports environments and APIs in the policy that are not there.
fn check_policy(config: &Config, diagnostics: &mut Diagnostics) {
    for named in &config.gate.environments {
        if let Err(diagnostic) = config.environment(&named.name) {
            diagnostics.push(diagnostic.at(named.span, "the policy asks for it"));
        }
    }
    for named in &config.gate.apis {
        if config.api(&named.name).is_none() {
            let diagnostic = Diagnostic::new(Code::UnknownApi, format!("there is no API `{}`", named.name))
                .at(named.span, "not one of `[apis]`");
            diagnostics.push(match nearest(&named.name, config.apis.iter().map(|api| api.name.as_str())) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            });
        }
    }
}

impl Api {
    /// What is made of what the contract leaves open.
    pub fn strictness(&self) -> Strictness {
        Strictness { undocumented: self.undocumented, duplicate_keys: self.duplicate_keys }
    }
}

impl Config {
    /// The API of this name.
    pub fn api(&self, name: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.name == name)
    }

    /// The environment of this name; a diagnostic with the nearest one when there is none.
    pub fn environment(&self, name: &str) -> Result<&Environment, Diagnostic> {
        let found = self.environments.iter().find(|environment| environment.name == name);
        found.ok_or_else(|| {
            let names = self.environments.iter().map(|environment| environment.name.as_str());
            let all: Vec<&str> = names.clone().collect();
            let diagnostic = Diagnostic::new(Code::UnknownEnvironment, format!("there is no environment `{name}`"));
            match nearest(name, names) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => {
                    diagnostic.help(format!("{FILE_NAME} has {}", fields::enumerate(&all).replace(" or ", " and ")))
                }
            }
        })
    }
}

fn read(root: &Utf8Path, name: &str, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let file = match sources.read(root, Utf8Path::new(name)) {
        Ok(file) => file,
        Err(diagnostic) => {
            diagnostics.push(diagnostic.help("run `countersign init --contract FILE` to start a project"));
            return None;
        }
    };
    let source = sources.get(file)?;
    let node = toml::parse(file, &source.text, diagnostics)?;
    // What is sound of a broken configuration is used all the same, so that the problems of all files are told at once.
    fields::check(&node, &Kind::Object(&FORMAT), diagnostics);
    Some(node)
}

fn overlay(base: &mut Node, over: Node) {
    match (&mut base.content, over.content) {
        (Content::Map(into), Content::Map(from)) => {
            for entry in from {
                match into.iter_mut().find(|own| own.key == entry.key) {
                    Some(own) => overlay(&mut own.value, entry.value),
                    None => into.push(entry),
                }
            }
        }
        (content, over_content) => {
            *content = over_content;
            base.span = over.span;
        }
    }
}

fn entries<'a>(node: &'a Node, key: &str) -> &'a [Entry] {
    node.get(key).map(Node::entries).unwrap_or_default()
}

fn api(entry: &Entry) -> Option<Api> {
    let path = |key: &str| entry.value.get(key).and_then(Node::as_str).map(Utf8PathBuf::from);
    let span = |key: &str| entry.value.get(key).map_or(entry.key_span, |node| node.span);
    Some(Api {
        name: entry.key.to_string(),
        span: entry.key_span,
        contract: path("contract")?,
        contract_span: span("contract"),
        cases: path("cases")?,
        cases_span: span("cases"),
        mock: path("mock"),
        mock_span: span("mock"),
        undocumented: match entry.value.get("undocumented").and_then(Node::as_str) {
            Some("fail") => Undocumented::Fail,
            Some("allow") => Undocumented::Allow,
            _ => Undocumented::Warn,
        },
        duplicate_keys: entry
            .value
            .get("duplicate_keys")
            .and_then(Node::as_str)
            .and_then(DuplicateKeys::named)
            .unwrap_or_default(),
    })
}

/// Whether the name of an API can begin the ids of its cases, which are printed, sent and made into paths; what cannot is
/// reported.
fn is_named_well(api: &Api, diagnostics: &mut Diagnostics) -> bool {
    let is_fit = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let fits = api.name.starts_with(char::is_alphanumeric) && api.name.chars().all(is_fit);
    if !fits {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, format!("`{}` is not a name for an API", api.name.escape_debug()))
                .at(api.span, "the ids of its cases begin with it")
                .help("use letters, digits, `-`, `_` and `.`, and begin with a letter or a digit"),
        );
    }
    fits
}

/// Whether everything that an API names lies in the project; what does not is reported.
fn stays_inside(api: &Api, diagnostics: &mut Diagnostics) -> bool {
    let mock = api.mock.as_ref().map(|mock| (mock, api.mock_span));
    let named = [(&api.contract, api.contract_span), (&api.cases, api.cases_span)].into_iter().chain(mock);
    let mut inside = true;
    for (path, span) in named.filter(|(path, _)| leads_out(path)) {
        inside = false;
        diagnostics.push(
            Diagnostic::new(Code::PathOutside, format!("`{path}` leaves the project"))
                .at(span, "named here")
                .help("keep it in the project's folder and name it relative to countersign.toml"),
        );
    }
    inside
}

fn variable(entry: &Entry, diagnostics: &mut Diagnostics) -> Variable {
    Variable { name: entry.key.to_string(), value: Data::compile(&entry.value, diagnostics), span: entry.key_span }
}

/// No environment extends another that extends another more often than this.
const MAX_CHAIN: usize = 32;

/// The environments that this one extends, the farthest first, itself last.
fn extension_chain<'a>(entry: &'a Entry, root: &'a Node, diagnostics: &mut Diagnostics) -> Vec<&'a Node> {
    let mut chain = vec![&entry.value];
    let mut names = vec![&*entry.key];
    while let Some(extends) = chain[0].get("extends") {
        let name = extends.as_str().unwrap_or_default();
        let base = entries(root, "environments").iter().find(|entry| *entry.key == *name);
        match base {
            Some(_) if chain.len() > MAX_CHAIN => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::InvalidValue,
                        format!("more than {MAX_CHAIN} environments extend each other"),
                    )
                    .at(extends.span, "this is one too many")
                    .help("let the environment extend one that is nearer to the first"),
                );
                break;
            }
            Some(base) if !names.contains(&name) => {
                names.push(name);
                chain.insert(0, &base.value);
            }
            Some(_) => {
                diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, "environments that extend each other")
                        .at(extends.span, "this comes back to where it began")
                        .help("remove one `extends` of the circle"),
                );
                break;
            }
            None => {
                let known =
                    entries(root, "environments").iter().map(|other| &*other.key).filter(|other| **other != *entry.key);
                let diagnostic = Diagnostic::new(Code::UnknownEnvironment, format!("there is no environment `{name}`"))
                    .at(extends.span, "extended here");
                diagnostics.push(match nearest(name, known) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic,
                });
                break;
            }
        }
    }
    chain
}

fn blank(name: &str, span: Span) -> Environment {
    Environment {
        name: name.to_owned(),
        span,
        read_only: false,
        concurrency: None,
        retries: 0,
        rate: None,
        deadline: None,
        timeout: None,
        secrets_file: None,
        transport: Transport::default(),
        apis: Vec::new(),
    }
}

fn environment(entry: &Entry, chain: &[&Node], apis: &[Api], diagnostics: &mut Diagnostics) -> Environment {
    let mut environment = blank(&entry.key, entry.key_span);
    for node in chain {
        let duration = |key: &str| node.get(key).and_then(Node::as_str).and_then(fields::duration);
        if let Some(read_only) = node.get("read_only").and_then(Node::as_bool) {
            environment.read_only = read_only;
        }
        if let Some(concurrency) = node.get("concurrency") {
            environment.concurrency = count(concurrency, diagnostics);
        }
        if let Some(node) = node.get("retries") {
            environment.retries = retries(node, diagnostics);
        }
        if let Some(node) = node.get("rate") {
            environment.rate = rate(node, diagnostics);
        }
        environment.deadline = duration("deadline").or(environment.deadline);
        environment.timeout = duration("timeout").or(environment.timeout);
        fields::refuse_no_time(node, &["deadline", "timeout"], "every case would be out of time", diagnostics);
        let secrets_file = node.get("secrets_file").and_then(Node::as_str).map(Utf8PathBuf::from);
        environment.secrets_file = secrets_file.or(environment.secrets_file);
        environment.transport.take(node, diagnostics);
        for entry in entries(node, "apis") {
            environment_api(entry, apis, &mut environment.apis, diagnostics);
        }
    }
    environment
}

fn count(node: &Node, diagnostics: &mut Diagnostics) -> Option<usize> {
    let count = node.as_u64().and_then(|count| usize::try_from(count).ok()).filter(|&count| count > 0);
    if count.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "`concurrency` must be at least 1")
                .at(node.span, "nothing would run")
                .help("leave it out for the usual 8"),
        );
    }
    count
}

/// The most that anybody may ask for: a case that does not hold after that many attempts never will.
pub const MAX_RETRIES: u32 = 100;

fn retries(node: &Node, diagnostics: &mut Diagnostics) -> u32 {
    let retries = node.as_u64().and_then(|retries| u32::try_from(retries).ok());
    let retries = retries.filter(|&retries| retries <= MAX_RETRIES);
    if retries.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, format!("`retries` is from 0 to {MAX_RETRIES}"))
                .at(node.span, "more than anybody waits for")
                .help("1 or 2 tell a case that fails from one that fails now and then"),
        );
    }
    retries.unwrap_or_default()
}

fn rate(node: &Node, diagnostics: &mut Diagnostics) -> Option<f64> {
    let parsed = node.as_str().and_then(|text| {
        let (amount, unit) = text.split_once('/')?;
        let seconds = match unit.trim() {
            "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            _ => return None,
        };
        let rate = amount.trim().parse::<f64>().ok()? / seconds;
        // Less than one in a day is no rate, and more than this is none either.
        (1.0 / 86_400.0..=1e6).contains(&rate).then_some(rate)
    });
    if parsed.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "not a rate")
                .at(node.span, "a number of requests in a second, minute or hour was expected")
                .help("write it as `10/s`, `100/m` or `1000/h`"),
        );
    }
    parsed
}

fn environment_api(entry: &Entry, apis: &[Api], into: &mut Vec<EnvironmentApi>, diagnostics: &mut Diagnostics) {
    if !apis.iter().any(|api| *api.name == *entry.key) {
        let diagnostic = Diagnostic::new(Code::UnknownApi, format!("there is no API `{}`", entry.key))
            .at(entry.key_span, "not one of `[apis]`");
        diagnostics.push(match nearest(&entry.key, apis.iter().map(|api| api.name.as_str())) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
        return;
    }
    let index = into.iter().position(|api| *api.name == *entry.key).unwrap_or_else(|| {
        into.push(EnvironmentApi {
            name: entry.key.to_string(),
            span: entry.key_span,
            base_url: None,
            base_url_span: entry.key_span,
            auth: Vec::new(),
            users: Vec::new(),
            fetched: Vec::new(),
        });
        into.len() - 1
    });
    if let Some(base_url) = entry.value.get("base_url") {
        into[index].base_url = Some(Data::compile(base_url, diagnostics));
        into[index].base_url_span = base_url.span;
    }
    let into = &mut into[index];
    for credential in entries(&entry.value, "auth") {
        into.fetched.retain(|other| other.user.is_some() || *other.scheme != *credential.key);
        into.auth.retain(|other| *other.name != *credential.key);
        match fetched(None, credential) {
            Some(fetched) => into.fetched.push(fetched),
            None => put(&mut into.auth, variable(credential, diagnostics)),
        }
    }
    for user in entries(&entry.value, "users") {
        let name = user.key.to_string();
        into.users.retain(|(other, _)| *other != name);
        into.fetched.retain(|other| other.user.as_ref() != Some(&name));
        into.fetched.extend(user.value.entries().iter().filter_map(|entry| fetched(Some(&name), entry)));
        let given = user.value.entries().iter().filter(|entry| entry.value.as_str().is_some());
        let credentials = given.map(|entry| variable(entry, diagnostics)).collect();
        into.users.push((name, credentials));
    }
}

fn fetched(user: Option<&str>, entry: &Entry) -> Option<Fetched> {
    let (block, capture) = (entry.value.get("block")?, entry.value.get("capture")?);
    Some(Fetched {
        user: user.map(str::to_owned),
        scheme: entry.key.to_string(),
        block: block.as_str()?.to_owned(),
        block_span: block.span,
        capture: capture.as_str()?.to_owned(),
        capture_span: capture.span,
        ttl: entry.value.get("ttl").and_then(Node::as_str).and_then(fields::duration),
    })
}

fn put(list: &mut Vec<Variable>, variable: Variable) {
    list.retain(|other| other.name != variable.name);
    list.push(variable);
}
