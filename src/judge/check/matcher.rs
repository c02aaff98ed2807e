//! Matchers: every rule judges its value on its own, and each mismatch is told with its own pointer.

use serde_json::Value;

use crate::judge::check::judging::Judging;
use crate::judge::check::rule;
use crate::judge::check::words;
use crate::judge::place::Place;
use crate::judge::sink::Sink;
use crate::judge::verdict::Finding;
use crate::source::code::Code;
use crate::suite::model::{AtPath, Matcher, Rule, RuleKind};
use crate::value::diff::describe;
use crate::value::json;

/// Holds every rule of a matcher against a value.
pub fn judge(judging: &Judging<'_>, matcher: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    for rule in &matcher.rules {
        judge_rule(judging, rule, value, place, sink);
    }
}

/// Holds one rule against a value.
pub fn judge_rule(judging: &Judging<'_>, rule: &Rule, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    match &rule.kind {
        RuleKind::Not(inner) => {
            if holds(judging, inner, value, place, sink) {
                judging.mismatch(rule, value, place, sink);
            }
        }
        RuleKind::AnyOf(alternatives) => any_of(judging, rule, alternatives, value, place, sink),
        RuleKind::Length(inner) => match rule::length(value) {
            Some(length) => judge(judging, inner, &Value::from(length), &place.aspect("length"), sink),
            None => judging.mismatch(rule, value, place, sink),
        },
        RuleKind::Every(inner) => {
            let judged = each(value, place, |value, place| judge(judging, inner, value, place, sink));
            if judged.is_none() {
                judging.mismatch_of(rule, "a list or an object", value, place, sink);
            }
        }
        RuleKind::Any(inner) => any(judging, rule, inner, value, place, sink),
        RuleKind::At(paths) => {
            for path in paths {
                judge_at(judging, path, value, place, sink);
            }
        }
        RuleKind::Json(inner) => json(judging, rule, inner, value, place, sink),
        _ => rule::judge(judging, rule, value, place, sink),
    }
}

/// Whether a matcher holds, without telling why not.
fn holds(judging: &Judging<'_>, matcher: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) -> bool {
    let mut quiet = Sink::quiet();
    judge(judging, matcher, value, place, &mut quiet);
    let holds = !quiet.failed();
    sink.errors_of(quiet);
    holds
}

fn any_of(
    judging: &Judging<'_>,
    rule: &Rule,
    alternatives: &[Matcher],
    value: &Value,
    place: &Place<'_>,
    sink: &mut Sink,
) {
    if alternatives.iter().any(|alternative| holds(judging, alternative, value, place, sink)) {
        return;
    }
    sink.fail(|| {
        let finding = judging.finding(rule.span, words::of_rule(rule, judging.scope), describe(value), place);
        let why = alternatives.iter().zip(1..).filter_map(|(alternative, number)| {
            let mut told = Sink::default();
            judge(judging, alternative, value, place, &mut told);
            let first = told.findings.into_iter().next()?;
            let at = first.pointer.filter(|at| !at.is_empty()).map_or(String::new(), |at| format!(" at {at}"));
            Some(format!("alternative {number}: expected {}, found {}{at}", first.expected, first.actual))
        });
        why.fold(finding, Finding::help)
    });
}

fn any(judging: &Judging<'_>, rule: &Rule, inner: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let mut found = false;
    let judged = each(value, place, |value, place| found = found || holds(judging, inner, value, place, sink));
    match judged {
        None => judging.mismatch_of(rule, "a list or an object", value, place, sink),
        Some(_) if found => {}
        Some(count) => sink.fail(|| {
            let expected = format!("an element that is {}", words::of_matcher(inner, judging.scope));
            let actual = format!("none of {count} elements: {}", json::excerpt(value, 120));
            judging.finding(rule.span, expected, actual, place)
        }),
    }
}

/// Judges what a path selects. A path that selects nothing judges nothing, which is only fine when it is said to
/// be.
fn judge_at(judging: &Judging<'_>, at: &AtPath, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let path = match at.path.render(judging.scope) {
        Ok(path) => path,
        Err(error) => return sink.template(error, judging.part.clone(), at.span),
    };
    let nodes = match path.select(value) {
        Ok(nodes) => nodes,
        Err(error) => {
            let finding = judging.finding(at.span, String::new(), String::new(), place);
            return sink.error(Finding { code: Code::BadJsonPath, ..finding }.message(error.to_string()));
        }
    };
    if nodes.is_empty() && !may_select_nothing(&at.matcher) {
        let rules = words::of_matcher(&at.matcher, judging.scope);
        let expected = if rules.is_empty() { "at least one node".into() } else { format!("a node: {rules}") };
        sink.fail(|| Finding {
            code: Code::NoNode,
            message: format!("{path} selects nothing"),
            help: vec!["`optional: true` says that there may be none".into()],
            ..judging.finding(at.span, expected, "no node".into(), place)
        });
    }
    for (number, node) in nodes.iter().enumerate() {
        judge(judging, &at.matcher, node, &place.selected(&path, value, number), sink);
    }
    if let Some(matcher) = &at.matcher.nodes {
        let list = Value::Array(nodes.into_iter().cloned().collect());
        judge(judging, matcher, &list, &place.nodes(&path, value), sink);
    }
}

fn json(judging: &Judging<'_>, rule: &Rule, inner: &Matcher, value: &Value, place: &Place<'_>, sink: &mut Sink) {
    let parsed = value.as_str().map(|text| json::parse(text.as_bytes()));
    match parsed {
        Some(Ok(inside)) => judge(judging, inner, &inside, &place.inside(), sink),
        Some(Err(error)) => sink.fail(|| {
            let actual = format!("{}: {error}", describe(value));
            let expected = "a string that holds JSON".to_owned();
            Finding { code: Code::EmbeddedJson, ..judging.finding(rule.span, expected, actual, place) }
        }),
        None => judging.mismatch(rule, value, place, sink),
    }
}

/// Whether a matcher under a path is content when the path selects nothing.
fn may_select_nothing(matcher: &Matcher) -> bool {
    let counts = |matcher: &Matcher| {
        matcher.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Length(_) | RuleKind::Empty(_)))
    };
    matcher.optional
        || matcher.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Exists(false)))
        // Whoever says how many nodes there must be has spoken about none, too.
        || matcher.nodes.as_deref().is_some_and(counts)
}

/// Visits every element or property with its place, and counts them; `None` where there can be none.
fn each(value: &Value, place: &Place<'_>, mut visit: impl FnMut(&Value, &Place<'_>)) -> Option<usize> {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                visit(element, &place.index(index));
            }
            Some(elements.len())
        }
        Value::Object(map) => {
            for (key, member) in map {
                visit(member, &place.key(key));
            }
            Some(map.len())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::judge::check::fixture::{findings, wrong};
    use crate::judge::verdict::Severity;
    use crate::source::code::Code;
    use crate::suite::template::scope::Scope;

    const NONE: Vec<String> = Vec::new();

    #[test]
    fn a_number_is_never_a_string_and_the_message_says_so() {
        assert_eq!(wrong("5", json!(5)), NONE);
        assert_eq!(wrong("5.0", json!(5)), NONE);
        assert_eq!(wrong("5", json!("5")), [r#"CS0312 : the number 5 / the string "5""#]);
        assert_eq!(wrong("{ equals: '${{ vars.five }}' }", json!("5")), [r#"CS0312 : the number 5 / the string "5""#]);
    }

    #[test]
    fn one_mismatch_never_hides_another() {
        assert_eq!(
            wrong("{ type: integer, min: 3, one_of: [4, 5], at: { $.x: 1 } }", json!("2")),
            [
                r#"CS0312 : integer / the string "2""#,
                r#"CS0312 : at least 3 / the string "2""#,
                r#"CS0312 : one of [4,5] / the string "2""#,
                "CS0313 : a node: 1 / no node",
            ]
        );
        assert_eq!(
            wrong("{ equals: { a: 1, b: 2, c: 3 } }", json!({"a": 2, "b": 2, "d": 4})),
            ["CS0312 /a: 1 / 2", "CS0312 /c: 3 / nothing", "CS0312 /d: nothing here / 4"]
        );
        assert_eq!(wrong("{ subset: { a: { b: 1 } } }", json!({"a": {"b": 1, "c": 2}})), NONE);
        assert_eq!(wrong("{ subset: { a: { b: 1 } } }", json!({"a": {}})), ["CS0312 /a/b: 1 / nothing"]);
    }

    #[test]
    fn every_node_of_a_path_is_judged_at_its_own_place() {
        let body = json!({"items": [{"id": 1}, {"id": "x"}, {"id": 3, "t": "y"}]});
        assert_eq!(
            wrong("{ at: { '$.items[*].id': { type: integer } } }", body.clone()),
            [r#"CS0312 /items/1/id: integer / the string "x""#]
        );
        assert_eq!(
            wrong("{ at: { $.items: { at: { '$[?@.t].id': 4 } } } }", body.clone()),
            ["CS0312 /items/2/id: 4 / 3"]
        );
        assert_eq!(
            wrong("{ at: { '$.items[*].id': { nodes: { unique: true, length: 2 } } } }", body.clone()),
            ["CS0312 : 2 / 3"]
        );
        assert_eq!(
            wrong("{ at: { '$.items[*]': { nodes: { equals: [{ id: 1 }, { id: 2 }, { id: 3, t: y }, 4] } } } }", body),
            [r#"CS0312 /items/1/id: the number 2 / the string "x""#, "CS0312 : 4 / nothing"]
        );
    }

    #[test]
    fn no_node_is_a_failure_unless_it_is_said_to_be_fine() {
        assert_eq!(wrong("{ at: { $.x: { type: string } } }", json!({})), ["CS0313 : a node: string / no node"]);
        assert_eq!(wrong("{ at: { $.x: { type: string, optional: true } } }", json!({})), NONE);
        assert_eq!(wrong("{ at: { $.x: { exists: false } } }", json!({})), NONE);
        assert_eq!(wrong("{ at: { $.x: { exists: false } } }", json!({"x": null})), ["CS0312 /x: no value / null"]);
        assert_eq!(wrong("{ at: { $.x: { exists: true } } }", json!({"x": null})), NONE);
        assert_eq!(wrong("{ at: { '$[*]': { nodes: { length: 0 } } } }", json!([])), NONE);
        assert_eq!(wrong("{ at: { '$[*]': { nodes: { unique: true } } } }", json!([])).len(), 1);
        assert_eq!(wrong("{ at: { '$[*]': { nodes: { empty: false } } } }", json!([])).len(), 1);
    }

    #[test]
    fn two_equal_nodes_are_told_with_the_place_of_the_second() {
        let found =
            wrong("{ at: { '$..id': { nodes: { unique: true } } } }", json!([{"id": 1}, {"id": 2}, {"id": 1.0}]));
        assert_eq!(found, ["CS0312 /2/id: elements that all differ / 1.0 at 0 and at 2 in the list"]);
    }

    #[test]
    fn rules_around_others_hold_or_not() {
        assert_eq!(wrong("{ not: { equals: 5 } }", json!(6)), NONE);
        assert_eq!(wrong("{ not: { equals: 5 } }", json!(5)), ["CS0312 : anything but 5 / the number 5"]);
        assert_eq!(wrong("{ any_of: [ { type: 'null' }, { min: 3 } ] }", json!(null)), NONE);
        let found = findings("{ any_of: [ { type: 'null' }, { min: 3 } ] }", &json!(2), &Scope::new());
        assert_eq!(found[0].expected, "null or at least 3");
        assert_eq!(found[0].help[1], "alternative 2: expected at least 3, found the number 2");
        assert_eq!(
            wrong("{ every: { min: 1 } }", json!({"a": 1, "b/c": 0})),
            ["CS0312 /b~1c: at least 1 / the number 0"]
        );
        assert_eq!(wrong("{ every: { min: 1 } }", json!(1)), ["CS0312 : a list or an object / the number 1"]);
        assert_eq!(wrong("{ any: { equals: 2 } }", json!([1, 2])), NONE);
        assert_eq!(wrong("{ any: 2 }", json!([1])), ["CS0312 : an element that is 2 / none of 1 elements: [1]"]);
        assert_eq!(wrong("{ length: { min: 2, max: 3 } }", json!("äöü")), NONE);
        assert_eq!(wrong("{ length: 2 }", json!([1])), ["CS0312 : 2 / 1"]);
        assert_eq!(wrong("{ length: 2 }", json!(12)), ["CS0312 : a length of 2 / the number 12"]);
        assert_eq!(
            findings("{ length: 2 }", &json!([1]), &Scope::new())[0].message,
            "the length is not the expected one"
        );
    }

    #[test]
    fn json_in_a_string_is_judged_inside() {
        let matcher = "{ at: { $.options: { json: { type: array, every: { type: string } } } } }";
        assert_eq!(wrong(matcher, json!({"options": r#"["a"]"#})), NONE);
        assert_eq!(
            wrong(matcher, json!({"options": r#"["a", 1]"#})),
            ["CS0312 /options (inside the string) /1: string / the number 1"]
        );
        let broken = wrong(matcher, json!({"options": "[a"}));
        assert!(broken[0].starts_with("CS0321 /options: a string that holds JSON / the string \"[a\": "), "{broken:?}");
        assert_eq!(wrong(matcher, json!({"options": []})), ["CS0312 /options: a string that holds JSON / the list []"]);
    }

    #[test]
    fn templates_are_rendered_and_what_cannot_be_is_an_error_that_nothing_hides() {
        let scope = Scope::new();
        for matcher in [
            "{ equals: '${{ vars.x }}' }",
            "{ not: { equals: '${{ vars.x }}' } }",
            "{ any_of: [ { equals: '${{ vars.x }}' } ] }",
        ] {
            let found = findings(matcher, &json!(1), &scope);
            let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
            assert_eq!(errors.map(|finding| finding.code).collect::<Vec<_>>(), [Code::TemplateUndefined], "{matcher}");
        }
        assert_eq!(
            wrong("{ at: { '$[?@.n == ${{ vars.name }}].v': 2 } }", json!([{"n": "a'b", "v": 1}])),
            ["CS0312 /0/v: 2 / 1"]
        );
    }
}
