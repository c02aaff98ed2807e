//! One exchange, judged: every check that applies, each on its own.

use crate::judge::check::snapshot::PendingSnapshot;
use crate::judge::check::{
    assertion, body, conformance, duplicates, header, protocol, request, snapshot, status, time, version,
};
use crate::judge::judgement::Judgement;
use crate::judge::verdict::{CheckKind, CheckResult, Finding, Part, Severity};
use crate::source::code::Code;
use crate::value::json::{JsonError, Problem};
use crate::wire::exchange::{Exchange, Fault, Response};

/// What came of judging.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Every check that was made, one of a kind, in the order in which they are shown.
    pub checks: Vec<CheckResult>,
    /// What could become the snapshot once somebody has looked at it.
    pub pending: Option<PendingSnapshot>,
}

/// Judges an exchange by the contract and by what the case expects.
pub fn judge(judgement: &Judgement<'_>, exchange: &Exchange) -> Judged {
    let response = match &exchange.outcome {
        Ok(response) => response,
        Err(fault) => return Judged { checks: vec![no_answer(judgement, fault)], pending: None },
    };
    let own = conformance::own_schema(judgement);
    let status = status::judge(judgement, response);
    let status_holds = status.holds();
    let mut checks = Vec::with_capacity(8);
    checks.extend(request::judge(judgement, exchange.asked()));
    checks.push(status);
    checks.extend(conformance::judge(judgement, &own, response));
    expectations(judgement, exchange, response, &mut checks);
    let is_told = checks.iter().flat_map(|check| &check.findings).any(|finding| finding.code == Code::BodyNotJson);
    if let Some(check) = conformance::judge_form(judgement, response).filter(|_| !is_told) {
        add(check, &mut checks);
    }
    if let Some(check) = duplicates::judge(judgement, response) {
        add(check, &mut checks);
    }
    let breach = if judgement.strict { Severity::Failure } else { Severity::Warning };
    checks.extend(protocol::judge(breach, response));
    let mut pending = None;
    if let Some((check, proposed)) = snapshot::judge(judgement, &own, response) {
        checks.push(check);
        // The answer to something that went wrong must not become what is expected.
        pending = proposed.filter(|_| status_holds);
    }
    admit_depth(response, &mut checks);
    Judged { checks, pending }
}

/// Judges only what is written in `expect`, without the contract: whether a condition that is waited for holds yet.
pub fn judge_expectations(judgement: &Judgement<'_>, exchange: &Exchange) -> Vec<CheckResult> {
    let response = match &exchange.outcome {
        Ok(response) => response,
        Err(fault) => return vec![no_answer(judgement, fault)],
    };
    let mut checks = Vec::new();
    if judgement.expect.status.is_some() {
        checks.push(status::judge(&Judgement { documented: None, ..*judgement }, response));
    }
    expectations(judgement, exchange, response, &mut checks);
    admit_depth(response, &mut checks);
    checks
}

fn expectations(judgement: &Judgement<'_>, exchange: &Exchange, response: &Response, checks: &mut Vec<CheckResult>) {
    if let Some(check) = header::judge(judgement, response) {
        add(check, checks);
    }
    checks.extend(body::judge(judgement, response));
    checks.extend(assertion::judge(judgement, response));
    checks.extend(version::judge(judgement, response));
    checks.extend(time::judge(judgement, exchange.elapsed));
}

/// Headers are judged by the contract and by the case, a body by its schema and for its keys.
fn add(check: CheckResult, checks: &mut Vec<CheckResult>) {
    match checks.iter_mut().find(|known| known.kind == check.kind) {
        Some(known) => {
            known.findings.extend(check.findings);
            known.more += check.more;
        }
        None => checks.push(check),
    }
}

/// What is nested deeper than is read here may well be JSON: that nobody looked is no failure of the API.
fn admit_depth(response: &Response, checks: &mut [CheckResult]) {
    for finding in checks.iter_mut().flat_map(|check| &mut check.findings) {
        if finding.code == Code::BodyNotJson
            && let Err(JsonError { problem: Problem::TooDeep, .. }) = response.json()
        {
            finding.code = Code::BodyTooDeep;
            finding.severity = Severity::Error;
            finding.message = Code::BodyTooDeep.title().to_owned();
            finding
                .help
                .push("does something in the answer hold itself? most readers stop at such a depth, too".to_owned());
        }
    }
}

fn no_answer(judgement: &Judgement<'_>, fault: &Fault) -> CheckResult {
    let actual = format!("{} ({} phase, {} body bytes received)", fault.message, fault.phase, fault.received);
    let finding = Finding::new(fault.code, Part::Exchange, "an answer", actual)
        .at(judgement.expect.span)
        .severity(Severity::Error)
        .message(fault.message.clone());
    CheckResult::of(CheckKind::Exchange, fault.hint.iter().fold(finding, |finding, hint| finding.help(hint.clone())))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use serde_json::json;

    use super::{judge, judge_expectations};
    use crate::contract::description::Contract;
    use crate::contract::fixture::in_order;
    use crate::judge::check::fixture::{exchange, json_response, line, matcher, response};
    use crate::judge::judgement::{Documented, Judgement, Recorded};
    use crate::judge::schemas::NoSchemas;
    use crate::judge::snapshot::stored::Stored;
    use crate::judge::verdict::{CheckKind, CheckResult, Severity, Verdict};
    use crate::source::code::Code;
    use crate::source::span::Span;
    use crate::suite::model::{
        Assertion, DuplicateKeys, Expect, HeaderExpect, SchemaChoice, SnapshotKind, SnapshotSpec, StatusPattern,
        Statuses, Undocumented,
    };
    use crate::suite::template::expression::Expression;
    use crate::suite::template::path::PathTemplate;
    use crate::suite::template::scope::Scope;
    use crate::wire::exchange::{Exchange, Fault, Phase, Response};

    const API: &str = r##"
openapi: 3.1.0
security: [{ key: [] }]
paths:
  /items:
    get:
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: object, required: [id], properties: {
            id: { type: integer }, note: { type: [string, "null"] }, on: { type: [string, "null"], format: date },
            tags: { type: array, items: { type: string } }, late: { type: string }, open: {} } } } }
        "404": { description: none }
components:
  securitySchemes: { key: { type: apiKey, in: query, name: key } }
"##;

    const URL: &str = "https://x.test/items?key=k";

    struct Case {
        contract: Contract,
        expect: Expect,
        invalid: Option<&'static str>,
        unauthenticated: bool,
        undocumented: Undocumented,
        stored: Stored,
        env: &'static str,
    }

    impl Case {
        fn new(expect: Expect) -> Case {
            Case {
                contract: in_order(API),
                expect,
                invalid: None,
                unauthenticated: false,
                undocumented: Undocumented::Fail,
                stored: Stored::Missing,
                env: "mock",
            }
        }

        fn with<T>(&self, exchange: &Arc<Exchange>, judge: impl FnOnce(&Judgement<'_>) -> T) -> T {
            let scope = Scope::new().with_response(exchange.clone());
            let operation = &self.contract.operations[0];
            judge(&Judgement {
                expect: &self.expect,
                scope: &scope,
                documented: Some(Documented { contract: &self.contract, operation }),
                schemas: &NoSchemas,
                invalid: self.invalid,
                unauthenticated: self.unauthenticated,
                undocumented: self.undocumented,
                duplicate_keys: DuplicateKeys::Fail,
                strict: false,
                snapshot: Some(Recorded { stored: &self.stored, env: self.env, source: "cases/a.yaml", case: "a::b" }),
            })
        }

        fn judged(&self, url: &str, response: Response) -> super::Judged {
            let exchange = Arc::new(exchange(url, response));
            self.with(&exchange, |judgement| judge(judgement, &exchange))
        }

        fn lines(&self, url: &str, response: Response) -> Vec<String> {
            let judged = self.judged(url, response);
            judged.checks.iter().flat_map(|check| &check.findings).map(line).collect()
        }
    }

    fn status(pattern: StatusPattern) -> Expect {
        Expect { status: Some(Statuses { any: vec![pattern], span: Span::default() }), ..Expect::default() }
    }

    fn snapshot(kind: SnapshotKind) -> Expect {
        let spec = SnapshotSpec::plain(kind);
        Expect { snapshot: Some(Box::new(spec)), ..Expect::default() }
    }

    const NONE: Vec<String> = Vec::new();

    #[test]
    fn without_expectations_the_contract_alone_is_judged() {
        let case = Case::new(Expect::default());
        let judged = case.judged(URL, json_response(r#"{"id": 1}"#));
        let kinds: Vec<CheckKind> = judged.checks.iter().map(|check| check.kind).collect();
        use CheckKind::{ContentType, Request, Schema, Status, Undocumented};
        assert_eq!(kinds, [Request, Status, ContentType, Schema, Undocumented]);
        assert_eq!(Verdict::of(&judged.checks), Verdict::Passed);
        assert_eq!(
            case.lines(URL, json_response(r#"{"id": "1", "more": 2}"#)),
            [r#"CS0310 /id: integer / string "1""#, "CS0311 /more: only documented properties / integer 2",]
        );
        assert_eq!(
            case.lines(URL, response(200, &[("content-type", "text/html")], "<p>")),
            ["CS0304 -: application/json / text/html"]
        );
    }

    #[test]
    fn an_undocumented_property_is_what_the_suite_says_it_is() {
        let mut case = Case::new(Expect::default());
        let body = r#"{"id": 1, "more": 2}"#;
        assert_eq!(Verdict::of(&case.judged(URL, json_response(body)).checks), Verdict::Failed);
        case.undocumented = Undocumented::Warn;
        let judged = case.judged(URL, json_response(body));
        assert_eq!((Verdict::of(&judged.checks), judged.checks[4].findings.len()), (Verdict::Passed, 1));
        case.undocumented = Undocumented::Allow;
        assert!(case.judged(URL, json_response(body)).checks.iter().all(|check| check.findings.is_empty()));
    }

    #[test]
    fn the_status_must_be_documented_and_of_the_right_kind() {
        let case = Case::new(Expect::default());
        assert_eq!(case.lines(URL, response(404, &[], "")), ["CS0303 -: 200 / 404 Not Found"]);
        assert_eq!(
            case.lines(URL, response(500, &[], "")),
            ["CS0302 -: a documented status: 200, 404 / 500 Internal Server Error"]
        );
        let case = Case::new(status(StatusPattern::Exact(404)));
        assert_eq!(case.lines(URL, response(404, &[], "")), NONE);
        assert_eq!(case.lines(URL, json_response(r#"{"id":1}"#)), ["CS0301 -: 404 Not Found / 200 OK"]);
        let case = Case::new(status(StatusPattern::Class(5)));
        assert_eq!(
            case.lines(URL, response(503, &[], "")),
            ["CS0302 -: a documented status: 200, 404 / 503 Service Unavailable"]
        );
    }

    #[test]
    fn an_unexpected_status_shows_what_the_body_says() {
        let judged = Case::new(status(StatusPattern::Exact(404))).judged(URL, json_response("{\"id\":\n 1}"));
        assert_eq!(judged.checks[1].findings[0].help, ["the body says: {\"id\": 1}"]);
    }

    #[test]
    fn a_request_must_keep_to_the_contract_or_break_it_as_it_says() {
        let mut case = Case::new(Expect::default());
        let bad = "https://x.test/items?key=k&page=x";
        let good = || json_response(r#"{"id":1}"#);
        assert_eq!(case.lines(bad, good()), [r#"CS0317 -: integer / string "x""#]);
        assert_eq!(case.lines("https://x.test/items", good()).len(), 1);

        case.invalid = Some("page is no number");
        assert_eq!(case.lines(bad, response(404, &[], "")), NONE);
        assert_eq!(case.lines(bad, good()), ["CS0303 -: 404 for an invalid request (page is no number) / 200 OK"]);
        let judged = case.judged(URL, response(404, &[], ""));
        assert_eq!(judged.checks[0].findings[0].code, Code::RequestConforms);
        assert_eq!(Verdict::of(&judged.checks), Verdict::Error);
    }

    #[test]
    fn without_credentials_only_security_is_invalid() {
        let mut case = Case::new(Expect::default());
        case.unauthenticated = true;
        assert_eq!(case.lines("https://x.test/items", response(404, &[], "")), NONE);
        assert_eq!(
            case.lines("https://x.test/items?page=x", json_response(r#"{"id":1}"#)),
            [r#"CS0317 -: integer / string "x""#, "CS0303 -: 404 for a request without credentials / 200 OK"]
        );
    }

    #[test]
    fn a_schema_can_be_left_out() {
        let case = Case::new(Expect { schema: SchemaChoice::None, ..Expect::default() });
        assert_eq!(case.lines(URL, json_response(r#"{"id":"1"}"#)), NONE);
    }

    #[test]
    fn headers_are_texts_unless_a_rule_speaks_of_numbers() {
        let header =
            |name: &str, text: &str| HeaderExpect { name: name.into(), span: Span::default(), matcher: matcher(text) };
        let headers = vec![
            header("content-type", "{ starts_with: application/json }"),
            header("x-left", "{ min: 3, matches: '^[0-9]$' }"),
            header("x-total", "7"),
            header("vary", "a, b"),
            header("x-gone", "{ exists: false }"),
            header("x-may", "{ matches: x, optional: true }"),
        ];
        let case = Case::new(Expect { headers, ..Expect::default() });
        let answer = |left: &str| {
            let headers = [
                ("content-type", "application/json"),
                ("X-Left", left),
                ("x-total", "7"),
                ("Vary", "a"),
                ("Vary", "b"),
            ];
            response(200, &headers, r#"{"id":1}"#)
        };
        assert_eq!(case.lines(URL, answer("5")), NONE);
        assert_eq!(case.lines(URL, answer("2")), ["CS0306 -: at least 3 / the number 2"]);
        let judged = case.judged(URL, json_response(r#"{"id":1}"#));
        let check = judged.checks.iter().find(|check| check.kind == CheckKind::Header).expect("headers");
        assert_eq!(
            check.findings.iter().map(|finding| finding.part.to_string()).collect::<Vec<_>>(),
            ["header x-left", "header x-total", "header vary"]
        );
        assert_eq!(line(&check.findings[1]), "CS0306 -: 7 / no such header");
    }

    #[test]
    fn bodies_that_are_not_json_are_texts_for_rules_that_can_do_with_one() {
        let body = |text: &str| Expect { body: Some(matcher(text)), schema: SchemaChoice::None, ..Expect::default() };
        let lines = |text: &str, answer: Response| -> Vec<String> {
            let exchange = Arc::new(exchange(URL, answer));
            let checks: Vec<CheckResult> =
                Case::new(body(text)).with(&exchange, |judgement| judge_expectations(judgement, &exchange));
            checks.iter().flat_map(|check| &check.findings).map(line).collect()
        };
        let html = |text: &str| response(200, &[("content-type", "text/html")], text.to_owned());
        assert_eq!(lines("{ contains: Not, length: { min: 3 } }", html("<p>Not found")), NONE);
        assert_eq!(lines("{ equals: '5' }", html("5")), NONE);
        assert_eq!(lines("{ equals: { a: 1 } }", html(r#"{"a": 1}"#)), NONE);
        let found = lines("{ at: { $.a: 1 } }", html("<p>"));
        assert_eq!(found, [r#"CS0309 -: JSON: $.a being 1 / 3 bytes: "<p>""#]);
        assert_eq!(lines("{ empty: true }", html(" \r\n")), NONE);
        assert_eq!(lines("{ empty: true }", html("[]")), [r#"CS0312 : no body / 2 bytes: "[]""#]);
        assert_eq!(lines("{ empty: false }", html("")), ["CS0312 : a body / no body"]);
        assert_eq!(lines("{ equals: 5 }", json_response("5.0")), NONE);
    }

    fn assertion(each: Option<&str>, that: &str) -> Expect {
        let span = Span::default();
        let each = each.map(|path| PathTemplate::parse(path, span, false).expect("a path"));
        let that = Expression::parse(that, span).expect("an expression");
        Expect { assert: vec![Assertion { each, that, message: Some("they agree".into()), span }], ..Expect::default() }
    }

    #[test]
    fn a_broken_assertion_shows_both_sides_for_every_node() {
        let body = r#"{"id": 3, "tags": ["a", "b"]}"#;
        assert_eq!(Case::new(assertion(None, "response.body.id == 3")).lines(URL, json_response(body)), NONE);
        assert_eq!(
            Case::new(assertion(None, "response.body.id > 5")).lines(URL, json_response(body)),
            ["CS0314 -: response.body.id > 5 / response.body.id is 3"]
        );
        let lists = Case::new(assertion(None, "response.body.tags == ['a', 'c', 'd']")).lines(URL, json_response(body));
        let found = r#"at /1 the left is "b", the right "c"; at /2 the left is nothing, the right "d""#;
        assert_eq!(lists, [format!("CS0314 -: response.body.tags == ['a', 'c', 'd'] / {found}")]);
        let case = Case::new(assertion(Some("$.tags[*]"), "it == 'a' and index == 0"));
        let judged = case.judged(URL, json_response(body));
        let check = judged.checks.last().expect("a check");
        assert_eq!(check.findings[0].message, "they agree");
        assert_eq!(line(&check.findings[0]), r#"CS0314 /tags/1: it == 'a' and index == 0 / it is "b""#);
        assert_eq!(check.findings.len(), 1);
        let nothing = Case::new(assertion(Some("$.none[*]"), "true")).lines(URL, json_response(body));
        assert_eq!(nothing, ["CS0313 : at least one node / no node"]);
    }

    #[test]
    fn an_assertion_without_a_truth_is_an_error() {
        let judged = Case::new(assertion(None, "response.body.id")).judged(URL, json_response(r#"{"id": 3}"#));
        assert_eq!(Verdict::of(&judged.checks), Verdict::Error);
        assert_eq!(judged.checks.last().expect("a check").findings[0].code, Code::AssertError);
    }

    #[test]
    fn a_key_that_an_assertion_needs_and_the_answer_lacks_is_a_failure() {
        let judged = Case::new(assertion(None, "response.body.nope != 1")).judged(URL, json_response(r#"{"id": 3}"#));
        assert_eq!(Verdict::of(&judged.checks), Verdict::Failed);
        assert_eq!(judged.checks.last().expect("a check").findings[0].code, Code::AssertFailed);
    }

    #[test]
    fn an_answer_that_an_assertion_cannot_read_as_it_asks_fails() {
        let body = r#"{"id": 3, "modes": "a:3:{i:0;s:1:\"1\";}", "total": "n/a"}"#;
        for (each, that, actual) in [
            (None, "php_unserialize(response.body.modes) is sequence", "php_unserialize cannot read "),
            (None, "decimal(response.body.total) > 0", r#""n/a" is not a number"#),
            (Some("$.modes"), "from_json(it) | length > 0", "from_json cannot read "),
        ] {
            let judged = Case::new(assertion(each, that)).judged(URL, json_response(body));
            assert_eq!(Verdict::of(&judged.checks), Verdict::Failed, "{that}");
            let finding = &judged.checks.last().expect("a check").findings[0];
            assert_eq!((finding.code, finding.message.as_str()), (Code::AssertFailed, "they agree"));
            assert_eq!((finding.expected.as_str(), finding.pointer.as_deref()), (that, each.map(|_| "/modes")));
            assert!(finding.actual.starts_with(actual), "{}", finding.actual);
        }
        // A text that the case itself brings is no news of the API.
        let judged = Case::new(assertion(None, "from_json('{') == 1")).judged(URL, json_response(r#"{"id": 3}"#));
        assert_eq!(Verdict::of(&judged.checks), Verdict::Error);
    }

    #[test]
    fn a_slow_answer_fails() {
        let expect = Expect { max_time: Some(Duration::from_millis(4)), ..Expect::default() };
        assert_eq!(Case::new(expect).lines(URL, json_response(r#"{"id":1}"#)), ["CS0316 -: at most 4 ms / 5 ms"]);
        let expect = Expect { max_time: Some(Duration::from_millis(5)), ..Expect::default() };
        assert_eq!(Case::new(expect).lines(URL, json_response(r#"{"id":1}"#)), NONE);
    }

    #[test]
    fn no_answer_is_an_error_and_no_failure() {
        let fault = Fault {
            code: Code::ConnectionLost,
            phase: Phase::Body,
            message: "the connection broke".into(),
            received: 7,
            hint: None,
        };
        let exchange = Arc::new(Exchange { outcome: Err(fault), ..exchange(URL, json_response("1")) });
        let judged = Case::new(Expect::default()).with(&exchange, |judgement| judge(judgement, &exchange));
        assert_eq!(Verdict::of(&judged.checks), Verdict::Error);
        assert_eq!(
            line(&judged.checks[0].findings[0]),
            "CS0407 -: an answer / the connection broke (body phase, 7 body bytes received)"
        );
    }

    #[test]
    fn a_shape_recorded_from_a_sample_holds_for_all_data_of_the_contract() {
        let mut case = Case::new(snapshot(SnapshotKind::Shape));
        let sample = r#"{"id": 1, "note": "", "on": null, "tags": []}"#;
        let judged = case.judged(URL, json_response(sample));
        assert_eq!(judged.checks.last().expect("a check").findings[0].severity, Severity::Unreviewed);
        let pending = judged.pending.expect("a proposal");
        assert!(pending.is_new && pending.text.contains("case") && !pending.text.contains("env"));
        case.stored = Stored::read(Some(&pending.text), SnapshotKind::Shape);
        case.env = "staging";
        for body in [
            sample,
            r#"{"id": 2, "note": "text", "on": "2021-05-01", "tags": ["a"], "late": "x", "open": {"any": 1}}"#,
            r#"{"id": 3, "note": null}"#,
        ] {
            assert_eq!(case.lines(URL, json_response(body)), NONE, "{body}\n{}", pending.text);
        }
        case.undocumented = Undocumented::Allow;
        let judged = case.judged(URL, json_response(r#"{"id": 1, "tags": [], "extra": "2021-05-01"}"#));
        let finding = &judged.checks.last().expect("a check").findings[0];
        assert_eq!(finding.message, "$.extra: absent -> string (date)");
        assert_eq!(finding.pointer.as_deref(), Some("/extra"));
        let wider = judged.pending.expect("a wider shape");
        case.stored = Stored::read(Some(&wider.text), SnapshotKind::Shape);
        assert_eq!(case.lines(URL, json_response(sample)), NONE);
    }

    #[test]
    fn a_body_belongs_to_its_environment_and_elsewhere_only_its_shape_is_judged() {
        let mut case = Case::new(snapshot(SnapshotKind::Body));
        let pending = case.judged(URL, json_response(r#"{"tags": ["b"], "id": 1.0}"#)).pending.expect("a proposal");
        assert!(pending.text.ends_with("{\n  \"id\": 1.0,\n  \"tags\": [\n    \"b\"\n  ]\n}\n"), "{}", pending.text);
        case.stored = Stored::read(Some(&pending.text), SnapshotKind::Body);
        assert_eq!(case.lines(URL, json_response(r#"{"id": 1, "tags": ["b"]}"#)), NONE);
        assert_eq!(case.lines(URL, json_response(r#"{"id": 2, "tags": ["b"]}"#)), ["CS0502 /id: 1.0 / 2"]);
        case.env = "staging";
        assert_eq!(case.lines(URL, json_response(r#"{"id": 2, "tags": [], "note": "x"}"#)), NONE);
        case.undocumented = Undocumented::Allow;
        let judged = case.judged(URL, json_response(r#"{"id": 2, "extra": 1}"#));
        assert_eq!(judged.checks.last().expect("a check").findings.len(), 1);
        assert_eq!(judged.pending, None);
    }

    #[test]
    fn volatile_values_are_replaced_and_equal_ones_stay_recognizable() {
        let mut expect = snapshot(SnapshotKind::Body);
        expect.schema = SchemaChoice::None;
        let spec = expect.snapshot.as_mut().expect("a snapshot");
        let path = |text: &str| crate::value::path::JsonPath::parse(text).expect("a path");
        spec.redact = vec![(path("$.hash"), "[hash]".into())];
        spec.alias = vec![path("$..id")];
        let mut case = Case::new(expect);
        case.undocumented = Undocumented::Allow;
        let body =
            |a: u32, b: u32, hash: &str| json!({"z": {"id": a}, "id": a, "other": {"id": b}, "hash": hash}).to_string();
        let pending = case.judged(URL, json_response(&body(17, 18, "x"))).pending.expect("a proposal");
        for part in [r#""hash": "[hash]""#, r#""id": "id#1""#, r#""id": "id#2""#] {
            assert!(pending.text.contains(part), "{}", pending.text);
        }
        case.stored = Stored::read(Some(&pending.text), SnapshotKind::Body);
        assert_eq!(case.lines(URL, json_response(&body(99, 3, "y"))), NONE);
        assert_eq!(case.lines(URL, json_response(&body(5, 5, "y"))), [r#"CS0502 /other/id: "id#2" / "id#1""#]);
    }

    #[test]
    fn a_damaged_snapshot_is_an_error_and_never_replaced() {
        let mut case = Case::new(snapshot(SnapshotKind::Shape));
        case.stored = Stored::read(Some("---\nsource: a\n---\n<<<<<<< HEAD\n"), SnapshotKind::Shape);
        let judged = case.judged(URL, json_response(r#"{"id": 1}"#));
        assert_eq!((Verdict::of(&judged.checks), judged.pending), (Verdict::Error, None));
    }

    #[test]
    fn an_answer_of_the_wrong_status_is_not_proposed_as_snapshot() {
        let case = Case::new(snapshot(SnapshotKind::Body));
        let judged = case.judged(URL, response(500, &[("content-type", "application/json")], "{}"));
        assert_eq!(judged.pending, None);
        assert!(judged.checks.iter().any(|check| check.kind == CheckKind::Snapshot && !check.holds()));
    }
}
