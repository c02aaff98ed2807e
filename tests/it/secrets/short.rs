//! A secret that is too short to be looked for everywhere hides the whole field that it stands in.

use crate::project::Project;
use crate::server::{Answer, Server};

const CASES: &str = r#"
api: items
operation: GET /items/{id}
cases:
  - name: tells the pin
    request:
      path: { id: 1 }
      query: { pin: "${{ secrets.PIN }}" }
      headers: { x-pin: "${{ secrets.PIN }}" }
      invalid: the query is not documented
    expect: { status: 200, schema: none, body: { at: { $.name: { equals: "${{ secrets.PIN }}" }, $.id: { equals: 3 } } } }
  - name: tells it in the path
    request: { method: GET, url: "/items/${{ secrets.PIN }}/x" }
    expect: { status: 200, schema: none, snapshot: body }
"#;

fn project(pin: &str) -> (Server, Project) {
    let server = Server::start();
    let body = format!(r#"{{"id": 1, "name": "the pin is {pin}, or not", "price": 1}}"#);
    server.on("GET /items/1", [Answer::json(body.clone()).header("x-pin", pin)]);
    server.on(&format!("GET /items/{pin}/x"), [Answer::json(body)]);
    let mut project = Project::items().with("cases/a.yaml", CASES);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "k/ey+with=signs 42");
    project.set("PIN", pin);
    (server, project)
}

#[test]
fn fields_that_hold_a_short_secret_are_hidden_as_a_whole_everywhere() {
    let (_server, project) = project("7351");
    let ran = project.run(&[
        "run",
        "--env",
        "staging",
        "--record",
        "run.jsonl",
        "--junit",
        "a.xml",
        "--json",
        "a.json",
        "--markdown",
        "a.md",
        "--tap",
        "a.tap",
        "--ctrf",
        "ctrf.json",
    ]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(ran.stderr.contains("[CS0127]") && ran.stdout.contains("[CS0505]"), "{}", ran.all());
    let word = regex::Regex::new(r"\b7351\b").expect("a pattern");
    let times = regex::Regex::new(r#""\w+_us": ?\d+"#).expect("a pattern");
    for (name, text) in ["run.jsonl", "a.xml", "a.json", "a.md", "a.tap", "ctrf.json"]
        .map(|name| (name, project.read(name)))
        .into_iter()
        .chain([("stdout", ran.stdout.clone()), ("stderr", ran.stderr.clone())])
    {
        // Times and numbers that hold the same digits are no words; microseconds may be by chance.
        let text = times.replace_all(&text, "").into_owned();
        assert!(!word.is_match(&text), "{name}: {text}");
    }
    assert!(project.read("run.jsonl").contains(r#""url":"«secret:PIN»""#));
    assert!(!project.path("snapshots").exists());
    let shown = project.run(&["show", "--env", "staging", "tells-the-pin"]);
    assert!(!word.is_match(&shown.all()), "{}", shown.all());
}

#[test]
fn an_empty_secret_is_an_error() {
    for pin in ["", " \t"] {
        let (server, project) = project(pin);
        for command in [["run"].as_slice(), &["show", "tells-the-pin"]] {
            let ran = project.run(&[command, &["--env", "staging"]].concat());
            assert_eq!(ran.code, 2, "{}", ran.all());
            assert!(ran.stderr.contains("error[CS0119]: PIN is not set, or empty"), "{}", ran.all());
        }
        assert!(server.lines().is_empty());
    }
}
