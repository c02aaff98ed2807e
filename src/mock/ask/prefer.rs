//! What a client asks for: in `Prefer` (RFC 7240), `code=404, example=name, dynamic=true`, or, where a browser cannot
//! send headers, in the query: `?__code=404`.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::mock::problem::Problem;
use crate::value::form;
use crate::wire::serve::ServerResponse;

const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// What is preferred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferred {
    /// The documented answer to give, whatever the request.
    pub code: Option<u16>,
    /// The example to give.
    pub example: Option<String>,
    /// Whether each answer is to be another one, made up.
    pub dynamic: bool,
}

impl Preferred {
    /// Reads the headers and the query; preferences of other servers are passed over. Of several for the same thing the
    /// first counts, and the query before the headers.
    pub fn of(headers: &HeaderMap, query: Option<&str>) -> Result<Preferred, Problem> {
        let mut preferred = Preferred::default();
        let mut known = [false; 3];
        for (name, raw) in form::raw_pairs(query.unwrap_or_default()) {
            if let Some(name) = in_query(name) {
                preferred.take(name, &form::decode(raw), &mut known)?;
            }
        }
        for line in headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok()) {
            for (name, value) in preferences(line) {
                preferred.take(&name.to_ascii_lowercase(), &value, &mut known)?;
            }
        }
        Ok(preferred)
    }

    fn take(&mut self, name: &str, value: &str, known: &mut [bool; 3]) -> Result<(), Problem> {
        let Some(index) = NAMES.iter().position(|known| *known == name) else { return Ok(()) };
        if std::mem::replace(&mut known[index], true) {
            return Ok(());
        }
        match name {
            "code" => self.code = Some(code(value)?),
            "example" => self.example = Some(value.to_owned()),
            _ => self.dynamic = !value.eq_ignore_ascii_case("false") && value != "0",
        }
        Ok(())
    }

    /// Says in an answer what was heeded.
    pub fn acknowledge(&self, response: &mut ServerResponse) {
        let mut applied = Vec::new();
        applied.extend(self.code.map(|code| format!("code={code}")));
        applied.extend(self.example.as_ref().map(|name| format!("example=\"{}\"", name.replace('"', "\\\""))));
        applied.extend(self.dynamic.then(|| "dynamic=true".to_owned()));
        if let Ok(value) = HeaderValue::from_str(&applied.join(", "))
            && !applied.is_empty()
        {
            response.headers.insert(PREFERENCE_APPLIED, value);
        }
    }
}

/// A query without the preferences in it, so that neither the contract nor rules see them.
pub fn without_preferences(query: &str) -> String {
    let others = query.split('&').filter(|pair| in_query(pair.split('=').next().unwrap_or_default()).is_none());
    others.collect::<Vec<&str>>().join("&")
}

const NAMES: [&str; 3] = ["code", "example", "dynamic"];

fn in_query(name: &str) -> Option<&str> {
    name.strip_prefix("__").filter(|name| NAMES.contains(name))
}

fn code(value: &str) -> Result<u16, Problem> {
    let code = value.parse().ok().filter(|code| (200..600).contains(code));
    code.ok_or_else(|| {
        let detail = format!("`code={value}` is preferred, which is no status that can be answered: 200 to 599");
        Problem::new(StatusCode::BAD_REQUEST, detail)
    })
}

/// The preferences in one line, with their values; what follows a `;` is taken for one, too, since people write so.
fn preferences(line: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find([',', ';', '=']).unwrap_or(rest.len());
        let name = rest[..end].trim();
        let (value, after) = match rest[end..].strip_prefix('=') {
            Some(value) => value_of(value.trim_start()),
            None => (String::new(), &rest[end..]),
        };
        if !name.is_empty() {
            found.push((name, value));
        }
        rest = after.find([',', ';']).map_or("", |at| &after[at + 1..]);
    }
    found
}

/// A word or a quoted string, and what follows it.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ';']).unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{Preferred, without_preferences};

    fn preferred(lines: &[&'static str], query: &str) -> Preferred {
        let mut headers = HeaderMap::new();
        lines.iter().for_each(|line| {
            headers.append("prefer", HeaderValue::from_static(line));
        });
        Preferred::of(&headers, Some(query)).unwrap()
    }

    fn is(code: u16, example: &str, dynamic: bool) -> Preferred {
        let example = (!example.is_empty()).then(|| example.to_owned());
        Preferred { code: (code > 0).then_some(code), example, dynamic }
    }

    #[test]
    fn preferences_may_stand_in_one_header_or_several() {
        assert_eq!(preferred(&[], ""), Preferred::default());
        assert_eq!(preferred(&["respond-async, Code=429", "example=\"too many\""], ""), is(429, "too many", false));
        assert_eq!(preferred(&["wait=10; code=404 ;dynamic"], ""), is(404, "", true));
        assert_eq!(preferred(&["example=\"a, \\\"b\\\"; c\", dynamic=TRUE"], ""), is(0, "a, \"b\"; c", true));
        assert_eq!(preferred(&["dynamic=false, code=200, code=404"], ""), is(200, "", false), "the first counts");
    }

    #[test]
    fn browsers_ask_in_the_query() {
        assert_eq!(preferred(&["code=200"], "a=1&__code=404&__example=b%20c&__dynamic=true"), is(404, "b c", true));
        assert_eq!(without_preferences("a=1&__code=404&b&__other=2&__example=x"), "a=1&b&__other=2");
    }

    #[test]
    fn a_code_that_is_none_is_a_problem() {
        for bad in ["code=abc", "code=99", "code=", "code=100"] {
            let mut headers = HeaderMap::new();
            headers.insert("prefer", HeaderValue::from_static(bad));
            assert_eq!(Preferred::of(&headers, None).unwrap_err().status, 400, "{bad}");
        }
    }
}
