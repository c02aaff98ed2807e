//! JSONPath.

use countersign::source::span::Span;
use countersign::suite::template::path::PathTemplate;
use countersign::value::json;
use countersign::value::path::{JsonPath, PathStep, steps};
use serde_json::Value;

use super::input::texts;

/// A path and a document.
pub fn fuzz(bytes: &[u8]) {
    let Some([text, document]) = texts(bytes) else { return };
    let text = text.trim_end_matches('\n');
    let _ = PathTemplate::parse(text, Span::default(), false);
    let path = match JsonPath::parse(text) {
        Ok(path) => path,
        Err(error) => return assert!(error.offset <= text.len() && !error.message.is_empty(), "{error:?}"),
    };
    let Ok(document) = json::parse(document.as_bytes()) else { return };
    let values = path.values(&document);
    let located = path.located(&document);
    assert!(values.len() >= located.len(), "a node has one place");
    for (pointer, value) in &located {
        assert!(document.pointer(pointer).is_some_and(|found| std::ptr::eq(found, *value)), "{pointer} in {document}");
        assert!(values.iter().any(|one| std::ptr::eq(*one, *value)), "{pointer}");
    }
    if let Some(steps) = steps(text) {
        let stepped = steps
            .iter()
            .fold(vec![&document], |nodes, step| nodes.into_iter().flat_map(|node| below(node, step)).collect());
        assert_eq!(stepped, values, "{text} is {steps:?}");
    }
}

fn below<'v>(node: &'v Value, step: &PathStep) -> Vec<&'v Value> {
    match (step, node) {
        (PathStep::Key(key), Value::Object(map)) => map.get(key).into_iter().collect(),
        (PathStep::Every, Value::Object(map)) => map.values().collect(),
        (PathStep::Every, Value::Array(elements)) => elements.iter().collect(),
        _ => Vec::new(),
    }
}
