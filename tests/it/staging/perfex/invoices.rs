//! Invoices: the record of 69 keys, the search row of 74 and what a new one needs.

use serde_json::{Map, Value, json};

use super::fields::{self, FieldTo, Source};
use super::records::{custom_matches, initial_values, is_like, no_date};
use super::state::{Host, Item, Record, State};
use super::{envelope, money, samples};
use crate::staging::http::Response;
use crate::staging::{Behaviour, Defect, Reading, form, php};

const PREFIX: &str = "INV-";

const MONEY_COLUMNS: [&str; 6] = ["subtotal", "total_tax", "total", "adjustment", "discount_percent", "discount_total"];

/// Columns of a client that an invoice search looks into, besides the addresses.
const CLIENT_TEXTS: [&str; 7] = ["company", "vat", "phonenumber", "city", "zip", "state", "address"];

const ADDRESS_COLUMNS: [&str; 8] = [
    "billing_street",
    "billing_city",
    "billing_state",
    "billing_zip",
    "shipping_street",
    "shipping_city",
    "shipping_state",
    "shipping_zip",
];

/// Columns that a write may not set.
const OWN_COLUMNS: [&str; 3] = ["id", "hash", "datecreated"];

/// The record view (3.1).
pub(super) fn view(state: &State, id: u64, record: &Record, behaviour: Behaviour) -> Value {
    let mut view = record.columns.clone();
    let mut put = |key: &str, value: Value| view.insert(key.to_owned(), value);
    let currency = samples::currency(record.text("currency"));
    for (key, value) in &currency {
        put(key, value.clone());
    }
    put("currencyid", json!(record.text("currency")));
    put("currency_name", currency.get("name").cloned().unwrap_or_default());
    put("total_left_to_pay", json!(record.text("total")));
    put("items", (1..).zip(&record.items).map(|(order, item)| item_view(id, order, item, behaviour)).collect());
    put("attachments", json!([]));
    put("visible_attachments_to_customer_found", json!(false));
    put("client", Value::Object(client(state, record)));
    put("payments", json!([]));
    put("scheduled_email", Value::Null);
    put("customfields", fields::pairs(FieldTo::Invoice, &record.custom.record, behaviour));
    Value::Object(view)
}

fn item_view(invoice: u64, order: usize, item: &Item, behaviour: Behaviour) -> Value {
    let mut view = Map::new();
    view.insert("id".to_owned(), json!(item.id.to_string()));
    view.insert("rel_id".to_owned(), json!(invoice.to_string()));
    view.insert("rel_type".to_owned(), json!("invoice"));
    view.extend(item.columns.clone());
    view.insert("item_order".to_owned(), json!(order.to_string()));
    view.insert("customfields".to_owned(), fields::pairs(FieldTo::Items, &item.custom, behaviour));
    Value::Object(view)
}

fn client(state: &State, record: &Record) -> Map<String, Value> {
    state.clients.get(record.text("clientid")).cloned().unwrap_or_default()
}

/// The rows for a key, sorted by number descending (2.8, 3.6).
pub(super) fn search(state: &State, key: &str, behaviour: Behaviour) -> Vec<Value> {
    let mut matches: Vec<&Record> =
        state.invoices.records.values().filter(|record| is_match(state, record, key, behaviour)).collect();
    matches.sort_by_key(|record| std::cmp::Reverse(record.text("number").parse::<u64>().unwrap_or_default()));
    matches.into_iter().map(|record| row(state, record, behaviour)).collect()
}

/// `#tag` looks for a tag, anything else into number, client, addresses and custom field values.
fn is_match(state: &State, record: &Record, key: &str, behaviour: Behaviour) -> bool {
    if let Some(tag) = key.strip_prefix('#') {
        return record.tags.iter().any(|other| other == tag);
    }
    let client = client(state, record);
    let in_client = |column: &&str| client.get(*column).and_then(Value::as_str).is_some_and(|text| is_like(text, key));
    let number = key.strip_prefix(PREFIX).unwrap_or(key).trim_start_matches('0');
    let is_number = record.text("number") == number && !behaviour.has(Defect::SearchIgnoresNumber);
    is_number
        || CLIENT_TEXTS.iter().chain(&ADDRESS_COLUMNS).any(in_client)
        || ADDRESS_COLUMNS.iter().any(|column| is_like(record.text(column), key))
        || custom_matches(&record.custom, key, behaviour)
}

/// All columns of the invoice, then all of its client: equal names take the client's value in the invoice's place.
fn row(state: &State, record: &Record, behaviour: Behaviour) -> Value {
    let mut row = record.columns.clone();
    for (key, value) in client(state, record) {
        let invoice_wins = behaviour.has(Defect::SearchInvoiceColumns)
            || (behaviour.has(Defect::SearchDatecreatedInvoice) && key == "datecreated");
        if !(invoice_wins && row.contains_key(&key)) {
            row.insert(key, value);
        }
    }
    row.insert("invoiceid".to_owned(), json!(record.text("id")));
    row.insert("customfields".to_owned(), fields::pairs(FieldTo::Invoice, &record.custom.search, behaviour));
    Value::Object(row)
}

/// A new invoice from a POST body; its id is still the template's.
///
/// # Errors
/// The response that refuses the body.
pub(super) fn create(state: &mut State, body: &Map<String, Value>, behaviour: Behaviour) -> Result<Record, Response> {
    refuse_incomplete(body, behaviour)?;
    refuse_duplicate(state, body, behaviour)?;
    let refused = || envelope::refused(404, "Invoice Add Fail");
    let (client, currency) = (scalar(body, "clientid"), scalar(body, "currency"));
    if !state.clients.contains_key(&client) || samples::currency(&currency).is_empty() {
        return Err(refused());
    }
    let custom = initial_values(Host::Invoices, body, behaviour)?;
    let items = form::elements(&body["newitems"]);
    let items = items.into_iter().map(|item| new_item(item, state, behaviour).ok_or_else(refused)?);
    let items = items.collect::<Result<_, _>>()?;
    let tags = scalar(body, "tags").split(',').map(|tag| tag.trim().to_owned()).collect();
    Ok(Record { columns: new_columns(body, behaviour), items, custom, tags })
}

fn scalar(body: &Map<String, Value>, key: &str) -> String {
    body.get(key).and_then(form::text).unwrap_or_default().trim().to_owned()
}

fn new_columns(body: &Map<String, Value>, behaviour: Behaviour) -> Map<String, Value> {
    let mut columns = samples::new_invoice();
    if behaviour.reads(Reading::UnsetColumnsNull) {
        samples::unset_columns(&mut columns);
    }
    columns.insert("datecreated".to_owned(), json!(php::now()));
    columns.insert("hash".to_owned(), json!(php::random_hash()));
    columns.extend(changed_columns(body));
    columns
}

/// The columns that a body sets, as they are stored.
pub(super) fn changed_columns(body: &Map<String, Value>) -> Map<String, Value> {
    let mut columns = Map::new();
    let known = samples::new_invoice();
    for (key, value) in body.iter().filter(|(key, _)| known.contains_key(*key) && !OWN_COLUMNS.contains(&key.as_str()))
    {
        let text = match form::text(value) {
            None if key == "allowed_payment_modes" => {
                let modes: Vec<String> = form::elements(value).into_iter().filter_map(form::text).collect();
                php::serialize(&modes)
            }
            None => continue,
            Some(mode) if key == "allowed_payment_modes" => php::serialize(&[mode]),
            Some(text) => text.trim().to_owned(),
        };
        let text = match money::cents(&text) {
            Some(cents) if MONEY_COLUMNS.contains(&key.as_str()) => money::decimal(cents),
            Some(_) if key == "number" => without_zeros(&text).to_owned(),
            _ => text,
        };
        columns.insert(key.clone(), json!(text));
    }
    columns
}

fn without_zeros(number: &str) -> &str {
    let digits = number.trim_start_matches('0');
    if digits.is_empty() && !number.is_empty() { "0" } else { digits }
}

fn new_item(item: &Value, state: &mut State, behaviour: Behaviour) -> Option<Result<Item, Response>> {
    let body = item.as_object()?;
    let mut columns = Map::new();
    for key in ["description", "long_description", "qty", "rate", "unit"] {
        let text = scalar(body, key);
        let amount = matches!(key, "qty" | "rate").then(|| money::cents(&text));
        let text = match amount {
            Some(cents) => money::decimal(cents?),
            None => text,
        };
        columns.insert(key.to_owned(), json!(text));
    }
    let custom = fields::given(FieldTo::Items, body, Source::PostedItem, behaviour).map_err(no_date);
    state.last_item += 1;
    let id = state.last_item;
    let loses = behaviour.has(Defect::PostLosesItemFields);
    Some(custom.map(|custom| Item { id, columns, custom: if loses { fields::Stored::new() } else { custom } }))
}

/// The 404 with the fields that are missing or malformed (2.1, 2.8).
fn refuse_incomplete(body: &Map<String, Value>, behaviour: Behaviour) -> Result<(), Response> {
    let mut errors = Map::new();
    let mut require = |field: &str, is_right: bool, rule: &str| {
        let name = field.trim_end_matches("[]");
        let is_absent = body.get(name).is_none_or(|value| match form::text(value) {
            Some(text) => text.trim().is_empty(),
            None => form::elements(value).is_empty(),
        });
        if is_absent {
            errors.insert(field.to_owned(), json!(format!("The {name} field is required.")));
        } else if !is_right {
            errors.insert(field.to_owned(), json!(format!("The {name} field must {rule}.")));
        }
    };
    let is_id = |field: &str| scalar(body, field).parse::<u32>().is_ok_and(|id| id > 0);
    let is_amount = |field: &str| money::cents(&scalar(body, field)).is_some_and(|cents| cents > 0);
    require("clientid", is_id("clientid"), "contain a number greater than 0");
    // The column is a signed 32-bit integer.
    let is_number = scalar(body, "number").parse::<i32>().is_ok_and(|number| number > 0);
    require("number", is_number, "contain an integer");
    require("date", php::is_date(&scalar(body, "date")), "contain a date");
    require("currency", is_id("currency"), "contain a number greater than 0");
    require("newitems[]", body.get("newitems").is_some_and(|items| form::text(items).is_none()), "contain items");
    require("allowed_payment_modes[]", true, "");
    require("billing_street", true, "");
    require("subtotal", is_amount("subtotal"), "contain a decimal number greater than 0");
    require("total", is_amount("total"), "contain a decimal number greater than 0");
    if errors.is_empty() {
        return Ok(());
    }
    Err(match behaviour.defect {
        Some(Defect::PostIncompleteAccepted) => envelope::done("Invoice Added Successfully"),
        Some(Defect::PostIncompleteAnswers500) => envelope::refused(500, "Internal error"),
        Some(Defect::PostIncompleteWithoutError) => envelope::refused(404, "<p>Validation failed</p>\n"),
        _ => envelope::invalid(404, errors),
    })
}

fn refuse_duplicate(state: &State, body: &Map<String, Value>, behaviour: Behaviour) -> Result<(), Response> {
    let number = scalar(body, "number");
    let is_taken = state.invoices.records.values().any(|record| record.text("number") == without_zeros(&number));
    if !is_taken || behaviour.has(Defect::DuplicateNumberAccepted) {
        return Ok(());
    }
    let status = if behaviour.reads(Reading::DuplicateNumberAnswers404) { 404 } else { 409 };
    let mut errors = Map::new();
    errors.insert("number".to_owned(), json!("The Invoice number is already in use"));
    Err(envelope::invalid(status, errors))
}
