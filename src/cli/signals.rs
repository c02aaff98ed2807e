//! Ctrl-C and SIGTERM, and the signal of a file that may not grow.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};

use crate::exit::ExitCode;

/// Whoever wants to know of the first interruption.
static LISTENERS: Mutex<Vec<Box<dyn Fn() + Send>>> = Mutex::new(Vec::new());
/// Whether it has come.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// There is one handler, however many listen: a command can run the suite twice.
static HANDLER: Once = Once::new();

/// Calls `first` at the first interruption, or now when that has come already; the second one ends the process at once.
pub fn on_interruption(first: impl Fn() + Send + 'static) {
    let mut listeners = LISTENERS.lock().unwrap_or_else(PoisonError::into_inner);
    if INTERRUPTED.load(Ordering::SeqCst) {
        first();
    }
    listeners.push(Box::new(first));
    // Where a handler exists already, as under a test harness, the process just ends.
    HANDLER.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            if INTERRUPTED.swap(true, Ordering::SeqCst) {
                end_now();
            }
            LISTENERS.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(|listener| listener());
        });
    });
}

/// A file that would pass the process's limit (`ulimit -f`) is an error like any other, and does not end the process.
pub fn outlive_file_limits() {
    // Without the handler the process ends at the limit, as it would have.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

#[expect(clippy::exit, reason = "a second interruption must not wait for anything")]
fn end_now() {
    std::process::exit(ExitCode::Incomplete as i32);
}
