//! A loopback listener with a thread per connection that ends with its owner.
//!
//! It moves messages between sockets and a service function; it never looks into them.

use std::collections::HashMap;
use std::io::{self, BufReader};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::http::{self, ReadError, Request, Response};

/// What answers requests; called from many threads at once.
pub(super) type Service = Arc<dyn Fn(&Request) -> Response + Send + Sync>;

/// A running server; dropping it closes the port and every connection.
pub(super) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    stopping: AtomicBool,
    connections: Mutex<HashMap<u64, TcpStream>>,
}

impl Server {
    /// Listens on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// Fails when the machine has no port left.
    pub(super) fn start(service: Service) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let accepting = Arc::clone(&shared);
        let acceptor = Some(thread::spawn(move || accept(&listener, &accepting, &service)));
        Ok(Self { address, shared, acceptor })
    }

    /// The base URL, without a trailing slash.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // The acceptor only looks at the flag when a connection wakes it up.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        for stream in self.shared.connections().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Shared {
    fn connections(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>, service: &Service) {
    for (number, stream) in (0..).zip(listener.incoming()) {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Some((stream, spare)) = stream.ok().and_then(|stream| stream.try_clone().ok().map(|spare| (stream, spare)))
        else {
            continue;
        };
        shared.connections().insert(number, spare);
        let (shared, service) = (Arc::clone(shared), Arc::clone(service));
        thread::spawn(move || {
            // A failing connection concerns only its client, who sees it fail.
            let _ = converse(stream, &service);
            if let Some(spare) = shared.connections().remove(&number) {
                let _ = spare.shutdown(Shutdown::Both);
            }
        });
    }
}

fn converse(stream: TcpStream, service: &Service) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    loop {
        match http::read_request(&mut reader) {
            Ok(Some(request)) => {
                http::write_response(&mut writer, &service(&request), request.is_head, request.keep_alive)?;
                if !request.keep_alive {
                    return Ok(());
                }
            }
            Ok(None) => return Ok(()),
            Err(ReadError::Lost(error)) => return Err(error),
            Err(ReadError::Refused(status)) => {
                let response = Response { status, content_type: "text/plain", body: Vec::new() };
                return http::write_response(&mut writer, &response, false, false);
            }
        }
    }
}
