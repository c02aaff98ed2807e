//! Ctrl-C, SIGTERM and SIGHUP, and the signal of a file that may not grow.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::Signals;

use crate::exit::ExitCode;

/// Whoever wants to know of the first interruption.
static LISTENERS: Mutex<Vec<Box<dyn Fn() + Send>>> = Mutex::new(Vec::new());
/// Whether it has come.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// Whether nothing was begun that would have to be finished.
static LOADING: AtomicBool = AtomicBool::new(false);
/// There is one handler, however many listen: a command can run the suite twice.
static HANDLER: Once = Once::new();

/// Calls `first` at the first interruption, or now when that has come already; the second one ends the process at once.
pub fn on_interruption(first: impl Fn() + Send + 'static) {
    let mut listeners = LISTENERS.lock().unwrap_or_else(PoisonError::into_inner);
    if INTERRUPTED.load(Ordering::SeqCst) {
        first();
    }
    listeners.push(Box::new(first));
    // Without a handler the process just ends.
    HANDLER.call_once(|| {
        let _ = listen();
    });
}

/// Until [`finish_first`], the first interruption ends the process at once: reading a large project can take longer than
/// anybody waits, and leaves nothing behind.
pub fn end_at_once() {
    LOADING.store(true, Ordering::SeqCst);
}

/// From now on, what was begun is finished.
pub fn finish_first() {
    // Whoever ends the process holds the lock meanwhile.
    let _listeners = LISTENERS.lock().unwrap_or_else(PoisonError::into_inner);
    LOADING.store(false, Ordering::SeqCst);
}

/// A file that would pass the process's limit (`ulimit -f`) is an error like any other, and does not end the process.
pub fn outlive_file_limits() {
    // Without the handler the process ends at the limit, as it would have.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

fn listen() -> std::io::Result<()> {
    let mut all = vec![SIGINT, SIGTERM];
    all.extend((!is_ignored(SIGHUP)).then_some(SIGHUP));
    let mut signals = Signals::new(all)?;
    let wait = move || signals.forever().for_each(interrupted);
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait).map(drop)
}

fn interrupted(signal: i32) {
    if INTERRUPTED.swap(true, Ordering::SeqCst) {
        // Of a terminal that is closed, the shell and the system both tell.
        if signal != SIGHUP {
            end_now();
        }
        return;
    }
    let listeners = LISTENERS.lock().unwrap_or_else(PoisonError::into_inner);
    if LOADING.load(Ordering::SeqCst) {
        let _ = writeln!(std::io::stderr(), "interrupted: nothing was sent");
        end_now();
    }
    listeners.iter().for_each(|listener| listener());
}

/// Whether whoever started the process wants it to outlive this signal, as `nohup` does. Where the system does not tell,
/// nobody does.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[expect(clippy::exit, reason = "a second interruption must not wait for anything")]
fn end_now() {
    std::process::exit(ExitCode::Incomplete as i32);
}
