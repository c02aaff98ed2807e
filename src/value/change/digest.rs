//! Digests of values: equal JSON has an equal digest, whatever its notation and the order of its keys.
//!
//! They only propose what may be equal; whoever relies on it holds the values against each other. So nothing depends on
//! how good they are but time.

use serde_json::Number;

const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND: u64 = 0xd6e8_feb8_6659_fd93;

/// Two digests in one; their order counts.
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ FIRST).wrapping_mul(u128::from(b.rotate_left(32) ^ SECOND));
    // The lower and the upper half of the product.
    (product as u64) ^ ((product >> 64) as u64)
}

/// The digest of a text.
pub(super) fn text(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut digest = words.iter().fold(text.len() as u64, |digest, word| mix(digest, u64::from_le_bytes(*word)));
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        digest = mix(digest, u64::from_le_bytes(last));
    }
    mix(digest, FIRST)
}

/// The digest of a number, the same for `1`, `1.0` and `10e-1`; and how many of its digits say something.
pub(super) fn number(number: &Number) -> (u64, u32) {
    let written = number.as_str();
    let (mantissa, exponent) = match written.bytes().position(|byte| matches!(byte, b'e' | b'E')) {
        // An exponent beyond all bounds only makes two unlike numbers look alike.
        Some(at) => (&written[..at], written[at + 1..].parse::<i64>().unwrap_or(i64::MAX)),
        None => (written, 0),
    };
    let mut significant = Significant::default();
    for byte in mantissa.bytes() {
        significant.push(byte);
    }
    if significant.digits == 0 {
        return (mix(0, 0), 0);
    }
    let sign = u64::from(mantissa.starts_with('-'));
    let point = significant.point.saturating_add(exponent) as u64;
    (mix(mix(significant.digest, point), sign), significant.digits)
}

/// The digits of a number between its leading and its trailing zeros.
#[derive(Default)]
struct Significant {
    digest: u64,
    /// Up to the last digit that is no zero.
    digits: u32,
    /// Zeros since then; they count once another digit follows.
    zeros: u32,
    /// Where the point is: behind so many of the digits, less the zeros that lead.
    point: i64,
    seen_point: bool,
}

impl Significant {
    fn push(&mut self, byte: u8) {
        match byte {
            b'.' => self.seen_point = true,
            b'0'..=b'9' => {
                let leads = byte == b'0' && self.digits == 0;
                match (leads, self.seen_point) {
                    (true, true) => self.point -= 1,
                    (false, false) => self.point += 1,
                    _ => {}
                }
                if byte == b'0' {
                    self.zeros += u32::from(!leads);
                } else {
                    self.digits += self.zeros + 1;
                    self.digest = mix(self.digest, u64::from(self.zeros) << 8 | u64::from(byte));
                    self.zeros = 0;
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{number, text};

    #[test]
    fn equal_numbers_have_equal_digests_and_others_have_not() {
        let digest = |text: &str| number(&text.parse().expect("a number")).0;
        for same in [vec!["1", "1.0", "10e-1", "0.1E1"], vec!["0", "-0.00", "0e7"], vec!["1200", "12e2", "1.2e3"]] {
            assert!(same.iter().all(|text| digest(text) == digest(same[0])), "{same:?}");
        }
        let different = ["1", "-1", "10", "0.1", "11", "101", "1.01", "0.01", "1001", "1e400", "1e-400"];
        for (at, one) in different.iter().enumerate() {
            assert!(different[at + 1..].iter().all(|other| digest(one) != digest(other)), "{one}");
        }
    }

    #[test]
    fn only_digits_that_say_something_count() {
        let digits = |text: &str| number(&text.parse().expect("a number")).1;
        assert_eq!(["0", "100", "12.50", "0.001", "1001"].map(digits), [0, 1, 3, 1, 4]);
    }

    #[test]
    fn texts_that_differ_anywhere_have_other_digests() {
        let all = ["", "\0", "a", "a\0", "abcdefgh", "abcdefgi", "abcdefgh\0", "abcdefghabcdefgh"];
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| text(one) != text(other)), "{one:?}");
        }
    }
}
