//! The fields of case files and block files. Everything that reads, checks, completes or documents them goes by these.

use crate::source::fields::{Format, Kind, field, required};

/// A case file.
pub static FILE: Format = Format {
    name: "case file",
    doc: "The cases of one topic of one API.",
    fields: &[
        field("version", Kind::Count, "version of this format; 1 when absent"),
        required(
            "api",
            Kind::Text("the name of an API"),
            "the `[apis.<name>]` of countersign.toml that the cases are about",
        ),
        field("operation", Kind::Text(OPERATION), "default operation of the cases below"),
        field("source", Kind::Text("a text"), "where the documentation says so; shown in failures"),
        field(
            "defaults",
            Kind::Object(&DEFAULTS),
            "what holds for every case of the file unless the case says otherwise",
        ),
        field("vars", VARS, "variables of every case of the file, evaluated once for each case"),
        field("setup", Kind::Same(&STEP_LIST), "steps that run at the start of every case"),
        field("undocumented", UNDOCUMENTED, "what an undocumented property means in this file"),
        field("duplicate_keys", DUPLICATE_KEYS, "what a body with a key given twice means in this file"),
        required("cases", Kind::List(&Kind::Object(&CASE)), "the cases"),
    ],
    rest: None,
};

/// A file of blocks.
pub static BLOCKS: Format = Format {
    name: "block file",
    doc: "Steps that several cases of an API share.",
    fields: &[
        field("version", Kind::Count, "version of this format; 1 when absent"),
        field("api", Kind::Text("the name of an API"), "the API that the blocks are for"),
        required("blocks", Kind::Map("blocks by name", &Kind::Object(&BLOCK)), "the blocks"),
    ],
    rest: None,
};

static BLOCK: Format = Format {
    name: "block",
    doc: "Steps that are used by name: `use: { block, with }`.",
    fields: &[
        field("doc", Kind::Text("a text"), "what the block does"),
        required("steps", Kind::Same(&STEP_LIST), "the steps; arguments are `${{ with.name }}`"),
    ],
    rest: None,
};

static DEFAULTS: Format = Format {
    name: "set of defaults",
    doc: "`request` and `expect` merge with those of a case, key by key, and inside them `path`, `query`, `headers`, `cookies` and `auth` do too; everything else is replaced.",
    fields: &[
        field("request", Kind::Object(&REQUEST), "part of every request"),
        field("expect", Kind::Object(&EXPECT), "part of every expectation"),
        field("tags", TEXTS, "tags"),
        field("owner", Kind::Text("a name"), "who answers for the cases"),
        field("source", Kind::Text("a text"), "where the documentation says so"),
        field("vars", VARS, "variables"),
        field("deadline", Kind::Duration, "how long a case may take"),
        field("undocumented", UNDOCUMENTED, "what an undocumented property means"),
        field("duplicate_keys", DUPLICATE_KEYS, "what a body with a key given twice means"),
    ],
    rest: None,
};

/// A case.
pub static CASE: Format = Format {
    name: "case",
    doc: "One documented situation: a request and what must come back, or a scenario of several steps.",
    fields: &[
        required("name", Kind::Text("a text"), "what it says, for people; its slug is the id"),
        field("id", Kind::Text("a text"), "the id, when it must outlive the name"),
        field("source", Kind::Text("a text"), "where the documentation says so"),
        field("tags", TEXTS, "tags to select by"),
        field("owner", Kind::Text("a name"), "who answers for it"),
        field("operation", Kind::Text(OPERATION), "the documented operation that is called"),
        field("vars", VARS, "variables, evaluated once for the case"),
        field(
            "each",
            Kind::OneOf(&[Kind::Object(&ROWS_FILE), Kind::Map("rows by id", &Kind::Any)]),
            "runs the case once for each row",
        ),
        field("request", Kind::Object(&REQUEST), "what is sent"),
        field("expect", Kind::Object(&EXPECT), "what must come back, beyond the contract"),
        field("capture", CAPTURES, "what is kept of the answer"),
        field("until", Kind::Object(&UNTIL), "sends the request again until the answer is as wanted"),
        field("repeat", Kind::Object(&REPEAT), "sends the request again for further pages"),
        field("steps", Kind::Same(&STEP_LIST), "a scenario, in place of one request"),
        field("cleanup", Kind::Same(&STEP_LIST), "what is undone at the end, whatever happened"),
        field("mock", Kind::Object(&MOCK), "asks the mock for an answer; elsewhere the case is skipped"),
        field("skip", Kind::Text("a reason"), "why the case is not run"),
        field("only", Kind::Object(&ONLY), "where alone the case is run"),
        field(
            "known_failure",
            Kind::OneOf(&[Kind::Object(&KNOWN_FAILURE), Kind::List(&Kind::Object(&KNOWN_FAILURE))]),
            "a failure that is known and does not block",
        ),
        field("uses", TEXTS, "resources that must not change while the case runs"),
        field("changes", TEXTS, "resources that nothing else may use while the case runs"),
        field("deadline", Kind::Duration, "how long the whole case may take"),
        field("undocumented", UNDOCUMENTED, "what an undocumented property means"),
        field("duplicate_keys", DUPLICATE_KEYS, "what a body with a key given twice means"),
    ],
    rest: None,
};

static ROWS_FILE: Format = Format {
    name: "set of rows",
    doc: "Rows by id, or `file` and `id` to read them from a CSV file with a header line.",
    fields: &[
        field("file", Kind::Any, "a CSV file, relative to the case file"),
        field("id", Kind::Any, "the column that holds the rows' ids"),
    ],
    rest: Some(&Kind::Any),
};

static STEP: Format = Format {
    name: "step",
    doc: "One request of a scenario.",
    fields: &[
        field("id", Kind::Text("a text"), "its name in `steps.<id>`; its position when absent"),
        field("use", Kind::Object(&USE), "puts the steps of a block here"),
        field("operation", Kind::Text(OPERATION), "the documented operation that is called"),
        field("request", Kind::Object(&REQUEST), "what is sent"),
        field("expect", Kind::Object(&EXPECT), "what must come back, beyond the contract"),
        field("capture", CAPTURES, "what is kept of the answer"),
        field("until", Kind::Object(&UNTIL), "sends the request again until the answer is as wanted"),
        field("repeat", Kind::Object(&REPEAT), "sends the request again for further pages"),
        field("cleanup", Kind::Same(&STEP_LIST), "undone at the end, once this step's request was sent"),
        field("mock", Kind::Object(&MOCK), "asks the mock for an answer; elsewhere the case is skipped"),
    ],
    rest: None,
};

static USE: Format = Format {
    name: "use of a block",
    doc: "Puts the steps of a block in place.",
    fields: &[
        required("block", Kind::Text("the name of a block"), "a block of `_blocks.yaml`"),
        field("id", Kind::Text("a text"), "stands before the ids of the block's steps: `<id>_<step>`"),
        field("with", VARS, "its arguments: `${{ with.name }}` inside the block"),
    ],
    rest: None,
};

static REQUEST: Format = Format {
    name: "request",
    doc: "What is sent.",
    fields: &[
        field("method", Kind::Text("a method"), "the method of a call outside the contract"),
        field("url", Kind::Text("a URL"), "an absolute URL, or a path below the base URL, outside the contract"),
        field("path", DATA, "path parameters"),
        field("query", DATA, "query parameters; `null` leaves one out, `''` sends it empty"),
        field("headers", DATA, "headers"),
        field("cookies", DATA, "cookies"),
        field(
            "auth",
            Kind::OneOf(&[Kind::Choice(&["none"]), Kind::Map("credentials by security scheme", &Kind::Any)]),
            "`none`, or credentials by security scheme in place of the environment's",
        ),
        field("as", Kind::Text("the name of a user"), "a user of the environment whose credentials are sent"),
        field("json", Kind::Any, "a JSON body"),
        field("form", Kind::OneOf(&[Kind::Map("fields", &Kind::Any), Kind::Text("a template")]), "an urlencoded form"),
        field(
            "multipart",
            Kind::OneOf(&[Kind::List(&Kind::Object(&PART)), Kind::Map("fields", &Kind::Any), Kind::Text("a template")]),
            "a multipart form: a mapping of fields, or a list of parts",
        ),
        field("body", Kind::Object(&BODY), "any other body"),
        field("content_type", Kind::Text("a media type"), "the content type, when not the body's usual one"),
        field(
            "arrays",
            Kind::Choice(&["repeat", "brackets", "comma"]),
            "how lists are written where the contract does not say",
        ),
        field("timeout", Kind::Duration, "how long the exchange may take"),
        field(
            "redirects",
            Kind::Count,
            "how many redirects are followed, 20 at most; none when absent, and a 302 is an answer like any other",
        ),
        field("invalid", Kind::Text("a reason"), "why the request breaks the contract, when that is the point"),
    ],
    rest: None,
};

static BODY: Format = Format {
    name: "body",
    doc: "A body that is neither JSON nor a form.",
    fields: &[
        field("text", Kind::Text("a text"), "text"),
        field("file", Kind::Text("a path"), "the bytes of a file, relative to the case file"),
        field("base64", Kind::Text("base64"), "bytes"),
    ],
    rest: None,
};

static PART: Format = Format {
    name: "part",
    doc: "One part of a multipart form.",
    fields: &[
        required("name", Kind::Text("a text"), "the field's name"),
        field("value", Kind::Any, "its value"),
        field("file", Kind::Text("a path"), "a file, relative to the case file"),
        field("filename", Kind::Text("a text"), "the file name to send; the file's own when absent"),
        field("content_type", Kind::Text("a media type"), "the part's content type"),
    ],
    rest: None,
};

/// `expect`.
pub static EXPECT: Format = Format {
    name: "expectation",
    doc: "What must come back, beyond the contract, which is always judged.",
    fields: &[
        field("status", STATUS, "`200`, `[401, 404]` or `2xx`"),
        field("headers", Kind::Map("matchers by header", &Kind::Same(&MATCHER_OR_VALUE)), "headers"),
        field("body", Kind::Same(&MATCHER_OR_VALUE), "the body"),
        field(
            "schema",
            SCHEMA,
            "another schema than the contract's: a file, relative to this one, or a schema; `none` for no schema",
        ),
        field(
            "assert",
            Kind::List(&Kind::OneOf(&[Kind::Text("an expression"), Kind::Object(&ASSERT)])),
            "expressions that must hold",
        ),
        field("snapshot", SNAPSHOT_KIND, "compares with the reviewed snapshot"),
        field("http_version", Kind::Choice(&["1.1", "2"]), "the version of HTTP that the answer must come in"),
        field("max_time", Kind::Duration, "how long the exchange may take"),
    ],
    rest: None,
};

static ASSERT: Format = Format {
    name: "assertion",
    doc: "An expression that must hold, for the exchange or for every node of a path.",
    fields: &[
        field("each", Kind::Text("a JSONPath"), "every node of this path is `it` in turn"),
        required("that", Kind::Text("an expression"), "what must be true"),
        field("message", Kind::Text("a text"), "what it means, for people"),
    ],
    rest: None,
};

static SNAPSHOT: Format = Format {
    name: "snapshot",
    doc: "What of a response is compared with its reviewed snapshot.",
    fields: &[
        required("kind", Kind::Choice(&["shape", "body"]), "the body's shape or the body itself"),
        field(
            "redact",
            Kind::Map("replacements by JSONPath", &Kind::Text("a text")),
            "what stands in for volatile values",
        ),
        field("alias", Kind::List(&Kind::Text("a JSONPath")), "paths whose values are numbered: `id#1`"),
        field("status", Kind::Bool, "records the status, too"),
        field(
            "headers",
            Kind::List(&Kind::Text("a header's name")),
            "headers that are recorded, too: their values beside a body, what they look like beside a shape",
        ),
    ],
    rest: None,
};

/// A mapping of matchers.
pub static MATCHER: Format = Format {
    name: "matcher",
    doc: "Rules that must all hold. A scalar in place of the mapping is `equals`.",
    fields: &[
        field("equals", Kind::Any, "the same JSON; numbers by value"),
        field("subset", Kind::Any, "at least these properties, at any depth; lists element by element"),
        field("not", Kind::Same(&MATCHER_OR_VALUE), "the inner rules do not all hold"),
        field("one_of", Kind::List(&Kind::Any), "one of these values"),
        field("any_of", Kind::List(&Kind::Same(&MATCHER_OR_VALUE)), "at least one of these matchers holds"),
        field("type", Kind::OneOf(&[TYPE, Kind::List(&TYPE)]), "the JSON type, or several"),
        field("format", Kind::Text("a format"), "a format of JSON Schema, such as `date-time`"),
        field("matches", Kind::Text("a pattern"), "a regular expression, found anywhere unless anchored"),
        field("contains", Kind::Any, "a substring, or a member of a list"),
        field("starts_with", Kind::Text("a text"), "a string's beginning"),
        field("ends_with", Kind::Text("a text"), "a string's end"),
        field(
            "length",
            Kind::OneOf(&[Kind::Scalar, Kind::Object(&MATCHER)]),
            "how many characters, elements or properties",
        ),
        field("min", Kind::TextOrNumber("a number"), "at least this number"),
        field("max", Kind::TextOrNumber("a number"), "at most this number"),
        field("empty", Kind::Bool, "whether nothing is in it; of a whole body: whether there is no body at all"),
        field("exists", Kind::Bool, "whether there is a value at all; `null` is one"),
        field("every", Kind::Same(&MATCHER_OR_VALUE), "every element or property"),
        field("any", Kind::Same(&MATCHER_OR_VALUE), "some element or property"),
        field(
            "at",
            Kind::Map("matchers by JSONPath", &Kind::Same(&MATCHER_OR_VALUE)),
            "what the paths select; no node is a failure",
        ),
        field("json", Kind::Same(&MATCHER_OR_VALUE), "a string that holds JSON, and its inside"),
        field("schema", SCHEMA, "a schema: a file, or written in place"),
        field("date", Kind::Text("a format"), "a date in this strftime format"),
        field("unique", Kind::Bool, "whether no two elements are equal"),
        field("nodes", Kind::Object(&MATCHER), "under a path: judges the list of selected nodes"),
        field("optional", Kind::Bool, "under a path: selecting nothing is fine"),
    ],
    rest: None,
};

static CAPTURE: Format = Format {
    name: "capture",
    doc: "What is kept of an answer: one of path, header, cookie, status and regex.",
    fields: &[
        field("path", Kind::Text("a JSONPath"), "a node of the body"),
        field("header", Kind::Text("a header"), "a header's value"),
        field("cookie", Kind::Text("a cookie"), "a cookie that the response sets"),
        field("status", Kind::Bool, "the status"),
        field("regex", Kind::Text("a pattern"), "the first group in the body's text"),
        field("many", Kind::Bool, "takes the list of all nodes"),
        field("secret", Kind::Bool, "masks the value everywhere"),
    ],
    rest: None,
};

static UNTIL: Format = Format {
    name: "until",
    doc: "Sends the request again until the answer is as wanted; `expect` then judges the last one.",
    fields: &[
        required("attempts", Kind::Count, "how many times at most"),
        field("every", Kind::Duration, "how long to wait between two attempts; 1s when absent"),
        field("status", STATUS, "the wanted status"),
        field("headers", Kind::Map("matchers by header", &Kind::Same(&MATCHER_OR_VALUE)), "the wanted headers"),
        field("body", Kind::Same(&MATCHER_OR_VALUE), "the wanted body"),
        field(
            "assert",
            Kind::List(&Kind::OneOf(&[Kind::Text("an expression"), Kind::Object(&ASSERT)])),
            "expressions that must hold",
        ),
        field("stop_on", Kind::Object(&EXPECT), "an answer that makes waiting pointless"),
    ],
    rest: None,
};

static REPEAT: Format = Format {
    name: "repeat",
    doc: "Sends the request again for further pages; `repeat.index` counts from 0.",
    fields: &[
        required("while", Kind::Text("an expression"), "whether there is another page"),
        required("max", Kind::Count, "how many times at most"),
        field("collect", Kind::Map("paths by name", &Kind::Text("a JSONPath")), "captures that grow with every page"),
    ],
    rest: None,
};

static MOCK: Format = Format {
    name: "mock answer",
    doc: "The documented answer that the mock is asked for.",
    fields: &[required("code", Kind::Count, "the status"), field("example", Kind::Text("a name"), "the example")],
    rest: None,
};

static ONLY: Format = Format {
    name: "restriction",
    doc: "Where alone a case is run.",
    fields: &[
        required("env", TEXTS, "the environments"),
        required("reason", Kind::Text("a reason"), "why not elsewhere"),
    ],
    rest: None,
};

static KNOWN_FAILURE: Format = Format {
    name: "known failure",
    doc: "A failure that is known: only it is tolerated, until it expires; errors are never covered.",
    fields: &[
        field("check", Kind::Text("a code"), "the code of the check that fails; any when absent"),
        field("at", Kind::Text("a JSONPath"), "where in the body; anywhere when absent"),
        field("env", TEXTS, "in which environments; everywhere when absent"),
        required("reason", Kind::Text("a reason"), "why it is tolerated"),
        field("owner", Kind::Text("a name"), "who answers for it"),
        field("ticket", Kind::Text("a text"), "where it is tracked"),
        field("since", Kind::Text("a date"), "the day on which it became known, `YYYY-MM-DD`"),
        field("expires", Kind::Text("a date"), "the last day on which it is tolerated, `YYYY-MM-DD`"),
    ],
    rest: None,
};

const OPERATION: &str = "a method and a path template such as `GET /items/{id}`";
const TEXTS: Kind = Kind::OneOf(&[Kind::List(&Kind::Text("a text")), Kind::Text("a text")]);
const VARS: Kind = Kind::Map("values by name", &Kind::Any);
const DATA: Kind = Kind::Map("values by name", &Kind::Any);
static STEP_LIST: Kind = Kind::List(&Kind::Object(&STEP));
const UNDOCUMENTED: Kind = Kind::Choice(&["fail", "warn", "allow"]);
const DUPLICATE_KEYS: Kind = Kind::Choice(&["fail", "allow"]);
const STATUS: Kind =
    Kind::OneOf(&[Kind::TextOrNumber("a status or `2xx`"), Kind::List(&Kind::TextOrNumber("a status or `2xx`"))]);
static MATCHER_OR_VALUE: Kind = Kind::OneOf(&[Kind::Object(&MATCHER), Kind::Any]);
const SCHEMA: Kind =
    Kind::OneOf(&[Kind::Text("a schema file or `none`"), Kind::Map("keywords", &Kind::Any), Kind::Bool]);
const SNAPSHOT_KIND: Kind = Kind::OneOf(&[Kind::Choice(&["shape", "body"]), Kind::Object(&SNAPSHOT)]);
const CAPTURES: Kind = Kind::Map(
    "captures by name",
    &Kind::OneOf(&[
        Kind::Text("a JSONPath"),
        Kind::Object(&CAPTURE),
        Kind::List(&Kind::OneOf(&[Kind::Text("a JSONPath"), Kind::Object(&CAPTURE)])),
    ]),
);
const TYPE: Kind = Kind::Choice(&["null", "boolean", "integer", "number", "string", "array", "object"]);
