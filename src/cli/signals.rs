//! Ctrl-C and SIGTERM, and the signal of a file that may not grow.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit::ExitCode;

/// Calls `first` at the first interruption; the second one ends the process at once.
pub fn on_interruption(first: impl Fn() + Send + 'static) {
    let interrupted = AtomicBool::new(false);
    // Where a handler exists already, as under a test harness, the process just ends.
    let _ = ctrlc::set_handler(move || {
        if interrupted.swap(true, Ordering::SeqCst) {
            end_now();
        }
        first();
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
