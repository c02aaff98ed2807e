//! Sets of JSON types.

use serde_json::Value;

use crate::contract::generate::book::Keywords;
use crate::value::json::type_name;

/// Some of the types that a value may have. A number is an integer, or it has a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

/// One type to make a value of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

const FRACTION: u8 = 1 << 7;

impl Kinds {
    /// Every type.
    pub const ALL: Kinds = Kinds(FRACTION | 0x3f);

    /// Those that a schema's `type` names.
    pub fn of(keywords: &Keywords) -> Kinds {
        match keywords.get("type") {
            Some(Value::String(name)) => Kinds::named(name),
            Some(Value::Array(names)) => {
                let named = names.iter().filter_map(Value::as_str).map(Kinds::named);
                named.fold(Kinds(0), |all, one| Kinds(all.0 | one.0))
            }
            _ => Kinds::ALL,
        }
    }

    /// The type of a value.
    pub fn of_value(value: &Value) -> Kinds {
        match type_name(value) {
            "number" => Kinds(FRACTION),
            name => Kinds::named(name),
        }
    }

    fn named(name: &str) -> Kinds {
        Kinds(match Kind::named(name) {
            Some(Kind::Number) => bit(Kind::Integer) | FRACTION,
            Some(kind) => bit(kind),
            None => 0,
        })
    }

    /// Those that are in both.
    pub fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    /// Those that are not in `other`.
    pub fn without(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether nothing is ruled out.
    pub fn is_all(self) -> bool {
        self == Kinds::ALL
    }

    /// Whether a type is among them.
    pub fn has(self, kind: Kind) -> bool {
        self.0 & if kind == Kind::Number { FRACTION } else { bit(kind) } != 0
    }

    /// Their names, for a `type` keyword.
    pub fn names(self) -> Vec<Value> {
        let all = [
            (Kind::Null, "null"),
            (Kind::Boolean, "boolean"),
            (Kind::String, "string"),
            (Kind::Array, "array"),
            (Kind::Object, "object"),
        ];
        let mut names: Vec<Value> =
            all.into_iter().filter(|(kind, _)| self.has(*kind)).map(|(_, name)| name.into()).collect();
        match (self.has(Kind::Number), self.has(Kind::Integer)) {
            (true, _) => names.push("number".into()),
            (false, true) => names.push("integer".into()),
            (false, false) => {}
        }
        names
    }
}

impl Kind {
    /// By the name that `type` uses.
    pub fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "null" => Kind::Null,
            "boolean" => Kind::Boolean,
            "integer" => Kind::Integer,
            "number" => Kind::Number,
            "string" => Kind::String,
            "array" => Kind::Array,
            "object" => Kind::Object,
            _ => return None,
        })
    }

    /// The type that a schema's keywords are about, where `type` doesn't say.
    pub fn about(keyword: &str) -> Option<Kind> {
        Some(match keyword {
            "properties"
            | "required"
            | "additionalProperties"
            | "minProperties"
            | "maxProperties"
            | "patternProperties"
            | "propertyNames"
            | "dependentRequired"
            | "dependentSchemas"
            | "unevaluatedProperties" => Kind::Object,
            "items" | "prefixItems" | "minItems" | "maxItems" | "contains" | "uniqueItems" | "unevaluatedItems" => {
                Kind::Array
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => Kind::Number,
            "pattern" | "minLength" | "maxLength" | "format" => Kind::String,
            _ => return None,
        })
    }
}

fn bit(kind: Kind) -> u8 {
    match kind {
        Kind::Null => 1,
        Kind::Boolean => 1 << 1,
        Kind::Integer => 1 << 2,
        Kind::Number => FRACTION,
        Kind::String => 1 << 3,
        Kind::Array => 1 << 4,
        Kind::Object => 1 << 5,
    }
}
