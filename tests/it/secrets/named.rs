//! Parameters that are credentials by their names, which nobody declared as secrets.

use crate::project::Project;
use crate::server::{Answer, Server};

const CASES: &str = r#"
api: items
cases:
  - name: gives them in the query
    request: { method: GET, url: /login, query: { access_token: qTokAbc99, "user[password]": pw/Abc99, page: 2 } }
    expect: { status: 201 }
  - name: writes them down
    request: { method: GET, url: "/login?access_token=qTokAbc99&x-key=kTokAbc99", redirects: 1 }
"#;

#[test]
fn they_are_hidden_in_every_url() {
    let server = Server::start();
    let back = "/login?access_token=qTokAbc99&x-key=kTokAbc99#id_token=fTokAbc99";
    server.on("GET /login", [Answer::status(302).header("location", back)]);
    let mut project = Project::items().with("cases/a.yaml", CASES);
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", "k/ey+with=signs 42");
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
        "--html",
        "a.html",
    ]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(
        server.lines().iter().any(|line| line.contains("access_token=qTokAbc99&user%5Bpassword%5D=pw%2FAbc99&page=2"))
    );
    let files = ["run.jsonl", "a.xml", "a.json", "a.md", "a.tap", "ctrf.json", "a.html"].map(|name| project.read(name));
    for text in files.iter().chain([&ran.all()]) {
        assert!(!text.contains("TokAbc99") && !text.contains("Abc99"), "{text}");
    }
    let url = "/login?access_token=«secret:access_token»&user%5Bpassword%5D=«secret:user[password]»&page=2";
    assert!(files[0].contains(url), "{}", files[0]);
    assert!(files[0].contains("x-key=«secret:x-key»#id_token=«secret:id_token»"), "{}", files[0]);
    let curl = "/login?access_token=$access_token&user%5Bpassword%5D=$user_password_&page=2\"";
    assert!(ran.stdout.contains(curl), "{}", ran.all());
    assert!(ran.stdout.contains("percent-encoded in the URL: $access_token, $user_password_"));
}
