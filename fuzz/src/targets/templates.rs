//! Templates and expressions, evaluated with values that somebody else chose.

use std::sync::Arc;

use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::source::span::Span;
use countersign::suite::casefile::edit::references::{Extent, references, replaced};
use countersign::suite::template::expression::Expression;
use countersign::suite::template::random::Random;
use countersign::suite::template::scope::{Context, Scope};
use countersign::suite::template::text::Template;
use countersign::value::json;
use serde_json::{Value, json};

use super::input::texts;
use super::problems;

/// No result may be larger, in bytes of JSON: what bounds the work of a template bounds its result.
const LARGEST: usize = 64 << 20;
/// Looks like a template, and is a value.
const HOSTILE: &str = "${{ vars.secret }}";

/// A template, and what `vars` stands for.
pub fn fuzz(bytes: &[u8]) {
    let Some([text, vars]) = texts(bytes) else { return };
    let mut vars = match json::parse(vars.as_bytes()) {
        Ok(Value::Object(vars)) => vars,
        _ => Default::default(),
    };
    vars.insert("hostile".into(), HOSTILE.into());
    vars.insert("secret".into(), "must not be seen".into());
    let vars = Arc::new(Value::Object(vars));
    template(text, &vars);
    expression(text, &vars);
}

/// A scope of its own for each evaluation, since random values go on from call to call.
fn scope(vars: &Arc<Value>) -> Scope {
    let context = Context {
        random: Random::new(1, "fuzz", 1, "1"),
        now: "2026-01-02T03:04:05Z".parse().expect("a time"),
        root: "/nowhere".into(),
        folder: "/nowhere".into(),
    };
    Scope::new()
        .with("vars", vars.clone())
        .with("case", json!({ "id": "fuzz" }))
        .with("each", json!({ "n": 5, "list": [3, 1, 2], "text": "a'b" }))
        .with_context(context)
}

fn template(text: &str, vars: &Arc<Value>) {
    let (sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("fuzz.yaml", text.to_owned());
    let span = Span::new(file, 0, text.len());
    let template = match Template::parse(text, span, true) {
        Ok(template) => template,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return problems::check(&diagnostics, &sources);
        }
    };
    let (one, other) = (scope(vars), scope(vars));
    let rendered = template.render_text(&one);
    assert_eq!(rendered.as_deref().ok(), template.render_text(&other).as_deref().ok(), "it depends on nothing else");
    let Ok(rendered) = rendered else { return };
    assert!(rendered.len() <= LARGEST, "{} bytes", rendered.len());
    if template.expressions().next().is_none() {
        assert_eq!(rendered.replace("${{", "$${{"), text, "a text stays as it is");
    }
    // What a value says is never taken for a template, wherever it ends up.
    let around = format!("{text} ${{{{ vars.hostile }}}}");
    if let Ok(template) = Template::parse(&around, Span::default(), false) {
        let scope = scope(vars);
        let rendered_around = template.render_text(&scope);
        if let Ok(rendered_around) = rendered_around {
            assert_eq!(*rendered_around, format!("{rendered} {HOSTILE}"));
        }
    }
}

fn expression(text: &str, vars: &Arc<Value>) {
    let sources = Sources::default();
    let span = Span::new(sources.add("fuzz.yaml", text.to_owned()), 0, text.len());
    let expression = match Expression::parse(text, span) {
        Ok(expression) => expression,
        Err(diagnostic) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(diagnostic);
            return problems::check(&diagnostics, &sources);
        }
    };
    expression.paths();
    let (one, other) = (scope(vars), scope(vars));
    if let Ok(value) = expression.eval(&one) {
        assert!(value.to_string().len() <= LARGEST);
        assert_eq!(Some(value.as_bool()), expression.eval(&other).ok().map(|value| value.as_bool()));
    }
    expression.operands(&scope(vars));
    let found = references(text, "old", Extent::Whole);
    assert_eq!(replaced(text, &found, "old"), text, "a reference to the same id changes nothing");
}
