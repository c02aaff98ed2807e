//! What of an exchange must not be written down: credentials, and whatever has the name of a secret.

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use serde_json::Value;

use crate::contract::description::Contract;
use crate::contract::operation::SecurityKind;
use crate::secret::names::is_secret_name;
use crate::secret::secret::Secret;
use crate::value::{codec, form, json};
use crate::wire::exchange::{Request, Response, media_type};

/// Every secret of an exchange, by the names under which they stood.
pub fn secrets(contract: &Contract, request: &Request, response: Option<&Response>) -> Vec<Secret> {
    let mut found = Found { contract, secrets: Vec::new() };
    found.headers(&request.headers);
    for (name, value) in form::decode_urlencoded(request.url.query().unwrap_or_default().as_bytes()) {
        if found.is_secret(&name) {
            found.add(&name, &value);
        }
    }
    if let Some(body) = &request.body {
        found.body(&request.headers, body);
    }
    if let Some(response) = response {
        found.headers(&response.headers);
        found.body(&response.headers, &response.body);
    }
    found.secrets
}

/// Whether a security scheme sends its key under this name.
pub fn is_key(contract: &Contract, name: &str) -> bool {
    contract.security_schemes.iter().any(|scheme| match &scheme.kind {
        SecurityKind::ApiKey { name: key, .. } => key.eq_ignore_ascii_case(name),
        _ => false,
    })
}

struct Found<'c> {
    contract: &'c Contract,
    secrets: Vec<Secret>,
}

impl Found<'_> {
    fn is_secret(&self, name: &str) -> bool {
        is_secret_name(name) || is_key(self.contract, name)
    }

    fn add(&mut self, name: &str, value: &str) {
        // What is empty is no secret.
        self.secrets.extend(Secret::new(name, value));
    }

    fn headers(&mut self, headers: &HeaderMap) {
        for (name, value) in headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            match name {
                &AUTHORIZATION | &PROXY_AUTHORIZATION => self.authorization(name.as_str(), &value),
                &COOKIE => value.split(';').for_each(|pair| self.cookie(pair)),
                &SET_COOKIE => self.cookie(value.split(';').next().unwrap_or_default()),
                name if self.is_secret(name.as_str()) => self.add(name.as_str(), &value),
                _ => {}
            }
        }
    }

    fn authorization(&mut self, name: &str, value: &str) {
        self.add(name, value);
        let Some((scheme, credential)) = value.split_once(' ') else { return };
        self.add(name, credential.trim());
        if scheme.eq_ignore_ascii_case("basic")
            && let Ok(pair) = codec::base64_decode(credential.trim())
            && let Some((_, password)) = String::from_utf8_lossy(&pair).split_once(':')
        {
            self.add(name, password);
        }
    }

    fn cookie(&mut self, pair: &str) {
        if let Some((name, value)) = pair.split_once('=') {
            self.add(name.trim(), value.trim());
        }
    }

    fn body(&mut self, headers: &HeaderMap, body: &[u8]) {
        if body.is_empty() {
            return;
        }
        match media_type(headers).unwrap_or_default().as_str() {
            "application/x-www-form-urlencoded" => {
                let pairs = form::decode_urlencoded(body).into_iter().map(|(name, value)| (name, value.into()));
                self.fields("", &form::nest(pairs));
            }
            "multipart/form-data" => {
                let content_type = headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
                let boundary = content_type.and_then(form::boundary).unwrap_or_default();
                for part in form::decode_multipart(body, &boundary).unwrap_or_default() {
                    self.fields(&part.name, &String::from_utf8_lossy(&part.body).into());
                }
            }
            _ => {
                if let Ok(value) = json::parse(body) {
                    self.fields("", &value);
                }
            }
        }
    }

    fn fields(&mut self, name: &str, value: &Value) {
        match value {
            Value::String(text) if self.is_secret(name) => self.add(name, text),
            Value::Array(elements) => elements.iter().for_each(|element| self.fields(name, element)),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| self.fields(name, value)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderName, Method};

    use super::secrets;
    use crate::contract::fixture::in_order;
    use crate::wire::exchange::{Request, Response};

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| (HeaderName::from_static(name), value.parse().unwrap());
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn credentials_and_fields_with_telling_names_are_found_wherever_they_stand() {
        let contract = in_order(
            "openapi: 3.1.0\npaths: {}\ncomponents: { securitySchemes: { k: { type: apiKey, in: query, name: k } } }\n",
        );
        let request = Request {
            method: Method::POST,
            url: "http://x.test/a?k=query-key&q=chair&access_token=t1".parse().unwrap(),
            headers: headers(&[
                ("authorization", "Basic dXNlcjpodW50ZXIy"),
                ("cookie", "a=one; b=two"),
                ("x-auth-token", "t2"),
                ("content-type", "application/json"),
            ]),
            body: Some(Bytes::from_static(br#"{"user": {"name": "me", "password": "p1", "tokens": ["t3", 4]}}"#)),
        };
        let received = headers(&[("set-cookie", "sid=s1; HttpOnly"), ("content-type", "application/json")]);
        let response = Response::new(200, received, Bytes::from_static(br#"[{"apiKey": "k1", "id": "7"}]"#), 0);
        let found: Vec<String> =
            secrets(&contract, &request, Some(&response)).iter().map(|secret| secret.expose().to_owned()).collect();
        let wanted = ["dXNlcjpodW50ZXIy", "hunter2", "one", "two", "t2", "query-key", "t1", "p1", "t3", "s1", "k1"];
        for secret in wanted {
            assert!(found.iter().any(|found| found == secret), "{secret}: {found:?}");
        }
        assert_eq!(found.len(), wanted.len() + 1, "and the whole of `authorization`: {found:?}");
    }
}
