//! Known failures in countersign.toml: what is tolerated, for how long, and who is told when it is gone.

use super::{CASES, Staged, says};
use crate::server::Answer;

const KNOWN: &str = "[[known_failures]]\ncase = \"items/a::reads\"\ncheck = \"CS0310\"\nreason = \"being mended\"\n";

fn failing(policy: &str) -> Staged {
    let staged = Staged::holding(policy);
    staged.server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "x", "price": "1"}"#)]);
    staged
}

#[test]
fn a_known_failure_is_told_and_does_not_block() {
    let staged = failing(KNOWN);
    says(&staged.run(), 0, &["known items/a::reads", "being mended", "1 known failure, 1 passed"]);
    let ran = staged.gate();
    says(&ran, 0, &["ok known failures", "known: 1 case fails as it is known to", "items/a::reads being mended"]);
}

#[test]
fn one_of_a_check_is_known_in_every_case_and_nothing_else_is() {
    let staged = failing("[[known_failures]]\ncheck = \"CS0310\"\nreason = \"all of them\"\n");
    says(&staged.run(), 0, &["1 known failure, 1 passed"]);
    staged.policy("[[known_failures]]\ncheck = \"CS0311\"\nreason = \"all of them\"\n");
    says(&staged.run(), 1, &["1 failed"]);
}

#[test]
fn one_of_a_row_or_an_environment_covers_no_other() {
    let cases = CASES.replace(
        "- { name: reads, request: { path: { id: 1 } }",
        "- { name: reads, each: { a: { n: 1 }, b: { n: 1 } }, request: { path: { id: '${{ each.n }}' } }",
    );
    let staged = Staged::new(&cases, &KNOWN.replace("::reads", "::reads[a]"));
    staged.server.on("GET /items/1", [Answer::json(r#"{"id": 1, "name": "x", "price": "1"}"#)]);
    says(&staged.run(), 1, &["known items/a::reads[a]", "FAILED items/a::reads[b]"]);
    staged.policy(&format!("{KNOWN}env = \"mock\"\n"));
    says(&staged.run(), 1, &["2 failed"]);
}

#[test]
fn one_that_is_gone_is_told_with_what_to_remove_and_may_block() {
    let staged = Staged::holding(KNOWN);
    let ran = staged.run();
    says(&ran, 0, &["fixed items/a::reads", "remove what is known of them: countersign.toml:", "being mended"]);
    says(&staged.gate(), 0, &["fixed: 1 known failure is gone"]);
    staged.policy(&format!("{KNOWN}[gate.known_failures]\nfixed = \"fail\"\n"));
    says(&staged.gate(), 1, &["NO known_failures.fixed none is gone 1 known failure"]);
    staged
        .policy("[[known_failures]]\ncheck = \"CS0310\"\nreason = \"all\"\n[gate.known_failures]\nfixed = \"fail\"\n");
    staged.run();
    says(&staged.gate(), 1, &["no case fails like that any more"]);
}

#[test]
fn policies_ask_for_owners_ages_and_few() {
    let staged = failing(&format!("{KNOWN}since = \"2020-01-01\"\n"));
    staged.run();
    let with = |policy: &str| {
        staged.policy(&format!("{KNOWN}since = \"2020-01-01\"\n[gate.known_failures]\n{policy}\n"));
        staged.gate()
    };
    says(&with("max = 0"), 1, &["NO known_failures.max at most 0 1 of 2"]);
    says(&with("max = 1"), 0, &[]);
    says(&with("require = [\"owner\", \"since\"]"), 1, &["NO known_failures.require", "does not say `owner`"]);
    says(&with("require = [\"since\"]"), 0, &[]);
    says(&with("max_age = \"30d\""), 1, &["NO known_failures.max_age at most 30 d", "known since 2020-01-01"]);
    says(&with("max_age = \"36500d\""), 0, &[]);
    let later = failing(&format!("{KNOWN}since = \"2999-01-01\"\n[gate.known_failures]\nmax_age = \"30d\"\n"));
    later.run();
    says(&later.gate(), 1, &["known since 2999-01-01, which is yet to come"]);
    let untold = failing(&format!("{KNOWN}[gate.known_failures]\nmax_age = \"30d\"\n"));
    untold.run();
    says(&untold.gate(), 1, &["does not say since when"]);
}

#[test]
fn what_names_nothing_is_an_error() {
    let staged = Staged::holding("");
    for (known, words) in [
        (KNOWN.replace("::reads", "::read"), "did you mean `items/a::reads`?"),
        (KNOWN.replace("::reads", "::reads[x]"), "the case has no rows"),
        (format!("{KNOWN}env = \"stagin\"\n"), "did you mean `staging`?"),
        (format!("{KNOWN}expires = \"2026-02-30\"\n"), "not a date"),
        (format!("{KNOWN}expires = \"20260201\"\n"), "not a date"),
        (KNOWN.replace("CS0310", "CS0401"), "errors are never covered"),
        (KNOWN.replace("CS0310", "CS9999"), "no check has this code"),
        ("[[known_failures]]\nreason = \"x\"\n".to_owned(), "this would tolerate everything"),
        ("[[known_failures]]\ncheck = \"CS0310\"\nreason = \" \"\n".to_owned(), "a known failure without a reason"),
        (KNOWN.replace("reason", "reasn"), "did you mean `reason`?"),
    ] {
        staged.policy(&known);
        says(&staged.project.run(&["lint"]), 2, &[words]);
        says(&staged.run(), 2, &["nothing was sent"]);
    }
    staged.policy(&format!("{KNOWN}expires = 2020-01-31\n"));
    says(&staged.project.run(&["lint"]), 0, &["a known failure that has expired", "1 warning"]);
    staged.policy("");
    staged.project.write("countersign.local.toml", KNOWN);
    says(&staged.project.run(&["lint"]), 2, &["error[CS0125]", "only the project as a whole says what is tolerated"]);
}

#[test]
fn renaming_takes_them_along_and_keeps_comments() {
    let staged = failing(&format!("# known\n{KNOWN}# end"));
    staged.run();
    assert_eq!(staged.project.run(&["baseline", "--force"]).code, 0);
    let ran = staged.project.run(&["rename", "items/a::reads", "items/a::gets"]);
    says(&ran, 0, &["countersign.toml:", "case = \"items/a::gets\"", "2 files changed"]);
    let config = staged.project.read("countersign.toml");
    assert!(
        config.contains("# known\n[[known_failures]]\ncase = \"items/a::gets\"\n") && config.contains("# end"),
        "{config}"
    );
    says(&staged.run(), 0, &["known items/a::gets"]);
    let ran = staged.project.run(&["rename", "items/a", "items/b"]);
    says(&ran, 0, &["case = \"items/b::gets\"", "countersign.baseline.json"]);
    assert!(staged.project.read("countersign.baseline.json").contains("\"items/b::finds-none\""));
    says(&staged.run(), 0, &["known items/b::gets"]);
}

#[test]
fn an_id_that_was_changed_by_hand_takes_them_along_as_well() {
    let staged = failing(KNOWN);
    staged.project.write("cases/a.yaml", &CASES.replace("name: reads,", "name: gets,"));
    says(&staged.run(), 2, &["there is no case `items/a::reads`"]);
    says(&staged.project.run(&["rename", "items/a::reads", "items/a::gets"]), 0, &["case = \"items/a::gets\""]);
    says(&staged.run(), 0, &["known items/a::gets"]);
}
