//! Fifteen awkward secrets in twenty-one kinds of encodings, and every place that a run, and what is made of it, writes to.
//!
//! One run sees everything: the server gives back all secrets in all encodings, in every part of an answer. Nothing of
//! it may be in a file below the project's folder but those that the test wrote, in a stream, on a command line, or in
//! what another server receives.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::echo::Echo;
use super::encodings::{Needles, secrets};
use crate::mock::playing::ask;
use crate::project::Project;

/// A project, what the test wrote of it, and what must be nowhere else.
struct Matrix {
    project: Project,
    own: BTreeSet<PathBuf>,
    needles: Needles,
    server: Echo,
    /// The server of another origin.
    other: Echo,
    /// Everything that was found where it must not be.
    leaks: Vec<String>,
}

const CONFIG: &str = r#"
[apis.items]
contract = "items.yaml"
cases = "cases"

[environments.staging]
secrets_file = "more.env"
[environments.staging.apis.items]
base_url = "${{ env.ITEMS_URL }}"
auth.key = "${{ secrets.S_EIGHT }}"
[environments.staging.limits]
headers = 200

[gate]
coverage.items.responses = "asserted >= 5%"
"#;

const CASES: &str = r##"
api: items
operation: GET /items/{id}
defaults: { expect: { status: 200 } }
cases:
  - name: holds while everything is echoed
    tags: [passing]
    steps:
      - id: fetch
        request:
          path: { id: 12 }
          query: { all: "${{ secrets }}", one: "${{ secrets.S_QUOTES }}", b: "${{ base64(secrets.S_SIGNS) }}" }
          headers: { x-digits: "${{ secrets.S_DIGITS }}", x-whole: "${{ secrets.S_WHOLE }}", x-one: "${{ secrets.S_SIGNS }}", x-two: "a ${{ secrets.S_UNICODE }} b", x-large: "${{ secrets.S_LARGE }}", x-escapes: "${{ secrets.S_ESCAPES }}", x-folded: "${{ secrets.S_FOLDED }}" }
          cookies: { sid: "${{ secrets.S_JWT }}" }
          invalid: the query is not documented
        expect: { schema: none }
        capture: { token: { path: $.token, secret: true } }
      - id: use
        request: { method: PUT, url: /items/12, json: { id: 1, name: "${{ captures.token }}", price: 1, all: "${{ secrets }}" } }
      - { id: text, request: { method: GET, url: /items/2 } }
      - { id: compressed, request: { method: GET, url: /items/4 } }
      - { id: chunks, request: { method: GET, url: /items/5 } }
      - id: form
        request:
          method: POST
          url: /items/12
          form: { all: "${{ secrets }}", one: "${{ secrets.S_ECHOED }}" }
  - name: fails everywhere in a body
    request: { path: { id: 1 } }
    expect:
      headers: { x-none: "${{ secrets.S_JWT }}" }
      body:
        at:
          $.echo[*]: { equals: "not ${{ secrets.S_QUOTES }}" }
          $.keys: { subset: { "${{ secrets.S_UNICODE }}": 1 } }
          $.echo: { length: 1 }
          $.name: { type: string }
          $.id: { matches: '^[0-9]$' }
      assert:
        - that: response.body.echo[0] == secrets.S_BASIC
        - that: response.body.echo == [secrets.S_PEM]
  - name: fails in a text
    request: { path: { id: 2 } }
    expect: { body: { equals: "${{ secrets.S_SIGNS }}" }, assert: [{ that: "from_json(response.body) == 1" }] }
  - name: fails in the head
    request: { path: { id: 3 } }
    expect: { headers: { location: "${{ secrets.S_SIGNS }}", x-echo-0: { matches: '^$' }, set-cookie: { equals: no } } }
  - { name: fails compressed, request: { path: { id: 4 } }, expect: { body: { starts_with: no } } }
  - { name: fails in chunks, request: { path: { id: 5 } }, expect: { body: { starts_with: no } } }
  - { name: fails with a reason phrase, request: { path: { id: 6 } }, expect: { status: 404 } }
  - { name: is not compressed, request: { path: { id: 7 } } }
  - { name: would have a snapshot, request: { path: { id: 1 } }, expect: { schema: none, snapshot: body } }
  - { name: would have a shape, request: { path: { id: 1 } }, expect: { schema: none, snapshot: shape } }
  - { name: is answered by no HTTP, request: { path: { id: 8 } } }
  - { name: times out, request: { path: { id: 9 }, timeout: 300ms, headers: { x-one: "${{ secrets.S_SIGNS }}" } } }
  - { name: passes its deadline, deadline: 300ms, request: { path: { id: 9 }, headers: { x-one: "${{ secrets.S_BASIC }}" } } }
  - { name: is large, request: { path: { id: 10 } }, expect: { body: { at: { "$.echo[*]": { equals: no } } } } }
  - name: captures nothing
    request: { path: { id: 1 } }
    expect: { schema: none }
    capture: { none: { regex: 'no[t]hing' }, many: '$.echo[?@ != "${{ secrets.S_QUOTES }}"]' }
  - { name: cannot be made, request: { path: { id: 1 }, json: "${{ from_json(secrets.S_SIGNS) }}" } }
  - { name: has no decimal, request: { path: { id: 1 }, json: "${{ decimal(secrets.S_JWT) }}" } }
  - { name: has a broken header, request: { path: { id: 1 }, headers: { x-one: "${{ secrets.S_QUOTES }}" } } }
  - { name: has no address, request: { method: GET, url: "http://${{ secrets.S_SIGNS }}:${{ secrets.S_EIGHT }}/" } }
  - { name: has no method, vars: { m: "GET ${{ secrets.S_SIGNS }}" }, request: { method: "${{ vars.m }}", url: /items/1 } }
  - { name: asks a host of its own, request: { method: GET, url: "http://${{ secrets.S_BEGIN }}.invalid/" } }
  - { name: asks elsewhere, request: { method: GET, url: "[OTHER]/items/1?v=x" } }
  - { name: asks elsewhere by path, request: { method: GET, url: "[OTHER]/${{ secrets.S_SIGNS }}" } }
  - { name: asks elsewhere by query, request: { method: GET, url: "[OTHER]/", query: { v: "u:${{ base64(secrets.S_BASIC) }}" } } }
  - { name: asks elsewhere by header, request: { method: GET, url: "[OTHER]/", headers: { x-v: "${{ secrets.S_UNICODE }}" } } }
  - { name: asks elsewhere by body, request: { method: POST, url: "[OTHER]/", form: { v: "${{ secrets.S_PEM }}" } } }
  - name: tells elsewhere
    steps:
      - { id: fetch, request: { path: { id: 12 } }, expect: { schema: none }, capture: { token: { path: $.token, secret: true } } }
      - { id: send, request: { method: POST, url: "[OTHER]/x", json: { t: "${{ captures.token }}" } } }
  - name: named prefix-of-another-secret
    tags: [prefix-of-another-secret]
    owner: prefix-of-another-secret
    source: the manual, prefix-of-another-secret
    each: { file: rows.csv, id: id }
    request: { path: { id: 1 }, headers: { x-row: "${{ each.value }}" } }
    expect: { schema: none, status: 201, snapshot: body }
  - { name: hangs, tags: [hangs], request: { path: { id: 11 }, timeout: 20s } }
"##;

const REPORTS: &[&str] = &[
    "--junit",
    "out/junit.xml",
    "--json",
    "out/report.json",
    "--html",
    "out/page.html",
    "--markdown",
    "out/report.md",
    "--tap",
    "out/report.tap",
    "--ctrf",
    "out/ctrf.json",
    "--github",
];

impl Matrix {
    fn new() -> Matrix {
        let (server, other) = (Echo::start(), Echo::start());
        let mut project = Project::items()
            .with("countersign.toml", CONFIG)
            .with("cases/a.yaml", &CASES.replace("[OTHER]", &other.url()))
            .with("cases/rows.csv", "id,value\nprefix-of-another-secret,admin:op3n-sesame!\n90210384756102,2\n")
            .with("more.env", "S_BEGIN=prefix-of-another\n");
        project.set("ITEMS_URL", &server.url());
        for (name, value) in secrets().into_iter().filter(|(name, _)| *name != "S_BEGIN") {
            project.set(name, &value);
        }
        project.set("GITHUB_ACTIONS", "true");
        project.set("GITHUB_STEP_SUMMARY", project.path("summary.md").to_str().expect("UTF-8"));
        let own = files(&project.path(""));
        Matrix { project, own, needles: Needles::new(), server, other, leaks: Vec::new() }
    }

    /// Runs a command to its end, and looks at its streams.
    fn run(&mut self, arguments: &[&str]) -> (i32, String) {
        let output = self.project.command(arguments).output().expect("the binary runs");
        self.look(&format!("stdout of {arguments:?}"), &output.stdout);
        self.look(&format!("stderr of {arguments:?}"), &output.stderr);
        let all = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        (output.status.code().unwrap_or(-1), all.into_owned())
    }

    fn look(&mut self, place: &str, bytes: &[u8]) {
        let found = self.needles.found_in(bytes);
        if !found.is_empty() {
            self.leaks.push(format!("{place}: {}", found.join("\n  ")));
        }
    }

    /// Looks at every file that the test has not written, and at its name.
    fn look_at_files(&mut self) {
        let root = self.project.path("");
        for path in files(&root).difference(&self.own).cloned().collect::<Vec<_>>() {
            let name = path.strip_prefix(&root).expect("below it").to_string_lossy().into_owned();
            self.look(&format!("the name of {name}"), name.as_bytes());
            // What is not there any more was temporary.
            if let Ok(bytes) = std::fs::read(&path) {
                self.look(&name, &bytes);
            }
        }
    }

    fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.project.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs")
    }

    /// Looks at the command line and what can be read of it while it runs, sends a signal, and looks at its streams.
    fn end(&mut self, mut child: Child, name: &str, signal: &str) {
        for shown in ["cmdline", "comm"] {
            let text = std::fs::read(format!("/proc/{}/{shown}", child.id())).unwrap_or_default();
            self.look(&format!("/proc/PID/{shown} of {name}"), &text);
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        child.stdout.take().expect("a pipe").read_to_end(&mut stdout).expect("read");
        child.stderr.take().expect("a pipe").read_to_end(&mut stderr).expect("read");
        child.wait().expect("it ends");
        self.look(&format!("stdout of {name}"), &stdout);
        self.look(&format!("stderr of {name}"), &stderr);
    }

    fn holds(&self) {
        assert!(self.leaks.is_empty(), "{} places show secrets:\n{}", self.leaks.len(), self.leaks.join("\n"));
    }
}

/// All files below a folder; links are not followed.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        match path.is_dir() && !path.is_symlink() {
            true => all.extend(files(&path)),
            false => {
                all.insert(path);
            }
        }
    }
    all
}

/// The arguments of a run of all that ends by itself.
fn all<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["run", "--env", "staging", "--skip", "hangs", "--seed", "1"], more].concat()
}

#[test]
fn no_secret_leaves_a_run_in_any_encoding_however_its_cases_end() {
    let mut matrix = Matrix::new();
    let (code, said) = matrix.run(&all(&[REPORTS, &["--record", "run.jsonl"]].concat()));
    assert_eq!(code, 1, "{said}");
    // What the run is for has happened.
    for code in
        ["CS0301", "CS0306", "CS0312", "CS0314", "CS0406", "CS0408", "CS0411", "CS0425", "CS0505", "CS0605", "CS0801"]
    {
        assert!(said.contains(&format!("[{code}]")), "{code} is missing in {said}");
    }
    let record = matrix.project.read("run.jsonl");
    for (name, _) in secrets() {
        assert!(record.contains(&format!("«secret:{name}»")), "{name} was not echoed");
    }
    assert!(record.contains("«secret:captures.token»"));
    assert!(record.contains("holds while everything is echoed") && !record.contains("items/11"));
    let received = matrix.server.received();
    assert!(!matrix.needles.found_in(&received).is_empty(), "the API itself gets what it asks for");
    let told = matrix.other.received();
    assert!(told.starts_with(b"GET /items/1?v=x HTTP/1.1"), "another origin gets what is no secret");
    matrix.look("the request to another origin", &told);
    matrix.look_at_files();
    matrix.holds();
}

#[test]
fn no_secret_leaves_the_commands_that_read_what_a_run_left() {
    let mut matrix = Matrix::new();
    let (code, said) = matrix.run(&all(&["--record", "run.jsonl", "--quiet"]));
    assert_eq!(code, 1, "{said}");
    matrix.run(&["run", "--env", "staging", "--tag", "passing", "--record", "second.jsonl", "--gate"]);
    matrix.run(&["run", "--rerun-failed", "--env", "staging", "--skip", "hangs", "--list"]);
    matrix.run(&[&["report", "run.jsonl"], REPORTS].concat());
    for arguments in [
        ["report", "run.jsonl"].as_slice(),
        &["coverage", "run.jsonl", "--cases"],
        &["coverage", "run.jsonl", "--json"],
        &["coverage", "run.jsonl", "--html", "out/coverage.html"],
        &["gate", "run.jsonl", "--json"],
        &["gate", "run.jsonl", "--markdown", "out/gate.md"],
        &["baseline", "run.jsonl", "--force"],
        &["diff", "run.jsonl", "second.jsonl"],
        &["diff", "run.jsonl", "second.jsonl", "--json"],
        &["diff", "staging", "staging", "--tag", "passing"],
        &["merge", "run.jsonl", "-o", "out/merged.jsonl"],
        &["review", "--list"],
        &["review", "--json"],
        &["review", "--html", "out/review.html"],
        &["snapshots", "--json"],
        &["lint"],
        &["run", "--list"],
        &["run", "--list", "--format", "json"],
        &["run", "--env", "staging", "prefix-of-another-secre"],
        &["run", "--env", "staging", "--nonsense", "prefix-of-another-secret"],
    ] {
        let (code, said) = matrix.run(arguments);
        let is_wanted = code != 2 || arguments.iter().any(|argument| argument.contains("nonsense"));
        assert!(is_wanted && !said.contains("no case matches"), "{arguments:?}: {said}");
    }
    let (_, listed) = matrix.run(&["run", "--list"]);
    for id in listed.lines().filter_map(|line| line.strip_suffix(": test")).filter(|id| !id.contains('«')) {
        matrix.run(&["show", "--env", "staging", id]);
    }
    matrix.look_at_files();
    matrix.holds();
}

#[test]
fn no_secret_leaves_a_run_that_libtest_prints() {
    let mut matrix = Matrix::new();
    for format in ["pretty", "terse", "json"] {
        let log = format!("out/{format}.log");
        std::fs::create_dir_all(matrix.project.path("out")).expect("made");
        let (code, said) = matrix.run(&all(&["--no-record", "--format", format, "--logfile", &log]));
        assert_eq!(code, 1, "{said}");
    }
    matrix.look_at_files();
    matrix.holds();
}

#[test]
fn no_secret_leaves_a_run_that_is_interrupted_or_killed() {
    let mut matrix = Matrix::new();
    for (name, signal) in [("interrupted", "-INT"), ("killed", "-KILL")] {
        let record = format!("{name}.jsonl");
        let arguments = ["run", "--env", "staging", "--test-threads", "1", "--record", &record];
        let child = matrix.start(&[&arguments, REPORTS].concat());
        matrix.server.wait_for("GET /items/11");
        // What a run has opened beside its files is there now.
        matrix.look_at_files();
        matrix.end(child, name, signal);
        matrix.server.forget();
        assert!(matrix.project.read(&record).contains("holds while everything is echoed"), "the record is partial");
        matrix.look_at_files();
    }
    matrix.run(&["report", "killed.jsonl"]);
    matrix.holds();
}

#[test]
fn no_secret_is_in_the_journal_of_a_mock() {
    let mut matrix = Matrix::new();
    let mut child = matrix.start(&["mock", "--port", "0"]);
    let mut banner = String::new();
    let mut stdout = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    while !banner.contains("http://") {
        assert!(std::io::BufRead::read_line(&mut stdout, &mut banner).expect("UTF-8") > 0, "{banner}");
    }
    let address = banner.split_whitespace().find_map(|word| word.strip_prefix("http://")).expect("an address");
    let host = address.trim_end_matches('/');
    let value = "p%2Ba%2Fs%3Ds%26w%25rd~x";
    for line in [format!("GET /items/1?a={value}"), format!("GET /items/{value}"), format!("PUT /items/1?key={value}")]
    {
        ask(host, &line, &[("x-key", "admin:op3n-sesame!")], r#"{"id": "90210384756102", "name": 90210384756102}"#);
    }
    child.stdout = Some(stdout.into_inner());
    matrix.end(child, "mock", "-INT");
    matrix.holds();
}
