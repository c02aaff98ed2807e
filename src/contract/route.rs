//! Finds the operations that a concrete path is for, among thousands, by going down a tree of segments.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::contract::path::{Part, PathTemplate, fits};

/// The paths of a contract as a tree.
#[derive(Debug)]
pub struct Routes {
    /// The first one is the root.
    forks: Vec<Fork>,
}

/// What may come after the segments before.
#[derive(Debug, Default)]
struct Fork {
    /// Segments that stand as they are.
    literals: HashMap<Box<str>, usize>,
    /// Segments that are partly parameters, those with the most text first.
    mixed: Vec<(Vec<Part>, usize)>,
    /// Segments that are one parameter.
    any: Option<usize>,
    /// The paths that end here, by their position.
    ends: Vec<usize>,
}

impl Routes {
    /// The tree of these paths.
    pub fn of<'p>(paths: impl Iterator<Item = &'p PathTemplate>) -> Routes {
        let mut routes = Routes { forks: vec![Fork::default()] };
        for (index, path) in paths.enumerate() {
            let mut at = 0;
            for segment in &path.segments {
                at = routes.under(at, segment);
            }
            routes.forks[at].ends.push(index);
        }
        routes
    }

    fn under(&mut self, at: usize, segment: &[Part]) -> usize {
        let next = self.forks.len();
        let fork = &mut self.forks[at];
        let found = match segment {
            [Part::Literal(text)] => *fork.literals.entry(text.as_str().into()).or_insert(next),
            [Part::Parameter(_)] => *fork.any.get_or_insert(next),
            _ => match fork.mixed.iter().find(|(parts, _)| parts == segment) {
                Some((_, known)) => *known,
                None => {
                    fork.mixed.push((segment.to_vec(), next));
                    fork.mixed.sort_by_key(|(parts, _)| std::cmp::Reverse(text_length(parts)));
                    next
                }
            },
        };
        if found == next {
            self.forks.push(Fork::default());
        }
        found
    }

    /// The positions of the paths that fit, the most concrete first, until `take` has what it wants.
    pub fn each(&self, path: &str, take: &mut dyn FnMut(&[usize]) -> bool) {
        let Some(path) = path.strip_prefix('/') else { return };
        let segments: Vec<Cow<'_, str>> =
            path.split('/').map(|segment| percent_decode_str(segment).decode_utf8_lossy()).collect();
        self.walk(0, &segments, take);
    }

    fn walk(&self, at: usize, segments: &[Cow<'_, str>], take: &mut dyn FnMut(&[usize]) -> bool) -> bool {
        let fork = &self.forks[at];
        let Some((first, rest)) = segments.split_first() else { return !fork.ends.is_empty() && take(&fork.ends) };
        if let Some(&next) = fork.literals.get(&**first)
            && self.walk(next, rest, take)
        {
            return true;
        }
        for (parts, next) in &fork.mixed {
            if fits(parts, first, &mut Vec::new()) && self.walk(*next, rest, take) {
                return true;
            }
        }
        match fork.any {
            Some(next) if !first.is_empty() => self.walk(next, rest, take),
            _ => false,
        }
    }
}

fn text_length(parts: &[Part]) -> usize {
    let length = |part: &Part| match part {
        Part::Literal(text) => text.len(),
        Part::Parameter(_) => 0,
    };
    parts.iter().map(length).sum()
}
