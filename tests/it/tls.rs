//! TLS as users meet it: whom a run trusts, what it shows of itself, and that `insecure` is seen everywhere.

use crate::authority::{Authority, Shown};
use crate::project::{Project, Ran};
use crate::server::{Answer, Server};

/// The items project with a case that reads item 1.
fn items(url: &str) -> Project {
    let case = "api: items\noperation: GET /items/{id}\ncases:\n  - name: a case\n    request: { path: { id: 1 } }\n";
    let mut project = Project::items().with("cases/a.yaml", case);
    project.set("ITEMS_URL", url);
    project.set("ITEMS_KEY", "a-key-of-items");
    project
}

/// The same with `text` as the keys of the environment.
fn configured(url: &str, text: &str) -> Project {
    let project = items(url);
    let config = project.read("countersign.toml");
    project.write("countersign.toml", &format!("{config}\n[environments.staging]\n{text}\n"));
    project
}

fn staging(project: &Project) -> Ran {
    project.run(&["run", "--env", "staging"])
}

/// A server that shows what `authority` gave it, and answers with item 1.
fn server(authority: &Authority, shown: Shown) -> Server {
    let server = Server::start_over(authority.server(shown).speaks());
    server.on("GET /items/1", [Answer::item(1)]);
    server
}

#[test]
fn an_authority_that_is_named_is_trusted_beside_those_of_the_platform() {
    let authority = Authority::new();
    for shown in [Shown::Valid, Shown::WithIntermediate] {
        let server = server(&authority, shown);
        let project = configured(&server.url(), "tls.ca = 'certs/ca.pem'").with("certs/ca.pem", &authority.pem());
        let ran = staging(&project);
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert_eq!(server.count("GET /items/1"), 1);
        let unknown = staging(&items(&server.url()));
        assert!(unknown.code == 3 && unknown.all().contains("[CS0417]"), "{}", unknown.all());
    }
}
