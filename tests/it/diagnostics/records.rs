//! Records: what is none, what is damaged, foreign, incomplete or double, and what cannot be written.

use super::{cases, said};
use crate::project::Project;

const ONE: &str = "api: items\noperation: GET /items/{id}\ncases: [{ name: one, request: { path: { id: 1 } } }, { name: two, request: { path: { id: 1 } } }]\n";

/// A project and the records of its two shards.
fn recorded() -> Project {
    let project = cases(ONE);
    for shard in ["1", "2"] {
        let ran = project.run(&["run", "-q", "--shard", &format!("{shard}/2"), "--record", &format!("{shard}.jsonl")]);
        assert_eq!(ran.code, 0, "{}", ran.all());
    }
    project
}

#[test]
fn what_is_no_record() {
    let ran = cases(ONE).with("a.txt", "hello\n").run(&["merge", "a.txt", "-o", "merged.jsonl"]);
    insta::assert_snapshot!(said("CS0901", &ran), @r"
    exit code: 2
    --- stderr
    error[CS0901]: a.txt:1:1: is no record: its first line does not say what was run
     |
     = help: a record is what `countersign run` writes: `.countersign/runs/<id>.jsonl`, or `--record FILE`

    nothing was merged
    ");
}

#[test]
fn a_record_that_is_damaged() {
    let project = recorded();
    // Cases that take their time have a line more, and on a busy machine any may.
    let text: String =
        project.read("1.jsonl").split_inclusive('\n').filter(|line| !line.starts_with("{\"start\"")).collect();
    project.write("1.jsonl", &text[..text.len() - 20]);
    insta::assert_snapshot!(said("CS0902", &project.run(&["merge", "1.jsonl", "2.jsonl", "-o", "merged.jsonl"])), @r"
    exit code: 4
    --- stdout
    merged.jsonl: 2 records, 2 cases: 2 passed
    incomplete: nobody takes this record for all there should be
    --- stderr
    error[CS0902]: 1.jsonl is damaged at line 3: it is cut in the middle of a line; 1 of 1 cases have a verdict
     |
     = help: run it again
    ");
}

#[test]
fn a_record_of_a_newer_version() {
    let project = cases(ONE).with("a.jsonl", "{\"run\":{\"version\":2}}\n");
    insta::assert_snapshot!(said("CS0903", &project.run(&["merge", "a.jsonl", "-o", "merged.jsonl"])), @r"
    exit code: 2
    --- stderr
    error[CS0903]: a.jsonl: is of version 2; this Countersign reads up to 1
     |
     = help: read it with a newer Countersign

    nothing was merged
    ");
}

#[test]
fn records_that_do_not_belong_together() {
    let project = recorded();
    project.run(&["run", "-q", "--record", "whole.jsonl"]);
    let ran = project.run(&["merge", "1.jsonl", "2.jsonl", "whole.jsonl", "-o", "merged.jsonl"]);
    insta::assert_snapshot!(said("CS0904", &ran), @r"
    exit code: 4
    --- stdout
    merged.jsonl: 2 records, 2 cases: 2 passed
    incomplete: nobody takes this record for all there should be
    --- stderr
    error[CS0904]: whole.jsonl does not belong to the other records: it is a run of its own, and not a shard of 2, by hash
     |
     = help: take together only records of the same suite, contracts, environment, selection and shards
    ");
}

#[test]
fn a_record_that_is_missing() {
    insta::assert_snapshot!(said("CS0905", &recorded().run(&["merge", "1.jsonl", "-o", "merged.jsonl"])), @r"
    exit code: 4
    --- stdout
    merged.jsonl: 1 record, 2 cases: 1 passed, 1 missing
    incomplete: nobody takes this record for all there should be
    --- stderr
    error[CS0905]: shard 2 of 2 missing
     |
     = help: name the record of every shard; a shard whose machine died has to be run again
    ");
}

#[test]
fn a_record_that_is_there_twice() {
    let ran = recorded().run(&["merge", "1.jsonl", "2.jsonl", "2.jsonl", "-o", "merged.jsonl"]);
    insta::assert_snapshot!(said("CS0906", &ran), @r"
    exit code: 4
    --- stdout
    merged.jsonl: 2 records, 2 cases: 2 passed
    incomplete: nobody takes this record for all there should be
    --- stderr
    error[CS0906]: shard 2/2 is there twice: 2.jsonl and 2.jsonl
     |
     = help: which of the two counts cannot be told: keep one record of every shard
    ");
}

#[test]
fn a_record_that_cannot_be_written() {
    insta::assert_snapshot!(said("CS0907", &cases(ONE).run(&["run", "--record", "cases"])), @r"
    exit code: 2
    --- stderr
    error[CS0907]: cases: cannot be written: it is a folder
     |
     = help: name a new file, or a record that may be replaced

    nothing was sent
    ");
}

#[test]
fn a_shard_that_does_not_exist() {
    insta::assert_snapshot!(said("CS0911", &cases(ONE).run(&["run", "--shard", "0/2"])), @r"
    exit code: 2
    --- stderr
    error[CS0911]: there is no shard `0/2`
     |
     = help: write `2/5` for the second of five, `10000` at most; or `auto` in a CI job

    nothing was sent
    ");
}
