//! What is told to a request that no operation is documented for.

use http::{HeaderValue, Method, StatusCode};
use serde_json::json;

use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::contract::path::Part;
use crate::mock::ask::route::Router;
use crate::mock::problem::Problem;
use crate::wire::serve::ServerResponse;

/// How alike a path must be to be worth a mention.
const LIKE: f64 = 0.5;
/// How many paths are mentioned.
const NEAREST: usize = 3;
/// How many segments, and how many characters of each, are compared.
const COMPARED: usize = 32;

/// The answer where nothing is documented for a method and a path. `OPTIONS` asks what is.
pub fn unrouted(contract: &Contract, router: &Router, method: &Method, path: &str) -> Result<ServerResponse, Problem> {
    let methods = if path == "*" { every_method(contract) } else { router.methods(path) };
    if *method != Method::OPTIONS || methods.is_empty() {
        return Err(lost(contract, router, method, path));
    }
    let mut response = ServerResponse::new(StatusCode::NO_CONTENT, "");
    response.headers.insert(http::header::ALLOW, allow(&methods));
    Ok(response)
}

fn every_method(contract: &Contract) -> Vec<Method> {
    let mut methods: Vec<Method> = Vec::new();
    for operation in &contract.operations {
        if !methods.contains(&operation.method) {
            methods.push(operation.method.clone());
        }
    }
    methods
}

/// 404 with the nearest documented paths, or 405 with the methods that are documented.
fn lost(contract: &Contract, router: &Router, method: &Method, path: &str) -> Problem {
    let methods = router.methods(path);
    if !methods.is_empty() {
        let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
        let detail = format!("{path} is documented for {} only", names.join(", "));
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail);
        return problem.with("allowed", json!(names)).header(http::header::ALLOW, allow(&methods));
    }
    let wanted = format!("{method} {path}");
    if let Some((found, why)) = misplaced(router, path) {
        let near: Vec<String> = router.methods(found).iter().map(|method| format!("{method} {found}")).collect();
        let detail = format!("{wanted} is not documented: {why}");
        return Problem::new(StatusCode::NOT_FOUND, detail).with("nearest", json!(near));
    }
    let below = router.below(path).next().unwrap_or(path);
    if below.trim_matches('/').is_empty() {
        return at_the_root(contract, &wanted);
    }
    let near = nearest(contract, method, below);
    let hint = near.first().map(|near| format!("; did you mean {near}?")).unwrap_or_default();
    Problem::new(StatusCode::NOT_FOUND, format!("{wanted} is not documented{hint}")).with("nearest", json!(near))
}

/// Who asks for nothing in particular is shown what there is.
fn at_the_root(contract: &Contract, wanted: &str) -> Problem {
    let first: Vec<String> = contract.operations.iter().take(NEAREST).map(Operation::name).collect();
    let hint = match (contract.operations.len(), first.first()) {
        (_, None) => ", and nothing else is".to_owned(),
        (1, Some(only)) => format!("; {only} is"),
        (count, Some(first)) => format!("; {count} operations are, such as {first}"),
    };
    Problem::new(StatusCode::NOT_FOUND, format!("{wanted} is not documented{hint}")).with("nearest", json!(first))
}

/// `Allow` for these methods: the mock answers `HEAD` where there is `GET`, and `OPTIONS` everywhere.
fn allow(methods: &[Method]) -> HeaderValue {
    let mut names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    for (name, given) in [("HEAD", names.contains(&"GET")), ("OPTIONS", true)] {
        if given && !names.contains(&name) {
            names.push(name);
        }
    }
    HeaderValue::from_str(&names.join(", ")).unwrap_or_else(|_| HeaderValue::from_static("OPTIONS"))
}

/// The documented path that is asked for with something around it, and what that is.
fn misplaced<'p>(router: &Router, path: &'p str) -> Option<(&'p str, String)> {
    let documented = |path: &str| !router.methods(path).is_empty();
    let trimmed = path.trim_end_matches('/');
    if trimmed != path && documented(trimmed) {
        return Some((trimmed, "leave out the slash at the end".into()));
    }
    let starts = path.match_indices('/').map(|(at, _)| at).skip(1).take(COMPARED);
    let (at, rest) = starts.map(|at| (at, &path[at..])).find(|(_, rest)| rest.len() > 1 && documented(rest))?;
    let before = &path[..at];
    let why = match router.base() {
        "" => format!("no server of the description begins with {before}"),
        base if before == base => format!("{base} is there twice"),
        base => format!("the path of the description's server is {base}, not {before}"),
    };
    Some((rest, why))
}

/// The operations whose paths are most like this one, the likeliest first.
fn nearest(contract: &Contract, method: &Method, path: &str) -> Vec<String> {
    let asked: Vec<String> =
        path.trim_matches('/').split('/').take(COMPARED).map(|text| text.chars().take(COMPARED).collect()).collect();
    let mut near: Vec<(f64, &Operation)> = Vec::new();
    for operation in &contract.operations {
        let likeness = likeness(operation, &asked);
        if likeness < LIKE {
            continue;
        }
        // One operation speaks for its path, and best the one with the method that was asked for.
        match near.iter_mut().find(|(_, other)| other.path == operation.path) {
            Some((_, other)) if operation.method == *method => *other = operation,
            Some(_) => {}
            None => near.push((likeness, operation)),
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(NEAREST).map(|(_, operation)| operation.name()).collect()
}

/// How much of two paths is the same, segment by segment, from the front or from the end.
fn likeness(operation: &Operation, asked: &[String]) -> f64 {
    let documented = &operation.path.segments;
    let most = documented.len().max(asked.len());
    if documented.len().abs_diff(asked.len()) > 1 {
        return 0.0;
    }
    let front: f64 = documented.iter().zip(asked).map(|(parts, text)| alike(parts, text)).sum();
    let end: f64 = documented.iter().rev().zip(asked.iter().rev()).map(|(parts, text)| alike(parts, text)).sum();
    let whole = u32::try_from(most).map_or(1.0, f64::from);
    front.max(end) / whole
}

fn alike(parts: &[Part], text: &str) -> f64 {
    match parts {
        [Part::Literal(literal)] if literal == text => 1.0,
        [Part::Literal(literal)] => strsim::normalized_damerau_levenshtein(literal, text),
        // Anything fits, which says little.
        _ => 0.7,
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::lost;
    use crate::contract::fixture::in_order;
    use crate::mock::ask::route::Router;
    use crate::mock::problem::Problem;

    const API: &str = "
openapi: 3.1.0
servers: [{ url: /v2 }]
paths:
  /items: { get: { responses: {} }, post: { responses: {} } }
  /items/{id}: { delete: { parameters: [{ name: id, in: path, schema: {} }], responses: {} } }
  /users/{id}: { get: { parameters: [{ name: id, in: path, schema: {} }], responses: {} } }
  /orders/{id}/lines: { get: { parameters: [{ name: id, in: path, schema: {} }], responses: {} } }
";

    fn told(line: &str) -> Problem {
        let contract = std::sync::Arc::new(in_order(API));
        let (method, path) = line.split_once(' ').unwrap();
        lost(&contract, &Router::new(contract.clone()), &method.parse::<Method>().unwrap(), path)
    }

    fn nearest(line: &str) -> String {
        let problem = told(line);
        let nearest = problem.more.iter().find(|(name, _)| *name == "nearest").unwrap();
        format!("{} {}", problem.detail, nearest.1)
    }

    #[test]
    fn a_path_with_other_methods_names_them() {
        let problem = told("PUT /v2/items");
        assert_eq!((problem.status.as_u16(), &*problem.detail), (405, "/v2/items is documented for GET, POST only"));
        assert_eq!(problem.response().headers["allow"], "GET, POST, HEAD, OPTIONS");
        assert_eq!(told("GET /items/7").response().headers["allow"], "DELETE, OPTIONS");
    }

    #[test]
    fn what_is_around_a_documented_path_is_named() {
        assert_eq!(
            nearest("GET /v2/items/"),
            r#"GET /v2/items/ is not documented: leave out the slash at the end ["GET /v2/items","POST /v2/items"]"#
        );
        assert_eq!(
            nearest("GET /v2/v2/orders/1/lines"),
            r#"GET /v2/v2/orders/1/lines is not documented: /v2 is there twice ["GET /v2/orders/1/lines"]"#
        );
        assert_eq!(
            nearest("GET /v1/orders/1/lines"),
            r#"GET /v1/orders/1/lines is not documented: the path of the description's server is /v2, not /v1 ["GET /orders/1/lines"]"#
        );
    }

    #[test]
    fn whoever_asks_for_the_root_is_shown_what_there_is() {
        let shown = r#"["GET /items","POST /items","DELETE /items/{id}"]"#;
        assert_eq!(nearest("GET /"), format!("GET / is not documented; 5 operations are, such as GET /items {shown}"));
        assert_eq!(
            nearest("GET /v2/"),
            format!("GET /v2/ is not documented; 5 operations are, such as GET /items {shown}")
        );
    }

    #[test]
    fn a_path_that_differs_in_a_segment_has_neighbours() {
        assert_eq!(
            nearest("POST /itmes"),
            r#"POST /itmes is not documented; did you mean POST /items? ["POST /items"]"#
        );
        assert_eq!(
            nearest("GET /v2/orders/1/line"),
            r#"GET /v2/orders/1/line is not documented; did you mean GET /orders/{id}/lines? ["GET /orders/{id}/lines"]"#
        );
        assert_eq!(
            nearest("GET /v2/users/"),
            r#"GET /v2/users/ is not documented; did you mean GET /users/{id}? ["GET /users/{id}"]"#
        );
        assert_eq!(nearest("GET /something/else"), r#"GET /something/else is not documented []"#);
    }
}
