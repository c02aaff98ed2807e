//! The terminal as a screen: taken over, drawn on, and given back as it was, whatever happens.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};

use crate::show::review::screen::{Screen, Size};
use crate::show::review::styled::Ink;

/// Another screen, without breaking lines and without a cursor.
const ENTER: &str = "\u{1b}[?1049h\u{1b}[?7l\u{1b}[?25l";
/// The screen that was there before.
const LEAVE: &str = "\u{1b}[0m\u{1b}[?25h\u{1b}[?7h\u{1b}[?1049l";
/// A frame is shown when all of it is there, by terminals that know this.
const BEGIN: &str = "\u{1b}[?2026h";
const END: &str = "\u{1b}[?2026l";

/// Whether the terminal is ours.
static IS_OURS: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours; dropped, it is given back.
pub struct Terminal {
    ink: Ink,
    /// What was drawn last, to draw only what differs.
    last: Vec<String>,
    size: Size,
}

impl Terminal {
    /// Takes the terminal over.
    pub fn enter(ink: Ink, out: &mut dyn Write) -> io::Result<Terminal> {
        restore_on_panic();
        enable_raw_mode()?;
        IS_OURS.store(true, Ordering::SeqCst);
        // From here on a change of its size is told, also before anybody waits for it.
        event::poll(Duration::ZERO)?;
        let terminal = Terminal { ink, last: Vec::new(), size: Size { width: 0, height: 0 } };
        out.write_all(ENTER.as_bytes())?;
        out.flush()?;
        Ok(terminal)
    }

    /// The size that it has now.
    pub fn size(&self) -> Size {
        measured()
    }

    /// Draws in one write, so that nobody sees half a screen.
    pub fn draw(&mut self, screen: &Screen, size: Size, out: &mut dyn Write) -> io::Result<()> {
        if !IS_OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        let mut frame = BEGIN.to_owned();
        if self.size != size || self.last.is_empty() {
            frame.push_str("\u{1b}[0m\u{1b}[2J");
            self.last = vec![String::new(); size.height];
            self.size = size;
        }
        self.last.resize(screen.lines.len(), String::new());
        for (row, line) in screen.lines.iter().enumerate() {
            let text = line.to_text(self.ink);
            if text == self.last[row] {
                continue;
            }
            frame.push_str(&format!("\u{1b}[{};1H{text}", row + 1));
            // Behind the last column, terminals would erase what was just written.
            if line.width() < size.width {
                frame.push_str("\u{1b}[K");
            }
            self.last[row] = text;
        }
        frame.push_str(END);
        out.write_all(frame.as_bytes())?;
        out.flush()
    }

    /// Lets the next frame be drawn as a whole.
    pub fn forget(&mut self) {
        self.last.clear();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// The size of the terminal; what most have where it does not say.
pub fn measured() -> Size {
    let (width, height) = size().ok().filter(|(width, height)| *width > 0 && *height > 0).unwrap_or((80, 24));
    Size { width: usize::from(width), height: usize::from(height) }
}

/// Gives the terminal back. Once is enough: what is done by a signal is not done again at the end.
pub fn restore() {
    if IS_OURS.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = out.write_all(LEAVE.as_bytes());
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// What a panic says must be readable.
fn restore_on_panic() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore();
            print(info);
        }));
    });
}
