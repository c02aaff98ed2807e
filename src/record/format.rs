//! The format of proposals, for those who read them: editors, scripts, and whoever wonders what a file is.

use crate::source::fields::{Format, Kind, field, required};

/// A file under `.countersign/pending/`.
pub static PROPOSAL: Format = Format {
    name: "proposal",
    doc: "What a run proposes for one snapshot, and the exchanges that led to it. `countersign run` writes it under \
          `.countersign/pending/`, `countersign review` reads it; secrets are masked in it.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("snapshot", Kind::Text("a path"), "the snapshot's file, from the project's folder"),
        required("api", Kind::Text("the name of an API"), "the API"),
        required("case", Kind::Text("an id"), "the case's id without a row, with `@` and its step if it has several"),
        required("name", Kind::Text("a text"), "what the case says"),
        required("file", Kind::Text("a path"), "the case file, from the project's folder"),
        required("line", Kind::Count, "the line of the case or the step in it, from 1"),
        required("environment", Kind::Text("the name of an environment"), "where requests went"),
        required("run", Kind::Text("an id"), "the id of the run"),
        required("at", Kind::Text("a time"), "when, in RFC 3339 and UTC"),
        field(
            "base",
            Kind::Text("a digest"),
            "the SHA-256 of the reviewed snapshot's file in hexadecimal; absent when there was none",
        ),
        required("beside", Kind::Bool, "whether the text was also written beside the snapshot, as `.snap.new`"),
        required("text", Kind::Text("a text"), "the whole file that is proposed"),
        required("exchanges", Kind::List(&Kind::Object(&EXCHANGED)), "what led to it, five at most"),
    ],
    rest: None,
};

static EXCHANGED: Format = Format {
    name: "exchange",
    doc: "One request and its answer.",
    fields: &[
        field("row", Kind::Text("an id"), "the row of the case"),
        required("method", Kind::Text("a method"), "the method"),
        required("url", Kind::Text("a URL"), "the whole URL"),
        required("request_headers", HEADERS, "the request's headers as sent: pairs of name and value"),
        field("request_body", Kind::Object(&BODY), "the request's body"),
        required("status", Kind::Count, "the status"),
        required("response_headers", HEADERS, "the response's headers: pairs of name and value"),
        field("response_body", Kind::Object(&BODY), "the response's body"),
        required("elapsed", Kind::TextOrNumber("a number"), "how long it took, in milliseconds"),
        required("has_schema", Kind::Bool, "whether a schema judged the response's body"),
        required("findings", Kind::List(&Kind::Object(&FOUND)), "what the checks found, but that of the snapshot"),
    ],
    rest: None,
};

const HEADERS: Kind = Kind::List(&Kind::List(&Kind::Text("a text")));

static BODY: Format = Format {
    name: "body",
    doc: "A body; one that is no text has only a length.",
    fields: &[
        field("text", Kind::Text("a text"), "its first 256 KiB"),
        required("length", Kind::Count, "how many bytes it has"),
    ],
    rest: None,
};

static FOUND: Format = Format {
    name: "finding",
    doc: "One thing that a check found.",
    fields: &[
        required("code", Kind::Text("a code"), "the code, which `countersign explain` explains"),
        required("check", Kind::Text("a kind of check"), "the kind of check, such as `schema`"),
        required("severity", Kind::Choice(&["failure", "error", "warning", "unreviewed"]), "what it means"),
        field("pointer", Kind::Text("a JSON Pointer"), "its place in the body"),
        required("message", Kind::Text("a text"), "what is wrong, in words"),
    ],
    rest: None,
};

/// What `countersign snapshots --json` prints.
pub static SNAPSHOTS: Format = Format {
    name: "snapshots",
    doc: "The output of `countersign snapshots --json`: all snapshots, or with `--unreferenced` those that no case \
          refers to.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        field("snapshots", Kind::List(&Kind::Object(&SNAPSHOT)), "all of them, in the order of their paths"),
        field("unreferenced", PATHS, "with `--unreferenced`, the files that no case refers to"),
        field("deleted", PATHS, "with `--unreferenced --delete`, those of them that were deleted"),
    ],
    rest: None,
};

static SNAPSHOT: Format = Format {
    name: "snapshot",
    doc: "One snapshot.",
    fields: &[
        required("path", Kind::Text("a path"), "its file, from the project's folder"),
        field(
            "kind",
            Kind::Choice(&["shape", "body"]),
            "what it records; absent where a file that no case refers to does not say",
        ),
        field(
            "case",
            Kind::Text("an id"),
            "the case's id, with `@` and its step if it has several; absent in the same way",
        ),
        required(
            "state",
            Kind::Choice(&["reviewed", "pending", "new", "unreferenced", "damaged"]),
            "whether it waits for its review",
        ),
    ],
    rest: None,
};

const PATHS: Kind = Kind::List(&Kind::Text("a path"));
