//! The format of `countersign.baseline.json`, for those who look into it.

use crate::source::fields::{Format, Kind, required};

/// The file.
pub static BASELINE: Format = Format {
    name: "baseline",
    doc: "What was once good: `countersign baseline` writes it as `countersign.baseline.json` in the project's folder, and \
          it is committed. A case that is not in it has never passed, and does not block a gate until it has.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("cases", Kind::List(&Kind::Text("an id")), "the cases that have passed, with their rows, sorted"),
        required("shapes", Kind::List(&Kind::Object(&SHAPE)), "what answers looked like, sorted"),
    ],
    rest: None,
};

static SHAPE: Format = Format {
    name: "shape of an answer",
    doc: "What the bodies of all answers to an operation with one status looked like together.",
    fields: &[
        required("api", Kind::Text("the name of an API"), "the API"),
        required("operation", Kind::Text("an operation"), "a method and a path template, as the contract writes them"),
        required("status", Kind::Count, "the status"),
        required("shape", Kind::Map("keywords", &Kind::Any), "the shape, in the notation of shape snapshots"),
    ],
    rest: None,
};
