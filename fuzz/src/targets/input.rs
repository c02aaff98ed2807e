//! What targets make of their bytes.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The line between two parts of an input.
const BETWEEN: &[u8] = b"\n=====\n";

/// The parts of an input, which stand between lines of `=====`; empty where it has fewer.
pub fn parts<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    let mut rest = Some(bytes);
    std::array::from_fn(|index| {
        let all = rest.take().unwrap_or_default();
        let end = all.windows(BETWEEN.len()).position(|window| window == BETWEEN).filter(|_| index + 1 < N);
        let Some(end) = end else { return all };
        rest = Some(&all[end + BETWEEN.len()..]);
        &all[..end]
    })
}

/// The same as texts; `None` where one of them is not UTF-8.
pub fn texts<const N: usize>(bytes: &[u8]) -> Option<[&str; N]> {
    let mut texts = [""; N];
    for (text, part) in texts.iter_mut().zip(parts::<N>(bytes)) {
        *text = std::str::from_utf8(part).ok()?;
    }
    Some(texts)
}

/// For choices that a target makes: they depend on its input alone.
pub fn choices(bytes: &[u8]) -> fastrand::Rng {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    fastrand::Rng::with_seed(hasher.finish())
}
