//! The policy of the gate, held against the contracts: an operation that nobody documents is a mistake, not a rule that
//! holds.

use http::Method;

use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::suite::config::file::Config;
use crate::suite::config::gate::EVERY;
use crate::suite::plan::check::Contracts;

/// Reports operations that no contract documents.
pub fn check(config: &Config, contracts: &Contracts, diagnostics: &mut Diagnostics) {
    for rule in config.gate.latency.iter().filter(|rule| rule.operation != EVERY) {
        let parts = rule.operation.split_once(' ');
        let is_documented = parts.is_some_and(|(method, path)| {
            let method = Method::from_bytes(method.as_bytes());
            method.is_ok_and(|method| contracts.values().any(|contract| contract.operation(&method, path).is_some()))
        });
        if is_documented {
            continue;
        }
        let message = format!("no contract documents `{}`", rule.operation);
        let diagnostic = Diagnostic::new(Code::UnknownOperation, message).at(rule.span, "a limit for nothing");
        let near =
            contracts.values().find_map(|contract| contract.nearest(&rule.operation).first().map(|near| near.name()));
        diagnostics.push(match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("write the method and the path template as the contract does"),
        });
    }
}
