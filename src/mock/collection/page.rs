//! What of a list is asked for: by documented parameters that are named like properties, and those for pages and order.

use std::cmp::Ordering;

use serde_json::Value as Json;

use crate::contract::conform::coerce;
use crate::contract::conform::parameter::Query;
use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::operation::{Location, Operation, Parameter};
use crate::mock::collection::naming::{Asks, asks, plain};
use crate::mock::collection::outline::Outline;
use crate::mock::collection::shelf::text;
use crate::mock::state::tree::Tree;
use crate::value::json::compare;

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Properties and what they must be.
    pub filters: Vec<(String, Json)>,
    /// Properties to sort by, and whether from the greatest on.
    pub sort: Vec<(String, bool)>,
    /// How many at most, and by which parameter.
    pub limit: Option<(u64, String)>,
    /// How many to pass over, and by which parameter.
    pub offset: Option<(u64, String)>,
    /// Which page, by which parameter, and the number of the first page.
    pub page: Option<(u64, String, u64)>,
}

/// What there is to tell about a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How many fit the filters.
    pub total: u64,
    /// How many are on this page.
    pub count: u64,
    /// Its number.
    pub page: u64,
    /// How many there would be at most.
    pub limit: u64,
    /// How many come before.
    pub offset: u64,
    /// How many pages there are.
    pub pages: u64,
    /// A link to the next page.
    pub next: Option<String>,
    /// A link to the page before.
    pub previous: Option<String>,
}

/// What a query asks for, by what the operation documents; `names` are the properties of the things.
pub fn asked(contract: &Contract, operation: &Operation, query: &str, names: &[String]) -> Asked {
    let mut asked = Asked::default();
    let mut sent = Query::of(query);
    let (mut descending, mut unasked) = (false, Vec::new());
    for parameter in operation.parameters.iter().filter(|parameter| parameter.location == Location::Query) {
        let Some(value) = value(contract, parameter, &mut sent) else {
            unasked.push(parameter);
            continue;
        };
        let number = value.as_u64();
        let name = parameter.name.clone();
        let property = names.iter().find(|known| plain(known) == plain(&name));
        match (asks(&name), number, property) {
            (Some(Asks::Limit), Some(number), _) => asked.limit = Some((number, name)),
            (Some(Asks::Offset), Some(number), _) => asked.offset = Some((number, name)),
            (Some(Asks::Page), Some(number), _) => asked.page = Some((number, name, first_page(contract, parameter))),
            (Some(Asks::Order), ..) => {
                descending = value.as_str().is_some_and(|way| way.to_lowercase().starts_with("desc"))
            }
            (Some(Asks::Sort), ..) => asked.sort = keys(&value, names),
            (_, _, Some(property)) => asked.filters.push((property.clone(), value)),
            _ => {}
        }
    }
    // Whoever asks for no page gets the first, and a link to the next.
    for parameter in unasked {
        if asked.page.is_none() && asked.offset.is_none() {
            begin(&mut asked, contract, parameter);
        }
    }
    if descending {
        asked.sort.iter_mut().for_each(|(_, from_the_end)| *from_the_end = !*from_the_end);
    }
    asked
}

fn begin(asked: &mut Asked, contract: &Contract, parameter: &Parameter) {
    let (name, first) = (parameter.name.clone(), first_page(contract, parameter));
    match asks(&name) {
        Some(Asks::Page) => asked.page = Some((first, name, first)),
        Some(Asks::Offset) => asked.offset = Some((0, name)),
        _ => {}
    }
}

/// The things that were asked for. The links are left to the caller, who knows the address.
pub fn chosen<'t>(things: impl Iterator<Item = &'t Tree>, asked: &Asked) -> (Vec<&'t Tree>, Facts) {
    let fits =
        |thing: &&Tree| asked.filters.iter().all(|(name, wanted)| thing.get(name).is_some_and(|is| meets(is, wanted)));
    let mut all: Vec<&Tree> = things.filter(fits).collect();
    if !asked.sort.is_empty() {
        all.sort_by(|a, b| in_order(a, b, &asked.sort));
    }
    let total = all.len() as u64;
    let limit = asked.limit.as_ref().map_or(total, |(limit, _)| *limit);
    let page = asked.page.as_ref().map(|(page, _, first)| page.saturating_sub(*first));
    let limit_of_pages = if asked.limit.is_none() && page.is_some() { PAGE } else { limit };
    let offset = match (&asked.offset, page) {
        (Some((offset, _)), _) => *offset,
        (None, Some(page)) => page.saturating_mul(limit_of_pages),
        (None, None) => 0,
    };
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let on_page: Vec<&Tree> = all.into_iter().skip(size(offset)).take(size(limit_of_pages)).collect();
    let step = limit_of_pages.max(1);
    let first = asked.page.as_ref().map_or(1, |(_, _, first)| *first);
    let facts = Facts {
        total,
        count: on_page.len() as u64,
        page: offset / step + first,
        limit: limit_of_pages,
        offset,
        pages: total.div_ceil(step),
        next: None,
        previous: None,
    };
    (on_page, facts)
}

/// How many are on a page when nobody says.
const PAGE: u64 = 20;

fn value(contract: &Contract, parameter: &Parameter, sent: &mut Query<'_>) -> Option<Json> {
    let schema = parameter.schema.as_ref();
    let compiled = schema.and_then(|schema| contract.schema(schema, Direction::Request).ok());
    let outline = compiled.as_ref().map(|schema| coerce::Outline::of(schema));
    let given = sent.take(parameter, outline);
    given.or_else(|| Some(Outline::of(contract, schema?)?.keyword("default")?.to_json()))
}

fn first_page(contract: &Contract, parameter: &Parameter) -> u64 {
    let outline = parameter.schema.as_ref().and_then(|schema| Outline::of(contract, schema));
    let zero = |key| outline.as_ref().and_then(|outline| outline.keyword(key)?.as_u64()) == Some(0);
    if zero("minimum") || zero("default") { 0 } else { 1 }
}

/// `-created,name`, `name:desc`, `name desc`
fn keys(value: &Json, names: &[String]) -> Vec<(String, bool)> {
    let texts: Vec<&str> = match value {
        Json::Array(list) => list.iter().filter_map(Json::as_str).collect(),
        Json::String(text) => text.split(',').collect(),
        _ => Vec::new(),
    };
    let key = |text: &str| {
        let text = text.trim();
        let (name, way) = text.split_once([':', ' ']).unwrap_or((text, ""));
        let bare = name.trim_start_matches(['-', '+']);
        let known = names.iter().find(|known| plain(known) == plain(bare))?;
        Some((known.clone(), name.starts_with('-') || way.to_lowercase().starts_with("desc")))
    };
    texts.into_iter().filter_map(key).collect()
}

/// Whether a property is what was asked for: one of several values, an element of a list, a member of an object.
fn meets(is: &Tree, wanted: &Json) -> bool {
    match (is, wanted) {
        (_, Json::Array(options)) => options.iter().any(|option| meets(is, option)),
        (Tree::List(list), _) => list.0.iter().any(|element| meets(element, wanted)),
        (Tree::Map(fields), _) => {
            fields.0.values().any(|field| !matches!(field, Tree::List(_) | Tree::Map(_)) && meets(field, wanted))
        }
        (_, Json::String(wanted)) => text(is) == *wanted,
        (Tree::Number(is), Json::Number(wanted)) => compare(is, wanted) == Ordering::Equal,
        (Tree::Bool(is), Json::Bool(wanted)) => is == wanted,
        _ => false,
    }
}

fn in_order(a: &Tree, b: &Tree, keys: &[(String, bool)]) -> Ordering {
    let one = |(name, descending): &(String, bool)| {
        let order = match (a.get(name), b.get(name)) {
            (Some(Tree::Number(a)), Some(Tree::Number(b))) => compare(a, b),
            (Some(Tree::Text(a)), Some(Tree::Text(b))) => a.cmp(b),
            (Some(Tree::Bool(a)), Some(Tree::Bool(b))) => a.cmp(b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        if *descending { order.reverse() } else { order }
    };
    keys.iter().map(one).find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use http::Method;
    use serde_json::json;

    use super::{asked, chosen};
    use crate::contract::fixture::in_order;
    use crate::mock::state::tree::Tree;

    fn ids(query: &str) -> (String, u64, u64) {
        let contract = in_order(
            "
openapi: 3.1.0
paths:
  /pets:
    get:
      parameters:
        - { name: status, in: query, schema: { type: array, items: { type: string } } }
        - { name: tags, in: query, schema: { type: array, items: { type: string } } }
        - { name: age, in: query, schema: { type: integer } }
        - { name: sort_by, in: query, schema: { type: string } }
        - { name: order, in: query, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer, minimum: 0 } }
        - { name: 'page[size]', in: query, schema: { type: integer, default: 10 } }
      responses: {}
",
        );
        let things = Tree::from(&json!([
            { "id": 1, "status": "new", "tags": [{ "name": "a" }, { "name": "b" }], "age": 3.0 },
            { "id": 2, "status": "old", "tags": [], "age": 20 },
            { "id": 3, "status": "new", "tags": [{ "name": "c" }], "age": 1 },
            { "id": 4, "age": 3 },
        ]));
        let Tree::List(things) = things else { panic!("a list") };
        let operation = contract.operation(&Method::GET, "/pets").unwrap();
        let names = ["id", "status", "tags", "age"].map(str::to_owned);
        let (found, facts) = chosen(things.0.iter(), &asked(&contract, operation, query, &names));
        let ids = found.iter().map(|thing| thing.get("id").unwrap().to_json().to_string()).collect();
        (ids, facts.page, facts.pages)
    }

    #[test]
    fn filters_know_lists_and_members() {
        assert_eq!(ids("status=new&status=gone").0, "13");
        assert_eq!(ids("tags=b&tags=c").0, "13");
        assert_eq!(ids("age=3").0, "14", "3 and 3.0 are one number");
        assert_eq!(ids("unknown=1").0, "1234");
    }

    #[test]
    fn pages_count_from_where_the_schema_says() {
        assert_eq!(ids(""), ("1234".into(), 0, 1));
        assert_eq!(ids("page[size]=3&page=1"), ("4".into(), 1, 2));
        assert_eq!(ids("page[size]=3&page=99"), (String::new(), 99, 2));
        assert_eq!(ids("page[size]=0").0, "");
    }

    #[test]
    fn the_order_is_by_keys_and_the_way_they_say() {
        assert_eq!(ids("sort_by=age").0, "3142");
        assert_eq!(ids("sort_by=age&order=DESC").0, "2143");
        assert_eq!(ids("sort_by=-age,id:desc").0, "2413");
        assert_eq!(ids("sort_by=nothing").0, "1234");
    }
}
