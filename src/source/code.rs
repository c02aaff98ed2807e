//! The stable codes of everything Countersign can say, with the text of `countersign explain`.
//!
//! A code is never given a second meaning and never removed; a new one is added at the end of its group.

macro_rules! codes {
    ($($(#[$group:meta])* $name:ident = $code:literal, $title:literal, $explanation:literal;)*) => {
        /// The stable code of a problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        /// Every code.
        pub const ALL: &[Code] = &[$(Code::$name,)*];

        impl Code {
            /// `CS0101` and so on.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// What it is about, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// What `countersign explain` prints: what it means, why it matters, what to do.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explanation,)* }
            }
        }
    };
}

codes! {
    // Files, configuration and case files.
    UnreadableFile = "CS0101", "a file cannot be read",
        "A file that is named on the command line, in countersign.toml or in another file could not be read: it is missing, not a file, not UTF-8, or too large. Nothing was sent.";
    Syntax = "CS0102", "a file is not well-formed",
        "The text is not YAML, JSON or TOML, a table is not CSV, or a secrets file has something else than `NAME=value`. The place is where the reader gave up; the mistake is there or shortly before. YAML indents by spaces only, and `: ` or ` #` inside a plain value needs quotes.";
    DuplicateKey = "CS0103", "a key is given twice",
        "The same key stands twice in one mapping, or the same column in one table. Other readers keep the last one and say nothing; here it is an error, because one of the two would be ignored.";
    UnknownKey = "CS0104", "an unknown key",
        "This key means nothing here, so what it asks for would not be done. The hint names the nearest known key. `schemas/countersign/` holds JSON Schemas that let an editor check and complete the files.";
    WrongType = "CS0105", "a value of the wrong kind",
        "The value is not of a kind that this key takes. YAML 1.2 rules hold: `no`, `yes`, `on` and `off` are strings, and digits with a leading zero stay a string.";
    MissingKey = "CS0106", "a required key is missing",
        "A mapping lacks a key that it cannot do without, or a table lacks the column of its rows' ids.";
    InvalidValue = "CS0107", "a value that means nothing here",
        "The value has the right kind but is not one of the values this key takes, or it contradicts another key.";
    DuplicateId = "CS0108", "two cases or steps share an id",
        "Snapshots, known failures and history hang on a case's id, so it must be unique, also on file systems that fold case. Give one of the two an `id:` of its own.";
    UnquotedTemplate = "CS0109", "a template outside quotes in a flow mapping",
        "Inside `{ }` and `[ ]` YAML reads `${{ x }}` as nested mappings. Put quotes around it: `{ id: \"${{ x }}\" }`.";
    TooDeep = "CS0110", "a file is nested too deeply or too large when aliases are expanded",
        "Files may nest 64 levels deep, and YAML aliases may not blow a file up.";
    NoFiles = "CS0111", "a folder of cases is missing or empty",
        "The configuration names a folder in which there is no case file, so the run would check nothing.";
    PathOutside = "CS0112", "a path leaves the project",
        "Files that a case sends or a contract refers to must lie inside the project's folder: no absolute path, no `..` out of it, no symbolic link that leads outside.";
    UnknownApi = "CS0113", "an API that is not configured",
        "`api:` names the `[apis.<name>]` table of countersign.toml; there is none of that name.";
    UnknownOperation = "CS0114", "an operation that the contract does not document",
        "`operation:` is a method and a path template as the contract writes them, such as `GET /items/{id}`. For a call outside the contract use `method` and `url` in `request`.";
    BadJsonPath = "CS0115", "not a JSONPath",
        "Paths are RFC 9535 JSONPath, such as `$.items[*].id` or `$[?@.type == 'select'].value`.";
    BadRegex = "CS0116", "not a regular expression",
        "The pattern could not be compiled. Patterns are not anchored unless they say so with `^` and `$`.";
    UnknownEnvironment = "CS0117", "an environment that is not configured",
        "`--env` names an `[environments.<name>]` table of countersign.toml; `mock` is built in.";
    UnknownVariable = "CS0118", "a variable that is not configured",
        "`--var name=value` overrides a variable of `[vars]`; it takes that variable's type. A name that no file declares would change nothing.";
    MissingSecret = "CS0119", "a secret or environment variable is missing or empty",
        "The chosen environment needs a value that is neither in the process's environment nor in the secrets file. Only what is selected needs its secrets.";
    MissingBaseUrl = "CS0120", "an environment without a base URL",
        "The chosen environment does not say where this API is. Give `[environments.<env>.apis.<api>]` a `base_url`.";
    BadBaseUrl = "CS0121", "not a usable base URL",
        "A base URL is `http://` or `https://` with a host, and holds neither credentials nor a query.";
    UnknownStep = "CS0122", "a step, capture or block that does not exist",
        "A reference names a step, a capture or a block that is not there, or that comes later.";
    MissingParameter = "CS0123", "a required path parameter has no value",
        "A path template cannot be filled: `request.path` gives no value for one of its parameters.";
    UnknownParameter = "CS0124", "a parameter that the operation does not document",
        "`request.path` names a parameter that is not in the path template, so it would not be sent.";
    BadLocalConfig = "CS0125", "a setting that cannot be used together with another",
        "Two settings contradict each other, such as updating snapshots and running in CI. The message names both; leave one of them out.";
    NoSuchCase = "CS0126", "no case matches",
        "The filter, tag or id selects no case. `countersign run --list` prints every id.";
    ShortSecret = "CS0127", "a secret shorter than 8 characters",
        "So short a text turns up by chance, so it is not masked wherever it stands: instead, every header, URL, body or message that holds it as a word of its own is masked as a whole. A longer secret is masked precisely.";
    BadCertificate = "CS0128", "a certificate or a key that cannot be used",
        "`tls` of an environment names certificates and keys in PEM: as a path from the project's root, or the PEM itself. This one cannot be read, is not PEM, holds no certificate or key, or the key is not that of the certificate. Nothing was sent.";

    // The contract.
    NotOpenApi = "CS0201", "not an OpenAPI 3.0 or 3.1 description",
        "The contract must be an OpenAPI description with `openapi: 3.0.x` or `3.1.x`.";
    MissingRef = "CS0202", "a $ref that leads nowhere",
        "A `$ref` names a file or a place that does not exist.";
    RemoteRef = "CS0203", "a $ref to another machine",
        "References are followed inside the project only: a contract must not change because a server did. Keep a copy in `schemas/` and refer to it by a relative path.";
    RefLoop = "CS0204", "a $ref loop without content",
        "A schema that only refers to itself accepts everything, so it would check nothing.";
    UnknownKeyword = "CS0205", "an unknown schema keyword",
        "A misspelt keyword checks nothing. Extension keywords start with `x-`.";
    BadSchema = "CS0206", "a schema that is not valid",
        "The schema itself breaks the rules of JSON Schema, so nothing can be judged by it.";
    BadContract = "CS0207", "a part of the description that is not valid",
        "The description breaks the rules of OpenAPI in a place that a case needs.";

    // Checks of a response. Each is a failure of one aspect.
    StatusMismatch = "CS0301", "another status than expected",
        "The response's status is not the one the case expects.";
    StatusUndocumented = "CS0302", "an undocumented status",
        "The operation does not document this status. Either the API broke its word, or the contract is incomplete. `default:` covers statuses below 500 only.";
    StatusConformance = "CS0303", "the wrong kind of status for this request",
        "Without `expect.status`, a valid request must get a documented 2xx, and one that is marked `invalid` or sent without credentials a documented 4xx.";
    ContentTypeUndocumented = "CS0304", "an undocumented content type",
        "The response's content type is not one the contract documents for this status.";
    HeaderMissing = "CS0305", "a documented header is missing",
        "The contract requires a response header that was not sent.";
    HeaderMismatch = "CS0306", "a header is not what it should be",
        "A response header does not satisfy the case's matcher or the contract's schema.";
    BodyNotEmpty = "CS0307", "a body where none is documented",
        "The contract documents no content for this status, and the response has a body. ASCII white space counts as empty.";
    BodyMissing = "CS0308", "no body where one is documented",
        "The contract documents a body for this status, and the response has none.";
    BodyNotJson = "CS0309", "a body that is not JSON",
        "The response says that it is JSON, or a check needs JSON, and the body cannot be parsed as such. The offset is that of the first wrong byte.";
    SchemaMismatch = "CS0310", "a body that does not fit its schema",
        "The value at this place breaks the named keyword of the documented schema.";
    PropertyUndocumented = "CS0311", "an undocumented property",
        "The response has a property that its schema does not mention. `undocumented: fail | warn | allow` sets what that means, per API, file or case.";
    MatcherMismatch = "CS0312", "a value that is not the expected one",
        "A matcher of `expect` does not hold for the value at this place.";
    NoNode = "CS0313", "a path that selects nothing",
        "The JSONPath selects no node of the body, so nothing could be judged. `optional: true` says that this is fine.";
    AssertFailed = "CS0314", "an assertion that does not hold",
        "The expression of `assert` is false for this exchange; both operands are shown. It does not hold either when a function in it, such as from_json or decimal, cannot read the answer as what it asks for.";
    AssertError = "CS0315", "an assertion that cannot be evaluated",
        "The expression of `assert` fails for this exchange or yields something other than true or false.";
    TooSlow = "CS0316", "slower than allowed",
        "The exchange took longer than `max_time`.";
    RequestNotConforming = "CS0317", "a request that breaks the contract",
        "The case sends something the contract does not allow, so the answer says nothing about a valid request. Say `request.invalid: \"why\"` when that is the point of the case.";
    RequestConforms = "CS0318", "an invalid request that is valid",
        "The case says that its request is invalid, but the contract allows it.";
    CaptureFailed = "CS0319", "a capture that found nothing, or too much",
        "A capture takes exactly one node unless it says `many: true`. Later steps that need it are skipped.";
    UntilExhausted = "CS0320", "a condition that never came true",
        "`until` gave up: after its last attempt the condition did not hold.";
    EmbeddedJson = "CS0321", "a string that should hold JSON",
        "The string's content is documented or expected to be JSON, and it is not, or its inside does not fit.";
    DuplicateKeys = "CS0322", "a body in which a key is given twice",
        "An object of the body has the same key more than once. Readers disagree on which value counts, so two clients of the API can see different data. `duplicate_keys = \"allow\"` of the API in countersign.toml takes the last one, as most readers do.";
    ProtocolBreach = "CS0323", "an answer that breaks HTTP",
        "The answer breaks a rule of HTTP that clients forgive, each in its own way: a proxy or another client may read it differently. It is a warning, and a failure where the environment says `strict = true`.";
    HttpVersionMismatch = "CS0324", "another version of HTTP than expected",
        "The answer came in another version of HTTP than `expect.http_version` names. Over TLS the version is what both sides prefer (ALPN), unless the environment's `http_version` allows one only.";

    // Exchanges without an answer that can be judged. Each is an error, never a failure.
    ConnectRefused = "CS0401", "the server cannot be reached",
        "No connection could be made: nothing listens there, or a firewall refuses.";
    DnsFailed = "CS0402", "the host name cannot be resolved",
        "The name of the base URL's host is not known.";
    TlsFailed = "CS0403", "the TLS connection could not be made",
        "The certificate is not trusted, has expired or is for another host, or both sides share no protocol.";
    ConnectTimeout = "CS0404", "connecting took too long",
        "No connection, TLS included, within `limits.connect` of the environment, 5 seconds when absent.";
    HeadTimeout = "CS0405", "the response did not begin in time",
        "The request was sent, and no response head came within `limits.first_byte` of the environment, 10 seconds when absent, or within `timeout`. Informational responses (1xx) don't count.";
    BodyTimeout = "CS0406", "the response did not end in time",
        "Nothing of the body came for longer than `limits.idle` of the environment, 10 seconds when absent, or the whole exchange took longer than `timeout`, 30 seconds when absent.";
    ConnectionLost = "CS0407", "the connection broke",
        "The server reset the connection, closed it before the head of its answer was complete, or gave up a stream of HTTP/2. What came until then is not judged.";
    MalformedResponse = "CS0408", "not an HTTP response",
        "What the server sent breaks the rules of HTTP in its head, so that nobody can say what it means; or it changed to another protocol, unasked. Often it is the port of another kind of server.";
    BodyTooLarge = "CS0409", "a body over the limit",
        "The body is larger as sent than `limits.body` of the environment allows, 10 MiB when absent, or says that it is. Reading stopped there.";
    DecodeFailed = "CS0410", "a body that cannot be decoded",
        "The body is damaged: it is not in the content encoding that the answer declares, ends early in it, or has something after it. The message shows the first bytes.";
    RequestUnsendable = "CS0411", "a request that cannot be sent",
        "After templates were filled in, the method, the URL, a header or a body cannot be sent as they stand.";
    HeadTooLarge = "CS0412", "a response head over the limit",
        "The response has more headers than `limits.headers` of the environment allows, 100 when absent, or all of them are larger than 408 KiB.";
    CharsetFailed = "CS0413", "text that cannot be decoded",
        "The body is not valid in the character set it declares, or begins with a byte order mark.";
    CertificateExpired = "CS0414", "a certificate that has expired",
        "The server's certificate, or one of its chain, was valid until a day that has passed by this machine's clock. Nothing was sent. Renew it.";
    CertificateNotYetValid = "CS0415", "a certificate that is not valid yet",
        "The server's certificate is valid from a time that has not come by this machine's clock; often it is the clock that is wrong. Nothing was sent.";
    CertificateWrongHost = "CS0416", "a certificate of another host",
        "The server's certificate names other hosts than the one that was asked. Nothing was sent. The base URL may name the host in another way than the certificate does.";
    CertificateUntrusted = "CS0417", "a certificate that nobody vouches for",
        "The server's certificate is self-signed, or signed by an authority that is not trusted here, or its chain is incomplete. Nothing was sent. `tls.ca` of the environment names further authorities; `tls.insecure = true` takes any certificate, and every report says so.";
    BodyTruncated = "CS0418", "a body that ends early",
        "The connection ended before the body did: it had fewer bytes than its Content-Length says, or its last chunk never came. What came is not judged.";
    BadFraming = "CS0419", "a body whose length cannot be told",
        "What the answer says about the length of its body contradicts itself or means nothing: Content-Lengths that differ or are no number, or chunks without a proper size. Different clients would read different bodies.";
    EncodingRefused = "CS0420", "a content encoding that was not asked for",
        "The body is in a content encoding that nobody here can undo, that the request's Accept-Encoding rules out, or more than two are laid over each other.";
    DecodedTooLarge = "CS0421", "a body that grows over the limit when decoded",
        "Decoded, the body is larger than the limit, or more times larger than what was sent than is allowed. Decoding stopped there, so that a few kilobytes cannot fill the memory. `limits.body` and `limits.ratio` of the environment set the limits.";
    ProxyFailed = "CS0422", "the proxy did not let the request through",
        "The proxy of the environment could not be reached, wants other credentials, or refused to connect to the server. The API was not asked.";
    TooManyRedirects = "CS0423", "redirects without an end",
        "The answers went on redirecting for longer than `request.redirects` allows, or came back to where they had been.";
    RedirectRefused = "CS0424", "a redirect that is not followed",
        "The answer redirects to another origin that `trusted_origins` of the environment does not name, from https to http, or with a method that a read-only environment does not allow. Nothing was sent there.";
    SecretElsewhere = "CS0425", "a secret that would go to another origin",
        "The request is for an origin that is none of the environment's, and holds a secret. Nothing was sent. Name the origin in `trusted_origins` of the environment if it may know the secret.";
    ClientCertificateRefused = "CS0426", "the server wants another client certificate",
        "The server ended the TLS handshake because it wants a certificate of the client, or does not accept the one it got. `tls.certificate` and `tls.key` of the environment name one.";
    BodyTooDeep = "CS0427", "a body that is nested too deeply",
        "The JSON of the body is nested more than 128 levels deep, and is read no further: nested deeply enough, a small body takes all the memory of whoever follows it. It may be well-formed all the same, so this is no failure of the API.";

    // Snapshots.
    SnapshotMissing = "CS0501", "a snapshot that was not reviewed yet",
        "There is no stored snapshot for this response. Outside CI the new one was written beside it as `.snap.new`: look at it and accept it with `countersign review`, which `cargo insta review` can do as well. Or let a run write all that are missing: `countersign run --update-snapshots new`.";
    SnapshotMismatch = "CS0502", "a response that differs from its snapshot",
        "The response is not what was reviewed: its body or the shape of it, or its status or a header where the case records them. Outside CI the new one was written beside the snapshot as `.snap.new`. `countersign review` shows what changed and what it means for readers, and takes each change by itself; if the API broke its word, reject it there.";
    SnapshotUnreadable = "CS0503", "a snapshot that cannot be read",
        "The snapshot file is damaged, empty, not UTF-8, or holds conflict markers; or the system does not let it be read.";
    SnapshotUnwritable = "CS0504", "a snapshot that cannot be written",
        "The file could not be written: the folder is read-only, the disk is full, or a symbolic link is in its place or leads out of the project. It is as it was.";
    SnapshotSecret = "CS0505", "a snapshot that would hold a secret",
        "The response contains the value of a secret, so it cannot become a snapshot. Redact the path.";
    SnapshotObsolete = "CS0506", "a snapshot that no case refers to",
        "The case was renamed or removed, or has no snapshot any more, and its file is still there. `countersign snapshots --unreferenced --delete` deletes such files; `countersign rename` takes them along.";
    SnapshotStale = "CS0507", "a decision about something that has changed since",
        "A file was written by somebody else after it was shown, so what was decided may not be what is there now. Nothing was written; look at it again.";
    BadDecisions = "CS0508", "decisions that cannot be applied",
        "The file is not what a review page exports, or names a snapshot that is not in this project.";
    CannotEdit = "CS0509", "an edit that cannot be made in a file",
        "The file is written in a way that cannot be changed without touching more than was asked for, such as through a YAML alias. Make the change by hand.";

    // Templates.
    TemplateSyntax = "CS0601", "a template that cannot be read",
        "The expression inside `${{ }}` is not well-formed.";
    TemplateUndefined = "CS0602", "an undefined name in a template",
        "The expression uses a name that is not defined here. Known roots are vars, secrets, each, captures, steps, run, case and, after a response, response.";
    TemplateFailed = "CS0603", "a template that fails",
        "The expression cannot be evaluated with the values it was given.";
    TemplateType = "CS0604", "a template of the wrong type",
        "The expression yields a value of another type than is needed here.";
    TemplateUnreadable = "CS0605", "a value that a function in a template cannot read",
        "A function or test of the expression, such as from_json, php_unserialize, decimal or subset_of, was given a value that it cannot read as what it asks for. When an assertion reads an answer so, the answer is at fault and the assertion fails (CS0314); everywhere else no judgement is possible.";

    // The mock.
    MockSessionGone = "CS0701", "a mock session that is gone",
        "The mock dropped this session's state; it answers so instead of with fresh state.";
    MockRuleFailed = "CS0702", "a mock rule that fails",
        "A rule of mocks/<api>.yaml could not be evaluated for this request.";
    MockFile = "CS0703", "a mock file that is not valid",
        "A rule names an operation the contract does not document, or a status it does not have.";
    MockState = "CS0704", "a state file that cannot be used",
        "The file of --state-file holds no JSON, or there is none to be had for what is played. It was left as it is; delete it to begin with the first state.";

    // The run.
    DeadlinePassed = "CS0801", "a case that took longer than its deadline",
        "The case did not finish in time. What it had found until then is shown.";
    CasePanicked = "CS0802", "a bug while a case ran",
        "Countersign itself failed in this case; the others went on. Please report it.";
    LockBusy = "CS0803", "a lock that another run holds",
        "Another run on this machine holds a resource that this case changes.";
    Leftover = "CS0805", "something may be left on the server",
        "A cleanup could not run or did not succeed, so no honest verdict on the state of the server is possible.";
    Interrupted = "CS0806", "the run was interrupted",
        "The run was stopped before this case had finished.";
    RetriedOnce = "CS0807", "a request that was sent twice",
        "The connection died before an answer, and the method is idempotent, so the request was sent once more.";
    CredentialNotFetched = "CS0808", "a credential that could not be fetched",
        "The environment says that a block of steps gets this credential, and the block did not succeed. It is tried once in a run; every case that needs the credential is an error.";
    RunDeadlinePassed = "CS0809", "the run took longer than its deadline",
        "The deadline of the whole run (`--deadline`, or `run_deadline` of the environment) passed. What ran was broken off and cleaned up, what was left was not run, and the run is incomplete.";
    Waited = "CS0810", "an answer that asked to come back later",
        "The server answered 429 or 503 with Retry-After, and the request was sent again after that time, as `retry_after` of the environment allows. The case is called flaky if it holds then.";

    // Records, reports and the gate.
    RecordUnreadable = "CS0901", "a file is no record",
        "A record is the JSON Lines file that `countersign run` writes. This file could not be read, is empty, or does not begin as a record does. Nothing of it was used.";
    RecordDamaged = "CS0902", "a record is damaged",
        "A line of the record is not what a run writes: it was cut, changed, or written by two runs at once. What stands before it was read, and the record counts as incomplete.";
    RecordNewer = "CS0903", "a record of a newer version",
        "A newer Countersign wrote this record, in a version of the format that this one does not know. What it cannot read it does not guess.";
    RecordForeign = "CS0904", "records that do not belong together",
        "Records are taken together only when they are of the same suite, the same contracts, the same environment and the same plan of shards, and when the suite is that of this project. The message names what differs.";
    RecordIncomplete = "CS0905", "a record is incomplete",
        "The run was killed or interrupted, or a shard of it is missing, so some cases have no verdict. What is missing is named. Nothing incomplete is ever green.";
    RecordDouble = "CS0906", "a case or a shard is there twice",
        "Two records have the same shard, or the same case. Which of them counts cannot be told: name each record once, and give every machine a shard of its own.";
    RecordUnwritable = "CS0907", "a record cannot be written",
        "The record of the run could not be written: the folder is read-only, the disk is full, or the path is no file. A run that leaves no record is never a success unless it was asked for with `--no-record`.";
    ReportUnwritable = "CS0908", "a report cannot be written",
        "A report that was asked for could not be written. Whoever waits for it would take its absence for success, so the command fails, also when all cases hold.";
    RuleMatchesNothing = "CS0909", "a rule of the gate that matches nothing",
        "A rule of `[gate]` names an operation, an API or a case that the records do not have, so it would be kept by accident. Mend its name, or remove it.";
    BadBaseline = "CS0910", "a baseline that cannot be used",
        "The baseline is what `countersign baseline` writes: the cases that have passed, and the shapes of their answers. This file is damaged, of a newer version, or missing though a rule needs it.";
    BadShard = "CS0911", "a shard that does not exist",
        "`--shard 2/5` is the second of five. `--shard auto` takes both numbers from the variables of the CI system, and found none, or some that contradict each other.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Code {
    /// The code written `text`, whatever its case.
    pub fn parse(text: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn every_code_is_unique_and_in_order() {
        let codes: Vec<&str> = ALL.iter().map(|code| code.as_str()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}
