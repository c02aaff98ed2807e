//! Amounts as strings with two decimals, the way `decimal(15,2)` columns are written.

/// The amount in cents, rounded half away from zero; `None` when the text is no decimal number.
pub(super) fn cents(text: &str) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.len() <= 13 && part.bytes().all(|it| it.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let mills: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let amount = whole.parse::<i64>().ok()? * 100 + (mills + 5) / 10;
    Some(if negative { -amount } else { amount })
}

/// `11050` as `110.50`.
pub(super) fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}
