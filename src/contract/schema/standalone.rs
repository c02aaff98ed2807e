//! Schemas that belong to no contract: files, and schemas written inside a case.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use jsonschema::{Retrieve, Uri};
use serde_json::Value;

use crate::contract::dialect::{Dialect, Direction};
use crate::contract::document::Documents;
use crate::contract::place::Place;
use crate::contract::schema::bundle::{self, Bundle, Extent};
use crate::contract::schema::compile::{Assertions, Compiler, needs_look_around, patterns};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::store::{compile, hold_to_rules};
use crate::contract::schema::violation::Origin;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::source::tree::{Content, Entry, Node, Style, Text};

/// How strictly a schema is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Whether an unknown keyword is an error.
    pub known_keywords_only: bool,
    /// What is asserted.
    pub assertions: Assertions,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { known_keywords_only: true, assertions: Assertions::default() }
    }
}

type Compiled = Result<Arc<Schema>, Vec<Diagnostic>>;
type Slot = Arc<OnceLock<Compiled>>;

/// Compiled schemas by file or by text; each is compiled once.
#[derive(Debug, Default)]
pub struct StandAlone {
    slots: RwLock<HashMap<(Key, Rules), Slot>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    File(Utf8PathBuf),
    Text(String),
}

impl StandAlone {
    /// The schema in the file at `root`/`path`, with the files that it refers to.
    pub fn file(&self, root: &Utf8Path, path: &Utf8Path, sources: &Sources, rules: Rules) -> Compiled {
        let slot = self.slot(Key::File(root.join(path)), rules);
        let load = |diagnostics: &mut Diagnostics| Documents::load(root, path, sources, diagnostics);
        slot.get_or_init(|| build(load, rules)).clone()
    }

    /// A schema given as a value.
    pub fn value(&self, schema: &Value, rules: Rules) -> Compiled {
        let slot = self.slot(Key::Text(schema.to_string()), rules);
        let load = |diagnostics: &mut Diagnostics| Some(Documents::inline(node(schema), diagnostics));
        slot.get_or_init(|| build(load, rules)).clone()
    }

    /// A schema written in another file; problems point into it.
    pub fn node(&self, schema: &Node, rules: Rules) -> Compiled {
        let slot = self.slot(Key::Text(schema.to_json().to_string()), rules);
        let load = |diagnostics: &mut Diagnostics| Some(Documents::inline(schema.clone(), diagnostics));
        slot.get_or_init(|| build(load, rules)).clone()
    }

    fn slot(&self, key: Key, rules: Rules) -> Slot {
        let key = (key, rules);
        if let Some(slot) = self.slots.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return slot.clone();
        }
        self.slots.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone()
    }
}

fn build(load: impl FnOnce(&mut Diagnostics) -> Option<Documents>, rules: Rules) -> Compiled {
    let mut diagnostics = Diagnostics::default();
    let Some(documents) = load(&mut diagnostics) else { return Err(owned(&diagnostics, rules)) };
    let documents = Arc::new(documents);
    let roots = [Place::root(0)];
    let reached = bundle::bundle(&documents, &roots, Dialect::Draft202012, Direction::Neither, Extent::REACHED);
    let bundle = reached.unwrap_or_default();
    // Where the meaning depends on the way a schema was reached, the library itself holds it to its rules.
    let direct = bundle.dynamic || has_unknown_dialect(&documents);
    match direct {
        true => bundle.problems.iter().for_each(|(_, problem)| diagnostics.push(problem.clone())),
        false => hold_to_rules(&documents, &bundle, &mut diagnostics),
    }
    let problems = owned(&diagnostics, rules);
    if !problems.is_empty() {
        return Err(problems);
    }
    let compiled = match direct {
        true => as_it_stands(&documents, bundle, rules),
        false => compile(&documents, bundle, Direction::Neither, rules.assertions),
    };
    compiled.map_err(|diagnostic| vec![diagnostic])
}

fn owned(diagnostics: &Diagnostics, rules: Rules) -> Vec<Diagnostic> {
    let counts = |diagnostic: &&&Diagnostic| {
        diagnostic.severity == Severity::Error && (rules.known_keywords_only || diagnostic.code != Code::UnknownKeyword)
    };
    diagnostics.sorted().iter().filter(counts).map(|diagnostic| (*diagnostic).clone()).collect()
}

fn has_unknown_dialect(documents: &Documents) -> bool {
    let named = |tree: &Node| tree.get("$schema").and_then(Node::as_str).map(Dialect::named);
    documents.iter().any(|document| named(&document.tree) == Some(None))
}

/// Hands the documents to the validator library as they are.
fn as_it_stands(documents: &Arc<Documents>, bundle: Bundle, rules: Rules) -> Result<Arc<Schema>, Diagnostic> {
    let place = Place::root(0);
    let bad = |message: String| {
        Diagnostic::new(Code::BadSchema, format!("this schema cannot be used: {message}"))
            .at(documents.span(&place), "here")
    };
    let known: HashMap<String, Value> =
        documents.iter().map(|document| (document.url.to_string(), document.tree.to_json())).collect();
    let url = documents.get(0).map_or_else(String::new, |document| document.url.to_string());
    let root = known.get(&url).cloned().unwrap_or(Value::Bool(true));
    let validator = patterns(jsonschema::options(), known.values().any(needs_look_around))
        .with_base_uri(url)
        .with_retriever(Known(known))
        .should_validate_formats(rules.assertions.formats)
        .build(&root)
        .map_err(|error| bad(error.to_string()))?;
    let compiler = Compiler::new(bundle, rules.assertions).map_err(bad)?;
    Ok(Arc::new(Schema::new(compiler, 0, validator, documents.clone(), Origin::Document, Direction::Neither)))
}

/// Gives the validator library the files that were loaded, and nothing else.
struct Known(HashMap<String, Value>);

impl Retrieve for Known {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        self.0.get(uri.as_str()).cloned().ok_or_else(|| format!("{uri} is not part of the project").into())
    }
}

/// A value as a tree without places.
fn node(value: &Value) -> Node {
    let content = match value {
        Value::Null => Content::Null,
        Value::Bool(value) => Content::Bool(*value),
        Value::Number(number) => Content::Number(number.clone()),
        Value::String(text) => Content::String(Text { text: text.as_str().into(), style: Style::Quoted }),
        Value::Array(elements) => Content::List(elements.iter().map(node).collect()),
        Value::Object(map) => Content::Map(
            map.iter()
                .map(|(key, value)| Entry { key: key.as_str().into(), key_span: Span::default(), value: node(value) })
                .collect(),
        ),
    };
    Node { span: Span::default(), content }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use camino::Utf8Path;
    use serde_json::json;

    use super::{Rules, StandAlone};
    use crate::contract::schema::compile::Assertions;
    use crate::source::code::Code;
    use crate::source::file::Sources;

    fn valid(schema: &serde_json::Value, instance: &serde_json::Value) -> bool {
        let schema = StandAlone::default().value(schema, Rules::default()).expect("in order");
        assert_eq!(schema.is_valid(instance), schema.violations(instance).is_empty());
        schema.is_valid(instance)
    }

    #[test]
    fn a_schema_is_taken_by_the_draft_it_names() {
        let seven = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "items": [{ "type": "string" }], "additionalItems": false, "dependencies": { "a": ["b"] } });
        assert!(valid(&seven, &json!(["x"])));
        assert!(!valid(&seven, &json!(["x", 1])));
        assert!(!valid(&seven, &json!({ "a": 1 })));
        let four =
            json!({ "$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": true });
        assert!(!valid(&four, &json!(1)));
        assert!(valid(&json!({ "prefixItems": [{ "type": "string" }] }), &json!(["x", 1])));
    }

    #[test]
    fn dynamic_references_are_left_to_the_library() {
        let tree = json!({
            "$id": "https://x.test/strict", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false,
            "$defs": { "tree": { "$id": "tree", "$dynamicAnchor": "node", "type": "object", "properties": { "data": true, "children": { "items": { "$dynamicRef": "#node" } } } } }
        });
        assert!(valid(&tree, &json!({ "children": [{ "data": 1 }] })));
        assert!(!valid(&tree, &json!({ "children": [{ "daat": 1 }] })));
    }

    #[test]
    fn what_is_asserted_can_be_chosen() {
        let schemas = StandAlone::default();
        let schema = json!({ "format": "date", "contentMediaType": "application/json", "colour": 1 });
        assert_eq!(schemas.value(&schema, Rules::default()).expect_err("refused")[0].code, Code::UnknownKeyword);
        let lax = Rules { known_keywords_only: false, assertions: Assertions { formats: false, contents: false } };
        assert!(schemas.value(&schema, lax).expect("in order").is_valid(&json!("x")));
    }

    #[test]
    fn a_file_is_compiled_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        std::fs::write(root.join("a.schema.json"), r##"{ "items": { "$ref": "b.schema.json#/$defs/x" } }"##)
            .expect("written");
        std::fs::write(root.join("b.schema.json"), r##"{ "$defs": { "x": { "type": "integer" } } }"##)
            .expect("written");
        let (schemas, sources) = (StandAlone::default(), Sources::default());
        let get = || schemas.file(root, "a.schema.json".into(), &sources, Rules::default()).expect("in order");
        assert!(Arc::ptr_eq(&get(), &get()));
        let violations = get().violations(&json!([1, "2"]));
        assert_eq!(violations[0].schema.text, "b.schema.json#/$defs/x/type");
    }

    #[test]
    fn problems_come_all_at_once() {
        let schema = json!({ "$ref": "#/nowhere", "typ": "x" });
        assert_eq!(StandAlone::default().value(&schema, Rules::default()).expect_err("refused").len(), 2);
    }
}
