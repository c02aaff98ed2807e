//! The page itself. Served, it consists of three files; alone, it is one that needs nobody: no server, no network.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::decide::review::session::Review;
use crate::record::store::hash;
use crate::show::review::page::detail::{bodies, detail};
use crate::show::review::page::overview::overview;

/// The page as it is served.
pub const PAGE: &str = include_str!("review.html");
/// Its style, `review.css`.
pub const STYLE: &str = include_str!("review.css");
/// What it does, `review.js`.
pub const SCRIPT: &str = include_str!("review.js");

/// How many bytes of bodies a page that stands alone brings along, all together.
const BODIES: usize = 12 << 20;
/// Bodies are not cut shorter, however many there are.
const SHORTEST: usize = 2 << 10;

const STYLE_LINK: &str = r#"<link rel="stylesheet" href="review.css">"#;
const SCRIPT_LINK: &str = r#"<script src="review.js"></script>"#;

/// The page as one file, with everything that is pending in it.
pub fn alone(project: &str, review: &Review) -> String {
    let longest = longest(review);
    let mut data = String::new();
    let versions: Vec<&str> = review.pending.iter().map(|pending| pending.version.as_str()).collect();
    let all = json!({ "id": hash(versions.join("\n")), "overview": overview(project, review) });
    put(&mut data, "overview", &all);
    for (index, pending) in review.pending.iter().enumerate() {
        put(&mut data, &format!("snapshot-{index}"), &detail(pending, longest));
    }
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    );
    let head = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<style>{STYLE}</style>");
    let script = format!("{data}<script>{SCRIPT}</script>");
    PAGE.replacen(STYLE_LINK, &head, 1).replacen(SCRIPT_LINK, &script, 1)
}

fn put(page: &mut String, id: &str, data: &impl Serialize) {
    let json = serde_json::to_string(data).unwrap_or_default();
    page.push_str(&format!("<script type=\"application/json\" id=\"{id}\">{}</script>\n", harmless(&json)));
}

/// JSON in which nothing can end or begin a tag or a comment, nor a line where a script counts them.
fn harmless(json: &str) -> String {
    let mut harmless = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => harmless.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => harmless.push(c),
        }
    }
    harmless
}

/// How many bytes of each body are taken, so that all together are not too many.
fn longest(review: &Review) -> usize {
    let mut sizes: Vec<usize> = review.pending.iter().flat_map(|pending| bodies(pending)).collect();
    sizes.sort_unstable();
    let mut left = BODIES;
    for (index, size) in sizes.iter().enumerate() {
        let share = left / (sizes.len() - index);
        if *size > share {
            return share.max(SHORTEST);
        }
        left -= size;
    }
    usize::MAX
}

fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{PAGE, SCRIPT, SCRIPT_LINK, STYLE, STYLE_LINK, harmless};

    #[test]
    fn the_page_names_its_style_and_its_script_once() {
        assert_eq!(PAGE.matches(STYLE_LINK).count(), 1);
        assert_eq!(PAGE.matches(SCRIPT_LINK).count(), 1);
    }

    #[test]
    fn neither_style_nor_script_can_end_its_element() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }

    #[test]
    fn nothing_in_the_page_is_made_of_text_as_markup() {
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("] {
            assert!(!SCRIPT.contains(word), "{word}");
        }
    }

    #[test]
    fn data_cannot_leave_its_element() {
        let json = serde_json::to_string("</script><!-- <script> & \u{2028}\u{2029} é").expect("JSON");
        let safe = harmless(&json);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{safe}");
        assert_eq!(
            serde_json::from_str::<String>(&safe).expect("JSON"),
            serde_json::from_str::<String>(&json).expect("JSON")
        );
    }
}
