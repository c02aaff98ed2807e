//! Who may know the secrets of a run: the origins that the environment names. What goes anywhere else holds none.

use url::{Origin, Url};

use crate::judge::verdict::{Finding, Part};
use crate::run::finding::error_finding;
use crate::run::session::Session;
use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::wire::exchange::Request;

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

/// Refuses a request that would carry a secret to an origin that must not know it. For one that is trusted, nothing is
/// looked at.
pub fn keep_secrets_home(session: &Session, request: &Request) -> Result<(), Box<Finding>> {
    if session.origins.trust(&request.url) {
        return Ok(());
    }
    // A secret of another environment is none of its business either.
    session.hide_all_secrets();
    let Some((secret, place)) = carried(session, request) else { return Ok(()) };
    let origin = request.url.origin().ascii_serialization();
    let (name, environment) = (secret.name(), &session.environment);
    let message = format!("{place} holds the secret {name}, and {origin} is no origin of {environment}");
    let help = match session.is_mock {
        true => "leave the secret out, or run the case in an environment that trusts that origin".to_owned(),
        false => format!(
            "leave the secret out, or let that origin know it: `trusted_origins = [\"{origin}\"]` in \
             [environments.{environment}]"
        ),
    };
    Err(Box::new(error_finding(Code::SecretElsewhere, Part::Request, message).help(help)))
}

/// A secret in a request, and what of the request holds it.
fn carried(session: &Session, request: &Request) -> Option<(Secret, String)> {
    let mask = &session.mask;
    let in_url = mask.revealed(request.url.as_str()).map(|secret| (secret, "the URL".to_owned()));
    let in_headers = || {
        request.headers.iter().find_map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            let secret = mask.revealed(name.as_str()).or_else(|| mask.revealed(&value))?;
            Some((secret, format!("the header {name}")))
        })
    };
    let in_body = || {
        let body = request.body.as_deref()?;
        mask.revealed(&String::from_utf8_lossy(body)).map(|secret| (secret, "the body".to_owned()))
    };
    in_url.or_else(in_headers).or_else(in_body)
}

#[cfg(test)]
mod tests {
    use super::Origins;

    #[test]
    fn scheme_host_and_port_make_an_origin() {
        let url = |text: &str| text.parse().expect("a URL");
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
