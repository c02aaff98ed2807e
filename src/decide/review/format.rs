//! The format of decisions, for those who write them without a page or look into what one exported.

use crate::source::fields::{Format, Kind, field, required};

/// The file `decisions.json`.
pub static DECISIONS: Format = Format {
    name: "decisions",
    doc: "What was decided on a page of `countersign review --html`. The page exports it, `countersign review --from` \
          applies it: all of it, or nothing when one of its snapshots has changed meanwhile. It brings the proposed \
          texts along, so it can be applied where nothing is pending, such as on the machine of whoever looked at the \
          page of a pipeline.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("decisions", Kind::List(&Kind::Object(&DECIDED)), "one for each snapshot"),
    ],
    rest: None,
};

static DECIDED: Format = Format {
    name: "decision",
    doc: "What was decided about one snapshot. Changes that are not named stay pending.",
    fields: &[
        required("snapshot", Kind::Text("a path"), "the snapshot's file, from the project's folder"),
        field(
            "base",
            Kind::Text("a digest"),
            "the SHA-256 of the reviewed snapshot's file in hexadecimal; absent when there was none",
        ),
        required("proposed", Kind::Text("a digest"), "the SHA-256 of `text` in hexadecimal"),
        required("text", Kind::Text("a text"), "the whole file that was proposed"),
        field("accept", FINGERPRINTS, "the fingerprints of changes that become part of the snapshot"),
        field("reject", FINGERPRINTS, "the fingerprints of changes that do not"),
        field("redact", PATHS, "paths whose values are redacted from now on, which is written into the case file"),
        field("alias", PATHS, "paths whose values are numbered from now on, which is written into the case file"),
    ],
    rest: None,
};

const FINGERPRINTS: Kind = Kind::List(&Kind::Text("a fingerprint"));
const PATHS: Kind = Kind::List(&Kind::Text("a JSONPath"));
