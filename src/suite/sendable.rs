//! What HTTP, and this client, can send of what somebody wrote: asked of literals before anything is sent, and of what
//! templates made when a request is.

use http::{HeaderName, HeaderValue, Method};
use url::Url;

/// The method of this name; why there is none.
pub fn method(text: &str) -> Result<Method, String> {
    let method = Method::from_bytes(text.as_bytes()).map_err(|_| format!("`{text}` is not a method"))?;
    match method {
        Method::CONNECT => Err("CONNECT asks for a tunnel, not an answer".to_owned()),
        method => Ok(method),
    }
}

/// Where a call outside the contract goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address<'t> {
    /// A path below the base URL.
    Below(&'t str),
    /// A URL of its own.
    Whole(Url),
}

/// The address that a text is; why it is none. No password is in the words.
pub fn address(text: &str) -> Result<Address<'_>, String> {
    // A reader of URLs would leave them out, and what they had hidden would come into effect.
    if text.chars().any(char::is_control) {
        return Err("the URL holds a line break or another control character".to_owned());
    }
    if has_dot_segment(text) {
        return Err("a `.` or `..` segment would change the path that is meant".to_owned());
    }
    if text.starts_with('/') {
        return Ok(Address::Below(text));
    }
    let url = Url::parse(text).map_err(|error| match text.contains('@') {
        true => format!("this is not a URL: {error}"),
        false => format!("`{text}` is not a URL: {error}"),
    })?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("the URL has the scheme `{}`, not http or https", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the URL holds credentials; they belong under `auth`".to_owned());
    }
    Ok(Address::Whole(url))
}

/// The header of this name; why there is none.
pub fn header_name(text: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(text.as_bytes()).map_err(|_| format!("`{text}` is not a header name"))
}

/// A header's value; why it cannot be sent.
pub fn header_value(text: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(text)
        .or_else(|_| HeaderValue::from_bytes(text.as_bytes()))
        .map_err(|_| "a header value holds a line break or another control character".to_owned())
}

/// Whether a segment of the path would be resolved away, and others with it. A backslash counts as a slash in URLs.
pub fn has_dot_segment(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.split(['/', '\\']).any(|segment| matches!(dots(segment), Some(1 | 2)))
}

/// How many dots a segment has that has nothing else; each may be percent-encoded.
fn dots(mut segment: &str) -> Option<usize> {
    let mut count = 0;
    while !segment.is_empty() {
        let encoded =
            segment.get(..3).filter(|first| first.eq_ignore_ascii_case("%2e")).map(|first| &segment[first.len()..]);
        segment = segment.strip_prefix('.').or(encoded)?;
        count += 1;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::{Address, address, header_name, header_value, method};

    #[test]
    fn what_http_cannot_send_is_named() {
        for (said, why) in [
            (method("GE T").err(), "`GE T` is not a method"),
            (method("CONNECT").err(), "CONNECT asks for a tunnel, not an answer"),
            (address("ftp://host/").err(), "the URL has the scheme `ftp`, not http or https"),
            (address("http://u:hunter22@host/").err(), "the URL holds credentials; they belong under `auth`"),
            (address("items/1").err(), "`items/1` is not a URL: relative URL without a base"),
            (address("http://u:hunter22@h:x/").err(), "this is not a URL: invalid port number"),
            (address("/a/%2E./b").err(), "a `.` or `..` segment would change the path that is meant"),
            (address("/a/.").err(), "a `.` or `..` segment would change the path that is meant"),
            (address("/a\\%2e%2E").err(), "a `.` or `..` segment would change the path that is meant"),
            (address("/items/.\n./b").err(), "the URL holds a line break or another control character"),
            (header_name("x a").err(), "`x a` is not a header name"),
            (header_value("a\r\nb: c").err(), "a header value holds a line break or another control character"),
        ] {
            assert_eq!(said.as_deref(), Some(why));
        }
    }

    #[test]
    fn what_it_can_send_is_taken_as_it_is() {
        assert_eq!(method("REPORT").expect("a method").as_str(), "REPORT");
        for fine in ["/a?b=../c", "/.../a", "/.a/b./%2ec/%2", "/é/%"] {
            assert_eq!(address(fine), Ok(Address::Below(fine)));
        }
        assert!(matches!(address("https://host/a"), Ok(Address::Whole(_))));
        assert!(header_name("X-Own").is_ok() && header_value("é\t1").is_ok());
    }
}
