//! What rules need to judge a value, and how they tell that it is wrong.

use serde_json::Value;

use crate::judge::check::words;
use crate::judge::place::Place;
use crate::judge::schemas::OtherSchemas;
use crate::judge::sink::Sink;
use crate::judge::verdict::{Finding, Part};
use crate::source::code::Code;
use crate::source::span::Span;
use crate::suite::model::Rule;
use crate::suite::template::scope::Scope;
use crate::value::diff::{Differences, Kind, describe};

/// What rules need to judge a value.
#[derive(Clone, Copy)]
pub struct Judging<'j> {
    /// What templates in them stand for.
    pub scope: &'j Scope,
    /// Schemas that they name.
    pub schemas: &'j dyn OtherSchemas,
    /// The part of the exchange that the value is from.
    pub part: &'j Part,
}

impl Judging<'_> {
    /// The rule does not hold for the value here.
    pub fn mismatch(&self, rule: &Rule, value: &Value, place: &Place<'_>, sink: &mut Sink) {
        sink.fail(|| self.finding(rule.span, words::of_rule(rule, self.scope), describe(value), place));
    }

    /// The same, asking for something more special than the rule says itself.
    pub fn mismatch_of(&self, rule: &Rule, expected: &str, value: &Value, place: &Place<'_>, sink: &mut Sink) {
        sink.fail(|| self.finding(rule.span, expected.to_owned(), describe(value), place));
    }

    /// Tells differences, each at its own place.
    pub fn differences(&self, rule: &Rule, differences: Differences, place: &Place<'_>, sink: &mut Sink) {
        for difference in differences.told {
            sink.fail(|| {
                let (missing, extra) = (difference.kind == Kind::Missing, difference.kind == Kind::Extra);
                let expected = difference.expected.unwrap_or_else(|| "nothing here".into());
                let actual = difference.actual.unwrap_or_else(|| "nothing".into());
                let finding = self.finding(rule.span, expected, actual, place);
                let pointer = finding.pointer.map(|_| place.pointer(&difference.pointer));
                let message = match (missing, extra) {
                    (true, _) => "missing".into(),
                    (_, true) => "not expected here".into(),
                    _ if !difference.pointer.is_empty() => "not the expected value".into(),
                    _ => finding.message,
                };
                Finding { pointer, message, ..finding }
            });
        }
        sink.count_more(differences.more);
    }

    /// A mismatch at a place.
    pub fn finding(&self, span: Span, expected: String, actual: String, place: &Place<'_>) -> Finding {
        let (code, pointer) = match self.part {
            Part::Header(_) => (Code::HeaderMismatch, None),
            _ => (Code::MatcherMismatch, Some(place.pointer(""))),
        };
        let about = place.about();
        let message = match about.trim_end_matches(" of ") {
            "" => "not the expected value".into(),
            nodes if nodes.starts_with("the nodes of ") => format!("{nodes} are not the expected ones"),
            aspect => format!("{aspect} is not the expected one"),
        };
        Finding { pointer, message, ..Finding::new(code, self.part.clone(), expected, actual).at(span) }
    }
}
