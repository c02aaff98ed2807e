//! Reads the operations of an OpenAPI description; schemas are only noted, not looked into.

use std::collections::{HashMap, hash_map};
use std::sync::OnceLock;

use http::Method;

use crate::contract::document::Documents;
use crate::contract::operation::{
    Encoding, Example, HeaderDoc, Location, MediaType, Operation, Parameter, RequestBody, Requirement, ResponseDoc,
    SchemaRef, SecurityKind, SecurityScheme, Server, StatusKey, Style, Version,
};
use crate::contract::path::PathTemplate;
use crate::contract::place::Place;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::span::Span;
use crate::source::tree::{Content, Entry, Node};

/// How many references may follow each other before one is taken for a loop.
const MAX_HOPS: usize = 32;

const METHODS: &[(&str, Method)] = &[
    ("get", Method::GET),
    ("put", Method::PUT),
    ("post", Method::POST),
    ("delete", Method::DELETE),
    ("options", Method::OPTIONS),
    ("head", Method::HEAD),
    ("patch", Method::PATCH),
    ("trace", Method::TRACE),
];

/// What a description says, apart from its schemas.
#[derive(Debug)]
pub struct Description {
    /// Which OpenAPI it is written in.
    pub version: Version,
    /// Every operation, in the order written.
    pub operations: Vec<Operation>,
    /// Every security scheme.
    pub security_schemes: Vec<SecurityScheme>,
    /// Every server.
    pub servers: Vec<Server>,
}

/// Reads the first of these documents. `None` when it is not an OpenAPI description.
pub fn read(documents: &Documents, diagnostics: &mut Diagnostics) -> Option<Description> {
    let root = &documents.get(0)?.tree;
    let version = version(root, diagnostics)?;
    let mut reader = Reader { documents, diagnostics, version, schemes: Vec::new(), security: Vec::new() };
    reader.schemes = reader.security_schemes(root);
    if let Some(security) = root.get("security") {
        reader.security = reader.requirements(security);
    }
    let operations = reader.operations(root);
    let security_schemes = std::mem::take(&mut reader.schemes);
    Some(Description { version, operations, security_schemes, servers: servers(root) })
}

fn version(root: &Node, diagnostics: &mut Diagnostics) -> Option<Version> {
    if root.content == Content::Null && !diagnostics.is_empty() {
        return None;
    }
    let problem = match root.get("openapi") {
        Some(node) => match node.as_str() {
            Some(text) if text.starts_with("3.0.") || text == "3.0" => return Some(Version::V30),
            Some(text) if text.starts_with("3.1.") || text == "3.1" => return Some(Version::V31),
            found => {
                let problem = Diagnostic::new(Code::NotOpenApi, "only OpenAPI 3.0 and 3.1 are understood");
                match (found, &node.content) {
                    // YAML reads 3.10 and 3.1 as the same number.
                    (None, Content::Number(_)) => problem
                        .at(node.span, "a number")
                        .help("put the version in quotes, with all its parts, such as `\"3.1.0\"`"),
                    _ => problem
                        .at(node.span, "a version that is not known")
                        .help("known are 3.0 and 3.1, such as 3.0.4 or 3.1.1; convert the description to one of them"),
                }
            }
        },
        None => {
            let start = Span { end: root.span.start, ..root.span };
            let problem = Diagnostic::new(Code::NotOpenApi, "this is not an OpenAPI description")
                .at(start, "there is no `openapi: 3.x`");
            match root.entry("swagger") {
                Some(_) => problem.help("Swagger 2.0 is not read: convert it to OpenAPI 3"),
                None => problem,
            }
        }
    };
    diagnostics.push(problem);
    None
}

fn servers(root: &Node) -> Vec<Server> {
    let server = |node: &Node| {
        let mut url = node.get("url")?.as_str()?.to_owned();
        for variable in node.get("variables").map(Node::entries).unwrap_or_default() {
            let default = variable.value.get("default").and_then(Node::as_str).unwrap_or("");
            url = url.replace(&format!("{{{}}}", variable.key), default);
        }
        Some(Server { url })
    };
    root.get("servers").map(Node::elements).unwrap_or_default().iter().filter_map(server).collect()
}

struct Reader<'d, 'g> {
    documents: &'d Documents,
    diagnostics: &'g mut Diagnostics,
    version: Version,
    schemes: Vec<SecurityScheme>,
    /// What holds for operations that don't say otherwise.
    security: Vec<Requirement>,
}

/// A node and where it is.
type At<'d> = (&'d Node, Place);

impl<'d> Reader<'d, '_> {
    fn bad(&mut self, span: Span, message: impl Into<String>, label: &str) {
        self.diagnostics.push(Diagnostic::new(Code::BadContract, message).at(span, label));
    }

    /// Follows `$ref`s. One that leads nowhere was reported when the files were loaded.
    fn follow(&mut self, (mut node, mut place): At<'d>) -> Option<At<'d>> {
        let first = node.span;
        for _ in 0..MAX_HOPS {
            let Some(reference) = node.get("$ref").and_then(Node::as_str) else { return Some((node, place)) };
            let base = self.documents.base(&place)?;
            place = self.documents.resolve(&base, reference).ok()?;
            node = self.documents.node(&place)?;
        }
        self.diagnostics.push(Diagnostic::new(Code::RefLoop, "this reference leads back to itself").at(first, "here"));
        None
    }

    fn operations(&mut self, root: &'d Node) -> Vec<Operation> {
        let mut operations: Vec<Operation> = Vec::new();
        let mut known: HashMap<(Method, String), usize> = HashMap::new();
        let paths = Place::root(0).join("paths");
        for entry in root.get("paths").map(Node::entries).unwrap_or_default() {
            if entry.key.starts_with("x-") {
                continue;
            }
            let Some(path) = PathTemplate::parse(&entry.key) else {
                self.bad(entry.key_span, format!("`{}` is not a path", entry.key), "a path begins with `/`");
                continue;
            };
            let Some((item, place)) = self.follow((&entry.value, paths.join(&entry.key))) else { continue };
            let shared = self.parameters(item, &place);
            for entry in item.entries() {
                let Some((_, method)) = METHODS.iter().find(|(name, _)| **name == *entry.key) else {
                    self.no_method(entry);
                    continue;
                };
                let place = place.join(&entry.key);
                let mut operation = self.operation(method.clone(), &path, entry, &place, &shared);
                if operation.servers.is_empty() {
                    operation.servers = servers(item);
                }
                // What stands after `#` or `?` tells operations apart that share a path.
                if path.tells.is_empty() {
                    match known.entry((method.clone(), path.shape())) {
                        hash_map::Entry::Occupied(first) => self.twice(&operations[*first.get()], &operation),
                        hash_map::Entry::Vacant(vacant) => {
                            vacant.insert(operations.len());
                        }
                    }
                }
                operations.push(operation);
            }
        }
        operations
    }

    /// What stands beside the methods of a path is known, too; anything else is a slip that hides an operation.
    fn no_method(&mut self, entry: &Entry) {
        let known = ["$ref", "summary", "description", "servers", "parameters"];
        if known.contains(&&*entry.key) || entry.key.starts_with("x-") {
            return;
        }
        let diagnostic = Diagnostic::new(Code::BadContract, format!("`{}` is no method", entry.key))
            .at(entry.key_span, "nothing is read here")
            .help("methods are written in small letters: get, put, post, delete, options, head, patch, trace");
        self.diagnostics.push(diagnostic.warning());
    }

    fn twice(&mut self, first: &Operation, second: &Operation) {
        let message = format!("`{}` is for the same requests as `{}`", second.name(), first.name());
        let diagnostic = Diagnostic::new(Code::BadContract, message)
            .at(second.span, "no request comes here: the other one is found first")
            .at(first.span, "this one")
            .help("paths that differ in the names of their parameters only are the same path");
        self.diagnostics.push(diagnostic.warning());
    }

    fn operation(
        &mut self,
        method: Method,
        path: &PathTemplate,
        entry: &'d Entry,
        place: &Place,
        shared: &[Parameter],
    ) -> Operation {
        let node = &entry.value;
        let mut parameters = self.parameters(node, place);
        for parameter in shared {
            let same = |own: &Parameter| own.name == parameter.name && own.location == parameter.location;
            if !parameters.iter().any(same) {
                parameters.push(parameter.clone());
            }
        }
        parameters.iter_mut().for_each(|parameter| told_by_query(path, parameter));
        self.check_path_parameters(path, &mut parameters, entry);
        let body = node.get("requestBody").map(|body| (body, place.join("requestBody")));
        Operation {
            method,
            path: path.clone(),
            operation_id: text(node, "operationId"),
            summary: text(node, "summary"),
            deprecated: flag(node, "deprecated"),
            parameters,
            request_body: body.and_then(|body| self.request_body(body)),
            responses: self.responses(node, place),
            security: match node.get("security") {
                Some(security) => self.requirements(security),
                None => self.security.clone(),
            },
            servers: servers(node),
            span: entry.key_span,
        }
    }

    /// A parameter of the path that nothing documents may be any text; the operation can be used all the same.
    fn check_path_parameters(&mut self, path: &PathTemplate, parameters: &mut Vec<Parameter>, entry: &Entry) {
        let of_path = |parameter: &&Parameter| parameter.location == Location::Path;
        for name in path.parameters() {
            if !parameters.iter().filter(of_path).any(|parameter| parameter.name == name) {
                let message = format!("the path has a parameter `{name}` that is not documented");
                self.bad(entry.key_span, message, "by this operation or its path");
                parameters.push(undocumented(name, entry.key_span));
            }
        }
        for parameter in parameters.iter().filter(of_path) {
            if !path.parameters().any(|name| name == parameter.name) {
                let message = format!("`{}` has no parameter `{}`", path.text, parameter.name);
                self.bad(parameter.span, message, "documented here as `in: path`");
            }
        }
    }

    fn parameters(&mut self, node: &'d Node, place: &Place) -> Vec<Parameter> {
        let place = place.join("parameters");
        let mut parameters: Vec<Parameter> = Vec::new();
        for (index, element) in node.get("parameters").map(Node::elements).unwrap_or_default().iter().enumerate() {
            let Some(at) = self.follow((element, place.join(&index.to_string()))) else { continue };
            let Some(parameter) = self.parameter(at) else { continue };
            let same = |other: &&Parameter| other.name == parameter.name && other.location == parameter.location;
            match parameters.iter().find(same) {
                Some(_) => {
                    let message = format!("the {} parameter `{}` is given twice", parameter.location, parameter.name);
                    self.bad(element.span, message, "given again here");
                }
                None => parameters.push(parameter),
            }
        }
        parameters
    }

    fn parameter(&mut self, (node, place): At<'d>) -> Option<Parameter> {
        let Some(name) = text(node, "name") else {
            self.bad(node.span, "a parameter without a `name`", "this one");
            return None;
        };
        let location = match node.get("in").and_then(Node::as_str) {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            _ => {
                let span = node.get("in").map_or(node.span, |node| node.span);
                self.bad(span, format!("where is `{name}` sent?"), "`in` is path, query, header or cookie");
                return None;
            }
        };
        // OpenAPI 3: the first three are described elsewhere, and as parameters they are ignored. Which encodings a
        // client takes is its own affair.
        let ignored = ["accept", "content-type", "authorization", "accept-encoding"];
        if location == Location::Header && ignored.contains(&name.to_ascii_lowercase().as_str()) {
            return None;
        }
        let style = self.style(node, location);
        Some(Parameter {
            location,
            required: location == Location::Path || flag(node, "required"),
            deprecated: flag(node, "deprecated"),
            explode: node.get("explode").and_then(Node::as_bool).unwrap_or(style == Style::Form),
            style,
            allow_reserved: flag(node, "allowReserved"),
            allow_empty: location == Location::Query && flag(node, "allowEmptyValue"),
            schema: self.schema(node, &place),
            content: self.content(node, &place).into_iter().next(),
            examples: self.examples(node, &place),
            span: node.span,
            name,
        })
    }

    fn style(&mut self, node: &Node, location: Location) -> Style {
        let default = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        let Some(given) = node.get("style") else { return default };
        let style = match (location, given.as_str()) {
            (Location::Path | Location::Header, Some("simple")) => Some(Style::Simple),
            (Location::Path, Some("label")) => Some(Style::Label),
            (Location::Path, Some("matrix")) => Some(Style::Matrix),
            (Location::Query | Location::Cookie, Some("form")) => Some(Style::Form),
            (Location::Query, Some("spaceDelimited")) => Some(Style::SpaceDelimited),
            (Location::Query, Some("pipeDelimited")) => Some(Style::PipeDelimited),
            (Location::Query, Some("deepObject")) => Some(Style::DeepObject),
            _ => None,
        };
        style.unwrap_or_else(|| {
            self.bad(given.span, format!("a {location} parameter has no such style"), "here");
            default
        })
    }

    fn request_body(&mut self, at: At<'d>) -> Option<RequestBody> {
        let (node, place) = self.follow(at)?;
        Some(RequestBody { required: flag(node, "required"), content: self.content(node, &place), span: node.span })
    }

    fn responses(&mut self, node: &'d Node, place: &Place) -> Vec<ResponseDoc> {
        let place = place.join("responses");
        let mut responses = Vec::new();
        if let Some(node) = node.get("responses").filter(|node| !matches!(node.content, Content::Map(_))) {
            self.bad(node.span, "these are no responses", "expected a mapping from statuses, such as `'200':`");
        }
        for entry in node.get("responses").map(Node::entries).unwrap_or_default() {
            if entry.key.starts_with("x-") {
                continue;
            }
            let Some(status) = status_key(&entry.key) else {
                let message = format!("`{}` is not a status", entry.key);
                self.bad(entry.key_span, message, "write `404`, `4XX` or `default`");
                continue;
            };
            let Some((node, place)) = self.follow((&entry.value, place.join(&entry.key))) else { continue };
            responses.push(ResponseDoc {
                status,
                description: text(node, "description"),
                headers: self.headers(node, &place),
                content: self.content(node, &place),
                span: entry.key_span,
            });
        }
        responses
    }

    fn headers(&mut self, node: &'d Node, place: &Place) -> Vec<HeaderDoc> {
        let place = place.join("headers");
        let mut headers = Vec::new();
        for entry in node.get("headers").map(Node::entries).unwrap_or_default() {
            // OpenAPI 3: described by `content`, and ignored here.
            if entry.key.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let Some((node, place)) = self.follow((&entry.value, place.join(&entry.key))) else { continue };
            headers.push(HeaderDoc {
                name: entry.key.to_string(),
                required: flag(node, "required"),
                explode: flag(node, "explode"),
                schema: self.schema(node, &place),
                content: self.content(node, &place).into_iter().next(),
                examples: self.examples(node, &place),
                span: entry.key_span,
            });
        }
        headers
    }

    fn content(&mut self, node: &'d Node, place: &Place) -> Vec<MediaType> {
        let place = place.join("content");
        let mut content = Vec::new();
        for entry in node.get("content").map(Node::entries).unwrap_or_default() {
            let Some((node, place)) = self.follow((&entry.value, place.join(&entry.key))) else { continue };
            content.push(MediaType {
                range: entry.key.split(';').next().unwrap_or("").trim().to_ascii_lowercase(),
                written: entry.key.trim().to_owned(),
                schema: self.schema(node, &place),
                encoding: node.get("encoding").map(Node::entries).unwrap_or_default().iter().map(encoding).collect(),
                examples: self.examples(node, &place),
                span: entry.key_span,
                fitting: OnceLock::new(),
            });
        }
        content
    }

    fn examples(&mut self, node: &'d Node, place: &Place) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(node) = node.get("example") {
            examples.push(Example { name: String::new(), value: node.to_json(), span: node.span });
        }
        let place = place.join("examples");
        for entry in node.get("examples").map(Node::entries).unwrap_or_default() {
            let Some((node, _)) = self.follow((&entry.value, place.join(&entry.key))) else { continue };
            if let Some(value) = node.get("value") {
                examples.push(Example { name: entry.key.to_string(), value: value.to_json(), span: value.span });
            }
        }
        examples
    }

    /// Notes a schema, after the references that say nothing else, so that places that share it also share what is
    /// compiled from it.
    fn schema(&mut self, node: &'d Node, place: &Place) -> Option<SchemaRef> {
        let mut node = node.get("schema")?;
        let mut place = place.join("schema");
        for _ in 0..MAX_HOPS {
            let Some(reference) = node.get("$ref").and_then(Node::as_str) else { break };
            // In 3.0 whatever stands beside a `$ref` is ignored; in 3.1 it counts.
            if node.entries().len() > 1 && self.version == Version::V31 {
                break;
            }
            let base = self.documents.base(&place)?;
            place = self.documents.resolve(&base, reference).ok()?;
            node = self.documents.node(&place)?;
        }
        Some(SchemaRef { span: node.span, place })
    }

    fn security_schemes(&mut self, root: &'d Node) -> Vec<SecurityScheme> {
        let place = Place::root(0).join("components").join("securitySchemes");
        let entries = root.get("components").and_then(|components| components.get("securitySchemes"));
        let mut schemes = Vec::new();
        for entry in entries.map(Node::entries).unwrap_or_default() {
            let Some((node, _)) = self.follow((&entry.value, place.join(&entry.key))) else { continue };
            match security_kind(node) {
                Some(kind) => schemes.push(SecurityScheme { name: entry.key.to_string(), kind, span: entry.key_span }),
                None => {
                    let label = "`type` is apiKey (with `in` and `name`), http (with `scheme`), oauth2, openIdConnect or mutualTLS";
                    self.bad(entry.key_span, format!("the security scheme `{}` is incomplete", entry.key), label);
                }
            }
        }
        schemes
    }

    fn requirements(&mut self, node: &Node) -> Vec<Requirement> {
        let mut requirements = Vec::new();
        for alternative in node.elements() {
            let mut schemes = Vec::new();
            for entry in alternative.entries() {
                if !self.schemes.iter().any(|scheme| *scheme.name == *entry.key) {
                    let message = format!("there is no security scheme `{}`", entry.key);
                    self.bad(entry.key_span, message, "not in components.securitySchemes");
                }
                schemes.push(entry.key.to_string());
            }
            requirements.push(Requirement { schemes });
        }
        requirements
    }
}

fn encoding(entry: &Entry) -> Encoding {
    let node = &entry.value;
    let style = match node.get("style").and_then(Node::as_str) {
        Some("form") => Some(Style::Form),
        Some("spaceDelimited") => Some(Style::SpaceDelimited),
        Some("pipeDelimited") => Some(Style::PipeDelimited),
        Some("deepObject") => Some(Style::DeepObject),
        _ => None,
    };
    let explode = node.get("explode").and_then(Node::as_bool);
    Encoding {
        property: entry.key.to_string(),
        content_type: text(node, "contentType"),
        // In OpenAPI any of the two asks for the styles of a query, and `form` is the default.
        style: style.or(explode.map(|_| Style::Form)),
        explode: explode.unwrap_or(matches!(style, None | Some(Style::Form))),
        span: entry.key_span,
    }
}

/// A parameter that the template has behind its `?` is one of the query, whatever it is documented as.
fn told_by_query(path: &PathTemplate, parameter: &mut Parameter) {
    if parameter.location != Location::Path || path.parameters().any(|name| name == parameter.name) {
        return;
    }
    let Some((_, query)) = path.text.split_once('?') else { return };
    let is_value = |pair: &(&str, &str)| pair.1.trim_matches(['{', '}']) == parameter.name;
    if let Some((name, _)) = query.split('&').filter_map(|pair| pair.split_once('=')).find(is_value) {
        parameter.name = name.to_owned();
        parameter.location = Location::Query;
        parameter.style = Style::Form;
    }
}

fn undocumented(name: &str, span: Span) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location: Location::Path,
        required: true,
        deprecated: false,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        allow_empty: false,
        schema: None,
        content: None,
        examples: Vec::new(),
        span,
    }
}

fn security_kind(node: &Node) -> Option<SecurityKind> {
    let word = |key| node.get(key).and_then(Node::as_str);
    Some(match word("type")? {
        "apiKey" => {
            let location = match word("in")? {
                "query" => Location::Query,
                "header" => Location::Header,
                "cookie" => Location::Cookie,
                _ => return None,
            };
            SecurityKind::ApiKey { location, name: word("name")?.to_owned() }
        }
        "http" => match word("scheme")?.to_ascii_lowercase().as_str() {
            "basic" => SecurityKind::Basic,
            "bearer" => SecurityKind::Bearer,
            other => SecurityKind::Http(other.to_owned()),
        },
        "oauth2" | "openIdConnect" => SecurityKind::Bearer,
        "mutualTLS" => SecurityKind::MutualTls,
        _ => return None,
    })
}

fn status_key(text: &str) -> Option<StatusKey> {
    if text == "default" {
        return Some(StatusKey::Default);
    }
    let bytes = text.as_bytes();
    let hundred = bytes.first().filter(|byte| (b'1'..=b'5').contains(byte))? - b'0';
    if bytes.len() == 3 && text[1..].eq_ignore_ascii_case("xx") {
        return Some(StatusKey::Range(u16::from(hundred)));
    }
    let number = bytes.iter().all(u8::is_ascii_digit).then(|| text.parse().ok())??;
    (100..600).contains(&number).then_some(StatusKey::Exact(number))
}

fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_str).map(str::to_owned)
}

fn flag(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool).unwrap_or(false)
}
