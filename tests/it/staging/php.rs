//! PHP's ways of writing data: `json_encode` with its default flags, `serialize` for lists of strings, `date`, `md5`.

use std::fmt::Write;
use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

/// Writes JSON compactly, `/` as `\/` and everything beyond ASCII as `\uXXXX`.
pub(super) fn json_encode(value: &Value) -> String {
    let mut encoded = String::new();
    // In JSON text both occur only within strings, where an escape means the same character.
    for character in value.to_string().chars() {
        match character {
            '/' => encoded.push_str("\\/"),
            ascii if ascii.is_ascii() => encoded.push(ascii),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(encoded, "\\u{unit:04x}");
                }
            }
        }
    }
    encoded
}

/// Serializes a list of strings, as in `allowed_payment_modes`: `a:1:{i:0;s:1:"1";}`. Lengths count bytes.
pub(super) fn serialize(strings: &[String]) -> String {
    let members = strings.iter().enumerate();
    let members: String = members.map(|(index, text)| format!("i:{index};s:{}:\"{text}\";", text.len())).collect();
    format!("a:{}:{{{members}}}", strings.len())
}

/// The current time as `YYYY-MM-DD HH:MM:SS` in UTC.
pub(super) fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    let (year, month, day) = civil_date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// Year, month and day of a number of days since 1970 (the "days from civil" algorithm, reversed).
fn civil_date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// 32 lower-case hexadecimal digits, different at each call.
pub(super) fn random_hash() -> String {
    let half = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", half(), half())
}

/// Whether a text is a real `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |digits: &str, width: usize| {
        let is_number = digits.len() == width && digits.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| digits.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// A `YYYY-MM-DD HH:MM[:SS]` completed with its seconds, or `None` when it is no real time.
pub(super) fn complete_datetime(text: &str) -> Option<String> {
    let (date, time) = text.split_once(' ')?;
    let parts: Vec<&str> = time.split(':').collect();
    let is_below = |digits: &str, limit: u32| digits.len() == 2 && digits.parse::<u32>().is_ok_and(|it| it < limit);
    let seconds = parts.get(2).copied().unwrap_or("00");
    let is_time = (2..=3).contains(&parts.len()) && is_below(parts[0], 24) && is_below(parts[1], 60);
    (is_date(date) && is_time && is_below(seconds, 60)).then(|| format!("{date} {}:{}:{seconds}", parts[0], parts[1]))
}
