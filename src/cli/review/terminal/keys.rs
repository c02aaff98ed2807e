//! What each key does.

use crate::cli::review::edit::Volatile;
use crate::cli::review::terminal::edits::edit;
use crate::cli::review::terminal::input::Key;
use crate::cli::review::terminal::session::{Done, Session, Then, Work};
use crate::decide::review::group::ChangeId;
use crate::decide::review::pending::Decision;
use crate::show::plain::count;
use crate::show::review::state::{Context, Foot, Layout, Page, Scope, Scroll, cases, title, word};

/// Whether the review goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It does.
    GoOn,
    /// It is over.
    End,
}

/// Does what a key says. What it wants to be written is left as the session's work.
pub fn press(session: &mut Session<'_>, key: Key) -> Flow {
    match std::mem::take(&mut session.state.foot) {
        Foot::Question(question) => answer(session, key, question),
        Foot::Filter(text) => typed(session, key, text),
        Foot::Keys | Foot::Note(_) | Foot::Trouble(_) => return command(session, key),
    }
    Flow::GoOn
}

fn answer(session: &mut Session<'_>, key: Key, question: String) {
    match key {
        Key::Char('y' | 'Y') => session.work = session.asked.take(),
        Key::Char('n' | 'N' | 'q') | Key::Escape => session.asked = None,
        _ => session.state.foot = Foot::Question(question),
    }
}

fn typed(session: &mut Session<'_>, key: Key, mut text: String) {
    match key {
        Key::Enter => return session.filter(text.trim()),
        Key::Escape => return,
        Key::Backspace => drop(text.pop()),
        Key::Char(c) => text.push(c),
        _ => {}
    }
    session.state.foot = Foot::Filter(text);
}

fn command(session: &mut Session<'_>, key: Key) -> Flow {
    match key {
        Key::Char('q') => return Flow::End,
        Key::Char('?') => help(session),
        Key::Char('u') => session.undo(),
        Key::Char('g') => groups(session),
        Key::Char('/') => session.state.foot = Foot::Filter(String::new()),
        Key::Escape if session.state.page == Page::Help => help(session),
        _ => match session.state.page {
            Page::End => return at_end(session, key),
            Page::Help => scroll(session, key),
            Page::Groups => in_list(session, key),
            Page::Change | Page::Exchange => at_change(session, key),
        },
    }
    Flow::GoOn
}

fn help(session: &mut Session<'_>) {
    session.state.scroll = Scroll::AtChange;
    if session.state.page == Page::Help {
        session.state.page = session.back;
    } else {
        session.back = session.state.page;
        session.state.page = Page::Help;
    }
}

fn groups(session: &mut Session<'_>) {
    session.state.scroll = Scroll::AtChange;
    let is_shown = session.state.page == Page::Groups || session.visible.is_empty();
    session.state.page = match (is_shown, session.visible.is_empty()) {
        (_, true) => Page::End,
        (true, _) => Page::Change,
        (false, _) => Page::Groups,
    };
}

fn at_end(session: &mut Session<'_>, key: Key) -> Flow {
    if key == Key::Enter && session.first_open(0).is_none() && !session.state.filter.is_empty() {
        session.filter("");
    }
    match (key, session.first_open(0)) {
        (Key::Enter, None) => return Flow::End,
        (Key::Enter, Some(group)) => {
            session.leave_end();
            session.go_to(group);
        }
        (Key::BackTab | Key::Char('['), _) => session.leave_end(),
        _ => {}
    }
    Flow::GoOn
}

fn in_list(session: &mut Session<'_>, key: Key) {
    let (at, last) = (session.state.group, session.visible.len().saturating_sub(1));
    let page = session.page_length().max(1);
    let to = match key {
        Key::Up | Key::Char('k') => at.saturating_sub(1),
        Key::Down | Key::Char('j') => at + 1,
        Key::PageUp => at.saturating_sub(page),
        Key::PageDown | Key::Char(' ') => at + page,
        Key::Home => 0,
        Key::End => last,
        Key::Enter | Key::Escape => {
            session.state.page = Page::Change;
            at
        }
        _ => return decisions(session, key),
    };
    session.go_to(to.min(last));
}

fn at_change(session: &mut Session<'_>, key: Key) {
    let is_change = session.state.page == Page::Change;
    match key {
        Key::Char('i') => turn(session, if is_change { Page::Exchange } else { Page::Change }),
        Key::Escape if !is_change => turn(session, Page::Change),
        Key::Char('v') => {
            let (side, unified) = (Layout::Side, Layout::Unified);
            session.state.layout = if session.state.layout == side { unified } else { side };
            turn(session, Page::Change);
        }
        Key::Char('x') => {
            let (near, whole) = (Context::Near, Context::Whole);
            session.state.context = if session.state.context == near { whole } else { near };
            turn(session, Page::Change);
        }
        Key::Char('o') => {
            let (one, all) = (Scope::Case, Scope::Group);
            session.state.scope = if session.state.scope == one { all } else { one };
        }
        Key::Char('s') => {
            session.state.page = Page::Change;
            session.next_open_group();
        }
        Key::Tab | Key::Char(']') => {
            let last = session.visible.len().saturating_sub(1);
            session.go_to((session.state.group + 1).min(last));
        }
        Key::BackTab | Key::Char('[') => session.go_to(session.state.group.saturating_sub(1)),
        Key::Char('n') | Key::Right => {
            let last = session.group().map_or(0, |group| cases(group).len() - 1);
            session.go_to_case((session.state.case + 1).min(last));
        }
        Key::Char('p') | Key::Left => session.go_to_case(session.state.case.saturating_sub(1)),
        Key::Char('a' | 'r' | 'A' | 'R' | 'd' | 'l') => decisions(session, key),
        _ => scroll(session, key),
    }
}

fn turn(session: &mut Session<'_>, page: Page) {
    session.state.page = page;
    session.state.scroll = Scroll::AtChange;
}

fn scroll(session: &mut Session<'_>, key: Key) {
    let page = isize::try_from(session.page_length()).unwrap_or(isize::MAX).saturating_sub(1).max(1);
    match key {
        Key::Up | Key::Char('k') => session.scroll(-1),
        Key::Down | Key::Char('j') => session.scroll(1),
        Key::PageUp | Key::Char('b') => session.scroll(-page),
        Key::PageDown | Key::Char(' ') => session.scroll(page),
        Key::Home => session.state.scroll = Scroll::At(0),
        Key::End => session.state.scroll = Scroll::At(usize::MAX),
        _ => {}
    }
}

fn decisions(session: &mut Session<'_>, key: Key) {
    match key {
        Key::Char('a') => decide(session, Decision::Accepted),
        Key::Char('r') => decide(session, Decision::Rejected),
        Key::Char('A') => decide_class(session, Decision::Accepted),
        Key::Char('R') => decide_class(session, Decision::Rejected),
        Key::Char('d') => edit(session, Volatile::Redacted),
        Key::Char('l') => edit(session, Volatile::Aliased),
        _ => {}
    }
}

fn decide(session: &mut Session<'_>, decision: Decision) {
    let targets = session.targets();
    let Some(group) = session.group() else { return };
    let what = title(group.change(&session.review.pending));
    let number = count(snapshots(&targets), "case");
    let then = if session.is_about_one_case() { Then::Case } else { Then::Group };
    let words = format!("{} in {number}: {what}", word(decision));
    let done = Done { words, is_edit: false, place: session.place() };
    session.work = Some(Work { step: session.review.decide(&targets, decision), done, then });
}

/// Everything of the class that is open and passes the filter.
fn decide_class(session: &mut Session<'_>, decision: Decision) {
    let Some(group) = session.group() else { return };
    let class = group.change(&session.review.pending).class;
    let of_class = session.visible.iter().map(|index| &session.review.groups[*index]);
    let of_class = of_class.filter(|group| group.change(&session.review.pending).class == class);
    let open = of_class.flat_map(|group| group.members.iter().copied()).filter(|id| session.is_open(*id));
    let targets: Vec<ChangeId> = open.collect();
    if targets.is_empty() {
        return session.complain(format!("nothing of the class {} is open", class.name()));
    }
    let words = format!(
        "{} all {}: {} in {}",
        word(decision),
        class.name(),
        count(targets.len(), "change"),
        count(snapshots(&targets), "case")
    );
    let done = Done { words, is_edit: false, place: session.place() };
    session.work = Some(Work { step: session.review.decide(&targets, decision), done, then: Then::Stay });
}

fn snapshots(targets: &[ChangeId]) -> usize {
    let mut snapshots: Vec<usize> = targets.iter().map(|id| id.pending).collect();
    snapshots.sort_unstable();
    snapshots.dedup();
    snapshots.len()
}
