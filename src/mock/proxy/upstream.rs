//! Where requests are passed on to, and how paths of the one side are paths of the other.
//!
//! A URL with a path stands for the contract's base path: behind `https://api.test/v2`, both `/v1/items`, when the
//! contract says `/v1`, and `/items` go to `/v2/items`. A URL without a path leaves paths as they are.

use http::Uri;
use url::Url;

use crate::contract::description::Contract;
use crate::contract::operation::Server;
use crate::suite::sendable::has_dot_segment;

/// The real server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    url: Url,
    /// Scheme, host and port.
    origin: String,
    /// Its path without a slash at the end.
    path: String,
}

/// A target that is passed on to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    /// It could lead out of the path that it begins with.
    #[error("a `.` or `..` segment or a backslash in the path would change what is meant")]
    DotSegment,
    /// The server cannot be asked for it.
    #[error("this is not a path")]
    NoPath,
}

impl Upstream {
    /// Reads a URL. The error is a fragment such as `has no host`, and holds nothing of it.
    pub fn parse(text: &str) -> Result<Upstream, String> {
        let url = Url::parse(text).map_err(|error| format!("is not a URL: {error}"))?;
        let problem = if !matches!(url.scheme(), "http" | "https") {
            Some("is neither http nor https")
        } else if url.host_str().is_none_or(str::is_empty) {
            Some("has no host")
        } else if !url.username().is_empty() || url.password().is_some() {
            Some("holds credentials; those of the requests are passed on")
        } else if url.query().is_some() || url.fragment().is_some() {
            Some("has a query or a fragment")
        } else {
            None
        };
        match problem {
            Some(problem) => Err(problem.to_owned()),
            None => Ok(Upstream {
                origin: url.origin().ascii_serialization(),
                path: url.path().trim_end_matches('/').to_owned(),
                url,
            }),
        }
    }

    /// Whether TLS is needed to reach it.
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Its URL, without a slash at the end; there is no secret in it.
    pub fn shown(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    /// Where a request for `target` goes to, whose first `base` bytes are the contract's base path.
    pub fn url(&self, target: &Uri, base: usize) -> Result<Url, BadTarget> {
        let path = target.path();
        if !path.starts_with('/') {
            return Err(BadTarget::NoPath);
        }
        // A backslash counts as a slash in URLs.
        if path.contains('\\') || has_dot_segment(path) {
            return Err(BadTarget::DotSegment);
        }
        let mut text = format!("{}{}", self.origin, self.path);
        text.push_str(if self.path.is_empty() { path } else { &path[base..] });
        if let Some(query) = target.query() {
            text.push('?');
            text.push_str(query);
        }
        Url::parse(&text).map_err(|_| BadTarget::NoPath)
    }

    /// What a `Location` of its answers is on our side; `None` for one that leads elsewhere, or is relative to where
    /// the request went.
    pub fn back(&self, location: &str, base: &str) -> Option<String> {
        let rest = match location.strip_prefix('/') {
            Some(rest) if !rest.starts_with('/') => location.to_owned(),
            Some(_) => return None,
            None => {
                let url = Url::parse(location).ok().filter(|url| url.origin() == self.url.origin())?;
                url[url::Position::BeforePath..].to_owned()
            }
        };
        if self.path.is_empty() {
            return Some(rest);
        }
        let below =
            rest.strip_prefix(&self.path).filter(|below| below.is_empty() || below.starts_with(['/', '?', '#']))?;
        Some(format!("{base}{below}")).filter(|back| back.starts_with('/'))
    }
}

/// How many bytes of `path` are the contract's base path: that of the server below which an operation is found, else
/// the longest one that fits.
pub fn base_length(contract: &Contract, bases: &[String], path: &str) -> usize {
    let fits = |base: &&String| path.strip_prefix(base.as_str()).is_some_and(|rest| rest.starts_with('/'));
    let mut lengths = bases.iter().filter(fits).map(String::len);
    let documented = |length: &usize| !contract.methods(&path[*length..]).is_empty();
    let longest = lengths.clone().next().unwrap_or(0);
    lengths.find(documented).unwrap_or(if documented(&0) { 0 } else { longest })
}

/// The paths of the contract's servers, without a slash at the end, the longest first. Those without a path go without
/// saying.
pub fn bases(contract: &Contract) -> Vec<String> {
    let mut bases: Vec<String> = contract.servers.iter().map(base).collect();
    bases.retain(|base| !base.is_empty());
    bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
    bases.dedup();
    bases
}

/// The path of a server, without a slash at the end.
pub fn base(server: &Server) -> String {
    let path = Uri::try_from(server.url.as_str()).map(|uri| uri.path().trim_end_matches('/').to_owned());
    path.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{BadTarget, Upstream, base_length, bases};
    use crate::contract::fixture::in_order;

    fn upstream(url: &str) -> Upstream {
        Upstream::parse(url).unwrap()
    }

    #[test]
    fn a_url_that_is_no_base_is_refused_without_repeating_it() {
        for (url, why) in [
            ("nonsense", "is not a URL"),
            ("ftp://x.test", "is neither http nor https"),
            ("http://me:hunter2@x.test", "holds credentials"),
            ("http://x.test/?key=hunter2", "has a query"),
        ] {
            let error = Upstream::parse(url).unwrap_err();
            assert!(error.starts_with(why) && !error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn the_path_of_the_url_stands_for_the_base_path_of_the_contract() {
        let target = |url: &str, target: &str, base: usize| {
            upstream(url).url(&target.parse().unwrap(), base).map(|url| url.to_string())
        };
        assert_eq!(target("http://x.test/v2/", "/v1/items?a=%20b", 3).unwrap(), "http://x.test/v2/items?a=%20b");
        assert_eq!(target("http://x.test/v2", "/items/a%2Fb", 0).unwrap(), "http://x.test/v2/items/a%2Fb");
        assert_eq!(target("http://x.test:8080", "/v1/items", 3).unwrap(), "http://x.test:8080/v1/items");
        for path in ["/v1/../admin", "/v1/%2E%2e/admin", "/a\\b", "/."] {
            assert_eq!(target("http://x.test/v2", path, 0), Err(BadTarget::DotSegment), "{path}");
        }
        assert_eq!(target("http://x.test", "/.well-known/a..b", 0).unwrap(), "http://x.test/.well-known/a..b");
        assert_eq!(target("http://x.test", "*", 0), Err(BadTarget::NoPath));
    }

    #[test]
    fn a_location_comes_back_to_our_side() {
        let plain = upstream("https://x.test");
        assert_eq!(plain.back("https://x.test:443/items/7?a=b#c", "/v1").unwrap(), "/items/7?a=b#c");
        assert_eq!(plain.back("/items/7", "").unwrap(), "/items/7");
        for elsewhere in ["https://y.test/items", "http://x.test/items", "//y.test/a", "items/7", "?a=b"] {
            assert_eq!(plain.back(elsewhere, ""), None, "{elsewhere}");
        }
        let based = upstream("https://x.test/v2");
        assert_eq!(based.back("https://x.test/v2/items/7", "/v1").unwrap(), "/v1/items/7");
        assert_eq!(based.back("/v2/items/7", "").unwrap(), "/items/7");
        assert_eq!(based.back("/login", "/v1"), None);
        assert_eq!(based.back("/v22/items", "/v1"), None);
    }

    #[test]
    fn the_base_path_is_that_below_which_something_is_documented() {
        let contract = in_order(
            "openapi: 3.1.0\nservers: [{ url: /api }, { url: 'http://x.test/api/v1/' }]\n\
             paths: { /items: { get: { responses: {} } }, /api/items: { put: { responses: {} } } }\n",
        );
        let bases = bases(&contract);
        let length = |path: &str| base_length(&contract, &bases, path);
        assert_eq!(length("/api/v1/items"), "/api/v1".len());
        assert_eq!(length("/api/items"), "/api".len());
        assert_eq!(length("/items"), 0);
        assert_eq!(length("/api/v1/nothing"), "/api/v1".len());
        assert_eq!(length("/nothing"), 0);
    }
}
