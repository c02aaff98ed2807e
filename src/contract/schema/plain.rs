//! A schema as the plain specification takes it: by its own draft, with nothing asserted that the draft does not assert,
//! and every keyword left to the validator library.
//!
//! Contracts are stricter, and schemas of a project are bundled and translated; what stands here is for schemas that
//! somebody else wrote, and for holding ourselves to the public test suites.

use std::sync::{Arc, OnceLock};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Keyword, ReferencingError, Registry, ValidationError, ValidationOptions, Validator};
use serde_json::{Value, json};
use url::Url;

use crate::contract::dialect::{Dialect, Direction};
use crate::contract::document::{Documents, RefProblem};
use crate::contract::gathering::{Asking, Gathered, Gathering, REMOTES_HELP};
use crate::contract::place::{Place, unescape};
use crate::contract::refs::Found;
use crate::contract::schema::bundle::{self, Bundle, CONTENT, Extent};
use crate::contract::schema::compile::{Assertions, Compiler, needs_look_around, patterns};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::idle::idle;
use crate::contract::schema::keyword::{Base64Text, EmbeddedJson};
use crate::contract::schema::located::At;
use crate::contract::schema::store;
use crate::contract::schema::violation::{Origin, Report, Violation};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::tree::{Content, Node};

/// How much of a message of the library is shown.
const SHOWN: usize = 300;

/// How a schema is to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Plain {
    /// What holds where no `$schema` says otherwise.
    pub dialect: Dialect,
    /// What is asserted beyond the draft.
    pub assertions: Assertions,
    /// Whether the stricter checks that contracts pass are made as well.
    pub lint: bool,
}

/// A schema, and what was found wrong with it that does not keep it from being used.
#[derive(Debug)]
pub struct Made {
    /// The schema.
    pub schema: Arc<Schema>,
    /// What the stricter checks say; without them, what makes every value valid.
    pub remarks: Diagnostics,
}

/// Compiles the schema at a fragment of the document with this URL, which was gathered first. The error is everything
/// that is wrong.
pub fn compile(gathering: &Arc<Gathering>, url: &Url, fragment: &str, plain: Plain) -> Result<Made, Vec<Diagnostic>> {
    let place = gathering.first(|documents| place(documents, fragment)).map_err(|problem| vec![problem])?;
    if gathering.first(|documents| openapi(documents).is_some_and(|version| version.starts_with("3.0"))) {
        return of_openapi30(gathering, &place, plain);
    }
    let built = build(gathering, url, &place, plain);
    if plain.lint || built.is_err() {
        gathering.complete();
    }
    let gathered = gathering.end();
    let validator = match built {
        Ok(validator) => validator,
        Err(error) => return Err(problems(&gathered, &place, plain, error.as_deref())),
    };
    let remarks = if plain.lint { lint(&gathered, &place, plain.dialect) } else { idling(&gathered, &place, plain) };
    let compiler = Compiler::new(Bundle::empty(), plain.assertions)
        .map_err(|message| vec![unusable(&gathered, &place, &message)])?;
    let documents = Arc::new(gathered.documents);
    let schema = Schema::new(compiler, 0, validator, documents, Origin::Document, Direction::Neither);
    Ok(Made { schema: Arc::new(schema), remarks })
}

/// Where the wanted schema is.
fn place(documents: &Documents, fragment: &str) -> Result<Place, Diagnostic> {
    let root = Place::root(0);
    let span = documents.span(&root);
    let found = match documents.base(&root) {
        Some(base) if !fragment.is_empty() => documents.resolve(&base, &format!("#{fragment}")),
        _ => Ok(root),
    };
    let place = found.map_err(|problem| match problem {
        RefProblem::MissingPlace(_) => {
            let document = documents.get(0).map_or("", |document| document.path.as_str());
            Diagnostic::new(Code::MissingRef, format!("nothing is at `#{fragment}` in {document}"))
                .help("name a place by a JSON Pointer, such as `api.yaml#/components/schemas/Item`")
        }
        other => other.diagnostic(documents, span, fragment),
    })?;
    if let Some(document) = documents.get(0).filter(|document| is_empty(&document.tree)) {
        let message = format!("there is nothing in {}, where a schema should be", document.path);
        return Err(Diagnostic::new(Code::BadSchema, message).help("a schema is a mapping, `true` or `false`"));
    }
    if place.pointer.is_empty() && openapi(documents).is_some() {
        let document = documents.get(0).map_or("api.yaml", |document| document.path.as_str());
        return Err(Diagnostic::new(Code::BadSchema, format!("{document} is an OpenAPI description, not a schema"))
            .help(format!("name a schema in it, such as `{document}#/components/schemas/Item`")));
    }
    Ok(place)
}

/// Whether a text has no value: YAML takes that for null.
fn is_empty(tree: &Node) -> bool {
    matches!(tree.content, Content::Null) && tree.span.start == tree.span.end
}

/// The version of OpenAPI that the first document is written in.
fn openapi(documents: &Documents) -> Option<&str> {
    documents.get(0)?.tree.get("openapi")?.as_str()
}

/// OpenAPI 3.0 has a dialect of its own, which is translated.
fn of_openapi30(gathering: &Arc<Gathering>, place: &Place, plain: Plain) -> Result<Made, Vec<Diagnostic>> {
    let gathered = gathering.end();
    let mut told = if plain.lint { Diagnostics::default() } else { idling(&gathered, place, plain) };
    let documents = Arc::new(gathered.documents);
    let extent = Extent::REACHED;
    let bundle =
        bundle::bundle(&documents, std::slice::from_ref(place), Dialect::OpenApi30, Direction::Neither, extent);
    let bundle = bundle.unwrap_or_default();
    let mut found = Diagnostics::default();
    store::hold_to_rules(&documents, &bundle, &mut found);
    let (remarks, errors): (Vec<_>, Vec<_>) = found.sorted().into_iter().cloned().partition(is_remark);
    if !errors.is_empty() {
        return Err(errors);
    }
    let schema = store::compile(&documents, bundle, Direction::Neither, plain.assertions).map_err(|one| vec![one])?;
    if plain.lint {
        told.extend(remarks);
    }
    Ok(Made { schema, remarks: told })
}

fn idling(gathered: &Gathered, place: &Place, plain: Plain) -> Diagnostics {
    let mut found = Diagnostics::default();
    found.extend(idle(gathered, place, plain.dialect));
    found
}

/// What the plain specification does not mind.
fn is_remark(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Warning || matches!(problem.code, Code::UnknownKeyword | Code::RefLoop)
}

/// The error is absent where it was told already.
type Built = Result<Validator, Option<Box<ValidationError<'static>>>>;

fn build(gathering: &Arc<Gathering>, url: &Url, place: &Place, plain: Plain) -> Built {
    match attempt(gathering, url, place, plain, None) {
        Err(Some(error)) if names_rules(&error) => {
            let all = all_rules()?;
            attempt(gathering, url, place, plain, Some(&all))
        }
        built => built,
    }
}

/// Whether a reference leads to the rules of another draft: the library brings along those of one only, unless it is asked.
fn names_rules(error: &ValidationError<'_>) -> bool {
    let ValidationErrorKind::Referencing(ReferencingError::Unretrievable { uri, .. }) = error.kind() else {
        return false;
    };
    Dialect::named(uri).is_some()
}

/// The rules of all drafts. The library adds them where a document is written by a part of them.
fn all_rules() -> Result<Registry<'static>, Option<Box<ValidationError<'static>>>> {
    let asking = json!({ "$schema": "https://json-schema.org/draft/2020-12/meta/core" });
    let builder = Registry::new().add("countersign://rules/", asking).map_err(unprepared)?;
    builder.prepare().map_err(unprepared)
}

fn unprepared(error: ReferencingError) -> Option<Box<ValidationError<'static>>> {
    Some(Box::new(ValidationError::schema(error.to_string())))
}

fn attempt(gathering: &Arc<Gathering>, url: &Url, place: &Place, plain: Plain, rules: Option<&Registry<'_>>) -> Built {
    let failed = |error: ValidationError<'static>| Some(Box::new(error));
    let value = gathering.value(url);
    let named = value.get("$schema").and_then(Value::as_str);
    let dialect = named.map(Dialect::named);
    let options = patterns(jsonschema::options(), needs_look_around(&value));
    let options = annotations(options).with_base_uri(url.as_str()).with_retriever(Asking(gathering.clone()));
    let options = contents(options, gathering, dialect.flatten().unwrap_or(plain.dialect), plain);
    let options = match (plain.assertions.formats, dialect) {
        // Rules of somebody's own may say that formats are asserted.
        (false, Some(None)) => options,
        (asserted, _) => options.should_validate_formats(asserted),
    };
    if let (Some(None), Some(named)) = (dialect, named) {
        let rules = registry(gathering, named)?;
        return options.with_registry(&rules).build(&value).map_err(failed);
    }
    let dialect = dialect.flatten().unwrap_or(plain.dialect);
    let options = options.with_draft(draft(dialect));
    let options = match rules {
        Some(rules) => options.with_registry(rules),
        None => options,
    };
    if place.pointer.is_empty() {
        return options.build(&value).map_err(failed);
    }
    let inside = value.pointer(&place.pointer).cloned().unwrap_or(Value::Bool(true));
    jsonschema::meta::validate(&named_by(inside, dialect)).map_err(|error| failed(error.to_owned()))?;
    let pointer = percent_encoding::utf8_percent_encode(&place.pointer, percent_encoding::NON_ALPHANUMERIC);
    let start = json!({ "$ref": format!("{url}#{}", pointer.to_string().replace("%2F", "/")) });
    options.with_base_uri("countersign://start/").build(&start).map_err(failed)
}

/// The rules that a `$schema` of somebody's own names.
fn registry(
    gathering: &Arc<Gathering>,
    named: &str,
) -> Result<Registry<'static>, Option<Box<ValidationError<'static>>>> {
    let rules = gathering.rules(named).ok_or(None)?;
    let builder = Registry::new().retriever(Asking(gathering.clone())).extend(rules).map_err(unprepared)?;
    builder.prepare().map_err(unprepared)
}

fn draft(dialect: Dialect) -> Draft {
    match dialect {
        Dialect::OpenApi30 | Dialect::Draft4 => Draft::Draft4,
        Dialect::Draft6 => Draft::Draft6,
        Dialect::Draft7 => Draft::Draft7,
        Dialect::Draft201909 => Draft::Draft201909,
        Dialect::Draft202012 => Draft::Draft202012,
    }
}

/// A part of a document as a schema that says by itself which draft it is.
fn named_by(mut schema: Value, dialect: Dialect) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.entry("$schema").or_insert(dialect.uri().into());
    }
    schema
}

/// Why a schema cannot be used, with places.
fn problems(gathered: &Gathered, place: &Place, plain: Plain, error: Option<&ValidationError<'_>>) -> Vec<Diagnostic> {
    let mut problems = gathered.problems.clone();
    if error.is_some_and(|error| matches!(error.kind(), ValidationErrorKind::Referencing(_))) {
        let at = |problem: &Diagnostic| problem.labels.first().map(|label| label.span);
        for problem in broken(gathered) {
            match problems.iter_mut().find(|known| at(known) == at(&problem)) {
                // Which file it would be says less than that it lies outside.
                Some(known) if problem.code == Code::PathOutside => *known = problem,
                Some(_) => {}
                None => problems.push(problem),
            }
        }
    } else if problems.is_empty() {
        problems = against_rules(gathered, place, plain.dialect);
    }
    if let (true, Some(error)) = (problems.is_empty(), error) {
        let at = place.descend(error.instance_path().as_str());
        let message = excerpt(&error.to_string());
        problems.push(unusable(gathered, &at, &message));
    }
    problems
}

/// Everything in which a schema breaks the rules of its draft; the library itself stops at the first.
fn against_rules(gathered: &Gathered, place: &Place, dialect: Dialect) -> Vec<Diagnostic> {
    let documents = &gathered.documents;
    let named = documents.get(place.document).and_then(|document| document.tree.get("$schema")).and_then(Node::as_str);
    let Some(dialect) = named.map_or(Some(dialect), Dialect::named) else { return Vec::new() };
    let rules = jsonschema::options().offline().with_draft(draft(dialect)).build(&json!({ "$ref": dialect.uri() }));
    let (Ok(rules), Some(node)) = (rules, documents.node(place)) else { return Vec::new() };
    let Ok(compiler) = Compiler::new(Bundle::empty(), Assertions::default()) else { return Vec::new() };
    let own = Documents::default();
    let report =
        Report { compiler: &compiler, documents: &own, origin: Origin::Document, direction: Direction::Neither };
    let found = report.violations(&rules, &node.to_json(), &At::root(""));
    // That none of several alternatives fits says less than why the nearest one does not.
    let is_told = |one: &Violation| {
        let union = matches!(one.keyword.as_str(), "anyOf" | "oneOf");
        union && found.iter().any(|other| other.keyword != one.keyword && other.pointer.starts_with(&one.pointer))
    };
    let problem = |one: &Violation| {
        let name = dialect.name();
        let message = match one.pointer.as_str() {
            "" => format!("not a schema of {name}"),
            pointer => format!("not a valid schema of {name}: `{}`", last(pointer)),
        };
        let label = format!("expected {}, found {}", one.expected, one.actual);
        Diagnostic::new(Code::BadSchema, message).at(documents.span(&place.descend(&one.pointer)), label)
    };
    found.iter().filter(|one| !is_told(one)).map(problem).collect()
}

/// The last key of a pointer.
fn last(pointer: &str) -> String {
    unescape(pointer.rsplit('/').next().unwrap_or_default()).into_owned()
}

/// References that lead nowhere.
fn broken(gathered: &Gathered) -> Vec<Diagnostic> {
    let documents = &gathered.documents;
    let problem = |found: &Found| match documents.resolve(&found.base, &found.text) {
        Ok(_) | Err(RefProblem::MetaSchema) => None,
        Err(problem) => {
            let told = problem.diagnostic(documents, found.span, &found.text);
            Some(if told.code == Code::RemoteRef {
                Diagnostic { help: vec![REMOTES_HELP.to_owned()], ..told }
            } else {
                told
            })
        }
    };
    gathered.references.iter().filter_map(problem).collect()
}

fn unusable(gathered: &Gathered, place: &Place, message: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::BadSchema, format!("this schema cannot be used: {message}"));
    diagnostic.at(gathered.documents.span(place), "here")
}

fn excerpt(message: &str) -> String {
    match message.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &message[..at]),
        None => message.to_owned(),
    }
}

/// What contracts are checked for besides: unknown keywords, references without an end, words that mean nothing.
fn lint(gathered: &Gathered, place: &Place, dialect: Dialect) -> Diagnostics {
    let mut found = Diagnostics::default();
    found.extend(broken(gathered));
    let extent = Extent { all: true, ..Extent::REACHED };
    let roots = std::slice::from_ref(place);
    if let Some(bundle) = bundle::bundle(&gathered.documents, roots, dialect, Direction::Neither, extent) {
        store::hold_to_rules(&gathered.documents, &bundle, &mut found);
    }
    found
}

/// Formats and contents are annotations, also in the drafts in which the library asserts contents.
fn annotations(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    ["contentMediaType", "contentEncoding"]
        .into_iter()
        .fold(options, |options, name| options.with_keyword(name, |_, _, _| Ok(Box::new(Annotation))))
}

/// Strings that hold JSON, where their documents mark them.
fn contents<'o>(
    options: ValidationOptions<'o>,
    gathering: &Arc<Gathering>,
    dialect: Dialect,
    plain: Plain,
) -> ValidationOptions<'o> {
    if !plain.assertions.contents {
        return options;
    }
    let gathering = gathering.clone();
    options.with_keyword(CONTENT, move |_, mark, _| {
        let is = |key: &str| mark.get(key).and_then(Value::as_bool).unwrap_or(false);
        if !is("json") {
            return Ok(Box::new(Base64Text));
        }
        let build = mark.get("schema").and_then(Value::as_str).map(|url| {
            let (gathering, url) = (gathering.clone(), url.to_owned());
            move || inside(&gathering, &url, dialect, plain)
        });
        Ok(Box::new(EmbeddedJson { base64: is("base64"), build, inside: OnceLock::new() }))
    })
}

/// The schema of what a string holds.
fn inside(gathering: &Arc<Gathering>, url: &str, dialect: Dialect, plain: Plain) -> Option<Validator> {
    let start = json!({ "$ref": url });
    let options = patterns(jsonschema::options(), true);
    let options = annotations(options).with_base_uri("countersign://start/").with_retriever(Asking(gathering.clone()));
    let options = contents(options, gathering, dialect, plain).should_validate_formats(plain.assertions.formats);
    options.with_draft(draft(dialect)).build(&start).ok()
}

struct Annotation;

impl<'i> Keyword<'i> for Annotation {
    fn validate(&self, _: &'i Value) -> Result<(), ValidationError<'i>> {
        Ok(())
    }

    fn is_valid(&self, _: &'i Value) -> bool {
        true
    }
}
