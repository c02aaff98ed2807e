//! `--stateful` and `--state-file`: what is kept, where it is seen, and how it is put back.

use super::playing::Playing;
use crate::project::Project;

const NOTES: &str = "\
openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get: { responses: { '200': { description: all, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, '404': { description: none } } }
    delete: { responses: { '204': { description: gone }, '404': { description: none } } }
components:
  schemas:
    Note: { type: object, required: [id, text], properties: { id: { type: integer, readOnly: true }, text: { type: string, example: milk } } }
";

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];

#[test]
fn what_is_kept_is_told_and_outlives_the_mock_in_its_file() {
    let project = Project::empty().with("notes.yaml", NOTES);
    let arguments = ["--contract", "notes.yaml", "--stateful", "--state-file", "state.json"];
    let playing = Playing::start(&project, &arguments);
    assert_eq!(project.read("state.json"), "{}\n");
    let made = playing.ask("POST /notes", JSON, r#"{"text": "bread"}"#);
    assert_eq!((made.status, made.body.as_str()), (201, r#"{"id":4,"text":"bread"}"#));
    for id in 1..=3 {
        assert_eq!(playing.ask(&format!("DELETE /notes/{id}"), &[], "").status, 204);
    }
    let ran = playing.stop("-TERM");
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.contains("what is kept\n  /notes/{id}  things of /notes by `id`\n"), "{}", ran.stdout);
    insta::assert_snapshot!(project.read("state.json"), @r#"
    {
      "collections": {
        "/notes": {
          "items": {
            "4": {
              "id": 4,
              "text": "bread"
            }
          },
          "next": 5
        }
      }
    }
    "#);
    let playing = Playing::start(&project, &arguments);
    assert_eq!(playing.ask("GET /notes", &[], "").body, r#"[{"id":4,"text":"bread"}]"#);
    assert_eq!(playing.stop("-INT").code, 0);
}

#[test]
fn a_state_file_that_is_written_or_deleted_is_taken_over() {
    let project = Project::empty().with("notes.yaml", NOTES).with("state.json", "{}");
    let mut playing =
        Playing::start(&project, &["--contract", "notes.yaml", "--stateful", "--state-file", "state.json", "--watch"]);
    project
        .write("state.json", r#"{ "collections": { "/notes": { "items": { "8": { "id": 8, "text": "eight" } } } } }"#);
    playing.wait_for("reloaded the state of notes");
    assert_eq!(playing.ask("GET /notes", &[], "").body, r#"[{"id":8,"text":"eight"}]"#);
    project.write("state.json", "{ \"collections\": ");
    playing.wait_for("the state of notes is as it was before the change");
    assert_eq!(playing.ask("GET /notes/8", &[], "").status, 200);
    std::fs::remove_file(project.path("state.json")).expect("removed");
    playing.wait_for("reloaded the state of notes");
    assert_eq!(playing.ask("GET /notes/8", &[], "").status, 404);
    assert_eq!(playing.ask("GET /notes/1", &[], "").body, r#"{"id":1,"text":"milk"}"#);
    let ran = playing.stop("-INT");
    assert!(ran.stderr.contains("error[CS0704]: the state file is not JSON"), "{}", ran.stderr);
}

#[test]
fn a_state_file_that_cannot_be_used_stops_the_mock_and_stays_as_it_is() {
    let project = Project::empty().with("notes.yaml", NOTES).with("state.json", "{\n  \"a\": 1,\n}\n");
    let ran = project.run(&["mock", "--contract", "notes.yaml", "--port", "0", "--state-file", "state.json"]);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stderr
error[CS0704]: the state file is not JSON: trailing comma
 --> state.json:3:1
  |
3 | }
  | ^ here
  |
  = help: mend it, or delete it to begin with the first state; it was left as it is
"#);
    assert_eq!(project.read("state.json"), "{\n  \"a\": 1,\n}\n");
    let ran = project.run(&["mock", "--contract", "notes.yaml", "--port", "0", "--state-file", "no/state.json"]);
    insta::assert_snapshot!(ran.all(), @r"
    exit code: 2
    --- stderr
    error: cannot write the state file no/state.json: there is no folder no
    ");
    let ran = Project::ours().run(&["mock", "--port", "0", "--state-file", "state.json"]);
    insta::assert_snapshot!(ran.all(), @r"
    exit code: 2
    --- stderr
    error[CS0704]: state.json cannot keep the state of 2 APIs
     |
     = help: name the one to be played, such as `countersign mock invoicexpress --state-file state.json`
    ");
}
