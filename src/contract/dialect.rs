//! The words of each dialect of JSON Schema, and what stands under them.

/// Which rules a schema is written by. Later drafts are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// OpenAPI 3.0's own.
    OpenApi30,
    /// Draft 4.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft201909,
    /// Draft 2020-12; OpenAPI 3.1 builds on it.
    Draft202012,
}

/// Which way a body goes. A property that is `writeOnly` has no place in a response, one that is `readOnly` none in a
/// request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the server.
    Request,
    /// From the server.
    Response,
    /// Neither: `readOnly` and `writeOnly` don't count.
    Neither,
}

/// What stands under a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A schema for the same value.
    Here,
    /// A list of schemas for the same value.
    HereList,
    /// Schemas by name for the same value.
    HereMap,
    /// A schema for something inside the value.
    Inside,
    /// A list of them.
    InsideList,
    /// Schemas by name for something inside the value.
    InsideMap,
    /// A schema for the elements, or a list of them by position.
    Items,
    /// Names or schemas by name.
    Dependencies,
    /// Schemas that only references reach.
    Definitions,
    /// A reference.
    Reference,
    /// Data that is asserted.
    Assertion,
    /// Data for the generator.
    Sample,
    /// What this crate reads itself.
    Special,
    /// What is said to people, or to other tools.
    Annotation,
}

struct Word {
    name: &'static str,
    holds: Holds,
    since: Dialect,
    until: Dialect,
}

const fn word(name: &'static str, holds: Holds, since: Dialect, until: Dialect) -> Word {
    Word { name, holds, since, until }
}

const fn always(name: &'static str, holds: Holds) -> Word {
    word(name, holds, Dialect::OpenApi30, Dialect::Draft202012)
}

const fn since(since: Dialect, name: &'static str, holds: Holds) -> Word {
    word(name, holds, since, Dialect::Draft202012)
}

const WORDS: &[Word] = &[
    always("$comment", Holds::Annotation),
    always("$defs", Holds::Definitions),
    always("$id", Holds::Annotation),
    always("$ref", Holds::Reference),
    always("$schema", Holds::Annotation),
    always("additionalProperties", Holds::Inside),
    always("allOf", Holds::HereList),
    always("anyOf", Holds::HereList),
    always("default", Holds::Sample),
    always("definitions", Holds::Definitions),
    always("deprecated", Holds::Annotation),
    always("description", Holds::Annotation),
    always("discriminator", Holds::Special),
    always("enum", Holds::Assertion),
    always("example", Holds::Sample),
    always("exclusiveMaximum", Holds::Assertion),
    always("exclusiveMinimum", Holds::Assertion),
    always("externalDocs", Holds::Annotation),
    always("format", Holds::Assertion),
    always("items", Holds::Items),
    always("maxItems", Holds::Assertion),
    always("maxLength", Holds::Assertion),
    always("maxProperties", Holds::Assertion),
    always("maximum", Holds::Assertion),
    always("minItems", Holds::Assertion),
    always("minLength", Holds::Assertion),
    always("minProperties", Holds::Assertion),
    always("minimum", Holds::Assertion),
    always("multipleOf", Holds::Assertion),
    always("not", Holds::Here),
    always("nullable", Holds::Special),
    always("oneOf", Holds::HereList),
    always("pattern", Holds::Assertion),
    always("properties", Holds::InsideMap),
    always("readOnly", Holds::Annotation),
    always("required", Holds::Assertion),
    always("title", Holds::Annotation),
    always("type", Holds::Assertion),
    always("uniqueItems", Holds::Assertion),
    always("writeOnly", Holds::Annotation),
    always("xml", Holds::Annotation),
    word("id", Holds::Annotation, Dialect::Draft4, Dialect::Draft4),
    word("additionalItems", Holds::Special, Dialect::Draft4, Dialect::Draft201909),
    word("dependencies", Holds::Dependencies, Dialect::Draft4, Dialect::Draft7),
    word("$recursiveRef", Holds::Special, Dialect::Draft201909, Dialect::Draft201909),
    word("$recursiveAnchor", Holds::Annotation, Dialect::Draft201909, Dialect::Draft201909),
    since(Dialect::Draft4, "patternProperties", Holds::InsideMap),
    since(Dialect::Draft6, "const", Holds::Assertion),
    since(Dialect::Draft6, "contains", Holds::Inside),
    since(Dialect::Draft6, "examples", Holds::Sample),
    since(Dialect::Draft6, "propertyNames", Holds::Inside),
    since(Dialect::Draft7, "contentEncoding", Holds::Special),
    since(Dialect::Draft7, "contentMediaType", Holds::Special),
    since(Dialect::Draft7, "else", Holds::Here),
    since(Dialect::Draft7, "if", Holds::Here),
    since(Dialect::Draft7, "then", Holds::Here),
    since(Dialect::Draft201909, "$anchor", Holds::Annotation),
    since(Dialect::Draft201909, "$vocabulary", Holds::Annotation),
    since(Dialect::Draft201909, "contentSchema", Holds::Special),
    since(Dialect::Draft201909, "dependentRequired", Holds::Assertion),
    since(Dialect::Draft201909, "dependentSchemas", Holds::HereMap),
    since(Dialect::Draft201909, "maxContains", Holds::Assertion),
    since(Dialect::Draft201909, "minContains", Holds::Assertion),
    since(Dialect::Draft201909, "unevaluatedItems", Holds::Inside),
    since(Dialect::Draft201909, "unevaluatedProperties", Holds::Inside),
    since(Dialect::Draft202012, "$dynamicAnchor", Holds::Annotation),
    since(Dialect::Draft202012, "$dynamicRef", Holds::Special),
    since(Dialect::Draft202012, "prefixItems", Holds::InsideList),
];

impl Dialect {
    /// The dialect that `$schema` names; `None` for one that is not known.
    pub fn named(uri: &str) -> Option<Dialect> {
        let uri = uri.trim_end_matches('#').trim_start_matches("https://").trim_start_matches("http://");
        Some(match uri {
            "json-schema.org/draft-04/schema" => Dialect::Draft4,
            "json-schema.org/draft-06/schema" => Dialect::Draft6,
            "json-schema.org/draft-07/schema" => Dialect::Draft7,
            "json-schema.org/draft/2019-09/schema" => Dialect::Draft201909,
            "json-schema.org/draft/2020-12/schema" => Dialect::Draft202012,
            _ if uri.starts_with("spec.openapis.org/oas/3.1/") => Dialect::Draft202012,
            _ => return None,
        })
    }

    /// What stands under a keyword; `None` when this dialect doesn't have it.
    pub fn holds(self, keyword: &str) -> Option<Holds> {
        WORDS.iter().find(|word| word.name == keyword && self.has(word)).map(|word| word.holds)
    }

    /// What stands under a keyword that some dialect has.
    pub fn held_by_any(keyword: &str) -> Option<Holds> {
        WORDS.iter().find(|word| word.name == keyword).map(|word| word.holds)
    }

    /// The keyword most like a misspelt one.
    pub fn nearest(self, keyword: &str) -> Option<&'static str> {
        WORDS
            .iter()
            .filter(|word| self.has(word))
            .map(|word| (strsim::jaro_winkler(word.name, keyword), word.name))
            .filter(|(likeness, _)| *likeness > 0.85)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, name)| name)
    }

    /// Whether what stands beside a `$ref` is ignored.
    pub fn ref_stands_alone(self) -> bool {
        self <= Dialect::Draft7
    }

    /// What `$schema` calls it; OpenAPI's is that of the draft it builds on.
    pub fn uri(self) -> &'static str {
        match self {
            Dialect::OpenApi30 | Dialect::Draft4 => "http://json-schema.org/draft-04/schema#",
            Dialect::Draft6 => "http://json-schema.org/draft-06/schema#",
            Dialect::Draft7 => "http://json-schema.org/draft-07/schema#",
            Dialect::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
            Dialect::Draft202012 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::OpenApi30 => "OpenAPI 3.0",
            Dialect::Draft4 => "JSON Schema draft 4",
            Dialect::Draft6 => "JSON Schema draft 6",
            Dialect::Draft7 => "JSON Schema draft 7",
            Dialect::Draft201909 => "JSON Schema 2019-09",
            Dialect::Draft202012 => "JSON Schema 2020-12",
        }
    }

    fn has(self, word: &Word) -> bool {
        word.since <= self && self <= word.until
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Holds};

    #[test]
    fn a_dialect_has_only_its_own_words() {
        assert_eq!(Dialect::OpenApi30.holds("const"), None);
        assert_eq!(Dialect::Draft7.holds("const"), Some(Holds::Assertion));
        assert_eq!(Dialect::Draft7.holds("prefixItems"), None);
        assert_eq!(Dialect::Draft202012.holds("dependencies"), None);
    }

    #[test]
    fn a_misspelt_keyword_finds_its_nearest() {
        assert_eq!(Dialect::Draft202012.nearest("propertie"), Some("properties"));
        assert_eq!(Dialect::Draft202012.nearest("minlength"), Some("minLength"));
        assert_eq!(Dialect::Draft202012.nearest("colour"), None);
    }
}
