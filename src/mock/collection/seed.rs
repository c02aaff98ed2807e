//! Seeds for values that depend on more than the seed of the mock.

/// A seed that depends on all of these, the same on every machine.
pub fn mixed(seed: u64, text: &str, number: u64) -> u64 {
    // FNV-1a, and a finish that spreads what differs in few bits.
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed;
    for byte in text.bytes().chain(number.to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}
