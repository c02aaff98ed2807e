//! What is pending, as a document for programs.

use serde_json::{Value, json};

use crate::decide::review::group::Group;
use crate::decide::review::pending::{Decision, Pending};
use crate::decide::review::session::Review;
use crate::value::change::model::{Change, Place};

/// The version of the document.
const VERSION: u32 = 1;

/// Every snapshot with its changes and what was decided about them, and the groups of the same change.
pub fn document(review: &Review) -> Value {
    let snapshots: Vec<Value> = review.pending.iter().map(|pending| snapshot(pending)).collect();
    let groups: Vec<Value> = review.groups.iter().map(|one| group(one, review)).collect();
    json!({
        "version": VERSION,
        "open": review.count(Decision::Open),
        "accepted": review.count(Decision::Accepted),
        "rejected": review.count(Decision::Rejected),
        "groups": groups,
        "snapshots": snapshots,
    })
}

fn group(group: &Group, review: &Review) -> Value {
    let mut described = described(group.change(&review.pending));
    let mut cases: Vec<&str> = group.members.iter().map(|member| review.pending[member.pending].case()).collect();
    cases.dedup();
    described["fingerprint"] = group.fingerprint.to_string().into();
    described["cases"] = cases.into();
    described["open"] = group.count(&review.pending, Decision::Open).into();
    described
}

fn snapshot(pending: &Pending) -> Value {
    let fingerprints = pending.change.changes.iter().map(Change::fingerprint);
    let changes = pending.shown.changes.iter().zip(fingerprints).zip(&pending.decisions);
    let changes = changes.map(|((change, fingerprint), decision)| {
        let mut described = described(change);
        described["fingerprint"] = fingerprint.to_string().into();
        described["decision"] = name(*decision).into();
        for (key, place) in [("was", &change.was), ("is", &change.is)] {
            if let Some(Place { pointer, value }) = place {
                described[key] = json!({ "pointer": pointer, "value": value });
            }
        }
        described
    });
    json!({
        "snapshot": pending.path,
        "case": pending.case(),
        "api": pending.api(),
        "is_new": pending.change.old.is_none(),
        "changes": changes.collect::<Vec<Value>>(),
    })
}

fn described(change: &Change) -> Value {
    json!({
        "class": change.class.name(),
        "kind": change.kind.name(),
        "path": change.path,
        "from": change.from,
        "to": change.to,
    })
}

fn name(decision: Decision) -> &'static str {
    match decision {
        Decision::Open => "open",
        Decision::Accepted => "accepted",
        Decision::Rejected => "rejected",
    }
}
