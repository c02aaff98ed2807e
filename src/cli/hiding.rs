//! The process has one mask: its streams, its panics and its runs share it, so that nothing is printed around it.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::panic::PanicHookInfo;
use std::sync::OnceLock;

use camino::Utf8PathBuf;

use crate::cli::args::EnvironmentArgs;
use crate::cli::project::root;
use crate::cli::review::secrets::secrets_at_hand;
use crate::secret::mask::Mask;
use crate::secret::others::Others;
use crate::secret::writer::MaskWriter;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};

static MASK: OnceLock<Mask> = OnceLock::new();

/// The process's mask.
pub fn mask() -> &'static Mask {
    MASK.get_or_init(Mask::default)
}

/// Has everything masked that the process prints from now on: the secrets that the project names, `given` or here, as
/// soon as anything is printed, and those that are added to the mask.
pub fn hide_secrets(given: Option<Utf8PathBuf>) {
    let others = Others::new(move || match root(given.as_deref()) {
        Ok(root) => secrets_at_hand(&root, |name| std::env::var(name).ok()),
        Err(_) => Vec::new(),
    });
    // A second call, by whoever uses the library, leaves the first one's project.
    let _ = MASK.set(Mask::with_others(others));
    std::panic::set_hook(Box::new(|info| {
        let told = told(mask(), info, &Backtrace::capture());
        // Nobody is left to be told that it cannot be printed.
        let _ = std::io::stderr().write_all(told.as_bytes());
    }));
}

/// A stream that everything reaches through the mask.
pub fn hidden<W: Write>(stream: W) -> MaskWriter<W> {
    MaskWriter::new(mask().clone(), stream)
}

/// What is said of a panic.
fn told(mask: &Mask, info: &PanicHookInfo<'_>, backtrace: &Backtrace) -> String {
    let place = info.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    if mask.is_held() {
        return format!("a bug in Countersign{place}; its message cannot be shown\n");
    }
    mask.learn_others();
    let message = info.payload_as_str().unwrap_or("a panic without a message");
    let mut told = format!("a bug in Countersign{place}: {}\nplease report it\n", mask.mask_field(message));
    if backtrace.status() == BacktraceStatus::Captured {
        told.push_str(&mask.apply(&backtrace.to_string()));
    }
    told
}

/// Refuses `--var` with the value of a secret: every process of the machine can read it there.
pub fn refuse_on_command_line(args: &EnvironmentArgs, mask: &Mask, diagnostics: &mut Diagnostics) {
    if args.var.is_empty() {
        return;
    }
    mask.learn_others();
    for (name, value) in args.var.iter().filter_map(|argument| argument.split_once('=')) {
        if let Some(secret) = mask.revealed(value).filter(|secret| !secret.is_short()) {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadLocalConfig,
                    format!("`--var {name}` gives the value of the secret {} on the command line", secret.name()),
                )
                .help(format!(
                    "others on this machine can read it there: name it as `${{{{ secrets.{} }}}}` in the case or in \
                     [vars]",
                    secret.name()
                )),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use std::backtrace::Backtrace;
    use std::sync::{Arc, Mutex};

    use super::told;
    use crate::secret::mask::Mask;
    use crate::secret::others::Others;
    use crate::secret::secret::Secret;

    #[test]
    fn a_panic_outside_of_any_case_shows_no_secret() {
        let others = Others::new(|| vec![Secret::new("TOKEN", "hunter2hunter2").expect("not empty")]);
        let mask = Mask::with_others(others);
        let said = Arc::new(Mutex::new(String::new()));
        let (own, slot) = (mask.clone(), said.clone());
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() == Some("panics") {
                *slot.lock().expect("the lock") = told(&own, info, &Backtrace::disabled());
            }
        }));
        let panics = std::thread::Builder::new().name("panics".to_owned());
        let ended = panics.spawn(|| panic!("no way: {:?}", Some("hunter2hunter2"))).expect("a thread").join();
        std::panic::set_hook(before);
        assert!(ended.is_err());
        let said = said.lock().expect("the lock").clone();
        assert!(said.starts_with("a bug in Countersign at src/cli/hiding.rs:"), "{said}");
        assert!(said.ends_with(": no way: Some(\"«secret:TOKEN»\")\nplease report it\n"), "{said}");
    }
}
