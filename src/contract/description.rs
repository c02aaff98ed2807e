//! A loaded contract: what its documentation promises, and the schemas that hold it to that.

use std::sync::Arc;

use camino::Utf8Path;
use http::{HeaderMap, Method};

use crate::contract::conform::coerce::Outline;
use crate::contract::conform::parameter;
use crate::contract::dialect::{Dialect, Direction};
use crate::contract::document::Documents;
use crate::contract::operation::{
    Example, Location, MediaType, Operation, Parameter, SchemaRef, SecurityScheme, Server, Version, best_content,
};
use crate::contract::read::{self, Description};
use crate::contract::route::Routes;
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::store::Schemas;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::wire::exchange::media_type;

/// How many operations are measured in full for a "did you mean".
const MEASURED: usize = 48;

/// One API's contract.
#[derive(Debug)]
pub struct Contract {
    /// Which OpenAPI it is written in.
    pub version: Version,
    /// Every operation, in the order written.
    pub operations: Vec<Operation>,
    /// Every security scheme.
    pub security_schemes: Vec<SecurityScheme>,
    /// The bases it names.
    pub servers: Vec<Server>,
    /// The files it is made of.
    pub documents: Arc<Documents>,
    schemas: Schemas,
    routes: Routes,
}

/// An operation that a concrete request is for.
#[derive(Clone, Debug)]
pub struct Match<'c> {
    /// The operation.
    pub operation: &'c Operation,
    /// Its position among the contract's.
    pub index: usize,
    /// The path's parameters, decoded, in the order of the template.
    pub parameters: Vec<(String, String)>,
}

impl Contract {
    /// Loads the description at `root`/`path` and every file it refers to. All that is wrong goes to `diagnostics`;
    /// `None` when there is nothing to work with.
    pub fn load(
        root: &Utf8Path,
        path: &Utf8Path,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Contract> {
        let documents = Arc::new(Documents::load(root, path, sources, diagnostics)?);
        let Description { version, operations, security_schemes, servers } = read::read(&documents, diagnostics)?;
        let dialect = match version {
            Version::V30 => Dialect::OpenApi30,
            Version::V31 => Dialect::Draft202012,
        };
        Some(Contract {
            version,
            routes: Routes::of(operations.iter().map(|operation| &operation.path)),
            operations,
            security_schemes,
            servers,
            schemas: Schemas::new(documents.clone(), dialect),
            documents,
        })
    }

    /// The operation with this method and path template, as the contract writes them.
    pub fn operation(&self, method: &Method, template: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.method == *method && operation.path.text == template)
    }

    /// The operations most like `METHOD /path`, the likeliest first; for a "did you mean".
    pub fn nearest(&self, name: &str) -> Vec<&Operation> {
        let path = name.split_once(' ').map_or(name, |(_, path)| path);
        let mut all: Vec<(usize, &Operation)> =
            self.operations.iter().map(|operation| (likeness(path, &operation.path.text), operation)).collect();
        // The real measure is dear, so it is taken of the likeliest only.
        if all.len() > MEASURED {
            all.select_nth_unstable_by_key(MEASURED, |(likeness, _)| std::cmp::Reverse(*likeness));
            all.truncate(MEASURED);
        }
        let mut near: Vec<(f64, &Operation)> = all
            .into_iter()
            .map(|(_, operation)| (strsim::normalized_damerau_levenshtein(name, &operation.name()), operation))
            .filter(|(likeness, _)| *likeness > 0.6)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.span.cmp(&b.1.span)));
        near.into_iter().take(3).map(|(_, operation)| operation).collect()
    }

    /// The operation that a request to `path` (encoded, without the server's base and the query) is for: concrete
    /// paths before templated ones.
    pub fn find(&self, method: &Method, path: &str) -> Option<Match<'_>> {
        self.choose(method, path, &|candidates| candidates.first().copied())
    }

    /// The same for a whole request: of operations that share a path, the one whose path parameters fit, whose header
    /// and query parameters tell it, or that takes the body.
    pub fn route(&self, method: &Method, path: &str, query: &str, headers: &HeaderMap) -> Option<Match<'_>> {
        self.choose(method, path, &|candidates| match candidates {
            [] => None,
            [only] => Some(*only),
            _ => Some(self.told(candidates, path, query, headers)),
        })
    }

    fn choose(&self, method: &Method, path: &str, pick: &dyn Fn(&[usize]) -> Option<usize>) -> Option<Match<'_>> {
        let mut found = None;
        self.routes.each(path, &mut |ends| {
            let takes = |&index: &usize| self.operations[index].method == *method;
            let candidates: Vec<usize> = ends.iter().copied().filter(takes).collect();
            found = pick(&candidates).and_then(|index| {
                let operation = &self.operations[index];
                operation.path.matches(path).map(|parameters| Match { operation, index, parameters })
            });
            found.is_some()
        });
        found
    }

    fn told(&self, candidates: &[usize], path: &str, query: &str, headers: &HeaderMap) -> usize {
        let is_told = |(name, value): &(String, Option<String>)| {
            let is_wanted = |given: &[u8]| value.as_ref().is_none_or(|value| value.as_bytes() == given);
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            headers.get(name.as_str()).is_some_and(|given| is_wanted(given.as_bytes()))
                || pairs.any(|(key, given)| key == name.as_str() && is_wanted(given.as_bytes()))
        };
        let sent = media_type(headers);
        let key = |index: &&usize| {
            let operation = &self.operations[**index];
            let tells = &operation.path.tells;
            let all = tells.iter().all(is_told);
            let content = operation.request_body.as_ref().map(|body| body.content.as_slice()).unwrap_or_default();
            let takes = match &sent {
                Some(sent) => best_content(content, sent).is_some(),
                None => content.is_empty(),
            };
            let named = |name: &str| {
                let of_query = |parameter: &&Parameter| parameter.location == Location::Query;
                operation.parameters.iter().filter(of_query).any(|parameter| parameter.name == name)
            };
            let wanted = operation.parameters.iter().filter(|one| one.location == Location::Query && one.required);
            let given = |name: &str| url::form_urlencoded::parse(query.as_bytes()).any(|(key, _)| key == name);
            let documented = url::form_urlencoded::parse(query.as_bytes()).all(|(key, _)| named(&key));
            let missing = wanted.clone().filter(|parameter| !given(&parameter.name)).count();
            (
                self.path_fits(operation, path),
                all && !tells.is_empty(),
                takes,
                documented && missing == 0,
                wanted.count(),
                all,
            )
        };
        // Of equals the first one counts, and `max_by_key` takes the last.
        candidates.iter().rev().max_by_key(key).copied().unwrap_or_default()
    }

    /// Whether the parameters of a path are what their schemas ask for.
    fn path_fits(&self, operation: &Operation, path: &str) -> bool {
        let values = operation.path.matches(path).unwrap_or_default();
        values.iter().all(|(name, text)| {
            let is_it = |one: &&Parameter| one.location == Location::Path && one.name == *name;
            let Some(parameter) = operation.parameters.iter().find(is_it) else { return true };
            let schema = parameter.schema.as_ref().and_then(|schema| self.schema(schema, Direction::Request).ok());
            schema.is_none_or(|schema| schema.is_valid(&parameter::path(parameter, text, Some(Outline::of(&schema)))))
        })
    }

    /// The methods that are documented for `path`, whatever template it fits.
    pub fn methods(&self, path: &str) -> Vec<&Method> {
        let mut indices = Vec::new();
        self.routes.each(path, &mut |ends| {
            indices.extend_from_slice(ends);
            false
        });
        indices.sort_unstable();
        let mut methods: Vec<&Method> = Vec::new();
        for method in indices.into_iter().map(|index| &self.operations[index].method) {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
        methods
    }

    /// The security scheme of this name.
    pub fn security_scheme(&self, name: &str) -> Option<&SecurityScheme> {
        self.security_schemes.iter().find(|scheme| scheme.name == name)
    }

    /// The compiled schema at a place; compiled when first asked for, once. Whatever in it cannot be used was left
    /// out, as [`problems`](Schema::problems) says.
    pub fn schema(&self, schema: &SchemaRef, direction: Direction) -> Result<Arc<Schema>, Diagnostic> {
        self.schemas.get(&schema.place, direction, &self.operations)
    }

    /// The first example of a response's body that fits its schema; an example may be older than its schema. Asked once.
    pub fn example<'c>(&self, media: &'c MediaType) -> Option<&'c Example> {
        let fitting = media.fitting.get_or_init(|| {
            let schema = media.schema.as_ref().and_then(|schema| self.schema(schema, Direction::Response).ok());
            let fits = |example: &Example| schema.as_ref().is_none_or(|schema| schema.is_valid(&example.value));
            media.examples.iter().position(fits)
        });
        media.examples.get((*fitting)?)
    }

    /// Compiles every schema that an operation can be judged by, so that one that cannot be used is told before
    /// anything is sent.
    pub fn prepare(&self, operation: &Operation, diagnostics: &mut Diagnostics) {
        let bodies = operation.request_body.iter().flat_map(|body| &body.content);
        let sent = bodies.filter_map(|media| media.schema.as_ref());
        let sent = sent.chain(operation.parameters.iter().filter_map(|parameter| parameter.schema.as_ref()));
        let media = operation.responses.iter().flat_map(|response| &response.content);
        let headers = operation.responses.iter().flat_map(|response| &response.headers);
        let received = media.filter_map(|media| media.schema.as_ref());
        let received = received.chain(headers.filter_map(|header| header.schema.as_ref()));
        let directed = sent.map(|schema| (schema, Direction::Request));
        for (schema, direction) in directed.chain(received.map(|schema| (schema, Direction::Response))) {
            match self.schema(schema, direction) {
                Ok(schema) => schema.problems().into_iter().for_each(|problem| diagnostics.push(problem)),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }

    /// Goes over every schema that an operation uses or `components` holds.
    pub fn lint(&self, diagnostics: &mut Diagnostics) {
        self.schemas.lint(&self.operations, diagnostics);
    }
}

/// How alike two paths are, at a glance: how much of their beginning and end they share, and how many segments.
fn likeness(a: &str, b: &str) -> usize {
    let beginning = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let end = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    let segments = a.split('/').filter(|one| !one.is_empty() && b.split('/').any(|other| other == *one)).count();
    beginning + end + 4 * segments
}

#[cfg(test)]
mod tests {
    use http::Method;

    use crate::contract::fixture::{in_order, load};
    use crate::contract::operation::{Location, SecurityKind, StatusKey, Style};

    const API: &str = r##"
openapi: 3.0.3
servers: [{ url: "https://{who}.x.test/v1", variables: { who: { default: me } } }]
security: [{ key: [] }, { basic: [], bearer: [] }]
paths:
  /items/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
      - { name: lang, in: query, schema: { type: string } }
    get:
      operationId: getItem
      parameters:
        - { name: lang, in: query, required: true, explode: false, schema: { type: array } }
        - { name: Authorization, in: header }
        - $ref: "#/components/parameters/Trace"
      responses:
        "200":
          description: one
          headers: { X-Left: { required: true, schema: { type: integer } }, Content-Type: {} }
          content:
            Application/JSON; charset=utf-8:
              schema: { $ref: "#/components/schemas/Item" }
              examples: { one: { $ref: "#/components/examples/One" } }
        4XX: { $ref: "#/components/responses/Problem" }
        default: { description: else }
    put: { security: [], requestBody: { $ref: "#/components/requestBodies/Item" }, responses: {} }
  /items/mine:
    get: { security: [{}], responses: {} }
  /items/{id}.csv:
    get: { parameters: [{ name: id, in: path, schema: {} }], responses: {} }
components:
  parameters: { Trace: { name: X-Trace, in: header, schema: {} } }
  requestBodies: { Item: { required: true, content: { "*/*": {}, "text/*": {}, text/csv: {} } } }
  responses: { Problem: { description: bad } }
  examples: { One: { value: { id: 1 } } }
  schemas: { Item: { type: object } }
  securitySchemes:
    key: { type: apiKey, in: query, name: api_key }
    basic: { type: http, scheme: Basic }
    bearer: { type: oauth2, flows: {} }
"##;

    #[test]
    fn an_operation_has_what_its_path_and_the_components_say() {
        let contract = in_order(API);
        let get = contract.operation(&Method::GET, "/items/{id}").expect("documented");
        let names: Vec<&str> = get.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        assert_eq!(names, ["lang", "X-Trace", "id"]);
        let lang = &get.parameters[0];
        assert!(lang.required && !lang.explode && lang.style == Style::Form && lang.location == Location::Query);
        assert_eq!(get.response(200).expect("documented").headers.len(), 1);
        let body = &get.response(200).expect("documented").content[0];
        assert_eq!(body.range, "application/json");
        assert_eq!(body.examples[0].value, serde_json::json!({ "id": 1 }));
        assert_eq!(&*body.schema.as_ref().expect("a schema").place.pointer, "/components/schemas/Item");
        assert_eq!(contract.servers[0].url, "https://me.x.test/v1");
    }

    #[test]
    fn a_status_is_covered_exactly_then_by_range_then_by_default_below_500() {
        let contract = in_order(API);
        let get = contract.operation(&Method::GET, "/items/{id}").expect("documented");
        let covers = |status| get.response(status).map(|response| response.status);
        assert_eq!(covers(200), Some(StatusKey::Exact(200)));
        assert_eq!(covers(404), Some(StatusKey::Range(4)));
        assert_eq!(covers(302), Some(StatusKey::Default));
        assert_eq!(covers(500), None);
    }

    #[test]
    fn security_falls_back_to_the_whole_and_can_be_switched_off() {
        let contract = in_order(API);
        let security = |method, path: &str| {
            let operation = contract.operation(&method, path).expect("documented");
            operation.security.iter().map(|one| one.schemes.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            security(Method::GET, "/items/{id}"),
            [vec!["key".to_owned()], vec!["basic".into(), "bearer".into()]]
        );
        assert!(security(Method::PUT, "/items/{id}").is_empty());
        assert_eq!(security(Method::GET, "/items/mine"), [Vec::<String>::new()]);
        assert_eq!(contract.security_scheme("bearer").expect("there").kind, SecurityKind::Bearer);
    }

    #[test]
    fn a_concrete_path_is_found_before_a_templated_one() {
        let contract = in_order(API);
        let find = |method, path: &str| {
            contract.find(&method, path).map(|found| (found.operation.path.text.clone(), found.parameters))
        };
        assert_eq!(find(Method::GET, "/items/mine"), Some(("/items/mine".into(), vec![])));
        let id = |value: &str| vec![("id".to_owned(), value.to_owned())];
        assert_eq!(find(Method::GET, "/items/7.csv"), Some(("/items/{id}.csv".into(), id("7"))));
        assert_eq!(find(Method::PUT, "/items/mine"), Some(("/items/{id}".into(), id("mine"))));
        assert_eq!(find(Method::DELETE, "/items/7"), None);
        assert_eq!(contract.methods("/items/7"), [&Method::GET, &Method::PUT]);
    }

    #[test]
    fn operations_that_share_a_path_are_told_apart_by_the_request() {
        let contract = in_order(
            "openapi: 3.0.0\npaths:\n  /#X-Target=One: { post: { responses: {} } }\n  /#X-Target=Two: { post: { responses: {} } }\n  /up: { post: { requestBody: { content: { application/json: {} } }, responses: {} } }\n  /up#overload=stream: { post: { requestBody: { content: { image/*: {} } }, responses: {} } }\n",
        );
        let route = |path: &str, header: (&'static str, &'static str)| {
            let headers = [(header.0.parse().expect("a name"), header.1.parse().expect("a value"))];
            contract.route(&Method::POST, path, "", &headers.into_iter().collect()).map(|found| found.index)
        };
        assert_eq!(route("/", ("x-target", "Two")), Some(1));
        assert_eq!(route("/", ("x-target", "Three")), Some(0));
        assert_eq!(route("/up", ("content-type", "image/png")), Some(3));
        assert_eq!(route("/up", ("content-type", "application/json")), Some(2));
    }

    #[test]
    fn an_operation_that_is_there_twice_is_told_and_the_rest_is_served() {
        let (contract, problems) = load(&[(
            "api.yaml",
            "openapi: 3.0.0\npaths:\n  /a/{x}:\n    get: { responses: {} }\n  /a/{y}:\n    parameters: [{ name: y, in: path, required: true, schema: {} }]\n    get: { responses: {} }\n    put: { responses: {} }\n",
        )]);
        assert_eq!(
            problems,
            [
                "CS0207 the path has a parameter `x` that is not documented @ api.yaml:4:5",
                "CS0207 `GET /a/{y}` is for the same requests as `GET /a/{x}` @ api.yaml:7:5, api.yaml:4:5",
            ]
        );
        let contract = contract.expect("a contract");
        let found = contract.find(&Method::GET, "/a/7").expect("found");
        assert_eq!((found.index, found.operation.parameters[0].name.as_str()), (0, "x"));
        assert!(contract.find(&Method::PUT, "/a/7").is_some());
    }

    #[test]
    fn of_templates_that_fit_the_same_path_the_one_whose_parameters_fit_is_meant() {
        let api = "openapi: 3.1.0
paths:
  /files/{id}: { get: { parameters: [{ name: id, in: path, schema: { type: string, format: uuid } }], responses: {} } }
  /files/{name}: { get: { parameters: [{ name: name, in: path, schema: { type: string } }], responses: {} } }
";
        let (contract, _) = load(&[("api.yaml", api)]);
        let contract = contract.expect("usable");
        let found = |path: &str| {
            let found = contract.route(&Method::GET, path, "", &http::HeaderMap::new()).expect("documented");
            found.operation.path.text.clone()
        };
        assert_eq!(found("/files/report.pdf"), "/files/{name}");
        assert_eq!(found("/files/1b4e28ba-2fa1-11d2-883f-0016d3cca427"), "/files/{id}");
    }

    #[test]
    fn a_misspelt_operation_has_neighbours() {
        let contract = in_order(API);
        assert_eq!(contract.nearest("GET /item/{id}")[0].name(), "GET /items/{id}");
        assert!(contract.nearest("POST /something/else/entirely").is_empty());
    }

    #[test]
    fn the_best_media_type_wins() {
        use crate::contract::operation::best_content;
        let contract = in_order(API);
        let put = contract.operation(&Method::PUT, "/items/{id}").expect("documented");
        let content = &put.request_body.as_ref().expect("a body").content;
        let best = |media_type| best_content(content, media_type).map(|entry| entry.range.as_str());
        assert_eq!(best("text/csv"), Some("text/csv"));
        assert_eq!(best("text/plain"), Some("text/*"));
        assert_eq!(best("image/png"), Some("*/*"));
        assert!(best_content(&content[1..], "image/png").is_none());
    }

    #[test]
    fn all_that_is_wrong_is_reported_together() {
        let text = "openapi: 3.1.0\npaths:\n  /a/{id}:\n    get:\n      security: [{ nope: [] }]\n      parameters: [{ name: x, in: body }]\n      responses: { '99': {}, 2xx: {} }\n  b: {}\n";
        let codes: Vec<String> = load(&[("api.yaml", text)]).1;
        assert_eq!(
            codes,
            [
                "CS0207 the path has a parameter `id` that is not documented @ api.yaml:4:5",
                "CS0207 there is no security scheme `nope` @ api.yaml:5:20",
                "CS0207 where is `x` sent? @ api.yaml:6:35",
                "CS0207 `99` is not a status @ api.yaml:7:20",
                "CS0207 `b` is not a path @ api.yaml:8:3",
            ]
        );
    }

    #[test]
    fn what_hides_an_operation_or_its_answers_is_told() {
        let text = "openapi: 3.1.0\npaths:\n  /a:\n    x-own: 1\n    description: d\n    gett: {}\n    get: { responses: 7 }\n";
        let (contract, problems) = load(&[("api.yaml", text)]);
        assert_eq!(
            problems,
            ["CS0207 `gett` is no method @ api.yaml:6:5", "CS0207 these are no responses @ api.yaml:7:23",]
        );
        assert_eq!(contract.expect("a contract").operations.len(), 1);
    }

    #[test]
    fn other_descriptions_are_refused() {
        assert!(load(&[("api.yaml", "swagger: '2.0'\n")]).1[0].starts_with("CS0201"));
        assert!(load(&[("api.yaml", "openapi: 4.0.0\n")]).1[0].starts_with("CS0201"));
        assert!(load(&[("api.yaml", "openapi: [\n")]).1[0].starts_with("CS0102"));
        assert!(load(&[("api.yaml", "")]).1[0].starts_with("CS0201"));
    }
}
