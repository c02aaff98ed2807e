//! A loaded contract: what its documentation promises, and the schemas that hold it to that.

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8Path;
use http::Method;

use crate::contract::dialect::{Dialect, Direction};
use crate::contract::document::Documents;
use crate::contract::operation::{Operation, SchemaRef, SecurityScheme, Server, Version};
use crate::contract::read::{self, Description};
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::store::Schemas;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;

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
    /// Operations by method and number of segments, the most concrete path first.
    routes: HashMap<(Method, usize), Vec<usize>>,
}

/// An operation that a concrete request is for.
#[derive(Clone, Debug)]
pub struct Match<'c> {
    /// The operation.
    pub operation: &'c Operation,
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
            routes: routes(&operations),
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
        let mut near: Vec<(f64, &Operation)> = self
            .operations
            .iter()
            .map(|operation| (strsim::normalized_damerau_levenshtein(name, &operation.name()), operation))
            .filter(|(likeness, _)| *likeness > 0.6)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter().take(3).map(|(_, operation)| operation).collect()
    }

    /// The operation that a request to `path` (encoded, without the server's base and the query) is for: concrete
    /// paths before templated ones.
    pub fn find(&self, method: &Method, path: &str) -> Option<Match<'_>> {
        let segments = path.matches('/').count();
        let candidates = self.routes.get(&(method.clone(), segments))?;
        candidates.iter().find_map(|&index| {
            let operation = &self.operations[index];
            operation.path.matches(path).map(|parameters| Match { operation, parameters })
        })
    }

    /// The methods that are documented for `path`, whatever template it fits.
    pub fn methods(&self, path: &str) -> Vec<&Method> {
        let mut methods: Vec<&Method> = Vec::new();
        for operation in &self.operations {
            if !methods.contains(&&operation.method) && operation.path.matches(path).is_some() {
                methods.push(&operation.method);
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

fn routes(operations: &[Operation]) -> HashMap<(Method, usize), Vec<usize>> {
    let mut routes: HashMap<(Method, usize), Vec<usize>> = HashMap::new();
    for (index, operation) in operations.iter().enumerate() {
        routes.entry((operation.method.clone(), operation.path.segments.len())).or_default().push(index);
    }
    for candidates in routes.values_mut() {
        candidates.sort_by_cached_key(|&index| operations[index].path.rank());
    }
    routes
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
    fn other_descriptions_are_refused() {
        assert!(load(&[("api.yaml", "swagger: '2.0'\n")]).1[0].starts_with("CS0201"));
        assert!(load(&[("api.yaml", "openapi: 4.0.0\n")]).1[0].starts_with("CS0201"));
        assert!(load(&[("api.yaml", "openapi: [\n")]).1[0].starts_with("CS0102"));
        assert!(load(&[("api.yaml", "")]).1[0].starts_with("CS0201"));
    }
}
