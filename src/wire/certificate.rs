//! What a certificate says of itself, for messages: whose it is, who issued it, for which names, and when it is valid.
//!
//! Verifying is the affair of others. Nothing here is trusted, and what cannot be read is simply not said.

use std::net::{Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is: the common name, else the organisation.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Whether subject and issuer are the same.
    pub is_self_issued: bool,
    /// From when it is valid.
    pub not_before: Timestamp,
    /// Until when.
    pub not_after: Timestamp,
    /// The hosts that it is for.
    pub names: Vec<String>,
}

/// The longest text that is taken from a certificate, in characters.
const LONGEST: usize = 100;

const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0a];
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];

const BOOLEAN: u8 = 0x01;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
const DNS_NAME: u8 = 0x82;
const IP_ADDRESS: u8 = 0x87;

impl Certificate {
    /// Reads the DER of a certificate (RFC 5280, section 4.1).
    pub fn read(der: &[u8]) -> Option<Certificate> {
        let mut to_be_signed = Der(Der(Der(der).next()?.1).next()?.1);
        // A version, which may be missing, the serial number, and the algorithm of the signature.
        if to_be_signed.next()?.0 == VERSION {
            to_be_signed.next()?;
        }
        to_be_signed.next()?;
        let issuer = to_be_signed.next()?.1;
        let mut validity = Der(to_be_signed.next()?.1);
        let subject = to_be_signed.next()?.1;
        Some(Certificate {
            subject: name(subject),
            issuer: name(issuer),
            is_self_issued: issuer == subject,
            not_before: time(validity.next()?)?,
            not_after: time(validity.next()?)?,
            names: alternative_names(to_be_signed).unwrap_or_default(),
        })
    }
}

/// A run of DER elements; each is its tag and its content.
#[derive(Clone, Copy)]
struct Der<'a>(&'a [u8]);

impl<'a> Iterator for Der<'a> {
    type Item = (u8, &'a [u8]);

    /// `None` at the end, and where the rest is not DER.
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let (&[tag, first], rest) = self.0.split_first_chunk::<2>()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            // The length has so many bytes; one of more than four is in no certificate.
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                (digits.iter().fold(0, |length, &digit| length << 8 | usize::from(digit)), rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((tag, content))
    }
}

fn name(der: &[u8]) -> String {
    let attributes: Vec<(&[u8], &[u8])> = Der(der)
        .flat_map(|(_, set)| Der(set))
        .filter_map(|(_, attribute)| {
            let mut attribute = Der(attribute);
            Some((attribute.next()?.1, attribute.next()?.1))
        })
        .collect();
    let value = |wanted: &[u8]| attributes.iter().find(|(kind, _)| *kind == wanted).map(|(_, value)| text(value));
    value(COMMON_NAME).or_else(|| value(ORGANISATION)).unwrap_or_else(|| "without a name".to_owned())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(LONGEST).collect()
}

/// `250102030405Z`, or with four digits of the year; two digits are of the years 1950 to 2049.
fn time((tag, content): (u8, &[u8])) -> Option<Timestamp> {
    let digits = std::str::from_utf8(content).ok()?.strip_suffix('Z')?;
    let text = match tag {
        UTC_TIME => format!("{}{digits}", if digits < "50" { "20" } else { "19" }),
        GENERALIZED_TIME => digits.to_owned(),
        _ => return None,
    };
    DateTime::strptime("%Y%m%d%H%M%S", text).ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp())
}

/// `rest` begins with the public key.
fn alternative_names(mut rest: Der<'_>) -> Option<Vec<String>> {
    let (_, extensions) = rest.find(|(tag, _)| *tag == EXTENSIONS)?;
    let names = Der(Der(extensions).next()?.1).find_map(|(_, extension)| {
        let mut extension = Der(extension);
        (extension.next()?.1 == SUBJECT_ALT_NAME).then_some(())?;
        let (_, value) = extension.find(|(tag, _)| *tag != BOOLEAN)?;
        Der(value).next()
    })?;
    Some(Der(names.1).filter_map(|(tag, value)| alternative_name(tag, value)).collect())
}

fn alternative_name(tag: u8, value: &[u8]) -> Option<String> {
    match tag {
        DNS_NAME => Some(text(value)),
        IP_ADDRESS => match value.len() {
            4 => Some(Ipv4Addr::from(<[u8; 4]>::try_from(value).ok()?).to_string()),
            16 => Some(Ipv6Addr::from(<[u8; 16]>::try_from(value).ok()?).to_string()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

    use super::Certificate;

    fn certificate() -> Vec<u8> {
        let names = ["api.example.com", "127.0.0.1", "::1"].map(str::to_owned);
        let mut params = CertificateParams::new(names).expect("names");
        params.distinguished_name.push(DnType::OrganizationName, "Example, Inc.");
        params.distinguished_name.push(DnType::CommonName, "Example's API");
        params.not_before = date_time_ymd(1999, 12, 31);
        params.not_after = date_time_ymd(2099, 1, 2);
        params.self_signed(&KeyPair::generate().expect("a key")).expect("a certificate").der().to_vec()
    }

    #[test]
    fn a_certificate_says_whose_it_is_and_for_what() {
        let read = Certificate::read(&certificate()).expect("a certificate");
        assert_eq!((read.subject.as_str(), read.issuer.as_str()), ("Example's API", "Example's API"));
        assert!(read.is_self_issued);
        assert_eq!(read.names, ["api.example.com", "127.0.0.1", "::1"]);
        assert_eq!(read.not_before.to_string(), "1999-12-31T00:00:00Z");
        assert_eq!(read.not_after.to_string(), "2099-01-02T00:00:00Z");
    }

    #[test]
    fn what_is_cut_or_damaged_is_read_as_far_as_it_goes() {
        let whole = certificate();
        for end in 0..whole.len() {
            assert!(Certificate::read(&whole[..end]).is_none(), "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            // It is enough that this ends, without a panic.
            let _ = Certificate::read(&damaged);
        }
    }
}
