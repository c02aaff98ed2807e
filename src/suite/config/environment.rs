//! The chosen environment with every value filled in: where requests go, with which credentials and secrets.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};
use url::{Origin, Url};

use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::nearest;
use crate::source::span::Span;
use crate::suite::config::file::{Config, Environment, EnvironmentApi, Fetched, MOCK};
use crate::suite::config::secrets_file::SecretsFile;
use crate::suite::config::transport::{HttpVersion, LimitsConfig, ProxyConfig, Text, Transport};
use crate::suite::model::Variable;
use crate::suite::template::data::Data;
use crate::suite::template::expression::Expression;
use crate::suite::template::scope::Scope;
use crate::value::codec;

/// Credentials by security scheme.
pub type Credentials = Vec<(String, String)>;

/// Where an API is, and with which credentials.
#[derive(Clone)]
pub struct Target {
    /// The API.
    pub api: String,
    /// Where requests go.
    pub base_url: Url,
    /// Credentials by security scheme.
    pub auth: Credentials,
    /// Further users.
    pub users: Vec<(String, Credentials)>,
    /// Credentials that must be fetched.
    pub fetched: Vec<Fetched>,
}

// Credentials are not for showing.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = &mut f.debug_struct("Target");
        target.field("api", &self.api).field("base_url", &self.base_url.as_str()).finish_non_exhaustive()
    }
}

/// The chosen environment, filled in.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Its name.
    pub name: String,
    /// Whether only GET, HEAD and OPTIONS are sent.
    pub read_only: bool,
    /// How many cases run at once, when configured.
    pub concurrency: Option<usize>,
    /// How many times a case that does not hold is run again, at most.
    pub retries: u32,
    /// How many requests are started in a second, at most.
    pub rate: Option<f64>,
    /// How long a case may take.
    pub deadline: Duration,
    /// How long an exchange may take.
    pub timeout: Option<Duration>,
    /// How requests travel.
    pub travel: Travel,
    /// One for each API.
    pub targets: Vec<Target>,
    /// Every secret that was read, by name.
    pub secrets: BTreeMap<String, Secret>,
    /// Further origins of the environment, which may know its secrets: those of APIs that were not selected, and those
    /// that it trusts.
    pub origins: Vec<Origin>,
}

/// How requests travel, filled in.
#[derive(Clone, Debug, Default)]
pub struct Travel {
    /// Whether breaches of HTTP that clients forgive are failures.
    pub strict: bool,
    /// The version of HTTP that is spoken; what both sides prefer when absent.
    pub http_version: Option<HttpVersion>,
    /// How long the whole run may take.
    pub run_deadline: Option<Duration>,
    /// How long an answer may make a client wait by `Retry-After`; never waited when absent.
    pub retry_after: Option<Duration>,
    /// Further origins that may receive secrets, and to which may be redirected.
    pub trusted_origins: Vec<Origin>,
    /// Authorities that are trusted beside the platform's: a path, or PEM.
    pub ca: Option<Filled>,
    /// The client's certificate: a path, or PEM.
    pub certificate: Option<Filled>,
    /// Its key: a path, or PEM.
    pub key: Option<Filled>,
    /// Whether any certificate of the server will do.
    pub insecure: bool,
    /// The proxy.
    pub proxy: Option<FilledProxy>,
    /// What an exchange may take, as far as that is set.
    pub limits: LimitsConfig,
}

/// A text of the configuration, filled in.
#[derive(Clone)]
pub struct Filled {
    /// The text; it may be a secret.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filled").field("span", &self.span).finish_non_exhaustive()
    }
}

/// The proxy, filled in.
#[derive(Clone, Debug)]
pub struct FilledProxy {
    /// Where it is.
    pub url: Filled,
    /// Who asks it.
    pub username: Option<Filled>,
    /// With which password.
    pub password: Option<Filled>,
    /// Hosts that are asked without it.
    pub except: Vec<Filled>,
}

/// How long a case may take unless something else is configured.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// Where values that are not in the project come from.
pub struct Outside<'a> {
    /// The process's environment.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The secrets file.
    pub secrets: SecretsFile,
}

impl Outside<'_> {
    /// A secret: from the process's environment, else from the secrets file; an empty one is none.
    fn secret(&self, name: &str) -> Option<String> {
        let is_there = |value: &String| !value.trim().is_empty();
        let in_file = || self.secrets.entries.get(name).map(|entry| entry.value.clone());
        (self.variable)(name).filter(is_there).or_else(|| in_file().filter(is_there))
    }

    /// The problem of a secret without a value; none of its own where it may be in a file that could not be read.
    fn missing_secret(&self, name: &str, span: Span) -> Option<Diagnostic> {
        if self.secrets.is_broken {
            return None;
        }
        let Some(path) = &self.secrets.path else { return Some(missing(name, span)) };
        let help = match self.secrets.entries.get(name) {
            Some(entry) => format!(
                "{path}:{} names it without a value; give it one there, or in the process's environment: \
                 `export {name}=...`",
                entry.line
            ),
            None => {
                format!("write `{name}=...` into {path}, or set it in the process's environment: `export {name}=...`")
            }
        };
        Some(unset(name, span).help(help))
    }

    /// The problem of a variable without a value.
    fn missing_variable(&self, name: &str, span: Span) -> Diagnostic {
        let problem = missing(name, span);
        match self.secrets.path.as_ref().filter(|_| self.secrets.entries.contains_key(name)) {
            Some(path) => {
                problem.help(format!("or write `secrets.{name}`, which {path} holds: `env` does not look there"))
            }
            None => problem,
        }
    }
}

/// Fills in `environment` for the APIs that were selected; what is missing is reported.
pub fn resolve(
    config: &Config,
    environment: &Environment,
    apis: &[String],
    outside: &Outside<'_>,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let mut resolved = Resolved {
        name: environment.name.clone(),
        read_only: environment.read_only,
        concurrency: environment.concurrency,
        retries: environment.retries,
        rate: environment.rate,
        deadline: environment.deadline.unwrap_or(DEADLINE),
        timeout: environment.timeout,
        travel: Travel::default(),
        targets: Vec::new(),
        secrets: BTreeMap::new(),
        origins: Vec::new(),
    };
    if environment.name == MOCK {
        let Transport { run_deadline, retry_after, .. } = environment.transport;
        resolved.travel = Travel { run_deadline, retry_after, ..Travel::default() };
        return resolved;
    }
    resolved.travel = Filler { outside, secrets: &mut resolved.secrets, diagnostics }.travel(&environment.transport);
    resolved.origins.clone_from(&resolved.travel.trusted_origins);
    for api in environment.apis.iter().filter(|api| !apis.contains(&api.name)) {
        resolved.origins.extend(origin_of_unselected(api, outside));
    }
    for name in apis {
        match environment.apis.iter().find(|api| api.name == *name) {
            Some(api) => {
                let mut filler = Filler { outside, secrets: &mut resolved.secrets, diagnostics };
                let target = filler.target(api, environment);
                resolved.targets.extend(target);
            }
            None => diagnostics.push(no_base_url(environment, name, config.api(name).map(|api| api.span))),
        }
    }
    resolved
}

/// Where an API of the environment is that no selected case is about, if that can be told: nothing depends on it.
fn origin_of_unselected(api: &EnvironmentApi, outside: &Outside<'_>) -> Option<Origin> {
    let mut unneeded = (BTreeMap::new(), Diagnostics::default());
    let mut filler = Filler { outside, secrets: &mut unneeded.0, diagnostics: &mut unneeded.1 };
    let url = base_url(&filler.text(api.base_url.as_ref()?, api.base_url_span)?).ok()?;
    Some(url.origin())
}

/// The values of the secrets that cases name, as the root `secrets` of their templates; a missing one is reported.
pub fn case_secrets<'n>(
    names: impl IntoIterator<Item = (&'n str, Span)>,
    outside: &Outside<'_>,
    secrets: &mut BTreeMap<String, Secret>,
    diagnostics: &mut Diagnostics,
) -> Value {
    let mut root = Map::new();
    let mut missed = std::collections::BTreeSet::new();
    for (name, span) in names {
        if root.contains_key(name) {
            continue;
        }
        match outside.secret(name) {
            Some(value) => {
                secrets.extend(Secret::new(name, &*value).ok().map(|secret| (name.to_owned(), secret)));
                root.insert(name.to_owned(), Value::String(value));
            }
            None if missed.insert(name) => diagnostics.extend(outside.missing_secret(name, span)),
            None => {}
        }
    }
    Value::Object(root)
}

/// `name=value` from the command line over the configured variable of that name, whose type it takes.
pub fn override_variable(vars: &mut [Variable], argument: &str) -> Result<(), Diagnostic> {
    let Some((name, text)) = argument.split_once('=') else {
        return Err(Diagnostic::new(Code::UnknownVariable, format!("`--var {argument}` is not `name=value`"))
            .help("write `--var name=value`"));
    };
    let names: Vec<String> = vars.iter().map(|variable| variable.name.clone()).collect();
    let Some(variable) = vars.iter_mut().find(|variable| variable.name == name) else {
        let diagnostic = Diagnostic::new(Code::UnknownVariable, format!("there is no variable `{name}`"));
        return Err(match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None if names.is_empty() => {
                diagnostic.help(format!("countersign.toml declares no variable: add `{name} = ...` under [vars]"))
            }
            None => diagnostic.help(format!("[vars] in countersign.toml declares {}", names.join(", "))),
        });
    };
    let declared = variable.value.as_const().cloned().unwrap_or(Value::String(String::new()));
    let value = match declared {
        Value::String(_) => Value::String(text.to_owned()),
        other => {
            let kind = crate::value::json::type_name(&other);
            let parsed = crate::value::json::parse(text.as_bytes()).ok();
            let fits = parsed.filter(|value| std::mem::discriminant(value) == std::mem::discriminant(&other));
            fits.ok_or_else(|| {
                Diagnostic::new(Code::UnknownVariable, format!("`{text}` does not fit the variable `{name}`"))
                    .at(variable.span, format!("declared here as {kind}"))
                    .help(format!("give it a value of type {kind}"))
            })?
        }
    };
    variable.value = Data::from_json(value);
    Ok(())
}

struct Filler<'a, 'd> {
    outside: &'a Outside<'a>,
    secrets: &'d mut BTreeMap<String, Secret>,
    diagnostics: &'d mut Diagnostics,
}

impl Filler<'_, '_> {
    fn travel(&mut self, transport: &Transport) -> Travel {
        let Transport { strict, http_version, run_deadline, retry_after, trusted_origins, tls, proxy, limits } =
            transport;
        Travel {
            strict: *strict,
            http_version: *http_version,
            run_deadline: *run_deadline,
            retry_after: *retry_after,
            trusted_origins: self.origins(trusted_origins),
            ca: self.filled(&tls.ca).pop(),
            certificate: self.filled(&tls.certificate).pop(),
            key: self.filled(&tls.key).pop(),
            insecure: tls.insecure,
            proxy: proxy.as_ref().and_then(|proxy| self.proxy(proxy)),
            limits: *limits,
        }
    }

    /// Origins: a scheme, a host and perhaps a port. What is none is reported.
    fn origins(&mut self, texts: &[Text]) -> Vec<Origin> {
        let mut origins = Vec::new();
        for Filled { text, span } in self.filled(texts) {
            match base_url(&text).and_then(|url| match url.path() {
                "/" if text.contains('*') => {
                    Err("has a wildcard, which would trust hosts that nobody has named".to_owned())
                }
                "/" => Ok(url.origin()),
                path => Err(format!("has the path `{path}`")),
            }) {
                Ok(origin) => origins.push(origin),
                Err(why) => self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, format!("not an origin: it {why}"))
                        .at(span, "a scheme, a host and perhaps a port were expected")
                        .help("write it as `https://login.example.com` or `http://127.0.0.1:8080`"),
                ),
            }
        }
        origins
    }

    fn proxy(&mut self, proxy: &ProxyConfig) -> Option<FilledProxy> {
        Some(FilledProxy {
            url: self.filled([&proxy.url]).pop()?,
            username: self.filled(&proxy.username).pop(),
            password: self.filled(&proxy.password).pop(),
            except: self.filled(&proxy.except),
        })
    }

    /// The texts that could be filled in; what was missing is reported.
    fn filled<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>) -> Vec<Filled> {
        let filled = |text: &'t Text| Some(Filled { text: self.text(&text.data, text.span)?, span: text.span });
        texts.into_iter().filter_map(filled).collect()
    }

    fn target(&mut self, api: &EnvironmentApi, environment: &Environment) -> Option<Target> {
        let Some(base_url) = &api.base_url else {
            self.diagnostics.push(no_base_url(environment, &api.name, Some(api.span)));
            return None;
        };
        let base_url = self.text(base_url, api.base_url_span);
        let auth = self.credentials(&api.auth);
        let users = api.users.iter().map(|(name, auth)| Some((name.clone(), self.credentials(auth)?))).collect();
        let base_url = match self::base_url(&base_url?) {
            Ok(url) => url,
            Err(why) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::BadBaseUrl, format!("the base URL of {} {why}", api.name))
                        .at(api.base_url_span, "given here")
                        .help("such as `https://api.example.com` or `http://127.0.0.1:8080/v1`"),
                );
                return None;
            }
        };
        let users: Option<Vec<(String, Credentials)>> = users;
        let fetched = api.fetched.clone();
        Some(Target { api: api.name.clone(), base_url, auth: auth?, users: users?, fetched })
    }

    fn credentials(&mut self, variables: &[Variable]) -> Option<Credentials> {
        let filled: Vec<Option<(String, String)>> = variables
            .iter()
            .map(|variable| Some((variable.name.clone(), self.text(&variable.value, variable.span)?)))
            .collect();
        filled.into_iter().collect()
    }

    /// A text with `env` and `secrets` filled in. Only the names that it uses are looked up.
    fn text(&mut self, data: &Data, span: Span) -> Option<String> {
        let mut env = Map::new();
        let mut secrets = Map::new();
        let mut complete = true;
        for root in data.expressions().into_iter().flat_map(Expression::roots) {
            let Some(name) = root.attribute.clone() else { continue };
            let value = match root.name.as_str() {
                "env" => (self.outside.variable)(&name).filter(|value| !value.is_empty()),
                "secrets" => self.outside.secret(&name),
                _ => continue,
            };
            match value {
                Some(value) if root.name == "env" => {
                    env.insert(name, value.into());
                }
                Some(value) => {
                    self.secrets.extend(Secret::new(&*name, &*value).ok().map(|secret| (name.clone(), secret)));
                    secrets.insert(name, value.into());
                }
                None => {
                    complete = false;
                    self.diagnostics.extend(match root.name.as_str() {
                        "env" => Some(self.outside.missing_variable(&name, span)),
                        _ => self.outside.missing_secret(&name, span),
                    });
                }
            }
        }
        if !complete {
            return None;
        }
        let scope = Scope::new().with("env", Value::Object(env)).with("secrets", Value::Object(secrets));
        match data.render(&scope) {
            Ok(value) => codec::scalar(&value),
            Err(error) => {
                self.diagnostics.push(error.into_diagnostic());
                None
            }
        }
    }
}

fn base_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("is not a URL: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("has the scheme `{}`, not http or https", url.scheme()));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("has no host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds credentials; give them under `auth`".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a query or a fragment".to_owned());
    }
    Ok(url)
}

fn missing(name: &str, span: Span) -> Diagnostic {
    unset(name, span).help(format!("set it in the process's environment: `export {name}=...`"))
}

fn unset(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingSecret, format!("{name} is not set, or empty")).at(span, "needed here")
}

fn no_base_url(environment: &Environment, api: &str, span: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::MissingBaseUrl,
        format!("the environment `{}` does not say where {api} is", environment.name),
    )
    .at(environment.span, "this environment");
    let diagnostic = match span {
        Some(span) => diagnostic.at(span, "this API"),
        None => diagnostic,
    };
    diagnostic.help(format!("add `base_url` to [environments.{}.apis.{api}]", environment.name))
}
