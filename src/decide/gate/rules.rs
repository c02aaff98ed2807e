//! All rules applied to a record, in the order in which they are told: what always must hold, then what the policy asks.

use crate::decide::coverage::model::Coverage;
use crate::decide::gate::blame::Blame;
use crate::decide::gate::decision::{Decision, Rule, Standing};
use crate::decide::gate::facts::Facts;
use crate::decide::gate::limits::{Applied, changes, counts, coverage, latencies};
use crate::decide::gate::records::{self, Taken};
use crate::decide::gate::tally::Tally;
use crate::decide::gate::verdicts;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;

/// Applies the policy. Rules that there is nothing to apply to are errors, unless something is missing anyway.
pub fn decide(
    facts: &Facts<'_>,
    taken: &Taken,
    tally: &Tally<'_>,
    covered: Option<&Coverage>,
) -> Result<Decision, Vec<Diagnostic>> {
    let mut rules = records::rules(taken, facts, tally);
    let is_complete = rules.iter().all(|rule| rule.standing != Standing::Incomplete);
    let is_whole = is_complete && !facts.policy.allow_partial;
    let gone = verdicts::gone(facts, tally, is_whole);
    rules.extend(verdicts::always(facts, tally));
    rules.extend(verdicts::asked(facts, tally, &gone));
    let mut wrong = Vec::new();
    let applied =
        [counts(facts, tally), changes(facts, tally), latencies(facts.policy, tally), coverage(facts.policy, covered)];
    for applied in applied.into_iter().flatten() {
        match applied {
            Applied::Rule(rule) => rules.push(rule),
            Applied::Refused(diagnostic) => wrong.push(*diagnostic),
            Applied::Unmatched { name, span, why } if is_complete => wrong.push(unmatched(&name, span, &why)),
            Applied::Unmatched { name, why, .. } => {
                let blame = Blame::of([(name.clone(), why)]);
                let rule = Rule::new(name, "something to apply to", "nothing").held(false, blame);
                rules.push(rule.or_incomplete());
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Decision {
        rules,
        about: records::about(taken, facts, tally.summary.ended()),
        pending: tally.pending.clone(),
        known: tally.known.clone(),
        fixed: gone,
    })
}

fn unmatched(name: &str, span: Span, why: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::RuleMatchesNothing, format!("`{name}` of [gate] applies to nothing: {why}"))
        .help("mend its name, add a case that it applies to, or remove it");
    if span == Span::default() { diagnostic } else { diagnostic.at(span, "this rule") }
}
