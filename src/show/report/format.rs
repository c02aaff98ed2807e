//! The format of our own report, for scripts that read it.

use crate::source::fields::{Field, Format, Kind, field, required};

/// What `--json` writes.
pub static REPORT: Format = Format {
    name: "report",
    doc: "What runs came to: what `countersign run --json FILE` and `countersign report RECORD... --json FILE` write. \
          Secrets are masked in it. It is written whole or not at all, also when the run was interrupted; `complete` \
          says whether every case that was to be run has a verdict of its own. Keys may be added; these stay.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("runs", Kind::List(&Kind::Object(&RUN)), "what was run: one, or one for each record"),
        required(
            "cases",
            Kind::List(&Kind::Object(&CASE)),
            "every case that has ended, in the order in which they did",
        ),
        required("summary", Kind::Object(&SUMMARY), "how many cases came to what"),
        required("missing", Kind::Count, "how many cases were to be run and have no verdict"),
        required("elapsed_us", Kind::Count, "how long it took, in microseconds; of several runs the longest"),
        required("complete", Kind::Bool, "whether this is all there should be; nothing incomplete is a success"),
        required("gaps", Kind::List(&Kind::Text("a sentence")), "why it is not"),
    ],
    rest: None,
};

static RUN: Format = Format {
    name: "run",
    doc: "One run.",
    fields: &[
        required("id", Kind::Text("an id"), "its id"),
        required("tool", Kind::Text("a text"), "what ran it: `countersign 0.1.0`"),
        required("at", Kind::Text("a time"), "when it began, in RFC 3339 and UTC"),
        required("environment", Kind::Text("the name of an environment"), "where requests went"),
        required("mock", Kind::Bool, "whether that is the embedded mock, which says nothing about the real API"),
        field("insecure", Kind::Bool, "whether certificates of servers were not verified; absent when they were"),
        field("proxy", Kind::Text("a host and a port"), "the proxy that requests went through"),
        required("targets", Kind::List(&Kind::Object(&TARGET)), "the base URLs, by API"),
        required("seed", Kind::Count, "the seed of random values"),
        required("planned", Kind::Count, "how many cases it was to have, rows counted"),
        field("shard", Kind::Object(&SHARD), "which part of the suite it had; absent for all of it"),
    ],
    rest: None,
};

static TARGET: Format = Format {
    name: "target",
    doc: "Where the requests of an API went.",
    fields: &[
        required("api", Kind::Text("the name of an API"), "the API"),
        required("url", Kind::Text("a URL"), "its base URL"),
    ],
    rest: None,
};

static SHARD: Format = Format {
    name: "shard",
    doc: "A part of the suite.",
    fields: &[required("index", Kind::Count, "which one, from 1"), required("total", Kind::Count, "of how many")],
    rest: None,
};

static CASE: Format = Format {
    name: "case",
    doc: "A case that has ended.",
    fields: &[
        required("id", Kind::Text("an id"), "its whole id, with its row"),
        required("name", Kind::Text("a text"), "what the case says"),
        required("api", Kind::Text("the name of an API"), "the API"),
        required("place", Kind::Object(&PLACE), "where it stands"),
        field("source", Kind::Text("a text"), "where the documentation says so"),
        field("owner", Kind::Text("a name"), "who answers for it"),
        field("tags", Kind::List(&Kind::Text("a tag")), "its tags"),
        required(
            "verdict",
            Kind::Choice(&["passed", "flaky", "fixed", "failed", "error", "skipped", "known-failure"]),
            "how it ended; `flaky` and `fixed` hold, too",
        ),
        field("reason", Kind::Text("a text"), "why it was skipped"),
        required("started_us", Kind::Count, "when it began, in microseconds from the start of its run"),
        required("elapsed_us", Kind::Count, "how long it took, in microseconds; of several attempts the last"),
        field("attempts", Kind::List(&Kind::Object(&ATTEMPT)), "every attempt, when there was more than one"),
        field("steps", Kind::List(&Kind::Object(&STEP)), "its steps in the order in which they were run"),
        field("findings", FINDINGS, "what is wrong and not about one of its steps: a deadline, a lock"),
        field("notes", Kind::List(&Kind::Text("a text")), "things to know that change no verdict"),
        field("known", Kind::List(&Kind::Object(&KNOWN)), "the known failures that have something to say"),
    ],
    rest: None,
};

static ATTEMPT: Format = Format {
    name: "attempt",
    doc: "One attempt at a case.",
    fields: &[
        required(
            "verdict",
            Kind::Choice(&["passed", "fixed", "failed", "error", "known-failure", "skipped"]),
            "how it ended",
        ),
        required("elapsed_us", Kind::Count, "how long it took, in microseconds"),
        field("codes", Kind::List(&Kind::Text("a code")), "the codes of what was found, each once"),
    ],
    rest: None,
};

static STEP: Format = Format {
    name: "step",
    doc: "One exchange of a case and what was judged of it. Whole requests and responses are in the record.",
    fields: &[
        field("id", Kind::Text("an id"), "the step's id, in a scenario"),
        field("role", Kind::Choice(&["cleanup", "login"]), "what it is there for, unless it belongs to the case"),
        required("place", Kind::Object(&PLACE), "where it stands"),
        field("operation", Kind::Text("a method and a path"), "the documented operation that it calls"),
        field("method", Kind::Text("a method"), "the method, when a request was sent"),
        field("url", Kind::Text("a URL"), "the whole URL"),
        field("status", Kind::Count, "the status, when there was an answer"),
        field("fault", Kind::Object(&FAULT), "why there was none"),
        field("elapsed_us", Kind::Count, "from sending to the body's end, in microseconds"),
        required(
            "checks",
            Kind::List(&Kind::Text("a kind of check")),
            "what was judged: `status`, `schema`, `snapshot`, ...; also what holds",
        ),
        field("findings", FINDINGS, "what is wrong"),
        field("more", Kind::Count, "how many more findings there were than are told"),
    ],
    rest: None,
};

static FAULT: Format = Format {
    name: "fault",
    doc: "Why there was no answer.",
    fields: &[
        required("code", Kind::Text("a code"), "the code"),
        required("phase", Kind::Text("a word"), "where it broke off: `connect`, `head`, ..."),
        required("message", Kind::Text("a text"), "what happened"),
        required("received", Kind::Count, "how many bytes of the body came until then"),
    ],
    rest: None,
};

static FINDING: Format = Format {
    name: "finding",
    doc: "One thing that is wrong.",
    fields: &[
        required("code", Kind::Text("a code"), "the stable code, such as `CS0310`"),
        required(
            "severity",
            Kind::Choice(&["warning", "error", "unreviewed", "failure"]),
            "what it means for the verdict",
        ),
        required("message", Kind::Text("a text"), "what is wrong"),
        required("part", Kind::Text("a text"), "the part of the exchange: `status`, `header etag`, `body`, ..."),
        field("pointer", Kind::Text("a JSON Pointer"), "where in the body"),
        field("expected", Kind::Text("a text"), "what should be, in words"),
        field("actual", Kind::Text("a text"), "what is, in words"),
        field("place", Kind::Object(&PLACE), "the place in the case file that asks for it"),
        field("contract", Kind::Object(&PLACE), "the place in the contract that asks for it"),
        field("help", Kind::List(&Kind::Text("a text")), "what to do about it"),
    ],
    rest: None,
};

static KNOWN: Format = Format {
    name: "known failure",
    doc: "A known failure and what became of it.",
    fields: &[
        required("state", Kind::Choice(&["happened", "fixed", "expired"]), "what became of it"),
        required("reason", Kind::Text("a text"), "why it is tolerated"),
        field("check", Kind::Text("a code"), "the code of the check that fails"),
        field("owner", Kind::Text("a name"), "who answers for it"),
        field("ticket", Kind::Text("a text"), "where it is tracked"),
        field("expires", Kind::Text("a day"), "the last day on which it is tolerated"),
        required("place", Kind::Object(&PLACE), "where it is declared"),
    ],
    rest: None,
};

static PLACE: Format = Format {
    name: "place",
    doc: "A place in a file of the project.",
    fields: &[
        required("file", Kind::Text("a path"), "the file, from the project's folder"),
        required("line", Kind::Count, "from 1"),
        required("column", Kind::Count, "in characters, from 1"),
    ],
    rest: None,
};

static SUMMARY: Format = Format {
    name: "summary",
    doc: "How many cases came to what.",
    fields: &[
        PLANNED,
        required("passed", Kind::Count, "cases that hold"),
        required("flaky", Kind::Count, "cases that hold, but not at the first attempt"),
        required("fixed", Kind::Count, "cases that hold, though a failure of theirs is declared as known"),
        required("failed", Kind::Count, "cases in which a check said no"),
        required("errors", Kind::Count, "cases without an honest judgement"),
        required("known", Kind::Count, "cases whose failure is known"),
        required("skipped", Kind::Count, "cases that were not run, for a reason"),
    ],
    rest: None,
};

const PLANNED: Field = required("planned", Kind::Count, "cases that were to be run");
const FINDINGS: Kind = Kind::List(&Kind::Object(&FINDING));
