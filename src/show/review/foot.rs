//! What stands at the bottom: the keys, what was done, or a question.

use crate::show::review::state::{Context, Foot, Layout, Page, Scene, Scope, cases};
use crate::show::review::styled::{Line, Style};

/// How many lines what could not be done may take.
const TROUBLE_LINES: usize = 4;

/// What is said at the bottom: the keys, in at most `room` lines, or what is more urgent.
pub fn foot(scene: &Scene<'_>, room: usize, width: usize) -> Vec<Line> {
    match &scene.state.foot {
        Foot::Keys => keys(scene, room, width),
        Foot::Note(note) => vec![Line::of(&format!(" {note}"), Style::Good).cut(width)],
        Foot::Trouble(said) => {
            let lines = said.iter().enumerate().flat_map(|(index, text)| {
                let style = if index == 0 { Style::Bad } else { Style::Plain };
                Line::of(&format!(" {text}"), style).flowed(width)
            });
            lines.take(TROUBLE_LINES).collect()
        }
        Foot::Question(question) => {
            let mut lines = Line::of(&format!(" {question}"), Style::Notice).flowed(width);
            lines.push(shortcuts(&[("y", "yes"), ("n", "no")], width).0);
            lines
        }
        Foot::Filter(text) => {
            let line =
                Line::of(" show only groups with: ", Style::Notice).and(text, Style::Plain).and("▏", Style::Plain);
            vec![line.cut(width), shortcuts(&[("enter", "filter"), ("esc", "leave it")], width).0]
        }
    }
}

/// What the keys do, in at most `room` lines.
pub fn keys(scene: &Scene<'_>, room: usize, width: usize) -> Vec<Line> {
    let class = scene.group().map_or("", |group| group.change(&scene.review.pending).class.name());
    let all_of_class = format!("all {class}");
    let (first, second) = offered(scene, &all_of_class);
    let all: Keys<'_> = first.iter().chain(&second).copied().collect();
    let few = [("a", "accept"), ("r", "reject"), ("s", "skip"), ("?", "help")];
    match (shortcuts(&all, width), shortcuts(&first, width), shortcuts(&second, width)) {
        ((line, true), ..) => vec![line],
        (_, (first, true), (second, true)) if room > 1 => vec![first, second],
        _ if matches!(scene.state.page, Page::Change | Page::Exchange) => vec![shortcuts(&few, width).0],
        (_, (first, _), _) => vec![first],
    }
}

/// Keys and what they do.
type Keys<'a> = Vec<(&'a str, &'a str)>;

/// The keys of a page, in two lines.
fn offered<'a>(scene: &Scene<'_>, all_of_class: &'a str) -> (Keys<'a>, Keys<'a>) {
    let several = scene.group().is_some_and(|group| cases(group).len() > 1);
    let when_several = |key: (&'static str, &'static str)| several.then_some(key);
    let end = vec![("u", "undo"), ("?", "help"), ("q", "quit")];
    let state = scene.state;
    match state.page {
        Page::Change => {
            let only = if state.scope == Scope::Case { "all cases" } else { "one case" };
            let layout = if state.layout == Layout::Side { "unified" } else { "beside" };
            let whole = if state.context == Context::Near { "whole" } else { "near" };
            let mut first = vec![("a", "accept"), ("r", "reject"), ("s", "skip"), ("A/R", all_of_class)];
            first.extend(when_several(("o", only)));
            first.extend([("u", "undo"), ("?", "help")]);
            let mut second = vec![("d", "redact"), ("l", "alias"), ("v", layout), ("x", whole), ("i", "request")];
            second.extend(when_several(("n/p", "case")));
            second.extend([("g", "groups"), ("q", "quit")]);
            (first, second)
        }
        Page::Exchange => {
            let mut first = vec![("i", "back to the change"), ("space", "further")];
            first.extend(when_several(("n/p", "case")));
            (first, end)
        }
        Page::Groups => {
            let first = vec![("enter", "look"), ("a", "accept"), ("r", "reject"), ("A/R", all_of_class)];
            (first, [("/", "filter")].into_iter().chain(end).collect())
        }
        Page::Help => (vec![("?", "back"), ("space", "further"), ("q", "quit")], Vec::new()),
        Page::End => (vec![("enter", "go on"), ("u", "undo"), ("g", "groups"), ("q", "quit")], Vec::new()),
    }
}

/// Keys with what they do, and whether all of them fit.
fn shortcuts(keys: &[(&str, &str)], width: usize) -> (Line, bool) {
    let mut line = Line::default();
    for (key, does) in keys {
        let gap = if line.is_empty() { " " } else { "  " };
        line = line.and(gap, Style::Plain).and(key, Style::Strong).and(&format!(" {does}"), Style::Quiet);
    }
    let fits = line.width() <= width;
    (line.cut(width), fits)
}
