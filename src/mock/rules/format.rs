//! The keys of `mocks/<api>.yaml`: one table that checks the files, and writes their JSON Schema and reference.

use crate::source::fields::{Format, Kind, field, required};

/// A whole file.
pub static MOCK: Format = Format {
    name: "mock",
    doc: "State and behaviour of one API's mock, as far as the contract alone cannot express them.",
    fields: &[
        field("version", Kind::Count, "the version of this format; 1 when absent"),
        required("api", Kind::Text("the name of an API"), "the API of countersign.toml that is played"),
        field(
            "credentials",
            Kind::Map("security schemes", &Kind::Text("the accepted credential")),
            "what is accepted for each security scheme; `mock-credential` when absent",
        ),
        field("state", Kind::Any, "the document that every session starts from"),
        field(
            "stateful",
            Kind::Bool,
            "`true` plays collections without rules, too: what was posted can be read back; as `--stateful` does",
        ),
        field("macros", Kind::Text("Jinja macros"), "macros that every `template` of this file may use"),
        field(
            "rules",
            Kind::List(&Kind::Object(&RULE)),
            "the first rule that matches answers; without one the contract does",
        ),
    ],
    rest: None,
};

/// One rule.
pub static RULE: Format = Format {
    name: "rule",
    doc: "What one kind of request does to the state, and what it is answered.",
    fields: &[
        required(
            "on",
            Kind::OneOf(&[
                Kind::Text("an operation such as `GET /items/{id}`"),
                Kind::List(&Kind::Text("an operation")),
            ]),
            "the operation or operations, as the contract writes them; `*` stands for any method, and in a path for any text",
        ),
        field("name", Kind::Text("a name"), "what the counts of `times` in the state call the rule"),
        field("when", Kind::Text("an expression"), "must be true for the rule to answer"),
        field("times", Kind::Count, "how often the rule answers in one session; then the next ones have their turn"),
        field(
            "validate",
            Kind::Bool,
            "`false` lets the rule answer requests that break the contract, too; `violations` says how they do",
        ),
        field("let", Kind::Map("names", &Kind::Any), "names for values, in order; a later one sees those before it"),
        field("set", Kind::Map("JSON Pointers", &Kind::Any), "values to be put into the state"),
        field("merge", Kind::Map("JSON Pointers", &Kind::Any), "objects to be merged, deeply, into those in the state"),
        field("append", Kind::Map("JSON Pointers", &Kind::Any), "elements to be added to arrays of the state"),
        field("delete", Kind::List(&Kind::Text("a JSON Pointer")), "what is removed from the state"),
        field(
            "respond",
            Kind::Object(&RESPOND),
            "the answer; without a status and a body, what is answered without the rule",
        ),
    ],
    rest: None,
};

/// An answer.
pub static RESPOND: Format = Format {
    name: "answer",
    doc: "A documented answer; without a body of its own it has the contract's example, else a generated one.",
    fields: &[
        field("status", Kind::Count, "a documented status; the first documented 2xx when absent"),
        field("headers", Kind::Map("header names", &Kind::Scalar), "headers beside the documented ones"),
        field("json", Kind::Any, "the body as data, in which `${{ }}` is filled in"),
        field("text", Kind::Text("a text"), "the body as text, in which `${{ }}` is filled in"),
        field("template", Kind::Text("a Jinja template"), "the body as a Jinja template that renders JSON"),
        field("example", Kind::Text("the name of an example"), "the contract's example of this name"),
        field(
            "delay",
            Kind::Text("a delay"),
            "how long it waits: `200ms`, `50ms..400ms`, `normal(200ms, 50ms)` or `lognormal(100ms, 0.5)`",
        ),
        field(
            "fault",
            Kind::OneOf(&[Kind::Text("a fault"), Kind::List(&Kind::Text("a fault"))]),
            "what is done to it, and at which rate: `reset`, `truncate:0.1`, `status=503:5%`, ... as \
             `countersign mock --fault` takes it",
        ),
    ],
    rest: None,
};
