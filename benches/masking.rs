//! What 20 secrets cost for every case: the texts of the documented invoice and its exchange, masked.

use countersign::secret::mask::Mask;
use countersign::secret::secret::Secret;
use divan::{Bencher, black_box};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const SIGNS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=&%!?:";
/// What of these is plain.
const PLAIN: usize = 62;

/// Twenty values such as services give out: keys, tokens, passwords with punctuation.
fn secrets() -> Vec<Secret> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut secrets = Vec::new();
    for kinds in [PLAIN, SIGNS.len()] {
        for length in [16, 20, 24, 32, 40, 64, 128, 200, 320, 480] {
            let value: String = (0..length).map(|_| char::from(SIGNS[random.usize(..kinds)])).collect();
            secrets.push(Secret::new(format!("S{}", secrets.len()), value).expect("not empty"));
        }
    }
    secrets
}

/// A body of 3.5 kB; `name` is that of its fields.
fn body(name: &str) -> String {
    let field = |at: usize| {
        format!(r#","{name}_{at}":"some value number {at}","price_{at}":{at}.50,"date_{at}":"2026-11-22 10:00:00""#)
    };
    format!("{{\"id\":1{}}}", (0..45).map(field).collect::<String>())
}

/// A URL, names and headers.
const FIELDS: [&str; 12] = [
    "http://127.0.0.1:8080/api/invoices/123",
    "items/case::reads-invoice-123",
    "reads invoice 123",
    "cases/bench/001.yaml",
    "application/json; charset=utf-8",
    "nginx/1.22.1",
    "Sun, 22 Nov 2026 12:00:00 GMT",
    "\"66a-5f\"",
    "gzip, br, zstd",
    "countersign/0.1.0",
    "127.0.0.1:8080",
    "*/*",
];

#[divan::bench(args = ["field", "champ \\u00e9"])]
fn a_body(bencher: Bencher<'_, '_>, name: &str) {
    let (mask, body) = (Mask::new(secrets()), body(name));
    bencher.bench_local(|| mask.mask_body(black_box(&body)).len());
}

#[divan::bench]
fn twelve_fields(bencher: Bencher<'_, '_>) {
    let mask = Mask::new(secrets());
    bencher.bench_local(|| FIELDS.iter().map(|field| mask.mask_field(black_box(field)).len()).sum::<usize>());
}

#[divan::bench]
fn twenty_secrets_made_ready(bencher: Bencher<'_, '_>) {
    let secrets = secrets();
    bencher.bench_local(|| Mask::new(black_box(&secrets).iter().cloned()));
}
