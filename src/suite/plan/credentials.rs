//! Checks of the credentials that environments and cases name: a scheme or a user that does not exist would leave
//! requests without any, and the API would be blamed.

use crate::contract::description::Contract;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::{enumerate, nearest};
use crate::source::span::Span;
use crate::suite::config::file::{Config, EnvironmentApi};
use crate::suite::model::{Auth, Case, CaseFile, Step};
use crate::suite::plan::check::Contracts;
use crate::suite::plan::load::Suite;

/// Checks every credential that is named; what is wrong is reported.
pub fn check_credentials(suite: &Suite, config: &Config, contracts: &Contracts, diagnostics: &mut Diagnostics) {
    for api in config.environments.iter().flat_map(|environment| &environment.apis) {
        if let Some(contract) = contracts.get(&api.name) {
            let own = api.auth.iter().chain(api.users.iter().flat_map(|(_, credentials)| credentials));
            let fetched = api.fetched.iter().map(|fetched| (fetched.scheme.as_str(), fetched.block_span));
            for (scheme, span) in own.map(|variable| (variable.name.as_str(), variable.span)).chain(fetched) {
                check_scheme(contract, scheme, span, diagnostics);
            }
        }
    }
    for (file, case) in suite.cases() {
        for step in steps_of(file, case) {
            check_step(config, contracts.get(&file.api).map(|contract| &**contract), &file.api, step, diagnostics);
        }
    }
}

/// Every step of a case: setup, steps and cleanup, and what each of them cleans up.
pub fn steps_of<'s>(file: &'s CaseFile, case: &'s Case) -> Vec<&'s Step> {
    let mut steps: Vec<&Step> = file.setup.iter().chain(&case.steps).chain(&case.cleanup).collect();
    let mut next = 0;
    while let Some(step) = steps.get(next).copied() {
        steps.extend(&step.cleanup);
        next += 1;
    }
    steps
}

fn check_step(config: &Config, contract: Option<&Contract>, api: &str, step: &Step, diagnostics: &mut Diagnostics) {
    if let (Auth::Schemes(members), Some(contract)) = (&step.request.auth, contract) {
        for member in members {
            check_scheme(contract, &member.name, member.span, diagnostics);
        }
    }
    let Some(user) = &step.request.user else { return };
    let own = |other: &&EnvironmentApi| other.name == api;
    let apis = config.environments.iter().flat_map(|environment| &environment.apis).filter(own);
    let users: Vec<&str> = apis.flat_map(users_of).collect();
    if !users.contains(&user.as_str()) {
        let diagnostic = Diagnostic::new(Code::InvalidValue, format!("no environment has a user `{user}` of {api}"))
            .at(step.request.span, "sent as this user");
        diagnostics.push(match nearest(user, users.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => {
                diagnostic.help(format!("declare it: [environments.<name>.apis.{api}] users.{user}.<scheme> = ..."))
            }
        });
    }
}

fn users_of(api: &EnvironmentApi) -> impl Iterator<Item = &str> {
    let fetched = api.fetched.iter().filter_map(|fetched| fetched.user.as_deref());
    api.users.iter().map(|(name, _)| name.as_str()).chain(fetched)
}

fn check_scheme(contract: &Contract, scheme: &str, span: Span, diagnostics: &mut Diagnostics) {
    if contract.security_scheme(scheme).is_some() {
        return;
    }
    let known: Vec<&str> = contract.security_schemes.iter().map(|scheme| scheme.name.as_str()).collect();
    let diagnostic = Diagnostic::new(Code::InvalidValue, format!("the contract has no security scheme `{scheme}`"))
        .at(span, "this credential would never be sent");
    diagnostics.push(match nearest(scheme, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => diagnostic.help("the contract documents no security scheme at all"),
        None => diagnostic.help(format!("the contract documents {}", enumerate(&known).replace(" or ", " and "))),
    });
}
