//! What comes from whoever sits at the terminal, and from signals, in one queue.

use std::io::BufRead as _;
use std::sync::mpsc::{Receiver, Sender, channel};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::cli::signals::on_interruption;

/// A key, as far as the review knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Backspace.
    Backspace,
    /// Tab.
    Tab,
    /// Shift and tab.
    BackTab,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the beginning.
    Home,
    /// To the end.
    End,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// A line was entered.
    Line(String),
    /// The terminal has another size, or should be drawn anew.
    Redraw,
    /// Ctrl-C, a signal, or the terminal is gone.
    Interrupted,
    /// There are no more lines.
    Closed,
}

/// Keys as they are pressed. A signal first calls `restore`, since a second one ends the process at once.
pub fn keys(restore: fn()) -> Receiver<Input> {
    read(restore, |send| {
        loop {
            let input = match event::read() {
                Ok(event) => heard(&event),
                Err(_) => Some(Input::Interrupted),
            };
            let is_last = input == Some(Input::Interrupted);
            if input.is_some_and(|input| send.send(input).is_err()) || is_last {
                return;
            }
        }
    })
}

/// Lines as they are entered.
pub fn lines() -> Receiver<Input> {
    read(
        || (),
        |send| {
            for line in std::io::stdin().lock().lines() {
                let Ok(line) = line else { break };
                if send.send(Input::Line(line)).is_err() {
                    return;
                }
            }
            let _ = send.send(Input::Closed);
        },
    )
}

fn read(restore: fn(), reader: impl FnOnce(Sender<Input>) + Send + 'static) -> Receiver<Input> {
    let (send, inputs) = channel();
    let signalled = send.clone();
    on_interruption(move || {
        restore();
        let _ = signalled.send(Input::Interrupted);
    });
    // It waits for the terminal, maybe for ever; the end of the process ends it.
    std::thread::spawn(move || reader(send));
    inputs
}

fn heard(event: &Event) -> Option<Input> {
    match event {
        Event::Resize(..) => Some(Input::Redraw),
        Event::Key(key) if key.kind != KeyEventKind::Release => pressed(key),
        _ => None,
    }
}

fn pressed(key: &KeyEvent) -> Option<Input> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c') => Some(Input::Interrupted),
            KeyCode::Char('l') => Some(Input::Redraw),
            _ => None,
        };
    }
    let key = match key.code {
        KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::ALT) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    };
    Some(Input::Key(key))
}
