//! What the installation holds at the start: the documentation's samples as records 1, and unrelated records beside.
//!
//! The values of invoice 1, invoice 2, their lines and client 1 are those of the second seed; everything else is
//! invented, with nulls wherever the documentation says that a column may be null.

use serde_json::{Map, Value, json};

use super::fields::{FieldTo, Stored};
use super::state::{Custom, Item, Record, State, Table};

/// Invoice 1 without custom fields: the first 53 keys that are documented.
const INVOICE: &str = r#"{
    "id": "1", "sent": "0", "datesend": null, "clientid": "1", "deleted_customer_name": null, "number": "10",
    "prefix": "INV-", "number_format": "1", "datecreated": "2021-05-14 00:44:52", "date": "2021-08-28",
    "duedate": "2021-09-27", "currency": "1", "subtotal": "110.00", "total_tax": "0.00", "total": "110.00",
    "adjustment": "0.00", "addedfrom": "0", "hash": "4222d2f53404324ea73535d3c0f2c3f0", "status": "1",
    "clientnote": "", "adminnote": "", "last_overdue_reminder": null, "cancel_overdue_reminders": "1",
    "allowed_payment_modes": "a:2:{i:0;s:1:\"1\";i:1;s:1:\"2\";}", "token": null, "discount_percent": "0.00",
    "discount_total": "0.00", "discount_type": "", "recurring": "0", "recurring_type": null,
    "custom_recurring": "0", "cycles": "0", "total_cycles": "0", "is_recurring_from": null,
    "last_recurring_date": null, "terms": "", "sale_agent": "0", "billing_street": "billing address",
    "billing_city": "billing city name", "billing_state": "billing state name",
    "billing_zip": "billing zip code", "billing_country": "0", "shipping_street": "shipping address",
    "shipping_city": "city name", "shipping_state": "state name", "shipping_zip": "zip code",
    "shipping_country": "0", "include_shipping": "1", "show_shipping_on_invoice": "1", "show_quantity_as": "1",
    "project_id": "0", "subscription_id": "0", "short_link": null
}"#;

/// Client 1, with every documented column.
const CLIENT: &str = r#"{
    "userid": "1", "company": "updated company", "vat": "", "phonenumber": "", "country": "0", "city": "",
    "zip": "", "state": "", "address": "", "website": "", "datecreated": "2021-05-14 00:15:06", "active": "1",
    "leadid": null, "billing_street": "", "billing_city": "", "billing_state": "", "billing_zip": "",
    "billing_country": "0", "shipping_street": "", "shipping_city": "", "shipping_state": "",
    "shipping_zip": "", "shipping_country": "0", "longitude": null, "latitude": null, "default_language": "",
    "default_currency": "0", "show_primary_contact": "0", "stripe_id": null, "registration_confirmed": "1",
    "addedfrom": "0"
}"#;

/// Contact 1 without custom fields; no source shows its values.
const CONTACT: &str = r#"{
    "id": "1", "userid": "1", "is_primary": "1", "firstname": "Ana", "lastname": "Almeida",
    "email": "ana@example.com", "phonenumber": "", "title": "", "datecreated": "2021-05-14 00:16:10",
    "password": "", "new_pass_key": null, "new_pass_key_requested": null, "email_verified_at": null,
    "email_verification_key": null, "email_verification_sent_at": null, "last_ip": null, "last_login": null,
    "last_password_change": null, "active": "1", "profile_image": null, "direction": null,
    "invoice_emails": "0", "estimate_emails": "0", "credit_note_emails": "0", "contract_emails": "0",
    "task_emails": "0", "project_emails": "0", "ticket_emails": "0"
}"#;

/// How invoice 3 differs from invoice 1: what is null there is text here, and the reverse where columns allow it.
const INVOICE_3: &str = r#"{
    "id": "3", "sent": "1", "datesend": "2023-02-01 08:00:00", "clientid": "2",
    "deleted_customer_name": "Former & Söhne", "number": "7", "prefix": null, "number_format": "4",
    "datecreated": "2023-01-31 23:59:59", "date": "2023-01-31", "duedate": null, "currency": "2",
    "subtotal": "20.50", "total_tax": "4.10", "total": "22.60", "adjustment": null, "addedfrom": null,
    "hash": "0123456789abcdef0123456789abcdef", "status": "4", "clientnote": null,
    "adminnote": "call \"back\" / tomorrow", "last_overdue_reminder": "2023-03-01",
    "cancel_overdue_reminders": "0", "allowed_payment_modes": null, "token": "cus_1/2",
    "discount_percent": "9.76", "discount_total": "2.00", "discount_type": "before_tax", "recurring": "1",
    "recurring_type": "month", "custom_recurring": "1", "cycles": "12", "total_cycles": "3",
    "is_recurring_from": "2", "last_recurring_date": "2023-02-28", "terms": null, "sale_agent": "1",
    "billing_street": null, "billing_city": null, "billing_state": null, "billing_zip": null,
    "billing_country": null, "shipping_street": null, "shipping_city": null, "shipping_state": null,
    "shipping_zip": null, "shipping_country": null, "include_shipping": "0", "show_shipping_on_invoice": "0",
    "show_quantity_as": "2", "subscription_id": "5", "short_link": "https://short.example/x"
}"#;

/// How client 2 differs from client 1.
const CLIENT_2: &str = r#"{
    "userid": "2", "company": "Müller 10 Lda", "vat": null, "phonenumber": null, "country": "179",
    "city": "São Brás", "zip": "8150-101", "state": null, "address": "Rua das Flores 10",
    "website": "https://mueller.example/", "datecreated": "2022-12-24 18:00:00", "active": "0", "leadid": "9",
    "billing_street": null, "billing_city": null, "billing_state": null, "billing_zip": null,
    "billing_country": null, "shipping_street": "Rua das Flores 10", "shipping_city": null,
    "shipping_state": null, "shipping_zip": null, "shipping_country": null, "longitude": "-7.88",
    "latitude": "37.15", "default_language": null, "default_currency": "2", "show_primary_contact": "1",
    "stripe_id": "cus_42", "registration_confirmed": "0", "addedfrom": "1"
}"#;

/// How contact 2 differs from contact 1.
const CONTACT_2: &str = r#"{
    "id": "2", "userid": "2", "is_primary": "0", "firstname": "Zoë", "lastname": "O'Neill 10",
    "email": "zoe@example.org", "phonenumber": "+351 210 000 000", "title": null,
    "last_login": "2023-01-01 00:00:00", "last_ip": "192.0.2.1", "direction": "rtl", "invoice_emails": "1"
}"#;

/// The ten values of the record sample.
const RECORD_SAMPLE: [Option<&str>; 10] = [
    Some("test 12"),
    Some("10"),
    Some("Lorem Ipsum is simply dummy text of the printing and typesetting industry"),
    Some("Option 1"),
    Some("Option 1, Option 2"),
    Some("Option 1, Option 3"),
    Some("2021-05-06"),
    Some("2021-05-06 00:23:25"),
    Some("#ffffff"),
    Some("<a>Link</a>"),
];

/// The ten values of the values sample, as they are stored.
const VALUES_SAMPLE: [Option<&str>; 10] = [
    Some("input1 data"),
    Some("12"),
    Some("textarea content"),
    Some("Option 1"),
    Some("Option 1, Option 2"),
    Some("Option 1, Option 2"),
    Some("2021-05-16"),
    Some("2021-05-25 23:06:00"),
    Some("#8f1b1b"),
    Some("<a href=\"https://google.com\" target=\"_blank\">google</a>"),
];

/// Values of unrelated records: some unset, some cleared, one that looks like a search for invoice 10.
const OTHER_VALUES: [Option<&str>; 10] = [
    Some("10 / Größe \u{1f600}"),
    Some("-3.5"),
    Some("first<br />\nsecond"),
    None,
    Some(""),
    Some("Option 3"),
    None,
    Some(""),
    Some("#A0b1C2"),
    Some("https://example.com/"),
];

/// A fresh database.
pub(super) fn state() -> State {
    let clients = [object(CLIENT), with(CLIENT, CLIENT_2)];
    State {
        clients: ["1", "2"].map(str::to_owned).into_iter().zip(clients).collect(),
        invoices: table([invoice_1(), invoice_2(), invoice_3()].into()),
        contacts: table(vec![contact_1(), contact_2()]),
        last_item: 4,
    }
}

fn table(records: Vec<Record>) -> Table {
    let last_id = records.len() as u64;
    Table { records: (1..).zip(records).collect(), last_id, ..Table::default() }
}

fn invoice_1() -> Record {
    let items = vec![
        item(1, ["item description", "item long description", "1.00", "10.00", "1"], Some("test 12 item 1")),
        item(
            2,
            ["updated item 2 description", "updated item 2 logn description", "1.00", "100.00", ""],
            Some("test 12 item 2"),
        ),
    ];
    Record { columns: object(INVOICE), items, custom: sample(FieldTo::Invoice), tags: vec!["sample".to_owned()] }
}

/// The second row of the search sample.
fn invoice_2() -> Record {
    let difference = r#"{"id": "2", "number": "4", "date": "2021-05-28", "duedate": "2021-06-27", "status": "6",
        "hash": "630f8cc7ed2e6a70c4113ab24041bdf5"}"#;
    let items = vec![item(3, ["one", "", "11.00", "10.00", ""], None)];
    let custom = Custom::new(FieldTo::Invoice.stored(RECORD_SAMPLE));
    Record { columns: with(INVOICE, difference), items, custom, tags: Vec::new() }
}

fn invoice_3() -> Record {
    let mut item = item(4, ["caf\u{e9}", "", "2.00", "10.25", ""], None);
    item.columns.extend(object(r#"{"long_description": null, "unit": null}"#));
    let custom = Custom::new(FieldTo::Invoice.stored(OTHER_VALUES));
    Record { columns: with(INVOICE, INVOICE_3), items: vec![item], custom, tags: Vec::new() }
}

fn contact_1() -> Record {
    Record { columns: object(CONTACT), items: Vec::new(), custom: sample(FieldTo::Contacts), tags: Vec::new() }
}

fn contact_2() -> Record {
    let custom = Custom::new(FieldTo::Contacts.stored(OTHER_VALUES));
    Record { columns: with(CONTACT, CONTACT_2), items: Vec::new(), custom, tags: Vec::new() }
}

/// Each view as its own sample.
fn sample(fieldto: FieldTo) -> Custom {
    let (record, values) = (fieldto.stored(RECORD_SAMPLE), fieldto.stored(VALUES_SAMPLE));
    Custom { values, search: record.clone(), record }
}

/// A line; with an input value it has the values of the sample, otherwise none.
fn item(id: u64, columns: [&str; 5], input: Option<&str>) -> Item {
    let names = ["description", "long_description", "qty", "rate", "unit"];
    let columns = names.map(str::to_owned).into_iter().zip(columns.map(Value::from)).collect();
    let custom = input.map_or_else(Stored::new, |input| {
        let mut values = RECORD_SAMPLE;
        values[0] = Some(input);
        FieldTo::Items.stored(values)
    });
    Item { id, columns, custom }
}

/// The columns of a new invoice before anything is known about it.
pub(super) fn new_invoice() -> Map<String, Value> {
    let mut columns = with(
        INVOICE,
        r#"{"duedate": null, "billing_street": "", "billing_city": "", "billing_state": "", "billing_zip": "",
            "shipping_street": "", "shipping_city": "", "shipping_state": "", "shipping_zip": "",
            "include_shipping": "0", "cancel_overdue_reminders": "0"}"#,
    );
    columns.insert("allowed_payment_modes".to_owned(), Value::Null);
    columns
}

/// Makes null what the older sample shows as null.
pub(super) fn unset_columns(columns: &mut Map<String, Value>) {
    let names = ["clientnote", "adminnote", "terms", "billing_country", "shipping_street", "shipping_city"];
    for name in names.into_iter().chain(["shipping_state", "shipping_zip", "shipping_country", "adjustment"]) {
        columns.insert(name.to_owned(), Value::Null);
    }
}

/// The columns of a new contact before anything is known about it.
pub(super) fn new_contact() -> Map<String, Value> {
    with(CONTACT, r#"{"is_primary": "0", "firstname": "", "lastname": "", "email": ""}"#)
}

/// The columns that a currency adds to an invoice; none for an unknown one.
pub(super) fn currency(id: &str) -> Map<String, Value> {
    let columns = match id {
        "1" => json!({"symbol": "$", "name": "USD", "decimal_separator": ".", "thousand_separator": ",",
            "placement": "before", "isdefault": "1"}),
        "2" => json!({"symbol": "\u{20ac}", "name": "EUR", "decimal_separator": null, "thousand_separator": null,
            "placement": null, "isdefault": "0"}),
        _ => Value::Null,
    };
    columns.as_object().cloned().unwrap_or_default()
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).expect("the samples are JSON objects")
}

fn with(base: &str, difference: &str) -> Map<String, Value> {
    let mut columns = object(base);
    columns.extend(object(difference));
    columns
}
