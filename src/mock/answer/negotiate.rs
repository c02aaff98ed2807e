//! What a client takes (RFC 9110, section 12.5.1), and which of the documented media types suits it best.

use http::HeaderMap;

use crate::contract::operation::MediaType;
use crate::wire::exchange::is_json;

/// What `Accept` says; without ranges, anything is fine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accept {
    ranges: Vec<Range>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    media_type: String,
    /// In thousandths.
    quality: u16,
}

/// A documented media type to answer with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chosen {
    /// Its position among those documented.
    pub index: usize,
    /// What to send as content type: as documented, or what stands for a documented range.
    pub content_type: String,
}

impl Accept {
    /// What a request's headers say. What is not understood is passed over.
    pub fn of(headers: &HeaderMap) -> Accept {
        let lines = headers.get_all(http::header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let ranges: Vec<Range> = lines.flat_map(|line| line.split(',')).filter_map(range).collect();
        let anything = matches!(ranges.as_slice(), [only] if only.media_type == "*/*" && only.quality > 0);
        Accept { ranges: if anything { Vec::new() } else { ranges } }
    }

    /// The best of the documented media types: JSON comes first among equals, then the order of the documentation.
    /// `None` when none is accepted.
    pub fn choose(&self, content: &[MediaType]) -> Option<Chosen> {
        let json = content.iter().position(|entry| is_json(&entry.range));
        let order = json.into_iter().chain((0..content.len()).filter(|index| Some(*index) != json));
        let mut best: Option<(u16, Chosen)> = None;
        for index in order {
            let (quality, content_type) = self.concrete(&content[index]);
            if quality > best.as_ref().map_or(0, |(quality, _)| *quality) {
                best = Some((quality, Chosen { index, content_type }));
            }
        }
        best.map(|(_, chosen)| chosen)
    }

    /// How welcome an entry is, and the content type to send for it. What stands for a documented range is what the
    /// client likes best within it.
    fn concrete(&self, entry: &MediaType) -> (u16, String) {
        if !entry.range.ends_with("/*") {
            return (self.quality(&entry.range), entry.written.clone());
        }
        let named = self.ranges.iter().filter(|range| !range.media_type.ends_with("/*"));
        let named = named.filter(|range| entry.fit(&range.media_type) > 0).map(|range| range.media_type.as_str());
        let standing = stands_for(&entry.range);
        let mut best = (self.quality(standing), standing);
        for media_type in named {
            let quality = self.quality(media_type);
            if quality > best.0 {
                best = (quality, media_type);
            }
        }
        (best.0, best.1.to_owned())
    }

    /// By the most specific range that names the media type.
    fn quality(&self, media_type: &str) -> u16 {
        if self.ranges.is_empty() {
            return 1000;
        }
        let specific = |range: &&Range| match range.media_type.as_str() {
            exact if exact == media_type => 3,
            "*/*" => 1,
            range => match range.strip_suffix("/*") {
                Some(family) if media_type.split('/').next() == Some(family) => 2,
                _ => 0,
            },
        };
        let best = self.ranges.iter().rev().max_by_key(specific).filter(|range| specific(range) > 0);
        best.map_or(0, |range| range.quality)
    }
}

/// A media type within a documented range.
fn stands_for(range: &str) -> &'static str {
    match range.split('/').next() {
        Some("text") => "text/plain",
        Some("image") => "image/png",
        Some("audio") => "audio/mpeg",
        Some("video") => "video/mp4",
        Some("multipart") => "multipart/mixed",
        _ => "application/json",
    }
}

fn range(text: &str) -> Option<Range> {
    let mut parts = text.split(';').map(str::trim);
    let media_type = match parts.next()?.to_ascii_lowercase() {
        // Some clients write so.
        star if star == "*" => "*/*".to_owned(),
        named if named.contains('/') => named,
        _ => return None,
    };
    let quality = parts.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f32>().ok())?
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let quality = quality.map_or(1000, |quality| (quality.clamp(0.0, 1.0) * 1000.0).round() as u16);
    Some(Range { media_type, quality })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::Accept;
    use crate::contract::fixture::in_order;

    fn chosen(documented: &str, accept: &'static str) -> Option<String> {
        let types: Vec<String> = documented.split(' ').map(|name| format!("{name}: {{}}")).collect();
        let text = format!(
            "openapi: 3.1.0\npaths: {{ /a: {{ get: {{ responses: {{ '200': {{ description: d, content: {{ {} }} }} }} }} }} }}\n",
            types.join(", ")
        );
        let contract = in_order(&text);
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::from_static(accept));
        let content = &contract.operations[0].responses[0].content;
        Accept::of(&headers).choose(content).map(|chosen| chosen.content_type)
    }

    #[test]
    fn the_most_welcome_one_is_chosen_and_json_among_equals() {
        let all = "text/csv application/xml application/json";
        let is = |accept, expected: &str| assert_eq!(chosen(all, accept).as_deref(), Some(expected), "{accept}");
        is("*/*", "application/json");
        is("", "application/json");
        is("text/html, */*;q=0.1", "application/json");
        is("application/xml", "application/xml");
        is("text/csv;q=0.5, application/*;q=0.4", "text/csv");
        is("application/json;q=0, */*", "text/csv");
        is("Application/XML;charset=utf-8;q=1.0, application/json;q=0.9", "application/xml");
        is("text/html, *; q=.2", "application/json");
        assert_eq!(chosen(all, "text/html"), None);
        assert_eq!(chosen(all, "*/*;q=0"), None);
    }

    #[test]
    fn a_documented_range_becomes_what_the_client_likes() {
        assert_eq!(chosen("image/*", "*/*").as_deref(), Some("image/png"));
        assert_eq!(chosen("image/*", "image/gif;q=0.5, image/webp").as_deref(), Some("image/webp"));
        assert_eq!(chosen("'*/*'", "text/csv").as_deref(), Some("text/csv"));
        assert_eq!(chosen("'*/*'", "").as_deref(), Some("application/json"));
    }

    #[test]
    fn parameters_are_sent_as_documented() {
        assert_eq!(chosen("'text/csv;header=present'", "text/csv").as_deref(), Some("text/csv;header=present"));
    }
}
