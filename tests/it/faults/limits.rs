//! What an environment allows an exchange to take.

use super::bodies::{gzip_bomb, zstd_bomb};
use super::server::{Script, start};
use crate::project::{Project, Ran};

const GET: &str = "  - { name: a, request: { path: { id: 1 } } }\n";
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/// Runs the cases against a server that does this, in an environment with these settings.
fn run(settings: &str, script: Script) -> Ran {
    let url = format!("http://127.0.0.1:{}", start(script));
    let mut project =
        Project::items().with("cases/a.yaml", &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{GET}"));
    let config = project.read("countersign.toml");
    project.write(
        "countersign.toml",
        &config.replace(
            "[environments.staging.apis",
            &format!("[environments.staging]\n{settings}\n\n[environments.staging.apis"),
        ),
    );
    project.set("ITEMS_URL", &url);
    project.set("ITEMS_KEY", "key-of-items");
    project.run(&["run", "--env", "staging", "--seed", "1"])
}

#[track_caller]
fn refused(settings: &str, script: Script, parts: &[&str]) {
    let ran = run(settings, script);
    assert!(ran.code == 3 && parts.iter().all(|part| ran.stdout.contains(part)), "{settings}: {}", ran.all());
}

fn chair(more: &str, padding: usize) -> Script {
    let body = format!("{{\"id\": 1, \"name\": \"Chair\", \"price\": 1{}}}", " ".repeat(padding));
    Script::Bytes(format!("{HEAD}{more}content-length: {}\r\n\r\n{body}", body.len()).into())
}

#[test]
fn each_limit_is_held_and_named() {
    let silent = || Script::Hold(Vec::new());
    refused("limits.first_byte = \"100ms\"", silent(), &["CS0405", "limits.first_byte"]);
    let stops = Script::Hold(format!("{HEAD}content-length: 9\r\n\r\n{{}}").into());
    refused(
        "limits.idle = \"100ms\"",
        stops,
        &["CS0406", "2 of 9 bytes of the body came, and then nothing", "limits.idle"],
    );
    refused("limits.body = \"1KiB\"", chair("", 2000), &["CS0409", "over the limit of 1024", "limits.body"]);
    refused(
        "limits.headers = 5",
        chair(&"x-a: b\r\n".repeat(5), 0),
        &["CS0412", "7 headers, over the limit of 5", "limits.headers"],
    );
    let encoded = |encoding: &str, body: Vec<u8>| {
        let head = format!("{HEAD}content-encoding: {encoding}\r\ncontent-length: {}\r\n\r\n", body.len());
        Script::Bytes([head.into_bytes(), body].concat())
    };
    refused("limits.ratio = 100", encoded("gzip", gzip_bomb(1)), &["CS0421", "more than 100 times", "limits.ratio"]);
    refused("limits.body = \"200KiB\"", encoded("zstd", zstd_bomb(4, 20)), &["CS0421", "limits.ratio"]);
    // What takes the whole time of an exchange is `timeout` as before.
    refused("timeout = \"100ms\"", silent(), &["CS0405", "`timeout`"]);
    refused("timeout = \"10s\"\nlimits.first_byte = \"100ms\"", silent(), &["CS0405", "limits.first_byte"]);
    // TLS is part of connecting.
    let url = format!("https://127.0.0.1:{}", start(silent()));
    let mut project =
        Project::items().with("cases/a.yaml", &format!("api: items\noperation: GET /items/{{id}}\ncases:\n{GET}"));
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.staging.limits]\nconnect = \"100ms\"\n"));
    project.set("ITEMS_URL", &url);
    project.set("ITEMS_KEY", "key-of-items");
    let ran = project.run(&["run", "--env", "staging"]);
    assert!(ran.code == 3 && ran.stdout.contains("CS0404"), "{}", ran.all());
}

#[test]
fn limits_can_be_raised() {
    for (settings, script) in [
        ("limits.headers = 300", chair(&"x-a: b\r\n".repeat(200), 0)),
        ("limits.body = \"20MiB\"", chair("", 11 << 20)),
    ] {
        let ran = run(settings, script);
        assert_eq!(ran.code, 0, "{settings}: {}", ran.all());
    }
}
