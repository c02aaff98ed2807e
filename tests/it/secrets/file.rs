//! The secrets file: what is wrong with it is told without its values, and what can be read of it is masked.

use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

const CASES: &str = r#"
api: items
operation: GET /items/{id}
cases:
  - name: shows hunter2hunter2
    request: { path: { id: 1 }, headers: { x-key: "${{ secrets.KEY }}", x-pem: "${{ base64(secrets.PEM) }}" } }
    expect: { schema: none, status: 201 }
"#;

fn ran(file: &[u8], arguments: &[&str]) -> (Server, Project, Ran) {
    let server = Server::start();
    server
        .on("GET /items/1", [Answer::json(r#"{"line": "MIIEvgIBADANBgkqhkiG9w0BAQEF", "key": "hunter2 # hunter2"}"#)]);
    let config = "[apis.items]\ncontract = \"items.yaml\"\ncases = \"cases\"\n[environments.staging]\n\
                  secrets_file = \"sec.env\"\n[environments.staging.apis.items]\nbase_url = \"${{ env.ITEMS_URL }}\"\n\
                  auth.key = \"${{ secrets.KEY }}\"\n";
    let mut project = Project::items().with("countersign.toml", config).with("cases/a.yaml", CASES);
    std::fs::write(project.path("sec.env"), file).expect("written");
    project.set("ITEMS_URL", &server.url());
    let ran = project.run(arguments);
    (server, project, ran)
}

const RUN: [&str; 5] = ["run", "--env", "staging", "--record", "run.jsonl"];

#[test]
fn what_is_wrong_with_it_is_told_with_places_and_without_values() {
    let file = b"\xef\xbb\xbfKEY hunter2hunter2\n=hunter2hunter2\n\nexport KEY=a\n  KEY = hunter2hunter2\nPEM: |\n\
                 PEM=\"hunter2hunter2\nMIIEvgIBADANBgkqhkiG9w0BAQEF\n";
    let (server, _, ran) = ran(file, &RUN);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stderr
error[CS0102]: the secrets file begins with a byte order mark
 --> sec.env:1:1
  |
1 | ***
  | ^ it stands before this
  |
  = help: save the file as UTF-8 without a byte order mark

error[CS0102]: a line without `=` in the secrets file
 --> sec.env:1:1
  |
1 | ***
  | ^^^ not `NAME=value`
  |
  = help: write `NAME=value`; a value of several lines stands in quotes, a comment begins with `#`

error[CS0102]: no name before `=` in the secrets file
 --> sec.env:2:1
  |
2 | ***
  | ^^^ a name was expected here
  |
  = help: a name is letters, digits, `_`, `-` and `.`, and begins with a letter or `_`

error[CS0103]: `KEY` is given twice in the secrets file
 --> sec.env:5:3
  |
4 | export KEY=***
  |        --- given first here
5 |   KEY = ***
  |   ^^^ given again here
  |
  = help: keep one of the two

error[CS0102]: a line without `=` in the secrets file
 --> sec.env:6:1
  |
6 | ***
  | ^^^ not `NAME=value`
  |
  = help: write `NAME=value`; a value of several lines stands in quotes, a comment begins with `#`

error[CS0102]: the quote before the value of `PEM` is not closed in the secrets file
 --> sec.env:7:5
  |
7 | PEM=***
  |     ^^^ the quote begins here
  |
  = help: close it, or put a value that begins with a quote into quotes of the other kind

nothing was sent
"#);
    assert!(server.lines().is_empty());
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let (_, _, ran) = ran(b"KEY=a\nPEM=hunter2hunter2\xe4\n", &RUN);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stderr
error[CS0101]: cannot read the secrets file: it is not UTF-8 from byte 19 of line 2 on
 --> sec.env:2:1
  |
2 | PEM=***
  | ^ in this line
  |
  = help: save the file as UTF-8

nothing was sent
"#);
}

#[test]
fn a_secret_that_stands_in_it_without_a_value_is_told_by_its_line() {
    let (_, _, ran) = ran(b"# the keys\nKEY= # to be filled in\n", &RUN);
    insta::assert_snapshot!(ran.all(), @r#"
exit code: 2
--- stderr
error[CS0119]: KEY is not set, or empty
 --> cases/a.yaml:6:51
  |
6 |     request: { path: { id: 1 }, headers: { x-key: "${{ secrets.KEY }}", x-pem: "${{ base64(secrets.PEM) }}" } }
  |                                                   ^^^^^^^^^^^^^^^^^^^^ needed here
  |
  = help: sec.env:2 names it without a value; give it one there, or in the process's environment: `export KEY=...`

error[CS0119]: PEM is not set, or empty
 --> cases/a.yaml:6:80
  |
6 |     request: { path: { id: 1 }, headers: { x-key: "${{ secrets.KEY }}", x-pem: "${{ base64(secrets.PEM) }}" } }
  |                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needed here
  |
  = help: write `PEM=...` into sec.env, or set it in the process's environment: `export PEM=...`

error[CS0119]: KEY is not set, or empty
 --> countersign.toml:8:6
  |
8 | auth.key = "${{ secrets.KEY }}"
  |      ^^^ needed here
  |
  = help: sec.env:2 names it without a value; give it one there, or in the process's environment: `export KEY=...`

nothing was sent
"#);
}

#[test]
fn what_can_be_read_of_a_file_with_mistakes_is_masked() {
    for file in ["KEY hunter2hunter2", "KEY=\"hunter2hunter2", "KEY=1\nKEY=hunter2hunter2", "hunter2hunter2"] {
        for arguments in [["run", "--list"].as_slice(), &["lint"], &["run", "--env", "staging", "hunter2hunter2"]] {
            let (_, _, ran) = ran(file.as_bytes(), arguments);
            assert!(!ran.all().contains("hunter2"), "{file}: {arguments:?}: {}", ran.all());
        }
    }
}

#[test]
fn a_value_of_several_lines_is_sent_and_masked_as_a_whole() {
    let pem = "-----BEGIN KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQEF\n-----END KEY-----";
    let file = format!("KEY='hunter2 # hunter2' # a comment\nPEM=\"{pem}\"\n");
    let (server, project, ran) = ran(file.as_bytes(), &RUN);
    assert_eq!(ran.code, 1, "{}", ran.all());
    let sent = server.only("GET /items/1");
    assert_eq!(sent.header("x-key"), Some("hunter2 # hunter2"));
    let decoded = countersign::value::codec::base64_decode(sent.header("x-pem").expect("sent")).expect("base64");
    assert_eq!(decoded, pem.as_bytes());
    let record = project.read("run.jsonl");
    assert!(!record.contains("hunter2 #") && !record.contains("MIIEvgI"), "{record}");
    assert!(record.contains(r#"{\"line\": \"«secret:PEM»\", \"key\": \"«secret:KEY»\"}"#), "{record}");
}
