//! The suite in `cases/` against the embedded mock, as a test target of its own: `cargo test` and nextest run every
//! case as a test.

fn main() -> std::process::ExitCode {
    countersign::run_suite()
}
