//! Starts mocks on this machine and stops them.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, PoisonError, RwLock};

use http::HeaderValue;
use http::header::SERVER;

use crate::contract::description::Contract;
use crate::mock::behaviour::Behaviour;
use crate::mock::play::Player;
use crate::mock::rules::rule::MockFile;
use crate::mock::served::Observer;
use crate::mock::state::saved::{Keeper, Saved};
use crate::mock::state::session::{Sessions, World};
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;
use crate::wire::exchange::MOCK_SERVER;
use crate::wire::serve::{Handler, RefusedRequest, Reply, ServeOptions, ServerHandle, ServerRequest, serve};

#[cfg(test)]
mod stateful;
#[cfg(test)]
mod tests;

/// What is played, and where.
#[derive(Debug)]
pub struct MockOptions {
    /// The APIs, each on a port of its own.
    pub apis: Vec<MockApi>,
    /// The address to listen on; this machine only, unless set otherwise.
    pub address: IpAddr,
    /// How they behave.
    pub behaviour: Behaviour,
    /// Is told of every answer.
    pub observer: Option<Arc<dyn Observer>>,
    /// Threads and limits of each server.
    pub serve: ServeOptions,
}

impl Default for MockOptions {
    fn default() -> MockOptions {
        MockOptions {
            apis: Vec::new(),
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            behaviour: Behaviour::default(),
            observer: None,
            serve: ServeOptions::default(),
        }
    }
}

/// One API to be played.
#[derive(Debug)]
pub struct MockApi {
    /// Its name in countersign.toml.
    pub name: String,
    /// What its documentation promises.
    pub contract: Arc<Contract>,
    /// Its state and rules; without them the contract alone answers.
    pub file: Option<Arc<MockFile>>,
    /// The file that the state of requests without a session is kept in.
    pub saved: Option<Saved>,
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// Mocks at work. They stop when this is dropped.
#[derive(Debug)]
pub struct Mocks {
    running: Vec<Running>,
}

#[derive(Debug)]
struct Running {
    name: String,
    address: SocketAddr,
    stage: Arc<Stage>,
    behaviour: Behaviour,
    observer: Option<Arc<dyn Observer>>,
    /// Dropped first, it waits for the requests under way.
    _server: ServerHandle,
    /// Dropped last of all, it writes what they have changed.
    keeper: Option<Keeper>,
}

/// Whoever plays now. A reloaded contract takes the stage between two requests.
#[derive(Debug)]
struct Stage(RwLock<Arc<Player>>);

impl Stage {
    fn player(&self) -> Arc<Player> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Handler for Stage {
    fn handle(&self, request: ServerRequest) -> Reply {
        let mut response = self.player().play(request);
        response.headers.entry(SERVER).or_insert(HeaderValue::from_static(MOCK_SERVER));
        Reply::Now(response)
    }

    fn refused(&self, request: &RefusedRequest) {
        self.player().refused(request);
    }
}

impl Mocks {
    /// Starts them all, or none. The error says that a port could not be had, or a thread not be made.
    pub fn start(options: MockOptions) -> io::Result<Mocks> {
        let MockOptions { apis, address, behaviour, observer, serve: limits } = options;
        let mut running = Vec::with_capacity(apis.len());
        for MockApi { name, contract, file, saved, port } in apis {
            let place = SocketAddr::new(address, port);
            let listener = TcpListener::bind(place)
                .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {place}: {error}")))?;
            let file = file.unwrap_or_default();
            let state = saved.as_ref().and_then(|saved| saved.state.clone()).unwrap_or_else(|| file.state.clone());
            let world = Arc::new(World::new(state));
            let sessions = Arc::new(Sessions::around(world.clone(), file.state.clone(), behaviour.sessions));
            let keeper = saved.map(|saved| Keeper::start(saved, &world, observer.clone())).transpose()?;
            let player = Player::new(&name, contract, file, sessions, behaviour.clone(), observer.clone());
            let stage = Arc::new(Stage(RwLock::new(Arc::new(player))));
            let server = serve(listener, stage.clone(), limits.clone())?;
            let (address, observer) = (server.address(), observer.clone());
            let behaviour = behaviour.clone();
            running.push(Running { name, address, stage, behaviour, observer, _server: server, keeper });
        }
        Ok(Mocks { running })
    }

    /// Plays another contract and other rules from the next request on. The state stays, unless the document that it
    /// starts from is another one now.
    pub fn replace(&self, api: &str, contract: Arc<Contract>, file: Option<Arc<MockFile>>) {
        for running in self.running.iter().filter(|running| running.name == api) {
            let file = file.clone().unwrap_or_default();
            let before = running.stage.player();
            let (initial, limit) = (file.state.clone(), running.behaviour.sessions);
            let sessions = match (&running.keeper, before.script.file.state == file.state) {
                (_, true) => before.script.sessions.clone(),
                // What a file keeps is not lost because others would begin with something else.
                (Some(_), false) => {
                    let shared = before.script.sessions.shared().clone();
                    Arc::new(Sessions::around(shared, initial, limit))
                }
                (None, false) => Arc::new(Sessions::new(initial, limit)),
            };
            let (behaviour, observer) = (running.behaviour.clone(), running.observer.clone());
            let player = Player::new(api, contract.clone(), file, sessions, behaviour, observer);
            *running.stage.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(player);
        }
    }

    /// Takes over what somebody wrote into an API's state file, and says whether anybody did. A file that was deleted
    /// brings back the first state. The error says what is wrong with the file; then the state stays.
    pub fn reload_state(&self, api: &str, sources: &Sources) -> Result<bool, Diagnostic> {
        let mut reloaded = false;
        for running in self.running.iter().filter(|running| running.name == api) {
            let Some(saved) = running.keeper.as_ref().map(|keeper| keeper.changes(sources)).transpose()?.flatten()
            else {
                continue;
            };
            let player = running.stage.player();
            let state = saved.state.unwrap_or_else(|| player.script.file.state.clone());
            let replace = |world: &World| world.edit(|now| *now = state);
            // The session of requests that name none is never evicted.
            reloaded |= player.script.sessions.change(None, replace).is_ok();
        }
        Ok(reloaded)
    }

    /// Where an API is played: `http://127.0.0.1:4010`, without a slash at the end.
    pub fn base_url(&self, api: &str) -> Option<String> {
        self.base_urls().find(|(name, _)| *name == api).map(|(_, url)| url)
    }

    /// Every API with its base URL, in the order they were given.
    pub fn base_urls(&self) -> impl Iterator<Item = (&str, String)> {
        self.running.iter().map(|running| {
            (running.name.as_str(), format!("http://{}{}", running.address, running.stage.player().base()))
        })
    }

    /// Forgets a session everywhere: it has ended, and its state makes room for others.
    pub fn end_session(&self, id: &str) {
        self.running.iter().for_each(|running| running.stage.player().end_session(id));
    }
}
