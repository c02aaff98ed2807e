//! Who may know the secrets of a run: the origins that the environment names.

use url::Url;

/// The origins of an environment.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    trusted: Vec<Url>,
}

impl Origins {
    /// The origins of these URLs.
    pub fn of(urls: impl IntoIterator<Item = Url>) -> Origins {
        let mut trusted: Vec<Url> = Vec::new();
        for url in urls {
            if !trusted.iter().any(|known| is_same_origin(known, &url)) {
                trusted.push(url);
            }
        }
        Origins { trusted }
    }

    /// Whether what is sent to this URL may hold secrets.
    pub fn trust(&self, url: &Url) -> bool {
        self.trusted.iter().any(|known| is_same_origin(known, url))
    }
}

/// Whether scheme, host and port are the same.
pub fn is_same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

#[cfg(test)]
mod tests {
    use super::Origins;

    #[test]
    fn scheme_host_and_port_make_an_origin() {
        let url = |text: &str| text.parse().expect("a URL");
        let origins = Origins::of(["https://api.test/v1", "http://127.0.0.1:8080"].map(url));
        for text in ["https://api.test", "https://API.test:443/other?x=y", "http://127.0.0.1:8080/a"] {
            assert!(origins.trust(&url(text)), "{text}");
        }
        for text in [
            "http://api.test",
            "https://api.test:8443",
            "https://www.api.test",
            "https://api.test.evil.test",
            "http://127.0.0.1",
            "http://[::1]:8080",
        ] {
            assert!(!origins.trust(&url(text)), "{text}");
        }
    }
}
