//! `run --shard`: a part of the cases, the same on every machine.

use super::{cases, read_all, utf8};
use crate::project::{Project, Ran};

fn ids(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.code, 0, "{}", ran.all());
    ran.stdout.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}

#[test]
fn shards_are_everything_once() {
    let project = cases(40);
    let mut all = ids(&project.run(&["run", "--list"]));
    let mut shared: Vec<String> =
        (1..=3).flat_map(|index| ids(&project.run(&["run", "--list", "--shard", &format!("{index}/3")]))).collect();
    assert_eq!(shared.len(), 40);
    shared.sort();
    all.sort();
    assert_eq!(shared, all);
}

#[test]
fn a_shard_says_which_part_it_had() {
    let project = cases(5);
    let ran = project.run(&["run", "--shard", "2/2", "--record", "two.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let (file, ids) = read_all(&utf8(project.path("two.jsonl"))).expect("a record");
    let shard = file.run.shard.expect("a shard");
    assert_eq!((shard.index, shard.total, shard.plan.as_str()), (2, 2, "hash"));
    assert_eq!((file.run.planned, file.run.suite.selected, file.run.suite.cases), (ids.len(), 5, 5));
    assert!(ran.stdout.contains(&format!("shard 2/2 has {} of the 5 selected cases", ids.len())), "{}", ran.all());
}

#[test]
fn a_shard_without_a_case_holds_and_leaves_a_record_of_nothing() {
    let project = cases(1);
    let mut with_cases = 0;
    for index in 1..=4 {
        let ran = project.run(&["run", "--shard", &format!("{index}/4"), "--record", "record.jsonl"]);
        assert_eq!(ran.code, 0, "{}", ran.all());
        let (file, ids) = read_all(&utf8(project.path("record.jsonl"))).expect("a record");
        assert!(file.is_complete());
        with_cases += ids.len();
        let note = format!("shard {index}/4 has none of the 1 selected cases; other shards have them");
        assert_eq!(ran.stdout.contains(&note), ids.is_empty(), "{}", ran.all());
    }
    assert_eq!(with_cases, 1);
}

#[test]
fn a_shard_without_a_case_names_no_server() {
    let mut project = cases(1);
    project.set("ITEMS_URL", "http://127.0.0.1:1/");
    project.set("ITEMS_KEY", "a key");
    let run = |index: u32| project.run(&["run", "--env", "staging", "--shard", &format!("{index}/4")]);
    let empty: Vec<_> = (1..=4).map(run).filter(|ran| ran.code == 0).collect();
    assert_eq!(empty.len(), 3);
    assert!(empty.iter().all(|ran| ran.stdout.ends_with("0 hold on staging\n")), "{}", empty[0].all());
}

#[test]
fn shards_of_which_none_sends_anything_are_incomplete() {
    let project = Project::items().with(
        "cases/a.yaml",
        "api: items\noperation: GET /items/{id}\ncases: [{ name: a, skip: later, request: { path: { id: 1 } } }]\n",
    );
    for shard in ["1/2", "2/2"] {
        assert_eq!(project.run(&["run", "--shard", shard]).code, 4);
    }
    assert_eq!(project.run(&["run", "--shard", "1/2", "nothing like this"]).code, 4);
}

#[test]
fn timings_of_an_earlier_run_share_cases_out_evenly_and_the_same_everywhere() {
    let project = cases(20);
    assert_eq!(project.run(&["run", "--record", "earlier.jsonl"]).code, 0);
    // The first case took as long as all others together.
    let slow: String = project
        .read("earlier.jsonl")
        .lines()
        .map(|line| {
            let elapsed = if line.contains("\"id\":\"items/a::case-0\"") { 1900 } else { 100 };
            regex::Regex::new(r#""elapsed_us":\d+,"steps""#)
                .expect("a pattern")
                .replace(line, format!("\"elapsed_us\":{elapsed},\"steps\""))
                .into_owned()
                + "\n"
        })
        .collect();
    project.write("earlier.jsonl", &slow);
    let list = |index: u32| {
        ids(&project.run(&["run", "--list", "--shard", &format!("{index}/2"), "--timings", "earlier.jsonl"]))
    };
    assert_eq!(list(1), ["items/a::case-0"]);
    assert_eq!((list(2).len(), list(2)), (19, list(2)));
    project.run(&["run", "--shard", "1/2", "--timings", "earlier.jsonl", "--record", "one.jsonl"]);
    project.run(&["run", "--shard", "2/2", "--timings", "earlier.jsonl", "--record", "two.jsonl"]);
    let plan = |name: &str| read_all(&utf8(project.path(name))).expect("a record").0.run.shard.expect("a shard").plan;
    assert_eq!(plan("one.jsonl"), plan("two.jsonl"));
    assert!(plan("one.jsonl").starts_with("timings:"), "{}", plan("one.jsonl"));
}

#[test]
fn what_is_no_shard_is_told_before_anything_is_sent() {
    let mut project = cases(2).with("no-record.jsonl", "hello\n");
    for (arguments, why) in [
        (&["run", "--shard", "3/2"][..], "error[CS0911]: there is no shard `3/2`"),
        (&["run", "--shard", "auto"], "error[CS0911]: `--shard auto` found no variable of a CI system"),
        (
            &["run", "--shard", "1/2", "--timings", "no-record.jsonl"],
            "error[CS0901]: no-record.jsonl:1:1: is no record",
        ),
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.code, 2, "{}", ran.all());
        assert!(ran.stderr.contains(why) && ran.stderr.contains("nothing was sent"), "{}", ran.all());
    }
    project.set("CI_NODE_INDEX", "2");
    project.set("CI_NODE_TOTAL", "2");
    let ran = project.run(&["run", "--shard", "auto"]);
    assert!(ran.stdout.contains("shard 2/2 has "), "{}", ran.all());
}

#[test]
fn the_suite_has_the_same_hash_for_every_environment_and_selection_and_another_after_any_change() {
    let project = Project::items()
        .with("cases/a.yaml", CASES)
        .with("cases/photo.png", "first")
        .with("cases/rows.csv", "id,price\none,1\n");
    let mut project = project;
    project.set("ITEMS_URL", "http://127.0.0.1:9/");
    project.set("ITEMS_KEY", "a key that nobody needs");
    let hash = |arguments: &[&str]| {
        project.run(&[&["run", "--record", "record.jsonl"], arguments].concat());
        read_all(&utf8(project.path("record.jsonl"))).expect("a record").0.run.suite.hash
    };
    let first = hash(&[]);
    for arguments in
        [&["--env", "staging"][..], &["sends"], &["--shard", "1/2"], &["--seed", "7"], &["--var", "item=5"]]
    {
        assert_eq!(hash(arguments), first, "{arguments:?}");
    }
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.other.apis.items]\nbase_url = \"http://x\"\n"));
    assert_eq!(hash(&[]), first, "an environment is no part of it");
    for (file, text) in [
        ("cases/photo.png", "second".to_owned()),
        ("cases/rows.csv", "id,price\none,2\n".to_owned()),
        ("cases/a.yaml", CASES.replace("sends a photo", "sends the photo")),
        ("countersign.toml", config.replace("item = 1", "item = 2")),
    ] {
        let before = project.read(file);
        project.write(file, &text);
        assert_ne!(hash(&[]), first, "{file}");
        project.write(file, &before);
    }
    assert_eq!(hash(&[]), first);
}

const CASES: &str = r#"
api: items
cases:
  - name: sends a photo
    request: { method: PUT, url: /items/1, body: { file: photo.png } }
    expect: { status: 404 }
  - name: reads
    operation: GET /items/{id}
    each: { file: rows.csv, id: id }
    request: { path: { id: "${{ vars.item }}" } }
"#;
