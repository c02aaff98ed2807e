//! What lets browsers on other origins read the mock's answers: https://fetch.spec.whatwg.org/#http-cors-protocol

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::wire::serve::{ServerRequest, ServerResponse};

const REQUEST_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-request-private-network");
const ALLOW_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// The answer to a browser that asks whether it may send a request. It always may: whether there is an operation for
/// the request is told in the answer to the request itself, where people see it.
pub fn preflight(request: &ServerRequest) -> Option<ServerResponse> {
    let asked = request.headers.get(ACCESS_CONTROL_REQUEST_METHOD)?;
    if request.method != Method::OPTIONS || !request.headers.contains_key(ORIGIN) {
        return None;
    }
    let mut response = ServerResponse::new(StatusCode::NO_CONTENT, "");
    response.headers.insert(ACCESS_CONTROL_ALLOW_METHODS, asked.clone());
    if let Some(headers) = request.headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        response.headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, headers.clone());
    }
    if request.headers.contains_key(REQUEST_PRIVATE_NETWORK) {
        response.headers.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
    }
    response.headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    let vary = "Access-Control-Request-Method, Access-Control-Request-Headers";
    response.headers.append(VARY, HeaderValue::from_static(vary));
    Some(response)
}

/// Lets the origin that asked read an answer, with all of its headers and with cookies. A wildcard would not do for
/// requests with credentials.
pub fn expose(origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
    headers.append(VARY, HeaderValue::from_static("Origin"));
    let Some(origin) = origin else { return };
    let names: Vec<&str> = headers.keys().map(HeaderName::as_str).filter(|name| !safelisted(name)).collect();
    if let Ok(names) = HeaderValue::from_str(&names.join(", "))
        && !names.is_empty()
    {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, names);
    }
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
}

/// What scripts may read anyway, or never.
fn safelisted(name: &str) -> bool {
    name.starts_with("access-control-")
        || matches!(
            name,
            "cache-control"
                | "content-language"
                | "content-type"
                | "expires"
                | "last-modified"
                | "pragma"
                | "set-cookie"
                | "vary"
        )
}
