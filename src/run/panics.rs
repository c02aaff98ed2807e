//! Panics of cases: kept for the report instead of being printed, since a message and a backtrace on stderr would not
//! have passed the mask.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Once;

thread_local! {
    /// `None` outside of [`contained`]; inside, what the last panic said and where.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does `work`. A panic in it is told by its message and its place, and printed nowhere.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install();
    let outside = PANIC.replace(Some(String::new()));
    let done = catch_unwind(AssertUnwindSafe(work));
    let said = PANIC.replace(outside).unwrap_or_default();
    done.map_err(|_| said)
}

/// Panics elsewhere are printed as before.
fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let keep = |slot: &RefCell<Option<String>>| {
                slot.borrow_mut().as_mut().map(|said| *said = describe(info)).is_some()
            };
            // A thread that is ending has no place to keep it in.
            if !PANIC.try_with(keep).unwrap_or(false) {
                print(info);
            }
        }));
    });
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("a panic without a message");
    match info.location() {
        Some(place) => format!("{message}, at {}:{}", place.file(), place.line()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::contained;

    #[test]
    fn a_panic_is_told_by_message_and_place() {
        assert_eq!(contained(|| 5), Ok(5));
        let said = contained(|| panic!("no {}", "way")).expect_err("it panics");
        assert!(said.starts_with("no way, at src/run/panics.rs:"), "{said}");
    }
}
