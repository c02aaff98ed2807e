//! The format of what `countersign gate --json` prints.

use crate::source::fields::{Format, Kind, field, required};

/// The output.
pub static DECISION: Format = Format {
    name: "decision",
    doc: "What a gate decides: the output of `countersign gate --json`.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required(
            "decision",
            Kind::Choice(&["deploy", "refuse", "incomplete"]),
            "whether it may be deployed; `incomplete` when nobody can say, so that it must not be, either",
        ),
        required("exit", Kind::Count, "the exit code that this decision has without `--dry-run`"),
        required("dry_run", Kind::Bool, "whether the exit code was 0 whatever was decided"),
        required("environment", Kind::Text("the name of an environment"), "where requests went"),
        required("at", Kind::Text("a time"), "when the oldest run began, in RFC 3339 and UTC"),
        required("cases", Kind::Count, "how many cases have a verdict"),
        required("records", Kind::List(&Kind::Object(&RECORD)), "the records that were taken"),
        required("rules", Kind::List(&Kind::Object(&RULE)), "every rule that was applied"),
        required("pending", Kind::Object(&BLAME), "cases that fail, have never passed, and do not block"),
        required("known", Kind::Object(&BLAME), "cases of which the failure is known"),
        required("fixed", Kind::Object(&BLAME), "known failures that are gone, and what can be removed"),
    ],
    rest: None,
};

static RECORD: Format = Format {
    name: "record",
    doc: "A record that was taken.",
    fields: &[
        required("path", Kind::Text("a path"), "its file"),
        required("run", Kind::Text("an id"), "the id of the run"),
    ],
    rest: None,
};

static RULE: Format = Format {
    name: "rule",
    doc: "A rule and what came of it.",
    fields: &[
        required("rule", Kind::Text("a name"), "its key in `[gate]`, or a word for what always applies"),
        required("asked", Kind::Text("a text"), "what was asked"),
        required("saw", Kind::Text("a text"), "what was seen"),
        required("standing", Kind::Choice(&["holds", "broken", "incomplete"]), "what that means"),
        required("blame", Kind::Object(&BLAME), "who is to blame"),
        field("help", Kind::Text("a text"), "what to do about it"),
    ],
    rest: None,
};

static BLAME: Format = Format {
    name: "blame",
    doc: "Cases, operations or files: all are counted, the first 20 are named.",
    fields: &[
        required("count", Kind::Count, "how many there are"),
        required("list", Kind::List(&Kind::Object(&BLAMED)), "the first ones"),
    ],
    rest: None,
};

static BLAMED: Format = Format {
    name: "blamed",
    doc: "One of them.",
    fields: &[
        required("what", Kind::Text("a text"), "a case, an operation or a file"),
        required("why", Kind::Text("a text"), "why"),
    ],
    rest: None,
};
