//! What stands above a change: what it is, in which cases, and what the contract says about it.

use crate::decide::review::group::Group;
use crate::show::plain::count;
use crate::show::review::exchange::summary;
use crate::show::review::state::{Scene, Scope, cases, class_style, decided, members, title};
use crate::show::review::styled::{Line, Style};
use crate::show::review::verdict::verdict;
use crate::value::change::model::Change;

/// Where the words begin, behind the label.
const LABEL: usize = 11;
/// How many lines a title may take.
const TITLE_LINES: usize = 3;

/// How much of it there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// What it is, and in which case.
    Little,
    /// All of it, with this many lines for the list of cases.
    Enough {
        /// Lines for the list of cases.
        cases: usize,
    },
}

/// The lines above the change that is looked at.
pub fn heading(scene: &Scene<'_>, room: Room, width: usize) -> Vec<Line> {
    let (Some(group), Some(pending)) = (scene.group(), scene.pending()) else { return Vec::new() };
    let change = group.change(&scene.review.pending);
    let mut lines = titled(change, width, if room == Room::Little { 1 } else { TITLE_LINES });
    match room {
        Room::Little => lines.push(case(scene, group, scene.state.case)),
        Room::Enough { cases } => {
            lines.push(extent(scene, group, width));
            lines.extend(case_list(scene, group, cases));
            lines.push(labelled("request", summary(pending.context.as_ref())));
            lines.push(labelled("contract", verdict(pending.context.as_ref(), change)));
        }
    }
    lines.into_iter().map(|line| line.cut(width)).collect()
}

/// The class and the change, in not more than `limit` lines.
fn titled(change: &Change, width: usize, limit: usize) -> Vec<Line> {
    let text = Line::of(&title(change), Style::Strong);
    let mut flowed = text.flowed(width.saturating_sub(LABEL));
    if flowed.len() > limit {
        let cut = Line::of(&title(change), Style::Strong).wrapped(width.saturating_sub(LABEL));
        let rest = cut.into_iter().skip(limit - 1).fold(Line::default(), |mut rest, line| {
            rest.append(line);
            rest
        });
        flowed.truncate(limit - 1);
        flowed.push(rest.cut(width.saturating_sub(LABEL)));
    }
    let class = change.class.name().to_uppercase();
    let mut labels =
        std::iter::once(Line::of(&format!(" {class:<width$}", width = LABEL - 1), class_style(change.class)));
    let indented = flowed.into_iter().map(|line| {
        let mut indented = labels.next().unwrap_or_else(|| Line::plain(&" ".repeat(LABEL)));
        indented.append(line);
        indented
    });
    indented.collect()
}

/// How many cases there are, what was decided about them, and what else is in this snapshot.
fn extent(scene: &Scene<'_>, group: &Group, width: usize) -> Line {
    let (word, style) = decided(scene.review, &group.members);
    let snapshots = count(cases(group).len(), "case");
    let places = match group.members.len() {
        places if places > cases(group).len() => format!(" at {places} places"),
        _ => String::new(),
    };
    let line = labelled("in", Line::plain(&format!("{snapshots}{places} · ")).and(&word, style));
    if scene.state.scope == Scope::Case {
        let only = format!("only the case below is decided · o decides all {}", cases(group).len());
        return labelled("in", Line::of(&only, Style::Notice));
    }
    // What is said last is said only where there is room for it.
    let with_others = line.clone().and(&others(scene), Style::Quiet);
    if with_others.width() <= width { with_others } else { line }
}

/// What else changed in the snapshot that is shown.
fn others(scene: &Scene<'_>) -> String {
    let here = scene.here().len();
    let all = scene.pending().map_or(0, |pending| pending.change.changes.len());
    if all > here { format!(" · beside {} in this case", count(all - here, "other change")) } else { String::new() }
}

/// As many cases as there is room for, around the one that is shown.
fn case_list(scene: &Scene<'_>, group: &Group, room: usize) -> Vec<Line> {
    let all = cases(group).len();
    let at = scene.state.case.min(all.saturating_sub(1));
    let room = room.clamp(1, all.max(1));
    let first = at.saturating_sub(room / 2).min(all - room);
    (first..first + room).map(|index| case(scene, group, index)).collect()
}

fn case(scene: &Scene<'_>, group: &Group, index: usize) -> Line {
    let Some(pending) = cases(group).get(index).and_then(|pending| scene.review.pending.get(*pending)) else {
        return Line::default();
    };
    let is_shown = index == scene.state.case;
    let sign = if is_shown { ">" } else { " " };
    let number = format!("{sign}{:<width$}", format!("case {}", index + 1), width = LABEL - 1);
    let style = if is_shown { Style::Strong } else { Style::Quiet };
    let (word, decision) = decided(scene.review, &members(group, index));
    let line = Line::of(&number, Style::Quiet).and(pending.case(), style);
    if word == "open" { line } else { line.and(" · ", Style::Quiet).and(&word, decision) }
}

fn labelled(label: &str, rest: Line) -> Line {
    let mut line = Line::of(&format!(" {label:<width$}", width = LABEL - 1), Style::Quiet);
    line.append(rest);
    line
}
