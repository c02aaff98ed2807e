//! The loader of YAML and JSON, and what we write for it.

use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::source::span::FileId;
use countersign::source::tree::Node;
use countersign::source::{json as fast, yaml};
use countersign::suite::casefile::write;
use countersign::value::json;
use serde_json::Value;

use super::problems;

/// A text.
pub fn fuzz(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("fuzz.yaml", text.to_owned());
    let node = yaml::parse(file, text, &mut diagnostics);
    problems::check(&diagnostics, &sources);
    assert!(node.is_some() || diagnostics.has_errors(), "what cannot be read is told");
    let sound = node.filter(|_| diagnostics.is_empty());
    if let Some(node) = &sound {
        places(node, text);
        what_is_written_reads_back(&node.to_json());
    }
    what_is_json_means_the_same(text, sound.as_ref());
}

fn places(node: &Node, text: &str) {
    let range = node.span.range();
    assert!(text.get(range.clone()).is_some(), "{range:?} is no part of the text");
    node.elements().iter().for_each(|element| places(element, text));
    for entry in node.entries() {
        assert!(text.get(entry.key_span.range()).is_some(), "{:?} is no part of the text", entry.key_span);
        places(&entry.value, text);
    }
}

fn what_is_written_reads_back(value: &Value) {
    for text in [format!("key:{}\n", write::value(value, 0)), format!("key: {}\n", write::flow(value))] {
        let mut diagnostics = Diagnostics::default();
        let read = yaml::parse(FileId::default(), &text, &mut diagnostics);
        // What stands one level deeper than it was read may be one level too deep.
        if diagnostics.sorted().iter().any(|diagnostic| diagnostic.message.contains("levels deep")) {
            continue;
        }
        let read = read.unwrap_or_else(|| panic!("{text} is not read: {diagnostics:?}"));
        assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
        let read = read.get("key").expect("the key").to_json();
        assert!(json::equal(&read, value), "{value} is written as {text}, and that is {read}");
    }
}

/// YAML holds JSON: whatever a strict reader takes is read as the same value, by both of our readers.
fn what_is_json_means_the_same(text: &str, read: Option<&Node>) {
    let Ok(value) = json::parse(text.as_bytes()) else { return };
    if let Some(node) = fast::parse(FileId::default(), text, 128) {
        places(&node, text);
        assert!(json::equal(&node.to_json(), &value), "{} is not {value}", node.to_json());
    }
    if let Some(node) = read.filter(|_| text.trim_start().starts_with('{')) {
        assert!(json::equal(&node.to_json(), &value), "{} is not {value}", node.to_json());
    }
}
