//! The recipes for CI systems in `docs/ci/`: they are YAML, every command in them is one that there is, and what they do
//! is what they say. Each is carried out here with bash, a process for each of its machines.

use std::path::Path;
use std::process::Command;

use clap::Parser as _;
use countersign::cli::args::Cli;
use serde_json::Value;

use super::{read_all, utf8};
use crate::project::{Project, repository};
use crate::server::{Answer, Server};

const PARTS: u32 = 5;

/// The documents of a recipe.
fn recipe(name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(repository().join("docs/ci").join(name)).expect("readable");
    let documents = text.split("\n---\n").map(|document| {
        let mut diagnostics = countersign::source::diagnostic::Diagnostics::default();
        let node = countersign::source::yaml::parse(Default::default(), document, &mut diagnostics).expect("YAML");
        assert!(!diagnostics.has_errors(), "{name}: {diagnostics:?}");
        node.to_json()
    });
    documents.collect()
}

fn texts<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(elements) => elements.iter().for_each(|element| texts(element, found)),
        Value::Object(entries) => entries.values().for_each(|entry| texts(entry, found)),
        _ => {}
    }
}

/// The words of a command, as a shell splits them; variables stay as they are.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ') => words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty())),
            _ => word.push(letter),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// The calls of countersign in shell scripts and in a page's indented blocks.
fn calls(text: &str) -> Vec<String> {
    let parts = text.lines().flat_map(|line| line.split(" #").next().unwrap_or_default().split("||"));
    parts.map(str::trim).filter(|part| part.starts_with("countersign ")).map(str::to_owned).collect()
}

#[test]
fn every_command_of_the_recipes_is_one_that_there_is() {
    let mut all = calls(&std::fs::read_to_string(repository().join("docs/ci.md")).expect("readable"));
    for name in ["github.yml", "gitlab.yml", "kubernetes.yaml", "kubernetes-volume.yaml"] {
        let documents = recipe(name);
        let mut found = Vec::new();
        documents.iter().for_each(|document| texts(document, &mut found));
        all.extend(found.into_iter().flat_map(calls));
    }
    for command in &all {
        if let Err(error) = Cli::try_parse_from(words(command)) {
            panic!("{command}: {error}");
        }
    }
    assert!(all.len() >= 15, "{all:?}");
}

/// A project like that of the recipes, whose staging environment is `server`.
fn staged(server: &Server, price: &str) -> Project {
    let cases: String =
        (1..=25).map(|id| format!("  - {{ name: case {id}, request: {{ path: {{ id: {id} }} }} }}\n")).collect();
    for id in 1..=25 {
        server.on(
            &format!("GET /items/{id}"),
            [Answer::json(format!(r#"{{"id": {id}, "name": "Chair", "price": {price}}}"#))],
        );
    }
    let mut project =
        Project::items().with("cases/a.yaml", &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{cases}"));
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "a key of the server's");
    project.set("CI", "true");
    let own = Path::new(env!("CARGO_BIN_EXE_countersign")).parent().expect("a folder").to_string_lossy().into_owned();
    project.set("PATH", &format!("{own}:{}", std::env::var("PATH").expect("a path")));
    project
}

/// Begins a script as CI systems do: bash, which stops at the first command that fails.
fn bash(project: &Project, script: &str, variables: &[(&str, String)]) -> Command {
    let mut command = Command::new("bash");
    let template = project.command(&[]);
    command.args(["-e", "-o", "pipefail", "-c", script]).current_dir(project.path(""));
    for (name, value) in template.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.envs(variables.iter().map(|(name, value)| (*name, value.as_str())));
    command
}

/// Carries out a script in a process for each part, and one behind them; what the last one ended with, and printed.
fn carry_out(
    project: &Project,
    part: &str,
    decide: &[String],
    variables: &dyn Fn(u32) -> Vec<(&'static str, String)>,
    lost: Option<u32>,
) -> (i32, String) {
    let parts = (1..=PARTS).filter(|index| Some(*index) != lost);
    let children: Vec<_> = parts
        .map(|index| {
            bash(project, part, &variables(index))
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn()
                .expect("bash")
        })
        .collect();
    for mut child in children {
        child.wait().expect("waited for");
    }
    let mut printed = String::new();
    for script in decide {
        let output = bash(project, script, &variables(1)).output().expect("bash");
        printed += &String::from_utf8_lossy(&output.stdout);
        printed += &String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return (output.status.code().unwrap_or(-1), printed);
        }
    }
    (0, printed)
}

/// The variables that an engine sets for a shard.
type Variables = dyn Fn(&Project, u32) -> Vec<(&'static str, String)>;

/// A recipe is green when all hold, red when one case fails, and incomplete when a part is lost.
fn holds_its_word(part: &str, decide: &[String], merged: &str, variables: &Variables) {
    for (price, lost, code) in [("1", None, 0), ("-1", None, 1), ("1", Some(3), 4)] {
        let server = Server::start();
        let project = staged(&server, price);
        project.write("records/.keep", "");
        let own = |index: u32| variables(&project, index);
        let replaced = |script: &str| {
            script.replace("/records/", &format!("{}/", project.path("records").display())).replace("seq 1800", "seq 1")
        };
        let decide: Vec<String> = decide.iter().map(|script| replaced(script)).collect();
        let (found, printed) = carry_out(&project, &replaced(part), &decide, &own, lost);
        assert_eq!(found, code, "{printed}");
        let (record, ids) = read_all(&utf8(project.path(merged))).expect("a record");
        assert_eq!((record.is_complete(), ids.len() == 25), (lost.is_none(), lost.is_none()), "{printed}");
        assert!(lost.is_none() || printed.contains("shard 3 of 5 missing"), "{printed}");
    }
}

fn script(step: &Value) -> String {
    step["run"].as_str().expect("a script").to_owned()
}

fn step<'v>(job: &'v Value, name: &str) -> &'v Value {
    let mut steps = job["steps"].as_array().expect("steps").iter();
    steps.find(|step| step["name"] == name).unwrap_or_else(|| panic!("no step `{name}`"))
}

#[test]
fn the_recipe_for_github_holds_its_word() {
    let jobs = &recipe("github.yml")[0]["jobs"];
    let part = script(step(&jobs["run"], "run this part"));
    let decide = ["take them together", "report", "gate"].map(|name| script(step(&jobs["gate"], name)));
    assert_eq!(jobs["gate"]["if"], "always()");
    holds_its_word(&part.replace(" --github", ""), &decide, "merged.jsonl", &|project, index| {
        vec![
            ("COUNTERSIGN_SHARD_INDEX", index.to_string()),
            ("COUNTERSIGN_SHARD_TOTAL", PARTS.to_string()),
            ("GITHUB_STEP_SUMMARY", project.path("summary.md").to_string_lossy().into_owned()),
        ]
    });
}

#[test]
fn the_recipe_for_gitlab_holds_its_word() {
    let recipe = recipe("gitlab.yml");
    let lines = |job: &str| -> Vec<String> {
        let lines = recipe[0][job]["script"].as_array().expect("a script").iter();
        lines.map(|line| line.as_str().expect("a line").to_owned()).collect()
    };
    assert_eq!(recipe[0]["contract"]["parallel"], 5);
    holds_its_word(&lines("contract").join("\n"), &lines("gate"), "merged.jsonl", &|_, index| {
        vec![("CI_NODE_INDEX", index.to_string()), ("CI_NODE_TOTAL", PARTS.to_string())]
    });
}

#[test]
fn the_recipe_for_kubernetes_holds_its_word() {
    let jobs = recipe("kubernetes.yaml");
    let script = |job: &Value| {
        job["spec"]["template"]["spec"]["containers"][0]["args"][0].as_str().expect("a script").to_owned()
    };
    assert_eq!((&jobs[0]["spec"]["completionMode"], &jobs[0]["spec"]["completions"]), (&"Indexed".into(), &5.into()));
    // A pod's shell goes on after a command that fails.
    let (part, decide) = (format!("set +e\n{}", script(&jobs[0])), format!("set +e\n{}", script(&jobs[1])));
    holds_its_word(&part, &[decide], "records/merged.jsonl", &|_, index| {
        vec![("JOB_COMPLETION_INDEX", (index - 1).to_string()), ("COUNTERSIGN_SHARD_TOTAL", PARTS.to_string())]
    });
}
