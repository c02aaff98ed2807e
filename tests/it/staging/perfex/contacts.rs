//! Contacts: documented are their custom fields only; the other columns follow the product's own table.

use serde_json::{Map, Value, json};

use super::fields::{self, FieldTo};
use super::records::{custom_matches, initial_values, is_like};
use super::state::{Host, Record, State};
use super::{envelope, samples};
use crate::staging::http::Response;
use crate::staging::{Behaviour, form, php};

/// Columns that a search looks into.
const TEXTS: [&str; 5] = ["firstname", "lastname", "email", "phonenumber", "title"];

/// Columns that a write may set.
const WRITABLE: [&str; 6] = ["firstname", "lastname", "email", "phonenumber", "title", "direction"];

/// The record view.
pub(super) fn view(record: &Record, behaviour: Behaviour) -> Value {
    let mut view = record.columns.clone();
    view.insert("customfields".to_owned(), fields::pairs(FieldTo::Contacts, &record.custom.record, behaviour));
    Value::Object(view)
}

/// The rows for a key, newest last: the contact's columns, then those of its client that it has not itself.
pub(super) fn search(state: &State, key: &str, behaviour: Behaviour) -> Vec<Value> {
    let matches = state.contacts.records.values().filter(|record| is_match(state, record, key, behaviour));
    matches
        .map(|record| {
            let mut row = record.columns.clone();
            for (column, value) in state.clients.get(record.text("userid")).into_iter().flatten() {
                row.entry(column.clone()).or_insert_with(|| value.clone());
            }
            let pairs = fields::pairs(FieldTo::Contacts, &record.custom.search, behaviour);
            row.insert("customfields".to_owned(), pairs);
            Value::Object(row)
        })
        .collect()
}

fn is_match(state: &State, record: &Record, key: &str, behaviour: Behaviour) -> bool {
    if let Some(tag) = key.strip_prefix('#') {
        return record.tags.iter().any(|other| other == tag);
    }
    let client = state.clients.get(record.text("userid"));
    let company = client.and_then(|client| client.get("company")).and_then(Value::as_str).unwrap_or_default();
    let full_name = format!("{} {}", record.text("firstname"), record.text("lastname"));
    TEXTS.iter().any(|column| is_like(record.text(column), key))
        || is_like(&full_name, key)
        || is_like(company, key)
        || custom_matches(&record.custom, key, behaviour)
}

/// A new contact from a POST body; its id is still the template's.
///
/// # Errors
/// The response that refuses the body: 404 for missing fields, 409 for an e-mail address in use.
pub(super) fn create(state: &State, body: &Map<String, Value>, behaviour: Behaviour) -> Result<Record, Response> {
    let scalar = |key: &str| body.get(key).and_then(form::text).unwrap_or_default().trim().to_owned();
    let mut errors = Map::new();
    for field in ["customer_id", "firstname", "lastname", "email"] {
        if scalar(field).is_empty() {
            errors.insert(field.to_owned(), json!(format!("The {field} field is required.")));
        }
    }
    if !errors.is_empty() {
        return Err(envelope::invalid(404, errors));
    }
    let email = scalar("email");
    if state.contacts.records.values().any(|record| record.text("email").eq_ignore_ascii_case(&email)) {
        errors.insert("email".to_owned(), json!("This Email is already exists"));
        return Err(envelope::invalid(409, errors));
    }
    if !state.clients.contains_key(&scalar("customer_id")) {
        return Err(envelope::refused(404, "Contact Add Fail"));
    }
    let custom = initial_values(Host::Contacts, body, behaviour)?;
    let mut columns = samples::new_contact();
    columns.insert("userid".to_owned(), json!(scalar("customer_id")));
    columns.insert("datecreated".to_owned(), json!(php::now()));
    columns.extend(changed_columns(body));
    Ok(Record { columns, items: Vec::new(), custom, tags: Vec::new() })
}

/// The columns that a body sets, as they are stored.
pub(super) fn changed_columns(body: &Map<String, Value>) -> Map<String, Value> {
    let given = body.iter().filter(|(key, _)| WRITABLE.contains(&key.as_str()));
    given.filter_map(|(key, value)| Some((key.clone(), json!(form::text(value)?.trim())))).collect()
}
