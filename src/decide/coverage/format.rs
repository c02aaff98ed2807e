//! The format that `countersign coverage --json` prints.

use crate::source::fields::{Field, Format, Kind, field, required};

/// What `countersign coverage --json` prints.
pub static COVERAGE: Format = Format {
    name: "coverage",
    doc: "What of the documentation the cases of records cover: the output of `countersign coverage --json`. A row is \
          *asserted* when a check that a case asks for has judged it (an explicit status, headers, body matchers, \
          assertions, snapshots, captures), *conformed* when it was seen and the contract alone has judged it, *untested* \
          when no case that holds has seen it, and *undocumented* when it was seen and the documentation does not have it. \
          Steps that prepare or undo something, and what a request carries that is to be refused, count as conformed at \
          most. A property of a response is asserted when a check reaches it, or something inside it that is there; a \
          value of an `enum` when that check takes no other value for it, so not by `snapshot: shape`. A case that fails \
          covers nothing. In a case whose failure is known, the exchange that fails is conformed at most, and only if what \
          fails is not the contract. Of a union of schemas, all alternatives are rows; a schema that contains itself is \
          looked at once; of one schema, at most 2000 places are looked at.",
    fields: &[
        required("version", Kind::Count, "the version of the format: 1"),
        required("complete", Kind::Bool, "whether everything that was to be run is in the records"),
        field("gaps", SENTENCES, "why it is not"),
        field("notes", SENTENCES, "what else there is to know, such as that a part of the suite was selected"),
        required("runs", Kind::List(&Kind::Object(&RUN)), "the runs that it was worked out from"),
        required("apis", Kind::List(&Kind::Object(&API)), "the APIs, by name"),
    ],
    rest: None,
};

const SENTENCES: Kind = Kind::List(&Kind::Text("a sentence"));
const IDS: Kind = Kind::List(&Kind::Text("an id"));
const PLACE: Kind = Kind::Text("`file:line`");
const DIMENSIONS: Kind = Kind::Choice(&[
    "responses",
    "operations",
    "parameters",
    "enum-values",
    "request-properties",
    "response-properties",
]);
const DIMENSION: Field = required("dimension", DIMENSIONS, "what it is about");

static RUN: Format = Format {
    name: "run",
    doc: "A run that coverage was worked out from.",
    fields: &[
        required("id", Kind::Text("an id"), "its id"),
        required("at", Kind::Text("a moment"), "when it began, in RFC 3339"),
        required("environment", Kind::Text("a name"), "the environment"),
        required(
            "mock",
            Kind::Bool,
            "whether that is the embedded mock: then it is the suite that was tried, not the API",
        ),
        field("shard", Kind::Object(&SHARD), "which part of the suite it had"),
    ],
    rest: None,
};

static SHARD: Format = Format {
    name: "shard",
    doc: "A part of a suite.",
    fields: &[
        required("index", Kind::Count, "from 1"),
        required("total", Kind::Count, "how many there are"),
        required("plan", Kind::Text("a plan"), "how the cases were shared out"),
    ],
    rest: None,
};

static API: Format = Format {
    name: "API",
    doc: "What of one API's documentation was covered.",
    fields: &[
        required("api", Kind::Text("a name"), "the API"),
        required("contract", Kind::Text("a path"), "its description, from the project's folder"),
        required("totals", Kind::List(&Kind::Object(&TOTAL)), "how many rows of each dimension are what"),
        required("operations", Kind::List(&Kind::Object(&OPERATION)), "every documented operation"),
    ],
    rest: None,
};

static TOTAL: Format = Format {
    name: "total",
    doc: "How many rows of a dimension are what.",
    fields: &[
        DIMENSION,
        required("documented", Kind::Count, "how many the documentation has: the three that follow"),
        required("asserted", Kind::Count, "judged by a check that a case asks for"),
        required("conformed", Kind::Count, "judged by the contract alone"),
        required("untested", Kind::Count, "not seen in an exchange that holds"),
        required("undocumented", Kind::Count, "seen, and not in the documentation; not among the documented ones"),
    ],
    rest: None,
};

static OPERATION: Format = Format {
    name: "operation",
    doc: "What of one operation was covered.",
    fields: &[
        required("operation", Kind::Text("an operation"), "`GET /items/{id}`"),
        required("place", PLACE, "where it is documented"),
        field("deprecated", Kind::Bool, "whether it is marked as deprecated"),
        field("notes", SENTENCES, "what is not known about it"),
        required("rows", Kind::List(&Kind::Object(&ROW)), "its rows"),
    ],
    rest: None,
};

static ROW: Format = Format {
    name: "row",
    doc: "One thing that the documentation has, or one that was answered though it has it not.",
    fields: &[
        DIMENSION,
        field(
            "label",
            Kind::Text("a text"),
            "what it is called within its operation: `404`, `200 application/json $.price`, `query sort = \"asc\"`; \
             absent for the operation itself",
        ),
        required(
            "state",
            Kind::Choice(&["untested", "conformed", "asserted", "undocumented"]),
            "how it stands with it",
        ),
        field("status", Kind::Text("a status"), "the status as documented: `404`, `4XX`, `default`"),
        field("media_type", Kind::Text("a media type"), "of the response or of the request, as documented"),
        field("location", Kind::Choice(&["path", "query", "header", "cookie"]), "where a parameter is sent"),
        field("parameter", Kind::Text("a name"), "the parameter"),
        field("path", Kind::Text("a path"), "the place in a body or a parameter: `$.items[*].price`"),
        field("value", Kind::Any, "the value of an `enum`"),
        field("place", PLACE, "where it is documented"),
        field("cases", Kind::Count, "how many cases cover it; absent for none"),
        field("covered_by", Kind::List(&Kind::Object(&COVERING)), "some of them, those that assert it first"),
        field("failing", IDS, "some of the cases in which it was seen and that do not hold"),
        field("known", IDS, "some of the cases in which it was seen and whose failure is known"),
        field(
            "start",
            Kind::Text("YAML"),
            "a case to start from, where it is untested and one can be made; several rows may have the same",
        ),
    ],
    rest: None,
};

static COVERING: Format = Format {
    name: "covering",
    doc: "A case that covers a row.",
    fields: &[
        required("case", Kind::Text("an id"), "its id"),
        field("step", Kind::Text("an id"), "the step, in a scenario"),
        field(
            "check",
            Kind::Text("a text"),
            "the check that judged it: `status`, `body $.price`, `snapshot shape`; absent where the contract alone did",
        ),
    ],
    rest: None,
};
