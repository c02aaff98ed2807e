//! Every breach with its words, and what is none.

use super::{is_date, judge};
use crate::judge::check::fixture::response;
use crate::judge::verdict::{Severity, Verdict};

/// What is said of an answer with these headers, a line for each breach: what it is about, and the message.
fn said(status: u16, headers: &[(&str, &str)], body: &str) -> Vec<String> {
    let check = judge(Severity::Warning, &response(status, headers, body.to_owned()));
    let findings = check.map(|check| check.findings).unwrap_or_default();
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning && finding.expected.contains("RFC")));
    findings.iter().map(|finding| format!("{}: {} ({})", finding.part, finding.message, finding.actual)).collect()
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn an_answer_that_keeps_to_http_has_no_check_at_all() {
    let kept: &[&[(&str, &str)]] = &[
        &[JSON, ("content-length", "2"), ("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("etag", "W/\"a\"")],
        &[JSON, ("transfer-encoding", "chunked"), ("set-cookie", "a=b"), ("set-cookie", "c=d"), ("vary", "a")],
        &[("content-type", "text/html; charset=\"UTF-8\"; x=y"), ("location", "/a?b=%20#c"), ("retry-after", "120")],
        &[("content-type", "application/problem+json; charset=utf-8"), ("location", "https://h/"), ("vary", "b")],
        &[JSON, ("cache-control", "no-store"), ("cache-control", "private"), ("etag", "\"\""), ("location", "../x")],
    ];
    for headers in kept {
        assert!(said(200, headers, "{}").is_empty(), "{headers:?}: {:?}", said(200, headers, "{}"));
    }
    assert!(said(204, &[], "").is_empty());
}

#[test]
fn a_length_that_contradicts_itself_is_a_breach() {
    for (status, headers, expected) in [
        (
            200,
            &[("content-length", "2"), ("transfer-encoding", "chunked")][..],
            "header content-length: the answer has a content-length and a transfer-encoding (content-length: 2, transfer-encoding: chunked)",
        ),
        (
            200,
            &[("content-length", "2"), ("content-length", "2")],
            "header content-length: the length is given more than once (2, 2)",
        ),
        (200, &[("content-length", "2, 2")], "header content-length: the length is given more than once (2, 2)"),
        (
            200,
            &[("transfer-encoding", "gzip, chunked")],
            "header transfer-encoding: a transfer coding that was not asked for; the body may still be in it (gzip, chunked)",
        ),
        (204, &[("content-length", "0")], "header content-length: 204 has no body, and a content-length (0)"),
        (
            204,
            &[("transfer-encoding", "chunked")],
            "header transfer-encoding: 204 has no body, and a transfer-encoding (chunked)",
        ),
    ] {
        assert_eq!(said(status, headers, ""), [expected]);
    }
}

#[test]
fn a_header_that_is_given_twice_or_not_well_formed_is_a_breach() {
    for (name, value, message) in [
        ("date", "Sunday, 06-Nov-94 08:49:37 GMT", "a header that is not well-formed"),
        ("last-modified", "1994-11-06T08:49:37Z", "a header that is not well-formed"),
        ("retry-after", "-1", "a header that is not well-formed"),
        ("retry-after", "1.5", "a header that is not well-formed"),
        ("location", "/a b", "a header that is not well-formed"),
        ("location", "http://[", "a header that is not well-formed"),
        ("location", "", "a header that is not well-formed"),
        ("etag", "abc", "a header that is not well-formed"),
        ("content-type", "json", "a header that is not well-formed"),
        ("content-type", "", "a header that is not well-formed"),
        ("content-type", "application/json; charset=iso-8859-1", "a character set that cannot be"),
        ("content-type", "text/html; charset=utf-8; charset=latin1", "a character set that cannot be"),
    ] {
        assert_eq!(said(200, &[(name, value)], ""), [format!("header {name}: {message} ({value})")]);
    }
    let twice = said(200, &[JSON, ("content-type", "text/html"), ("location", "/a"), ("location", "/b")], "{}");
    assert_eq!(
        twice,
        [
            "header content-type: the header is given 2 times (application/json, text/html)",
            "header location: the header is given 2 times (/a, /b)"
        ]
    );
}

#[test]
fn floods_below_the_limits_are_breaches() {
    let cookies: Vec<(&str, &str)> = std::iter::repeat_n(("set-cookie", "a=b"), 51).collect();
    assert_eq!(said(200, &cookies, ""), ["header set-cookie: more cookies than clients keep (51 cookies)"]);
    assert!(said(200, &cookies[1..], "").is_empty());
    let large = "x".repeat(8193);
    assert_eq!(said(200, &[("x-a", &large)], ""), ["header x-a: a header that common proxies refuse (8193 bytes)"]);
    let cookie = format!("a={}; path=/", "x".repeat(4095));
    assert_eq!(
        said(200, &[("set-cookie", &cookie)], ""),
        ["header set-cookie: a cookie that clients drop (4097 bytes)"]
    );
    assert_eq!(
        said(200, &[("x-a", "café")], ""),
        ["header x-a: a header with other characters than ASCII, which clients read differently (café)"]
    );
}

#[test]
fn bodies_where_none_may_be_or_that_do_not_say_what_they_are() {
    assert_eq!(
        said(200, &[], "{}"),
        ["header content-type: the body does not say what it is (a body of 2 bytes without one)"]
    );
    assert_eq!(said(205, &[JSON], "{}"), ["body: 205 has a body (2 bytes)"]);
    assert_eq!(said(799, &[JSON], "{}"), ["status: the status is of no class that HTTP knows (799)"]);
}

#[test]
fn a_breach_is_a_failure_where_the_environment_is_strict() {
    let answer = response(200, &[], "{}");
    let verdict = |severity: Severity| Verdict::of(judge(severity, &answer).iter());
    assert_eq!((verdict(Severity::Warning), verdict(Severity::Failure)), (Verdict::Passed, Verdict::Failed));
}

#[test]
fn dates_have_one_form() {
    for (date, holds) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", true),
        ("Sun, 6 Nov 1994 08:49:37 GMT", false),
        ("Sun Nov  6 08:49:37 1994", false),
        ("Son, 06 Nov 1994 08:49:37 GMT", false),
        ("Sun, 06 Okt 1994 08:49:37 GMT", false),
        ("Sun, 06 Nov 1994 08:49:37 CET", false),
    ] {
        assert_eq!(is_date(date.as_bytes()), holds, "{date}");
    }
}
