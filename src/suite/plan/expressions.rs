//! Every expression that a part of a case holds, so that its names can be checked before anything is sent.

use crate::suite::model::{
    Auth, Body, CaptureSource, Expect, Matcher, Member, PartContent, RequestSpec, RuleKind, SchemaChoice, SchemaSource,
    Step, Target,
};
use crate::suite::template::data::Data;
use crate::suite::template::expression::Expression;
use crate::suite::template::text::Template;

/// Those of what is called and sent.
pub fn of_request(step: &Step) -> Vec<&Expression> {
    let mut found = Vec::new();
    if let Target::Url { method, url } = &step.target {
        template(method, &mut found);
        template(url, &mut found);
    }
    request(&step.request, &mut found);
    found
}

/// Those of what must come back.
pub fn of_expect(expect: &Expect) -> Vec<&Expression> {
    let mut found = Vec::new();
    for header in &expect.headers {
        matcher(&header.matcher, &mut found);
    }
    if let Some(body) = &expect.body {
        matcher(body, &mut found);
    }
    for assertion in &expect.assert {
        found.extend(assertion.each.iter().flat_map(|path| path.expressions()));
    }
    found
}

/// Every schema that an expectation names besides the contract's.
pub fn schemas_of(expect: &Expect) -> Vec<&SchemaSource> {
    let mut found = Vec::new();
    if let SchemaChoice::Other(source) = &expect.schema {
        found.push(source);
    }
    expect.headers.iter().for_each(|header| matcher_schemas(&header.matcher, &mut found));
    expect.body.iter().for_each(|body| matcher_schemas(body, &mut found));
    found
}

fn matcher_schemas<'a>(matcher: &'a Matcher, found: &mut Vec<&'a SchemaSource>) {
    if let Some(nodes) = &matcher.nodes {
        matcher_schemas(nodes, found);
    }
    for rule in &matcher.rules {
        match &rule.kind {
            RuleKind::Schema(source) => found.push(source),
            RuleKind::Not(inner)
            | RuleKind::Length(inner)
            | RuleKind::Every(inner)
            | RuleKind::Any(inner)
            | RuleKind::Json(inner) => matcher_schemas(inner, found),
            RuleKind::AnyOf(matchers) => matchers.iter().for_each(|inner| matcher_schemas(inner, found)),
            RuleKind::At(paths) => paths.iter().for_each(|at| matcher_schemas(&at.matcher, found)),
            _ => {}
        }
    }
}

/// Those of what is kept of an answer.
pub fn of_captures(step: &Step) -> Vec<&Expression> {
    let sources = step.capture.iter().flat_map(|capture| &capture.from);
    let paths = sources.filter_map(|source| match source {
        CaptureSource::Path(path) => Some(path),
        _ => None,
    });
    let pages = step.repeat.iter().flat_map(|repeat| repeat.collect.iter().map(|(_, path)| path));
    paths.chain(pages).flat_map(|path| path.expressions()).collect()
}

fn request<'a>(spec: &'a RequestSpec, found: &mut Vec<&'a Expression>) {
    members(&spec.path, found);
    members(&spec.query, found);
    members(&spec.headers, found);
    members(&spec.cookies, found);
    if let Auth::Schemes(credentials) = &spec.auth {
        members(credentials, found);
    }
    if let Some(content_type) = &spec.content_type {
        template(content_type, found);
    }
    match &spec.body {
        Body::None => {}
        Body::Json(data) | Body::Form(data) | Body::Fields(data) => self::data(data, found),
        Body::Parts(parts) => {
            for part in parts {
                template(&part.name, found);
                part.filename.iter().chain(&part.content_type).for_each(|text| template(text, found));
                match &part.content {
                    PartContent::Value(value) => data(value, found),
                    PartContent::File(path) => template(path, found),
                }
            }
        }
        Body::Text(text) | Body::File(text, _) | Body::Base64(text, _) => template(text, found),
    }
}

fn members<'a>(members: &'a [Member], found: &mut Vec<&'a Expression>) {
    members.iter().for_each(|member| data(&member.value, found));
}

fn template<'a>(template: &'a Template, found: &mut Vec<&'a Expression>) {
    found.extend(template.expressions());
}

fn data<'a>(data: &'a Data, found: &mut Vec<&'a Expression>) {
    if !data.is_const() {
        found.extend(data.expressions());
    }
}

fn matcher<'a>(matcher: &'a Matcher, found: &mut Vec<&'a Expression>) {
    if let Some(nodes) = &matcher.nodes {
        self::matcher(nodes, found);
    }
    for rule in &matcher.rules {
        match &rule.kind {
            RuleKind::Equals(value)
            | RuleKind::Subset(value)
            | RuleKind::OneOf(value)
            | RuleKind::Matches(value)
            | RuleKind::Contains(value)
            | RuleKind::StartsWith(value)
            | RuleKind::EndsWith(value)
            | RuleKind::Min(value)
            | RuleKind::Max(value) => data(value, found),
            RuleKind::Not(inner)
            | RuleKind::Length(inner)
            | RuleKind::Every(inner)
            | RuleKind::Any(inner)
            | RuleKind::Json(inner) => self::matcher(inner, found),
            RuleKind::AnyOf(matchers) => matchers.iter().for_each(|inner| self::matcher(inner, found)),
            RuleKind::At(paths) => {
                for at in paths {
                    found.extend(at.path.expressions());
                    self::matcher(&at.matcher, found);
                }
            }
            RuleKind::Type(_)
            | RuleKind::Format(_)
            | RuleKind::Empty(_)
            | RuleKind::Exists(_)
            | RuleKind::Schema(_)
            | RuleKind::Date(_)
            | RuleKind::Unique(_) => {}
        }
    }
}
