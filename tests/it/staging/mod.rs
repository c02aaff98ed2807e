//! A staging system in miniature: two servers on loopback that keep the documentation of InvoiceXpress and of Perfex
//! custom fields to the letter, or with one planted defect, or with one other reading where the documentation leaves
//! a choice.
//!
//! Written from the documentation alone; it never uses the product under test, its contracts or its mock.

mod defect;
mod form;
mod http;
mod invoicexpress;
mod perfex;
mod php;
mod reading;
#[cfg(test)]
mod selftest;
mod server;

use std::io;
use std::sync::Arc;

pub(crate) use defect::{Area, Defect};
pub(crate) use reading::Reading;

use invoicexpress::InvoiceXpress;
use perfex::Perfex;
use server::Server;

/// Every character that a query parameter must escape, and a `%20` that must not be decoded twice.
const API_KEY: &str = "st+ging key&7%20/=?#\u{fc}";

/// A token of the shape of the JWTs that the real module hands out.
const AUTHTOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoic3RhZ2luZyJ9.c3RhZ2luZy1zaWduYXR1cmUtMDE_-";

/// A running staging system; dropping it stops both servers.
pub(crate) struct Staging {
    /// Base URL of the InvoiceXpress API, without a trailing slash.
    pub(crate) invoicexpress_url: String,
    /// Base URL of the Perfex API, without a trailing slash and without `/api`.
    pub(crate) perfex_url: String,
    /// The `api_key` of the InvoiceXpress API, not encoded.
    pub(crate) api_key: String,
    /// The token of the Perfex API.
    pub(crate) authtoken: String,
    perfex: Arc<Perfex>,
    _servers: [Server; 2],
}

impl Staging {
    /// Starts the good system, or one with a planted defect. Each start has its own fresh state.
    ///
    /// # Errors
    /// Fails when the machine has no port left.
    pub(crate) fn start(defect: Option<Defect>) -> io::Result<Self> {
        Self::start_as(Behaviour { defect, reading: None })
    }

    /// Starts a system that conforms, but reads the documentation in another way.
    ///
    /// # Errors
    /// Fails when the machine has no port left.
    pub(crate) fn start_reading(reading: Reading) -> io::Result<Self> {
        Self::start_as(Behaviour { defect: None, reading: Some(reading) })
    }

    /// The environment variables by which a suite finds this system.
    pub(crate) fn environment(&self) -> [(&'static str, &str); 4] {
        [
            ("INVOICEXPRESS_BASE_URL", &self.invoicexpress_url),
            ("INVOICEXPRESS_API_KEY", &self.api_key),
            ("PERFEX_BASE_URL", &self.perfex_url),
            ("PERFEX_AUTHTOKEN", &self.authtoken),
        ]
    }

    /// The invoices and contacts that there are, such as `invoices/1`.
    pub(crate) fn records(&self) -> Vec<String> {
        self.perfex.records()
    }

    fn start_as(behaviour: Behaviour) -> io::Result<Self> {
        let invoicexpress = InvoiceXpress::new(API_KEY, behaviour);
        let perfex = Arc::new(Perfex::new(AUTHTOKEN, behaviour));
        let answering = Arc::clone(&perfex);
        let invoicexpress = Server::start(Arc::new(move |request| invoicexpress.answer(request)))?;
        let perfex_server = Server::start(Arc::new(move |request| answering.answer(request)))?;
        Ok(Self {
            invoicexpress_url: invoicexpress.url(),
            perfex_url: perfex_server.url(),
            api_key: API_KEY.to_owned(),
            authtoken: AUTHTOKEN.to_owned(),
            perfex,
            _servers: [invoicexpress, perfex_server],
        })
    }
}

/// How a server departs from the good one, if at all.
#[derive(Clone, Copy, Debug, Default)]
struct Behaviour {
    defect: Option<Defect>,
    reading: Option<Reading>,
}

impl Behaviour {
    fn has(self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn reads(self, reading: Reading) -> bool {
        self.reading == Some(reading)
    }
}
