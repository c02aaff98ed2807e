//! How requests travel in an environment: TLS, a proxy, the version of HTTP, limits, and what is done about answers that
//! put a client off.

use std::time::Duration;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{self, Field, Format, Kind, field, required};
use crate::source::span::Span;
use crate::source::tree::Node;
use crate::suite::template::data::Data;

/// What `[environments.<name>]` says about the way of its requests; nothing in it has been evaluated yet.
#[derive(Clone, Debug, Default)]
pub struct Transport {
    /// Whether breaches of HTTP that clients forgive are failures.
    pub strict: bool,
    /// The version of HTTP that is spoken; what both sides prefer when absent.
    pub http_version: Option<HttpVersion>,
    /// How long the whole run may take.
    pub run_deadline: Option<Duration>,
    /// How long an answer may make a client wait by `Retry-After`; never waited when absent.
    pub retry_after: Option<Duration>,
    /// Further origins that may receive secrets, and to which may be redirected.
    pub trusted_origins: Vec<Text>,
    /// Certificates.
    pub tls: TlsConfig,
    /// The proxy.
    pub proxy: Option<ProxyConfig>,
    /// What an exchange may take.
    pub limits: LimitsConfig,
}

/// A text that may hold `${{ env.NAME }}` and `${{ secrets.NAME }}`.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text.
    pub data: Data,
    /// Where it stands.
    pub span: Span,
}

/// A version of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpVersion {
    /// HTTP/1.1.
    Http1,
    /// HTTP/2.
    Http2,
}

/// `tls`
#[derive(Clone, Debug, Default)]
pub struct TlsConfig {
    /// Authorities that are trusted beside the platform's: a file in PEM, or the PEM itself.
    pub ca: Option<Text>,
    /// The client's certificate with its chain: a file in PEM, or the PEM itself.
    pub certificate: Option<Text>,
    /// The key of the client's certificate: a file in PEM, or the PEM itself.
    pub key: Option<Text>,
    /// Whether any certificate will do.
    pub insecure: bool,
}

/// `proxy`
#[derive(Clone, Debug)]
pub struct ProxyConfig {
    /// Where it is.
    pub url: Text,
    /// Who asks it.
    pub username: Option<Text>,
    /// With which password.
    pub password: Option<Text>,
    /// Hosts that are asked without it: a name, or `.domain` for all beneath it.
    pub except: Vec<Text>,
}

/// `limits`: what is set of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitsConfig {
    /// Making the connection, TLS included.
    pub connect: Option<Duration>,
    /// From the request sent to the response's head.
    pub first_byte: Option<Duration>,
    /// Between two parts of the body.
    pub idle: Option<Duration>,
    /// The body, as sent and decoded, in bytes.
    pub body: Option<usize>,
    /// How many times larger than sent a body may become.
    pub ratio: Option<usize>,
    /// How many response headers.
    pub headers: Option<usize>,
}

/// `strict` of an environment.
pub const STRICT: Field =
    field("strict", Kind::Bool, "whether breaches of HTTP that clients forgive are failures; else they are warnings");
/// `http_version` of an environment.
pub const HTTP_VERSION: Field = field(
    "http_version",
    Kind::Choice(&["1.1", "2"]),
    "the version of HTTP that is spoken; over TLS the server chooses when absent, and without TLS it is 1.1",
);
/// `run_deadline` of an environment.
pub const RUN_DEADLINE: Field =
    field("run_deadline", Kind::Duration, "how long the whole run may take; `--deadline` overrides it");
/// `retry_after` of an environment.
pub const RETRY_AFTER: Field = field(
    "retry_after",
    Kind::Duration,
    "how long to wait at most where a 429 or a 503 says `Retry-After`; such answers are judged at once when absent",
);
/// `trusted_origins` of an environment.
pub const TRUSTED_ORIGINS: Field = field(
    "trusted_origins",
    Kind::List(&Kind::Text("an origin such as `https://login.example.com`")),
    "further origins that may receive secrets, and to which may be redirected",
);
/// `tls` of an environment.
pub const TLS: Field = field("tls", Kind::Object(&TLS_FORMAT), "certificates");
/// `proxy` of an environment.
pub const PROXY: Field = field(
    "proxy",
    Kind::Object(&PROXY_FORMAT),
    "the proxy that requests go through; the process's environment names none",
);
/// `limits` of an environment.
pub const LIMITS: Field = field("limits", Kind::Object(&LIMITS_FORMAT), "what an exchange may take");

static TLS_FORMAT: Format = Format {
    name: "tls",
    doc: "Certificates. Each is the path of a file in PEM, from the project's root, or the PEM itself, such as \
          `${{ secrets.CLIENT_KEY }}`.",
    fields: &[
        field("ca", Kind::Text("PEM"), "authorities that are trusted beside those of the platform"),
        field("certificate", Kind::Text("PEM"), "the client's certificate, with its chain"),
        field("key", Kind::Text("PEM"), "the key of the client's certificate"),
        field("insecure", Kind::Bool, "whether any certificate of the server will do; every report says so"),
    ],
    rest: None,
};

static PROXY_FORMAT: Format = Format {
    name: "proxy",
    doc: "The proxy that requests go through. Requests to https are tunnelled.",
    fields: &[
        required("url", Kind::Text("a URL"), "where it is, without credentials"),
        field("username", Kind::Text("a name"), "who asks it"),
        field("password", Kind::Text("a password"), "with which password, such as `${{ secrets.PROXY_PASSWORD }}`"),
        field(
            "except",
            Kind::List(&Kind::Text("a host")),
            "hosts that are asked without it: a name, or `.example.com` for all names beneath it",
        ),
    ],
    rest: None,
};

static LIMITS_FORMAT: Format = Format {
    name: "limits",
    doc: "What an exchange may take. What goes over a limit is an error, never judged.",
    fields: &[
        field("connect", Kind::Duration, "making the connection, TLS included; 5s when absent"),
        field("first_byte", Kind::Duration, "from the request sent to the response's head; 10s when absent"),
        field("idle", Kind::Duration, "between two parts of the body; 10s when absent"),
        field("body", Kind::Text("a size such as `10MiB`"), "the body, as sent and decoded; 10MiB when absent"),
        field(
            "ratio",
            Kind::Count,
            "how many times larger than sent a decoded body of more than 64 KiB may be; 1000 when absent",
        ),
        field("headers", Kind::Count, "how many headers a response may have; 100 when absent"),
    ],
    rest: None,
};

impl Transport {
    /// Takes what the environment at `node` says over what is there already.
    pub fn take(&mut self, node: &Node, diagnostics: &mut Diagnostics) {
        if let Some(strict) = node.get("strict").and_then(Node::as_bool) {
            self.strict = strict;
        }
        match node.get("http_version").and_then(Node::as_str) {
            Some("1.1") => self.http_version = Some(HttpVersion::Http1),
            Some("2") => self.http_version = Some(HttpVersion::Http2),
            _ => {}
        }
        self.run_deadline = duration(node, "run_deadline").or(self.run_deadline);
        if let Some(node) = node.get("run_deadline").filter(|_| self.run_deadline == Some(Duration::ZERO)) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, "`run_deadline` must be longer than nothing")
                    .at(node.span, "nothing would be run")
                    .help("leave it out for no limit"),
            );
        }
        self.retry_after = duration(node, "retry_after").or(self.retry_after);
        if let Some(origins) = node.get("trusted_origins") {
            self.trusted_origins = texts(origins, diagnostics);
        }
        if let Some(node) = node.get("tls") {
            self.tls.take(node, diagnostics);
        }
        if let Some(node) = node.get("proxy") {
            self.proxy = proxy(node, diagnostics);
        }
        if let Some(node) = node.get("limits") {
            self.limits.take(node, diagnostics);
        }
    }
}

impl TlsConfig {
    fn take(&mut self, node: &Node, diagnostics: &mut Diagnostics) {
        for (key, into) in [("ca", &mut self.ca), ("certificate", &mut self.certificate), ("key", &mut self.key)] {
            *into = text(node, key, diagnostics).or_else(|| into.take());
        }
        if let Some(insecure) = node.get("insecure").and_then(Node::as_bool) {
            self.insecure = insecure;
        }
    }
}

impl LimitsConfig {
    fn take(&mut self, node: &Node, diagnostics: &mut Diagnostics) {
        fields::refuse_no_time(
            node,
            &["connect", "first_byte", "idle"],
            "every case would be out of time",
            diagnostics,
        );
        self.connect = duration(node, "connect").or(self.connect);
        self.first_byte = duration(node, "first_byte").or(self.first_byte);
        self.idle = duration(node, "idle").or(self.idle);
        if let Some(node) = node.get("body") {
            self.body = size(node, diagnostics).or(self.body);
        }
        for (key, into) in [("ratio", &mut self.ratio), ("headers", &mut self.headers)] {
            if let Some(node) = node.get(key) {
                *into = at_least_one(key, node, diagnostics).or(*into);
            }
        }
    }
}

fn proxy(node: &Node, diagnostics: &mut Diagnostics) -> Option<ProxyConfig> {
    Some(ProxyConfig {
        url: text(node, "url", diagnostics)?,
        username: text(node, "username", diagnostics),
        password: text(node, "password", diagnostics),
        except: node.get("except").map(|node| texts(node, diagnostics)).unwrap_or_default(),
    })
}

fn duration(node: &Node, key: &str) -> Option<Duration> {
    node.get(key).and_then(Node::as_str).and_then(fields::duration)
}

fn text(node: &Node, key: &str, diagnostics: &mut Diagnostics) -> Option<Text> {
    node.get(key).map(|node| Text { data: Data::compile(node, diagnostics), span: node.span })
}

fn texts(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Text> {
    node.elements().iter().map(|node| Text { data: Data::compile(node, diagnostics), span: node.span }).collect()
}

fn at_least_one(key: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<usize> {
    let count = node.as_u64().and_then(|count| usize::try_from(count).ok()).filter(|&count| count > 0);
    if count.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, format!("`{key}` must be at least 1"))
                .at(node.span, "no response would be within it")
                .help("leave it out for the usual limit"),
        );
    }
    count
}

/// A number of bytes: `512`, `64KiB`, `10MiB`, `1GiB`.
fn size(node: &Node, diagnostics: &mut Diagnostics) -> Option<usize> {
    let parsed = node.as_str().and_then(|text| {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let unit = match text[digits..].trim() {
            "" | "B" => 1,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => return None,
        };
        text[..digits].parse::<usize>().ok()?.checked_mul(unit).filter(|size| *size > 0)
    });
    if parsed.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, "not a size")
                .at(node.span, "a number of bytes was expected")
                .help("write it as `512B`, `64KiB`, `10MiB` or `1GiB`"),
        );
    }
    parsed
}
