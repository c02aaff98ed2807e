//! A whole screen of the review, worked out from what the reviewer looks at. Nothing is wider or higher than the
//! terminal.

use crate::decide::review::pending::Decision;
use crate::show::review::exchange::exchanges;
use crate::show::review::foot::foot;
use crate::show::review::heading::{Room, heading};
use crate::show::review::pages::{end, groups, help};
use crate::show::review::rows::{Row, folded};
use crate::show::review::side::{NARROWEST, beside};
use crate::show::review::state::{Context, Layout, Page, Scene, Scroll};
use crate::show::review::styled::{Line, Style};
use crate::show::review::unified::{Body, is_current, unified};

/// How many rows are shown around a change.
const NEAR: usize = 3;
/// From this height on there is room for all of the heading.
const HIGH: usize = 16;
/// From this height on there is room for a list of cases.
const VERY_HIGH: usize = 32;

/// How large a terminal is, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: usize,
    /// From top to bottom.
    pub height: usize,
}

/// A whole screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// As many lines as the terminal has.
    pub lines: Vec<Line>,
    /// Which line of the body is the first one shown.
    pub first: usize,
    /// How many lines of the body are shown at once.
    pub page: usize,
}

/// The screen for what the reviewer looks at.
pub fn screen(scene: &Scene<'_>, size: Size) -> Screen {
    let Size { width, height } = size;
    let is_high = height >= HIGH;
    let mut top = vec![bar(scene, width)];
    if scene.state.page == Page::Change {
        top.extend(heading(scene, room(height), width));
    }
    let mut bottom = foot(scene, if is_high { 2 } else { 1 }, width);
    if is_high {
        top.push(rule(width));
        bottom.insert(0, rule(width));
    }
    bottom.truncate(height.saturating_sub(1));
    top.truncate(height - bottom.len().min(height));
    let page = height.saturating_sub(top.len() + bottom.len());
    let (body, first) = shown(scene, page, width);
    let mut lines = top;
    lines.extend(body);
    lines.resize(height - bottom.len().min(height), Line::default());
    lines.extend(bottom);
    Screen { lines, first, page }
}

/// What is shown of the body, and from which of its lines on.
fn shown(scene: &Scene<'_>, page: usize, width: usize) -> (Vec<Line>, usize) {
    if scene.state.page == Page::Groups {
        // The cursor stays in sight.
        let last = scene.visible.len().saturating_sub(page);
        let first = scene.state.group.saturating_sub(page / 2).min(last);
        return (groups(scene, first, page, width), first);
    }
    let body = body(scene, width);
    let last = body.lines.len().saturating_sub(page);
    let first = match scene.state.scroll {
        Scroll::AtChange if body.at + NEAR < page => 0,
        Scroll::AtChange => body.at.saturating_sub(NEAR.min(page / 3)),
        Scroll::At(line) => line,
    };
    let first = first.min(last);
    (body.lines.into_iter().skip(first).take(page).collect(), first)
}

/// All lines of the page.
pub fn body(scene: &Scene<'_>, width: usize) -> Body {
    match scene.state.page {
        Page::Change => change(scene, width),
        Page::Exchange => exchanges(scene.pending().and_then(|pending| pending.context.as_ref()), width),
        Page::Groups => Body { lines: groups(scene, 0, scene.visible.len(), width), at: 0 },
        Page::Help => help(width),
        Page::End => end(scene, width),
    }
}

fn change(scene: &Scene<'_>, width: usize) -> Body {
    let current: Vec<usize> = scene.here().iter().map(|id| id.change).collect();
    let is_seen = scene.rows.iter().any(|row| is_current(row, &current));
    let is_of_interest = |row: &Row| match scene.state.context {
        Context::Whole => true,
        Context::Near if is_seen => is_current(row, &current),
        Context::Near => row.is_changed,
    };
    let pieces = folded(scene.rows.to_vec(), NEAR, is_of_interest);
    match scene.state.layout {
        Layout::Side if width >= NARROWEST => beside(&pieces, &current, width),
        _ => unified(&pieces, &current, width),
    }
}

/// Where the reviewer is, and how far.
fn bar(scene: &Scene<'_>, width: usize) -> Line {
    let left = match (scene.state.page, scene.visible.len()) {
        (Page::Groups, 1) => " 1 group".to_owned(),
        (Page::Groups, all) => format!(" {all} groups"),
        (Page::Help, _) => " help".to_owned(),
        (Page::End, _) => " the end of the review".to_owned(),
        (_, all) => format!(" group {} of {all}", scene.state.group + 1),
    };
    let left = if scene.state.filter.is_empty() { left } else { format!("{left} with \"{}\"", scene.state.filter) };
    let count = |decision| scene.review.count(decision);
    let (accepted, rejected) = (count(Decision::Accepted), count(Decision::Rejected));
    let right = format!("{accepted} accepted · {rejected} rejected · {} open ", count(Decision::Open));
    let room = width.saturating_sub(right.chars().count() + 1);
    if room < left.chars().count().min(14) {
        return Line::of(&left, Style::Bar).filled(width);
    }
    Line::of(&left, Style::Bar).filled(room).and(&format!(" {right}"), Style::Bar).filled(width)
}

fn room(height: usize) -> Room {
    match height {
        0..HIGH => Room::Little,
        HIGH..VERY_HIGH => Room::Enough { cases: 1 },
        _ => Room::Enough { cases: (height - VERY_HIGH) / 3 + 2 },
    }
}

fn rule(width: usize) -> Line {
    Line::of(&"─".repeat(width), Style::Quiet)
}
