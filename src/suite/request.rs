//! From a step, what its names stand for, and the documented operation to the request that is sent.

use std::borrow::Cow;

use bytes::Bytes;
use camino::Utf8Path;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue, Method};
use serde_json::Value;
use url::Url;

use crate::contract::description::Contract;
use crate::contract::operation::{Location, Operation, Parameter, SecurityKind, Style};
use crate::contract::path::Part as PathPart;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::{MAX_BODY_BYTES, inside, read_bytes};
use crate::source::span::Span;
use crate::suite::config::environment::{Credentials, Target as Server};
use crate::suite::config::file::Fetched;
use crate::suite::model::{Auth, Body, Member, Part, PartContent, RequestSpec, Step, Target};
use crate::suite::sendable::{self, Address, has_dot_segment};
use crate::suite::template::data::Data;
use crate::suite::template::scope::Scope;
use crate::suite::template::text::Template;
use crate::value::codec::{self, Arrays};
use crate::value::multipart::{self, Multipart};
use crate::value::parameter::{self, Format, ParameterError};
use crate::wire::exchange::Request;

/// What a request is made with.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    /// What names stand for.
    pub scope: &'a Scope,
    /// The contract of the API.
    pub contract: &'a Contract,
    /// The documented operation; none for a call outside the contract.
    pub operation: Option<&'a Operation>,
    /// Where requests go, and with which credentials.
    pub server: &'a Server,
    /// The values of the credentials that had to be fetched for this step: those of [`needed`].
    pub fetched: &'a [(String, String)],
    /// The project's root.
    pub root: &'a Utf8Path,
    /// The folder of the case file.
    pub folder: &'a Utf8Path,
}

type Made<T> = Result<T, Box<Diagnostic>>;

/// Makes the request of a step. What cannot be made is told with the place in the case file.
pub fn make(step: &Step, maker: Maker<'_>) -> Made<Request> {
    let spec = &step.request;
    let (method, mut url) = address(step, maker)?;
    let mut query = query(spec, maker)?;
    let mut headers = headers(spec, maker)?;
    let mut cookies = cookies(spec, maker)?;
    authenticate(spec, maker, &mut query, &mut headers, &mut cookies)?;
    if !query.is_empty() {
        let mut text =
            url.query().filter(|query| !query.is_empty()).map(|query| format!("{query}&")).unwrap_or_default();
        text.push_str(&joined(&query, "&"));
        url.set_query(Some(&text));
    }
    if !cookies.is_empty() {
        let own = headers.get(COOKIE).and_then(|value| value.to_str().ok()).map(|own| format!("{own}; "));
        let all = own.unwrap_or_default() + &joined(&cookies, "; ");
        headers.insert(COOKIE, header_value(&all, spec.span)?);
    }
    let body = body(spec, maker, &mut headers)?;
    if let Some(content_type) = &spec.content_type {
        headers.insert(CONTENT_TYPE, header_value(&text(content_type, maker)?, spec.span)?);
    }
    Ok(Request { method, url, headers, body })
}

fn address(step: &Step, maker: Maker<'_>) -> Made<(Method, Url)> {
    match &step.target {
        Target::Operation { span, .. } => {
            let Some(operation) = maker.operation else {
                return Err(unsendable("the operation is not documented", *span));
            };
            let path = path(operation, &step.request, maker)?;
            Ok((operation.method.clone(), below(&maker.server.base_url, &path, *span)?))
        }
        Target::Url { method, url } => {
            let cannot = |why: String| unsendable(why, step.span);
            let method = sendable::method(&text(method, maker)?).map_err(cannot)?;
            let url = match sendable::address(&text(url, maker)?).map_err(cannot)? {
                Address::Below(path) => below(&maker.server.base_url, path, step.span)?,
                Address::Whole(url) => url,
            };
            Ok((method, url))
        }
    }
}

/// `path`, encoded already, below the base URL's own path.
fn below(base: &Url, path: &str, span: Span) -> Made<Url> {
    let text = format!("{}{}", base.as_str().trim_end_matches('/'), path);
    Url::parse(&text).map_err(|error| unsendable(format!("`{text}` is not a URL: {error}"), span))
}

fn path(operation: &Operation, spec: &RequestSpec, maker: Maker<'_>) -> Made<String> {
    let mut path = String::with_capacity(operation.path.text.len() + 16);
    for segment in &operation.path.segments {
        path.push('/');
        let begin = path.len();
        for part in segment {
            match part {
                PathPart::Literal(text) => path.push_str(text),
                PathPart::Parameter(name) => path.push_str(&path_parameter(name, operation, spec, maker)?),
            }
        }
        if has_dot_segment(&path[begin..]) {
            return Err(unsendable(DOTS, spec.span));
        }
    }
    Ok(path)
}

fn path_parameter(name: &str, operation: &Operation, spec: &RequestSpec, maker: Maker<'_>) -> Made<String> {
    let Some(member) = spec.path.iter().find(|member| member.name == name) else {
        return Err(Box::new(
            Diagnostic::new(Code::MissingParameter, format!("no value for the path parameter `{name}`"))
                .at(spec.span, "this request")
                .help(format!("add `path: {{ {name}: ... }}`")),
        ));
    };
    let value = render(&member.value, maker)?;
    written_path(member, &value, Some(operation)).map_err(|why| unsendable(why, member.span))
}

/// Whatever way it is written, every reader of URLs resolves it.
const DOTS: &str = "a path parameter makes a `.` or `..` segment, which would change the path that is meant";

const PLAIN: Format = Format { style: parameter::Style::Simple, explode: false, allow_reserved: false };

fn format(parameter: &Parameter) -> Format {
    let style = match parameter.style {
        Style::Simple => parameter::Style::Simple,
        Style::Label => parameter::Style::Label,
        Style::Matrix => parameter::Style::Matrix,
        Style::Form => parameter::Style::Form,
        Style::SpaceDelimited => parameter::Style::SpaceDelimited,
        Style::PipeDelimited => parameter::Style::PipeDelimited,
        Style::DeepObject => parameter::Style::DeepObject,
    };
    Format { style, explode: parameter.explode, allow_reserved: parameter.allow_reserved }
}

fn documented<'o>(operation: Option<&'o Operation>, location: Location, name: &str) -> Option<&'o Parameter> {
    let parameters = &operation?.parameters;
    parameters.iter().find(|parameter| parameter.location == location && parameter.name.eq_ignore_ascii_case(name))
}

/// What cannot be written of the parameters and credentials without templates: it is told before anything is sent.
pub fn unwritable(spec: &RequestSpec, operation: Option<&Operation>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told = |members: &[Member], write: &dyn Fn(&Member, &Value) -> Result<(), String>| {
        for (member, value) in members.iter().filter_map(|member| Some((member, member.value.as_const()?))) {
            if let Err(why) = write(member, value) {
                let problem = Diagnostic::new(Code::InvalidValue, why).at(member.span, "this cannot be sent");
                found.push(problem.help("write a text, a number, or a list of them; `json` takes any value"));
            }
        }
    };
    let is_alone = |member: &Member| {
        let mut segments = operation.into_iter().flat_map(|operation| &operation.path.segments);
        segments.any(|segment| matches!(&segment[..], [PathPart::Parameter(name)] if *name == member.name))
    };
    told(&spec.path, &|member, value| match written_path(member, value, operation)? {
        written if is_alone(member) && has_dot_segment(&written) => Err(DOTS.to_owned()),
        _ => Ok(()),
    });
    told(&spec.query, &|member, value| written_query(member, value, spec.arrays, operation).map(drop));
    told(&spec.headers, &|member, value| written_header(member, value, operation).map(drop));
    told(&spec.cookies, &|member, value| written_cookie(member, value, operation).map(drop));
    if let Auth::Schemes(members) = &spec.auth {
        told(members, &|member, value| written_credential(member, value).map(drop));
    }
    found
}

type Written<T> = Result<T, String>;

fn written_path(member: &Member, value: &Value, operation: Option<&Operation>) -> Written<String> {
    let documented = operation.into_iter().flat_map(|operation| &operation.parameters);
    let mut documented = documented.filter(|known| known.location == Location::Path && known.name == member.name);
    parameter::path(&member.name, value, documented.next().map_or(PLAIN, format)).map_err(|why| because(member, &why))
}

/// Pairs that are encoded already.
fn written_query(
    member: &Member,
    value: &Value,
    arrays: Option<Arrays>,
    operation: Option<&Operation>,
) -> Written<Vec<(String, String)>> {
    let documented = documented(operation, Location::Query, &member.name);
    match documented.filter(|parameter| parameter.content.is_none()) {
        Some(parameter) if arrays.is_none() => {
            parameter::query(&member.name, value, format(parameter)).map_err(|why| because(member, &why))
        }
        _ => {
            let plain = codec::pairs(&member.name, value, arrays.unwrap_or_default());
            Ok(plain.iter().map(|(name, value)| (codec::encode_query(name), codec::encode_query(value))).collect())
        }
    }
}

fn written_header(member: &Member, value: &Value, operation: Option<&Operation>) -> Written<Option<String>> {
    let format = documented(operation, Location::Header, &member.name).map_or(PLAIN, format);
    parameter::header(value, format).map_err(|why| because(member, &why))
}

fn written_cookie(member: &Member, value: &Value, operation: Option<&Operation>) -> Written<Vec<(String, String)>> {
    let plain = Format { style: parameter::Style::Form, ..PLAIN };
    let format = documented(operation, Location::Cookie, &member.name).map_or(plain, format);
    parameter::cookie(&member.name, value, format).map_err(|why| because(member, &why))
}

fn written_credential(member: &Member, value: &Value) -> Written<String> {
    codec::scalar(value).ok_or_else(|| format!("the credential `{}` is not a text", member.name))
}

fn because(member: &Member, why: &ParameterError) -> String {
    format!("`{}` cannot be written: {why}", member.name)
}

fn query(spec: &RequestSpec, maker: Maker<'_>) -> Made<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for member in &spec.query {
        let value = render(&member.value, maker)?;
        let written = written_query(member, &value, spec.arrays, maker.operation);
        pairs.extend(written.map_err(|why| unsendable(why, member.span))?);
    }
    Ok(pairs)
}

fn headers(spec: &RequestSpec, maker: Maker<'_>) -> Made<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(spec.headers.len() + 6);
    for member in &spec.headers {
        let value = render(&member.value, maker)?;
        let cannot = |why: String| unsendable(why, member.span);
        let written = written_header(member, &value, maker.operation).map_err(cannot)?;
        let name = sendable::header_name(&member.name).map_err(cannot)?;
        if let Some(written) = written {
            headers.append(name, header_value(&written, member.span)?);
        }
    }
    Ok(headers)
}

fn cookies(spec: &RequestSpec, maker: Maker<'_>) -> Made<Vec<(String, String)>> {
    let mut cookies = Vec::new();
    for member in &spec.cookies {
        let value = render(&member.value, maker)?;
        let written = written_cookie(member, &value, maker.operation);
        cookies.extend(written.map_err(|why| unsendable(why, member.span))?);
    }
    Ok(cookies)
}

fn authenticate(
    spec: &RequestSpec,
    maker: Maker<'_>,
    query: &mut Vec<(String, String)>,
    headers: &mut HeaderMap,
    cookies: &mut Vec<(String, String)>,
) -> Made<()> {
    for (scheme, value) in credentials(spec, maker)? {
        let Some(scheme) = maker.contract.security_scheme(&scheme) else {
            return Err(unsendable(format!("the contract has no security scheme `{scheme}`"), spec.span));
        };
        let bearer = |prefix: &str| header_value(&format!("{prefix} {value}"), spec.span);
        match &scheme.kind {
            SecurityKind::ApiKey { location: Location::Query, name } => {
                query.push((codec::encode_query(name), codec::encode_query(&value)));
            }
            SecurityKind::ApiKey { location: Location::Cookie, name } => cookies.push((name.clone(), value)),
            SecurityKind::ApiKey { name, .. } => {
                let header = sendable::header_name(name).map_err(|why| unsendable(why, spec.span))?;
                headers.insert(header, header_value(&value, spec.span)?);
            }
            SecurityKind::Basic => {
                headers.insert(AUTHORIZATION, bearer_basic(&value, spec.span)?);
            }
            SecurityKind::Bearer => {
                headers.insert(AUTHORIZATION, bearer("Bearer")?);
            }
            SecurityKind::Http(name) => {
                headers.insert(AUTHORIZATION, bearer(name)?);
            }
            SecurityKind::MutualTls => {}
        }
    }
    Ok(())
}

/// Basic credentials are configured as `user:password`.
fn bearer_basic(value: &str, span: Span) -> Made<HeaderValue> {
    header_value(&format!("Basic {}", codec::base64_encode(value.as_bytes())), span)
}

/// Which schemes are sent, with their values.
fn credentials(spec: &RequestSpec, maker: Maker<'_>) -> Made<Credentials> {
    match &spec.auth {
        Auth::None => Ok(Vec::new()),
        Auth::Schemes(members) => {
            let mut credentials = Vec::with_capacity(members.len());
            for member in members {
                let value = render(&member.value, maker)?;
                let value = written_credential(member, &value).map_err(|why| unsendable(why, member.span))?;
                credentials.push((member.name.clone(), value));
            }
            Ok(credentials)
        }
        Auth::Environment => environment_credentials(spec, maker),
    }
}

fn environment_credentials(spec: &RequestSpec, maker: Maker<'_>) -> Made<Credentials> {
    let own = match &spec.user {
        None => &maker.server.auth,
        Some(user) => match maker.server.users.iter().find(|(name, _)| name == user) {
            Some((_, credentials)) => credentials,
            None => return Err(unsendable(format!("the environment has no user `{user}`"), spec.span)),
        },
    };
    // A call outside the contract never gets what is configured: where it goes to is anybody's.
    let Some(operation) = maker.operation else { return Ok(Vec::new()) };
    let fetched = maker.server.fetched.iter().filter(|fetched| fetched.user == spec.user);
    let fetched: Vec<&str> = fetched.map(|fetched| fetched.scheme.as_str()).collect();
    let Some(schemes) = schemes(operation, own, &fetched) else { return Ok(Vec::new()) };
    let known = own.iter().chain(maker.fetched);
    Ok(known.filter(|(name, _)| schemes.contains(name)).cloned().collect())
}

/// The first alternative of the operation for which the environment has every credential, given or fetched.
fn schemes<'o>(operation: &'o Operation, own: &Credentials, fetched: &[&str]) -> Option<&'o [String]> {
    let has = |scheme: &String| own.iter().any(|(name, _)| name == scheme) || fetched.contains(&scheme.as_str());
    let complete = operation.security.iter().find(|requirement| requirement.schemes.iter().all(has));
    complete.map(|requirement| requirement.schemes.as_slice())
}

/// The credentials that must be fetched before this step's request can be made.
pub fn needed<'s>(spec: &RequestSpec, operation: Option<&Operation>, server: &'s Server) -> Vec<&'s Fetched> {
    let fetched: Vec<&Fetched> = server.fetched.iter().filter(|fetched| fetched.user == spec.user).collect();
    let Some(operation) = operation.filter(|_| !fetched.is_empty() && matches!(spec.auth, Auth::Environment)) else {
        return Vec::new();
    };
    let none = Credentials::new();
    let own = match &spec.user {
        None => &server.auth,
        Some(user) => server.users.iter().find(|(name, _)| name == user).map_or(&none, |(_, own)| own),
    };
    let names: Vec<&str> = fetched.iter().map(|fetched| fetched.scheme.as_str()).collect();
    let Some(schemes) = schemes(operation, own, &names) else { return Vec::new() };
    fetched.into_iter().filter(|fetched| schemes.contains(&fetched.scheme)).collect()
}

fn body(spec: &RequestSpec, maker: Maker<'_>, headers: &mut HeaderMap) -> Made<Option<Bytes>> {
    let arrays = spec.arrays.unwrap_or_default();
    let (content_type, bytes): (Cow<'static, str>, Bytes) = match &spec.body {
        Body::None => return Ok(None),
        Body::Json(data) => ("application/json".into(), render(data, maker)?.to_string().into()),
        Body::Form(data) => {
            let pairs = fields(&*render(data, maker)?, arrays);
            ("application/x-www-form-urlencoded".into(), codec::form_string(&pairs).into())
        }
        Body::Fields(data) => {
            let pairs = fields(&*render(data, maker)?, arrays);
            let parts: Vec<multipart::Part> = pairs.into_iter().map(field).collect();
            of_parts(&parts)
        }
        Body::Parts(parts) => {
            let mut made = Vec::with_capacity(parts.len());
            for part in parts {
                made.extend(self::parts(part, arrays, maker)?);
            }
            of_parts(&made)
        }
        Body::Text(template) => ("text/plain; charset=utf-8".into(), text(template, maker)?.into()),
        Body::File(template, span) => {
            let path = text(template, maker)?;
            ("application/octet-stream".into(), file(&path, *span, maker)?.into())
        }
        Body::Base64(template, span) => {
            let encoded = text(template, maker)?;
            let bytes = codec::base64_decode(&encoded).map_err(|why| unsendable(why, *span))?;
            ("application/octet-stream".into(), bytes.into())
        }
    };
    if !headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, header_value(&content_type, spec.span)?);
    }
    Ok(Some(bytes))
}

fn of_parts(parts: &[multipart::Part]) -> (Cow<'static, str>, Bytes) {
    let multipart = Multipart::new(parts);
    (multipart.content_type().into(), multipart.body.into())
}

fn fields(value: &Value, arrays: Arrays) -> Vec<(String, String)> {
    let entries = value.as_object().into_iter().flatten();
    entries.flat_map(|(name, value)| codec::pairs(name, value, arrays)).collect()
}

fn field((name, value): (String, String)) -> multipart::Part {
    multipart::Part { name, filename: None, content_type: None, body: value.into_bytes() }
}

fn parts(part: &Part, arrays: Arrays, maker: Maker<'_>) -> Made<Vec<multipart::Part>> {
    let name = text(&part.name, maker)?;
    let optional = |template: &Option<Template>| match template {
        Some(template) => text(template, maker).map(Some),
        None => Ok(None),
    };
    let content_type = optional(&part.content_type)?;
    let filename = optional(&part.filename)?;
    match &part.content {
        PartContent::File(template) => {
            let path = text(template, maker)?;
            let own_name = Utf8Path::new(&path).file_name().unwrap_or("file").to_owned();
            let body = file(&path, part.span, maker)?;
            let content_type = content_type.or_else(|| Some("application/octet-stream".to_owned()));
            Ok(vec![multipart::Part { name, filename: filename.or(Some(own_name)), content_type, body }])
        }
        PartContent::Value(data) => {
            let value = render(data, maker)?;
            let pairs = codec::pairs(&name, &value, arrays);
            let part = |(name, value): (String, String)| multipart::Part {
                name,
                filename: filename.clone(),
                content_type: content_type.clone(),
                body: value.into_bytes(),
            };
            Ok(pairs.into_iter().map(part).collect())
        }
    }
}

fn file(path: &str, span: Span, maker: Maker<'_>) -> Made<Vec<u8>> {
    let full =
        inside(maker.root, maker.folder, path).map_err(|diagnostic| Box::new(diagnostic.at(span, "named here")))?;
    read_bytes(&full, MAX_BODY_BYTES).map_err(|error| {
        let problem = Diagnostic::new(Code::UnreadableFile, format!("cannot read {path}: {error}"));
        Box::new(problem.at(span, "named here").help("paths in a case file are relative to its folder"))
    })
}

fn render<'a>(data: &'a Data, maker: Maker<'a>) -> Made<Cow<'a, Value>> {
    data.render(maker.scope).map_err(|error| Box::new(error.into_diagnostic()))
}

fn text(template: &Template, maker: Maker<'_>) -> Made<String> {
    template.render_text(maker.scope).map(Cow::into_owned).map_err(|error| Box::new(error.into_diagnostic()))
}

fn header_value(text: &str, span: Span) -> Made<HeaderValue> {
    sendable::header_value(text).map_err(|why| unsendable(why, span))
}

fn joined(pairs: &[(String, String)], separator: &str) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join(separator)
}

fn unsendable(message: impl Into<String>, span: Span) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::RequestUnsendable, message).at(span, "in this request"))
}
