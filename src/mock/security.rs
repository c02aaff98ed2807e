//! Whether a request brings the credentials that its operation asks for.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::contract::description::Contract;
use crate::contract::operation::{Location, Operation, SecurityKind, SecurityScheme};
use crate::mock::incoming::{cookies, query};
use crate::value::form;
use crate::wire::exchange::Request;

/// What every security scheme accepts unless the mock's file says otherwise. No secret: it opens nothing real.
pub const CREDENTIAL: &str = "mock-credential";

/// Whether one of the alternatives is satisfied.
pub fn admits(contract: &Contract, operation: &Operation, credentials: &[(String, String)], request: &Request) -> bool {
    let accepted = |scheme: &str| {
        credentials.iter().find(|(name, _)| name == scheme).map_or(CREDENTIAL, |(_, credential)| credential.as_str())
    };
    let brings =
        |name: &String| contract.security_scheme(name).is_none_or(|scheme| satisfied(scheme, accepted(name), request));
    operation.security.is_empty() || operation.security.iter().any(|requirement| requirement.schemes.iter().all(brings))
}

fn satisfied(scheme: &SecurityScheme, accepted: &str, request: &Request) -> bool {
    match &scheme.kind {
        SecurityKind::ApiKey { location: Location::Header, name } => header(request, name) == Some(accepted),
        SecurityKind::ApiKey { location: Location::Cookie, name } => {
            cookies(&request.headers).any(|(cookie, value)| cookie == name && value == accepted)
        }
        SecurityKind::ApiKey { name, .. } => form::raw_pairs(query(request))
            .any(|(key, value)| form::decode(key) == *name && form::decode(value) == accepted),
        SecurityKind::Bearer => token(request, "bearer") == Some(accepted),
        SecurityKind::Basic => token(request, "basic").is_some_and(|token| basic(token, accepted)),
        SecurityKind::Http(name) => token(request, name) == Some(accepted),
        SecurityKind::MutualTls => true,
    }
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers.get(name)?.to_str().ok()
}

/// What follows the scheme's name in `Authorization`.
fn token<'r>(request: &'r Request, scheme: &str) -> Option<&'r str> {
    let (given, token) = header(request, "authorization")?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| token.trim())
}

/// `user:password` as it is accepted; an accepted credential without a colon is the password of any user.
fn basic(token: &str, accepted: &str) -> bool {
    let decoded = STANDARD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    decoded == accepted
        || (!accepted.contains(':') && decoded.split_once(':').is_some_and(|(_, password)| password == accepted))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::admits;
    use crate::contract::fixture::in_order;
    use crate::wire::exchange::Request;

    const DESCRIPTION: &str = "
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a:
    get: { security: [{ key: [] }, { query: [] }, { basic: [] }, { bearer: [], cookie: [] }], responses: { '200': { description: d } } }
  /open:
    get: { responses: { '200': { description: d } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: sid }
    basic: { type: http, scheme: basic }
    bearer: { type: http, scheme: bearer }
";

    fn admitted(path: &str, headers: &[(&str, &str)]) -> bool {
        let contract = in_order(DESCRIPTION);
        let url: url::Url = format!("http://x{path}").parse().unwrap();
        let operation = contract.find(&Method::GET, url.path()).unwrap().operation;
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let request = Request { method: Method::GET, url, headers: map, body: None };
        admits(&contract, operation, &[("key".into(), "own".into())], &request)
    }

    #[test]
    fn one_alternative_is_enough_and_each_needs_all_of_its_schemes() {
        assert!(admitted("/open", &[]));
        assert!(!admitted("/a", &[]));
        assert!(admitted("/a", &[("x-key", "own")]));
        assert!(!admitted("/a", &[("x-key", "mock-credential")]), "the file's credential replaces the default");
        assert!(admitted("/a?key=mock%2Dcredential", &[]));
        assert!(!admitted("/a?key=x", &[]));
        assert!(admitted("/a", &[("authorization", "Basic dTptb2NrLWNyZWRlbnRpYWw=")]));
        assert!(!admitted("/a", &[("authorization", "Bearer mock-credential")]));
        assert!(admitted("/a", &[("authorization", "bearer mock-credential"), ("cookie", "a=b; sid=mock-credential")]));
    }
}
