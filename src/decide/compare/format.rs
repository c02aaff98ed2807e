//! The format of what `countersign diff --json` prints.

use crate::source::fields::{Format, Kind, field, required};

/// What `countersign diff --json` prints.
pub static DIFFERENCES: Format = Format {
    name: "differences",
    doc: "What the answers of the same cases on two sides have not in common: the output of `countersign diff --json`.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("old", Kind::Object(&SIDE), "the first side"),
        required("new", Kind::Object(&SIDE), "the second side"),
        required("cases", Kind::Count, "how many cases are on both sides"),
        required("same", Kind::Count, "how many of them answer the same"),
        required("exchanges", Kind::Count, "how many exchanges were compared"),
        required("forbid", Kind::List(&Kind::Text("a class")), "what the policy forbids"),
        required(
            "changes",
            Kind::List(&Kind::Object(&CHANGE)),
            "the same change of many cases as one, the worst first",
        ),
        required("verdicts", Kind::List(&Kind::Object(&VERDICTS)), "cases with another verdict"),
        required("only_old", Kind::List(&Kind::Text("an id")), "cases that are on the first side alone"),
        required("only_new", Kind::List(&Kind::Text("an id")), "cases that are on the second side alone"),
        required("blind", Kind::List(&Kind::Object(&BLIND)), "what could not be compared"),
        required("exit", Kind::Count, "the exit code"),
    ],
    rest: None,
};

static SIDE: Format = Format {
    name: "side",
    doc: "One of the two sides.",
    fields: &[
        required("name", Kind::Text("a text"), "the environment, or the record's file"),
        required("environment", Kind::Text("the name of an environment"), "where requests went"),
        required("run", Kind::Text("an id"), "the id of the run"),
        required("at", Kind::Text("a time"), "when it began, in RFC 3339"),
        required("complete", Kind::Bool, "whether its record is complete"),
        required("insecure", Kind::Bool, "whether any certificate of its servers would do"),
        required("leftovers", Kind::List(&Kind::Object(&LEFTOVER)), "what may have been left on its server"),
    ],
    rest: None,
};

static LEFTOVER: Format = Format {
    name: "leftover",
    doc: "A cleanup that did not succeed.",
    fields: &[
        required("case", Kind::Text("an id"), "the case"),
        required("what", Kind::Text("a text"), "what was not cleaned up, and why"),
    ],
    rest: None,
};

static CHANGE: Format = Format {
    name: "change",
    doc: "One change, wherever it is.",
    fields: &[
        required(
            "class",
            Kind::Choice(&["breaking", "status", "header", "additive", "value", "order"]),
            "what it means",
        ),
        required("kind", Kind::Text("a kind"), "what happened, such as `removed` or `type`"),
        required("path", Kind::Text("a path"), "the place, such as `$.items[*].price`, `status` or `header etag`"),
        required("from", Kind::Text("a text"), "what is on the first side, in words"),
        required("to", Kind::Text("a text"), "what is on the second side, in words"),
        required("fingerprint", Kind::Text("16 hexadecimal digits"), "by what the same change is recognized"),
        required("forbidden", Kind::Bool, "whether the policy forbids it"),
        required("count", Kind::Count, "in how many answers it is: a case can have several, one for each step"),
        required("cases", Kind::List(&Kind::Text("an id")), "the cases of the first 20 of them, with their steps"),
    ],
    rest: None,
};

static VERDICTS: Format = Format {
    name: "pair of verdicts",
    doc: "A case with another verdict.",
    fields: &[
        required("case", Kind::Text("an id"), "the case"),
        required("old", Kind::Text("a verdict"), "on the first side"),
        required("new", Kind::Text("a verdict"), "on the second side"),
    ],
    rest: None,
};

static BLIND: Format = Format {
    name: "blind spot",
    doc: "Something that could not be compared.",
    fields: &[required("case", Kind::Text("an id"), "the case"), field("why", Kind::Text("a text"), "why")],
    rest: None,
};
