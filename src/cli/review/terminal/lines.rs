//! The review where a terminal only prints: each group once, and a question in a line.

use crate::cli::review::terminal::input::Key;
use crate::show::review::heading::{Room, heading};
use crate::show::review::screen::{body, position};
use crate::show::review::state::{Foot, Page, Scene};
use crate::show::review::styled::{Ink, Line, Style};

/// How many lines name the cases of a group.
const CASES: usize = 5;

/// What is to be decided, and the question.
pub fn prompt(scene: &Scene<'_>, width: usize, ink: Ink) -> String {
    let mut text = String::from("\n");
    let mut put = |line: &Line| {
        text.push_str(line.to_text(ink).trim_end());
        text.push('\n');
    };
    let (said, is_all) = match &scene.state.foot {
        Foot::Note(note) => (vec![Line::of(note, Style::Good)], false),
        Foot::Trouble(trouble) => (trouble.iter().map(|line| Line::of(line, Style::Bad)).collect(), true),
        Foot::Question(question) => (vec![Line::of(question, Style::Notice)], true),
        Foot::Keys | Foot::Filter(_) => (Vec::new(), false),
    };
    said.into_iter().flat_map(|line| line.flowed(width)).for_each(|line| put(&line));
    if !is_all {
        page(scene, width).iter().for_each(put);
    }
    text.push_str(match &scene.state.foot {
        Foot::Question(_) => "y yes, n no > ",
        _ => "a accept, r reject, s skip, u undo, ? help, q quit > ",
    });
    text
}

fn page(scene: &Scene<'_>, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if scene.state.page == Page::Change {
        lines.push(Line::of(&position(scene), Style::Strong));
        lines.extend(heading(scene, Room::Enough { cases: CASES }, width));
        lines.push(Line::default());
    }
    lines.extend(body(scene, 0, width).lines);
    lines.push(Line::default());
    lines
}

/// The keys that a line means.
pub fn said(line: &str) -> Result<Vec<Key>, String> {
    let line = line.trim();
    if let Some(filter) = line.strip_prefix('/') {
        let typed = filter.chars().map(Key::Char);
        return Ok(std::iter::once(Key::Char('/')).chain(typed).chain([Key::Enter]).collect());
    }
    let mut characters = line.chars();
    match (characters.next(), characters.next()) {
        (None, _) => Ok(vec![Key::Enter]),
        (Some(key), None) => Ok(vec![Key::Char(key)]),
        _ => match line {
            "accept" => Ok(vec![Key::Char('a')]),
            "reject" => Ok(vec![Key::Char('r')]),
            "skip" => Ok(vec![Key::Char('s')]),
            "undo" => Ok(vec![Key::Char('u')]),
            "redact" => Ok(vec![Key::Char('d')]),
            "alias" => Ok(vec![Key::Char('l')]),
            "help" => Ok(vec![Key::Char('?')]),
            "yes" => Ok(vec![Key::Char('y')]),
            "no" => Ok(vec![Key::Char('n')]),
            "quit" | "exit" => Ok(vec![Key::Char('q')]),
            _ => Err(format!("`{line}` is no key; ? tells what there is")),
        },
    }
}
