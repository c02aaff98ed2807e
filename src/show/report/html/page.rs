//! The page without its data: HTML, a style and scripts that are built by nobody.

use std::io::{self, Write};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::show::report::html::headline::Headline;

/// The page, up to where its data begins.
const PAGE: &str = include_str!("report.html");
/// How it looks.
const STYLE: &str = include_str!("report.css");
/// What it does: one script in one scope, so that no name in it is anybody else's.
const SCRIPT: &str = concat!(
    "'use strict';\n(() => {\n",
    include_str!("js/words.js"),
    include_str!("js/data.js"),
    include_str!("js/filter.js"),
    include_str!("js/list.js"),
    include_str!("js/body.js"),
    include_str!("js/case.js"),
    include_str!("js/overview.js"),
    include_str!("js/timing.js"),
    include_str!("js/coverage.js"),
    include_str!("js/start.js"),
    "})();\n"
);

const STYLE_LINK: &str = r#"<link rel="stylesheet" href="report.css">"#;
const SCRIPT_LINK: &str = r#"<script src="report.js"></script>"#;

/// Writes everything that stands before the data.
pub fn begin(out: &mut dyn Write) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    );
    let style = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<style>{STYLE}</style>");
    let script = format!("<script>{SCRIPT}</script>");
    out.write_all(PAGE.replacen(STYLE_LINK, &style, 1).replacen(SCRIPT_LINK, &script, 1).as_bytes())
}

/// Writes an element that holds data, which `fill` writes as base64.
pub fn data(out: &mut dyn Write, id: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    write!(out, "<script type=\"application/x-countersign\" id=\"{id}\">")?;
    fill(out)?;
    out.write_all(b"</script>\n")
}

/// Writes everything that stands behind the data: for those who let no script run, at least the verdict.
pub fn end(out: &mut dyn Write, headline: &Headline) -> io::Result<()> {
    write!(
        out,
        "<noscript><p class=\"notice\">{}. {} To read more, let this page run its script, which it brings along: \
         nothing is loaded from elsewhere.</p></noscript>\n</body>\n</html>\n",
        escape(&headline.words),
        escape(&headline.target)
    )
}

/// A text that is no markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{PAGE, SCRIPT, SCRIPT_LINK, STYLE, STYLE_LINK, escape};

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
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "srcdoc"] {
            assert!(!SCRIPT.contains(word), "{word}");
        }
    }

    #[test]
    fn nothing_in_the_page_asks_for_anything() {
        for word in
            ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "http://", "https://"]
        {
            let own = "http://www.w3.org/2000/svg";
            assert!(!SCRIPT.replace(own, "").contains(word) && !STYLE.contains(word), "{word}");
        }
    }

    #[test]
    fn words_without_a_script_are_no_markup() {
        assert_eq!(escape("<script>\"&"), "&lt;script&gt;&quot;&amp;");
    }
}
