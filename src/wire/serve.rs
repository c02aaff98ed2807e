//! Serves HTTP/1.1: the only place where the HTTP server is used, together with the rooms that it is made of.
//!
//! It knows nothing of what it serves; a [`Handler`] makes a response of a request. Made for the mock: fast on
//! loopback, sturdy against clients of every kind, and able to misbehave when asked to. There is no TLS.

use std::io;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::{TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

use crate::wire::connection::{Service, connection, told};
use crate::wire::hosts::Allowed;

pub use crate::wire::handler::{
    Handler, Patience, RefusedRequest, Reply, RequestHead, ServeOptions, ServerRequest, ServerResponse,
};
pub use crate::wire::hosts::Hosts;

#[cfg(test)]
mod tests;

/// How many connections the system keeps for a server that has not got to them yet.
const BACKLOG: u32 = 1024;

/// A server at work. It stops when this is dropped: it takes no more connections, lets requests under way finish
/// within the grace period, and then is gone, threads and all.
#[derive(Debug)]
pub struct ServerHandle {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    workers: Vec<JoinHandle<()>>,
}

impl ServerHandle {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for ServerHandle {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        for worker in self.workers.drain(..) {
            // A worker that panicked has nothing left to stop.
            let _ = worker.join();
        }
    }
}

/// Serves what comes in at `listener`, on threads of its own, until the handle is dropped.
pub fn serve(
    listener: std::net::TcpListener,
    handler: Arc<dyn Handler>,
    options: ServeOptions,
) -> io::Result<ServerHandle> {
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let mut handle = ServerHandle { address, stop, workers: Vec::new() };
    let slots = Arc::new(Semaphore::new(options.connections.max(1)));
    let workers = options.workers.max(1);
    let allowed = Allowed::new(&options.hosts, address);
    let (crowded, held) = Default::default();
    let service = Arc::new(Service { handler, options, allowed, crowded, held });
    let mut queues = Vec::new();
    for number in 0..workers {
        let (sender, accepted) = mpsc::unbounded_channel();
        queues.push(Queue { sender, open: Arc::default() });
        let worker = Worker { service: service.clone(), stopped: stopped.clone(), accepted };
        let runtime = runtime()?;
        handle.workers.push(spawn(format!("serve-{number}"), move || worker.work(&runtime))?);
    }
    let runtime = runtime()?;
    let listener = {
        let _inside = runtime.enter();
        // A socket that listens already takes another backlog; the standard library has no way to ask for one.
        TcpSocket::from_std_stream(OwnedFd::from(listener).into()).listen(BACKLOG)?
    };
    let acceptor = Acceptor { listener, queues, slots, service };
    handle.workers.push(spawn("serve-accept".to_owned(), move || acceptor.work(&runtime, stopped))?);
    Ok(handle)
}

fn spawn(name: String, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name(name).spawn(work)
}

fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// A connection and its place.
type Accepted = (std::net::TcpStream, Place);

/// A place among the connections that are allowed, and among those of a worker.
struct Place {
    open: Arc<AtomicUsize>,
    _slot: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The way to a worker.
struct Queue {
    sender: mpsc::UnboundedSender<Accepted>,
    /// How many connections the worker has.
    open: Arc<AtomicUsize>,
}

/// Takes connections and deals each to the worker that has the fewest.
struct Acceptor {
    listener: tokio::net::TcpListener,
    queues: Vec<Queue>,
    slots: Arc<Semaphore>,
    service: Arc<Service>,
}

impl Acceptor {
    fn work(self, runtime: &Runtime, mut stopped: watch::Receiver<bool>) {
        runtime.block_on(async {
            tokio::select! {
                () = self.accept() => {}
                () = told(&mut stopped) => {}
            }
        });
    }

    async fn accept(&self) {
        loop {
            let stream = self.next_connection().await;
            let Some(slot) = self.slot().await else { return };
            let Some(queue) = self.queues.iter().min_by_key(|queue| queue.open.load(Ordering::Relaxed)) else { return };
            queue.open.fetch_add(1, Ordering::Relaxed);
            // A worker is only gone when the server stops.
            let _ = queue.sender.send((stream, Place { open: queue.open.clone(), _slot: slot }));
        }
    }

    /// The next connection that could be taken. Errors are those of single connections, or a want of file descriptors,
    /// which passes: idle connections make room.
    async fn next_connection(&self) -> std::net::TcpStream {
        loop {
            match self.listener.accept().await.and_then(|(stream, _)| stream.into_std()) {
                Ok(stream) => {
                    self.service.crowded.store(false, Ordering::Relaxed);
                    return stream;
                }
                Err(_) => {
                    self.service.crowded.store(true, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        }
    }

    async fn slot(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(slot) = self.slots.clone().try_acquire_owned() {
            return Some(slot);
        }
        self.service.crowded.store(true, Ordering::Relaxed);
        let slot = self.slots.clone().acquire_owned().await;
        self.service.crowded.store(false, Ordering::Relaxed);
        slot.ok()
    }
}

/// Serves the connections it is dealt, all on one thread.
struct Worker {
    service: Arc<Service>,
    stopped: watch::Receiver<bool>,
    accepted: mpsc::UnboundedReceiver<Accepted>,
}

impl Worker {
    fn work(mut self, runtime: &Runtime) {
        runtime.block_on(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                tokio::select! {
                    Some((stream, place)) = self.accepted.recv() => {
                        let (service, stopped) = (self.service.clone(), self.stopped.clone());
                        connections.spawn(async move {
                            if let Ok(stream) = TcpStream::from_std(stream) {
                                connection(stream, service, stopped).await;
                            }
                            drop(place);
                        });
                    }
                    Some(_) = connections.join_next() => {}
                    () = told(&mut self.stopped) => break,
                }
            }
            let grace = self.service.options.grace;
            let finished = async { while connections.join_next().await.is_some() {} };
            // Those that take longer are cut off with the runtime.
            let _ = tokio::time::timeout(grace, finished).await;
        });
    }
}
