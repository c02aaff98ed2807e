//! Starting, the log, reloading, stopping, and what cannot be played.

use super::playing::Playing;
use crate::project::Project;

const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example.com/v1' }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      summary: List all pets
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        '200': { description: pets, content: { application/json: { example: [{ id: 1, name: Rex }] } } }
        '400': { description: bad, content: { application/json: { example: { error: bad } } } }
components:
  securitySchemes: { key: { type: apiKey, in: query, name: api_key } }
";

#[test]
fn one_file_is_enough_and_every_request_is_logged() {
    let project = Project::empty().with("pets.yaml", PETS);
    let seen = ["-INT", "-TERM"].map(|signal| {
        let playing = Playing::start(&project, &["--contract", "pets.yaml"]);
        let answer = playing.ask("GET /v1/pets?api_key=mock-credential", &[], "");
        assert_eq!((answer.status, answer.body.as_str()), (200, r#"[{"id":1,"name":"Rex"}]"#));
        assert_eq!(playing.ask("GET /v1/pets?limit=x&api_key=mock-credential", &[], "").status, 400);
        assert_eq!(playing.ask("GET /v1/cats", &[], "").status, 404);
        playing.stop(signal).all()
    });
    assert_eq!(seen[0], seen[1]);
    insta::assert_snapshot!(seen[0], @r#"
exit code: 0
--- stdout
pets  http://127.0.0.1:[PORT]/v1  1 operation
  GET     /pets                               List all pets

200  GET     /v1/pets?api_key=***              /pets  [TIME]
400  GET     /v1/pets?limit=x&api_key=***      /pets  [TIME]  1 violation
     - query parameter limit: expected integer, found string "x"
404  GET     /v1/cats                          not documented  [TIME]

stopped after 3 requests, 1 with violations
"#);
}

#[test]
fn the_apis_of_a_project_get_ports_of_their_own() {
    let project = Project::ours();
    let mut playing = Playing::start(&project, &[]);
    playing.wait_for("perfex");
    let line = "PUT /sequences/42/set_current.json?api_key=mock-credential";
    assert_eq!(playing.ask(line, &[("Accept", "application/json")], "").status, 200);
    let ran = playing.stop("-INT");
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("invoicexpress  http://127.0.0.1:[PORT]"), "{}", ran.stdout);
    assert!(ran.stdout.contains("perfex  http://127.0.0.1:[PORT]"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("invoicexpress  200  PUT     /sequences/42/set_current.json?api_key=***"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_changed_contract_is_reloaded_and_a_broken_one_is_not() {
    let project = Project::empty().with("pets.yaml", PETS);
    let mut playing = Playing::start(&project, &["--contract", "pets.yaml", "--watch"]);
    let ask = |playing: &Playing<'_>| playing.ask("GET /v1/pets?api_key=mock-credential", &[], "").body;
    assert_eq!(ask(&playing), r#"[{"id":1,"name":"Rex"}]"#);
    project.write("pets.yaml", &PETS.replace("Rex", "Tyrannosaurus"));
    playing.wait_for("reloaded pets: 1 operation");
    assert_eq!(ask(&playing), r#"[{"id":1,"name":"Tyrannosaurus"}]"#);
    project.write("pets.yaml", "openapi: [");
    playing.wait_for("pets is played as it was before the change");
    assert_eq!(ask(&playing), r#"[{"id":1,"name":"Tyrannosaurus"}]"#);
    project.write("pets.yaml", PETS);
    playing.wait_for("reloaded pets");
    assert_eq!(ask(&playing), r#"[{"id":1,"name":"Rex"}]"#);
    let ran = playing.stop("-TERM");
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("pets.yaml:1:"), "the place of what is wrong: {}", ran.stderr);
}

#[test]
fn what_is_wrong_with_a_description_is_told_and_the_rest_is_played() {
    let faulty = "\
openapi: 3.1.0
paths:
  pets: { get: {} }
  /pets: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: string, patern: x } } } } } } }
";
    let project = Project::empty().with("pets.yaml", faulty);
    let mut playing = Playing::start(&project, &["--contract", "pets.yaml"]);
    assert_eq!(playing.ask("GET /pets", &[], "").status, 200);
    insta::assert_snapshot!(playing.wait_for_error("the rest is played"), @r#"
warning[CS0207]: `pets` is not a path
 --> pets.yaml:3:3
  |
3 |   pets: { get: {} }
  |   ^^^^ a path begins with `/`
  |
  = help: `countersign explain CS0207` says more

warning[CS0205]: `patern` is not a keyword of JSON Schema 2020-12
 --> pets.yaml:4:112
  |
4 |   /pets: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: string, patern: x } } } } } } }
  |                                                                                                                ^^^^^^ this would check nothing
  |
  = help: did you mean `pattern`?

1 problem in the schemas: what cannot be used is left out, the rest is played
"#);
    assert_eq!(playing.stop("-INT").code, 0);
}

#[test]
fn what_cannot_be_played_is_told_and_nothing_listens() {
    let project = Project::empty().with("pets.yaml", PETS).with("swagger.yaml", "swagger: '2.0'\n");
    let mut all = String::new();
    for arguments in [
        &["mock"][..],
        &["mock", "pets.yaml"],
        &["mock", "--contract", "nope.yaml"],
        &["mock", "--contract", "swagger.yaml"],
        &["mock", "--contract", "pets.yaml", "--rules", "nope.yaml"],
        &["mock", "--contract", "pets.yaml", "--listen", "192.0.2.1", "--port", "0"],
        &["mock", "pets", "--contract", "pets.yaml"],
        &["mock", "--rules", "x.yaml"],
    ] {
        let ran = project.run(arguments);
        all.push_str(&format!("$ countersign {}\n{}\n", arguments.join(" "), ran.all()));
    }
    insta::assert_snapshot!(all, @r#"
$ countersign mock
exit code: 2
--- stderr
error[CS0101]: there is no countersign.toml here or in any folder above
 |
 = help: run `countersign init --contract FILE` to start a project, or name its folder with `--project`
 = help: or play a description without a project: `countersign mock --contract FILE`

$ countersign mock pets.yaml
exit code: 2
--- stderr
error[CS0113]: `pets.yaml` is a file, where the name of an API was expected
 |
 = help: play it with `countersign mock --contract pets.yaml`

$ countersign mock --contract nope.yaml
exit code: 2
--- stderr
error[CS0101]: cannot read nope.yaml: No such file or directory (os error 2)
 |
 = help: `countersign explain CS0101` says more

$ countersign mock --contract swagger.yaml
exit code: 2
--- stderr
error[CS0201]: this is not an OpenAPI description
 --> swagger.yaml:1:1
  |
1 | swagger: '2.0'
  | ^ there is no `openapi: 3.x`
  |
  = help: Swagger 2.0 is not read: convert it to OpenAPI 3

$ countersign mock --contract pets.yaml --rules nope.yaml
exit code: 2
--- stderr
error[CS0101]: cannot read nope.yaml: No such file or directory (os error 2)
 |
 = help: `countersign explain CS0101` says more

$ countersign mock --contract pets.yaml --listen 192.0.2.1 --port 0
exit code: 2
--- stderr
error: cannot listen on 192.0.2.1:0: Cannot assign requested address (os error 99)

$ countersign mock pets --contract pets.yaml
exit code: 2
--- stderr
error: the argument '[API]...' cannot be used with '--contract <FILE>'

Usage: countersign mock <API>...

For more information, try '--help'.

$ countersign mock --rules x.yaml
exit code: 2
--- stderr
error: the following required arguments were not provided:
  --contract <FILE>

Usage: countersign mock --contract <FILE> --rules <FILE> [API]...

For more information, try '--help'.
"#);
    let ours = Project::ours();
    let ran = ours.run(&["mock", "perfx"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean `perfex`?"), "{}", ran.stderr);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let project = Project::empty().with("pets.yaml", PETS);
    let ran = project.run(&["mock", "--contract", "pets.yaml", "--port", &port]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("error: cannot listen on 127.0.0.1") && ran.stderr.contains("`--port`"),
        "{}",
        ran.stderr
    );
}
