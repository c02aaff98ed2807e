//! What each schema of a bundle mentions, laid out so that going over a value is cheap.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::contract::schema::compile::Compiler;
use crate::value::json::{is_integer, push_token};

/// The position of a [`Mention`] in its list.
pub type Id = usize;

/// What one schema mentions.
#[derive(Debug, Default)]
pub struct Mention {
    /// Whether it says anything about properties: one that doesn't leaves them all open.
    pub properties_matter: bool,
    /// Whether it explicitly takes any further property.
    pub open: bool,
    /// Named properties.
    pub properties: HashMap<Box<str>, Id>,
    /// Properties by pattern.
    pub patterns: Vec<(Pattern, Id)>,
    /// What further properties look like.
    pub additional: Option<Id>,
    /// The first elements.
    pub prefix: Vec<Id>,
    /// The others.
    pub items: Option<Id>,
    /// Some of the elements.
    pub contains: Option<Id>,
    /// Schemas that judge the same value: `$ref` and `allOf`.
    pub here: Vec<Id>,
    /// `anyOf` and `oneOf`.
    pub unions: Vec<Vec<Branch>>,
    /// `if`, with `then` and `else`.
    pub conditional: Option<Conditional>,
    /// What holds when a property is there.
    pub dependents: Vec<(Box<str>, Id)>,
    /// All that judge the same value whatever it is: this one, `here`, and theirs.
    pub views: Vec<Id>,
    /// Whether the value decides on further ones.
    pub depends: bool,
    /// Whether there is nothing to be found inside the value.
    pub leaf: bool,
}

/// A regular expression of `patternProperties`.
#[derive(Debug)]
pub enum Pattern {
    /// A linear one.
    Linear(regex::Regex),
    /// One that looks around.
    Fancy(fancy_regex::Regex),
}

impl Pattern {
    fn new(text: &str) -> Option<Pattern> {
        match regex::Regex::new(text) {
            Ok(regex) => Some(Pattern::Linear(regex)),
            Err(_) => fancy_regex::RegexBuilder::new(text).backtrack_limit(100_000).build().ok().map(Pattern::Fancy),
        }
    }

    /// Whether a property's name matches.
    pub fn is_match(&self, name: &str) -> bool {
        match self {
            Pattern::Linear(regex) => regex.is_match(name),
            Pattern::Fancy(regex) => regex.is_match(name).unwrap_or(false),
        }
    }
}

/// One alternative of a union.
#[derive(Debug)]
pub struct Branch {
    /// What it mentions.
    pub id: Id,
    /// Which types it takes, a bit each; 0 when it doesn't say.
    types: u8,
    /// Properties that it fixes to one value.
    constants: Vec<(String, Value)>,
    test: Test,
}

impl Branch {
    /// Whether a look at the value's type and constants rules this alternative out.
    pub fn is_excluded(&self, value: &Value) -> bool {
        (self.types != 0 && self.types & type_bits(value) == 0)
            || self.constants.iter().any(|(name, constant)| value.get(name).is_some_and(|value| value != constant))
    }

    /// Whether the value fits this alternative.
    pub fn fits(&self, compiler: &Arc<Compiler>, value: &Value) -> bool {
        self.test.holds(compiler, value)
    }
}

/// `if` and what follows from it.
#[derive(Debug)]
pub struct Conditional {
    test: Test,
    condition: Id,
    then: Option<Id>,
    otherwise: Option<Id>,
}

impl Conditional {
    /// What holds for a value.
    pub fn holding(&self, compiler: &Arc<Compiler>, value: &Value) -> impl Iterator<Item = Id> {
        let ids =
            if self.test.holds(compiler, value) { [Some(self.condition), self.then] } else { [self.otherwise, None] };
        ids.into_iter().flatten()
    }
}

/// A schema of the bundle whose validator is built when it is first needed.
#[derive(Debug)]
struct Test {
    pointer: String,
    validator: OnceLock<Option<Validator>>,
}

impl Test {
    fn new(pointer: String) -> Test {
        Test { pointer, validator: OnceLock::new() }
    }

    fn holds(&self, compiler: &Arc<Compiler>, value: &Value) -> bool {
        let validator = self.validator.get_or_init(|| compiler.build(&self.pointer).ok());
        validator.as_ref().is_some_and(|validator| validator.is_valid(value))
    }
}

/// What every schema of a bundle of so many pieces mentions; the pieces come first.
pub fn mentions(bundle: &Value, pieces: usize) -> Vec<Mention> {
    let mut reader = Reader { bundle, mentions: (0..pieces).map(|_| Mention::default()).collect() };
    for number in 0..pieces {
        let pointer = format!("/$defs/{number}");
        if let Some(schema) = bundle.pointer(&pointer) {
            reader.mentions[number] = reader.mention(schema, &pointer);
        }
    }
    let mut mentions = reader.mentions;
    settle(&mut mentions);
    mentions
}

struct Reader<'b> {
    bundle: &'b Value,
    mentions: Vec<Mention>,
}

impl Reader<'_> {
    fn schema(&mut self, schema: &Value, pointer: String) -> Id {
        let id = self.mentions.len();
        self.mentions.push(Mention::default());
        self.mentions[id] = self.mention(schema, &pointer);
        id
    }

    fn mention(&mut self, schema: &Value, pointer: &str) -> Mention {
        let Value::Object(schema) = schema else { return Mention::default() };
        let mut mention = Mention::default();
        self.object(schema, pointer, &mut mention);
        self.array(schema, pointer, &mut mention);
        if let Some(Value::String(reference)) = schema.get("$ref") {
            // Whatever leads elsewhere is a word of the validator library's own, and mentions nothing.
            let number = reference.strip_prefix("#/$defs/").and_then(|number| number.parse::<Id>().ok());
            mention.here.extend(number.filter(|number| *number < self.mentions.len()));
        }
        mention.here.extend(self.list(schema, pointer, "allOf"));
        for key in ["anyOf", "oneOf"] {
            let branches: Vec<Branch> = self.branches(schema, pointer, key);
            if !branches.is_empty() {
                mention.unions.push(branches);
            }
        }
        mention.conditional = self.under(schema, pointer, "if").map(|condition| Conditional {
            test: Test::new(format!("{pointer}/if")),
            condition,
            then: self.under(schema, pointer, "then"),
            otherwise: self.under(schema, pointer, "else"),
        });
        mention.dependents = self.named(schema, pointer, "dependentSchemas").collect();
        mention
    }

    fn object(&mut self, schema: &Map<String, Value>, pointer: &str, mention: &mut Mention) {
        let keys = ["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"];
        mention.properties_matter = keys.iter().any(|key| schema.contains_key(*key));
        mention.properties = self.named(schema, pointer, "properties").collect();
        let patterns: Vec<(Box<str>, Id)> = self.named(schema, pointer, "patternProperties").collect();
        mention.patterns =
            patterns.into_iter().filter_map(|(text, id)| Pattern::new(&text).map(|pattern| (pattern, id))).collect();
        for key in ["additionalProperties", "unevaluatedProperties"] {
            match schema.get(key) {
                None | Some(Value::Bool(false)) => {}
                Some(Value::Bool(true)) => mention.open = true,
                Some(_) => {
                    mention.open = true;
                    mention.additional = self.under(schema, pointer, key);
                }
            }
        }
    }

    fn array(&mut self, schema: &Map<String, Value>, pointer: &str, mention: &mut Mention) {
        mention.prefix = self.list(schema, pointer, "prefixItems");
        mention.items = match self.under(schema, pointer, "items") {
            Some(items) => Some(items),
            None => self.under(schema, pointer, "unevaluatedItems"),
        };
        mention.contains = self.under(schema, pointer, "contains");
    }

    fn under(&mut self, schema: &Map<String, Value>, pointer: &str, key: &str) -> Option<Id> {
        schema.get(key).map(|value| self.schema(value, format!("{pointer}/{key}")))
    }

    fn list(&mut self, schema: &Map<String, Value>, pointer: &str, key: &str) -> Vec<Id> {
        let list = schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let ids = list.iter().enumerate();
        ids.map(|(index, value)| self.schema(value, format!("{pointer}/{key}/{index}"))).collect()
    }

    fn named(&mut self, schema: &Map<String, Value>, pointer: &str, key: &str) -> impl Iterator<Item = (Box<str>, Id)> {
        schema.get(key).and_then(Value::as_object).into_iter().flatten().map(move |(name, value)| {
            let mut pointer = format!("{pointer}/{key}");
            push_token(&mut pointer, name);
            (name.as_str().into(), self.schema(value, pointer))
        })
    }

    fn branches(&mut self, schema: &Map<String, Value>, pointer: &str, key: &str) -> Vec<Branch> {
        let list = schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut branches = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let pointer = format!("{pointer}/{key}/{index}");
            let (mut types, mut constants) = (0, Vec::new());
            self.marks(value, 8, &mut types, &mut constants);
            let test = Test::new(pointer.clone());
            branches.push(Branch { id: self.schema(value, pointer), types, constants, test });
        }
        branches
    }

    /// The types and constants by which an alternative can be told from the others.
    fn marks(&self, schema: &Value, depth: usize, types: &mut u8, constants: &mut Vec<(String, Value)>) {
        let own = match schema.get("type") {
            Some(Value::String(name)) => named_bits(name),
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(named_bits).fold(0, |a, b| a | b),
            _ => 0,
        };
        *types = if *types != 0 && own != 0 { *types & own } else { *types | own };
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let constant = property.get("const").or_else(|| match property.get("enum")?.as_array()?.as_slice() {
                [only] => Some(only),
                _ => None,
            });
            constants.extend(constant.filter(|constant| constant.is_string()).map(|one| (name.clone(), one.clone())));
        }
        if depth == 0 {
            return;
        }
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.marks(part, depth - 1, types, constants);
        }
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|text| self.bundle.pointer(&text[1..]));
        if let Some(target) = target {
            self.marks(target, depth - 1, types, constants);
        }
    }
}

/// Works out what follows from all mentions together.
fn settle(mentions: &mut [Mention]) {
    for id in 0..mentions.len() {
        let mut views = vec![id];
        let mut next = 0;
        while let Some(&view) = views.get(next) {
            for &here in &mentions[view].here {
                if !views.contains(&here) {
                    views.push(here);
                }
            }
            next += 1;
        }
        let depends = |id: &Id| {
            let mention = &mentions[*id];
            !mention.unions.is_empty() || mention.conditional.is_some() || !mention.dependents.is_empty()
        };
        let says = |id: &Id| {
            let mention = &mentions[*id];
            mention.properties_matter
                || !mention.prefix.is_empty()
                || mention.items.is_some()
                || mention.contains.is_some()
        };
        let depends = views.iter().any(depends);
        let leaf = !depends && !views.iter().any(says);
        (mentions[id].views, mentions[id].depends, mentions[id].leaf) = (views, depends, leaf);
    }
}

const NULL: u8 = 1;
const BOOLEAN: u8 = 2;
const INTEGER: u8 = 4;
const NUMBER: u8 = 8;
const STRING: u8 = 16;
const ARRAY: u8 = 32;
const OBJECT: u8 = 64;

fn named_bits(name: &str) -> u8 {
    match name {
        "null" => NULL,
        "boolean" => BOOLEAN,
        "integer" => INTEGER,
        "number" => INTEGER | NUMBER,
        "string" => STRING,
        "array" => ARRAY,
        "object" => OBJECT,
        _ => 0,
    }
}

fn type_bits(value: &Value) -> u8 {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(number) if is_integer(number) => INTEGER,
        Value::Number(_) => NUMBER,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}
