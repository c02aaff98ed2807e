//! What a client asks for in `Prefer` (RFC 7240): `code=404, example=name`.

use http::HeaderMap;

/// What is preferred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferred {
    /// The documented answer to give, whatever the request.
    pub code: Option<u16>,
    /// The example to give.
    pub example: Option<String>,
}

/// Reads `Prefer`; preferences of other servers are passed over.
pub fn preferred(headers: &HeaderMap) -> Preferred {
    let mut preferred = Preferred::default();
    let lines = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    for preference in lines.flat_map(|line| line.split([',', ';'])) {
        let Some((name, value)) = preference.split_once('=') else { continue };
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "code" => preferred.code = value.parse().ok(),
            "example" => preferred.example = Some(value.to_owned()),
            _ => {}
        }
    }
    preferred
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{Preferred, preferred};

    #[test]
    fn preferences_may_stand_in_one_header_or_several() {
        let mut headers = HeaderMap::new();
        assert_eq!(preferred(&headers), Preferred::default());
        headers.append("prefer", HeaderValue::from_static("respond-async, Code=429"));
        headers.append("prefer", HeaderValue::from_static("example=\"too many\""));
        assert_eq!(preferred(&headers), Preferred { code: Some(429), example: Some("too many".into()) });
    }
}
