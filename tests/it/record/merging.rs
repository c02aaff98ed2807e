//! `countersign merge`, and what records taken together lack.

use camino::Utf8PathBuf;
use countersign::record::gap::Gap;
use countersign::record::set::Records;

use super::{WHOLE, cases, read_all, utf8};
use crate::project::{Project, Ran};

/// A project, and the records of its shards: `1.jsonl` and so on.
fn shards(total: u32) -> Project {
    let project = cases(30);
    for index in 1..=total {
        shard(&project, index, total, &format!("{index}.jsonl"));
    }
    project
}

fn shard(project: &Project, index: u32, total: u32, record: &str) {
    let ran = project.run(&["run", "--quiet", "--shard", &format!("{index}/{total}"), "--record", record]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

fn merge(project: &Project, records: &[&str]) -> Ran {
    project.run(&[&["merge", "--output", "merged.jsonl"], records].concat())
}

#[test]
fn the_shards_of_a_run_are_one_record_in_whatever_order_they_are_named() {
    let project = shards(3);
    let ran = merge(&project, &["3.jsonl", "1.jsonl", "2.jsonl"]);
    insta::assert_snapshot!(ran.all(), @r"
    exit code: 0
    --- stdout
    merged.jsonl: 3 records, 30 cases: 30 passed
    ");
    let (file, ids) = read_all(&utf8(project.path("merged.jsonl"))).expect("a record");
    assert!(file.is_complete());
    assert_eq!((ids.len(), file.run.planned, &file.run.shard), (30, 30, &None));
    let merged: Vec<u32> = file.run.merged.iter().filter_map(|one| Some(one.shard.as_ref()?.index)).collect();
    assert_eq!(merged, [1, 2, 3]);
    let together = Records::open(&[utf8(project.path("merged.jsonl"))]).expect("a record").read(&mut |_| {});
    assert_eq!((together.gaps.as_slice(), together.is_whole_suite()), (&[][..], true));
}

#[test]
fn a_missing_shard_is_named_and_nobody_takes_the_rest_for_all() {
    let project = shards(4);
    let ran = merge(&project, &["1.jsonl", "3.jsonl"]);
    assert_eq!(ran.code, 4);
    assert!(ran.stderr.contains("error[CS0905]: shards 2, 4 of 4 missing"), "{}", ran.all());
    assert!(ran.stdout.contains(" missing\nincomplete:"), "{}", ran.all());
    assert!(!read_all(&utf8(project.path("merged.jsonl"))).expect("a record").0.is_complete());
    let again = project.run(&["merge", "merged.jsonl", "-o", "again.jsonl"]);
    assert_eq!(again.code, 4, "{}", again.all());
    assert!(again.stderr.contains("was merged from records that are not all there should be"), "{}", again.all());
}

#[test]
fn a_shard_that_is_there_twice_is_named_and_counts_once() {
    let project = shards(2);
    shard(&project, 2, 2, "again.jsonl");
    let ran = merge(&project, &["1.jsonl", "2.jsonl", "again.jsonl"]);
    assert_eq!(ran.code, 4);
    assert!(ran.stderr.contains("error[CS0906]: shard 2/2 is there twice: 2.jsonl and again.jsonl"), "{}", ran.all());
    let (file, ids) = read_all(&utf8(project.path("merged.jsonl"))).expect("a record");
    assert_eq!((ids.len(), file.is_complete()), (30, false));
}

#[test]
fn what_is_of_something_else_is_named_and_left_out() {
    let project = shards(2);
    shard(&project, 1, 3, "plan.jsonl");
    project.run(&["run", "--quiet", "--record", "whole.jsonl"]);
    project.run(&["run", "--quiet", "--shard", "1/2", "case-1", "--record", "selection.jsonl"]);
    project.write(
        "cases/b.yaml",
        "api: items\noperation: GET /items/{id}\ncases: [{ name: b, request: { path: { id: 1 } } }]\n",
    );
    project.run(&["run", "--quiet", "--shard", "1/2", "--record", "suite.jsonl"]);
    for (record, why) in [
        ("plan.jsonl", "it is a shard of 3, by hash, and not a shard of 2, by hash"),
        ("whole.jsonl", "it is a run of its own, and not a shard of 2, by hash"),
        ("selection.jsonl", "its selection is `case-1`, and not the whole suite"),
        ("suite.jsonl", "the hash of its suite is "),
    ] {
        let ran = merge(&project, &["1.jsonl", "2.jsonl", record]);
        assert_eq!(ran.code, 4, "{}", ran.all());
        let told = format!("error[CS0904]: {record} does not belong to the other records: {why}");
        assert!(ran.stderr.contains(&told), "{}", ran.all());
        assert_eq!(read_all(&utf8(project.path("merged.jsonl"))).expect("a record").1.len(), 30);
    }
}

#[test]
fn a_shard_that_was_killed_is_merged_as_far_as_it_came() {
    let project = shards(2);
    let text = project.read("2.jsonl");
    let lines = text.lines().count();
    project.write("2.jsonl", &text[..text.len() - 20]);
    let ran = merge(&project, &["1.jsonl", "2.jsonl"]);
    assert_eq!(ran.code, 4);
    let told = format!("error[CS0902]: 2.jsonl is damaged at line {lines}: it is cut in the middle of a line");
    assert!(ran.stderr.contains(&told), "{}", ran.all());
    assert_eq!(read_all(&utf8(project.path("merged.jsonl"))).expect("a record").1.len(), 30);
    let begun = text.lines().filter(|line| !line.starts_with("{\"end\"")).map(|line| format!("{line}\n"));
    project.write("2.jsonl", &begun.collect::<String>());
    let ran = merge(&project, &["1.jsonl", "2.jsonl"]);
    assert!(ran.stderr.contains("error[CS0905]: 2.jsonl has no end: the run was killed, or goes on"), "{}", ran.all());
}

#[test]
fn runs_of_different_parts_are_one_record_and_of_the_same_cases_are_not() {
    let project = cases(12);
    project.run(&["run", "--quiet", "--record", "few.jsonl", "case-1"]);
    project.run(&["run", "--quiet", "--record", "rest.jsonl", "--skip", "case-1"]);
    project.run(&["run", "--quiet", "--record", "one.jsonl", "case-11"]);
    let ran = merge(&project, &["few.jsonl", "rest.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let run = read_all(&utf8(project.path("merged.jsonl"))).expect("a record").0.run;
    assert_eq!((run.suite.selected, run.suite.selection), (12, None));
    let ran = merge(&project, &["few.jsonl", "rest.jsonl", "one.jsonl"]);
    assert_eq!(ran.code, 4);
    assert!(ran.stderr.contains("error[CS0906]: a case is there twice: items/a::case-11"), "{}", ran.all());
    let ran = merge(&project, &["few.jsonl", "./few.jsonl"]);
    assert!(ran.stderr.contains("few.jsonl and ./few.jsonl are of the same run"), "{}", ran.all());
}

#[test]
fn cases_that_nobody_had_are_missed_though_every_record_is_whole() {
    let project = shards(2);
    // Somebody has taken a case out of a record, and mended its numbers.
    let text = project.read("2.jsonl");
    let case = text.lines().find(|line| line.starts_with("{\"case\"")).expect("a case");
    let number = |text: &str, key: &str, less: u64| {
        let pattern = regex::Regex::new(&format!("\"{key}\":(\\d+)")).expect("a pattern");
        let lowered =
            |found: &regex::Captures<'_>| format!("\"{key}\":{}", found[1].parse::<u64>().expect("a number") - less);
        pattern.replace_all(text, lowered).into_owned()
    };
    let id = case.split('"').nth(5).expect("an id");
    let kept: String = text
        .lines()
        .filter(|line| !line.contains(&format!("\"id\":\"{id}\"")))
        .map(|line| format!("{line}\n"))
        .collect();
    project.write("2.jsonl", &number(&number(&kept, "planned", 1), "passed", 1));
    let paths: Vec<Utf8PathBuf> = ["1.jsonl", "2.jsonl"].map(|name| utf8(project.path(name))).into();
    let together = Records::open(&paths).expect("records").read(&mut |_| {});
    assert_eq!(together.gaps, [Gap::OtherCases { selected: 30, found: 29 }]);
    assert_eq!(merge(&project, &["1.jsonl", "2.jsonl"]).code, 4);
}

#[test]
fn nothing_is_merged_of_what_cannot_be_read_or_into_what_is_no_record() {
    let project = shards(1).with("newer.jsonl", "{\"run\":{\"version\":2}}\n").with("notes.txt", "mine\n");
    project.write("other.jsonl", WHOLE);
    for (arguments, why) in [
        (&["merge", "1.jsonl", "newer.jsonl", "-o", "out.jsonl"][..], "error[CS0903]: newer.jsonl: is of version 2"),
        (
            &["merge", "1.jsonl", "gone.jsonl", "-o", "out.jsonl"],
            "error[CS0901]: gone.jsonl: cannot be read: there is no such file",
        ),
        (
            &["merge", "1.jsonl", "-o", "1.jsonl"],
            "error[CS0906]: 1.jsonl: is one of the records, and the place of the merged one",
        ),
        (
            &["merge", "1.jsonl", "-o", "notes.txt"],
            "error[CS0907]: notes.txt: cannot be written: what is there is no record",
        ),
        (&["merge", "1.jsonl", "-o", "cases"], "error[CS0907]: cases: cannot be written: it is a folder"),
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.code, 2, "{}", ran.all());
        assert!(ran.stderr.contains(why) && ran.stderr.contains("nothing was merged"), "{}", ran.all());
    }
    assert_eq!(project.read("notes.txt"), "mine\n");
    assert!(!project.path("out.jsonl").exists());
    assert_eq!(project.run(&["merge", "1.jsonl", "-o", "new/out.jsonl"]).code, 0);
}

#[test]
fn whoever_reads_a_merged_record_names_the_shards_that_it_was_merged_without() {
    let project = shards(3);
    assert_eq!(merge(&project, &["1.jsonl", "3.jsonl"]).code, 4);
    for command in [&["report", "merged.jsonl"][..], &["gate", "merged.jsonl"]] {
        let ran = project.run(command);
        assert!(ran.all().contains("shard 2 of 3 missing"), "{}", ran.all());
    }
    let ran = merge(&project, &["1.jsonl", "2.jsonl", "3.jsonl"]);
    assert!(ran.code == 0 && !project.run(&["report", "merged.jsonl"]).all().contains("missing"), "{}", ran.all());
}
