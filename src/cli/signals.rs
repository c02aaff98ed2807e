//! Ctrl-C and SIGTERM.

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

#[expect(clippy::exit, reason = "a second interruption must not wait for anything")]
fn end_now() {
    std::process::exit(ExitCode::Incomplete as i32);
}
