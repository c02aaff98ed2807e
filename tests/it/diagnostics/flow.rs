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
    insta::assert_snapshot!(said("CS0423", &ran), @r#"
    exit code: 3
    --- stdout
    ERROR   items/a::a-case  [TIME]

    ERROR items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/2 -> 302, no content type, 0 B, [TIME]
      error[CS0423] the redirects go in a circle: GET http://127.0.0.1:[PORT]/items/1 -> 302, GET /items/2 -> 302, GET /items/1
        in        exchange
        case      cases/a.yaml:5:14
        help      `request.redirects` says how many are followed; 0 judges the first answer
        the body is empty
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/2'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0423
    1 error in [TIME] (seed [SEED])
    0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_redirect_to_another_origin_is_not_followed() {
    let ran = run(FOLLOWS, vec![redirect("https://login.example.com/?next=/items/1")], &[]);
    insta::assert_snapshot!(said("CS0424", &ran), @r#"
    exit code: 3
    --- stdout
    ERROR   items/a::a-case  [TIME]

    ERROR items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 302, no content type, 0 B, [TIME]
      error[CS0424] the answer 302 leads to another origin, https://login.example.com
        in        exchange
        case      cases/a.yaml:5:14
        help      `trusted_origins = ["https://login.example.com"]` of the environment allows it, without credentials
        the body is empty
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0424
    1 error in [TIME] (seed [SEED])
    0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn a_run_that_takes_too_long_is_incomplete() {
    let silence = || Answer::Silence(Vec::new());
    let ran = run("request: { path: { id: 1 } }", vec![silence(), silence()], &["--deadline", "300ms"]);
    insta::assert_snapshot!(said("CS0809", &ran), @r#"
    exit code: 4
    --- stdout
    ERROR   items/a::a-case  [TIME]

    [CS0809] the run took longer than its deadline of [TIME], and is incomplete; not run: 0 of 1 case

    ERROR items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> no answer, broke off at head, [TIME]
      error[CS0809] the deadline of the whole run passed before the answer had come
        in        exchange
        found     broke off at head
        case      cases/a.yaml:5:14
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

      this case alone
        countersign run --exact 'items/a::a-case' --env staging --seed [SEED]

    1 code explained by `countersign explain CODE`, such as CS0809
    1 error in [TIME] (seed [SEED])
    0 hold, 1 without a verdict on staging (http://127.0.0.1:[PORT])
    "#);
}

#[test]
fn an_answer_that_asks_to_come_back_later_is_told() {
    let later = Answer::new(429, "retry-after: 0\r\n", "");
    let item = Answer::json(r#"{"id": 1, "name": "Chair", "price": 1}"#);
    let ran = run("request: { path: { id: 1 } }", vec![later, item], &[]);
    insta::assert_snapshot!(said("CS0810", &ran), @r#"
    exit code: 0
    --- stdout
    flaky   items/a::a-case  [TIME], 1 of 2 attempts hold

    WARNING items/a::a-case
      a case
      case cases/a.yaml:4:11

      GET http://127.0.0.1:[PORT]/items/1 -> 429, no content type, 0 B, [TIME]
      warning[CS0810] the answer 429 asked to come back after [TIME]; the request is sent again after that
        in        status
        case      cases/a.yaml:5:14
        the body is empty
        curl curl -sS -H "x-key: $ITEMS_KEY" 'http://127.0.0.1:[PORT]/items/1'

    flaky, 1 case:
      items/a::a-case
          passed at attempt 2 of 2, before that CS0810

    warnings: CS0810 in 1 case
    1 flaky in [TIME] (seed [SEED])
    1 hold on staging (http://127.0.0.1:[PORT])
    "#);
}
