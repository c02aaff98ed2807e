//! What the names in an expression stand for: layered roots, cheap to clone and to extend for every step.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use camino::Utf8PathBuf;
use jiff::Timestamp;
use minijinja::value::{Enumerator, Object, Value as View};
use serde_json::{Map, Value};

use crate::source::code::Code;
use crate::suite::template::bridge::{self, Source, Step};
use crate::suite::template::error::TemplateError;
use crate::suite::template::names::suggest;
use crate::suite::template::random::Random;
use crate::suite::template::response::{self, ResponseView};
use crate::value::json;
use crate::wire::exchange::Exchange;

/// The name under which functions find the [`Context`]; no expression can write it.
const CONTEXT: &str = "$context";

/// What functions need beside their arguments.
#[derive(Debug)]
pub struct Context {
    /// Where random values come from.
    pub random: Random,
    /// What `now()` says, the same for a whole case.
    pub now: Timestamp,
    /// The project's folder, absolute; `file()` reads nothing outside.
    pub root: Utf8PathBuf,
    /// The folder of the case file, absolute or relative to `root`; paths in `file()` begin there.
    pub folder: Utf8PathBuf,
}

/// What names stand for. A clone shares everything; adding a root copies only the list of roots.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    layers: Arc<Layers>,
}

#[derive(Clone, Debug, Default)]
struct Layers {
    roots: Vec<(&'static str, Root)>,
    context: Option<Arc<Context>>,
}

#[derive(Clone)]
enum Root {
    Json(Arc<Value>),
    Response(Arc<Exchange>),
    Steps(Vec<(Arc<str>, Arc<Exchange>)>),
}

// Values may be secrets, and this is part of error messages.
impl fmt::Debug for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Root::Json(_) => "json",
            Root::Response(_) => "response",
            Root::Steps(_) => "steps",
        })
    }
}

impl Scope {
    /// Without any name.
    pub fn new() -> Scope {
        Scope::default()
    }

    /// The same with `name` standing for a value, instead of what it stood for before.
    pub fn with(mut self, name: &'static str, value: impl Into<Arc<Value>>) -> Scope {
        self.set(name, Root::Json(value.into()));
        self
    }

    /// The same with `response`, the response of an exchange.
    pub fn with_response(mut self, exchange: Arc<Exchange>) -> Scope {
        self.set("response", Root::Response(exchange));
        self
    }

    /// The same with `steps.<id>.response`, beside the steps that are there.
    pub fn with_step(mut self, id: &str, exchange: Arc<Exchange>) -> Scope {
        let mut steps = match self.root("steps") {
            Some(Root::Steps(steps)) => steps.clone(),
            _ => Vec::new(),
        };
        steps.retain(|(known, _)| &**known != id);
        steps.push((id.into(), exchange));
        self.set("steps", Root::Steps(steps));
        self
    }

    /// The same with what functions need.
    pub fn with_context(mut self, context: impl Into<Arc<Context>>) -> Scope {
        Arc::make_mut(&mut self.layers).context = Some(context.into());
        self
    }

    /// What functions need, if it was given.
    pub fn context(&self) -> Option<&Arc<Context>> {
        self.layers.context.as_ref()
    }

    /// The value that `name` stands for, where it is plain JSON.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self.root(name)? {
            Root::Json(value) => Some(value),
            _ => None,
        }
    }

    /// Every root's name.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.layers.roots.iter().map(|(name, _)| *name)
    }

    /// Follows a path that begins with a root's name. A name that is not there is an error that says which, and what
    /// there is instead.
    pub fn resolve<'s>(&'s self, path: &[Step]) -> Result<Cow<'s, Value>, TemplateError> {
        let (first, rest) = path.split_first().ok_or_else(|| failed("an empty path".into()))?;
        let name = match first {
            Step::Key(name) => &**name,
            Step::Index(_) => return Err(failed("a path begins with a name".into())),
        };
        match self.root(name) {
            None => Err(undefined(format!("`{name}` is not defined here"), suggest(name, self.names()))),
            Some(Root::Json(value)) => descend(Cow::Borrowed(value), path, 1),
            Some(Root::Response(exchange)) => resolve_response(exchange, path, 1),
            Some(Root::Steps(steps)) => resolve_step(steps, path, rest),
        }
    }

    /// The scope for minijinja.
    pub fn view(&self) -> View {
        View::from_dyn_object(self.layers.clone())
    }

    fn root(&self, name: &str) -> Option<&Root> {
        self.layers.roots.iter().find(|(known, _)| *known == name).map(|(_, root)| root)
    }

    fn set(&mut self, name: &'static str, root: Root) {
        let layers = Arc::make_mut(&mut self.layers);
        match layers.roots.iter_mut().find(|(known, _)| *known == name) {
            Some(entry) => entry.1 = root,
            None => layers.roots.push((name, root)),
        }
    }
}

/// What functions need, from inside one; an error where the scope has none, such as in a configuration file.
pub fn context_of(state: &minijinja::State<'_, '_>) -> Result<Arc<Context>, minijinja::Error> {
    let found = state.lookup(CONTEXT).and_then(|value| value.downcast_object::<ContextView>());
    found.map(|view| view.0.clone()).ok_or_else(|| {
        minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, "this function can only be used in a case")
    })
}

impl Object for Layers {
    fn get_value(self: &Arc<Self>, key: &View) -> Option<View> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<View> {
        if key == CONTEXT {
            return self.context.clone().map(|context| View::from_object(ContextView(context)));
        }
        let (_, root) = self.roots.iter().find(|(name, _)| *name == key)?;
        Some(match root {
            Root::Json(value) => bridge::view(Source::Json(value.clone())),
            Root::Response(exchange) => View::from_object(ResponseView(exchange.clone())),
            Root::Steps(steps) => steps
                .iter()
                .map(|(id, exchange)| {
                    let response = View::from_object(ResponseView(exchange.clone()));
                    (View::from(&**id), View::from_pairs([("response", response)]))
                })
                .collect::<std::collections::BTreeMap<View, View>>()
                .into(),
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.roots.iter().map(|(name, _)| View::from(*name)).collect())
    }
}

#[derive(Debug)]
struct ContextView(Arc<Context>);

impl Object for ContextView {}

/// Follows `path` from its element `at` on; what is before was followed already.
fn descend<'s>(value: Cow<'s, Value>, path: &[Step], at: usize) -> Result<Cow<'s, Value>, TemplateError> {
    match value {
        Cow::Borrowed(value) => walk(value, path, at).map(Cow::Borrowed),
        Cow::Owned(value) if at == path.len() => Ok(Cow::Owned(value)),
        Cow::Owned(value) => walk(&value, path, at).cloned().map(Cow::Owned),
    }
}

fn walk<'v>(mut value: &'v Value, path: &[Step], from: usize) -> Result<&'v Value, TemplateError> {
    for (at, step) in path.iter().enumerate().skip(from) {
        value = bridge::child(value, step).ok_or_else(|| missing(value, path, at))?;
    }
    Ok(value)
}

fn resolve_response<'s>(exchange: &'s Exchange, path: &[Step], at: usize) -> Result<Cow<'s, Value>, TemplateError> {
    let Some(step) = path.get(at) else {
        return response::to_json(exchange).map(Cow::Owned).map_err(failed);
    };
    let Step::Key(name) = step else {
        return Err(missing_in(path, at, response::ATTRIBUTES.iter().copied()));
    };
    if let ("headers", Some(Step::Key(header))) = (&**name, path.get(at + 1)) {
        return match response::header(exchange, header).map_err(failed)? {
            Some(value) => descend(Cow::Owned(Value::String(value)), path, at + 2),
            None => Err(undefined(format!("the response has no header `{header}`"), None)),
        };
    }
    match response::attribute(exchange, name).map_err(failed)? {
        Some(value) => descend(value, path, at + 1),
        None => Err(missing_in(path, at, response::ATTRIBUTES.iter().copied())),
    }
}

fn resolve_step<'s>(
    steps: &'s [(Arc<str>, Arc<Exchange>)],
    path: &[Step],
    rest: &[Step],
) -> Result<Cow<'s, Value>, TemplateError> {
    let Some(Step::Key(id)) = rest.first() else {
        let mut map = Map::new();
        for (id, exchange) in steps {
            let response = response::to_json(exchange).map_err(failed)?;
            map.insert(id.to_string(), Value::Object(Map::from_iter([("response".to_owned(), response)])));
        }
        return descend(Cow::Owned(Value::Object(map)), path, 1);
    };
    let Some((_, exchange)) = steps.iter().find(|(known, _)| known == id) else {
        return Err(missing_in(path, 1, steps.iter().map(|(known, _)| &**known)));
    };
    match rest.get(1) {
        Some(Step::Key(name)) if &**name == "response" => resolve_response(exchange, path, 3),
        Some(_) => Err(missing_in(path, 2, ["response"].into_iter())),
        None => {
            let response = response::to_json(exchange).map_err(failed)?;
            Ok(Cow::Owned(Value::Object(Map::from_iter([("response".to_owned(), response)]))))
        }
    }
}

fn missing(parent: &Value, path: &[Step], at: usize) -> TemplateError {
    match (parent, &path[at]) {
        (Value::Object(map), Step::Key(_)) => missing_in(path, at, map.keys().map(String::as_str)),
        (Value::Array(elements), Step::Index(_)) => {
            undefined(format!("`{}` is not there: the list has {} elements", show(path, at), elements.len()), None)
        }
        _ => undefined(
            format!(
                "`{}` is not there: what it is looked for in is of type {}",
                show(path, at),
                json::type_name(parent)
            ),
            None,
        ),
    }
}

fn missing_in<'k>(path: &[Step], at: usize, known: impl Iterator<Item = &'k str> + Clone) -> TemplateError {
    let help = match &path[at] {
        Step::Key(name) => suggest(name, known),
        Step::Index(_) => None,
    };
    undefined(format!("`{}` is not defined", show(path, at)), help)
}

/// The path up to and including its element `at`.
fn show(path: &[Step], at: usize) -> String {
    let text: String = path[..=at].iter().map(Step::to_string).collect();
    text.trim_start_matches('.').to_owned()
}

fn undefined(message: String, help: Option<String>) -> TemplateError {
    TemplateError::new(Code::TemplateUndefined, message).help(help)
}

fn failed(message: String) -> TemplateError {
    TemplateError::new(Code::TemplateFailed, message)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use bytes::Bytes;
    use http::{HeaderMap, Method};
    use serde_json::{Value, json};

    use super::Scope;
    use crate::source::span::Span;
    use crate::suite::template::expression::Expression;
    use crate::wire::exchange::{Exchange, Request, Response};

    fn exchange(body: &'static str) -> Arc<Exchange> {
        let mut headers = HeaderMap::new();
        headers.append("set-cookie", "a=1".parse().expect("a value"));
        headers.append("set-cookie", "b=2".parse().expect("a value"));
        headers.append("location", "/x".parse().expect("a value"));
        let url = "http://localhost/".parse().expect("a url");
        let request = Request { method: Method::GET, url, headers: HeaderMap::new(), body: None };
        let response = Response::new(201, headers, Bytes::from_static(body.as_bytes()), 0);
        Arc::new(Exchange {
            request,
            outcome: Ok(response),
            started: std::time::Instant::now(),
            elapsed: Duration::ZERO,
            retried: false,
            asked: None,
        })
    }

    fn eval(text: &str, scope: &Scope) -> Result<Value, String> {
        let expression = Expression::parse(text, Span::default()).expect("an expression");
        expression.eval(scope).map(std::borrow::Cow::into_owned).map_err(|error| error.to_string())
    }

    #[test]
    fn a_response_is_read_alike_by_paths_and_by_programs() {
        let scope = Scope::new().with_response(exchange(r#"{"id": 1.50, "items": [{"n": 1}, {"n": 2}]}"#));
        for (path, expected) in [
            ("response.status", json!(201)),
            ("response.body.items[1].n", json!(2)),
            ("response.headers.Location", json!("/x")),
            ("response.headers['SET-COOKIE']", json!("a=1, b=2")),
            ("response.text | length", json!(43)),
            ("response.headers", json!({"set-cookie": "a=1, b=2", "location": "/x"})),
        ] {
            assert_eq!(eval(path, &scope), Ok(expected.clone()), "{path}");
            assert_eq!(eval(&format!("[{path}][0]"), &scope), Ok(expected), "{path}");
        }
        assert_eq!(eval("response.body.items | map(attribute='n') | list", &scope), Ok(json!([1, 2])));
        assert_eq!(eval("response.body.id", &scope).map(|value| value.to_string()), Ok("1.50".into()));
        assert_eq!(eval("'Location' in response.headers and 'X-Y' not in response.headers", &scope), Ok(json!(true)));
        assert_eq!(eval("response", &scope).map(|value| value["status"].clone()), Ok(json!(201)));
    }

    #[test]
    fn steps_are_found_by_id() {
        let scope = Scope::new().with_step("read", exchange("[1]")).with_step("write it", exchange("no json"));
        assert_eq!(eval("steps.read.response.body[0]", &scope), Ok(json!(1)));
        assert_eq!(eval("steps['write it'].response.text ~ ''", &scope), Ok(json!("no json")));
        assert_eq!(eval("(steps.read).response.body | first", &scope), Ok(json!(1)));
        let error = eval("steps.raed.response.status", &scope).expect_err("unknown");
        assert!(error.contains("`steps.raed` is not defined"), "{error}");
        for text in ["steps['write it'].response.body", "[steps['write it'].response.body]"] {
            assert!(eval(text, &scope).expect_err("no JSON").contains("the body is not JSON"), "{text}");
        }
    }

    #[test]
    fn a_clone_is_not_changed_by_what_is_added_to_the_other() {
        let base = Scope::new().with("vars", json!({"a": 1}));
        let other = base.clone().with("vars", json!({"a": 2})).with("it", json!(3));
        assert_eq!(base.get("vars"), Some(&json!({"a": 1})));
        assert_eq!(other.names().collect::<Vec<_>>(), ["vars", "it"]);
        assert!(eval("it", &base).is_err());
    }
}
