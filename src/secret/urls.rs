//! Hides in a URL the values of parameters that are credentials by their names, where nobody declared them as secrets.

use std::borrow::Cow;

/// How a mask begins: what has one is hidden already.
const MASKED: &str = "«secret:";
/// A longer name is no name that anybody would look for.
const LONGEST: usize = 64;

/// The URL with `«secret:NAME»` in place of the value of each parameter of its query or its fragment whose name
/// `is_credential`; an answer to a login has one in its fragment.
pub fn without_credentials<'u>(url: &'u str, is_credential: impl Fn(&str) -> bool) -> Cow<'u, str> {
    let Some(start) = url.find(['?', '#']) else { return Cow::Borrowed(url) };
    let mut hidden = String::new();
    let mut done = 0;
    let mut at = start + 1;
    let fragment = url.find('#');
    for pair in url[at..].split('&') {
        // A query ends where a fragment begins.
        let end = at + pair.len();
        let middle = fragment.filter(|fragment| (at..end).contains(fragment));
        let parts = match middle {
            Some(middle) => [at..middle, middle + 1..end],
            None => [at..end, end..end],
        };
        for part in parts {
            let Some((name, value)) = url[part.clone()].split_once('=') else { continue };
            let plain = form_decoded(name);
            if !value.is_empty() && !value.contains(MASKED) && is_credential(&plain) {
                hidden.push_str(&url[done..part.end - value.len()]);
                hidden.push_str(MASKED);
                hidden.push_str(label(&plain));
                hidden.push('»');
                done = part.end;
            }
        }
        at = end + 1;
    }
    if done == 0 {
        return Cow::Borrowed(url);
    }
    hidden.push_str(&url[done..]);
    Cow::Owned(hidden)
}

/// What a name is shown as.
fn label(name: &str) -> &str {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.' | '[' | ']');
    if name.len() <= LONGEST && name.chars().all(is_plain) { name } else { "parameter" }
}

/// A name as the server reads it.
fn form_decoded(name: &str) -> Cow<'_, str> {
    if !name.contains(['%', '+']) {
        return Cow::Borrowed(name);
    }
    let pair = url::form_urlencoded::parse(name.as_bytes()).next();
    pair.map_or(Cow::Borrowed(name), |(name, _)| Cow::Owned(name.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::without_credentials;
    use crate::secret::names::is_secret_name;

    #[test]
    fn parameters_are_hidden_by_their_names() {
        for (url, hidden) in [
            ("/echo?access_token=a%2Bb;c?d", "/echo?access_token=«secret:access_token»"),
            ("http://h/?a=1&password=p&b=2", "http://h/?a=1&password=«secret:password»&b=2"),
            ("?user%5Bpassword%5D=p", "?user%5Bpassword%5D=«secret:user[password]»"),
            ("?a%20%22token=p&token=q", "?a%20%22token=«secret:parameter»&token=«secret:token»"),
            ("/cb#access_token=a&state=1", "/cb#access_token=«secret:access_token»&state=1"),
            ("/cb?token=a#id_token=b&c=d", "/cb?token=«secret:token»#id_token=«secret:id_token»&c=d"),
        ] {
            assert_eq!(without_credentials(url, is_secret_name), hidden);
        }
    }

    #[test]
    fn everything_else_stays() {
        for url in ["", "/token=a", "/a?", "/a?b=1&c", "/a?token=&token", "/a?token=x«secret:KEY»", "/?nextPageToken=a"]
        {
            assert_eq!(without_credentials(url, is_secret_name), url);
        }
    }
}
