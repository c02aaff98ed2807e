//! How a mock behaves beyond what its contract and its rules say.

use std::sync::Arc;

use crate::mock::faults::fault::Trouble;
use crate::mock::state::session::MAX_SESSIONS;

/// The behaviour of one mock.
#[derive(Clone, Debug)]
pub struct Behaviour {
    /// What generated values and faults are a function of.
    pub seed: u64,
    /// How many sessions with a state of their own are kept.
    pub sessions: usize,
    /// What happens to requests that break the contract.
    pub validate: Validate,
    /// Which credentials open the door.
    pub credentials: Accepted,
    /// Whether collections are played without rules: what was posted can be read back.
    pub stateful: bool,
    /// Whether browsers on other origins may read the answers.
    pub cors: bool,
    /// What befalls answers whose rule does not ask for something else.
    pub trouble: Arc<Trouble>,
}

impl Default for Behaviour {
    fn default() -> Behaviour {
        Behaviour {
            seed: 0,
            sessions: MAX_SESSIONS,
            validate: Validate::default(),
            credentials: Accepted::default(),
            stateful: false,
            cors: false,
            trouble: Arc::default(),
        }
    }
}

/// What happens to requests that break the contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validate {
    /// Nobody looks.
    Off,
    /// They are answered as if they didn't, and told in the log.
    Warn,
    /// They are answered with the documented 4xx, else with problem details.
    #[default]
    Enforce,
}

/// Which credentials are accepted where the mock's file names none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Accepted {
    /// Any that are there.
    Any,
    /// The one that the runner sends.
    #[default]
    Known,
}
