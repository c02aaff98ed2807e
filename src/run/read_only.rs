//! The last word on a read-only environment: whatever a template, a case or a server makes of a request, nothing is sent
//! there that a server could take for a write.
//!
//! Frameworks let the method be replaced: by a header (Rails, Symfony, ASP.NET, Google's and Microsoft's APIs), by a
//! parameter of the query, or by a field of a form (`_method` of Rails, Laravel, Symfony and Express). What asks for that
//! is refused, whatever it asks for, also where no framework is known to look: in parameters of the path, cookies, and
//! members of objects in objects.

use http::header::{ACCESS_CONTROL_REQUEST_METHOD, COOKIE};
use http::{HeaderMap, HeaderName, Method};
use serde_json::Value;
use url::form_urlencoded;

use crate::value::json;
use crate::wire::exchange::Request;

/// The only methods that are sent.
const READING: [Method; 3] = [Method::GET, Method::HEAD, Method::OPTIONS];
/// Headers that replace the method.
const HEADERS: [&str; 10] = [
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "x-method",
    "x-http-override",
    "x-override-method",
    "x-original-method",
    "x-rewrite-method",
    "x-forwarded-method",
    "http-method-override",
];
/// Methods that write, as values of headers that may replace the method.
const WRITING: [&str; 12] =
    ["POST", "PUT", "PATCH", "DELETE", "MERGE", "MOVE", "COPY", "MKCOL", "PROPPATCH", "LOCK", "PURGE", "LINK"];
/// Parameters and fields that replace the method, without punctuation.
const FIELDS: [&str; 6] = ["_method", "$method", "_httpmethod", "$httpmethod", "_http_method", "http_method_override"];

/// Why a server could take `request` for a write; `None` when it only reads.
pub fn writes(request: &Request) -> Option<String> {
    if !READING.contains(&request.method) {
        return Some(format!("{} is not a reading method", request.method));
    }
    let header = request.headers.keys().find(|name| overrides(name, &request.headers));
    if let Some(name) = header {
        return Some(format!("the header {name} names a method"));
    }
    let asking = |name: String| is_method_field(&name).then_some(name);
    if let Some(name) = query_names(request).find_map(asking) {
        return Some(format!("the parameter `{name}` of the query names a method"));
    }
    if let Some(name) = path_names(request).find_map(asking) {
        return Some(format!("the parameter `{name}` of the path names a method"));
    }
    if let Some(name) = cookie_names(&request.headers).find_map(asking) {
        return Some(format!("the cookie `{name}` names a method"));
    }
    let body = request.body.as_deref().unwrap_or_default();
    body_names(body).into_iter().find_map(asking).map(|name| format!("the field `{name}` names a method"))
}

fn overrides(name: &HeaderName, headers: &HeaderMap) -> bool {
    let text = name.as_str();
    if HEADERS.contains(&text) {
        return true;
    }
    let may = ["method", "verb", "override"].iter().any(|word| text.contains(word));
    let writing =
        |value: &str| value.split([',', ' ']).any(|word| WRITING.iter().any(|own| word.eq_ignore_ascii_case(own)));
    // Of a preflight it is what the request asks about, and nothing that is done.
    may && *name != ACCESS_CONTROL_REQUEST_METHOD
        && headers.get_all(name).iter().any(|value| writing(&String::from_utf8_lossy(value.as_bytes())))
}

fn is_method_field(name: &str) -> bool {
    // `_method[]` and `data[_method]` are read as fields of that name as well.
    let parts = name.split(['[', ']', '.']).map(|part| part.trim().to_ascii_lowercase());
    parts.into_iter().any(|part| FIELDS.contains(&part.as_str()) || HEADERS.contains(&part.replace('_', "-").as_str()))
}

/// The names of the query's parameters. Some servers separate them by `;`.
fn query_names(request: &Request) -> impl Iterator<Item = String> {
    let query = request.url.query().unwrap_or_default();
    query.split([';', '&']).flat_map(|part| form_urlencoded::parse(part.as_bytes())).map(|(name, _)| name.into_owned())
}

/// The names of the parameters behind the segments of the path, such as `a` in `/items;a=1`.
fn path_names(request: &Request) -> impl Iterator<Item = String> {
    let parameters = request.url.path().split('/').flat_map(|segment| segment.split(';').skip(1));
    parameters.flat_map(|part| form_urlencoded::parse(part.as_bytes())).map(|(name, _)| name.into_owned())
}

fn cookie_names(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let values = headers.get_all(COOKIE).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    values.flat_map(|value| {
        let names = value.split(';').map(|pair| pair.split('=').next().unwrap_or_default().trim().to_owned());
        names.collect::<Vec<_>>()
    })
}

/// The names of a body's fields, however a server may read it: the content type is only what the request says.
fn body_names(body: &[u8]) -> Vec<String> {
    if body.is_empty() {
        return Vec::new();
    }
    let mut names: Vec<String> = form_urlencoded::parse(body).map(|(name, _)| name.into_owned()).collect();
    if let Ok(value) = json::parse(body) {
        member_names(value, &mut names);
    }
    let text = String::from_utf8_lossy(body);
    let parts = text.split("name=").skip(1);
    names.extend(parts.map(|rest| {
        let end = |c: char| matches!(c, '"' | '\'' | ';' | '\r' | '\n');
        rest.trim_start_matches(['"', '\'']).split(end).next().unwrap_or_default().to_owned()
    }));
    names
}

/// The names of all members of objects in `value`; parsing has bounded how deep they lie.
fn member_names(value: Value, names: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| member_names(item, names)),
        Value::Object(map) => map.into_iter().for_each(|(name, value)| {
            names.push(name);
            member_names(value, names);
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::writes;
    use crate::wire::exchange::Request;

    fn request(method: &str, url: &str, headers: &[(&'static str, &'static str)], body: &'static str) -> Request {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_bytes(name.as_bytes()).expect("a name"), HeaderValue::from_static(value))
        };
        Request {
            method: Method::from_bytes(method.as_bytes()).expect("a method"),
            url: format!("http://127.0.0.1{url}").parse().expect("a URL"),
            headers: HeaderMap::from_iter(headers.iter().map(pair)),
            body: (!body.is_empty()).then(|| Bytes::from_static(body.as_bytes())),
        }
    }

    #[test]
    fn what_reads_is_sent() {
        let fine = [
            request("GET", "/items?payment_method=card&method=x&sort=_methodical", &[], ""),
            request("HEAD", "/_method", &[("x-payment-method", "card")], ""),
            request("OPTIONS", "/", &[("access-control-request-method", "DELETE")], ""),
            request(
                "GET",
                "/search",
                &[("content-type", "application/json")],
                r#"{"q": "_method", "payment_method": 1}"#,
            ),
            request("GET", "/search", &[], "payment_method=DELETE"),
            request("GET", "/logs?http_method=POST", &[], r#"{"query": {"http_method": "POST"}}"#),
            request("GET", "/", &[], "\u{feff}not=a form, {nor JSON"),
        ];
        for request in fine {
            assert_eq!(writes(&request), None, "{request:?}");
        }
    }

    #[test]
    fn what_could_be_taken_for_a_write_is_not() {
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "Get", "PURGE"] {
            assert!(
                writes(&request(method, "/", &[], "")).is_some_and(|why| why.contains("not a reading method")),
                "{method}"
            );
        }
        for header in ["x-http-method-override", "x-method-override", "x-http-method", "X-Method", "x-forwarded-method"]
        {
            assert!(writes(&request("GET", "/", &[(header, "GET")], "")).is_some(), "{header}");
        }
        for (header, value) in [("x-my-verb", "delete"), ("x-acme-method-tunnel", "GET, PUT"), ("override", "Post")] {
            assert!(writes(&request("GET", "/", &[(header, value)], "")).is_some(), "{header}: {value}");
        }
        for url in [
            "/?_method=DELETE",
            "/?a=1&_METHOD=DELETE",
            "/?%5Fmethod=DELETE",
            "/?a=1;_method=DELETE",
            "/?_method[]=PUT",
            "/?$httpMethod=PUT",
            "/?X-HTTP-Method-Override=PUT",
            "/?_method",
        ] {
            let why = writes(&request("GET", url, &[], "")).unwrap_or_default();
            assert!(why.contains("of the query names a method"), "{url}: {why}");
        }
        let of_path = writes(&request("GET", "/items;_method=DELETE/1", &[], "")).unwrap_or_default();
        assert!(of_path.contains("the parameter `_method` of the path"), "{of_path}");
        let cookie = writes(&request("GET", "/", &[("cookie", "a=b; _method=DELETE")], "")).unwrap_or_default();
        assert!(cookie.contains("the cookie `_method`"), "{cookie}");
        for body in [
            r#"{"a": [{"_method": "DELETE"}]}"#,
            "_method=DELETE",
            "a=1&%5fmethod=DELETE",
            r#"{"a": 1, "_method": "DELETE"}"#,
            "--b\r\nContent-Disposition: form-data; name=\"_method\"\r\n\r\nDELETE\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=_method\r\n\r\nDELETE\r\n--b--",
        ] {
            let why = writes(&request("GET", "/", &[("content-type", "text/plain")], body)).unwrap_or_default();
            assert!(why.contains("the field `_method` names"), "{body}: {why}");
        }
    }
}
