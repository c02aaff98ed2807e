//! Where compiled schemas are kept: each is compiled when it is first needed, once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use jsonschema::ValidationError;
use serde_json::Value;

use crate::contract::dialect::{Dialect, Direction};
use crate::contract::document::Documents;
use crate::contract::operation::{MediaType, Operation};
use crate::contract::place::{Place, unescape};
use crate::contract::schema::bundle::{self, Bundle, CONTENT, Extent, split};
use crate::contract::schema::compile::{Assertions, Compiler};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::undocumented::Licences;
use crate::contract::schema::violation::Origin;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::tree::Node;
use crate::value::json::push_token;

type Slot = Arc<OnceLock<Result<Arc<Schema>, Diagnostic>>>;

/// A schema that reaches more pieces than this shares one bundle with all others that do.
const FEW: usize = 48;
/// How often what breaks the rules of JSON Schema is taken out before a piece gives way as a whole.
const REPAIRS: usize = 8;

/// The schemas of one contract.
#[derive(Debug)]
pub struct Schemas {
    documents: Arc<Documents>,
    dialect: Dialect,
    slots: RwLock<HashMap<(Place, Direction), Slot>>,
    /// Everything in one bundle, for each direction.
    shared: [OnceLock<Result<Shared, Diagnostic>>; 3],
}

/// What all schemas of one bundle have in common.
#[derive(Clone, Debug)]
struct Shared {
    compiler: Arc<Compiler>,
    licences: Arc<OnceLock<Licences>>,
}

impl Schemas {
    /// None of them compiled yet.
    pub fn new(documents: Arc<Documents>, dialect: Dialect) -> Schemas {
        Schemas { documents, dialect, slots: RwLock::default(), shared: Default::default() }
    }

    /// The schema at a place of a contract with these operations. Two threads that need it at once wait for one
    /// compilation.
    pub fn get(
        &self,
        place: &Place,
        direction: Direction,
        operations: &[Operation],
    ) -> Result<Arc<Schema>, Diagnostic> {
        self.slot(place, direction).get_or_init(|| self.compile(place, direction, operations)).clone()
    }

    fn slot(&self, place: &Place, direction: Direction) -> Slot {
        let key = (place.clone(), direction);
        if let Some(slot) = self.slots.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return slot.clone();
        }
        self.slots.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone()
    }

    fn compile(
        &self,
        place: &Place,
        direction: Direction,
        operations: &[Operation],
    ) -> Result<Arc<Schema>, Diagnostic> {
        let root = std::slice::from_ref(place);
        let few = Extent { all: false, pieces: FEW };
        if let Some(bundle) = bundle::bundle(&self.documents, root, self.dialect, direction, few) {
            let bundle = repaired(&self.documents, bundle);
            return compile(&self.documents, bundle, direction, Assertions::default());
        }
        let shared = &self.shared[direction as usize];
        let shared = shared.get_or_init(|| self.all(place, direction, operations)).clone()?;
        if let Some(number) = shared.compiler.bundle.number(place) {
            let schema = finished(&self.documents, shared.compiler, number, direction)?;
            return Ok(Arc::new(schema.sharing(&shared.licences)));
        }
        // A place that no operation names; nothing is known that would share with it.
        let bundle =
            bundle::bundle(&self.documents, root, self.dialect, direction, Extent::REACHED).unwrap_or_default();
        let compiler = by_pieces(&self.documents, repaired(&self.documents, bundle), place)?;
        finished(&self.documents, compiler, 0, direction).map(Arc::new)
    }

    fn all(&self, place: &Place, direction: Direction, operations: &[Operation]) -> Result<Shared, Diagnostic> {
        let mut roots: Vec<Place> = operations.iter().flat_map(places).collect();
        roots.extend(self.components());
        let bundle =
            bundle::bundle(&self.documents, &roots, self.dialect, direction, Extent::REACHED).unwrap_or_default();
        let compiler = by_pieces(&self.documents, repaired(&self.documents, bundle), place)?;
        Ok(Shared { compiler, licences: Arc::default() })
    }

    /// Goes over every schema that an operation uses or a file of schemas holds, without compiling any.
    pub fn lint(&self, operations: &[Operation], diagnostics: &mut Diagnostics) {
        let mut roots: Vec<Place> = operations.iter().flat_map(places).collect();
        roots.extend(self.components());
        let all = Extent { all: true, pieces: usize::MAX };
        let bundle = bundle::bundle(&self.documents, &roots, self.dialect, Direction::Neither, all).unwrap_or_default();
        hold_to_rules(&self.documents, &bundle, diagnostics);
    }

    fn components(&self) -> Vec<Place> {
        let schemas = |document: u32| {
            let place = Place::root(document).join("components").join("schemas");
            let entries = self.documents.node(&place).map(Node::entries).unwrap_or_default();
            entries.iter().map(move |entry| place.join(&entry.key)).collect::<Vec<Place>>()
        };
        (0..).take_while(|&document| self.documents.get(document).is_some()).flat_map(schemas).collect()
    }
}

/// Compiles the first piece of a bundle that was found to be in order.
pub fn compile(
    documents: &Arc<Documents>,
    bundle: Bundle,
    direction: Direction,
    assertions: Assertions,
) -> Result<Arc<Schema>, Diagnostic> {
    let place = bundle.origins.first().cloned().unwrap_or_else(|| Place::root(0));
    let compiler = Compiler::new(bundle, assertions).map_err(|message| unusable(documents, &place, message))?;
    finished(documents, compiler, 0, direction).map(Arc::new)
}

fn by_pieces(documents: &Documents, bundle: Bundle, place: &Place) -> Result<Arc<Compiler>, Diagnostic> {
    Compiler::by_pieces(bundle, Assertions::default()).map_err(|message| unusable(documents, place, message))
}

fn finished(
    documents: &Arc<Documents>,
    compiler: Arc<Compiler>,
    number: usize,
    direction: Direction,
) -> Result<Schema, Diagnostic> {
    let pointer = format!("/$defs/{number}");
    let validator = compiler.build(&pointer).map_err(|error| match error_place(&compiler, &pointer, &error) {
        Some(place) => Diagnostic::new(Code::BadSchema, format!("this schema cannot be used: {error}"))
            .at(documents.span(&place), "here"),
        None => {
            let place = compiler.bundle.origins.get(number).cloned().unwrap_or_else(|| Place::root(0));
            unusable(documents, &place, error.to_string())
        }
    })?;
    Ok(Schema::new(compiler, number, validator, documents.clone(), Origin::Bundle, direction))
}

fn unusable(documents: &Documents, place: &Place, message: String) -> Diagnostic {
    Diagnostic::new(Code::BadSchema, format!("this schema cannot be used: {message}"))
        .at(documents.span(place), "needed here")
}

fn error_place(compiler: &Compiler, pointer: &str, error: &ValidationError<'_>) -> Option<Place> {
    let place = |inner: &str| compiler.bundle.place(&format!("{}{inner}", compiler.base(pointer)));
    place(error.schema_path().as_str()).or_else(|| place(error.instance_path().as_str()))
}

/// Tells what is wrong with a bundle, holding every piece against the rules of JSON Schema itself.
pub fn hold_to_rules(documents: &Documents, bundle: &Bundle, diagnostics: &mut Diagnostics) {
    bundle.problems.iter().for_each(|(_, problem)| diagnostics.push(problem.clone()));
    faults(documents, bundle).into_iter().for_each(|fault| diagnostics.push(fault.diagnostic));
}

/// Where a bundle has the schema of what is inside a string.
const INSIDE: &str = "/countersign:content/schema";

/// A place where a bundle breaks the rules of JSON Schema.
struct Fault {
    /// Into the bundle.
    pointer: String,
    diagnostic: Diagnostic,
}

fn faults(documents: &Documents, bundle: &Bundle) -> Vec<Fault> {
    let rules = jsonschema::draft202012::meta::validator();
    // The rules take what is inside a string for data, so every such schema is held against them by itself.
    let mut schemas = vec![(String::new(), &*bundle.value)];
    contents(&bundle.value, &mut String::new(), &mut schemas);
    let mut faults = Vec::new();
    for (at, schema) in schemas {
        if rules.is_valid(schema) {
            continue;
        }
        faults.extend(rules.iter_errors(schema).map(|error| {
            let pointer = format!("{at}{}", error.instance_path());
            let place = bundle.place(&pointer.replace(INSIDE, "/contentSchema")).unwrap_or_else(|| Place::root(0));
            let diagnostic = Diagnostic::new(Code::BadSchema, format!("not a valid schema: {error}"));
            Fault { pointer, diagnostic: diagnostic.at(documents.span(&place), "here") }
        }));
    }
    faults
}

/// Every schema of what is inside a string, with its pointer.
fn contents<'v>(value: &'v Value, pointer: &mut String, found: &mut Vec<(String, &'v Value)>) {
    let length = pointer.len();
    let mut below = |token: &str, inner: &'v Value, pointer: &mut String| {
        push_token(pointer, token);
        contents(inner, pointer, found);
        pointer.truncate(length);
    };
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, inner)| below(key, inner, pointer));
            if let Some(schema) = map.get(CONTENT).and_then(|content| content.get("schema")) {
                found.push((format!("{pointer}{INSIDE}"), schema));
            }
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, inner)| below(&index.to_string(), inner, pointer));
        }
        _ => {}
    }
}

/// The bundle without what breaks the rules of JSON Schema; that is noted among its problems. One wrong word takes
/// nothing else with it.
fn repaired(documents: &Documents, mut bundle: Bundle) -> Bundle {
    for repair in 0..REPAIRS {
        let faults = faults(documents, &bundle);
        if faults.is_empty() {
            break;
        }
        let mut value = Arc::unwrap_or_clone(std::mem::take(&mut bundle.value));
        // From behind, so that the places of elements hold until they are reached.
        for Fault { pointer, diagnostic } in faults.into_iter().rev() {
            let number = split(&pointer).map_or(0, |(number, _)| number);
            if repair == 0 {
                bundle.problems.push((number, diagnostic));
            }
            let whole = format!("/$defs/{number}");
            let gone = if repair + 1 < REPAIRS && pointer.len() > whole.len() { pointer } else { whole };
            remove(&mut value, &gone);
        }
        bundle.value = Arc::new(value);
    }
    bundle
}

/// Takes away what stands at a pointer; a piece becomes a schema that takes everything.
fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, token)) = pointer.rsplit_once('/') else { return };
    match value.pointer_mut(parent) {
        Some(Value::Object(pieces)) if parent == "/$defs" => {
            pieces.insert(token.to_owned(), Value::Bool(true));
        }
        Some(Value::Object(schema)) => {
            schema.shift_remove(&*unescape(token));
        }
        Some(Value::Array(list)) => {
            if let Some(index) = token.parse().ok().filter(|index| *index < list.len()) {
                list.remove(index);
            }
        }
        _ => {}
    }
}

/// Every schema that an operation names.
fn places(operation: &Operation) -> Vec<Place> {
    let content = |content: &[MediaType]| -> Vec<Place> {
        content.iter().filter_map(|entry| entry.schema.as_ref()).map(|schema| schema.place.clone()).collect()
    };
    let mut places = Vec::new();
    for parameter in &operation.parameters {
        places.extend(parameter.schema.as_ref().map(|schema| schema.place.clone()));
        places.extend(parameter.content.iter().flat_map(|entry| content(std::slice::from_ref(entry))));
    }
    places.extend(operation.request_body.iter().flat_map(|body| content(&body.content)));
    for response in &operation.responses {
        places.extend(content(&response.content));
        for header in &response.headers {
            places.extend(header.schema.as_ref().map(|schema| schema.place.clone()));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::contract::description::Contract;
    use crate::contract::dialect::Direction;
    use crate::contract::fixture::{codes, schemas, versioned};
    use crate::contract::operation::SchemaRef;
    use crate::contract::place::Place;
    use crate::source::diagnostic::Diagnostics;

    fn get(contract: &Contract, direction: Direction) -> std::sync::Arc<super::Schema> {
        let place = Place::root(0).join("components").join("schemas").join("A");
        let schema = SchemaRef { span: contract.documents.span(&place), place };
        contract.schema(&schema, direction).unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"))
    }

    /// `pointer keyword: expected / actual` of each violation.
    fn judge(contract: &Contract, direction: Direction, value: &Value) -> Vec<String> {
        let schema = get(contract, direction);
        let violations = schema.violations(value);
        assert_eq!(schema.is_valid(value), violations.is_empty());
        let line = |one: &super::super::violation::Violation| {
            format!("{} {}: {} / {} @ {}", one.pointer, one.keyword, one.expected, one.actual, one.schema.text)
        };
        violations.iter().map(line).collect()
    }

    fn response(contract: &Contract, value: Value) -> Vec<String> {
        judge(contract, Direction::Response, &value)
    }

    fn lint(contract: &Contract) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        contract.lint(&mut diagnostics);
        let lines = codes(&diagnostics, &Default::default());
        lines.into_iter().map(|line| line.split(" @ ").next().unwrap_or("").to_owned()).collect()
    }

    const NONE: Vec<String> = Vec::new();

    #[test]
    fn violations_name_both_places_and_say_what_they_expect() {
        let contract = schemas(
            "A: { type: object, required: [id], properties: { id: { $ref: '#/components/schemas/Id' } } }\n\
             Id: { type: string, pattern: '^\\d+$' }",
        );
        assert_eq!(response(&contract, json!({ "id": "7" })), NONE);
        assert_eq!(
            response(&contract, json!({ "id": 110 })),
            ["/id type: string / integer 110 @ api.yaml#/components/schemas/Id/type"]
        );
        assert_eq!(
            response(&contract, json!({ "id": "x" })),
            [r#"/id pattern: string matching ^\d+$ / string "x" @ api.yaml#/components/schemas/Id/pattern"#]
        );
        assert_eq!(
            response(&contract, json!({ "di": 1 })),
            [" required: property `id` / an object with di @ api.yaml#/components/schemas/A/required"]
        );
    }

    #[test]
    fn the_schema_of_what_is_inside_a_string_is_held_to_the_rules() {
        let wrong = "{ type: string, contentMediaType: application/json, contentSchema: { items: { type: arr } } }";
        let contract = schemas(&format!("A: {{ properties: {{ a: {wrong} }} }}"));
        let told = lint(&contract);
        assert!(told.len() == 1 && told[0].contains("not a valid schema") && told[0].contains("arr"), "{told:?}");
        let schema = get(&contract, Direction::Response);
        assert_eq!(schema.problems().len(), 1);
        assert_eq!(contract.documents.line(schema.problems()[0].labels[0].span).as_deref(), Some("api.yaml:5"));
        // Without the wrong word, the rest of it counts.
        assert!(schema.is_valid(&json!({ "a": "[1]" })) && !schema.is_valid(&json!({ "a": "[" })));
    }

    #[test]
    fn formats_are_asserted_and_unknown_ones_are_not() {
        let contract = schemas(
            "A: { properties: { d: { format: date }, i: { format: int32 }, l: { format: int64 }, f: { format: double }, u: { format: colour } } }",
        );
        assert_eq!(
            response(&contract, json!({ "d": "2026-01-31", "i": 2147483647, "l": 1.0, "f": 1.5, "u": "?" })),
            NONE
        );
        assert_eq!(
            response(
                &contract,
                json!({ "d": "2026-02-31", "i": 2147483648_i64, "l": serde_json::from_str::<Value>("9223372036854775808").expect("a number") })
            ),
            [
                r#"/d format: string in the format date / string "2026-02-31" @ api.yaml#/components/schemas/A/properties/d/format"#,
                "/i format: integer in the range of int32 / integer 2147483648 @ api.yaml#/components/schemas/A/properties/i/format",
                "/l format: integer in the range of int64 / integer 9223372036854775808 @ api.yaml#/components/schemas/A/properties/l/format",
            ]
        );
    }

    #[test]
    fn json_inside_a_string_is_judged() {
        let contract = schemas(
            "A: { contentMediaType: application/json, contentSchema: { type: array, items: { $ref: '#/components/schemas/B' } } }\n\
             B: { type: integer }",
        );
        assert_eq!(response(&contract, json!("[1, 2]")), NONE);
        assert_eq!(
            response(&contract, json!("[1, \"2\"]")),
            [r#" type: JSON with integer at /1 / string "2" @ api.yaml#/components/schemas/B/type"#]
        );
        assert!(
            response(&contract, json!("[1"))[0]
                .starts_with(" contentMediaType: a string that holds JSON / string \"[1\"")
        );
        assert_eq!(response(&contract, json!(7)), NONE);
    }

    #[test]
    fn base64_around_the_json_is_taken_off() {
        let contract = schemas("A: { contentMediaType: application/json, contentEncoding: base64 }");
        assert_eq!(response(&contract, json!("e30=")), NONE);
        assert_eq!(response(&contract, json!("{}")).len(), 1);
    }

    #[test]
    fn read_only_and_write_only_count_by_direction() {
        let contract = schemas(
            "A: { allOf: [{ $ref: '#/components/schemas/B' }, { required: [id, secret] }] }\n\
             B: { properties: { id: { $ref: '#/components/schemas/Id' }, secret: { type: string, writeOnly: true } } }\n\
             Id: { type: string, readOnly: true }",
        );
        assert_eq!(judge(&contract, Direction::Response, &json!({ "id": "1" })), NONE);
        assert_eq!(judge(&contract, Direction::Request, &json!({ "secret": "x" })), NONE);
        let both = json!({ "id": "1", "secret": "x" });
        assert!(judge(&contract, Direction::Response, &both)[0].starts_with("/secret writeOnly: "));
        assert!(judge(&contract, Direction::Request, &both)[0].starts_with("/id readOnly: "));
        assert_eq!(judge(&contract, Direction::Response, &json!({})).len(), 1);
    }

    #[test]
    fn what_3_0_says_differently_is_translated() {
        let contract = versioned(
            "3.0.3",
            "A: { type: object, properties: { n: { type: string, nullable: true }, m: { type: integer, minimum: 1, exclusiveMinimum: true }, r: { $ref: '#/components/schemas/B', type: string }, u: { nullable: true, allOf: [{ $ref: '#/components/schemas/B' }] } } }\n\
             B: { type: integer, example: 1 }",
        );
        assert_eq!(response(&contract, json!({ "n": null, "m": 2, "r": 1, "u": null })), NONE);
        assert_eq!(
            response(&contract, json!({ "n": 1, "m": 1, "r": "1" })),
            [
                "/n type: null or string / integer 1 @ api.yaml#/components/schemas/A/properties/n/type",
                "/m exclusiveMinimum: more than 1 / integer 1 @ api.yaml#/components/schemas/A/properties/m/exclusiveMinimum",
                r#"/r type: integer / string "1" @ api.yaml#/components/schemas/B/type"#,
            ]
        );
        assert_eq!(lint(&contract), NONE);
    }

    #[test]
    fn of_several_alternatives_the_nearest_is_gone_into() {
        let contract = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }, { type: 'null' }] }\n\
             Cat: { type: object, required: [kind], properties: { kind: { const: cat }, lives: { type: integer } } }\n\
             Dog: { type: object, required: [kind], properties: { kind: { const: dog }, name: { type: string } } }",
        );
        let lines = response(&contract, json!({ "kind": "dog", "name": 1, "lives": "x" }));
        assert!(lines[0].starts_with(" oneOf: one of 3 alternatives / fits none: object"), "{lines:?}");
        assert_eq!(
            lines[1..],
            ["/name type: string / integer 1 @ api.yaml#/components/schemas/Dog/properties/name/type"]
        );
        assert_eq!(
            response(&contract, json!("x")),
            [r#" oneOf: object or null / string "x" @ api.yaml#/components/schemas/A/oneOf"#]
        );
    }

    #[test]
    fn a_discriminator_picks_the_alternative() {
        let contract = schemas(
            "A: { discriminator: { propertyName: kind, mapping: { hound: '#/components/schemas/Dog' } }, oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }\n\
             Cat: { type: object, required: [kind, lives], properties: { lives: { type: integer } } }\n\
             Dog: { type: object, required: [kind, name, age], properties: { name: { type: string } } }",
        );
        let lines = response(&contract, json!({ "kind": "hound" }));
        assert!(lines[1].contains("property `name`") && lines[2].contains("property `age`"), "{lines:?}");
    }

    #[test]
    fn a_typo_is_an_error_with_a_suggestion() {
        let contract = schemas("A: { propertie: {}, x-note: 1, nullable: true, xml: {} }");
        assert_eq!(lint(&contract), ["CS0205 `propertie` is not a keyword of JSON Schema 2020-12"]);
    }

    #[test]
    fn a_loop_without_content_is_an_error() {
        let contract = schemas(
            "A: { anyOf: [{ $ref: '#/components/schemas/B' }] }\nB: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        );
        assert_eq!(lint(&contract), ["CS0204 this schema comes back to itself for the same value"]);
        let tree = schemas("A: { properties: { children: { items: { $ref: '#/components/schemas/A' } } } }");
        assert_eq!(lint(&tree), NONE);
        assert_eq!(response(&tree, json!({ "children": [{ "children": [1] }] })), NONE);
    }

    #[test]
    fn an_invalid_schema_is_an_error() {
        assert!(lint(&schemas("A: { type: strin }"))[0].starts_with("CS0206"));
        assert!(lint(&schemas("A: { minLength: -1 }"))[0].starts_with("CS0206"));
    }

    #[test]
    fn look_around_and_back_references_work_and_end() {
        let contract = schemas("A: { pattern: '^(?!x)a+$' }");
        assert_eq!(response(&contract, json!("aa")), NONE);
        assert_eq!(response(&contract, json!("xa")).len(), 1);
        let contract = schemas("A: { pattern: '^(?=a)(a+)+$' }");
        assert_eq!(response(&contract, json!("a".repeat(64) + "!")).len(), 1);
    }

    #[test]
    fn undocumented_properties_are_found_wherever_schemas_meet() {
        let contract = schemas(
            "A: { allOf: [{ $ref: '#/components/schemas/B' }, { properties: { b: { type: array, items: { properties: { x: {} } } } } }], oneOf: [{ required: [k], properties: { k: { const: 1 }, one: {} } }, { required: [k], properties: { k: { const: 2 }, two: {} } }] }\n\
             B: { properties: { a: { type: object }, open: { additionalProperties: true, properties: { p: {} } } }, patternProperties: { '^x-': {} } }",
        );
        let find = |value: Value| get(&contract, Direction::Response).undocumented(&value);
        assert_eq!(
            find(json!({ "k": 1, "one": 1, "a": { "any": 1 }, "open": { "q": 1 }, "x-y": 1, "b": [{ "x": 1 }] })),
            NONE
        );
        assert_eq!(find(json!({ "k": 2, "one": 1, "b": [{ "x": 1 }, { "y/z": 1 }] })), ["/one", "/b/1/y~1z"]);
    }

    #[test]
    fn what_cannot_be_used_is_left_out_and_the_rest_is_judged() {
        let contract = schemas(
            "A: { type: object, required: [p, p], properties: { p: { type: string, pattern: '(' }, q: { type: integer, required: true }, r: { $ref: '#/components/schemas/B' } } }\n\
             B: { type: strin, maxLength: 2 }",
        );
        let schema = get(&contract, Direction::Response);
        let problems: Vec<String> = schema.problems().into_iter().map(|problem| problem.message).collect();
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(schema.is_valid(&json!({ "p": "x", "q": 1, "r": "ab" })));
        for wrong in [json!({}), json!({ "p": 1 }), json!({ "p": "", "q": "1" }), json!({ "p": "", "r": "abc" })] {
            assert!(!schema.is_valid(&wrong), "{wrong}");
        }
    }

    #[test]
    fn a_large_description_is_judged_by_pieces_as_a_small_one_is_at_once() {
        let own = "A: { type: object, properties: { next: { $ref: '#/components/schemas/S0' }, pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }, text: { contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Cat' } }, n: { anyOf: [{ $ref: '#/components/schemas/Text' }, { type: 'null' }] } } }\n\
             Cat: { type: object, required: [kind], properties: { kind: { const: cat }, lives: { type: integer, format: int32 } } }\n\
             Dog: { type: object, required: [kind], properties: { kind: { const: dog }, home: { $ref: '#/components/schemas/A' } } }\n\
             Text: { type: string }\n";
        let chain = |count: usize| -> String {
            let link = |number: usize| {
                format!("S{number}: {{ properties: {{ next: {{ $ref: '#/components/schemas/S{}' }} }} }}\n", number + 1)
            };
            (0..count).map(link).chain([format!("S{count}: {{ type: integer }}")]).collect()
        };
        let small = schemas(&format!("{own}{}", chain(1)));
        let large = schemas(&format!("{own}{}", chain(100)));
        let both = |value: Value| {
            let told = response(&small, value.clone());
            let (schema, other) = (get(&large, Direction::Response), get(&small, Direction::Response));
            assert_eq!(schema.is_valid(&value), told.is_empty(), "{value}");
            assert_eq!(schema.undocumented(&value), other.undocumented(&value), "{value}");
            assert_eq!(response(&large, value), told);
            told
        };
        assert_eq!(
            both(json!({ "pet": { "kind": "dog", "home": { "n": null } }, "text": "{\"kind\":\"cat\"}" })),
            NONE
        );
        let wrong = json!({ "n": 1, "pet": { "kind": "dog", "home": { "pet": { "kind": "cat", "lives": 2147483648_i64 } } }, "text": "{\"kind\":1}" });
        assert_eq!(both(wrong).len(), 5);
        assert_eq!(both(json!({ "pet": { "kind": "cat", "more": 1 } })), NONE);
        let deep = (0..101).fold(json!("x"), |value, _| json!({ "next": value }));
        assert_eq!(response(&large, deep).len(), 1);
    }

    #[test]
    fn a_schema_is_compiled_once_for_all_threads() {
        let contract = schemas("A: { type: integer }");
        let first = get(&contract, Direction::Response);
        let again =
            std::thread::scope(|scope| scope.spawn(|| get(&contract, Direction::Response)).join().expect("joins"));
        assert!(std::sync::Arc::ptr_eq(&first, &again));
    }
}
