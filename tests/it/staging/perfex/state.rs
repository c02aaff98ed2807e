//! What the installation holds: clients, invoices with their lines, contacts, and every custom field value.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::fields::{FieldTo, Stored};

/// A resource whose records carry custom fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// `/api/invoices`.
    Invoices,
    /// `/api/contacts`.
    Contacts,
}

impl Host {
    pub(super) fn of(resource: &str) -> Option<Self> {
        match resource {
            "invoices" => Some(Self::Invoices),
            "contacts" => Some(Self::Contacts),
            _ => None,
        }
    }

    pub(super) fn fieldto(self) -> FieldTo {
        match self {
            Self::Invoices => FieldTo::Invoice,
            Self::Contacts => FieldTo::Contacts,
        }
    }

    /// The word in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Invoices => "Invoice",
            Self::Contacts => "Contact",
        }
    }
}

/// The whole database.
#[derive(Default)]
pub(super) struct State {
    pub(super) invoices: Table,
    pub(super) contacts: Table,
    pub(super) clients: BTreeMap<String, Map<String, Value>>,
    pub(super) last_item: u64,
}

impl State {
    pub(super) fn table(&self, host: Host) -> &Table {
        match host {
            Host::Invoices => &self.invoices,
            Host::Contacts => &self.contacts,
        }
    }

    pub(super) fn table_mut(&mut self, host: Host) -> &mut Table {
        match host {
            Host::Invoices => &mut self.invoices,
            Host::Contacts => &mut self.contacts,
        }
    }

    /// The values view of a record, or `None` when there is no such record.
    pub(super) fn values(&self, fieldto: FieldTo, id: u64) -> Option<&Stored> {
        match fieldto {
            FieldTo::Invoice => self.invoices.values(id),
            FieldTo::Contacts => self.contacts.values(id),
            FieldTo::Items => {
                let mut items = self.invoices.records.values().flat_map(|invoice| &invoice.items);
                items.find(|item| item.id == id).map(|item| &item.custom)
            }
        }
    }
}

/// The records of one resource.
#[derive(Default)]
pub(super) struct Table {
    pub(super) records: BTreeMap<u64, Record>,
    /// Values that outlived their record, by a defect.
    pub(super) orphans: BTreeMap<u64, Stored>,
    pub(super) last_id: u64,
}

impl Table {
    fn values(&self, id: u64) -> Option<&Stored> {
        self.records.get(&id).map(|record| &record.custom.values).or_else(|| self.orphans.get(&id))
    }
}

/// One invoice or contact.
pub(super) struct Record {
    /// The table's own columns in their order: 53 for an invoice, 29 for a contact.
    pub(super) columns: Map<String, Value>,
    pub(super) items: Vec<Item>,
    pub(super) custom: Custom,
    pub(super) tags: Vec<String>,
}

impl Record {
    /// A column's text; empty for null and for a column that does not exist.
    pub(super) fn text(&self, column: &str) -> &str {
        self.columns.get(column).and_then(Value::as_str).unwrap_or_default()
    }
}

/// One line of an invoice.
pub(super) struct Item {
    pub(super) id: u64,
    /// `description` to `unit`; the other columns follow from the invoice and the position.
    pub(super) columns: Map<String, Value>,
    pub(super) custom: Stored,
}

/// A record's values as each view shows them.
///
/// One stored value shows alike everywhere; the three differ only in invoice 1 and contact 1, whose views show their
/// own samples of the documentation, and where a defect leaves a view stale.
#[derive(Clone, Default)]
pub(super) struct Custom {
    pub(super) values: Stored,
    pub(super) record: Stored,
    pub(super) search: Stored,
}

impl Custom {
    pub(super) fn new(stored: Stored) -> Self {
        Self { values: stored.clone(), record: stored.clone(), search: stored }
    }
}
