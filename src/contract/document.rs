//! The files of one contract and the references between them.
//!
//! Everything is loaded at once, each file once, and every `$ref` is followed to its end, so that a broken one is
//! reported with the others and before anything is sent. Nothing outside the project's folder is ever read.

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::contract::dialect::Dialect;
use crate::contract::place::{Base, Place, child, number, unescape};
use crate::contract::refs::{self, Found};
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::span::{FileId, Span};
use crate::source::tree::{Content, Node};
use crate::source::yaml;

/// Every file of one contract, loaded.
#[derive(Debug, Default)]
pub struct Documents {
    list: Vec<Document>,
    /// Resources by their URL: the files, and what carries an `$id`.
    resources: HashMap<String, Place>,
    /// `$anchor`s by the URL of their resource and their name.
    anchors: HashMap<(String, String), Place>,
    /// Where the references lead, by the resource they start from and their text: a large description has thousands.
    targets: HashMap<Place, HashMap<Box<str>, Place>>,
}

/// One file of a contract.
#[derive(Debug)]
pub struct Document {
    /// Its path below the project's root, without `.` and `..`.
    pub path: Utf8PathBuf,
    /// Where its text is.
    pub file: FileId,
    /// What it says.
    pub tree: Node,
    /// The URL that relative references start from.
    pub url: Url,
    /// Whether something in it has an `$id` or an `$anchor`.
    pub has_ids: bool,
    /// The keyword for ids.
    pub id_key: &'static str,
    /// Where its line breaks are.
    line_breaks: Vec<u32>,
    /// Where the entries of its large mappings are, by the pointer to the mapping and by key.
    wide: Vec<(String, HashMap<Box<str>, usize>)>,
}

/// A mapping with fewer entries is looked through faster than a table of them.
const WIDE: usize = 32;

impl Document {
    /// The node that a JSON Pointer leads to.
    fn node(&self, pointer: &str) -> Option<&Node> {
        let within = |prefix: &str| pointer.strip_prefix(prefix)?.strip_prefix('/');
        for (prefix, positions) in &self.wide {
            let Some(rest) = within(prefix) else { continue };
            let (token, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let position = *positions.get(&*unescape(token))?;
            return lookup(&lookup(&self.tree, prefix)?.entries().get(position)?.value, rest);
        }
        lookup(&self.tree, pointer)
    }
}

/// The mappings of a description that grow with it: `paths`, and whatever is under `components`.
fn wide(tree: &Node) -> Vec<(String, HashMap<Box<str>, usize>)> {
    let components = tree.get("components").map(Node::entries).unwrap_or_default();
    let under = components.iter().map(|entry| (format!("/components/{}", entry.key), &entry.value));
    let paths = tree.get("paths").map(|paths| ("/paths".to_owned(), paths));
    let large = paths.into_iter().chain(under).filter(|(_, node)| node.entries().len() >= WIDE);
    large
        .map(|(pointer, node)| {
            let keys = node.entries().iter().enumerate();
            (pointer, keys.map(|(position, entry)| (entry.key.clone(), position)).collect())
        })
        .collect()
}

impl Documents {
    /// Loads a file below `root` and everything it refers to. All that is wrong goes to `diagnostics`; `None` when not
    /// even the first file could be read.
    pub fn load(
        root: &Utf8Path,
        path: &Utf8Path,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Documents> {
        let mut loader = Loader { root, sources, diagnostics, documents: Documents::default(), tried: HashMap::new() };
        let Some(path) = normalize(path) else {
            loader.diagnostics.push(outside(path.as_str()));
            return None;
        };
        if let Err(diagnostic) = loader.file(&path) {
            loader.diagnostics.push(diagnostic);
        }
        loader.documents.get(0)?;
        loader.follow();
        Some(loader.documents)
    }

    /// A tree that is no file: a schema written inside a case. It can refer to itself only.
    pub fn inline(tree: Node, diagnostics: &mut Diagnostics) -> Documents {
        let mut documents = Documents::default();
        let path = Utf8PathBuf::from("inline");
        let found = documents.add(url_of(&path), path, tree, Dialect::Draft202012);
        for reference in found {
            if let Err(problem) = documents.resolve(&reference.base, &reference.text)
                && problem != RefProblem::MetaSchema
            {
                diagnostics.push(problem.diagnostic(&documents, reference.span, &reference.text));
            }
        }
        documents
    }

    /// The file with this number.
    pub fn get(&self, document: u32) -> Option<&Document> {
        self.list.get(document as usize)
    }

    /// All files, in the order they were met.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.list.iter()
    }

    /// The node at a place.
    pub fn node(&self, place: &Place) -> Option<&Node> {
        self.get(place.document)?.node(&place.pointer)
    }

    /// The span of the node at a place, or of the nearest one around it.
    pub fn span(&self, place: &Place) -> Span {
        self.get(place.document).map_or_else(Span::default, |document| document.tree.nearest(&place.pointer).span)
    }

    /// `schemas/items.openapi.yaml:12`, where a span begins.
    pub fn line(&self, span: Span) -> Option<String> {
        let document = self.list.iter().find(|document| document.file == span.file)?;
        let line = document.line_breaks.partition_point(|&at| at < span.start) + 1;
        Some(format!("{}:{line}", document.path))
    }

    /// What references inside this place start from.
    pub fn base(&self, place: &Place) -> Option<Base> {
        let document = self.get(place.document)?;
        let mut base =
            Base { url: document.url.clone(), resource: Place::root(place.document), id_key: document.id_key };
        if !document.has_ids {
            return Some(base);
        }
        let mut node = &document.tree;
        let mut here = Place::root(place.document);
        base = base.entered(node, &here).unwrap_or(base);
        for token in place.pointer.split('/').skip(1) {
            let token = unescape(token);
            node = child(node, &token)?;
            here = here.join(&token);
            base = base.entered(node, &here).unwrap_or(base);
        }
        Some(base)
    }

    /// The place a reference names, not followed any further.
    pub fn resolve(&self, base: &Base, reference: &str) -> Result<Place, RefProblem> {
        match self.targets.get(&base.resource).and_then(|targets| targets.get(reference)) {
            Some(place) => Ok(place.clone()),
            None => self.look_up(base, reference),
        }
    }

    fn look_up(&self, base: &Base, reference: &str) -> Result<Place, RefProblem> {
        let (target, fragment) = match reference.split_once('#') {
            Some((target, fragment)) => (target, fragment),
            None => (reference, ""),
        };
        let resource =
            if target.is_empty() { base.resource.clone() } else { self.resource(&base.url, &base.resource, target)? };
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        if fragment.is_empty() {
            return Ok(resource);
        }
        if fragment.starts_with('/') {
            let pointer = format!("{}{fragment}", resource.pointer);
            let place = Place { document: resource.document, pointer: pointer.into() };
            return if self.node(&place).is_some() { Ok(place) } else { Err(RefProblem::MissingPlace(place)) };
        }
        let url = self.base(&resource).map_or_else(String::new, |base| base.url.to_string());
        match self.anchors.get(&(url, fragment.to_string())) {
            Some(place) => Ok(place.clone()),
            None => Err(RefProblem::MissingPlace(resource)),
        }
    }

    fn resource(&self, base: &Url, from: &Place, target: &str) -> Result<Place, RefProblem> {
        let url = base.join(target).map_err(|_| RefProblem::NotAUrl)?;
        if let Some(place) = self.resources.get(url.as_str()) {
            return Ok(place.clone());
        }
        if Dialect::named(target).is_some() {
            return Err(RefProblem::MetaSchema);
        }
        if Url::parse(target).is_ok() || target.starts_with("//") {
            return Err(RefProblem::Remote);
        }
        // An `$id` with a host of its own moves the base away from the files; a relative reference is then still
        // looked for beside the file, which is where people keep it.
        let path = self.relative(from.document, target).ok_or(RefProblem::Outside)?;
        match self.list.iter().position(|document| document.path == path) {
            Some(index) => Ok(Place::root(number(index))),
            None => Err(RefProblem::MissingFile(path)),
        }
    }

    /// The path below the root that `target` names, seen from a file.
    fn relative(&self, from: u32, target: &str) -> Option<Utf8PathBuf> {
        let target = percent_decode_str(target).decode_utf8_lossy();
        let folder = self.get(from)?.path.parent()?;
        if target.starts_with('/') { None } else { normalize(&folder.join(&*target)) }
    }

    /// Whether a URL is that of a file, or of something with an `$id` in one.
    pub fn has_resource(&self, url: &Url) -> bool {
        self.resources.contains_key(url.as_str())
    }

    /// Takes one more file, which is known by its URL; `dialect` is that of a file that names none. What comes back are
    /// its references, as they stand.
    pub fn add(&mut self, url: Url, path: Utf8PathBuf, tree: Node, dialect: Dialect) -> Vec<Found> {
        let index = number(self.list.len());
        let named = tree.get("$schema").and_then(Node::as_str).and_then(Dialect::named);
        let id_key = if named.unwrap_or(dialect) == Dialect::Draft4 { "id" } else { "$id" };
        let scan = refs::scan(&tree, Base { url: url.clone(), resource: Place::root(index), id_key });
        self.resources.insert(url.to_string(), Place::root(index));
        let has_ids = !scan.resources.is_empty() || !scan.anchors.is_empty();
        for (url, place) in scan.resources {
            self.resources.entry(url).or_insert(place);
        }
        for (key, place) in scan.anchors {
            self.anchors.entry(key).or_insert(place);
        }
        let (wide, line_breaks) = (wide(&tree), Vec::new());
        self.list.push(Document { path, file: tree.span.file, wide, tree, url, has_ids, id_key, line_breaks });
        scan.references
    }
}

/// Why a `$ref` leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefProblem {
    /// It names another machine.
    Remote,
    /// It names the rules of JSON Schema themselves, which the validator library brings along.
    MetaSchema,
    /// It leaves the project's folder.
    Outside,
    /// It is not a URL reference at all.
    NotAUrl,
    /// There is no such file.
    MissingFile(Utf8PathBuf),
    /// The file is there, and nothing is at this place in it.
    MissingPlace(Place),
}

impl RefProblem {
    /// The problem in words, at the reference's place.
    pub fn diagnostic(&self, documents: &Documents, span: Span, reference: &str) -> Diagnostic {
        match self {
            RefProblem::Remote | RefProblem::MetaSchema => {
                Diagnostic::new(Code::RemoteRef, format!("`{reference}` is on another machine, and is not fetched"))
                    .at(span, "this would be fetched from elsewhere")
                    .help("keep a copy in `schemas/` and refer to it by a relative path")
            }
            RefProblem::Outside => outside(reference).at(span, "referred to here"),
            RefProblem::NotAUrl => {
                Diagnostic::new(Code::MissingRef, format!("`{reference}` is not a reference")).at(span, "here")
            }
            RefProblem::MissingFile(path) => {
                Diagnostic::new(Code::MissingRef, format!("there is no file {path}")).at(span, "referred to here")
            }
            RefProblem::MissingPlace(place) => missing_place(documents, place, span, reference),
        }
    }
}

fn missing_place(documents: &Documents, place: &Place, span: Span, reference: &str) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::MissingRef, format!("nothing is at `{reference}`")).at(span, "no such place");
    let Some(document) = documents.get(place.document) else { return diagnostic };
    let nearest = document.tree.nearest(&place.pointer);
    let wanted = place.pointer.rsplit('/').next().map(unescape).unwrap_or_default();
    let like = nearest
        .entries()
        .iter()
        .map(|entry| (strsim::jaro_winkler(&entry.key, &wanted), entry))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match like {
        Some((_, entry)) => {
            diagnostic.at(entry.key_span, "this is the nearest").help(format!("did you mean `{}`?", entry.key))
        }
        None => diagnostic.at(Span { end: nearest.span.start, ..nearest.span }, "the path breaks off here"),
    }
}

struct Loader<'a> {
    root: &'a Utf8Path,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    documents: Documents,
    /// References met, to be checked once everything is loaded, by the file they stand in.
    tried: HashMap<Utf8PathBuf, Vec<Found>>,
}

impl Loader<'_> {
    /// Loads files until no reference names a new one, then checks every reference.
    fn follow(&mut self) {
        let mut next = 0;
        let mut refused: HashMap<Utf8PathBuf, Diagnostic> = HashMap::new();
        while let Some(path) = self.documents.list.get(next).map(|document| document.path.clone()) {
            for path in self.wanted(next, &path) {
                if !refused.contains_key(&path)
                    && self.root.join(&path).exists()
                    && let Err(diagnostic) = self.file(&path)
                {
                    refused.insert(path, diagnostic);
                }
            }
            next += 1;
        }
        self.check(&refused);
    }

    /// The files that one file's references name and that aren't loaded yet.
    fn wanted(&self, index: usize, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        let mut wanted = Vec::new();
        for found in self.tried.get(path).into_iter().flatten() {
            let target = found.text.split('#').next().unwrap_or("");
            if target.is_empty() || Url::parse(target).is_ok() {
                continue;
            }
            if let Some(path) = self.documents.relative(number(index), target)
                && !wanted.contains(&path)
                && !self.documents.list.iter().any(|document| document.path == path)
            {
                wanted.push(path);
            }
        }
        wanted
    }

    fn check(&mut self, refused: &HashMap<Utf8PathBuf, Diagnostic>) {
        let mut targets: HashMap<Place, HashMap<Box<str>, Place>> = HashMap::new();
        for found in self.documents.list.iter().filter_map(|document| self.tried.get(&document.path)).flatten() {
            let known = targets.get(&found.base.resource).is_some_and(|known| known.contains_key(&found.text));
            if known {
                continue;
            }
            let problem = match self.documents.look_up(&found.base, &found.text) {
                Ok(place) => {
                    let resource = found.base.resource.clone();
                    targets.entry(resource).or_default().insert(found.text.clone(), place);
                    continue;
                }
                Err(problem) => problem,
            };
            let why = match &problem {
                RefProblem::MetaSchema => continue,
                RefProblem::MissingFile(path) => refused.get(path),
                _ => None,
            };
            self.diagnostics.push(match why {
                Some(diagnostic) => diagnostic.clone().at(found.span, "referred to here"),
                None => problem.diagnostic(&self.documents, found.span, &found.text),
            });
        }
        self.documents.targets = targets;
    }

    fn file(&mut self, path: &Utf8Path) -> Result<(), Diagnostic> {
        self.inside(path)?;
        let file = self.sources.read(self.root, path)?;
        let source = self.sources.get(file);
        let text = source.as_ref().map_or("", |source| source.text.as_str());
        // A file that is not well-formed has said so; what refers to it need not say it again.
        let tree = yaml::parse(file, text, self.diagnostics)
            .unwrap_or_else(|| Node { span: Span::new(file, 0, 0), content: Content::Null });
        let found = self.documents.add(url_of(path), path.to_owned(), tree, Dialect::Draft202012);
        if let Some(document) = self.documents.list.last_mut() {
            let breaks = text.bytes().zip(0..).filter(|(byte, _)| *byte == b'\n');
            document.line_breaks = breaks.map(|(_, at)| at).collect();
        }
        self.tried.insert(path.to_owned(), found);
        Ok(())
    }

    /// Refuses a symbolic link that leads out of the project.
    fn inside(&self, path: &Utf8Path) -> Result<(), Diagnostic> {
        let (Ok(root), Ok(real)) = (self.root.canonicalize_utf8(), self.root.join(path).canonicalize_utf8()) else {
            // It does not exist: reading it says so.
            return Ok(());
        };
        if real.starts_with(root) { Ok(()) } else { Err(outside(path.as_str())) }
    }
}

/// Says that a path leads out.
pub fn outside(path: &str) -> Diagnostic {
    Diagnostic::new(Code::PathOutside, format!("`{path}` leaves the project's folder"))
        .help("keep the file inside the project and refer to it by a relative path")
}

/// The path without `.` and `..`; `None` when it is absolute or leads out.
fn normalize(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut clean = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            camino::Utf8Component::Normal(name) => clean.push(name),
            camino::Utf8Component::CurDir => {}
            camino::Utf8Component::ParentDir => {
                if !clean.pop() {
                    return None;
                }
            }
            camino::Utf8Component::RootDir | camino::Utf8Component::Prefix(_) => return None,
        }
    }
    Some(clean)
}

/// Files get URLs of a scheme that nothing fetches.
pub fn url_of(path: &Utf8Path) -> Url {
    let mut url = nowhere();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.clear().extend(path.components().map(|component| component.as_str()));
    }
    url
}

#[expect(clippy::expect_used, reason = "a constant that parses")]
fn nowhere() -> Url {
    Url::parse("countersign://project/").expect("a URL")
}

fn lookup<'a>(tree: &'a Node, pointer: &str) -> Option<&'a Node> {
    pointer.split('/').skip(1).try_fold(tree, |node, token| child(node, &unescape(token)))
}

#[cfg(test)]
mod tests {
    use crate::contract::fixture::load;

    const HEAD: &str = "openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n";

    fn problems(schema: &str, others: &[(&str, &str)]) -> Vec<String> {
        let text = format!("{HEAD}    A: {schema}\n");
        let mut files = vec![("schemas/api.yaml", text.as_str())];
        files.extend(others);
        load(&files).1
    }

    #[test]
    fn files_refer_to_each_other() {
        let other =
            ("schemas/more/b.json", r##"{ "$defs": { "b": { "$ref": "../api.yaml#/components/schemas/A" } } }"##);
        assert_eq!(problems("{ items: { $ref: more/b.json#/$defs/b } }", &[other]), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_is_reported_together_with_its_places() {
        let text = "{ oneOf: [{ $ref: b.json }, { $ref: '#/components/schemas/B' }, { $ref: 'http://x.test/y' }] }";
        assert_eq!(
            problems(text, &[]),
            [
                "CS0202 there is no file schemas/b.json @ schemas/api.yaml:5:26",
                "CS0202 nothing is at `#/components/schemas/B` @ schemas/api.yaml:5:44, schemas/api.yaml:5:5",
                "CS0203 `http://x.test/y` is on another machine, and is not fetched @ schemas/api.yaml:5:80",
            ]
        );
    }

    #[test]
    fn nothing_outside_the_project_is_read() {
        assert_eq!(
            problems("{ $ref: ../../etc/passwd }", &[]),
            ["CS0112 `../../etc/passwd` leaves the project's folder @ schemas/api.yaml:5:16"]
        );
    }

    #[test]
    fn an_example_or_a_property_may_be_called_ref() {
        let text = "{ example: { $ref: nowhere }, properties: { $ref: { type: string }, value: { type: string } } }";
        assert_eq!(problems(text, &[]), Vec::<String>::new());
    }

    #[test]
    fn an_id_moves_the_base_of_what_is_inside() {
        let other = (
            "schemas/b.json",
            r#"{ "$id": "https://x.test/b/", "properties": { "c": { "$ref": "c" } }, "$defs": { "c": { "$id": "c", "type": "string" } } }"#,
        );
        assert_eq!(problems("{ $ref: b.json }", &[other]), Vec::<String>::new());
    }

    #[test]
    #[cfg(unix)]
    fn a_link_that_leads_outside_is_refused() {
        use crate::source::diagnostic::Diagnostics;
        let outside = tempfile::tempdir().expect("a folder");
        std::fs::write(outside.path().join("b.json"), "{}").expect("written");
        let inside = tempfile::tempdir().expect("a folder");
        let root = camino::Utf8Path::from_path(inside.path()).expect("UTF-8");
        std::os::unix::fs::symlink(outside.path().join("b.json"), root.join("b.json")).expect("linked");
        std::fs::write(root.join("api.yaml"), format!("{HEAD}    A: {{ $ref: b.json }}\n")).expect("written");
        let mut diagnostics = Diagnostics::default();
        super::Documents::load(root, "api.yaml".into(), &Default::default(), &mut diagnostics);
        assert_eq!(diagnostics.sorted()[0].code.as_str(), "CS0112");
    }
}
