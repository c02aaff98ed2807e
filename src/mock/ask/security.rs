//! Whether a request brings the credentials that its operation asks for.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::contract::conform::request::{carries, is_met, security_words};
use crate::contract::description::Contract;
use crate::contract::operation::{Location, Operation, SecurityKind, SecurityScheme};
use crate::mock::ask::incoming::{cookies, query};
use crate::mock::behaviour::Accepted;
use crate::mock::problem::Problem;
use crate::value::form;
use crate::wire::exchange::Request;

/// What every security scheme accepts unless the mock's file says otherwise. No secret: it opens nothing real.
pub const CREDENTIAL: &str = "mock-credential";

/// Whether one of the alternatives is satisfied. `credentials` are those that the mock's file names by scheme; they win.
pub fn admits(
    contract: &Contract,
    operation: &Operation,
    credentials: &[(String, String)],
    accepted: Accepted,
    request: &Request,
) -> bool {
    let named = |scheme: &str| credentials.iter().find(|(name, _)| name == scheme).map(|(_, given)| given.as_str());
    let satisfies = |scheme: &SecurityScheme| match (named(&scheme.name), accepted) {
        (Some(credential), _) => satisfied(scheme, credential, request),
        (None, Accepted::Known) => satisfied(scheme, CREDENTIAL, request),
        (None, Accepted::Any) => carries(scheme, request),
    };
    let mut alternatives = operation.security.iter();
    operation.security.is_empty() || alternatives.any(|requirement| is_met(contract, requirement, &satisfies))
}

/// `GET /items asks for a bearer token`
pub fn refused(contract: &Contract, operation: &Operation) -> String {
    format!("{} asks for {}", operation.name(), security_words(contract, operation))
}

/// What is told where no 401 and no 403 is documented.
pub fn unauthorized(contract: &Contract, operation: &Operation) -> Problem {
    let detail = refused(contract, operation);
    let violation = json!({ "in": "security", "name": "", "pointer": "", "message": "missing or not accepted" });
    let problem = Problem::new(StatusCode::UNAUTHORIZED, detail).with("violations", json!([violation]));
    let challenges = challenges(contract, operation);
    challenges.into_iter().fold(problem, |problem, value| problem.header(WWW_AUTHENTICATE, value))
}

/// How to prove who one is. HTTP has no word for keys in places of their own, so theirs is ours.
pub fn challenges(contract: &Contract, operation: &Operation) -> Vec<HeaderValue> {
    let mut challenges: Vec<String> = Vec::new();
    for name in operation.security.iter().flat_map(|requirement| &requirement.schemes) {
        let challenge = match contract.security_scheme(name).map(|scheme| &scheme.kind) {
            Some(SecurityKind::Basic) => "Basic realm=\"mock\", charset=\"UTF-8\"".to_owned(),
            Some(SecurityKind::Bearer) => "Bearer realm=\"mock\"".to_owned(),
            Some(SecurityKind::Http(scheme)) => format!("{scheme} realm=\"mock\""),
            Some(SecurityKind::ApiKey { location, name }) => {
                format!("ApiKey realm=\"mock\", in=\"{location}\", name=\"{}\"", name.replace(['"', '\\'], ""))
            }
            Some(SecurityKind::MutualTls) | None => continue,
        };
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    challenges.iter().filter_map(|challenge| HeaderValue::from_str(challenge).ok()).collect()
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

    use super::{admits, unauthorized};
    use crate::contract::fixture::in_order;
    use crate::mock::behaviour::Accepted;
    use crate::wire::exchange::Request;

    const DESCRIPTION: &str = "
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a:
    get: { security: [{ key: [] }, { query: [] }, { basic: [] }, { bearer: [], cookie: [] }], responses: { '200': { description: d } } }
  /both:
    get: { security: [{ basic: [], bearer: [], key: [] }], responses: { '200': { description: d } } }
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
        admitted_by(Accepted::Known, path, headers)
    }

    fn admitted_by(accepted: Accepted, path: &str, headers: &[(&str, &str)]) -> bool {
        let contract = in_order(DESCRIPTION);
        let url: url::Url = format!("http://x{path}").parse().unwrap();
        let operation = contract.find(&Method::GET, url.path()).unwrap().operation;
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let request = Request { method: Method::GET, url, headers: map, body: None };
        admits(&contract, operation, &[("key".into(), "own".into())], accepted, &request)
    }

    #[test]
    fn any_credential_will_do_where_the_file_names_none() {
        let any = |path: &str, headers: &[(&str, &str)]| admitted_by(Accepted::Any, path, headers);
        assert!(!any("/a", &[]));
        assert!(any("/a?key=whatever", &[]));
        assert!(!any("/a?key=", &[]));
        assert!(any("/a", &[("authorization", "Basic anything")]));
        assert!(!any("/a", &[("authorization", "Basic ")]));
        assert!(any("/a", &[("authorization", "Bearer x"), ("cookie", "sid=y")]));
        assert!(!any("/a", &[("authorization", "Bearer x")]));
        assert!(any("/a", &[("x-key", "own")]));
        assert!(!any("/a", &[("x-key", "another")]), "the file's credential counts");
    }

    #[test]
    fn of_schemes_that_share_one_header_one_is_enough() {
        let any = |headers: &[(&str, &str)]| admitted_by(Accepted::Any, "/both", headers);
        assert!(any(&[("authorization", "Basic x"), ("x-key", "own")]));
        assert!(any(&[("authorization", "Bearer x"), ("x-key", "own")]));
        assert!(!any(&[("authorization", "Bearer x")]), "the key has a header of its own");
        assert!(!any(&[("authorization", "Digest x"), ("x-key", "own")]));
        assert!(!any(&[("x-key", "own")]));
        let contract = in_order(DESCRIPTION);
        assert_eq!(
            super::refused(&contract, &contract.operations[1]),
            "GET /both asks for either basic authorization or a bearer token and the header key X-Key"
        );
    }

    #[test]
    fn whoever_is_turned_away_is_told_how_to_come_in() {
        let contract = in_order(DESCRIPTION);
        let problem = unauthorized(&contract, &contract.operations[0]);
        let challenges: Vec<_> = problem.headers.iter().map(|(_, value)| value.to_str().unwrap()).collect();
        assert_eq!(
            challenges,
            [
                r#"ApiKey realm="mock", in="header", name="X-Key""#,
                r#"ApiKey realm="mock", in="query", name="key""#,
                r#"Basic realm="mock", charset="UTF-8""#,
                r#"Bearer realm="mock""#,
                r#"ApiKey realm="mock", in="cookie", name="sid""#
            ]
        );
        assert_eq!(
            problem.detail,
            "GET /a asks for the header key X-Key, or the query key key, or basic authorization, or a bearer token and the cookie key sid"
        );
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
