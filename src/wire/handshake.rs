//! What it means when the TLS handshake fails, each reason with its own code and in words.

use rustls::{AlertDescription, CertificateError, Error, OtherError, PeerIncompatible};

use crate::source::code::Code;
use crate::wire::asked::Got;
use crate::wire::exchange::{Fault, Phase};
use crate::wire::trust::Distrust;

/// What `error` means.
pub fn fault(error: &Error) -> Fault {
    match error {
        Error::InvalidCertificate(CertificateError::Other(OtherError(other))) => match other.downcast_ref::<Distrust>()
        {
            Some(Distrust { code, message, hint }) => tls(*code, message.clone(), hint),
            None => not_accepted(&other.to_string()),
        },
        Error::InvalidCertificate(error) => not_accepted(&error.to_string()),
        Error::AlertReceived(alert) => alerted(*alert),
        Error::InvalidMessage(_) => {
            tls(Code::TlsFailed, "the server does not speak TLS here".to_owned(), "is it `http://`, or another port?")
        }
        Error::PeerIncompatible(why) => incompatible(why),
        other => tls(Code::TlsFailed, format!("the TLS handshake failed: {other}"), VERSIONS),
    }
}

/// The alert that a text names in rustls's words.
pub fn alert_in(text: &str) -> Option<Fault> {
    let (_, name) = text.split_once("received fatal alert: ")?;
    let known = (0..=u8::MAX).map(AlertDescription::from);
    known.into_iter().find(|alert| format!("{alert:?}") == name.trim()).map(alerted)
}

/// The server asked for a certificate, and ended the connection without a word.
pub fn ended_after_asking(got: Got) -> Fault {
    let message = match got {
        Got::Nothing => WANTS_ONE,
        Got::Certificate => "the server ended the connection without a word once it had seen the client certificate",
    };
    tls(Code::ClientCertificateRefused, message.to_owned(), CLIENT_CERTIFICATE)
}

/// A handshake that the server broke off with an alert, or without, after it had asked for a certificate. Which of the two
/// reaches us is a matter of luck in TLS 1.3, so where it got none the words are the same.
pub fn broken_off_after_asking(fault: Fault, got: Got) -> Fault {
    match (got, fault.code) {
        (Got::Nothing, Code::TlsFailed | Code::ClientCertificateRefused) => ended_after_asking(got),
        (Got::Certificate, Code::TlsFailed) => {
            let message = format!("{}, after it had seen the client certificate", fault.message);
            tls(Code::ClientCertificateRefused, message, CLIENT_CERTIFICATE)
        }
        _ => fault,
    }
}

const WANTS_ONE: &str = "the server asked for a client certificate, got none, and ended the connection";
const VERSIONS: &str =
    "`openssl s_client -connect HOST:PORT` shows what the server offers; TLS 1.2 and 1.3 are spoken here";
const CLIENT_CERTIFICATE: &str =
    "`tls.certificate` and `tls.key` of the environment name the client's certificate and its key";

fn alerted(alert: AlertDescription) -> Fault {
    use AlertDescription as Alert;
    let said = format!("the server broke off the TLS handshake: {}", words(alert));
    match alert {
        Alert::CertificateRequired
        | Alert::NoCertificate
        | Alert::BadCertificate
        | Alert::UnsupportedCertificate
        | Alert::CertificateRevoked
        | Alert::CertificateExpired
        | Alert::CertificateUnknown
        | Alert::UnknownCA
        | Alert::AccessDenied => tls(Code::ClientCertificateRefused, said, CLIENT_CERTIFICATE),
        Alert::UnrecognisedName => {
            tls(Code::TlsFailed, said, "name the host in `base_url` as the server knows it; an address may not do")
        }
        Alert::NoApplicationProtocol => tls(
            Code::TlsFailed,
            said,
            "`http_version` of the environment asks for a version that this server does not have here",
        ),
        _ => tls(Code::TlsFailed, said, VERSIONS),
    }
}

/// An alert in words (RFC 8446, section 6.2).
fn words(alert: AlertDescription) -> String {
    use AlertDescription as Alert;
    let words = match alert {
        Alert::CertificateRequired | Alert::NoCertificate => "it wants a client certificate",
        Alert::BadCertificate => "it does not accept the client certificate",
        Alert::UnsupportedCertificate => "it does not take client certificates of this kind",
        Alert::CertificateRevoked => "the client certificate was revoked",
        Alert::CertificateExpired => "the client certificate has expired or is not valid yet",
        Alert::CertificateUnknown => "something is wrong with the client certificate",
        Alert::UnknownCA => "it does not know the authority of the client certificate",
        Alert::AccessDenied => "the client certificate is good, but has no access",
        Alert::HandshakeFailure => "both sides have no set of parameters in common",
        Alert::ProtocolVersion => "it does not speak TLS 1.2 or 1.3",
        Alert::InsufficientSecurity => "it wants stronger ciphers than are offered",
        Alert::NoApplicationProtocol => "it has none of the versions of HTTP that are offered, by ALPN",
        Alert::UnrecognisedName => "it knows no host of this name",
        Alert::InternalError => "an internal error of the server",
        Alert::DecryptError => "a signature or a key did not fit",
        other => return format!("{other:?}"),
    };
    format!("{words} (alert {})", u8::from(alert))
}

fn incompatible(why: &PeerIncompatible) -> Fault {
    let said = match why {
        PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig => {
            "the server speaks neither TLS 1.2 nor 1.3".to_owned()
        }
        PeerIncompatible::NoCipherSuitesInCommon => "both sides have no cipher in common".to_owned(),
        PeerIncompatible::NoKxGroupsInCommon => "both sides have no key exchange in common".to_owned(),
        other => format!("the server's TLS does not fit: {other:?}"),
    };
    tls(Code::TlsFailed, said, VERSIONS)
}

fn not_accepted(why: &str) -> Fault {
    tls(
        Code::TlsFailed,
        format!("the server's certificate is not accepted: {why}"),
        "`openssl s_client -connect HOST:PORT -showcerts` shows it",
    )
}

fn tls(code: Code, message: String, hint: &str) -> Fault {
    Fault { code, phase: Phase::Tls, message, received: 0, hint: Some(hint.to_owned()) }
}

#[cfg(test)]
mod tests {
    use rustls::{AlertDescription, Error};

    use super::{alert_in, fault};
    use crate::source::code::Code;
    use crate::wire::exchange::Phase;

    #[test]
    fn an_alert_is_said_in_words() {
        for (alert, code, part) in [
            (
                AlertDescription::CertificateRequired,
                Code::ClientCertificateRefused,
                "wants a client certificate (alert 116)",
            ),
            (AlertDescription::UnknownCA, Code::ClientCertificateRefused, "does not know the authority"),
            (AlertDescription::ProtocolVersion, Code::TlsFailed, "does not speak TLS 1.2 or 1.3 (alert 70)"),
            (AlertDescription::UserCanceled, Code::TlsFailed, "UserCanceled"),
        ] {
            let direct = fault(&Error::AlertReceived(alert));
            assert_eq!((direct.code, direct.phase), (code, Phase::Tls));
            assert!(direct.message.contains(part) && direct.hint.is_some(), "{direct:?}");
            let in_words = alert_in(&format!("connection error: {}", Error::AlertReceived(alert)));
            assert_eq!(in_words, Some(direct));
        }
        assert_eq!(alert_in("broken pipe"), None);
    }

    #[test]
    fn a_failed_handshake_is_not_a_refused_connection() {
        let fault = fault(&Error::General("no cipher in common".to_owned()));
        assert_eq!((fault.code, fault.phase), (Code::TlsFailed, Phase::Tls));
        assert!(fault.message.contains("no cipher in common"), "{fault:?}");
    }
}
