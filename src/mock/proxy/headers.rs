//! Which headers are passed on.
//!
//! All but those that are about one connection (RFC 9110, section 7.6.1). `Via` is added to requests, by which a proxy
//! that was pointed at itself notices. `Forwarded` and its like are not: the server should see what it would have seen
//! without us. Cookies are passed on as they are, also those for another domain.

use http::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_LOCATION, EXPECT, HOST, LOCATION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE, VIA,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::mock::proxy::upstream::Upstream;

const OF_ONE_CONNECTION: [HeaderName; 9] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Makes the headers of a request those that are sent on. The client that sends it adds host and length itself.
pub fn outward(headers: &mut HeaderMap, via: &HeaderValue) {
    remove_hops(headers);
    for name in [HOST, CONTENT_LENGTH, EXPECT] {
        headers.remove(name);
    }
    headers.append(VIA, via.clone());
}

/// Makes the headers of the answer those that are sent back. `base` is the base path of the request.
pub fn homeward(headers: &mut HeaderMap, method: &Method, upstream: &Upstream, base: &str) {
    remove_hops(headers);
    if *method != Method::HEAD {
        headers.remove(CONTENT_LENGTH);
    }
    for name in [LOCATION, CONTENT_LOCATION] {
        let location = headers.get(&name).and_then(|value| value.to_str().ok());
        let back = location.and_then(|location| upstream.back(location, base));
        if let Some(back) = back.and_then(|back| HeaderValue::try_from(back).ok()) {
            headers.insert(name, back);
        }
    }
}

/// Whether a request has come by this proxy before.
pub fn has_passed(headers: &HeaderMap, via: &HeaderValue) -> bool {
    let own = via.as_bytes();
    let mut passed = headers.get_all(VIA).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    passed.any(|hop| hop.trim_ascii() == own)
}

fn remove_hops(headers: &mut HeaderMap) {
    if headers.contains_key(CONNECTION) {
        let named: Vec<HeaderName> = headers
            .get_all(CONNECTION)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|name| name.trim().parse().ok())
            .collect();
        for name in named {
            headers.remove(name);
        }
    }
    for name in OF_ONE_CONNECTION {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::{has_passed, homeward, outward};
    use crate::mock::proxy::upstream::Upstream;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    fn names(headers: &HeaderMap) -> Vec<&str> {
        let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn what_is_about_one_connection_stays_behind() {
        let mut sent = headers(&[
            ("host", "localhost"),
            ("connection", "keep-alive, X-Hop"),
            ("x-hop", "1"),
            ("te", "trailers"),
            ("proxy-authorization", "Basic x"),
            ("authorization", "Bearer x"),
            ("cookie", "a=b"),
            ("via", "1.0 other"),
        ]);
        let via = HeaderValue::from_static("1.1 countersign-1");
        outward(&mut sent, &via);
        assert_eq!(names(&sent), ["authorization", "cookie", "via"]);
        assert!(has_passed(&sent, &via) && !has_passed(&sent, &HeaderValue::from_static("1.1 countersign-2")));
    }

    #[test]
    fn an_answer_keeps_the_rest_and_leads_back_here() {
        let upstream = Upstream::parse("http://x.test/v2").unwrap();
        let mut received = headers(&[
            ("transfer-encoding", "chunked"),
            ("content-length", "5"),
            ("content-encoding", "gzip"),
            ("location", "http://x.test/v2/items/7"),
            ("content-location", "/elsewhere"),
        ]);
        let mut head = received.clone();
        homeward(&mut received, &Method::GET, &upstream, "/v1");
        assert_eq!(names(&received), ["content-encoding", "content-location", "location"]);
        assert_eq!(
            (&received["location"], &received["content-location"]),
            (&"/v1/items/7".parse().unwrap(), &"/elsewhere".parse().unwrap())
        );
        homeward(&mut head, &Method::HEAD, &upstream, "/v1");
        assert_eq!(head["content-length"], "5");
    }
}
