//! From the first screen to the summary.

use std::io::Write;

use crate::cli::review::act::Guard;
use crate::cli::review::terminal::input::{Input, keys, lines as entered};
use crate::cli::review::terminal::keys::{Flow, press};
use crate::cli::review::terminal::lines::{prompt, said};
use crate::cli::review::terminal::screen::{Terminal, measured, restore};
use crate::cli::review::terminal::session::Session;
use crate::cli::streams::Streams;
use crate::decide::review::session::Review;
use crate::exit::ExitCode;
use crate::record::store::Store;
use crate::show::review::list::headline;
use crate::show::review::screen::screen;
use crate::show::review::styled::Ink;
use crate::show::review::summary::summary;

/// More writes than this take long enough to say so.
const LONG: usize = 50;

/// How a review ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Whoever reviews said so.
    Quit,
    /// Ctrl-C or a signal.
    Interrupted,
}

/// Lets somebody review what is pending. 0 when nothing is left, 1 when something is, 4 when it was interrupted with
/// nothing left.
pub fn review(
    store: &Store,
    guard: &Guard,
    review: &mut Review,
    streams: &mut Streams<'_>,
) -> anyhow::Result<ExitCode> {
    if review.groups.is_empty() {
        streams.out.write_all(headline(review, streams.color).as_bytes())?;
        return Ok(ExitCode::Holds);
    }
    let ink = if streams.color { Ink::Color } else { Ink::Plain };
    let mut session = Session::new(store, guard, review);
    let ending = match has_screen() {
        true => on_screen(&mut session, ink, streams.out),
        false => in_lines(&mut session, ink, streams.out),
    }?;
    let edited = session.edited();
    streams.out.write_all(summary(review, &edited, ink).as_bytes())?;
    Ok(code(review, ending))
}

/// What is left is unreviewed, which says more than that it was interrupted.
fn code(review: &Review, ending: Ending) -> ExitCode {
    let code = match review.pending.iter().all(|pending| pending.is_settled()) {
        true => ExitCode::Holds,
        false => ExitCode::Broken,
    };
    if ending == Ending::Interrupted { code.and(ExitCode::Incomplete) } else { code }
}

/// Terminals that only print need lines.
fn has_screen() -> bool {
    std::env::var("TERM").is_ok_and(|name| !name.is_empty() && name != "dumb")
}

fn on_screen(session: &mut Session<'_>, ink: Ink, out: &mut dyn Write) -> anyhow::Result<Ending> {
    let mut terminal = Terminal::enter(ink, out)?;
    let inputs = keys(restore);
    loop {
        draw(session, &mut terminal, out)?;
        match inputs.recv() {
            Ok(Input::Key(key)) if press(session, key) == Flow::End => return Ok(Ending::Quit),
            Ok(Input::Redraw) => terminal.forget(),
            Ok(Input::Interrupted) | Err(_) => return Ok(Ending::Interrupted),
            Ok(_) => {}
        }
        if session.writes() > LONG {
            session.say_busy();
            draw(session, &mut terminal, out)?;
        }
        session.work();
    }
}

fn draw(session: &mut Session<'_>, terminal: &mut Terminal, out: &mut dyn Write) -> anyhow::Result<()> {
    session.prepare();
    let size = terminal.size();
    let screen = screen(&session.scene(), size);
    terminal.draw(&screen, size, out)?;
    session.drawn(&screen);
    Ok(())
}

fn in_lines(session: &mut Session<'_>, ink: Ink, out: &mut dyn Write) -> anyhow::Result<Ending> {
    let inputs = entered();
    loop {
        session.prepare();
        out.write_all(prompt(&session.scene(), measured().width, ink).as_bytes())?;
        out.flush()?;
        session.turn_back();
        let ending = match inputs.recv() {
            Ok(Input::Line(line)) => enter(session, &line),
            Ok(Input::Closed) => Some(Ending::Quit),
            _ => Some(Ending::Interrupted),
        };
        session.work();
        let ending = ending.or_else(|| session.is_finished().then_some(Ending::Quit));
        if let Some(ending) = ending {
            writeln!(out)?;
            return Ok(ending);
        }
    }
}

fn enter(session: &mut Session<'_>, line: &str) -> Option<Ending> {
    match said(line) {
        Ok(keys) => {
            let mut flows = keys.into_iter().map(|key| press(session, key));
            flows.any(|flow| flow == Flow::End).then_some(Ending::Quit)
        }
        Err(trouble) => {
            session.complain(trouble);
            None
        }
    }
}
