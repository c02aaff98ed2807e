//! Path templates such as `/items/{id}.json`, and matching concrete paths against them.

use percent_encoding::percent_decode_str;

/// A path template: what stands between the slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    /// As the contract writes it.
    pub text: String,
    /// One for each slash.
    pub segments: Vec<Vec<Part>>,
}

/// A part of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that stands as it is.
    Literal(String),
    /// The name of a parameter.
    Parameter(String),
}

impl PathTemplate {
    /// Reads a template; `None` when it doesn't begin with a slash or a brace is left open.
    pub fn parse(text: &str) -> Option<PathTemplate> {
        let segments: Option<Vec<Vec<Part>>> = text.strip_prefix('/')?.split('/').map(segment).collect();
        Some(PathTemplate { text: text.to_owned(), segments: segments? })
    }

    /// The names of its parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().flatten().filter_map(|part| match part {
            Part::Parameter(name) => Some(name.as_str()),
            Part::Literal(_) => None,
        })
    }

    /// The parameters' values, percent-decoded, when the encoded `path` fits.
    pub fn matches(&self, path: &str) -> Option<Vec<(String, String)>> {
        let mut values = Vec::new();
        let mut given = path.strip_prefix('/')?.split('/');
        for parts in &self.segments {
            let given = percent_decode_str(given.next()?).decode_utf8_lossy();
            if !fits(parts, &given, &mut values) {
                return None;
            }
        }
        given.next().is_none().then_some(values)
    }

    /// The same for a path that begins with the base path of a server: only its end has to fit.
    pub fn matches_end(&self, path: &str) -> Option<Vec<(String, String)>> {
        let slashes = path.rmatch_indices('/').map(|(at, _)| at);
        self.matches(&path[slashes.take(self.segments.len()).last()?..])
    }

    /// Orders templates so that of two that fit the same path the more concrete one comes first.
    pub fn rank(&self) -> Vec<usize> {
        let parameters = |part: &&Part| matches!(part, Part::Parameter(_));
        let rank = |parts: &Vec<Part>| match parts.iter().filter(parameters).count() {
            0 => 0,
            // `{id}.json` says more than `{id}`.
            count if parts.len() > count => 1,
            _ => 2,
        };
        self.segments.iter().map(rank).collect()
    }
}

fn segment(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}')?;
        if open > 0 {
            parts.push(Part::Literal(rest[..open].to_owned()));
        }
        parts.push(Part::Parameter(rest[open + 1..close].to_owned()));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    Some(parts)
}

/// Whether the decoded text of one segment fits; a parameter takes at least one character, and as few as possible.
pub fn fits(parts: &[Part], text: &str, values: &mut Vec<(String, String)>) -> bool {
    match parts {
        [] => text.is_empty(),
        [Part::Literal(literal), rest @ ..] => {
            text.strip_prefix(literal.as_str()).is_some_and(|text| fits(rest, text, values))
        }
        [Part::Parameter(name)] => {
            values.push((name.clone(), text.to_owned()));
            !text.is_empty()
        }
        [Part::Parameter(name), rest @ ..] => {
            let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
            for end in ends.filter(|&end| end > 0) {
                let before = values.len();
                values.push((name.clone(), text[..end].to_owned()));
                if fits(rest, &text[end..], values) {
                    return true;
                }
                values.truncate(before);
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PathTemplate;

    fn matched(template: &str, path: &str) -> Option<Vec<(String, String)>> {
        PathTemplate::parse(template).expect("a template").matches(path)
    }

    fn pairs(pairs: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        Some(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn parameters_take_a_segment_or_a_part_of_one() {
        assert_eq!(matched("/a/{id}", "/a/7"), pairs(&[("id", "7")]));
        assert_eq!(matched("/a/{id}.json", "/a/7.json"), pairs(&[("id", "7")]));
        assert_eq!(matched("/a/{from}..{to}", "/a/1..2"), pairs(&[("from", "1"), ("to", "2")]));
        assert_eq!(matched("/", "/"), pairs(&[]));
        assert_eq!(matched("/a/{id}.json", "/a/7.xml"), None);
        assert_eq!(matched("/a/{id}", "/a/"), None);
        assert_eq!(matched("/a/{id}", "/a/7/b"), None);
        assert_eq!(matched("/a", "/a/"), None);
    }

    #[test]
    fn a_server_may_have_a_base_path() {
        let template = PathTemplate::parse("/a/{id}").expect("a template");
        assert_eq!(template.matches_end("/v1/a/7"), pairs(&[("id", "7")]));
        assert_eq!(template.matches_end("/a/7"), pairs(&[("id", "7")]));
        assert_eq!(template.matches_end("/7"), None);
    }

    #[test]
    fn values_are_decoded_after_the_path_was_split() {
        assert_eq!(matched("/a/{id}", "/a/x%2Fy%20z"), pairs(&[("id", "x/y z")]));
    }

    #[test]
    fn an_open_brace_is_no_template() {
        assert_eq!(PathTemplate::parse("/a/{id"), None);
        assert_eq!(PathTemplate::parse("a"), None);
    }

    #[test]
    fn concrete_templates_rank_first() {
        let rank = |text| PathTemplate::parse(text).expect("a template").rank();
        assert!(rank("/a/mine") < rank("/a/{id}.json"));
        assert!(rank("/a/{id}.json") < rank("/a/{id}"));
        assert!(rank("/a/{id}") < rank("/{x}/b"));
    }
}
