//! Custom fields: their definitions, their two encodings and what a write stores.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::state::Host;
use crate::staging::{Behaviour, Defect, Reading, form, php};

/// The accepted spellings of `FieldBelongsto`.
pub(super) const ACCEPTED_TYPES: [&str; 16] = [
    "company",
    "leads",
    "customers",
    "contacts",
    "staff",
    "contracts",
    "tasks",
    "expenses",
    "invoice",
    "items",
    "credit_note",
    "estimate",
    "contract",
    "proposal",
    "projects",
    "tickets",
];

/// Labels and types of the ten fields, in `field_order`.
const KINDS: [(&str, &str); 10] = [
    ("Input 1", "input"),
    ("Number 1", "number"),
    ("Textarea 1", "textarea"),
    ("Select 1", "select"),
    ("Multiselect 1", "multiselect"),
    ("Checkbox 1", "checkbox"),
    ("Datepicker 1", "date_picker"),
    ("Datetime Picker 1", "date_picker_time"),
    ("Colorpicker 1", "colorpicker"),
    ("Hyperlink 1", "link"),
];

const OPTIONS: [&str; 3] = ["Option 1", "Option 2", "Option 3"];

/// Stored values by field id. A field without a row has never been set; an empty one was cleared.
pub(super) type Stored = BTreeMap<u64, String>;

/// A type that has fields defined here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldTo {
    /// Fields 1 to 10.
    Invoice,
    /// Fields 21 to 30.
    Contacts,
    /// Fields 31 to 40.
    Items,
}

impl FieldTo {
    pub(super) fn of(name: &str) -> Option<Self> {
        [Self::Invoice, Self::Contacts, Self::Items].into_iter().find(|fieldto| fieldto.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Contacts => "contacts",
            Self::Items => "items",
        }
    }

    /// The ten definitions.
    fn fields(self) -> impl Iterator<Item = Field> {
        let first = match self {
            Self::Invoice => 1,
            Self::Contacts => 21,
            Self::Items => 31,
        };
        (first..).zip(KINDS).map(|(id, (label, kind))| Field { id, label, kind })
    }

    /// Ten values in field order as they are stored; `None` for a field without a row.
    pub(super) fn stored(self, values: [Option<&str>; 10]) -> Stored {
        self.fields().zip(values).filter_map(|(field, value)| Some((field.id, value?.to_owned()))).collect()
    }
}

struct Field {
    id: u64,
    label: &'static str,
    kind: &'static str,
}

impl Field {
    fn has_options(&self) -> bool {
        self.kind == "select" || self.is_list()
    }

    fn is_list(&self) -> bool {
        matches!(self.kind, "multiselect" | "checkbox")
    }
}

/// The entries of the custom_fields endpoint (3.5).
pub(super) fn entries(fieldto: FieldTo, stored: &Stored, behaviour: Behaviour) -> Vec<Value> {
    let shown = fieldto.fields().filter(|field| !is_dropped(field, stored, behaviour));
    shown
        .map(|field| {
            let value = stored.get(&field.id).map_or("", String::as_str);
            let value = if field.has_options() { split(value) } else { value.to_owned() };
            let mut entry = json!({
                "field_name": format!("custom_fields[{}][{}]", fieldto.name(), field.id),
                "custom_field_id": field.id.to_string(),
                "label": field.label,
                "required": "0",
                "type": field.kind,
                "value": shown_value(&field, stored, &value, behaviour),
            });
            if field.has_options() {
                entry["options"] = json!(php::json_encode(&json!(OPTIONS)));
            }
            entry
        })
        .collect()
}

/// The `customfields` of a record, an item or a search row (3.4).
pub(super) fn pairs(fieldto: FieldTo, stored: &Stored, behaviour: Behaviour) -> Value {
    let shown = fieldto.fields().filter(|field| !is_dropped(field, stored, behaviour));
    shown
        .map(|field| {
            let value = stored.get(&field.id).map_or("", String::as_str);
            json!({"label": field.label, "value": shown_value(&field, stored, value, behaviour)})
        })
        .collect()
}

/// The stored list, split at commas without trimming and encoded again: the reason for the leading space (2.5).
fn split(value: &str) -> String {
    php::json_encode(&value.split(',').collect())
}

fn is_cleared(field: &Field, stored: &Stored) -> bool {
    stored.get(&field.id).is_some_and(String::is_empty)
}

fn is_dropped(field: &Field, stored: &Stored, behaviour: Behaviour) -> bool {
    behaviour.has(Defect::ClearDropsEntry) && is_cleared(field, stored)
}

fn shown_value(field: &Field, stored: &Stored, value: &str, behaviour: Behaviour) -> Value {
    if behaviour.has(Defect::ClearAnswersNull) && is_cleared(field, stored) { Value::Null } else { json!(value) }
}

/// Which request brings values: defects and readings differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A new record of this host.
    Post(Host),
    /// A line of a new invoice.
    PostedItem,
    /// A change by a form.
    FormPut(Host),
    /// A change by JSON.
    JsonPut(Host),
}

/// What a body's `custom_fields` say to store, by field id. Unknown ids are ignored.
///
/// # Errors
/// The label of a date field whose value is no date: a server error in the real product (2.5).
pub(super) fn given(
    fieldto: FieldTo,
    body: &Map<String, Value>,
    source: Source,
    behaviour: Behaviour,
) -> Result<Stored, &'static str> {
    let mut given = Stored::new();
    let tree = body.get("custom_fields").and_then(|types| types.get(fieldto.name()));
    for field in fieldto.fields() {
        // A JSON array is PHP's list from 0: index 1 is field 1.
        let index = usize::try_from(field.id).unwrap_or(usize::MAX);
        let value = tree.and_then(|tree| tree.get(field.id.to_string()).or_else(|| tree.get(index)));
        if let Some(value) = value.filter(|value| !(is_array(value) && loses_lists(source, behaviour))) {
            given.insert(field.id, store(&field, value, source, behaviour).ok_or(field.label)?);
        }
    }
    Ok(given)
}

fn is_array(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

fn loses_lists(source: Source, behaviour: Behaviour) -> bool {
    matches!(source, Source::FormPut(Host::Invoices) | Source::JsonPut(Host::Invoices))
        && behaviour.has(Defect::PutLosesLists)
}

/// A value as it is stored (2.5, "transformed on write"), or `None` for a date that is none.
fn store(field: &Field, value: &Value, source: Source, behaviour: Behaviour) -> Option<String> {
    let text = match form::text(value) {
        Some(text) => text.trim().to_owned(),
        None => join(value, source, behaviour),
    };
    let text = if behaviour.has(Defect::PostManglesUnicode) && matches!(source, Source::Post(_)) {
        text.chars().map(|character| if character.is_ascii() { character } else { '?' }).collect()
    } else {
        text
    };
    match field.kind {
        "textarea" => Some(break_lines(&text)),
        "date_picker" if !text.is_empty() => php::is_date(&text).then_some(text),
        "date_picker_time" if !text.is_empty() => php::complete_datetime(&text),
        "colorpicker" if behaviour.reads(Reading::ColoursLowered) => Some(text.to_ascii_lowercase()),
        "link" if behaviour.reads(Reading::LinkAttributesLost) && matches!(source, Source::JsonPut(_)) => {
            Some(strip_attributes(&text))
        }
        _ => Some(text),
    }
}

/// A list joined with comma and space, without the form's marker.
fn join(value: &Value, source: Source, behaviour: Behaviour) -> String {
    let texts = form::elements(value).into_iter().filter_map(form::text);
    let mut texts: Vec<String> = texts.map(|text| text.trim().to_owned()).filter(|text| text != "cfk_hidden").collect();
    let keeps_first = match source {
        Source::Post(Host::Invoices) => behaviour.has(Defect::PostKeepsFirstOfList),
        Source::Post(Host::Contacts) => behaviour.has(Defect::ContactPostKeepsFirstOfList),
        Source::FormPut(Host::Invoices) | Source::JsonPut(Host::Invoices) => behaviour.has(Defect::PutKeepsFirstOfList),
        _ => false,
    };
    if keeps_first {
        texts.truncate(1);
    }
    let is_tight = behaviour.has(Defect::PostJoinsWithoutSpace) && matches!(source, Source::Post(_));
    texts.join(if is_tight { "," } else { ", " })
}

/// `<br />` before every line break.
fn break_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "<br />\n")
}

/// `<a href="x">y</a>` as `<a>y</a>`.
fn strip_attributes(html: &str) -> String {
    match html.strip_prefix("<a ").and_then(|rest| rest.split_once('>')) {
        Some((_, rest)) => format!("<a>{rest}"),
        None => html.to_owned(),
    }
}
