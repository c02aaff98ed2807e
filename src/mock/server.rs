//! Starts mocks on this machine and stops them.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use crate::contract::description::Contract;
use crate::mock::play::Player;
use crate::mock::rule::MockFile;
use crate::mock::session::MAX_SESSIONS;
use crate::wire::serve::{ServeOptions, ServerHandle, serve};

#[cfg(test)]
mod tests;

/// What is played, and where.
#[derive(Debug)]
pub struct MockOptions {
    /// The APIs, each on a port of its own.
    pub apis: Vec<MockApi>,
    /// The address to listen on; this machine only, unless set otherwise.
    pub address: IpAddr,
    /// What generated values are a function of.
    pub seed: u64,
    /// How many sessions with a state of their own are kept.
    pub sessions: usize,
    /// Threads and limits of each server.
    pub serve: ServeOptions,
}

impl Default for MockOptions {
    fn default() -> MockOptions {
        MockOptions {
            apis: Vec::new(),
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            seed: 0,
            sessions: MAX_SESSIONS,
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
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// Mocks at work. They stop when this is dropped.
#[derive(Debug)]
pub struct Mock {
    running: Vec<Running>,
}

#[derive(Debug)]
struct Running {
    name: String,
    base_url: String,
    player: Arc<Player>,
    /// Dropped last of all, it waits for the requests under way.
    _server: ServerHandle,
}

impl Mock {
    /// Starts them all, or none. The error says that a port could not be had, or a thread not be made.
    pub fn start(options: MockOptions) -> io::Result<Mock> {
        let MockOptions { apis, address, seed, sessions, serve: limits } = options;
        let mut running = Vec::with_capacity(apis.len());
        for api in apis {
            let listener = TcpListener::bind(SocketAddr::new(address, api.port))?;
            let player = Arc::new(Player::new(api.contract, api.file, seed, sessions));
            let server = serve(listener, player.clone(), limits)?;
            let base_url = format!("http://{}{}", server.address(), player.base());
            running.push(Running { name: api.name, base_url, player, _server: server });
        }
        Ok(Mock { running })
    }

    /// Where an API is played: `http://127.0.0.1:4010`, without a slash at the end.
    pub fn base_url(&self, api: &str) -> Option<&str> {
        self.running.iter().find(|running| running.name == api).map(|running| running.base_url.as_str())
    }

    /// Every API with its base URL, in the order they were given.
    pub fn base_urls(&self) -> impl Iterator<Item = (&str, &str)> {
        self.running.iter().map(|running| (running.name.as_str(), running.base_url.as_str()))
    }

    /// Forgets a session everywhere: it has ended, and its state makes room for others.
    pub fn end_session(&self, id: &str) {
        self.running.iter().for_each(|running| running.player.sessions.end(id));
    }
}
