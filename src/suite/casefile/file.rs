//! Decoding one case file: its cases, with defaults merged in, blocks put in place and ids given.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{self, Kind, nearest};
use crate::source::file::Sources;
use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Entry, Node};
use crate::source::yaml;
use crate::suite::casefile::expectation::one_or_many;
use crate::suite::casefile::format;
use crate::suite::casefile::known_failure::known_failure;
use crate::suite::casefile::rows;
use crate::suite::casefile::slug::slug;
use crate::suite::casefile::step::{Around, step, variables};
use crate::suite::model::{Case, CaseFile, DuplicateKeys, KnownFailure, Only, Row, Step, Undocumented, Variable};

/// The blocks of one folder, by name, as they were written.
#[derive(Debug, Default)]
pub struct Blocks {
    blocks: HashMap<String, Node>,
}

/// What a case file is decoded with.
#[derive(Clone, Copy)]
pub struct Loader<'a> {
    /// The project's root.
    pub root: &'a Utf8Path,
    /// Every file read.
    pub sources: &'a Sources,
    /// Blocks that its steps may use.
    pub blocks: &'a Blocks,
}

/// Reads `_blocks.yaml`.
pub fn load_blocks(root: &Utf8Path, path: &Utf8Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Blocks {
    let mut blocks = Blocks::default();
    let Some((_, node)) = read(root, path, sources, diagnostics) else { return blocks };
    if fields::check(&node, &Kind::Object(&format::BLOCKS), diagnostics) {
        for entry in node.get("blocks").map(Node::entries).unwrap_or_default() {
            blocks.blocks.insert(entry.key.to_string(), entry.value.clone());
        }
    }
    blocks
}

/// Reads one case file. `id` is the first part of its cases' ids. `None` when nothing of it can be used.
pub fn load(loader: Loader<'_>, path: &Utf8Path, id: &str, diagnostics: &mut Diagnostics) -> Option<CaseFile> {
    let (file, node) = read(loader.root, path, loader.sources, diagnostics)?;
    let before = diagnostics.counts().0;
    let sound = fields::check(&node, &Kind::Object(&format::FILE), diagnostics);
    let errors = if sound { Vec::new() } else { case_errors(&node) };
    // What is wrong around the cases would be reported again for each of them; a broken case leaves the others alone.
    if !sound && diagnostics.counts().0 - before > errors.iter().sum() {
        return None;
    }
    check_version(&node, diagnostics);
    let defaults = node.get("defaults");
    let mut decoder = Decoder { loader, path, node: &node, defaults, operation: node.get("operation"), diagnostics };
    let mut vars = variables(defaults.and_then(|defaults| defaults.get("vars")), decoder.diagnostics);
    vars.extend(variables(node.get("vars"), decoder.diagnostics));
    let setup = decoder.steps(node.get("setup"), Defaults::Ignored, None);
    let cases = node.get("cases")?;
    if cases.elements().is_empty() {
        decoder.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "a file without a case")
                .at(cases.span, "nothing would be checked")
                .help("add a case, or delete the file"),
        );
    }
    let is_sound = |index: usize| errors.get(index).is_none_or(|errors| *errors == 0);
    let sound = cases.elements().iter().enumerate().filter(|(index, _)| is_sound(*index));
    let mut cases: Vec<Case> = sound.filter_map(|(_, node)| decoder.case(node, id)).collect();
    // There may be a hundred thousand of them, and they stay for the whole run.
    cases.shrink_to_fit();
    Some(CaseFile {
        path: path.to_owned(),
        file,
        id: id.to_owned(),
        api: node.get("api")?.as_str()?.to_owned(),
        api_span: node.get("api")?.span,
        vars,
        setup,
        cases,
    })
}

/// The steps of a block that fetches a credential; it is named at `span`. `path` is that of the block file.
pub fn login_steps(
    loader: Loader<'_>,
    path: &Utf8Path,
    block: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Step>> {
    let Some(node) = loader.blocks.blocks.get(block) else {
        diagnostics.push(unknown_block(loader.blocks, block, span));
        return None;
    };
    let mut decoder = Decoder { loader, path, node, defaults: None, operation: None, diagnostics };
    Some(decoder.block_steps(node, 0, None))
}

fn unknown_block(blocks: &Blocks, wanted: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownStep, format!("there is no block `{wanted}`"))
        .at(span, "no such block in `_blocks.yaml` of this API's cases");
    match nearest(wanted, blocks.blocks.keys().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("blocks are declared as `blocks: { name: { steps: [...] } }`"),
    }
}

/// How many errors there are in each case.
fn case_errors(node: &Node) -> Vec<usize> {
    let errors = |node: &Node| {
        let mut own = Diagnostics::default();
        fields::check(node, &Kind::Object(&format::CASE), &mut own);
        own.counts().0
    };
    node.get("cases").map(Node::elements).unwrap_or_default().iter().map(errors).collect()
}

fn read(root: &Utf8Path, path: &Utf8Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<(FileId, Node)> {
    match sources.read(root, path) {
        Ok(file) => {
            let source = sources.get(file)?;
            let node = yaml::parse(file, &source.text, diagnostics)?;
            Some((file, node))
        }
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn check_version(node: &Node, diagnostics: &mut Diagnostics) {
    if let Some(version) = node.get("version")
        && version.as_u64() != Some(1)
    {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "a version of the case format that is not known")
                .at(version.span, "only version 1 is known")
                .help("update Countersign, or leave `version` out"),
        );
    }
}

struct Decoder<'a, 'd> {
    loader: Loader<'a>,
    path: &'a Utf8Path,
    node: &'a Node,
    defaults: Option<&'a Node>,
    /// The default operation of the steps that are decoded now.
    operation: Option<&'a Node>,
    diagnostics: &'d mut Diagnostics,
}

/// Whether a step takes part in the file's defaults.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Defaults {
    Merged,
    Ignored,
}

impl<'a> Decoder<'a, '_> {
    fn case(&mut self, node: &'a Node, file_id: &str) -> Option<Case> {
        let name = node.get("name")?;
        let own_id = node.get("id").and_then(Node::as_str);
        let id = format!("{file_id}::{}", slug(own_id.unwrap_or(name.as_str()?)));
        if name.as_str().is_some_and(|name| name.trim().is_empty()) {
            self.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "a case without a name")
                    .at(name.span, "its id is made of the name")
                    .help("say what the case proves, such as `gives an item by its id`"),
            );
        }
        let scenario = node.get("steps").is_some();
        self.operation = node.get("operation").or_else(|| self.node.get("operation"));
        let steps = if scenario {
            self.scenario_has_no_request(node);
            self.steps(node.get("steps"), Defaults::Merged, None)
        } else {
            self.step(node, 1, Defaults::Merged, None).into_iter().collect()
        };
        if steps.is_empty() && !self.diagnostics.has_errors() {
            self.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "a case without a step")
                    .at(node.span, "nothing would be sent")
                    .help("give it an `operation`, or `steps`"),
            );
        }
        self.check_steps(&steps);
        for node in [Some(node), self.defaults].into_iter().flatten() {
            fields::refuse_no_time(node, &["deadline"], "the case would be out of time", self.diagnostics);
        }
        let cleanup = self.steps(node.get("cleanup").filter(|_| scenario), Defaults::Ignored, None);
        Some(Case {
            id,
            name: name.as_str()?.to_owned(),
            span: name.span,
            lines: node.span,
            source: self.text(node, "source").or_else(|| self.text(self.node, "source")),
            tags: self.inherited(node, "tags").map(texts).unwrap_or_default(),
            owner: self.inherited(node, "owner").and_then(Node::as_str).map(str::to_owned),
            vars: variables(node.get("vars"), self.diagnostics),
            rows: self.rows(node),
            steps,
            scenario,
            cleanup,
            skip: self.text(node, "skip"),
            only: node.get("only").and_then(only).map(Box::new),
            known_failures: self.known_failures(node),
            uses: node.get("uses").map(texts).unwrap_or_default(),
            changes: node.get("changes").map(texts).unwrap_or_default(),
            deadline: self.inherited(node, "deadline").and_then(Node::as_str).and_then(fields::duration),
            undocumented: self
                .inherited(node, "undocumented")
                .or_else(|| self.node.get("undocumented"))
                .and_then(Node::as_str)
                .and_then(undocumented),
            duplicate_keys: self
                .inherited(node, "duplicate_keys")
                .or_else(|| self.node.get("duplicate_keys"))
                .and_then(Node::as_str)
                .and_then(DuplicateKeys::named),
        })
    }

    /// The case's own value, else the default.
    fn inherited(&self, node: &'a Node, key: &str) -> Option<&'a Node> {
        node.get(key).or_else(|| self.defaults?.get(key))
    }

    fn text(&self, node: &'a Node, key: &str) -> Option<String> {
        let defaults = if std::ptr::eq(node, self.node) { None } else { self.defaults };
        node.get(key).or_else(|| defaults?.get(key)).and_then(Node::as_str).map(str::to_owned)
    }

    fn scenario_has_no_request(&mut self, node: &Node) {
        for key in ["operation", "request", "expect", "capture", "until", "repeat", "mock"] {
            if let Some(entry) = node.entry(key).filter(|_| key != "operation" && key != "mock") {
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, format!("a case has either `steps` or `{key}`"))
                        .at(entry.key_span, "a scenario's requests stand in its steps")
                        .help("move it into a step"),
                );
            }
        }
    }

    fn steps(&mut self, node: Option<&'a Node>, defaults: Defaults, with: Option<&Arc<Vec<Variable>>>) -> Vec<Step> {
        let mut steps = Vec::new();
        for node in node.map(Node::elements).unwrap_or_default() {
            match node.get("use") {
                Some(usage) => self.block(usage, with, &mut steps),
                None => steps.extend(self.step(node, steps.len() + 1, defaults, with)),
            }
        }
        steps
    }

    fn step(
        &mut self,
        node: &'a Node,
        position: usize,
        defaults: Defaults,
        with: Option<&Arc<Vec<Variable>>>,
    ) -> Option<Step> {
        let default = |key: &str| self.defaults.filter(|_| defaults == Defaults::Merged)?.get(key);
        let request = merge(default("request"), node.get("request"), &["path", "query", "headers", "cookies", "auth"]);
        let expect = merge(default("expect"), node.get("expect"), &["headers"]);
        let around = Around { operation: self.operation, with };
        let mut step = step(node, request.as_deref(), expect.as_deref(), position, around, self.diagnostics)?;
        // The `cleanup` of a plain case belongs to its only step, so that it is armed by the request.
        step.cleanup = self.steps(node.get("cleanup").filter(|_| node.get("steps").is_none()), Defaults::Ignored, with);
        Some(step)
    }

    fn block(&mut self, usage: &'a Node, outer: Option<&Arc<Vec<Variable>>>, steps: &mut Vec<Step>) {
        let Some(name) = usage.get("block") else { return };
        let blocks = self.loader.blocks;
        let wanted = name.as_str().unwrap_or_default();
        let Some(block) = blocks.blocks.get(wanted) else {
            self.diagnostics.push(unknown_block(blocks, wanted, name.span));
            return;
        };
        let mut arguments = outer.map(|outer| (**outer).clone()).unwrap_or_default();
        arguments.extend(variables(usage.get("with"), self.diagnostics));
        let arguments = Arc::new(arguments);
        let first = steps.len();
        steps.extend(self.block_steps(block, first, Some(&arguments)));
        if let Some(prefix) = usage.get("id").and_then(Node::as_str) {
            for step in &mut steps[first..] {
                step.id = format!("{prefix}_{}", step.id);
            }
        }
    }

    /// The steps of a block, of which `before` others come first.
    fn block_steps(&mut self, block: &'a Node, before: usize, with: Option<&Arc<Vec<Variable>>>) -> Vec<Step> {
        let mut steps = Vec::new();
        for (index, inner) in block.get("steps").map(Node::elements).unwrap_or_default().iter().enumerate() {
            if inner.get("use").is_some() {
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, "a block inside a block")
                        .at(inner.span, "blocks hold plain steps")
                        .help("use both blocks, one after the other, in the case"),
                );
                continue;
            }
            steps.extend(self.step(inner, before + index + 1, Defaults::Ignored, with));
        }
        steps
    }

    fn check_steps(&mut self, steps: &[Step]) {
        for (index, step) in steps.iter().enumerate() {
            if let Some(first) = steps[..index].iter().find(|first| first.id.eq_ignore_ascii_case(&step.id)) {
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateId, format!("two steps with the id `{}`", step.id))
                        .at(step.span, "the second")
                        .at(first.span, "the first")
                        .help("give one of them another `id:`"),
                );
            }
        }
    }

    fn rows(&mut self, node: &'a Node) -> Option<Vec<Row>> {
        let each = node.get("each")?;
        let rows = rows::rows(each, self.loader.root, self.loader.sources, self.path, self.diagnostics);
        if rows.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "`each` without a row")
                    .at(each.span, "the case would never be run")
                    .help("give rows as `row-id: { key: value }`"),
            );
            return Some(rows::unknown(each.span));
        }
        Some(rows)
    }

    fn known_failures(&mut self, node: &'a Node) -> Vec<Arc<KnownFailure>> {
        let nodes = node.get("known_failure").map(one_or_many).into_iter().flatten();
        nodes.filter_map(|node| known_failure(node, self.diagnostics)).map(Arc::new).collect()
    }
}

fn only(node: &Node) -> Option<Only> {
    Some(Only {
        env: texts(node.get("env")?),
        reason: node.get("reason")?.as_str()?.to_owned(),
        span: node.get("env")?.span,
    })
}

fn undocumented(name: &str) -> Option<Undocumented> {
    Some(match name {
        "fail" => Undocumented::Fail,
        "warn" => Undocumented::Warn,
        "allow" => Undocumented::Allow,
        _ => return None,
    })
}

fn texts(node: &Node) -> Vec<String> {
    one_or_many(node).filter_map(Node::as_str).map(str::to_owned).collect()
}

/// The default with the own entries on top; the named mappings inside merge key by key, the rest is replaced.
fn merge<'a>(default: Option<&'a Node>, own: Option<&'a Node>, deep: &[&str]) -> Option<Cow<'a, Node>> {
    let (default, own) = match (default, own) {
        (Some(default), Some(own)) => (default, own),
        (one, other) => return one.or(other).map(Cow::Borrowed),
    };
    let mut entries: Vec<Entry> = own.entries().to_vec();
    for entry in default.entries() {
        match entries.iter_mut().find(|own| own.key == entry.key) {
            None => entries.push(entry.clone()),
            Some(own) if deep.contains(&&*entry.key) => merge_keys(&entry.value, &mut own.value),
            Some(_) => {}
        }
    }
    Some(Cow::Owned(Node { span: own.span, content: Content::Map(entries) }))
}

fn merge_keys(default: &Node, own: &mut Node) {
    if let (Content::Map(from), Content::Map(into)) = (&default.content, &mut own.content) {
        for entry in from {
            if !into.iter().any(|own| own.key == entry.key) {
                into.push(entry.clone());
            }
        }
    }
}

/// The folder of a case file, from the project's root.
pub fn folder(path: &Utf8Path) -> Utf8PathBuf {
    path.parent().map(Utf8Path::to_owned).unwrap_or_default()
}
