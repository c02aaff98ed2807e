//! What leads a request on, or ends a run before all is done: redirects, servers that are busy, deadlines.

use super::answers::{Answer, Server, project};
use super::said;
use crate::project::Ran;

fn run(case: &str, answers: Vec<Answer>, flags: &[&str]) -> Ran {
    let server = Server::start(answers);
    let project = project(case, &server.url);
    let config = project.read("countersign.toml") + "[environments.staging]\nretry_after = \"10s\"\n";
    project.write("countersign.toml", &config);
    project.run(&[&["run", "--env", "staging", "--seed", "1"], flags].concat())
}

fn redirect(location: &str) -> Answer {
    Answer::new(302, &format!("location: {location}\r\n"), "")
}

const FOLLOWS: &str = "request: { path: { id: 1 }, redirects: 2 }";

#[test]
fn redirects_without_an_end_are_told_with_their_way() {
    let ran = run(FOLLOWS, vec![redirect("/items/2"), redirect("/items/1")], &[]);
    insta::assert_snapshot!(said("CS0423", &ran), @"");
}

#[test]
fn a_redirect_to_another_origin_is_not_followed() {
    let ran = run(FOLLOWS, vec![redirect("https://login.example.com/?next=/items/1")], &[]);
    insta::assert_snapshot!(said("CS0424", &ran), @"");
}

#[test]
fn a_run_that_takes_too_long_is_incomplete() {
    let silence = || Answer::Silence(Vec::new());
    let ran = run("request: { path: { id: 1 } }", vec![silence(), silence()], &["--deadline", "300ms"]);
    insta::assert_snapshot!(said("CS0809", &ran), @"");
}

#[test]
fn an_answer_that_asks_to_come_back_later_is_told() {
    let later = Answer::new(429, "retry-after: 0\r\n", "");
    let item = Answer::json(r#"{"id": 1, "name": "Chair", "price": 1}"#);
    let ran = run("request: { path: { id: 1 } }", vec![later, item], &[]);
    insta::assert_snapshot!(said("CS0810", &ran), @"");
}
