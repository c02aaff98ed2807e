//! What a mock tells of each request it has answered.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode, Uri};

use crate::mock::faults::fault::Fault;

/// Is told of every answer. Called on the threads that serve, so it should hand over and not wait.
pub trait Observer: Debug + Send + Sync {
    /// An answer was made.
    fn served(&self, served: Served);

    /// Something went wrong that no answer tells.
    fn troubled(&self, _message: String) {}
}

/// A request and its answer.
#[derive(Clone, Debug)]
pub struct Served {
    /// The API's name.
    pub api: Arc<str>,
    /// The method.
    pub method: Method,
    /// Path and query as sent.
    pub target: Uri,
    /// The operation, `GET /items/{id}`; `None` when the contract documents none.
    pub operation: Option<Arc<str>>,
    /// The status of the answer.
    pub status: StatusCode,
    /// From the whole request to the answer, what it was delayed by included.
    pub time: Duration,
    /// What is wrong with the request by the contract.
    pub violations: Vec<String>,
    /// What was done to the answer because it was asked for.
    pub fault: Option<Fault>,
    /// What the mock has to say about the contract itself; each thing is told once.
    pub notes: Vec<String>,
}
