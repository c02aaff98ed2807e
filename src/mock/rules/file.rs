//! Reads `mocks/<api>.yaml`: everything that can be known to be wrong is said before the mock starts.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8Path;
use http::HeaderName;

use crate::contract::description::Contract;
use crate::contract::operation::{Operation, ResponseDoc, StatusKey};
use crate::mock::faults::fault::{Chance, Trouble};
use crate::mock::faults::trouble::{BadTrouble, together};
use crate::mock::rules::data::{Data, Pointer, Text, bad_expression};
use crate::mock::rules::format::MOCK;
use crate::mock::rules::jinja::{Expression, Templates};
use crate::mock::rules::rule::{
    Action, Condition, HeaderText, JsonTemplate, MockFile, Place, Respond, RespondBody, Rule, Source, Times, Write,
};
use crate::mock::state::tree::Tree;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{self, Kind};
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::source::tree::{Content, Node, Style};
use crate::source::yaml;
use crate::suite::template::names::suggest;

#[cfg(test)]
mod tests;

/// The names every expression and template may use, beside functions and what `let` defines.
pub const ROOTS: &[&str] = &["state", "path", "query", "headers", "cookies", "body", "violations", "method", "session"];

/// The API of countersign.toml that a file is configured for.
#[derive(Clone, Copy, Debug)]
pub struct Configured<'a> {
    /// Its name.
    pub api: &'a str,
    /// Where the file is named, unless countersign.toml is not among the sources.
    pub span: Option<Span>,
}

/// Reads the file at `root`/`path`. `None` when it has errors; all of them are in `diagnostics`.
pub fn read(
    root: &Utf8Path,
    path: &Utf8Path,
    configured: Option<Configured<'_>>,
    contract: &Contract,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<MockFile> {
    let file = match sources.read(root, path) {
        Ok(file) => file,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let mut found = Diagnostics::default();
    let text = sources.get(file)?;
    let mock = yaml::parse(file, &text.text, &mut found)
        .filter(|node| fields::check(node, &Kind::Object(&MOCK), &mut found))
        .map(|node| {
            configured
                .and_then(|configured| another_api(&node, configured))
                .into_iter()
                .for_each(|one| found.push(one));
            decode(&node, contract, sources, &mut found)
        });
    let sound = !found.has_errors();
    diagnostics.append(found);
    mock.filter(|_| sound)
}

fn decode(node: &Node, contract: &Contract, sources: &Sources, diagnostics: &mut Diagnostics) -> MockFile {
    let text = |key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default();
    let mut decoder = Decoder { contract, sources, diagnostics, templates: Templates::new(&macros(text("macros"))) };
    if let Some(version) = node.get("version").filter(|version| version.as_u64() != Some(1)) {
        let problem = Diagnostic::new(Code::InvalidValue, "a version of this format that is not known");
        decoder.push(problem.at(version.span, "only 1 is"), Some("write `version: 1`, or leave it out".into()));
    }
    if let Some(macros) = node.get("macros") {
        decoder.macros(macros);
    }
    let credentials = node.get("credentials").map(|node| decoder.credentials(node)).unwrap_or_default();
    let mut rules = vec![Vec::new(); contract.operations.len()];
    for rule in node.get("rules").map(Node::elements).unwrap_or_default() {
        let (operations, rule) = decoder.rule(rule);
        let rule = Arc::new(rule);
        operations.into_iter().for_each(|index| rules[index].push(rule.clone()));
    }
    MockFile {
        api: text("api").to_owned(),
        credentials,
        state: node.get("state").map_or(Tree::Null, |node| Tree::from(&node.to_json())),
        stateful: node.get("stateful").and_then(Node::as_bool).unwrap_or_default(),
        rules,
        templates: decoder.templates,
    }
}

/// Rules that are for one API and configured for another would mostly name operations that it doesn't have.
fn another_api(node: &Node, configured: Configured<'_>) -> Option<Diagnostic> {
    let api = node.get("api").filter(|api| api.as_str().is_some_and(|name| name != configured.api))?;
    let name = configured.api;
    let message = format!("rules for `{}`, where those for `{name}` were expected", api.as_str().unwrap_or_default());
    let problem = Diagnostic::new(Code::MockFile, message).at(api.span, "another API");
    let problem = match configured.span {
        Some(span) => problem.at(span, format!("the file is configured for `{name}` here")),
        None => problem,
    };
    Some(problem.help(format!("write `api: {name}`, or name another file in countersign.toml")))
}

/// Macros begin on a line of their own and end before the template, so that lines can be told apart.
fn macros(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

struct Decoder<'a> {
    contract: &'a Contract,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    templates: Templates,
}

impl Decoder<'_> {
    fn macros(&mut self, node: &Node) {
        let alone = macros(node.as_str().unwrap_or_default());
        if let Err(problem) = Templates::new("").add(&alone) {
            let place = self.first_line(node);
            let line = place.line + problem.line.unwrap_or(1) - 1;
            self.diagnostics
                .push(Diagnostic::new(Code::TemplateSyntax, problem.message).at(node.span, format!("see line {line}")));
            // Every template would report it again.
            self.templates = Templates::new("");
        }
    }

    fn credentials(&mut self, node: &Node) -> Vec<(String, String)> {
        let mut credentials = Vec::new();
        for entry in node.entries() {
            if self.contract.security_scheme(&entry.key).is_none() {
                let known = self.contract.security_schemes.iter().map(|scheme| scheme.name.as_str());
                let problem =
                    Diagnostic::new(Code::MockFile, format!("the contract has no security scheme `{}`", entry.key))
                        .at(entry.key_span, "not in components.securitySchemes");
                self.push(problem, suggest(&entry.key, known));
            }
            credentials.push((entry.key.to_string(), entry.value.as_str().unwrap_or_default().to_owned()));
        }
        credentials
    }

    fn rule(&mut self, node: &Node) -> (Vec<usize>, Rule) {
        let operations = node.get("on").map(|on| self.operations(on)).unwrap_or_default();
        let mut known: Vec<String> = ROOTS.iter().map(|&name| name.to_owned()).collect();
        let mut names: Vec<(Arc<str>, Source)> = Vec::new();
        for entry in node.get("let").map(Node::entries).unwrap_or_default() {
            if let Some(source) = self.source(&entry.value, &known) {
                names.push((entry.key.as_ref().into(), source));
            }
            if ROOTS.contains(&&*entry.key) {
                let problem = Diagnostic::new(Code::InvalidValue, format!("`{}` is taken", entry.key));
                self.push(
                    problem.at(entry.key_span, "every rule has this name already"),
                    Some("choose another name".into()),
                );
            }
            known.push(entry.key.to_string());
        }
        let when = node.get("when").and_then(|when| self.condition(when, &known));
        let writes = self.writes(node, &known);
        let respond = node.get("respond").map(|node| self.respond(node, &operations, &known)).unwrap_or_default();
        let validate = node.get("validate").and_then(Node::as_bool).unwrap_or(true);
        let place = self.place(node.span);
        let key = node.get("name").and_then(Node::as_str).map_or_else(|| place.to_string(), str::to_owned);
        let times = node.get("times").and_then(Node::as_u64).map(|most| Times { most, key });
        (operations, Rule { place, times, when, validate, names, writes, respond })
    }

    fn operations(&mut self, node: &Node) -> Vec<usize> {
        let list = match &node.content {
            Content::List(elements) => elements.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut found = Vec::new();
        for node in list {
            let name = node.as_str().unwrap_or_default();
            let indices = self.named(name);
            if indices.is_empty() {
                let near = self.contract.nearest(name).first().map(|near| format!("did you mean `{}`?", near.name()));
                let help = near.unwrap_or_else(|| "write a method and a path template, as the contract does".into());
                let problem = Diagnostic::new(Code::MockFile, format!("the contract has no operation `{name}`"));
                self.push(problem.at(node.span, "not documented"), Some(help));
            }
            for index in indices {
                if !found.contains(&index) {
                    found.push(index);
                }
            }
        }
        found
    }

    /// The operations that a name stands for: `GET /items`, `* /items/{id}`, `DELETE /admin/*`.
    fn named(&self, name: &str) -> Vec<usize> {
        let Some((method, path)) = name.split_once(' ') else { return Vec::new() };
        let (method, path) = (method.trim(), path.trim());
        let fits = |operation: &Operation| {
            (method == "*" || operation.method.as_str().eq_ignore_ascii_case(method))
                && like(path, &operation.path.text)
        };
        let operations = self.contract.operations.iter().enumerate();
        operations.filter(|(_, operation)| fits(operation)).map(|(index, _)| index).collect()
    }

    fn condition(&mut self, node: &Node, known: &[String]) -> Option<Condition> {
        let text = node.as_str()?;
        match Expression::compile(text) {
            Ok(expression) => {
                self.check_names(expression.names(), known, node.span);
                Some(Condition { expression, place: self.place(node.span) })
            }
            Err(problem) => {
                let problem = bad_expression(&problem, node.span);
                self.push(problem, text.contains("${{").then(|| "`when` is an expression, without `${{ }}`".into()));
                None
            }
        }
    }

    fn source(&mut self, node: &Node, known: &[String]) -> Option<Source> {
        if let ([entry], Some(text)) = (node.entries(), node.get("template").and_then(Node::as_str)) {
            return self.template(&entry.value, text, known).map(Source::Template);
        }
        let data = self.compiled(Data::compile(node))?;
        let mut names = BTreeSet::new();
        data.names(&mut names);
        self.check_names(names, known, node.span);
        Some(Source::Data(data, self.place(node.span)))
    }

    fn template(&mut self, node: &Node, text: &str, known: &[String]) -> Option<JsonTemplate> {
        let place = self.first_line(node);
        match self.templates.add(text) {
            Ok(id) => {
                self.check_names(self.templates.names(&id), known, node.span);
                Some(JsonTemplate { id, place })
            }
            Err(problem) => {
                let label =
                    problem.line.map_or("in the macros".into(), |line| format!("see line {}", place.line + line - 1));
                self.push(Diagnostic::new(Code::TemplateSyntax, problem.message).at(node.span, label), None);
                None
            }
        }
    }

    fn writes(&mut self, node: &Node, known: &[String]) -> Vec<Write> {
        let mut writes = Vec::new();
        for entry in node.entries() {
            let action = match &*entry.key {
                "set" => Action::Set,
                "merge" => Action::Merge,
                "append" => Action::Append,
                "delete" => {
                    writes.extend(entry.value.elements().iter().filter_map(|pointer| {
                        let text = pointer.as_str().unwrap_or_default();
                        self.write(Action::Delete, (text, pointer.span), None, known)
                    }));
                    continue;
                }
                _ => continue,
            };
            writes.extend(entry.value.entries().iter().filter_map(|write| {
                let value = self.source(&write.value, known)?;
                self.write(action, (&write.key, write.key_span), Some(value), known)
            }));
        }
        writes
    }

    fn write(
        &mut self,
        action: Action,
        (text, span): (&str, Span),
        value: Option<Source>,
        known: &[String],
    ) -> Option<Write> {
        let pointer = self.compiled(Pointer::compile(text, span))?;
        let mut names = BTreeSet::new();
        pointer.names(&mut names);
        self.check_names(names, known, span);
        Some(Write { action, pointer, value, place: self.place(span) })
    }

    fn respond(&mut self, node: &Node, operations: &[usize], known: &[String]) -> Respond {
        let status = node.get("status").and_then(|status| self.status(status, operations));
        let mut headers = Vec::new();
        for entry in node.get("headers").map(Node::entries).unwrap_or_default() {
            let text = entry.value.to_json();
            let text = text.as_str().map_or_else(|| text.to_string(), str::to_owned);
            let Some(text) = self.compiled(Text::compile(&text, entry.value.span)) else { continue };
            let mut names = BTreeSet::new();
            text.names(&mut names);
            self.check_names(names, known, entry.value.span);
            match HeaderName::try_from(&*entry.key) {
                Ok(name) => headers.push((name, HeaderText { text, place: self.place(entry.value.span) })),
                Err(_) => self.push(
                    Diagnostic::new(Code::InvalidValue, format!("`{}` is no header name", entry.key))
                        .at(entry.key_span, "here"),
                    None,
                ),
            }
        }
        Respond { status, headers, body: self.body(node, operations, status, known), trouble: self.trouble(node) }
    }

    /// The delay and the faults of an answer.
    fn trouble(&mut self, node: &Node) -> Option<Arc<Trouble>> {
        let delay = node.get("delay").and_then(|node| self.sound(node, node.as_str()?.parse()));
        let Some(fault) = node.get("fault") else {
            return delay.map(|delay| Arc::new(Trouble { delay: Some(delay), faults: Vec::new() }));
        };
        let list = if fault.as_str().is_some() { std::slice::from_ref(fault) } else { fault.elements() };
        let faults: Vec<Chance> = list.iter().filter_map(|node| self.sound(node, node.as_str()?.parse())).collect();
        self.sound(fault, together(delay, faults)).map(Arc::new)
    }

    fn sound<T>(&mut self, node: &Node, read: Result<T, BadTrouble>) -> Option<T> {
        let problem = |what: String| Diagnostic::new(Code::InvalidValue, what).at(node.span, "here");
        read.map_err(|bad| self.push(problem(bad.what), Some(bad.fix))).ok()
    }

    fn body(&mut self, node: &Node, operations: &[usize], status: Option<u16>, known: &[String]) -> RespondBody {
        let given: Vec<_> = node
            .entries()
            .iter()
            .filter(|entry| matches!(&*entry.key, "json" | "text" | "template" | "example"))
            .collect();
        if let [first, second, ..] = given.as_slice() {
            let problem = Diagnostic::new(Code::InvalidValue, "an answer with two bodies")
                .at(second.key_span, "the second")
                .at(first.key_span, "the first");
            self.push(problem, Some("keep one of `json`, `text`, `template` and `example`".into()));
        }
        let Some(entry) = given.first() else { return RespondBody::Contract };
        let body = match (&*entry.key, entry.value.as_str()) {
            ("json", _) => self.source(&entry.value, known).map(RespondBody::Json),
            ("template", Some(text)) => {
                self.template(&entry.value, text, known).map(|template| RespondBody::Json(Source::Template(template)))
            }
            ("text", Some(text)) => self.compiled(Text::compile(text, entry.value.span)).map(|text| {
                let mut names = BTreeSet::new();
                text.names(&mut names);
                self.check_names(names, known, entry.value.span);
                RespondBody::Text(text, self.place(entry.value.span))
            }),
            ("example", Some(name)) => {
                self.check_example(name, entry.value.span, operations, status);
                Some(RespondBody::Example(name.to_owned()))
            }
            _ => None,
        };
        body.unwrap_or_default()
    }

    fn status(&mut self, node: &Node, operations: &[usize]) -> Option<u16> {
        let status = node.as_u64().and_then(|status| u16::try_from(status).ok()).filter(|s| (200..=599).contains(s));
        let Some(status) = status else {
            let problem = Diagnostic::new(Code::InvalidValue, "not a status that an answer can have");
            self.push(problem.at(node.span, "200 to 599"), None);
            return None;
        };
        let contract = self.contract;
        for operation in operations.iter().map(|&index| &contract.operations[index]) {
            if operation.response(status).is_none() {
                let known: Vec<String> =
                    operation.responses.iter().map(|response| response.status.to_string()).collect();
                let problem = Diagnostic::new(Code::MockFile, format!("{} has no {status}", operation.name()))
                    .at(node.span, "an undocumented status")
                    .at(operation.span, "its responses are documented here");
                self.push(problem, Some(format!("documented are {}", known.join(", "))));
            }
        }
        Some(status)
    }

    fn check_example(&mut self, name: &str, span: Span, operations: &[usize], status: Option<u16>) {
        let contract = self.contract;
        for operation in operations.iter().map(|&index| &contract.operations[index]) {
            let Some(response) = status.or(success(operation)).and_then(|status| operation.response(status)) else {
                continue;
            };
            let examples = response.content.iter().flat_map(|content| &content.examples);
            let names: Vec<&str> = examples.map(|example| example.name.as_str()).collect();
            if !names.contains(&name) {
                let message = format!("{} has no example `{name}` for {}", operation.name(), response.status);
                let problem = Diagnostic::new(Code::MockFile, message)
                    .at(span, "not documented")
                    .at(response.span, "in this answer");
                self.push(problem, suggest(name, names.iter().copied()));
            }
        }
    }

    fn check_names(&mut self, names: BTreeSet<String>, known: &[String], span: Span) {
        for name in names {
            if !known.contains(&name) {
                let problem = Diagnostic::new(Code::TemplateUndefined, format!("`{name}` is not defined here"));
                let help = suggest(&name, known.iter().map(String::as_str));
                self.push(problem.at(span, format!("uses `{name}`")), help);
            }
        }
    }

    fn compiled<T>(&mut self, result: Result<T, Box<Diagnostic>>) -> Option<T> {
        result.map_err(|diagnostic| self.diagnostics.push(*diagnostic)).ok()
    }

    fn push(&mut self, diagnostic: Diagnostic, help: Option<String>) {
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    fn place(&self, span: Span) -> Place {
        let position = self.sources.position(span);
        Place { path: position.path, line: position.line }
    }

    /// The place of a text's first line: the text of a `|` block begins on the line after it.
    fn first_line(&self, node: &Node) -> Place {
        let place = self.place(node.span);
        match &node.content {
            Content::String(text) if text.style == Style::Block && !self.sources.text(node.span).starts_with('|') => {
                place
            }
            Content::String(text) if text.style == Style::Block => Place { line: place.line + 1, ..place },
            _ => place,
        }
    }
}

/// Whether a path is like a pattern, in which `*` stands for any text.
fn like(pattern: &str, path: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

/// The first documented 2xx of an operation.
pub fn success(operation: &Operation) -> Option<u16> {
    operation
        .responses
        .iter()
        .find_map(|response| match response.status {
            StatusKey::Exact(status) if (200..300).contains(&status) => Some(status),
            StatusKey::Range(2) => Some(200),
            _ => None,
        })
        .or_else(|| operation.response(200).map(|_| 200))
        .or_else(|| {
            // Where no success is documented, what is documented first comes nearest: mostly a redirection.
            let exact = |response: &ResponseDoc| match response.status {
                StatusKey::Exact(status) => Some(status),
                StatusKey::Range(hundred) => Some(hundred * 100),
                StatusKey::Default => None,
            };
            operation.responses.iter().filter_map(exact).min()
        })
}
