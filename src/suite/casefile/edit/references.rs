//! Where templates and expressions speak of a step by its id: `steps.read.response` and `steps['read']`.

use std::ops::Range;

use crate::suite::template::scan::template_end;

/// How much of a text is an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// What stands in `${{ }}`.
    Templates,
}

/// One place in which a step is spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The bytes of the id.
    pub range: Range<usize>,
    /// Whether it stands behind a dot, where only a word can stand.
    pub is_word: bool,
}

/// The references to a step in a text. What only looks like one, in a string or outside of templates, is none.
pub fn references(text: &str, id: &str, extent: Extent) -> Vec<Reference> {
    let inside = match extent {
        Extent::Whole => std::iter::once(0..text.len()).collect(),
        Extent::Templates => templates(text),
    };
    let code: Vec<Range<usize>> = inside.into_iter().flat_map(|range| outside_strings(text, range)).collect();
    let is_code = |at: usize| code.iter().any(|range| range.contains(&at));
    mentions(text, id).into_iter().filter(|mention| is_code(mention.start)).map(|mention| mention.reference).collect()
}

/// The references in the way that the text is written in a file, given what it says. `None` when it is not sure which
/// they are.
pub fn references_in_source(source: &str, text: &str, id: &str, extent: Extent) -> Option<Vec<Reference>> {
    let wanted = references(text, id, extent);
    let (written, said) = (mentions(source, id), mentions(text, id));
    if wanted.is_empty() {
        return Some(Vec::new());
    }
    let is_wanted = |mention: &Mention| wanted.contains(&mention.reference);
    let pairs = written.iter().zip(&said);
    (written.len() == said.len())
        .then(|| pairs.filter(|(_, said)| is_wanted(said)).map(|(written, _)| written.reference.clone()).collect())
}

/// A text with other ids in its references.
pub fn replaced(text: &str, references: &[Reference], id: &str) -> String {
    let mut replaced = String::with_capacity(text.len() + 20);
    let mut at = 0;
    for reference in references {
        replaced.push_str(&text[at..reference.range.start]);
        replaced.push_str(id);
        at = reference.range.end;
    }
    replaced.push_str(&text[at..]);
    replaced
}

struct Mention {
    /// Where `steps` begins.
    start: usize,
    reference: Reference,
}

/// Everything that looks like a reference, in code or not, with quotes as they are or as YAML escapes them.
fn mentions(text: &str, id: &str) -> Vec<Mention> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for (start, word) in text.match_indices("steps") {
        let before = text[..start].trim_end().chars().next_back();
        let joined = text[..start].chars().next_back().is_some_and(is_word) || before == Some('.');
        let Some(behind) = text.get(start + word.len()..).filter(|_| !joined) else { continue };
        let rest = behind.trim_start();
        let offset = |rest: &str| text.len() - rest.len();
        let (id_start, is_dotted) = if let Some(rest) = rest.strip_prefix('.') {
            (offset(rest.trim_start()), true)
        } else if let Some(rest) = rest.strip_prefix('[') {
            let quoted = rest.trim_start();
            let unquoted = quoted.trim_start_matches(['\\', '"', '\'']);
            if unquoted.len() == quoted.len() {
                continue;
            }
            (offset(unquoted), false)
        } else {
            continue;
        };
        let Some(rest) = text[id_start..].strip_prefix(id) else { continue };
        let ends = match is_dotted {
            true => !rest.starts_with(is_word),
            false => rest.starts_with(['\\', '"', '\'']),
        };
        if ends {
            let reference = Reference { range: id_start..id_start + id.len(), is_word: is_dotted };
            found.push(Mention { start, reference });
        }
    }
    found
}

/// What stands between `${{` and `}}`; `$${{` begins no template.
fn templates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("${{").map(|start| at + start) {
        let inside = start + "${{".len();
        if text[..start].ends_with('$') {
            at = inside;
            continue;
        }
        let Some(end) = template_end(text, inside) else { return found };
        found.push(inside..end);
        at = end;
    }
    found
}

/// The parts of an expression that are not in quotes.
fn outside_strings(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut quote = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(range.end).skip(range.start) {
        match quote {
            None if matches!(byte, b'\'' | b'"') => {
                found.push(start..at);
                quote = Some(byte);
            }
            Some(_) if escaped => escaped = false,
            Some(_) if byte == b'\\' => escaped = true,
            Some(open) if open == byte => {
                quote = None;
                start = at + 1;
            }
            _ => {}
        }
    }
    if quote.is_none() {
        found.push(start..range.end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Extent, references, references_in_source, replaced};

    fn renamed(text: &str, extent: Extent) -> String {
        replaced(text, &references(text, "read", extent), "look")
    }

    #[test]
    fn what_speaks_of_the_step_is_found_and_nothing_else() {
        for (text, wanted) in [
            ("steps.read.response.body == steps . read.x", "steps.look.response.body == steps . look.x"),
            ("steps['read'].response ~ steps[ \"read\" ]", "steps['look'].response ~ steps[ \"look\" ]"),
            (
                "f(steps.read, [steps.read2, steps.reader, steps.rea])",
                "f(steps.look, [steps.read2, steps.reader, steps.rea])",
            ),
            ("'steps.read' == steps.read ~ \"it's steps.read\"", "'steps.read' == steps.look ~ \"it's steps.read\""),
            ("my.steps.read ~ mysteps.read ~ vars.steps . read", "my.steps.read ~ mysteps.read ~ vars.steps . read"),
            ("'\\'' ~ steps.read", "'\\'' ~ steps.look"),
        ] {
            assert_eq!(renamed(text, Extent::Whole), wanted);
        }
        for (text, wanted) in [
            ("steps.read ${{ steps.read.response }} steps.read", "steps.read ${{ steps.look.response }} steps.read"),
            ("$${{ steps.read }} ${{ '}}' ~ steps.read }}", "$${{ steps.read }} ${{ '}}' ~ steps.look }}"),
            ("${{ {'a': steps.read}.a }}", "${{ {'a': steps.look}.a }}"),
        ] {
            assert_eq!(renamed(text, Extent::Templates), wanted);
        }
    }

    #[test]
    fn they_are_found_in_every_way_of_quoting() {
        for (source, text, wanted) in [
            (r#""${{ steps[\"read\"].x }}""#, r#"${{ steps["read"].x }}"#, r#""${{ steps[\"look\"].x }}""#),
            (
                "'${{ steps[''read''].x ~ ''steps.read'' }}'",
                "${{ steps['read'].x ~ 'steps.read' }}",
                "'${{ steps[''look''].x ~ ''steps.read'' }}'",
            ),
            ("${{ steps\n  .read }}", "${{ steps .read }}", "${{ steps\n  .look }}"),
        ] {
            let found = references_in_source(source, text, "read", Extent::Templates).expect("sure");
            assert_eq!(replaced(source, &found, "look"), wanted);
        }
        assert_eq!(
            references_in_source("\"${{ st\\x65ps.read }}\"", "${{ steps.read }}", "read", Extent::Templates),
            None
        );
    }
}
