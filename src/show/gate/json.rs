//! A decision as JSON, for whoever decides by it.

use serde_json::{Value, json};

use crate::decide::gate::blame::Blame;
use crate::decide::gate::decision::{Decision, Rule};

/// The version of the format.
const VERSION: u32 = 1;

/// The whole of it; `decide::gate::format` says what is what.
pub fn json(decision: &Decision, is_dry: bool) -> Value {
    let about = &decision.about;
    let outcome = decision.outcome();
    let records = about.records.iter().map(|(path, run)| json!({ "path": path, "run": run }));
    json!({
        "version": VERSION,
        "decision": outcome.name(),
        "exit": outcome.exit_code() as u8,
        "dry_run": is_dry,
        "environment": about.environment,
        "at": about.at,
        "cases": about.cases,
        "records": records.collect::<Vec<Value>>(),
        "rules": decision.rules.iter().map(rule).collect::<Vec<Value>>(),
        "pending": blame(&decision.pending),
        "known": blame(&decision.known),
        "fixed": blame(&decision.fixed),
    })
}

fn rule(rule: &Rule) -> Value {
    let mut value = json!({
        "rule": rule.name,
        "asked": rule.asked,
        "saw": rule.saw,
        "standing": rule.standing.name(),
        "blame": blame(&rule.blame),
    });
    if let Some(help) = &rule.help {
        value["help"] = help.as_str().into();
    }
    value
}

fn blame(blame: &Blame) -> Value {
    let list = blame.list.iter().map(|one| json!({ "what": one.what, "why": one.why }));
    json!({ "count": blame.count, "list": list.collect::<Vec<Value>>() })
}
