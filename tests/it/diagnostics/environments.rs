//! Environments, variables and secrets.

use super::{case, said};
use crate::project::Project;

const READ: &str = "request: { path: { id: 1 } }";

fn configured(environments: &str) -> Project {
    case(READ).with(
        "countersign.toml",
        &format!("[apis.items]\ncontract = \"items.yaml\"\ncases = \"cases\"\n\n[vars]\nitem = 1\nname = \"a\"\n\n{environments}"),
    )
}

#[test]
fn an_environment_that_is_not_configured_gets_the_nearest() {
    insta::assert_snapshot!(said("CS0117", &case(READ).run(&["run", "--env", "stagign"])), @r"
    exit code: 2
    --- stderr
    error[CS0117]: there is no environment `stagign`
     |
     = help: did you mean `staging`?

    nothing was sent
    ");
    let project = case(
        "request: { path: { id: 1 } }\nonly: { env: [prod], reason: x }\nknown_failure: { reason: x, env: [stagin] }",
    );
    insta::assert_snapshot!(said("CS0117", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0117]: there is no environment `prod`
     --> cases/a.yaml:6:18
      |
    6 |     only: { env: [prod], reason: x }
      |                  ^^^^^^ named here
      |
      = help: countersign.toml has `mock` and `staging`

    error[CS0117]: there is no environment `stagin`
     --> cases/a.yaml:7:20
      |
    7 |     known_failure: { reason: x, env: [stagin] }
      |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ named here
      |
      = help: did you mean `staging`?

    1 case in 1 file: 2 errors, 0 warnings
    ");
}

#[test]
fn environments_that_extend_nothing_or_each_other_are_errors() {
    let project = configured(
        "[environments.a]\nextends = \"b\"\n\n[environments.b]\nextends = \"a\"\n\n[environments.c]\nextends = \"d\"\n",
    );
    insta::assert_snapshot!(said("CS0117", &project.run(&["lint"])), @r#"
    exit code: 2
    --- stdout
    error[CS0107]: environments that extend each other
      --> countersign.toml:10:11
       |
    10 | extends = "b"
       |           ^^^ this comes back to where it began
       |
       = help: remove one `extends` of the circle

    error[CS0107]: environments that extend each other
      --> countersign.toml:13:11
       |
    13 | extends = "a"
       |           ^^^ this comes back to where it began
       |
       = help: remove one `extends` of the circle

    error[CS0117]: there is no environment `d`
      --> countersign.toml:16:11
       |
    16 | extends = "d"
       |           ^^^ extended here
       |
       = help: `countersign explain CS0117` says more

    1 case in 1 file: 3 errors, 0 warnings
    "#);
}

#[test]
fn variables_of_the_command_line_must_be_known_and_fit() {
    let project = case(READ);
    insta::assert_snapshot!(said("CS0118", &project.run(&["run", "--var", "itme=2"])), @r"
    exit code: 2
    --- stderr
    error[CS0118]: there is no variable `itme`
     |
     = help: did you mean `item`?

    nothing was sent
    ");
    insta::assert_snapshot!(said("CS0118", &project.run(&["run", "--var", "item=two"])), @r"
    exit code: 2
    --- stderr
    error[CS0118]: `two` does not fit the variable `item`
     --> countersign.toml:7:1
      |
    7 | item = 1
      | ^^^^ declared here as integer
      |
      = help: give it a value of type integer

    nothing was sent
    ");
    insta::assert_snapshot!(said("CS0118", &project.run(&["run", "--var", "item"])), @r"
    exit code: 2
    --- stderr
    error[CS0118]: `--var item` is not `name=value`
     |
     = help: write `--var name=value`

    nothing was sent
    ");
}

#[test]
fn secrets_that_are_missing_or_empty_are_told_together() {
    let mut project = case("request: { path: { id: 1 }, headers: { x-other: \"${{ secrets.OTHER }}\" } }");
    project.set("ITEMS_KEY", "");
    insta::assert_snapshot!(said("CS0119", &project.run(&["run", "--env", "staging"])), @r#"
    exit code: 2
    --- stderr
    error[CS0119]: OTHER is not set, or empty
     --> cases/a.yaml:5:53
      |
    5 |     request: { path: { id: 1 }, headers: { x-other: "${{ secrets.OTHER }}" } }
      |                                                     ^^^^^^^^^^^^^^^^^^^^^^ needed here
      |
      = help: set it in the process's environment: `export OTHER=...`

    error[CS0119]: ITEMS_URL is not set, or empty
      --> countersign.toml:10:12
       |
    10 | base_url = "${{ env.ITEMS_URL }}"
       |            ^^^^^^^^^^^^^^^^^^^^^^ needed here
       |
       = help: set it in the process's environment: `export ITEMS_URL=...`

    error[CS0119]: ITEMS_KEY is not set, or empty
      --> countersign.toml:11:6
       |
    11 | auth.key = "${{ secrets.ITEMS_KEY }}"
       |      ^^^ needed here
       |
       = help: set it in the process's environment: `export ITEMS_KEY=...`

    nothing was sent
    "#);
}

#[test]
fn a_secrets_file_that_is_missing_is_shown_where_it_is_named() {
    let project = configured(
        "[environments.staging]\nsecrets_file = \".env\"\n[environments.staging.apis.items]\nbase_url = \"http://127.0.0.1:1\"\n",
    );
    insta::assert_snapshot!(said("CS0101", &project.run(&["run", "--env", "staging"])), @r"
    exit code: 2
    --- stderr
    error[CS0101]: cannot read the secrets file .env: No such file or directory (os error 2)
     |
     = help: `secrets_file` in countersign.toml names it, from the project's folder

    nothing was sent
    ");
}

#[test]
fn an_environment_without_a_base_url_says_where_to_put_it() {
    let project = configured("[environments.staging]\nconcurrency = 2\n");
    insta::assert_snapshot!(said("CS0120", &project.run(&["run", "--env", "staging"])), @r"
    exit code: 2
    --- stderr
    error[CS0120]: the environment `staging` does not say where items is
     --> countersign.toml:9:15
      |
    1 | [apis.items]
      |       ----- this API
    ...
    9 | [environments.staging]
      |               ^^^^^^^ this environment
      |
      = help: add `base_url` to [environments.staging.apis.items]

    nothing was sent
    ");
}

#[test]
fn base_urls_that_cannot_be_used_say_why() {
    let mut all = String::new();
    for url in ["ftp://a.test", "https://user:hunter22@a.test", "http://a.test?x=1", "nowhere", "http://"] {
        let project = configured(&format!("[environments.staging.apis.items]\nbase_url = \"{url}\"\n"));
        all.push_str(&said("CS0121", &project.run(&["run", "--env", "staging"])));
    }
    insta::assert_snapshot!(all, @r#"
    exit code: 2
    --- stderr
    error[CS0121]: the base URL of items has the scheme `ftp`, not http or https
      --> countersign.toml:10:12
       |
    10 | base_url = "ftp://a.test"
       |            ^^^^^^^^^^^^^^ given here
       |
       = help: such as `https://api.example.com` or `http://127.0.0.1:[PORT]/v1`

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0121]: the base URL of items holds credentials; give them under `auth`
      --> countersign.toml:10:12
       |
    10 | base_url = "https://user:********@a.test"
       |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ given here
       |
       = help: such as `https://api.example.com` or `http://127.0.0.1:[PORT]/v1`

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0121]: the base URL of items has a query or a fragment
      --> countersign.toml:10:12
       |
    10 | base_url = "http://a.test?x=1"
       |            ^^^^^^^^^^^^^^^^^^^ given here
       |
       = help: such as `https://api.example.com` or `http://127.0.0.1:[PORT]/v1`

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0121]: the base URL of items is not a URL: relative URL without a base
      --> countersign.toml:10:12
       |
    10 | base_url = "nowhere"
       |            ^^^^^^^^^ given here
       |
       = help: such as `https://api.example.com` or `http://127.0.0.1:[PORT]/v1`

    nothing was sent
    exit code: 2
    --- stderr
    error[CS0121]: the base URL of items is not a URL: empty host
      --> countersign.toml:10:12
       |
    10 | base_url = "http://"
       |            ^^^^^^^^^ given here
       |
       = help: such as `https://api.example.com` or `http://127.0.0.1:[PORT]/v1`

    nothing was sent
    "#);
}

#[test]
fn settings_of_an_environment_are_checked() {
    let project = configured(
        "[environments.staging]\nconcurrency = 0\nrate = \"fast\"\ndeadline = \"soon\"\nextend = \"x\"\n[environments.staging.apis.itms]\nbase_url = 3\n",
    );
    insta::assert_snapshot!(said("CS0107", &project.run(&["lint"])), @r#"
    exit code: 2
    --- stdout
    error[CS0107]: `concurrency` must be at least 1
      --> countersign.toml:10:15
       |
    10 | concurrency = 0
       |               ^ nothing would run
       |
       = help: leave it out for the usual 8

    error[CS0107]: not a rate
      --> countersign.toml:11:8
       |
    11 | rate = "fast"
       |        ^^^^^^ a number of requests in a second, minute or hour was expected
       |
       = help: write it as `10/s`, `100/m` or `1000/h`

    error[CS0107]: `deadline` takes a length of time such as `500ms`, `10s` or `5m`
      --> countersign.toml:12:12
       |
    12 | deadline = "soon"
       |            ^^^^^^ this is the string `soon`
       |
       = help: give it a length of time such as `500ms`, `10s` or `5m`

    error[CS0104]: unknown key `extend`
      --> countersign.toml:13:1
       |
    13 | extend = "x"
       | ^^^^^^ not a key of an environment
       |
       = help: did you mean `extends`?

    error[CS0113]: there is no API `itms`
      --> countersign.toml:14:28
       |
    14 | [environments.staging.apis.itms]
       |                            ^^^^ not one of `[apis]`
       |
       = help: did you mean `items`?

    error[CS0105]: `base_url` takes a URL
      --> countersign.toml:15:12
       |
    15 | base_url = 3
       |            ^ this is the number 3
       |
       = help: put quotes around it if a text is meant

    1 case in 1 file: 6 errors, 0 warnings
    "#);
}

#[test]
fn settings_that_contradict_each_other_are_named() {
    let mut project = case(READ);
    project.set("CI", "true");
    insta::assert_snapshot!(said("CS0125", &project.run(&["run", "--update-snapshots", "new"])), @r"
    exit code: 2
    --- stderr
    error[CS0125]: snapshots are never written in CI, and the variable CI is set
     |
     = help: update them on your own machine and commit them

    nothing was sent
    ");
}

#[test]
fn what_is_wrong_in_the_local_overlay_is_shown_there() {
    let project = case(READ).with(
        "countersign.local.toml",
        "[environments.staging.apis.items]\nbase_url = \"ftp://mine.test\"\nbaseurl = 1\n",
    );
    insta::assert_snapshot!(said("CS0104", &project.run(&["lint"])), @r"
    exit code: 2
    --- stdout
    error[CS0104]: unknown key `baseurl`
     --> countersign.local.toml:3:1
      |
    3 | baseurl = 1
      | ^^^^^^^ not a key of an API of an environment
      |
      = help: did you mean `base_url`?

    1 case in 1 file: 1 error, 0 warnings
    ");
    let mut project = case(READ)
        .with("countersign.local.toml", "[environments.staging.apis.items]\nbase_url = \"ftp://mine.test\"\n");
    project.set("ITEMS_KEY", "key-of-items");
    insta::assert_snapshot!(said("CS0121", &project.run(&["run", "--env", "staging"])), @r#"
    exit code: 2
    --- stderr
    error[CS0121]: the base URL of items has the scheme `ftp`, not http or https
     --> countersign.local.toml:2:12
      |
    2 | base_url = "ftp://mine.test"
      |            ^^^^^^^^^^^^^^^^^ given here
      |
      = help: such as `https://api.example.com` or `http://127.0.0.1:[PORT]/v1`

    nothing was sent
    "#);
}

#[test]
fn a_short_secret_masks_whole_fields_and_says_so() {
    let mut project = case(READ);
    project.set("ITEMS_KEY", "abc123");
    project.set("ITEMS_URL", "http://127.0.0.1:1");
    let ran = project.run(&["run", "--env", "staging"]);
    assert!(said("CS0127", &ran).contains("the secret ITEMS_KEY is shorter than 8 characters"));
    assert!(!ran.all().contains("abc123"), "{}", ran.all());
    assert!(!project.run(&["show", "items/a", "--env", "staging"]).all().contains("abc123"));
}

#[test]
fn a_credential_that_no_request_would_carry_is_told_with_its_place() {
    let local = "[environments.staging.apis.items]\nauth.kee = \"x\"\nusers.bob.key = \"y\"\n";
    let ran = case("request: { as: bbo, path: { id: 1 } }").with("countersign.local.toml", local).run(&["lint"]);
    let all = said("CS0107", &ran);
    assert!(all.contains("countersign.local.toml:2:6") && all.contains("did you mean `key`?"), "{all}");
    assert!(all.contains("cases/a.yaml:5") && all.contains("did you mean `bob`?"), "{all}");
    assert_eq!(ran.code, 2);
}

#[test]
fn secrets_of_users_that_no_selected_case_is_sent_as_are_not_needed() {
    let local = "[environments.staging.apis.items]\nusers.bob.key = \"${{ secrets.BOB_KEY }}\"\n";
    let mut project = case(READ).with("countersign.local.toml", local);
    project.set("ITEMS_KEY", "key-of-items");
    project.set("ITEMS_URL", "http://127.0.0.1:1");
    let ran = project.run(&["run", "--env", "staging"]);
    assert_eq!(ran.code, 3, "{}", ran.all());
}
