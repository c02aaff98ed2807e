//! Reading, searching and writing host records: what invoices and contacts have in common.

use serde_json::{Map, Value};

use super::fields::{self, Source, Stored};
use super::state::{Custom, Host, Record, State};
use super::{contacts, envelope, invoices, spoil};
use crate::staging::http::{Request, Response};
use crate::staging::{Behaviour, Defect, Reading, form};

/// `GET /api/{resource}/{id}`.
pub(super) fn read(state: &State, host: Host, id: u64, behaviour: Behaviour) -> Response {
    let Some(mut view) = view(state, host, id, behaviour) else {
        return spoil::unknown_host(behaviour.defect, host);
    };
    if let Some(defect) = behaviour.defect {
        spoil::record(defect, host, id, &mut view);
    }
    envelope::json_response(200, &view)
}

/// `GET /api/{resource}`.
pub(super) fn list(state: &State, host: Host, behaviour: Behaviour) -> Response {
    let ids = state.table(host).records.keys();
    let views = ids.filter_map(|id| view(state, host, *id, behaviour)).collect();
    envelope::json_response(200, &Value::Array(views))
}

fn view(state: &State, host: Host, id: u64, behaviour: Behaviour) -> Option<Value> {
    let record = state.table(host).records.get(&id)?;
    Some(match host {
        Host::Invoices => invoices::view(state, id, record, behaviour),
        Host::Contacts => contacts::view(record, behaviour),
    })
}

/// `GET /api/{resource}/search/{keysearch}`.
pub(super) fn search(state: &State, host: Host, key: &str, behaviour: Behaviour) -> Response {
    let mut rows = match host {
        Host::Invoices => invoices::search(state, key, behaviour),
        Host::Contacts => contacts::search(state, key, behaviour),
    };
    if behaviour.has(Defect::SearchLosesNewest) {
        let number = |row: &Value| row["id"].as_str().and_then(|id| id.parse::<u64>().ok());
        let newest = rows.iter().map(number).max();
        rows.retain(|row| Some(number(row)) != newest);
    }
    if rows.is_empty() && !behaviour.has(Defect::SearchEmptyAnswers200) {
        return envelope::refused(404, envelope::NO_DATA);
    }
    match behaviour.defect {
        Some(defect) => spoil::rows(defect, host, rows),
        None => envelope::json_response(200, &Value::Array(rows)),
    }
}

/// Whether any of a record's values contains the key, as SQL's `LIKE '%key%'` would find it.
pub(super) fn custom_matches(custom: &Custom, key: &str, behaviour: Behaviour) -> bool {
    !behaviour.has(Defect::SearchIgnoresCustomFields) && custom.search.values().any(|value| is_like(value, key))
}

/// `LIKE '%key%'`, case-insensitive.
pub(super) fn is_like(text: &str, key: &str) -> bool {
    text.to_lowercase().contains(&key.to_lowercase())
}

/// `POST /api/{resource}`.
pub(super) fn create(state: &mut State, host: Host, request: &Request, behaviour: Behaviour) -> Response {
    let body = form::body(request).unwrap_or_default();
    let record = match host {
        Host::Invoices => invoices::create(state, &body, behaviour),
        Host::Contacts => contacts::create(state, &body, behaviour),
    };
    let mut record = match record {
        Ok(record) => record,
        Err(response) => return response,
    };
    let id = state.table(host).last_id + 1;
    record.columns.insert("id".to_owned(), Value::String(id.to_string()));
    let table = state.table_mut(host);
    table.last_id = id;
    table.records.insert(id, record);
    spoil::created(behaviour, host, id)
}

/// The custom fields of a new record; empty values insert nothing (2.6).
pub(super) fn initial_values(host: Host, body: &Map<String, Value>, behaviour: Behaviour) -> Result<Custom, Response> {
    let mut stored = fields::given(host.fieldto(), body, Source::Post(host), behaviour).map_err(no_date)?;
    stored.retain(|_, value| !value.is_empty());
    if behaviour.has(of_host(host, Defect::PostLosesCustomFields, Defect::ContactPostLosesCustomFields)) {
        stored.clear();
    }
    Ok(Custom::new(stored))
}

/// A date that the server cannot parse is its own error (2.5, INF).
pub(super) fn no_date(label: &str) -> Response {
    envelope::refused(500, &format!("{label} is not a date"))
}

/// `PUT /api/{resource}/{id}`: changes what is sent and nothing else.
pub(super) fn update(state: &mut State, host: Host, id: u64, request: &Request, behaviour: Behaviour) -> Response {
    let Some(body) = form::body(request) else {
        return if behaviour.has(Defect::PutEmptyAccepted) {
            spoil::updated(behaviour, host)
        } else {
            envelope::refused(406, "Data Not Acceptable OR Not Provided")
        };
    };
    let is_form = matches!(request.media_type().as_str(), "multipart/form-data" | "application/x-www-form-urlencoded");
    let source = if is_form { Source::FormPut(host) } else { Source::JsonPut(host) };
    let changes = match fields::given(host.fieldto(), &body, source, behaviour) {
        Ok(changes) => changes,
        Err(label) => return no_date(label),
    };
    let columns = match host {
        Host::Invoices => invoices::changed_columns(&body),
        Host::Contacts => contacts::changed_columns(&body),
    };
    let Some(record) = state.table_mut(host).records.get_mut(&id) else {
        return unknown_put(host, behaviour);
    };
    let changes_columns = columns.iter().any(|(name, value)| record.columns.get(name) != Some(value));
    let changes_values = would_change(record, &changes, host, behaviour);
    if !(changes_columns || changes_values || behaviour.reads(Reading::UnchangedPutAccepted)) {
        return envelope::refused(404, &format!("{} Update Fail", host.noun()));
    }
    record.columns.extend(columns);
    change_values(&mut record.custom, &changes, host, behaviour);
    if host == Host::Invoices && behaviour.has(Defect::PutReachesOtherRecord) {
        let mut others = state.invoices.records.iter_mut().filter(|(other, _)| **other != id);
        if let Some((_, other)) = others.next() {
            change_values(&mut other.custom, &changes, host, behaviour);
        }
    }
    spoil::updated(behaviour, host)
}

fn unknown_put(host: Host, behaviour: Behaviour) -> Response {
    let message = format!("{} ID Doesn't Not Exist.", host.noun());
    if host == Host::Invoices && behaviour.has(Defect::PutUnknownAccepted) {
        spoil::updated(behaviour, host)
    } else if behaviour.reads(Reading::UnknownPutAnswers404) {
        envelope::refused(404, &message)
    } else {
        envelope::refused(409, &message)
    }
}

fn would_change(record: &mut Record, changes: &Stored, host: Host, behaviour: Behaviour) -> bool {
    let differs =
        |view: &mut Stored| changes.iter().any(|(id, value)| view.get(id).map_or("", String::as_str) != value);
    written_views(&mut record.custom, host, behaviour).into_iter().any(differs)
}

/// The views that a change reaches: all three but for the stale ones.
fn written_views(custom: &mut Custom, host: Host, behaviour: Behaviour) -> Vec<&mut Stored> {
    let has = |invoices, contacts| behaviour.has(of_host(host, invoices, contacts));
    let views = [
        (&mut custom.values, has(Defect::ValuesViewStale, Defect::ContactValuesViewStale)),
        (&mut custom.record, has(Defect::RecordViewStale, Defect::ContactRecordViewStale)),
        (&mut custom.search, behaviour.has(Defect::SearchViewStale)),
    ];
    views.into_iter().filter(|(_, is_stale)| !is_stale).map(|(view, _)| view).collect()
}

/// Stores the values. An empty value empties an existing row and inserts none (2.6).
fn change_values(custom: &mut Custom, changes: &Stored, host: Host, behaviour: Behaviour) {
    let has = |invoices, contacts| behaviour.has(of_host(host, invoices, contacts));
    if has(Defect::PutLost, Defect::ContactPutLost) {
        return;
    }
    let clobbers = has(Defect::PutClobbersOthers, Defect::ContactPutClobbersOthers);
    let keeps_cleared = has(Defect::ClearIgnored, Defect::ContactClearIgnored);
    for view in written_views(custom, host, behaviour) {
        if clobbers {
            view.values_mut().for_each(String::clear);
        }
        for (id, value) in changes {
            let is_void = value.is_empty() && (keeps_cleared || !view.contains_key(id));
            if !is_void {
                view.insert(*id, value.clone());
            }
        }
    }
}

/// `DELETE /api/{resource}/{id}`: the record and its values go.
pub(super) fn delete(state: &mut State, host: Host, id: u64, behaviour: Behaviour) -> Response {
    let has = |invoices, contacts| behaviour.has(of_host(host, invoices, contacts));
    let table = state.table_mut(host);
    if has(Defect::DeleteKeepsRecord, Defect::ContactDeleteKeepsRecord) && table.records.contains_key(&id) {
        return spoil::deleted(behaviour, host);
    }
    let Some(record) = table.records.remove(&id) else {
        return if host == Host::Invoices && behaviour.has(Defect::DeleteUnknownAccepted) {
            spoil::deleted(behaviour, host)
        } else {
            envelope::refused(404, &format!("Invalid {} ID", host.noun()))
        };
    };
    if has(Defect::DeleteKeepsValues, Defect::ContactDeleteKeepsValues) {
        table.orphans.insert(id, record.custom.values);
    }
    spoil::deleted(behaviour, host)
}

/// The one of two defects that concerns this host.
fn of_host(host: Host, invoices: Defect, contacts: Defect) -> Defect {
    match host {
        Host::Invoices => invoices,
        Host::Contacts => contacts,
    }
}
