//! Case files loaded per second, beside only reading their YAML into trees.

#[expect(dead_code, reason = "each benchmark uses its part of it")]
mod fixture;

use countersign::source::diagnostic::Diagnostics;
use countersign::source::span::FileId;
use countersign::source::yaml;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: usize = 10_000;

fn main() {
    divan::main();
}

/// Everything: files found, read, checked, decoded, ids given. Uses every core.
#[divan::bench(sample_count = 20)]
fn cases_loaded(bencher: Bencher) {
    let project = fixture::Project::new(CASES);
    bencher.counter(ItemsCount::new(CASES)).bench(|| black_box(project.load()));
}

/// The trees alone, on one core.
#[divan::bench(sample_count = 20)]
fn yaml_trees_alone(bencher: Bencher) {
    let texts = fixture::Project::new(CASES).texts();
    bencher.counter(ItemsCount::new(CASES)).bench(|| {
        for text in &texts {
            black_box(yaml::parse(FileId(0), text, &mut Diagnostics::default()));
        }
    });
}
