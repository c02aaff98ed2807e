//! Who may know the secrets of a run: the origins that the environment names.

use url::{Origin, Url};

/// The origins of an environment.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    trusted: Vec<Origin>,
}

impl Origins {
    /// These.
    pub fn of(origins: impl IntoIterator<Item = Origin>) -> Origins {
        let mut trusted = Vec::new();
        for origin in origins {
            if !trusted.contains(&origin) {
                trusted.push(origin);
            }
        }
        Origins { trusted }
    }

    /// Whether what is sent to this URL may hold secrets.
    pub fn trust(&self, url: &Url) -> bool {
        self.trusted.iter().any(|known| is_of(url, known))
    }
}

/// Whether scheme, host and port are those of an origin; nothing is copied for it.
fn is_of(url: &Url, origin: &Origin) -> bool {
    let Origin::Tuple(scheme, host, port) = origin else { return false };
    url.scheme() == scheme && url.port_or_known_default() == Some(*port) && url.host().is_some_and(|own| own == *host)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::Origins;

    #[test]
    fn scheme_host_and_port_make_an_origin() {
        let url = |text: &str| text.parse::<Url>().expect("a URL");
        let origins = Origins::of(["https://api.test/v1", "http://127.0.0.1:8080"].map(|text| url(text).origin()));
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
