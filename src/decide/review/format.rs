//! The format of decisions, for those who write them without a page or look into what one exported.

use crate::source::fields::{Field, Format, Kind, field, required};

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
        required("proposed", Kind::Text("a digest"), "the SHA-256 of the proposed file in hexadecimal"),
        required(
            "text",
            Kind::Text("a text"),
            "the whole file that was proposed; where a secret is masked in it, the file must still be there to be rejected",
        ),
        field("accept", FINGERPRINTS, "the fingerprints of changes that become part of the snapshot"),
        field("reject", FINGERPRINTS, "the fingerprints of changes that do not"),
        field("redact", PATHS, "paths whose values are redacted from now on, which is written into the case file"),
        field("alias", PATHS, "paths whose values are numbered from now on, which is written into the case file"),
    ],
    rest: None,
};

/// What `countersign review --json` prints.
pub static REVIEW: Format = Format {
    name: "review",
    doc: "What waits for its review, or what was decided: the output of `countersign review --json`, alone or with \
          `--accept`, `--reject`, `--redact`, `--alias` or `--from`.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("open", Kind::Count, "how many changes wait for a decision"),
        required("accepted", Kind::Count, "how many became part of their snapshots"),
        required("rejected", Kind::Count, "how many did not"),
        required("groups", Kind::List(&Kind::Object(&GROUP)), "the same change over all snapshots, the worst first"),
        required("snapshots", Kind::List(&Kind::Object(&PENDING)), "every snapshot for which something is proposed"),
    ],
    rest: None,
};

static GROUP: Format = Format {
    name: "group",
    doc: "One change, wherever it occurs.",
    fields: &[
        CLASS,
        KIND,
        PATH,
        FROM,
        TO,
        FINGERPRINT,
        required("cases", Kind::List(&Kind::Text("an id")), "the cases in whose snapshots it is, with their steps"),
        required("open", Kind::Count, "in how many places it waits for a decision"),
    ],
    rest: None,
};

static PENDING: Format = Format {
    name: "pending snapshot",
    doc: "A snapshot for which something is proposed.",
    fields: &[
        required("snapshot", Kind::Text("a path"), "the snapshot's file, from the project's folder"),
        required("case", Kind::Text("an id"), "the case's id without a row, with `@` and its step if it has several"),
        required("api", Kind::Text("the name of an API"), "the API"),
        required("is_new", Kind::Bool, "whether there was no snapshot before"),
        required("changes", Kind::List(&Kind::Object(&CHANGE)), "what changed, in the order of the document"),
    ],
    rest: None,
};

static CHANGE: Format = Format {
    name: "change",
    doc: "One change of one snapshot.",
    fields: &[
        CLASS,
        KIND,
        PATH,
        FROM,
        TO,
        FINGERPRINT,
        required("decision", Kind::Choice(&["open", "accepted", "rejected"]), "what was decided"),
        field("was", Kind::Object(&PLACE), "what was there; absent for what is new"),
        field("is", Kind::Object(&PLACE), "what is there now; absent for what is gone"),
    ],
    rest: None,
};

static PLACE: Format = Format {
    name: "place",
    doc: "A place in a snapshot's contents.",
    fields: &[
        required("pointer", Kind::Text("a JSON Pointer"), "where: in the body, or in the notation of its shape"),
        required("value", Kind::Any, "what is there"),
    ],
    rest: None,
};

const CLASS: Field = required(
    "class",
    Kind::Choice(&["breaking", "status", "header", "additive", "value", "order", "new"]),
    "what it means for readers",
);
const KIND: Field = required(
    "kind",
    Kind::Choice(&["removed", "added", "type", "presence", "format", "value", "renamed", "moved", "reordered"]),
    "what happened",
);
const PATH: Field =
    required("path", Kind::Text("a path"), "where, for all elements of a list at once: `$.items[*].price`");
const FROM: Field = required("from", Kind::Text("a text"), "what was there, in words; empty for what is new");
const TO: Field = required("to", Kind::Text("a text"), "what is there now, in words; empty for what is gone");
const FINGERPRINT: Field =
    required("fingerprint", Kind::Text("a fingerprint"), "equal for the same change elsewhere: 16 hexadecimal digits");

const FINGERPRINTS: Kind = Kind::List(&Kind::Text("a fingerprint"));
const PATHS: Kind = Kind::List(&Kind::Text("a JSONPath"));
