//! What an exchange is judged by.

use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::judge::schemas::OtherSchemas;
use crate::judge::snapshot::stored::Stored;
use crate::suite::model::{DuplicateKeys, Expect, Undocumented};
use crate::suite::template::scope::Scope;

/// Everything that an exchange is judged by.
#[derive(Clone, Copy)]
pub struct Judgement<'j> {
    /// What the case expects.
    pub expect: &'j Expect,
    /// What templates in it stand for; `response` is this exchange's.
    pub scope: &'j Scope,
    /// What the documentation promises, for a call that it documents.
    pub documented: Option<Documented<'j>>,
    /// Schemas that the case names itself.
    pub schemas: &'j dyn OtherSchemas,
    /// Why the request breaks the contract, when that is the point.
    pub invalid: Option<&'j str>,
    /// Whether credentials were left out on purpose.
    pub unauthenticated: bool,
    /// What an undocumented property means.
    pub undocumented: Undocumented,
    /// What a body means in which a key is given twice.
    pub duplicate_keys: DuplicateKeys,
    /// Whether breaches of HTTP that clients forgive are failures.
    pub strict: bool,
    /// What the snapshot is compared with, if the case has one.
    pub snapshot: Option<Recorded<'j>>,
}

/// An operation and its contract.
#[derive(Clone, Copy)]
pub struct Documented<'j> {
    /// The contract.
    pub contract: &'j Contract,
    /// The operation.
    pub operation: &'j Operation,
}

/// The snapshot that a case has, and who asks for it.
#[derive(Clone, Copy)]
pub struct Recorded<'j> {
    /// What is stored.
    pub stored: &'j Stored,
    /// The environment that the exchange took place in.
    pub env: &'j str,
    /// The case file, from the project's root.
    pub source: &'j str,
    /// The case's id, with its step if it has several.
    pub case: &'j str,
}

impl Judgement<'_> {
    /// Whether the request should be refused: it is invalid, or lacks credentials that the operation needs.
    pub fn refusal_expected(&self) -> bool {
        let needed = self.documented.is_none_or(|documented| {
            let alternatives = &documented.operation.security;
            !alternatives.is_empty() && alternatives.iter().all(|alternative| !alternative.schemes.is_empty())
        });
        self.invalid.is_some() || (self.unauthenticated && needed)
    }
}
