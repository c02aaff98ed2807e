//! Random values that a run can repeat: a function of seed, case, attempt, step and call, never of threads or time.

use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// The random values of one step. Every draw takes the next number of its counter.
#[derive(Debug)]
pub struct Random {
    state: [u8; 32],
    draws: AtomicU64,
}

impl Random {
    /// The values of one step in one attempt of one case.
    pub fn new(seed: u64, case_id: &str, attempt: u32, step: &str) -> Random {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        hash.update(attempt.to_le_bytes());
        // Lengths keep ("ab", "c") and ("a", "bc") apart.
        for part in [case_id, step] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        Random { state: hash.finalize().into(), draws: AtomicU64::new(0) }
    }

    /// A UUID of version 4.
    pub fn uuid(&self) -> String {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.draw()[..16]);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let hex = hex(&bytes);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// A whole number from `low` to `high`, both included; `low` when the range is empty.
    pub fn integer(&self, low: i64, high: i64) -> i64 {
        let mut generator = self.generator();
        if low < high { generator.i64(low..=high) } else { low }
    }

    /// `length` characters of `alphabet`; nothing from an empty one.
    pub fn text(&self, length: usize, alphabet: &[char]) -> String {
        let mut generator = self.generator();
        (0..length).filter_map(|_| generator.choice(alphabet)).collect()
    }

    fn generator(&self) -> fastrand::Rng {
        let mut seed = [0; 8];
        seed.copy_from_slice(&self.draw()[..8]);
        fastrand::Rng::with_seed(u64::from_le_bytes(seed))
    }

    fn draw(&self) -> [u8; 32] {
        let number = self.draws.fetch_add(1, Ordering::Relaxed);
        Sha256::new().chain_update(self.state).chain_update(number.to_le_bytes()).finalize().into()
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_place_draws_the_same_values() {
        let (a, b) = (Random::new(1, "a/b::c", 1, "read"), Random::new(1, "a/b::c", 1, "read"));
        assert_eq!((a.uuid(), a.integer(1, 1_000_000)), (b.uuid(), b.integer(1, 1_000_000)));
    }

    #[test]
    fn another_seed_case_attempt_step_or_call_draws_others() {
        let first = Random::new(1, "ab", 1, "c");
        let others = [Random::new(2, "ab", 1, "c"), Random::new(1, "a", 1, "bc"), Random::new(1, "ab", 2, "c")]
            .map(|r| r.uuid());
        let drawn = [first.uuid(), first.uuid()];
        assert!(drawn[0] != drawn[1] && !others.contains(&drawn[0]));
    }

    #[test]
    fn values_have_the_form_that_was_asked_for() {
        let random = Random::new(7, "case", 1, "");
        let uuid = random.uuid();
        assert_eq!((uuid.len(), &uuid[14..15]), (36, "4"));
        assert!((0..200).all(|_| (-2..=3).contains(&random.integer(-2, 3))));
        assert_eq!(random.integer(5, 1), 5);
        assert!(random.text(50, &['x', 'é']).chars().all(|c| c == 'x' || c == 'é'));
        assert_eq!(random.text(3, &[]), "");
    }
}
