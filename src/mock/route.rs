//! Which operation a request is for: a tree of the paths' segments, so that a thousand operations cost little more than
//! one.

use std::borrow::Cow;
use std::collections::HashMap;

use http::Method;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::contract::description::Contract;
use crate::contract::operation::Server;
use crate::contract::path::{Part, PathTemplate, fits};

/// How long a segment may be in which several parameters have to be told apart; the ways to do so grow fast.
const MAX_SEVERAL: usize = 512;

/// The documented paths, below the bases that the contract's servers name.
#[derive(Debug)]
pub struct Router {
    /// Of the first server; empty, or `/v2`.
    base: String,
    /// Those of all servers, the longest first; without the empty one.
    bases: Vec<String>,
    nodes: Vec<Node>,
}

/// What may follow one segment.
#[derive(Debug, Default)]
struct Node {
    literals: HashMap<Box<str>, usize>,
    /// The most concrete first.
    patterns: Vec<(Vec<Part>, usize)>,
    /// The operations that end here.
    operations: Vec<(Method, usize)>,
}

/// The operation that a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routed<'p> {
    /// Its index in the contract.
    pub operation: usize,
    /// The path below the server's base, as sent.
    pub path: &'p str,
    /// The parameters of the path, decoded, in the order of the template.
    pub parameters: Vec<(String, String)>,
}

impl Router {
    /// The paths of a contract.
    pub fn new(contract: &Contract) -> Router {
        let mut bases: Vec<String> = contract.servers.iter().filter_map(base_path).collect();
        let base = bases.first().cloned().unwrap_or_default();
        bases.retain(|base| !base.is_empty());
        bases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        bases.dedup();
        let mut router = Router { base, bases, nodes: vec![Node::default()] };
        for (index, operation) in contract.operations.iter().enumerate() {
            router.add(&operation.path, operation.method.clone(), index);
        }
        for node in &mut router.nodes {
            node.patterns.sort_by_key(|(parts, _)| vagueness(parts));
        }
        router
    }

    /// The path below which the first server answers: empty, or `/v2`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The operation for a method and a path as sent; the base path may be left out. `HEAD` is answered like `GET`.
    pub fn find<'p>(&self, method: &Method, path: &'p str) -> Option<Routed<'p>> {
        let find = |method: &Method, path: &'p str| {
            let mut found = None;
            self.visit(path, &mut |node, parameters| {
                let operation = node.operations.iter().find(|(other, _)| other == method);
                found = operation.map(|(_, operation)| Routed { operation: *operation, path, parameters });
                found.is_some()
            });
            found
        };
        let found = self.below(path).find_map(|path| find(method, path));
        let head = || (method == Method::HEAD).then(|| self.below(path).find_map(|path| find(&Method::GET, path)));
        found.or_else(|| head().flatten())
    }

    /// The methods that are documented for a path, whatever template it fits.
    pub fn methods(&self, path: &str) -> Vec<Method> {
        let mut methods: Vec<Method> = Vec::new();
        for path in self.below(path) {
            self.visit(path, &mut |node, _| {
                let new = node.operations.iter().filter(|(method, _)| !methods.contains(method));
                let new: Vec<Method> = new.map(|(method, _)| method.clone()).collect();
                methods.extend(new);
                false
            });
            if !methods.is_empty() {
                break;
            }
        }
        methods
    }

    /// The path below each base that it begins with, and the whole path.
    pub fn below<'p>(&self, path: &'p str) -> impl Iterator<Item = &'p str> {
        let below = self.bases.iter().filter_map(move |base| match path.strip_prefix(base.as_str())? {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        });
        below.chain([path])
    }

    fn add(&mut self, path: &PathTemplate, method: Method, index: usize) {
        let mut at = 0;
        for parts in &path.segments {
            let known = match parts.as_slice() {
                [Part::Literal(text)] => self.nodes[at].literals.get(text.as_str()).copied(),
                _ => self.nodes[at].patterns.iter().find(|(other, _)| other == parts).map(|(_, node)| *node),
            };
            at = known.unwrap_or_else(|| self.grow(at, parts));
        }
        self.nodes[at].operations.push((method, index));
    }

    fn grow(&mut self, at: usize, parts: &[Part]) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Node::default());
        match parts {
            [Part::Literal(text)] => {
                self.nodes[at].literals.insert(text.as_str().into(), new);
            }
            _ => self.nodes[at].patterns.push((parts.to_vec(), new)),
        }
        new
    }

    /// Shows every end that an encoded path fits, the most concrete first, until `visitor` is content with one.
    fn visit(&self, path: &str, visitor: &mut dyn FnMut(&Node, Vec<(String, String)>) -> bool) {
        let Some(path) = path.strip_prefix('/') else { return };
        let decoded = path.split('/').map(|segment| percent_decode_str(segment).decode_utf8_lossy());
        let segments: Vec<Cow<'_, str>> = decoded.collect();
        self.descend(&self.nodes[0], &segments, &mut Vec::new(), visitor);
    }

    fn descend(
        &self,
        node: &Node,
        segments: &[Cow<'_, str>],
        parameters: &mut Vec<(String, String)>,
        visitor: &mut dyn FnMut(&Node, Vec<(String, String)>) -> bool,
    ) -> bool {
        let Some((segment, rest)) = segments.split_first() else {
            return !node.operations.is_empty() && visitor(node, parameters.clone());
        };
        if let Some(&next) = node.literals.get(&**segment)
            && self.descend(&self.nodes[next], rest, parameters, visitor)
        {
            return true;
        }
        for (parts, next) in &node.patterns {
            let before = parameters.len();
            if (parts.len() == 1 || segment.len() <= MAX_SEVERAL)
                && fits(parts, segment, parameters)
                && self.descend(&self.nodes[*next], rest, parameters, visitor)
            {
                return true;
            }
            parameters.truncate(before);
        }
        false
    }
}

/// Of two patterns that fit the same text, the one that says more of it is less vague.
fn vagueness(parts: &[Part]) -> (bool, usize) {
    let literal = parts.iter().map(|part| match part {
        Part::Literal(text) => text.len(),
        Part::Parameter(_) => 0,
    });
    let literal: usize = literal.sum();
    (literal == 0, usize::MAX - literal)
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
    use http::Method;

    use super::Router;
    use crate::contract::fixture::in_order;

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
        Router::new(&in_order(&text))
    }

    fn found(router: &Router, line: &str) -> Option<(usize, Vec<String>)> {
        let (method, path) = line.split_once(' ').unwrap();
        let routed = router.find(&method.parse::<Method>().unwrap(), path)?;
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
        assert_eq!(found(&router, &format!("GET /r/{}", ",".repeat(60_000))), None);
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
