//! What goes to an origin that the environment does not name holds no secret.

use crate::judge::verdict::{Finding, Part};
use crate::run::finding::error_finding;
use crate::run::session::Session;
use crate::secret::secret::Secret;
use crate::source::code::Code;
use crate::wire::exchange::Request;

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
