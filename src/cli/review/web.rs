//! `countersign review --web`: the review on a page that this machine serves to itself.
//!
//! Whoever runs the review is the only one who may take part: the page is served on a loopback address, under its own
//! names only, and everything that says or changes anything asks for the key that was printed.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::channel;

use crate::cli::args::ReviewArgs;
use crate::cli::review::act::Guard;
use crate::cli::review::calls::Calls;
use crate::cli::review::door::{Door, Event};
use crate::cli::signals::on_interruption;
use crate::cli::streams::Streams;
use crate::decide::review::session::Review;
use crate::record::store::Store;
use crate::show::plain::count;
use crate::wire::serve::{ServeOptions, serve};

/// How many bytes a page may send at once: a decision about a hundred thousand changes.
const BODY: usize = 32 << 20;

/// How many connections there may be: a browser makes a handful for each of its pages.
const CONNECTIONS: usize = 64;

/// Serves the page until it is told to stop. Everything is done on this one thread, in the order in which it came:
/// connections wait for it, and not for each other.
///
/// Returns what was redacted or aliased, in words.
///
/// # Errors
/// When the port is taken, or nothing can be printed.
pub fn web(
    store: &Store,
    guard: &Guard,
    review: &mut Review,
    args: &ReviewArgs,
    streams: &mut Streams<'_>,
) -> io::Result<Vec<String>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port.unwrap_or(0)))?;
    let key = key()?;
    let (sender, events) = channel();
    let door = Door { key: key.clone(), events: sender.clone() };
    // Answers are made on this thread; one more is enough to read and to send.
    let options = ServeOptions { workers: 1, body: BODY, connections: CONNECTIONS, ..ServeOptions::default() };
    let server = serve(listener, Arc::new(door), options)?;
    on_interruption(move || {
        // Without a receiver the review has ended already.
        let _ = sender.send(Event::Stop);
    });
    let project = store.root().file_name().unwrap_or("project").to_owned();
    writeln!(streams.out, "{} to review at", count(review.pending.len(), "snapshot"))?;
    writeln!(streams.out, "  http://{}/#token={key}", server.address())?;
    writeln!(streams.out, "Ctrl-C ends the review; what was decided until then is written")?;
    streams.out.flush()?;
    let mut calls = Calls::new(store, guard, review, project, &args.filters);
    while let Ok(Event::Call(call, back)) = events.recv() {
        // The page may have been closed meanwhile.
        let _ = back.send(calls.answer(call));
    }
    drop(server);
    Ok(calls.edited().to_vec())
}

/// 128 bits that nobody can guess, in hexadecimal.
fn key() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    let mut key = String::with_capacity(32);
    for byte in bytes {
        let _ = write!(key, "{byte:02x}");
    }
    Ok(key)
}
