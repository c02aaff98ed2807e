//! The binary, or another program, in a pseudo-terminal, and what somebody sees on its screen.

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::project::Project;

/// Nothing takes longer, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program in a terminal.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    /// How the terminal was set before.
    settings: String,
}

struct Seen {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    is_over: bool,
}

/// What a program left behind.
pub(crate) struct Left {
    pub(crate) code: u32,
    /// What is on the screen when it is over.
    pub(crate) screen: String,
    /// Everything that it wrote.
    pub(crate) bytes: Vec<u8>,
}

impl Terminal {
    /// `countersign review` with these arguments, in 80 columns and 24 rows.
    pub(crate) fn review(project: &Project, arguments: &[&str]) -> Terminal {
        Terminal::sized(project, arguments, (80, 24))
    }

    /// The same in a terminal of another size.
    pub(crate) fn sized(project: &Project, arguments: &[&str], size: (u16, u16)) -> Terminal {
        let arguments: Vec<&str> = ["review"].iter().chain(arguments).copied().collect();
        Terminal::running(&project.command(&arguments), size)
    }

    /// Any program.
    pub(crate) fn running(command: &Command, (columns, rows): (u16, u16)) -> Terminal {
        let pair = native_pty_system().openpty(pty_size(columns, rows)).expect("a pseudo-terminal");
        let settings = settings(&*pair.master);
        let child = pair.slave.spawn_command(in_terminal(command)).expect("the program runs");
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().expect("readable");
        let keyboard = pair.master.take_writer().expect("writable");
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Arc::new((Mutex::new(Seen { screen, bytes: Vec::new(), is_over: false }), Condvar::new()));
        let watched = Arc::clone(&seen);
        std::thread::spawn(move || watch(reader, &watched));
        Terminal { master: pair.master, keyboard, child, seen, settings }
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).and_then(|()| self.keyboard.flush()).expect("somebody reads");
    }

    /// Waits until all of these are on the screen at once, and gives the screen.
    pub(crate) fn wait_for(&self, wanted: &[&str]) -> String {
        self.wait_until(&format!("{wanted:?}"), |screen| {
            let contents = screen.contents();
            wanted.iter().all(|text| contents.contains(text))
        })
    }

    fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> String {
        let (seen, changed) = &*self.seen;
        let mut seen = seen.lock().expect("sound");
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = seen.screen.screen();
            if holds(screen) {
                return screen.contents();
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !seen.is_over, "{what} never came; there is\n{}", screen.contents());
            seen = changed.wait_timeout(seen, left).expect("sound").0;
        }
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.seen.0.lock().expect("sound").screen.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(pty_size(columns, rows)).expect("resized");
    }

    /// The process's id.
    pub(crate) fn id(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Waits for its end. The terminal must be as it was.
    pub(crate) fn end(mut self) -> Left {
        let (seen, changed) = &*self.seen;
        let mut seen = seen.lock().expect("sound");
        let deadline = Instant::now() + PATIENCE;
        while !seen.is_over {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it never ends; there is\n{}", seen.screen.screen().contents());
            seen = changed.wait_timeout(seen, left).expect("sound").0;
        }
        let code = self.child.wait().expect("it ended").exit_code();
        let screen = seen.screen.screen();
        assert!(!screen.alternate_screen(), "the other screen is left");
        assert!(!screen.hide_cursor(), "the cursor is back");
        assert_eq!(settings(&*self.master), self.settings, "keys are lines again");
        Left { code, screen: screen.contents(), bytes: seen.bytes.clone() }
    }
}

fn watch(mut reader: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 4096];
    loop {
        // The end of the process is an error here, not the end of a file.
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut now = seen.0.lock().expect("sound");
        now.screen.process(&buffer[..read]);
        now.bytes.extend_from_slice(&buffer[..read]);
        now.is_over = read == 0;
        seen.1.notify_all();
        if read == 0 {
            return;
        }
    }
}

fn in_terminal(command: &Command) -> CommandBuilder {
    let mut builder = CommandBuilder::new(command.get_program());
    builder.args(command.get_args());
    builder.cwd(command.get_current_dir().expect("a folder"));
    builder.env("TERM", "xterm-256color");
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => builder.env(name, value),
            None => builder.env_remove(name),
        }
    }
    builder
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("a terminal has cells")
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
