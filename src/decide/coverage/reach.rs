//! What the checks of a step reach in a response's body: the places that matchers, snapshots, assertions and captures
//! name, as far as that can be told without the values that templates get.

use crate::decide::coverage::outline::Outline;
use crate::decide::coverage::way::{Turn, ways};
use crate::suite::model::{Assertion, AtPath, Capture, CaptureSource, Expect, Matcher, RuleKind, SnapshotKind, Step};
use crate::suite::template::bridge::Step as Key;
use crate::suite::template::data::Data;
use crate::suite::template::expression::{PathUse, Root};

/// A place that a check reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The way to it.
    pub way: Vec<Turn>,
    /// Whether what is inside is reached, too.
    pub extent: Extent,
    /// What is judged there.
    pub aspect: Aspect,
    /// The check, in words: `body $.items[*].price`, `snapshot shape`.
    pub check: String,
}

/// How far a check reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The place alone.
    Here,
    /// Everything inside as well.
    Inside,
}

/// What of a place is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// That it is there, its type, its length: one value of an `enum` is as good as another.
    Form,
    /// Its value.
    Value,
}

/// How well a place of an outline is reached.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'r> {
    /// What of it is judged.
    pub aspect: Aspect,
    /// By which check.
    pub check: &'r str,
}

/// Everything that the checks of a step reach.
pub fn reached(step: &Step) -> Vec<Reached> {
    let mut reached = Vec::new();
    let waited = step.until.iter().map(|until| &until.wanted);
    for expect in std::iter::once(&step.expect).chain(waited) {
        of_expect(expect, &mut reached);
    }
    step.capture.iter().for_each(|capture| of_capture(capture, &mut reached));
    reached
}

/// The checks beyond the default that a step has, in words: `status, body, snapshot shape`. Empty when there is none.
pub fn checks(step: &Step) -> String {
    let mut words: Vec<&str> = Vec::new();
    let waited = step.until.iter().map(|until| &until.wanted);
    for expect in std::iter::once(&step.expect).chain(waited) {
        let snapshot = match expect.snapshot.as_ref().map(|snapshot| snapshot.kind) {
            Some(SnapshotKind::Shape) => "snapshot shape",
            Some(SnapshotKind::Body) => "snapshot body",
            None => "",
        };
        let present = [
            (expect.status.is_some(), "status"),
            (!expect.headers.is_empty(), "headers"),
            (expect.body.is_some(), "body"),
            (expect.assert.iter().any(looks_at_the_answer), "assert"),
            (expect.snapshot.is_some(), snapshot),
        ];
        for (_, word) in present.into_iter().filter(|(is_there, _)| *is_there) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.extend((!step.capture.is_empty()).then_some("capture"));
    words.join(", ")
}

/// Whether an assertion can tell one answer from another: `vars.x == 1` holds whatever comes back.
fn looks_at_the_answer(assertion: &Assertion) -> bool {
    let is_answer = |root: &Root| matches!(root.name.as_str(), "response" | "captures" | "steps" | "repeat");
    assertion.each.is_some() || assertion.that.roots().iter().any(is_answer)
}

/// What is reached of an outline, by node; places around a reached one are not marked.
pub fn marks<'r>(reached: &'r [Reached], outline: &Outline) -> Vec<Option<Mark<'r>>> {
    let mut marks = vec![None; outline.nodes.len()];
    if outline.nodes.is_empty() {
        return marks;
    }
    for one in reached {
        let mut ends = Vec::new();
        follow(outline, 0, &one.way, &mut ends);
        for end in ends {
            mark(outline, end, one, &mut marks);
        }
    }
    marks
}

fn mark<'r>(outline: &Outline, node: usize, reached: &'r Reached, marks: &mut [Option<Mark<'r>>]) {
    if marks[node].is_none_or(|known| known.aspect < reached.aspect) {
        marks[node] = Some(Mark { aspect: reached.aspect, check: &reached.check });
    }
    if reached.extent == Extent::Inside {
        outline.children(node).for_each(|child| mark(outline, child, reached, marks));
    }
}

/// The places that a way may lead to.
fn follow(outline: &Outline, node: usize, way: &[Turn], ends: &mut Vec<usize>) {
    let Some((turn, rest)) = way.split_first() else {
        ends.push(node);
        return;
    };
    match turn {
        Turn::Key(key) => {
            let here = &outline.nodes[node];
            let child = here.properties.get(key.as_str()).copied().or(here.rest);
            child.into_iter().for_each(|child| follow(outline, child, rest, ends));
        }
        Turn::Element => outline.nodes[node].items.into_iter().for_each(|child| follow(outline, child, rest, ends)),
        Turn::Every => outline.children(node).for_each(|child| follow(outline, child, rest, ends)),
        Turn::Deeper => {
            follow(outline, node, rest, ends);
            outline.children(node).for_each(|child| follow(outline, child, way, ends));
        }
    }
}

fn of_expect(expect: &Expect, reached: &mut Vec<Reached>) {
    if let Some(matcher) = &expect.body {
        of_matcher(matcher, At { way: &[], check: "body" }, reached);
    }
    for assertion in &expect.assert {
        of_assertion(assertion, reached);
    }
    if let Some(snapshot) = &expect.snapshot {
        let (aspect, check) = match snapshot.kind {
            SnapshotKind::Shape => (Aspect::Form, "snapshot shape"),
            SnapshotKind::Body => (Aspect::Value, "snapshot body"),
        };
        reached.push(Reached { way: Vec::new(), extent: Extent::Inside, aspect, check: check.to_owned() });
    }
}

/// Where a matcher is at work.
#[derive(Clone, Copy)]
struct At<'a> {
    way: &'a [Turn],
    check: &'a str,
}

impl At<'_> {
    fn reached(&self, extent: Extent, aspect: Aspect) -> Reached {
        Reached { way: self.way.to_vec(), extent, aspect, check: self.check.to_owned() }
    }
}

fn of_matcher(matcher: &Matcher, at: At<'_>, reached: &mut Vec<Reached>) {
    // Under a path, no node is a failure, so even a matcher without a rule says something.
    if !at.way.is_empty() || matcher.nodes.is_some() {
        reached.push(at.reached(Extent::Here, Aspect::Form));
    }
    for rule in &matcher.rules {
        of_rule(&rule.kind, at, reached);
    }
}

fn of_rule(rule: &RuleKind, at: At<'_>, reached: &mut Vec<Reached>) {
    match rule {
        RuleKind::Equals(_) | RuleKind::OneOf(_) => reached.push(at.reached(Extent::Inside, Aspect::Value)),
        RuleKind::Subset(data) => of_subset(data, at, reached),
        RuleKind::At(paths) => paths.iter().for_each(|path| of_path(path, at, reached)),
        RuleKind::Every(matcher) | RuleKind::Any(matcher) => {
            reached.push(at.reached(Extent::Here, Aspect::Form));
            let way = [at.way, &[Turn::Every]].concat();
            of_matcher(matcher, At { way: &way, ..at }, reached);
        }
        RuleKind::Type(_)
        | RuleKind::Format(_)
        | RuleKind::Length(_)
        | RuleKind::Empty(_)
        | RuleKind::Exists(_)
        | RuleKind::Unique(_)
        | RuleKind::Schema(_) => reached.push(at.reached(Extent::Here, Aspect::Form)),
        // What of an alternative has judged the value is not known, so no place inside counts.
        RuleKind::Not(_)
        | RuleKind::AnyOf(_)
        | RuleKind::Matches(_)
        | RuleKind::Contains(_)
        | RuleKind::StartsWith(_)
        | RuleKind::EndsWith(_)
        | RuleKind::Min(_)
        | RuleKind::Max(_)
        | RuleKind::Json(_)
        | RuleKind::Date(_) => reached.push(at.reached(Extent::Here, Aspect::Value)),
    }
}

fn of_path(path: &AtPath, at: At<'_>, reached: &mut Vec<Reached>) {
    let check = format!("body {}", path.path.text());
    for way in ways(path.path.text()) {
        let way = [at.way, &way].concat();
        of_matcher(&path.matcher, At { way: &way, check: &check }, reached);
    }
}

/// The leaves of a subset are what is compared; a template may become anything.
fn of_subset(data: &Data, at: At<'_>, reached: &mut Vec<Reached>) {
    let mut inner = |turn: Turn, data: &Data| {
        let way = [at.way, &[turn]].concat();
        of_subset(data, At { way: &way, ..at }, reached);
    };
    match data {
        Data::Const(serde_json::Value::Object(map)) if !map.is_empty() => {
            map.iter().for_each(|(key, value)| inner(Turn::Key(key.clone()), &Data::Const(value.clone())));
        }
        Data::Const(serde_json::Value::Array(list)) if !list.is_empty() => {
            list.iter().for_each(|value| inner(Turn::Element, &Data::Const(value.clone())));
        }
        Data::List(list) => list.iter().for_each(|data| inner(Turn::Element, data)),
        Data::Map(fields) => {
            for field in fields {
                match field.key.as_literal() {
                    Some(key) => inner(Turn::Key(key.to_owned()), &field.value),
                    None => inner(Turn::Every, &field.value),
                }
            }
        }
        Data::Const(_) | Data::Template(_) => reached.push(at.reached(Extent::Here, Aspect::Value)),
    }
}

fn of_assertion(assertion: &Assertion, reached: &mut Vec<Reached>) {
    let all = assertion.each.as_ref().map(|path| (path.text(), ways(path.text())));
    let check = match &all {
        Some((path, _)) => format!("assert each {path}"),
        None => "assert".to_owned(),
    };
    for way in all.iter().flat_map(|(_, ways)| ways) {
        let way = way.clone();
        reached.push(Reached { way, extent: Extent::Here, aspect: Aspect::Form, check: check.clone() });
    }
    for (path, used) in assertion.that.paths() {
        let names: Vec<&str> =
            path.iter().map_while(|step| if let Key::Key(key) = step { Some(&**key) } else { None }).collect();
        let (begins, behind) = match names.as_slice() {
            ["response", "body", ..] => (vec![Vec::new()], 2),
            ["it", ..] => (all.as_ref().map(|(_, ways)| ways.clone()).unwrap_or_default(), 1),
            _ => continue,
        };
        let extent = if used == PathUse::Compared { Extent::Inside } else { Extent::Here };
        for mut way in begins {
            way.extend(path[behind..].iter().map(|step| match step {
                Key::Key(key) => Turn::Key(key.to_string()),
                Key::Index(_) => Turn::Element,
            }));
            reached.push(Reached { way, extent, aspect: Aspect::Value, check: check.clone() });
        }
    }
}

fn of_capture(capture: &Capture, reached: &mut Vec<Reached>) {
    // Of several sources it is not known which one found something.
    let [CaptureSource::Path(path)] = capture.from.as_slice() else { return };
    let check = format!("capture {}", capture.name);
    let of = |way| Reached { way, extent: Extent::Here, aspect: Aspect::Form, check: check.clone() };
    reached.extend(ways(path.text()).into_iter().map(of));
}

#[cfg(test)]
mod tests {
    use super::{Aspect, Extent, checks, reached};
    use crate::decide::coverage::fixture::Small;
    use crate::decide::coverage::way::Turn;

    const API: &str = "openapi: 3.1.0\npaths: { /a: { get: { responses: { '200': {} } } } }\n";

    /// What a step reaches: the way, `..` where everything inside counts, `=` where values are told apart.
    fn told(step: &str) -> (Vec<String>, String) {
        let step: String = step.lines().map(|line| format!("    {line}\n")).collect();
        let small = Small::new(API, &format!("api: a\noperation: GET /a\ncases:\n  - name: x\n{step}"));
        let step = &small.suite.files[0].cases[0].steps[0];
        let turn = |turn: &Turn| match turn {
            Turn::Key(key) => format!(".{key}"),
            Turn::Element => "[n]".to_owned(),
            Turn::Every => ".*".to_owned(),
            Turn::Deeper => "..".to_owned(),
        };
        let mut all: Vec<String> = Vec::new();
        for one in reached(step) {
            let way: String = one.way.iter().map(turn).collect();
            let inside = if one.extent == Extent::Inside { " inside" } else { "" };
            let value = if one.aspect == Aspect::Value { " =" } else { "" };
            all.push(format!("${way}{inside}{value}"));
        }
        (all, checks(step))
    }

    #[test]
    fn matchers_reach_what_they_name() {
        let body = |matcher: &str| told(&format!("expect: {{ body: {matcher} }}")).0;
        assert_eq!(body("{ equals: { a: 1 } }"), ["$ inside ="]);
        assert_eq!(
            body("{ subset: { a: { b: [1, { c: 2 }] }, d: \"${{ vars.x }}\", e: {} } }"),
            ["$.a.b[n] =", "$.a.b[n].c =", "$.d =", "$.e =",]
        );
        assert_eq!(body("{ at: { \"$.a[*].b\": { type: string } } }"), ["$.a.*.b", "$.a.*.b"]);
        assert_eq!(
            body("{ at: { \"$.a\": { every: { at: { $.b: 1 } } } } }"),
            ["$.a", "$.a", "$.a.*", "$.a.*.b", "$.a.*.b inside =",]
        );
        assert_eq!(body("{ at: { \"$['a','b']\": { not: { equals: 1 } } } }"), ["$.a", "$.a =", "$.b", "$.b ="]);
        assert_eq!(body("{ length: 3 }"), ["$"]);
    }

    #[test]
    fn assertions_reach_the_paths_that_they_write_out() {
        let that = |that: &str| told(&format!("expect: {{ assert: [\"{that}\"] }}")).0;
        assert_eq!(that("response.body.a[0].b == 1"), ["$.a[n].b inside ="]);
        assert_eq!(that("response.body.a | length > 1 and response.status == 200"), ["$.a ="]);
        assert_eq!(
            told("expect: { assert: [{ each: \"$[?@.n > 1]\", that: it.a in it.b }] }").0,
            ["$.*", "$.*.a inside =", "$.*.b inside ="]
        );
    }

    #[test]
    fn the_checks_beyond_the_default_are_named() {
        assert_eq!(told("").1, "");
        assert_eq!(told("expect: { max_time: 5s }").1, "");
        assert_eq!(
            told("expect: { status: 200, headers: { etag: x }, snapshot: body }").1,
            "status, headers, snapshot body"
        );
        assert_eq!(told("capture: { x: $.id }"), (vec!["$.id".to_owned()], "capture".to_owned()));
        assert_eq!(told("until: { attempts: 2, every: 1ms, status: 200 }").1, "status");
    }

    #[test]
    fn an_assertion_that_looks_at_no_answer_judges_none() {
        let told = |expression: &str| told(&format!("expect: {{ assert: [\"{expression}\"] }}")).1;
        assert_eq!(told("1 == 1"), "");
        assert_eq!(told("vars.x != 2"), "");
        assert_eq!(told("response.status == 200"), "assert");
    }
}
