//! Readings: where the documentation leaves a choice, other servers that keep it as well as the good one.
//!
//! A suite that fails on one of them asks for more than is documented.

use std::fmt;

use super::defect::kebab_case;

/// A conforming alternative to one behaviour of the good server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reading {
    /// A non-integer sequence id is unknown (404) rather than incorrect (422): A8.
    NonIntegerSequenceUnknown,
    /// Authentication fails with 404 rather than 401, as versions 1 and 2 do: B17.
    AuthFailureAnswers404,
    /// An unknown record has empty values (200) rather than none (404): B8, 2.3.
    UnknownRecordEmpty,
    /// A type without fields answers 404 rather than `[]`: B8.
    NoFieldsAnswers404,
    /// `POST` adds `record_id`, as newer versions do: 2.1.
    RecordIdOnCreate,
    /// A duplicate number answers 404 (code) rather than 409 (documentation): 2.8.
    DuplicateNumberAnswers404,
    /// `PUT` on an unknown record answers 404, as S-B documents, rather than 409, as 2.8 says.
    UnknownPutAnswers404,
    /// A `PUT` that changes nothing answers 200 rather than 404 "Update Fail": 2.8 against 2.6.
    UnchangedPutAccepted,
    /// A JSON `PUT` takes the attributes off a link's anchor: 2.5, B12.
    LinkAttributesLost,
    /// Unset nullable columns of a created invoice are null rather than empty: 2.9.7 and the older sample in 3.1.
    UnsetColumnsNull,
    /// The content type of JSON answers has a charset parameter.
    CharsetNamed,
    /// JSON is written without PHP's escapes: 2.1, compare parsed JSON, never bytes.
    PlainJson,
    /// Colours are stored in lower case: B13.
    ColoursLowered,
}

impl Reading {
    /// Every reading.
    pub(crate) const ALL: &[Self] = &[
        Self::NonIntegerSequenceUnknown,
        Self::AuthFailureAnswers404,
        Self::UnknownRecordEmpty,
        Self::NoFieldsAnswers404,
        Self::RecordIdOnCreate,
        Self::DuplicateNumberAnswers404,
        Self::UnknownPutAnswers404,
        Self::UnchangedPutAccepted,
        Self::LinkAttributesLost,
        Self::UnsetColumnsNull,
        Self::CharsetNamed,
        Self::PlainJson,
        Self::ColoursLowered,
    ];

    /// The reading of this name, as [`fmt::Display`] writes it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reading| reading.to_string() == name)
    }
}

/// The variant's name in kebab case.
impl fmt::Display for Reading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        kebab_case(&format!("{self:?}")).fmt(formatter)
    }
}
