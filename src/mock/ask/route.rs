//! Which operation a request is for, below whichever base path the contract's servers name.

use std::sync::Arc;

use http::Method;
use url::Url;

use crate::contract::description::Contract;
use crate::contract::operation::Server;
use crate::wire::serve::ServerRequest;

/// The documented paths, below the bases that the contract's servers name.
#[derive(Debug)]
pub struct Router {
    contract: Arc<Contract>,
    /// Of the first server; empty, or `/v2`.
    base: String,
    /// Those of all servers, the longest first; without the empty one.
    bases: Vec<String>,
    /// Those of the servers that single paths and operations have of their own, with these operations.
    own: Vec<(String, Vec<usize>)>,
}

/// The operation that a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routed {
    /// Its index in the contract.
    pub operation: usize,
    /// The path below the server's base, as sent.
    pub path: String,
    /// The parameters of the path, decoded, in the order of the template.
    pub parameters: Vec<(String, String)>,
}

impl Router {
    /// The paths of a contract.
    pub fn new(contract: Arc<Contract>) -> Router {
        let mut bases: Vec<String> = contract.servers.iter().filter_map(base_path).collect();
        let base = bases.first().cloned().unwrap_or_default();
        bases.retain(|base| !base.is_empty());
        bases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        bases.dedup();
        let own = own_bases(&contract);
        Router { contract, base, bases, own }
    }

    /// The path below which the first server answers: empty, or `/v2`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The operation for a request; the base path may be left out. `HEAD` is answered like `GET`.
    pub fn find(&self, request: &ServerRequest) -> Option<Routed> {
        let query = request.target.query().unwrap_or_default();
        let route = |method: &Method, path: &str| {
            let found = self.contract.route(method, path, query, &request.headers)?;
            Some(Routed { operation: found.index, path: path.to_owned(), parameters: found.parameters })
        };
        let find = |method: &Method| {
            let path = request.target.path();
            let own = || {
                self.below_own(path)
                    .find_map(|(path, of)| route(method, path).filter(|found| of.contains(&found.operation)))
            };
            self.below(path).find_map(|path| route(method, path)).or_else(own)
        };
        find(&request.method).or_else(|| if request.method == Method::HEAD { find(&Method::GET) } else { None })
    }

    /// The methods that are documented for a path, whatever template it fits.
    pub fn methods(&self, path: &str) -> Vec<Method> {
        let documented = |path: &str| self.contract.methods(path).into_iter().cloned().collect::<Vec<Method>>();
        let own = || {
            self.below_own(path).map(|(path, of)| {
                let is_own =
                    |method: &Method| self.contract.find(method, path).is_some_and(|found| of.contains(&found.index));
                documented(path).into_iter().filter(is_own).collect()
            })
        };
        let mut all = self.below(path).map(documented).chain(std::iter::once_with(own).flatten());
        all.find(|methods| !methods.is_empty()).unwrap_or_default()
    }

    /// The path below each base that it begins with, and the whole path.
    pub fn below<'p>(&self, path: &'p str) -> impl Iterator<Item = &'p str> {
        self.bases.iter().filter_map(move |base| below(base, path)).chain([path])
    }

    /// The path below each base that operations have of their own, with these operations.
    fn below_own<'p>(&self, path: &'p str) -> impl Iterator<Item = (&'p str, &[usize])> {
        self.own.iter().filter_map(move |(base, of)| Some((below(base, path)?, of.as_slice())))
    }
}

fn below<'p>(base: &str, path: &'p str) -> Option<&'p str> {
    match path.strip_prefix(base)? {
        "" => Some("/"),
        rest => rest.starts_with('/').then_some(rest),
    }
}

/// The bases that operations have of their own, the longest first.
fn own_bases(contract: &Contract) -> Vec<(String, Vec<usize>)> {
    let mut own: Vec<(String, Vec<usize>)> = Vec::new();
    for (index, operation) in contract.operations.iter().enumerate() {
        for base in operation.servers.iter().filter_map(base_path).filter(|base| !base.is_empty()) {
            match own.iter_mut().find(|(known, _)| *known == base) {
                Some((_, of)) => of.push(index),
                None => own.push((base, vec![index])),
            }
        }
    }
    own.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    own
}

/// The path of a server's URL, which may be relative, without a slash at its end.
fn base_path(server: &Server) -> Option<String> {
    let nowhere = Url::parse("http://mock/").ok()?;
    let url = nowhere.join(server.url.trim()).ok()?;
    let path = url.path().trim_end_matches('/');
    // A variable without a default leaves its braces behind; what stands for it nobody knows.
    (!path.contains("%7B") && !path.contains('{')).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, Method};

    use super::Router;
    use crate::contract::fixture::in_order;
    use crate::wire::serve::ServerRequest;

    fn router(servers: &str, paths: &[&str]) -> Router {
        let mut text = format!("openapi: 3.1.0\nservers: [{servers}]\npaths:\n");
        for line in paths {
            let (method, path) = line.split_once(' ').unwrap();
            let names = path.split('{').skip(1).filter_map(|part| part.split('}').next());
            let parameters: Vec<String> =
                names.map(|name| format!("{{ name: {name}, in: path, schema: {{}} }}")).collect();
            text.push_str(&format!(
                "  {path}: {{ {method}: {{ parameters: [{}], responses: {{}} }} }}\n",
                parameters.join(", ")
            ));
        }
        Router::new(in_order(&text).into())
    }

    fn found(router: &Router, line: &str) -> Option<(usize, Vec<String>)> {
        let (method, path) = line.split_once(' ').unwrap();
        let (method, target) = (method.parse().unwrap(), path.parse().unwrap());
        let request = ServerRequest { method, target, headers: HeaderMap::new(), body: Bytes::new() };
        let routed = router.find(&request)?;
        Some((routed.operation, routed.parameters.into_iter().map(|(_, value)| value).collect()))
    }

    #[test]
    fn concrete_segments_come_before_templated_ones_and_what_says_more_before_what_says_less() {
        let paths =
            ["get /a/{id}", "get /a/mine", "get /a/{id}.json", "get /{x}/b/c", "put /a/{other}", "get /a/{id}/c"];
        let router = router("", &paths);
        assert_eq!(found(&router, "GET /a/mine"), Some((1, vec![])));
        assert_eq!(found(&router, "PUT /a/mine"), Some((4, vec!["mine".into()])), "the method counts, too");
        assert_eq!(found(&router, "GET /a/7.json"), Some((2, vec!["7".into()])));
        assert_eq!(found(&router, "GET /a/7"), Some((0, vec!["7".into()])));
        assert_eq!(found(&router, "GET /a/b/c"), Some((5, vec!["b".into()])));
        assert_eq!(found(&router, "GET /z/b/c"), Some((3, vec!["z".into()])));
        assert_eq!(found(&router, "GET /a/"), None);
        assert_eq!(found(&router, "HEAD /a/7"), Some((0, vec!["7".into()])));
        assert_eq!(router.methods("/a/7"), [Method::GET, Method::PUT]);
    }

    #[test]
    fn several_parameters_share_a_segment_and_an_encoded_slash_divides_none() {
        let router = router("", &["get /{owner}/{from}...{to}", "get /r/{lat},{long}"]);
        assert_eq!(found(&router, "GET /a%2Fb/x...y%20z"), Some((0, vec!["a/b".into(), "x".into(), "y z".into()])));
        assert_eq!(found(&router, "GET /r/1,2"), Some((1, vec!["1".into(), "2".into()])));
    }

    #[test]
    fn paths_and_operations_may_have_servers_of_their_own() {
        let api = "
openapi: 3.1.0
servers: [{ url: /v2 }]
paths:
  /files:
    servers: [{ url: 'https://up.x.test/upload' }]
    get: { responses: {} }
    post: { servers: [{ url: /upload/big }], responses: {} }
  /a: { get: { responses: {} } }
  /upload/a: { get: { responses: {} } }
";
        let router = Router::new(in_order(api).into());
        assert_eq!(found(&router, "GET /upload/files"), Some((0, vec![])));
        assert_eq!(found(&router, "POST /upload/big/files"), Some((1, vec![])));
        assert_eq!(found(&router, "POST /upload/files"), None, "its own server is another one");
        assert_eq!(found(&router, "GET /upload/a"), Some((3, vec![])), "the description's servers come first");
        assert_eq!(found(&router, "GET /v2/files"), Some((0, vec![])), "and may be used all the same");
        assert_eq!(router.methods("/upload/files"), [Method::GET]);
        assert_eq!(router.methods("/upload/big/a"), Vec::<Method>::new());
    }

    #[test]
    fn every_server_has_a_base_path_that_may_be_left_out() {
        let servers = "{ url: 'https://{host}/{v}/', variables: { host: { default: x.test }, v: { default: v2 } } }, \
                       { url: /v2/beta }, { url: api }, { url: 'https://x.test/{open}' }";
        let router = router(servers, &["get /", "get /a", "get /beta/a"]);
        assert_eq!(router.base(), "/v2");
        assert_eq!(found(&router, "GET /v2/a"), Some((1, vec![])));
        assert_eq!(found(&router, "GET /a"), Some((1, vec![])));
        assert_eq!(found(&router, "GET /api/a"), Some((1, vec![])));
        assert_eq!(found(&router, "GET /v2/beta/a"), Some((1, vec![])), "the longest base first");
        assert_eq!(found(&router, "GET /v2/api/a"), None);
        assert_eq!(found(&router, "GET /v2"), Some((0, vec![])));
        assert_eq!(found(&router, "GET /v2/"), Some((0, vec![])));
    }
}
