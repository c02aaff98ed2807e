//! Names that tell that a value is a secret, where nothing else does.

/// Parts of names, without case and punctuation, that give a secret away.
const PARTS: [&str; 10] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "authorization",
    "credential",
    "privatekey",
    "signature",
];
/// Whole names that do.
const WHOLE: [&str; 12] =
    ["pass", "sig", "pwd", "auth", "jwt", "pin", "otp", "cvv", "cvc", "sid", "session", "sessionid"];
/// What makes a place in a list of a `token`.
const HARMLESS: [&str; 3] = ["page", "cursor", "continuation"];

/// Whether a field, parameter, header or cookie of this name usually holds a secret: `password`, `apiKey`,
/// `X-Auth-Token`, but not `nextPageToken`.
pub fn is_secret_name(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    WHOLE.contains(&plain.as_str())
        || PARTS.iter().any(|part| plain.contains(part)) && !HARMLESS.iter().any(|harmless| plain.contains(harmless))
}

#[cfg(test)]
mod tests {
    use super::is_secret_name;

    #[test]
    fn names_tell_secrets_whatever_their_spelling() {
        for name in [
            "sig",
            "X-Amz-Signature",
            "password",
            "newPassword",
            "client_secret",
            "X-Auth-Token",
            "API-Key",
            "api_key",
            "sessionId",
            "pin",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["name", "id", "pinned", "author", "nextPageToken", "passenger", "keyword", ""] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
