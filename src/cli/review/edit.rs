//! What a review writes into case files: paths whose values are redacted or numbered from now on.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::project::{Load, Project, load};
use crate::cli::review::open::read;
use crate::decide::review::group::ChangeId;
use crate::decide::review::pending::Pending;
use crate::decide::review::session::{Review, Step};
use crate::judge::snapshot::content::name_of_steps;
use crate::judge::snapshot::uses::{Use, uses};
use crate::judge::snapshot::volatile::Respecified;
use crate::record::store::{Store, Write};
use crate::show::plain::count;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::span::{FileId, Span};
use crate::suite::casefile::edit::volatile::{Addition, with_volatile};
use crate::suite::model::{SnapshotKind, SnapshotSpec};
use crate::value::change::model::{Change, Class};
use crate::value::json;
use crate::value::path::{JsonPath, steps};
use crate::value::shape::model::Shape;

/// What stands in for the values at a path from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volatile {
    /// A fixed text, such as `[hash]`.
    Redacted,
    /// A number for each different value, such as `id#1`.
    Aliased,
}

/// An edit that is about to be made.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What makes it.
    pub step: Step,
    /// Where it is made and whom it concerns, a sentence for each place.
    pub notes: Vec<String>,
    /// How many cases it concerns.
    pub cases: usize,
}

type Refused = Box<Diagnostic>;

/// Up to how many places of a file are told one by one.
const FEW: usize = 3;

/// What makes the paths of these changes volatile: in the case files, in the snapshots and in what is pending.
pub fn edit(root: &Utf8Path, review: &Review, changes: &[ChangeId], volatile: Volatile) -> Result<Edit, Refused> {
    edit_paths(root, review, &paths_of(review, changes)?, volatile)
}

/// The paths of changes, each with the index of its pending snapshot, once it is sure that they can be written.
pub fn paths_of(review: &Review, changes: &[ChangeId]) -> Result<BTreeSet<(usize, String)>, Refused> {
    let mut paths = BTreeSet::new();
    for id in changes {
        let pending = &review.pending[id.pending];
        let change = &pending.change.changes[id.change];
        check(pending, change)?;
        paths.insert((id.pending, change.path.clone()));
    }
    Ok(paths)
}

/// The same for paths of pending snapshots, which are named by their index.
pub fn edit_paths(
    root: &Utf8Path,
    review: &Review,
    wanted: &BTreeSet<(usize, String)>,
    volatile: Volatile,
) -> Result<Edit, Refused> {
    if wanted.is_empty() {
        return Ok(Edit { step: review.replace(Vec::new(), Vec::new()), notes: Vec::new(), cases: 0 });
    }
    let sources = Sources::default();
    let project = project(root, &sources)?;
    let uses = uses(&project.suite);
    let sites = sites(review, wanted, volatile, &uses)?;
    let mut others = case_files(&sites, &sources)?;
    let replaced = snapshots(&Store::new(root), review, &sites, &uses, &mut others)?;
    let notes = notes(&sites, volatile, &uses, &sources);
    let concerned = uses.iter().filter(|one| sites.contains_key(&one.spec.span));
    let cases = concerned.map(|one| one.case.id.as_str()).collect::<BTreeSet<&str>>().len();
    Ok(Edit { step: review.replace(replaced, others), notes, cases })
}

/// The pending snapshots in which a path leads somewhere, whether or not that has changed.
pub fn reached(review: &Review, path: &str) -> BTreeSet<(usize, String)> {
    let Ok(parsed) = JsonPath::parse(path) else { return BTreeSet::new() };
    let is_reached = |pending: &Pending| {
        let file = &pending.change.new;
        if file.info.kind == Some(SnapshotKind::Shape) {
            let Some(steps) = steps(path) else { return false };
            let Ok(shape) = Shape::from_text(&file.contents) else { return false };
            let mut other = shape.clone();
            other.put(&steps, &Shape { boolean: true, null: true, ..Shape::default() });
            return other != shape;
        }
        json::parse(file.contents.as_bytes()).is_ok_and(|value| !parsed.values(&value).is_empty())
    };
    let reached = review.pending.iter().enumerate().filter(|(_, pending)| is_reached(pending));
    reached.filter(|_| path != "$").map(|(index, _)| (index, path.to_owned())).collect()
}

/// One `snapshot:` of a case file, and what is added to it.
struct Site {
    paths: Vec<String>,
    respecified: Respecified,
}

type Sites = BTreeMap<Span, Site>;

/// Whether the path of a change can be written into a case file.
fn check(pending: &Pending, change: &Change) -> Result<(), Refused> {
    let refuse = |why: &str| Err(refused(format!("{} of {}: {why}", change.path, pending.case())));
    if matches!(change.class, Class::Header | Class::Status) {
        return refuse("only what is in a body can be redacted or numbered");
    }
    if JsonPath::parse(&change.path).is_err() {
        return refuse("no JSONPath leads there: what is inside a string cannot be redacted by itself")
            .map_err(|refused: Refused| Box::new(refused.help("redact the whole string")));
    }
    if change.path == "$" {
        return refuse("this is the whole body")
            .map_err(|refused: Refused| Box::new(refused.help("leave `snapshot` out if nothing of it counts")));
    }
    let is_shape = pending.change.new.info.kind == Some(SnapshotKind::Shape);
    if is_shape && steps(&change.path).is_none() {
        return refuse("only keys and `[*]` can be followed in a shape");
    }
    if !is_shape && !selects(pending, change) {
        return refuse("as a JSONPath this leads somewhere else");
    }
    Ok(())
}

/// Whether the path of a change leads to its place.
fn selects(pending: &Pending, change: &Change) -> bool {
    let Ok(path) = JsonPath::parse(&change.path) else { return false };
    let files = [(pending.change.old.as_ref(), &change.was), (Some(&pending.change.new), &change.is)];
    let mut places = files.into_iter().filter_map(|(file, place)| Some((file?, place.as_ref()?))).peekable();
    places.peek().is_none()
        || places.any(|(file, place)| {
            let Ok(value) = json::parse(file.contents.as_bytes()) else { return false };
            path.located(&value).iter().any(|(pointer, _)| *pointer == place.pointer)
        })
}

fn project(root: &Utf8Path, sources: &Sources) -> Result<Project, Refused> {
    let mut diagnostics = Diagnostics::default();
    let project = load(root, Load { ids_only: true, ..Load::default() }, sources, &mut diagnostics);
    project.filter(|_| !diagnostics.has_errors()).ok_or_else(|| {
        let first = diagnostics.sorted().into_iter().map(|diagnostic| diagnostic.message.clone()).next();
        let why = first.unwrap_or_else(|| "they cannot be read".to_owned());
        let refused = refused(format!("the case files have errors: {why}"));
        Box::new(refused.help("`countersign lint` shows all of them; mend them first"))
    })
}

/// Where the wanted paths have to be written.
fn sites(
    review: &Review,
    wanted: &BTreeSet<(usize, String)>,
    volatile: Volatile,
    uses: &[Use<'_>],
) -> Result<Sites, Refused> {
    let mut sites = Sites::new();
    let mut known = None;
    for (index, path) in wanted {
        let file = &review.pending[*index].path;
        let Some(spec) = uses.iter().find(|one| one.path == *file).map(|one| one.spec) else {
            let refused = refused(format!("no case asks for {file} any more, so there is no place to write {path} to"));
            return Err(Box::new(refused.help("run the case again; `countersign snapshots` shows who asks for what")));
        };
        let is_known = spec.redact.iter().map(|(path, _)| path).chain(&spec.alias).any(|known| known.as_str() == path);
        if is_known {
            known = Some(path);
            continue;
        }
        let site = sites.entry(spec.span).or_insert_with(|| Site { paths: Vec::new(), respecified: same(spec) });
        if !site.paths.contains(path) {
            site.paths.push(path.clone());
            add(&mut site.respecified, path, volatile);
        }
    }
    match (sites.is_empty(), known) {
        (true, Some(path)) => Err(refused(format!("{path} is redacted or numbered already"))),
        _ => Ok(sites),
    }
}

fn same(spec: &SnapshotSpec) -> Respecified {
    let added = SnapshotSpec { redact: Vec::new(), alias: Vec::new(), ..spec.clone() };
    Respecified { before: spec.clone(), added }
}

fn add(respecified: &mut Respecified, path: &str, volatile: Volatile) {
    let Ok(parsed) = JsonPath::parse(path) else { return };
    match volatile {
        Volatile::Redacted => respecified.added.redact.push((parsed, stand_in(path))),
        Volatile::Aliased => respecified.added.alias.push(parsed),
    }
}

/// `[hash]` for `$.items[*].hash`.
fn stand_in(path: &str) -> String {
    format!("[{}]", name_of_steps(&steps(path).unwrap_or_default()))
}

/// What is written into the case files.
fn case_files(sites: &Sites, sources: &Sources) -> Result<Vec<Write>, Refused> {
    let mut files: BTreeMap<FileId, Vec<Addition>> = BTreeMap::new();
    for (span, site) in sites {
        let added = &site.respecified.added;
        let redact = added.redact.iter().map(|(path, text)| (path.as_str().to_owned(), text.clone())).collect();
        let alias = added.alias.iter().map(|path| path.as_str().to_owned()).collect();
        files.entry(span.file).or_default().push(Addition { span: *span, redact, alias });
    }
    let mut writes = Vec::new();
    for (id, additions) in files {
        let Some(file) = sources.get(id) else { continue };
        let edited = with_volatile(id, &file.text, &additions).map_err(|uneditable| {
            let message = format!("{} cannot be edited: {uneditable}", sources.position(uneditable.span));
            let addition = additions.iter().find(|one| one.span == uneditable.span);
            let by_hand: Vec<String> = addition.or(additions.first()).into_iter().flat_map(Addition::lines).collect();
            Box::new(refused(message).help(format!("write it by hand into `snapshot:` there: {}", by_hand.join(", "))))
        })?;
        writes.push(Write { path: file.path.clone(), before: Some(file.text.clone()), after: Some(edited) });
    }
    Ok(writes)
}

/// What becomes of the snapshots of the cases that are concerned: those under review, by their index, and the writes
/// for all others.
fn snapshots(
    store: &Store,
    review: &Review,
    sites: &Sites,
    uses: &[Use<'_>],
    others: &mut Vec<Write>,
) -> Result<Vec<(usize, Pending)>, Refused> {
    let mut replaced = Vec::new();
    let mut done: BTreeSet<&Utf8PathBuf> = BTreeSet::new();
    for one in uses {
        let Some(site) = sites.get(&one.spec.span) else { continue };
        if !done.insert(&one.path) {
            continue;
        }
        if let Some(index) = review.pending.iter().position(|pending| pending.path == one.path) {
            replaced.push((index, again(&review.pending[index], &site.respecified)?));
            continue;
        }
        match read(store, &one.path)? {
            Some(pending) => {
                others.extend(again(&pending, &site.respecified)?.written().writes_from(&pending));
            }
            None => others.extend(reviewed(store, &one.path, &site.respecified)?),
        }
    }
    Ok(replaced)
}

/// A pending snapshot, respecified.
fn again(pending: &Pending, respecified: &Respecified) -> Result<Pending, Refused> {
    let unreadable = |error: crate::judge::snapshot::file::Unreadable| {
        Box::new(Diagnostic::new(Code::SnapshotUnreadable, format!("{} cannot be read: {error}", pending.path)))
    };
    let (snapshot, proposed) = pending.texts();
    let snapshot = snapshot.map(|text| respecified.text(text)).transpose().map_err(unreadable)?;
    let exchanges = pending.context.iter().flat_map(|context| &context.exchanges);
    let bodies = exchanges.filter_map(|exchange| exchange.response_body.as_ref()?.text.as_deref());
    let exactly = bodies.filter_map(|body| respecified.text_of(&proposed, body)).next();
    let text = exactly.map_or_else(|| respecified.text(&proposed), Ok).map_err(unreadable)?;
    pending.with_texts(snapshot, text).map_err(unreadable)
}

/// A reviewed snapshot that nothing is proposed for, respecified.
fn reviewed(store: &Store, path: &Utf8Path, respecified: &Respecified) -> Result<Option<Write>, Refused> {
    let Some(before) = store.read(path).map_err(|error| Box::new(error.diagnostic()))? else { return Ok(None) };
    let after = respecified.text(&before).map_err(|error| {
        let help = "restore the file, or delete it to record it anew";
        Box::new(Diagnostic::new(Code::SnapshotUnreadable, format!("{path} cannot be read: {error}")).help(help))
    })?;
    Ok((after != before).then(|| Write { path: path.to_owned(), before: Some(before), after: Some(after) }))
}

/// `cases/a.yaml:7: $.hash is redacted from now on, in 12 cases`. Where many places of a file get the same, they are
/// told together.
fn notes(sites: &Sites, volatile: Volatile, uses: &[Use<'_>], sources: &Sources) -> Vec<String> {
    let word = match volatile {
        Volatile::Redacted => "redacted",
        Volatile::Aliased => "numbered",
    };
    let mut cases: BTreeMap<Span, BTreeSet<&str>> = BTreeMap::new();
    for one in uses {
        cases.entry(one.spec.span).or_default().insert(one.case.id.as_str());
    }
    let mut alike: BTreeMap<(FileId, &[String]), Vec<Span>> = BTreeMap::new();
    for (span, site) in sites {
        alike.entry((span.file, &site.paths)).or_default().push(*span);
    }
    let note = |paths: &[String], spans: &[Span]| {
        let are = if paths.len() == 1 { "is" } else { "are" };
        let concerned: BTreeSet<&str> = spans.iter().filter_map(|span| cases.get(span)).flatten().copied().collect();
        let position = spans.first().map(|span| sources.position(*span));
        let place = match (position, spans.len()) {
            (Some(position), 1) => format!("{}:{}", position.path, position.line),
            (position, _) => position.map_or_else(String::new, |position| position.path.to_string()),
        };
        let note = format!("{place}: {} {are} {word} from now on", paths.join(", "));
        if concerned.len() == 1 { note } else { format!("{note}, in {}", count(concerned.len(), "case")) }
    };
    let notes = alike.iter().flat_map(|((_, paths), spans)| match spans.len() {
        0..=FEW => spans.iter().map(|span| note(paths, &[*span])).collect(),
        _ => vec![note(paths, spans)],
    });
    notes.collect()
}

fn refused(message: String) -> Refused {
    Box::new(Diagnostic::new(Code::CannotEdit, message))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use camino::{Utf8Path, Utf8PathBuf};

    use super::{Volatile, edit_paths, reached};
    use crate::cli::review::act::{Guard, act};
    use crate::cli::review::open::open;
    use crate::decide::review::pending::Decision;
    use crate::decide::review::selector::Selector;
    use crate::decide::review::session::Review;
    use crate::record::store::Store;
    use crate::secret::mask::Mask;
    use crate::source::diagnostic::Diagnostics;

    const CASES: &str = "api: items\noperation: GET /items\ncases:\n  - name: one  # first\n    expect: { snapshot: body }\n  - name: two\n    expect:\n      snapshot: shape\n";

    fn texts(store: &Store) -> BTreeMap<Utf8PathBuf, String> {
        let files = ["cases", "snapshots"].map(|folder| store.files(Utf8Path::new(folder), "").expect("readable"));
        let read = |path: Utf8PathBuf| Some((path.clone(), store.read(&path).ok()??));
        files.into_iter().flatten().filter_map(read).collect()
    }

    #[test]
    fn the_way_back_restores_every_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).expect("UTF-8");
        let store = Store::new(&root);
        let body = |json: &str| format!("---\nx: y\ninfo:\n  kind: body\n  content: json\n---\n{json}\n");
        let shape = |kind: &str| {
            format!(
                "---\ninfo:\n  kind: shape\n  content: json\n---\n{{ \"type\": \"object\", \"properties\": {{ \"hash\": {{ \"type\": \"{kind}\" }} }} }}\n"
            )
        };
        for (path, text) in [
            ("countersign.toml", "[apis.items]\ncontract = \"items.yaml\"\ncases = \"cases\"\n".to_owned()),
            ("cases/a.yaml", CASES.to_owned()),
            ("snapshots/items/a/one.snap", body(r#"{"hash": 1, "n": 1}"#)),
            ("snapshots/items/a/one.snap.new", body(r#"{"hash": 2, "n": 2}"#)),
            ("snapshots/items/a/two.snap", shape("integer")),
            ("snapshots/items/a/two.snap.new", shape("boolean")),
        ] {
            store.put(Utf8Path::new(path), &text).expect("written");
        }
        let before = texts(&store);
        let pending = open(&store, &[], &mut Diagnostics::default()).pending;
        let mut review = Review::of(pending, Mask::default());
        let guard = Guard { mask: Mask::new([]), in_ci: false };
        let n = Selector::parse("$.n").select(&review.pending);
        let step = review.decide(&n, Decision::Accepted);
        act(&store, &guard, &mut review, step).expect("accepted");
        let accepted = texts(&store);
        let paths = reached(&review, "$.hash");
        assert_eq!(paths.len(), 2);
        let edit = edit_paths(&root, &review, &paths, Volatile::Redacted).expect("an edit");
        act(&store, &guard, &mut review, edit.step).expect("made");
        let made = texts(&store);
        assert!(
            made.len() == 3 && made.values().all(|text| text.contains("[hash]") || text.contains("\"string\"")),
            "{made:#?}"
        );
        assert!(review.pending.iter().all(|pending| pending.is_settled()));
        for wanted in [&accepted, &before] {
            let step = review.undo().expect("a step back");
            act(&store, &guard, &mut review, step).expect("undone");
            assert_eq!(texts(&store), *wanted);
        }
    }
}
