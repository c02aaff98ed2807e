//! The format of records, for those who read them with other tools: what [`line`](crate::record::line) says, as tables.

use crate::source::fields::{Field, Format, Kind, field, required};

/// A line of a record.
pub static RECORD: Format = Format {
    name: "line",
    doc: "A line of the record of a run, `.countersign/runs/<id>.jsonl`. A record is JSON Lines: every line is an object \
          with one of these keys, and ends with a line break. The first is `run`; `start` and `case` follow in the order \
          in which things happened; the last one is `end`. A record without an end, or with a line that was cut, is \
          incomplete. Secrets are masked in all of it: `«secret:NAME»`. Later versions of Countersign may add keys \
          without another `version`; whoever reads records passes over keys that it does not know.",
    fields: &[
        field("run", Kind::Object(&RUN), "what was run; the first line"),
        field("start", Kind::Object(&START), "a case has begun and takes longer than a moment"),
        field("case", Kind::Object(&CASE), "a case has ended"),
        field("end", Kind::Object(&END), "the run has ended; the last line"),
    ],
    rest: None,
};

const OPEN: Option<&'static Kind> = Some(&Kind::Any);
const TEXT: Kind = Kind::Text("a text");
const TEXTS: Kind = Kind::List(&Kind::Text("a text"));
const ID: Kind = Kind::Text("an id");
const TIME: Kind = Kind::Text("a time in RFC 3339, UTC");
const DAY: Kind = Kind::Text("a day, `YYYY-MM-DD`");
const HASH: Kind = Kind::Text("a SHA-256 in hexadecimal");
const PLACE_OF: Kind = Kind::Object(&PLACE);
const VERDICT: Kind = Kind::Choice(&["passed", "flaky", "fixed", "failed", "error", "skipped", "known-failure"]);

static RUN: Format = Format {
    name: "run",
    doc: "What was run, where, and on which terms.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("id", ID, "the run's id"),
        required("tool", TEXT, "what wrote it, such as `countersign 0.1.0`"),
        required("at", TIME, "when it began"),
        required("environment", Kind::Text("the name of an environment"), "where requests went"),
        required("mock", Kind::Bool, "whether that is the embedded mock"),
        field("insecure", Kind::Bool, "whether certificates of servers were not verified; absent when they were"),
        field("proxy", TEXT, "the host and port of the proxy that requests went through"),
        required("targets", Kind::List(&Kind::Object(&TARGET)), "where the requests of each API went"),
        required("seed", Kind::Count, "the seed of random values; of a merged record, that of the first run"),
        required("suite", Kind::Object(&SUITE), "the cases"),
        required("contracts", Kind::List(&Kind::Object(&CONTRACT)), "what the cases were held against"),
        field("shard", Kind::Object(&SHARD), "which part this run had; absent when it had all that was selected"),
        field("merged", Kind::List(&Kind::Object(&MERGED)), "the records that this one was merged from"),
        required("planned", Kind::Count, "how many cases it was to have, rows counted"),
        field("retries", Kind::Count, "how many times a case that does not hold was tried again, at most"),
        field("repeat", Kind::Count, "how many times every case was run, when it was more than once"),
    ],
    rest: OPEN,
};

static TARGET: Format = Format {
    name: "target",
    doc: "Where the requests of an API went.",
    fields: &[required("api", Kind::Text("the name of an API"), "the API"), required("url", TEXT, "its base URL")],
    rest: OPEN,
};

static SUITE: Format = Format {
    name: "suite",
    doc: "The suite that was run.",
    fields: &[
        required("hash", HASH, "over everything that says what the cases are"),
        required("cases", Kind::Count, "how many it has, rows counted"),
        required("selected", Kind::Count, "how many were selected, before they were shared out between shards"),
        required("ids", HASH, "over the ids of those: the first halves of their SHA-256, sorted, one after the other"),
        field("selection", Kind::Object(&SELECTION), "what selected them; absent for the whole suite"),
    ],
    rest: OPEN,
};

static SELECTION: Format = Format {
    name: "selection",
    doc: "What was asked for on the command line.",
    fields: &[
        field("filters", TEXTS, "filters"),
        field("exact", Kind::Bool, "whether they are whole ids; only the file of one was loaded then"),
        field("skip", TEXTS, "what was left out"),
        field("tags", TEXTS, "tags"),
        field("rerun", ID, "the run whose failures were run again"),
    ],
    rest: OPEN,
};

static CONTRACT: Format = Format {
    name: "contract",
    doc: "A contract that cases were held against.",
    fields: &[
        required("api", Kind::Text("the name of an API"), "the API"),
        required("file", Kind::Text("a path"), "its description, from the project's folder"),
        required("hash", HASH, "over it and every file that it refers to"),
    ],
    rest: OPEN,
};

const SHARD_FIELDS: &[Field] = &[
    required("index", Kind::Count, "which part, from 1"),
    required("total", Kind::Count, "how many there are"),
    required("plan", TEXT, "how cases were shared out: `hash`, or `timings:` and a SHA-256 of those timings"),
];

static SHARD: Format =
    Format { name: "shard", doc: "Which part of the suite a run had.", fields: SHARD_FIELDS, rest: OPEN };

static MERGED: Format = Format {
    name: "merged record",
    doc: "A record that was merged into this one.",
    fields: &[
        required("id", ID, "the run's id"),
        required("at", TIME, "when it began"),
        field("shard", Kind::Object(&SHARD), "which part it had"),
        required("complete", Kind::Bool, "whether it came to an end of its own"),
    ],
    rest: OPEN,
};

static START: Format = Format {
    name: "start",
    doc: "A case that has begun. Of cases that end at once, there is none.",
    fields: &[
        required("id", ID, "the case's id"),
        required("started_us", Kind::Count, "when, in microseconds from the run's start"),
    ],
    rest: OPEN,
};

static CASE: Format = Format {
    name: "case",
    doc: "A case that has ended. In a merged record, its moments are counted from the start of the run that it is of.",
    fields: &[
        required("id", ID, "the whole id, with its row"),
        required("name", TEXT, "what the case says"),
        required("api", Kind::Text("the name of an API"), "the API it is about"),
        required("place", PLACE_OF, "where it stands"),
        field("source", TEXT, "where the documentation says so"),
        field("owner", TEXT, "who answers for it"),
        field("tags", TEXTS, "its tags"),
        required(
            "verdict",
            VERDICT,
            "how it ended; `flaky` passed after it was tried again, `fixed` passed though a failure of it is known",
        ),
        field("reason", TEXT, "why it was skipped"),
        required("started_us", Kind::Count, "when it began, in microseconds from the run's start"),
        required("elapsed_us", Kind::Count, "how long it took, in microseconds; of the last attempt"),
        field("attempts", Kind::List(&Kind::Object(&ATTEMPT)), "every attempt, when there was more than one"),
        field("steps", Kind::List(&Kind::Object(&STEP)), "its steps, those of the attempt that the verdict is about"),
        field("findings", Kind::List(&Kind::Object(&FINDING)), "what is not a finding of a step, such as a deadline"),
        field("notes", TEXTS, "things to know that change no verdict"),
        field("known", Kind::List(&Kind::Object(&KNOWN)), "the known failures that have something to say"),
    ],
    rest: OPEN,
};

static ATTEMPT: Format = Format {
    name: "attempt",
    doc: "One attempt at a case.",
    fields: &[
        required("verdict", VERDICT, "how it ended"),
        required("elapsed_us", Kind::Count, "how long it took, in microseconds"),
        field("codes", TEXTS, "the codes of what was found, each once"),
    ],
    rest: OPEN,
};

static PLACE: Format = Format {
    name: "place",
    doc: "A place in a file of the project.",
    fields: &[
        required("file", Kind::Text("a path"), "the file, from the project's folder"),
        required("line", Kind::Count, "from 1"),
        required("column", Kind::Count, "in characters, from 1"),
    ],
    rest: OPEN,
};

static STEP: Format = Format {
    name: "step",
    doc: "One exchange of a case and what was judged of it.",
    fields: &[
        field("id", ID, "the step's id, in a scenario"),
        field("role", Kind::Choice(&["case", "cleanup", "login"]), "what it is there for; `case` when absent"),
        required("place", PLACE_OF, "where it stands"),
        field("operation", TEXT, "the documented operation that it calls: `GET /items/{id}`"),
        field("exchange", Kind::Object(&EXCHANGE), "what was sent and what came back; absent when nothing was sent"),
        required("checks", Kind::List(&Kind::Object(&CHECK)), "every check that was made"),
    ],
    rest: OPEN,
};

const HEADERS: Kind = Kind::List(&Kind::List(&Kind::Text("a text")));

static EXCHANGE: Format = Format {
    name: "exchange",
    doc: "One request and its answer, masked.",
    fields: &[
        required("method", Kind::Text("a method"), "the method"),
        required("url", Kind::Text("a URL"), "the whole URL"),
        field("request_headers", HEADERS, "the request's headers as sent: pairs of name and value"),
        field("request_body", Kind::Object(&BODY), "the request's body, when it has one"),
        required("started_us", Kind::Count, "when it was sent, in microseconds from the run's start"),
        required("elapsed_us", Kind::Count, "how long it took, in microseconds"),
        field("status", Kind::Count, "the status; absent when there was no answer"),
        field("http_version", TEXT, "the version of HTTP of the answer, such as `2`; 1.1 when absent"),
        field("response_headers", HEADERS, "the response's headers: pairs of name and value"),
        field("response_body", Kind::Object(&BODY), "the response's body, when it has one"),
        field("fault", Kind::Object(&FAULT), "why there was no answer"),
        field("retried", Kind::Bool, "whether it was sent twice, because the connection had died before an answer"),
    ],
    rest: OPEN,
};

static BODY: Format = Format {
    name: "body",
    doc: "A body. What is text stands in `json` or in `text`, at most its first 64 KiB; of anything else there are only \
          the length and the hash.",
    fields: &[
        required("length", Kind::Count, "how many bytes it has, decoded"),
        field("json", Kind::Any, "the body byte for byte, when it is JSON on one line and holds no secret"),
        field("text", TEXT, "the body, or as much of it as is kept"),
        field("sha256", HASH, "of the whole body, when it is not kept whole"),
    ],
    rest: OPEN,
};

static FAULT: Format = Format {
    name: "fault",
    doc: "Why there was no answer.",
    fields: &[
        required("code", Kind::Text("a code"), "the code, of the CS04xx group"),
        required("phase", TEXT, "where it broke off: `connect`, `head`, ..."),
        required("message", TEXT, "what happened"),
        required("received", Kind::Count, "bytes of the body received until then"),
    ],
    rest: OPEN,
};

static CHECK: Format = Format {
    name: "check",
    doc: "One judged aspect of an exchange.",
    fields: &[
        required(
            "kind",
            Kind::Choice(&[
                "exchange",
                "protocol",
                "request",
                "status",
                "content-type",
                "header",
                "schema",
                "undocumented",
                "body",
                "assert",
                "snapshot",
                "http-version",
                "time",
                "capture",
                "until",
                "cleanup",
            ]),
            "which aspect",
        ),
        field("findings", Kind::List(&Kind::Object(&FINDING)), "what is wrong with it; absent when the check holds"),
        field("more", Kind::Count, "how many more findings there were"),
    ],
    rest: OPEN,
};

static FINDING: Format = Format {
    name: "finding",
    doc: "One thing that is wrong.",
    fields: &[
        required("code", Kind::Text("a code"), "the code, which `countersign explain` explains"),
        required(
            "severity",
            Kind::Choice(&["warning", "error", "unreviewed", "failure"]),
            "what it means for the verdict",
        ),
        required("message", TEXT, "what is wrong"),
        required("part", TEXT, "the part of the exchange that it is about: `status`, `header etag`, `body`, ..."),
        field("pointer", Kind::Text("a JSON Pointer"), "its place in the body"),
        field("expected", TEXT, "what should be, in words"),
        field("actual", TEXT, "what is, in words"),
        field("place", PLACE_OF, "the place in the case file that asks for it"),
        field("contract", PLACE_OF, "the place in the contract that asks for it"),
        field("help", TEXTS, "what to do about it"),
    ],
    rest: OPEN,
};

static KNOWN: Format = Format {
    name: "known failure",
    doc: "A known failure and what became of it.",
    fields: &[
        required("state", Kind::Choice(&["happened", "fixed", "expired"]), "what became of it"),
        required("reason", TEXT, "why it is tolerated"),
        field("check", Kind::Text("a code"), "the code of the check that fails"),
        field("owner", TEXT, "who answers for it"),
        field("ticket", TEXT, "where it is tracked"),
        field("since", DAY, "the day on which it became known"),
        field("expires", DAY, "the last day on which it is tolerated"),
        required("place", PLACE_OF, "where it is declared"),
    ],
    rest: OPEN,
};

static END: Format = Format {
    name: "end",
    doc: "How a run ended.",
    fields: &[
        required("at", TIME, "when"),
        required("elapsed_us", Kind::Count, "how long it took, in microseconds; of a merged record, its longest run"),
        required("summary", Kind::Object(&SUMMARY), "how many cases came to what"),
        field(
            "stopped",
            Kind::Choice(&["interrupted", "deadline", "too-many-failures", "missing"]),
            "why it is not all there should be; `missing` is said of a merged record",
        ),
        field("obsolete", TEXTS, "snapshot files that no case refers to; absent when nobody looked"),
        required("exit", Kind::Count, "the exit code of the run"),
    ],
    rest: OPEN,
};

static SUMMARY: Format = Format {
    name: "summary",
    doc: "How many cases came to what.",
    fields: &[
        required("planned", Kind::Count, "to be run"),
        required("passed", Kind::Count, "hold"),
        required("flaky", Kind::Count, "hold, but not at the first attempt"),
        required("fixed", Kind::Count, "hold, though a failure of theirs is declared as known"),
        required("failed", Kind::Count, "a check said no"),
        required("errors", Kind::Count, "no honest judgement was possible"),
        required("known", Kind::Count, "failed in a way that is known"),
        required("skipped", Kind::Count, "not run, for a reason"),
    ],
    rest: OPEN,
};
