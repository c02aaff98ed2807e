//! Servers that ask to come back later, by `Retry-After` (RFC 9110, section 10.2.3): when that is heeded, and for how
//! long nobody asks them anything.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, Method};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;
use url::{Origin, Url};

use crate::wire::exchange::{Request, Response};

/// How often one request is sent again.
pub const MAX_AGAIN: usize = 3;

/// Whom nothing is sent to for a while, over all threads.
#[derive(Debug, Default)]
pub struct Backoff {
    /// How long an answer may make a client wait; never waited when absent.
    cap: Option<Duration>,
    /// Whether anybody asked to be left alone, so that nobody looks otherwise.
    is_any: AtomicBool,
    until: Mutex<HashMap<Origin, Instant>>,
}

/// What an answer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To be asked again after this time.
    Later(Duration),
    /// The same, after a longer time than is allowed.
    TooLate(Duration),
    /// To be asked again, nobody knows when.
    Unreadable,
    /// To be asked again what may have had an effect.
    Unrepeatable,
}

impl Backoff {
    /// Waits as long as `cap` at most, when answers ask for it.
    pub fn new(cap: Option<Duration>) -> Backoff {
        Backoff { cap, ..Backoff::default() }
    }

    /// The longest time that is waited, if any is.
    pub fn cap(&self) -> Option<Duration> {
        self.cap
    }

    /// What an answer asks for; `None` when it asks for nothing, or nobody listens. A request that may have had an effect
    /// is not sent again after a 503; a 429 says that it had none.
    pub fn asked(&self, request: &Request, response: &Response) -> Option<Asked> {
        let cap = self.cap?;
        if !matches!(response.status, 429 | 503) || !response.headers.contains_key(RETRY_AFTER) {
            return None;
        }
        if response.status == 503 && !is_repeatable(&request.method) {
            return Some(Asked::Unrepeatable);
        }
        Some(match retry_after(&response.headers, Timestamp::now()) {
            None => Asked::Unreadable,
            Some(wait) if wait > cap => Asked::TooLate(wait),
            Some(wait) => Asked::Later(wait),
        })
    }

    /// Nothing is sent to the origin of `url` until then.
    pub fn hold(&self, url: &Url, until: Instant) {
        let mut all = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.entry(url.origin()).or_insert(until);
        *own = (*own).max(until);
        self.is_any.store(true, Ordering::Release);
    }

    /// For how long from `now` on nothing is sent to the origin of `url`.
    pub fn wait(&self, url: &Url, now: Instant) -> Duration {
        if !self.is_any.load(Ordering::Acquire) {
            return Duration::ZERO;
        }
        let all = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&url.origin()).map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }
}

/// Methods that mean the same when they are sent twice.
fn is_repeatable(method: &Method) -> bool {
    method.is_idempotent()
}

/// How long to wait: seconds, or until a date. Dates count from the server's own clock where it tells the time, since
/// this machine's may differ. `None` for what is neither, and for several that differ.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let mut values = headers.get_all(RETRY_AFTER).iter().map(|value| value.to_str().ok().map(str::trim));
    let text = values.next()??;
    if values.any(|other| other != Some(text)) {
        return None;
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = http_date(text)?;
    let now = headers.get(DATE).and_then(|date| http_date(date.to_str().ok()?)).unwrap_or(now);
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

/// The three forms of RFC 9110, section 5.6.7.
fn http_date(text: &str) -> Option<Timestamp> {
    if let Ok(timestamp) = DateTimeParser::new().parse_timestamp(text) {
        return Some(timestamp);
    }
    let obsolete = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let parsed = obsolete.iter().find_map(|format| jiff::civil::DateTime::strptime(format, text).ok())?;
    parsed.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue, Method};
    use jiff::Timestamp;

    use super::{Asked, Backoff, retry_after};
    use crate::wire::exchange::{Request, Response};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (http::HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let mut headers = HeaderMap::new();
        headers.extend(pairs.iter().map(pair));
        headers
    }

    #[test]
    fn seconds_and_the_three_forms_of_a_date_are_read() {
        let now: Timestamp = "1994-11-06T08:49:07Z".parse().expect("a time");
        let wait = |value: &'static str| retry_after(&headers(&[("retry-after", value)]), now);
        for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(wait(date), Some(Duration::from_secs(30)), "{date}");
        }
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        assert_eq!(wait("0"), Some(Duration::ZERO));
        assert_eq!(wait("99999999999999999999"), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO), "it has passed");
        for garbage in ["", "-1", "1.5", "soon", "30s", "1e3", "Sun, 99 Nov 1994 08:49:37 GMT", "0x10"] {
            assert_eq!(wait(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn a_date_counts_from_the_clock_of_the_server() {
        let wrong: Timestamp = "2001-01-01T00:00:00Z".parse().expect("a time");
        let date = [("date", "Sun, 06 Nov 1994 08:49:07 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")];
        assert_eq!(retry_after(&headers(&date), wrong), Some(Duration::from_secs(30)));
        let two = [("retry-after", "1"), ("retry-after", "2")];
        assert_eq!(retry_after(&headers(&two), wrong), None);
    }

    #[test]
    fn only_what_may_be_sent_twice_is_sent_again() {
        let backoff = Backoff::new(Some(Duration::from_secs(30)));
        let asked = |backoff: &Backoff, method: Method, status: u16, value: &'static str| {
            let url = "http://127.0.0.1/".parse().expect("a URL");
            let request = Request { method, url, headers: HeaderMap::new(), body: None };
            let response = Response::new(status, headers(&[("retry-after", value)]), Bytes::new(), 0);
            backoff.asked(&request, &response)
        };
        let later = Some(Asked::Later(Duration::from_secs(2)));
        assert_eq!(asked(&backoff, Method::POST, 429, "2"), later);
        assert_eq!(asked(&backoff, Method::PUT, 503, "2"), later);
        assert_eq!(asked(&backoff, Method::POST, 503, "2"), Some(Asked::Unrepeatable));
        assert_eq!(asked(&backoff, Method::GET, 500, "2"), None);
        assert_eq!(asked(&backoff, Method::GET, 503, "31"), Some(Asked::TooLate(Duration::from_secs(31))));
        assert_eq!(asked(&backoff, Method::GET, 503, "soon"), Some(Asked::Unreadable));
        assert_eq!(asked(&Backoff::default(), Method::GET, 429, "2"), None);
    }

    #[test]
    fn an_origin_is_left_alone_and_others_are_not() {
        let backoff = Backoff::new(Some(Duration::from_secs(30)));
        let url = |text: &str| text.parse().expect("a URL");
        let now = Instant::now();
        assert_eq!(backoff.wait(&url("http://a/x"), now), Duration::ZERO);
        backoff.hold(&url("http://a/x"), now + Duration::from_secs(5));
        backoff.hold(&url("http://a/y"), now + Duration::from_secs(2));
        assert_eq!(backoff.wait(&url("http://a:80/z"), now), Duration::from_secs(5));
        assert_eq!(backoff.wait(&url("http://a:81/z"), now), Duration::ZERO);
        assert_eq!(backoff.wait(&url("http://a/x"), now + Duration::from_secs(6)), Duration::ZERO);
    }
}
