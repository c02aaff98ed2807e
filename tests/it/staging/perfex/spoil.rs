//! The read defects: each takes a good answer and spoils one thing in it.

use serde_json::{Value, json};

use super::fields::FieldTo;
use super::state::Host;
use super::{envelope, money};
use crate::staging::http::Response;
use crate::staging::{Behaviour, Defect, Reading, php};

/// The answer of the values view with a defect, if it concerns this view.
pub(super) fn values(defect: Defect, fieldto: FieldTo, id: Option<u64>, entries: &mut Vec<Value>) -> Response {
    spoil_shape(defect, entries);
    spoil_keys(defect, entries);
    spoil_list_values(defect, entries);
    spoil_scalar_values(defect, entries);
    if fieldto == FieldTo::Contacts {
        spoil_contact_entries(defect, entries);
    }
    if defect == Defect::ValueNotTheSample && fieldto == FieldTo::Invoice && id == Some(1) {
        of_kind(entries, "number", |entry| entry["value"] = json!("13"));
    }
    if defect == Defect::TypeViewUnsetList && id.is_none() {
        each(entries.iter_mut().filter(|entry| entry["value"] == r#"[""]"#), |entry| entry["value"] = json!("[]"));
    }
    let good = envelope::json_response(200, &Value::Array(std::mem::take(entries)));
    match defect {
        Defect::ValuesObject => {
            let wrapped = [br#"{"custom_fields":"#, good.body.as_slice(), b"}"].concat();
            Response { body: wrapped, ..good }
        }
        Defect::ValuesHtml => Response { content_type: "text/html; charset=UTF-8", ..good },
        Defect::ValuesTruncated => Response { body: good.body[..good.body.len() - 1].to_vec(), ..good },
        Defect::EntryKeyTwice => {
            let text = String::from_utf8_lossy(&good.body);
            Response { body: text.replacen(r#""label":"#, r#""label":"","label":"#, 1).into_bytes(), ..good }
        }
        _ => good,
    }
}

fn spoil_shape(defect: Defect, entries: &mut Vec<Value>) {
    match defect {
        Defect::EntryMissing => drop(entries.pop()),
        Defect::EntryTwice => entries.extend(entries.first().cloned()),
        Defect::EntriesSwapped if entries.len() > 1 => entries.swap(0, 1),
        _ => {}
    }
}

fn spoil_keys(defect: Defect, entries: &mut [Value]) {
    match defect {
        Defect::FieldIdNumber => each(entries, |entry| {
            entry["custom_field_id"] = json!(text(entry, "custom_field_id").parse::<u64>().unwrap_or_default());
        }),
        Defect::FieldIdZeroPadded => each(entries, |entry| {
            let id = text(entry, "custom_field_id");
            entry["field_name"] = json!(text(entry, "field_name").replace(&format!("[{id}]"), &format!("[0{id}]")));
            entry["custom_field_id"] = json!(format!("0{id}"));
        }),
        Defect::EntryLabelMissing => of_kind(entries, "textarea", |entry| remove(entry, "label")),
        Defect::EntryExtraKey => each(entries, |entry| entry["slug"] = json!("field")),
        Defect::OptionsMissing => of_kind(entries, "select", |entry| remove(entry, "options")),
        Defect::OptionsOnInput => of_kind(entries, "input", |entry| entry["options"] = json!("[]")),
        Defect::OptionsNull => {
            each(entries.iter_mut().filter(|entry| entry.get("options").is_none()), |entry| {
                entry["options"] = Value::Null;
            });
        }
        Defect::OptionsNative => with_options(entries, |entry| entry["options"] = json!(list(entry, "options"))),
        Defect::OptionsPlainText => {
            with_options(entries, |entry| entry["options"] = json!(list(entry, "options").join(",")));
        }
        Defect::RequiredBoolean => each(entries, |entry| entry["required"] = json!(false)),
        Defect::TypeRadio => of_kind(entries, "select", |entry| entry["type"] = json!("radio")),
        Defect::TypesSwapped => each(entries, |entry| match text(entry, "type").as_str() {
            "multiselect" => entry["type"] = json!("checkbox"),
            "checkbox" => entry["type"] = json!("multiselect"),
            _ => {}
        }),
        Defect::FieldNameOtherId => of_kind(entries, "date_picker", |entry| {
            entry["field_name"] = json!(text(entry, "field_name").replace("][", "][9"));
        }),
        Defect::FieldNameOtherType => each(entries, |entry| {
            entry["field_name"] = json!(format!("custom_fields[customers][{}]", text(entry, "custom_field_id")));
        }),
        _ => {}
    }
}

fn spoil_list_values(defect: Defect, entries: &mut [Value]) {
    match defect {
        Defect::ValueNative => with_options(entries, |entry| entry["value"] = json!(list(entry, "value"))),
        Defect::ValueEncodedTwice => with_options(entries, |entry| {
            entry["value"] = json!(php::json_encode(&entry["value"]));
        }),
        Defect::ValuePlainText => with_options(entries, |entry| entry["value"] = json!(list(entry, "value").join(","))),
        Defect::ValueSpaceLost => with_options(entries, |entry| {
            let trimmed: Value = list(entry, "value").iter().map(|element| element.trim()).collect();
            entry["value"] = json!(php::json_encode(&trimmed));
        }),
        Defect::ValueOutsideOptions => set_select(entries, r#"["Option 9"]"#),
        Defect::SelectHoldsTwo => set_select(entries, r#"["Option 1"," Option 2"]"#),
        _ => {}
    }
}

/// Another value for a select that has one.
fn set_select(entries: &mut [Value], value: &str) {
    let set = entries.iter_mut().filter(|entry| entry["value"] != r#"[""]"#);
    each(set.filter(|entry| entry["type"] == "select"), |entry| entry["value"] = json!(value));
}

fn spoil_scalar_values(defect: Defect, entries: &mut [Value]) {
    let (kind, change): (&str, fn(&str) -> Value) = match defect {
        Defect::ValueNull => ("textarea", |_| Value::Null),
        Defect::ValueNumber => ("number", |value| json!(value.parse::<f64>().ok().map_or(0, |number| number as i64))),
        Defect::ValueColourName => ("colorpicker", |_| json!("red")),
        Defect::ValueDateLocal => ("date_picker", |value| json!(value.rsplit('-').collect::<Vec<_>>().join("/"))),
        Defect::ValueDatetimeIso => ("date_picker_time", |value| json!(value.replace(' ', "T") + "Z")),
        _ => return,
    };
    let set = entries.iter_mut().filter(|entry| entry["value"] != "");
    each(set.filter(|entry| entry["type"] == kind), |entry| entry["value"] = change(&text(entry, "value")));
}

fn spoil_contact_entries(defect: Defect, entries: &mut [Value]) {
    match defect {
        Defect::ContactFieldNameInvoice => each(entries, |entry| {
            entry["field_name"] = json!(text(entry, "field_name").replace("contacts", "invoice"));
        }),
        Defect::ContactEntryTypeMissing => each(entries, |entry| remove(entry, "type")),
        Defect::ContactValueNative => with_options(entries, |entry| entry["value"] = json!(list(entry, "value"))),
        _ => {}
    }
}

/// The answer for a type that is not in the list.
pub(super) fn unknown_type(defect: Option<Defect>) -> Response {
    match defect {
        Some(Defect::UnknownTypeAccepted) => envelope::json_response(200, &json!([])),
        Some(Defect::UnknownTypeAnswers400) => envelope::refused(400, "Not valid data"),
        Some(Defect::UnknownTypeWithoutMessage) => envelope::json_response(404, &json!({"status": false})),
        _ => envelope::refused(404, "Not valid data"),
    }
}

/// The values view of a record that does not exist.
pub(super) fn unknown_record(defect: Option<Defect>) -> Response {
    match defect {
        Some(Defect::UnknownRecordAnswers500) => envelope::refused(500, envelope::NO_DATA),
        Some(Defect::UnknownRecordErrorKey) => {
            envelope::json_response(404, &json!({"status": false, "error": envelope::NO_DATA}))
        }
        _ => envelope::refused(404, envelope::NO_DATA),
    }
}

/// The record view of a record that does not exist.
pub(super) fn unknown_host(defect: Option<Defect>, host: Host) -> Response {
    match (defect, host) {
        (Some(Defect::UnknownInvoiceAnswersNull), Host::Invoices) => envelope::json_response(200, &Value::Null),
        (Some(Defect::UnknownInvoiceWithoutStatus), Host::Invoices) => {
            envelope::json_response(404, &json!({"message": envelope::NO_DATA}))
        }
        _ => envelope::refused(404, envelope::NO_DATA),
    }
}

/// A record view with a defect.
pub(super) fn record(defect: Defect, host: Host, id: u64, record: &mut Value) {
    match (host, defect) {
        (Host::Contacts, Defect::ContactCustomfieldsMissing) => remove(record, "customfields"),
        (Host::Contacts, Defect::ContactCustomfieldValueMissing) => {
            each(members(record, "customfields"), |pair| remove(pair, "value"));
        }
        (Host::Contacts, _) => {}
        (Host::Invoices, Defect::RecordInArray) => *record = json!([record.take()]),
        (Host::Invoices, Defect::RecordNotTheSample) if id == 1 => {
            each(members(record, "customfields").iter_mut().skip(1).take(1), |pair| pair["value"] = json!("12"));
        }
        (Host::Invoices, _) => {
            spoil_columns(defect, record);
            spoil_rules(defect, record);
            spoil_nested(defect, record);
            spoil_customfields(defect, record);
        }
    }
}

fn spoil_columns(defect: Defect, record: &mut Value) {
    match defect {
        Defect::TotalNumber => record["total"] = number(record, "total"),
        Defect::SentBoolean => record["sent"] = json!(record["sent"] == "1"),
        Defect::RecordKeyMissing => remove(record, "recurring_type"),
        Defect::RecordKeyExtra => record["internal_note"] = json!(""),
        Defect::NumberFormatNull => record["number_format"] = Value::Null,
        Defect::AttachmentsFoundText => record["visible_attachments_to_customer_found"] = json!("false"),
        Defect::HashShort => record["hash"] = json!(text(record, "hash")[1..]),
        Defect::HashUpperCase => record["hash"] = json!(text(record, "hash").to_uppercase()),
        Defect::StatusOutOfRange => record["status"] = json!("7"),
        Defect::DatecreatedIso => record["datecreated"] = json!(text(record, "datecreated").replace(' ', "T") + "Z"),
        Defect::SubtotalOneDecimal => {
            let subtotal = text(record, "subtotal");
            record["subtotal"] = json!(subtotal[..subtotal.len() - 1]);
        }
        Defect::PaymentModesJson => record["allowed_payment_modes"] = json!(r#"["1","2"]"#),
        Defect::PaymentModesCount => {
            record["allowed_payment_modes"] = json!(r#"a:3:{i:0;s:1:"1";i:1;s:1:"2";}"#);
        }
        Defect::PaymentsNull => record["payments"] = Value::Null,
        _ => {}
    }
}

fn spoil_rules(defect: Defect, record: &mut Value) {
    match defect {
        Defect::SubtotalNotTheSum => {
            for column in ["subtotal", "total", "total_left_to_pay"] {
                add_five(record, column);
            }
        }
        Defect::TotalsDisagree => add_five(record, "total_tax"),
        Defect::LeftToPayWrong => add_five(record, "total_left_to_pay"),
        Defect::CurrencyidDiffers => record["currencyid"] = json!("9"),
        Defect::CurrencyNameDiffers => record["currency_name"] = json!("GBP"),
        Defect::DuedateBeforeDate => record["duedate"] = json!("2001-01-01"),
        _ => {}
    }
}

fn spoil_nested(defect: Defect, record: &mut Value) {
    match defect {
        Defect::ItemRelIdDiffers => each(members(record, "items"), |item| item["rel_id"] = json!("999999")),
        Defect::ItemRelTypeDiffers => each(members(record, "items"), |item| item["rel_type"] = json!("estimate")),
        Defect::ItemOrderFromZero => {
            for (order, item) in members(record, "items").iter_mut().enumerate() {
                item["item_order"] = json!(order.to_string());
            }
        }
        Defect::ItemQtyNumber => each(members(record, "items"), |item| item["qty"] = number(item, "qty")),
        Defect::ItemCustomfieldsMissing => each(members(record, "items"), |item| remove(item, "customfields")),
        Defect::ClientUseridDiffers => record["client"]["userid"] = json!("999999"),
        Defect::ClientKeyMissing => remove(&mut record["client"], "stripe_id"),
        Defect::ClientCountryNull => record["client"]["country"] = Value::Null,
        _ => {}
    }
}

fn spoil_customfields(defect: Defect, record: &mut Value) {
    match defect {
        Defect::CustomfieldsMissing => remove(record, "customfields"),
        Defect::CustomfieldsSpelling => {
            record["custom_fields"] = record["customfields"].take();
            remove(record, "customfields");
        }
        Defect::CustomfieldExtraKey => each(members(record, "customfields"), |pair| pair["type"] = json!("input")),
        Defect::CustomfieldsSwapped => members(record, "customfields").swap(0, 1),
        Defect::CustomfieldValueNull => members(record, "customfields")[2]["value"] = Value::Null,
        Defect::CustomfieldLabelDiffers => members(record, "customfields")[0]["label"] = json!("Input one"),
        Defect::CustomfieldListJson => each(&mut members(record, "customfields")[3..6], |pair| {
            let list: Value = text(pair, "value").split(',').collect();
            pair["value"] = json!(php::json_encode(&list));
        }),
        Defect::CustomfieldListNoSpace => each(&mut members(record, "customfields")[3..6], |pair| {
            pair["value"] = json!(text(pair, "value").replace(", ", ","));
        }),
        _ => {}
    }
}

/// The answer of a search with a defect, if it concerns this search.
pub(super) fn rows(defect: Defect, host: Host, mut rows: Vec<Value>) -> Response {
    let is_contacts = host == Host::Contacts;
    match (is_contacts, defect) {
        (true, Defect::ContactSearchObject) | (false, Defect::SearchObject) => {
            return envelope::json_response(200, &rows[0]);
        }
        (true, Defect::ContactSearchCustomfieldsMissing) => each(&mut rows, |row| remove(row, "customfields")),
        (true, _) => {}
        (false, Defect::SearchAscending) => rows.reverse(),
        (false, _) => each(&mut rows, |row| spoil_row(defect, row)),
    }
    envelope::json_response(200, &Value::Array(rows))
}

fn spoil_row(defect: Defect, row: &mut Value) {
    match defect {
        Defect::SearchKeyMissing => remove(row, "leadid"),
        Defect::SearchExtraKey => row["currency_name"] = json!("USD"),
        Defect::SearchNumbers => {
            row["id"] = number(row, "id");
            row["total"] = number(row, "total");
        }
        Defect::SearchInvoiceidDiffers => row["invoiceid"] = json!("999999"),
        Defect::SearchUseridDiffers => row["userid"] = json!("999999"),
        Defect::SearchHashDiffers => row["hash"] = json!("ffffffffffffffffffffffffffffffff"),
        Defect::SearchTotalDiffers => add_five(row, "total"),
        Defect::SearchCustomfieldsMissing => remove(row, "customfields"),
        Defect::SearchCustomfieldsEmpty => row["customfields"] = json!([]),
        Defect::SearchCustomfieldLabels => row["customfields"][0]["label"] = json!("Input one"),
        _ => {}
    }
}

/// The answer to a POST that stored its record.
pub(super) fn created(behaviour: Behaviour, host: Host, id: u64) -> Response {
    let message = format!("{} Added Successfully", host.noun());
    let good = json!({"status": true, "message": message});
    match behaviour.defect.filter(|_| host == Host::Invoices) {
        Some(Defect::PostAnswers201) => envelope::json_response(201, &good),
        Some(Defect::PostAnswers500) => envelope::refused(500, "Internal error"),
        Some(Defect::PostWithoutMessage) => envelope::json_response(200, &json!({"status": true})),
        Some(Defect::PostStatusNumber) => envelope::json_response(200, &json!({"status": 1, "message": message})),
        _ if behaviour.reads(Reading::RecordIdOnCreate) => {
            envelope::json_response(200, &json!({"status": true, "message": message, "record_id": id}))
        }
        _ => envelope::done(&message),
    }
}

/// The answer to a PUT that stored its values.
pub(super) fn updated(behaviour: Behaviour, host: Host) -> Response {
    let message = format!("{} Updated Successfully", host.noun());
    let good = envelope::done(&message);
    match behaviour.defect.filter(|_| host == Host::Invoices) {
        Some(Defect::PutAnswers201) => Response { status: 201, ..good },
        Some(Defect::PutAnswers500) => envelope::refused(500, "Internal error"),
        Some(Defect::PutStatusText) => envelope::json_response(200, &json!({"status": "true", "message": message})),
        Some(Defect::PutAnswersNothing) => Response { body: Vec::new(), ..good },
        _ => good,
    }
}

/// The answer to a DELETE that removed its record.
pub(super) fn deleted(behaviour: Behaviour, host: Host) -> Response {
    let good = envelope::done(&format!("{} Deleted Successfully", host.noun()));
    match behaviour.defect.filter(|_| host == Host::Invoices) {
        Some(Defect::DeleteAnswers500) => envelope::refused(500, "Internal error"),
        Some(Defect::DeleteAnswers204) => Response { status: 204, body: Vec::new(), ..good },
        _ => good,
    }
}

fn each<'a>(values: impl IntoIterator<Item = &'a mut Value>, change: impl FnMut(&'a mut Value)) {
    values.into_iter().for_each(change);
}

fn of_kind(entries: &mut [Value], kind: &str, change: impl FnMut(&mut Value)) {
    entries.iter_mut().filter(|entry| entry["type"] == kind).for_each(change);
}

fn with_options(entries: &mut [Value], change: impl FnMut(&mut Value)) {
    entries.iter_mut().filter(|entry| entry.get("options").is_some()).for_each(change);
}

/// The members of an array that every good answer has.
fn members<'a>(value: &'a mut Value, key: &str) -> &'a mut Vec<Value> {
    value[key].as_array_mut().expect("the good answer has this array")
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// The strings of a JSON array in a string.
fn list(value: &Value, key: &str) -> Vec<String> {
    serde_json::from_str(&text(value, key)).unwrap_or_default()
}

fn number(value: &Value, key: &str) -> Value {
    serde_json::from_str(&text(value, key)).unwrap_or_default()
}

fn remove(value: &mut Value, key: &str) {
    if let Some(object) = value.as_object_mut() {
        object.shift_remove(key);
    }
}

fn add_five(value: &mut Value, key: &str) {
    value[key] = json!(money::decimal(money::cents(&text(value, key)).unwrap_or_default() + 500));
}
