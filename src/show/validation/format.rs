//! The format of what `countersign validate --json` prints, for scripts that read it.

use crate::source::fields::{Format, Kind, field, required};

/// One line of it.
pub static VALIDATION: Format = Format {
    name: "validation",
    doc: "What became of one instance, or of the schema. `countersign validate --json` prints one such object on a line for \
          each instance, in the order given. Where the schema cannot be used, or is wrong in the eyes of `--lint`, a line \
          about it comes before them, and where no instance is given there is that line alone. Keys may be added; these \
          stay.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("kind", Kind::Choice(&["instance", "schema"]), "what the line is about"),
        required("file", Kind::Text("a path"), "the instance or the schema, as it was named; `-` is standard input"),
        required("valid", Kind::Bool, "whether it was judged and nothing is wrong with it"),
        field(
            "nodes",
            Kind::List(&Kind::Object(&NODE)),
            "with `--at`, the values that the path selects; none at all is not valid",
        ),
        required("violations", Kind::List(&Kind::Object(&VIOLATION)), "what is wrong, at most a hundred"),
        required("more", Kind::Count, "how many more violations there were"),
        field("error", Kind::Object(&ERROR), "why it could not be judged or used; then it is not valid either"),
        field("problems", Kind::List(&Kind::Object(&PROBLEM)), "of the schema, everything that is to be said of it"),
    ],
    rest: None,
};

static NODE: Format = Format {
    name: "node",
    doc: "A value that was judged on its own.",
    fields: &[
        required("path", Kind::Text("a normalized path"), "where it is: `$['items'][0]`"),
        required("pointer", Kind::Text("a JSON Pointer"), "the same as a JSON Pointer"),
        required("valid", Kind::Bool, "whether it is valid"),
    ],
    rest: None,
};

static VIOLATION: Format = Format {
    name: "violation",
    doc: "One thing that is wrong.",
    fields: &[
        required("code", Kind::Text("a code"), "the stable code: `CS0310`; `countersign explain` says more"),
        required("pointer", Kind::Text("a JSON Pointer"), "the value in the instance"),
        required("line", Kind::Count, "the line of the value, from 1"),
        required("column", Kind::Count, "its column, in characters, from 1"),
        required("keyword", Kind::Text("a keyword"), "the keyword that is broken; empty where none is"),
        required("schema", Kind::Text("a place"), "where the schema says so: `item.schema.json#/properties/id/type`"),
        required("expected", Kind::Text("a text"), "what should be there, in words"),
        required("actual", Kind::Text("a text"), "what is there, in words"),
        required("message", Kind::Text("a sentence"), "both in one sentence"),
    ],
    rest: None,
};

static ERROR: Format = Format {
    name: "error",
    doc: "Why an instance could not be judged, or the schema not be used: the first of its problems.",
    fields: &[
        required("code", Kind::Text("a code"), "the stable code: `CS0102`"),
        required("message", Kind::Text("a text"), "what is wrong"),
        field("line", Kind::Count, "the line, from 1"),
        field("column", Kind::Count, "the column, in characters, from 1"),
    ],
    rest: None,
};

static PROBLEM: Format = Format {
    name: "problem",
    doc: "Something about the schema, or about how it was to be used.",
    fields: &[
        required("severity", Kind::Choice(&["error", "warning"]), "a warning keeps nothing from being valid"),
        required("code", Kind::Text("a code"), "the stable code: `CS0206`"),
        required("message", Kind::Text("a text"), "what is wrong"),
        field("file", Kind::Text("a path"), "the file that it is in, which the schema may only refer to"),
        field("line", Kind::Count, "the line, from 1"),
        field("column", Kind::Count, "the column, in characters, from 1"),
        field("detail", Kind::Text("a text"), "what is said at that place: `expected array, found string \"id\"`"),
        required("help", Kind::List(&Kind::Text("a text")), "what to do about it; may be empty"),
    ],
    rest: None,
};
