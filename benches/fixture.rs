//! What the benchmarks share: a project of many cases that read the documented invoice, its contract, and a server that
//! answers with the documented sample.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use camino::{Utf8Path, Utf8PathBuf};
use countersign::contract::description::Contract;
use countersign::record::recording::Kept;
use countersign::run::credentials::FetchedCredentials;
use countersign::run::origins::Origins;
use countersign::run::schemas::CaseSchemas;
use countersign::run::session::{ApiSession, Attempts, HandedOn, SecretValues, Session};
use countersign::run::snapshots::{SnapshotFiles, SnapshotPolicy};
use countersign::secret::mask::Mask;
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::suite::config::environment::Target;
use countersign::suite::config::file::{self as config, Config};
use countersign::suite::model::{DuplicateKeys, Undocumented};
use countersign::suite::plan::load::{Suite, load_suite};
use countersign::wire::exchange::Limits;
use countersign::wire::serve::{ServeOptions, ServerHandle, ServerRequest, ServerResponse, serve};
use http::{HeaderValue, Method, StatusCode};

const CONFIG: &str = "[apis.perfex]\ncontract = \"perfex.openapi.yaml\"\ncases = \"cases\"\n";
const PER_FILE: usize = 100;

/// A folder with a project of `count` cases in files of a hundred.
pub(crate) struct Project {
    _folder: tempfile::TempDir,
    /// Its configuration.
    pub(crate) config: Config,
}

impl Project {
    pub(crate) fn new(count: usize) -> Project {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        std::fs::create_dir(root.join("cases")).expect("a folder");
        std::fs::write(root.join("countersign.toml"), CONFIG).expect("a file");
        for start in (0..count).step_by(PER_FILE) {
            let cases: String = (start..count.min(start + PER_FILE)).map(case).collect();
            let text = format!("api: perfex\noperation: GET /api/invoices/{{id}}\n\ncases:\n{cases}");
            std::fs::write(root.join(format!("cases/invoices-{start:05}.yaml")), text).expect("a file");
        }
        let mut diagnostics = Diagnostics::default();
        let config = config::load(root, &Sources::default(), &mut diagnostics).expect("a configuration");
        Project { _folder: folder, config }
    }

    /// Reads every case file, as every command does.
    pub(crate) fn load(&self) -> Suite {
        let mut diagnostics = Diagnostics::default();
        let suite = load_suite(&self.config, None, &Sources::default(), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        suite
    }

    /// The texts of its case files.
    pub(crate) fn texts(&self) -> Vec<String> {
        let files = self.config.root.join("cases").read_dir_utf8().expect("a folder");
        files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text")).collect()
    }
}

fn case(number: usize) -> String {
    format!(
        "  - name: reads invoice {number}\n    request: {{ path: {{ id: {} }} }}\n    expect: {{ status: 200 }}\n",
        number + 1
    )
}

/// The contract of this repository that documents the invoice.
pub(crate) fn contract() -> Contract {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut diagnostics = Diagnostics::default();
    let path = Utf8Path::new("schemas/perfex.openapi.yaml");
    let contract = Contract::load(root, path, &Sources::default(), &mut diagnostics).expect("a contract");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    contract
}

/// The documented sample of an invoice.
pub(crate) fn invoice(contract: &Contract) -> Bytes {
    let operation = contract.operation(&Method::GET, "/api/invoices/{id}").expect("documented");
    let content = &operation.response(200).expect("documented").content[0];
    content.examples[0].value.to_string().into()
}

/// A server on this machine that answers everything with the same JSON.
pub(crate) fn server(body: Bytes) -> ServerHandle {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let answer = move |_: ServerRequest| {
        let mut response = ServerResponse::new(StatusCode::OK, body.clone());
        response.headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    };
    serve(listener, Arc::new(answer), ServeOptions::default()).expect("a server")
}

/// A session that sends every case of `suite` to `server`.
pub(crate) fn session(suite: Suite, contract: Contract, server: &ServerHandle) -> Session {
    let root = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let target = Target {
        api: "perfex".into(),
        base_url: format!("http://{}", server.address()).parse().expect("a URL"),
        auth: vec![("authtoken".into(), "token".into())],
        users: Vec::new(),
        fetched: Vec::new(),
    };
    let (undocumented, duplicate_keys) = (Undocumented::Fail, DuplicateKeys::Fail);
    let api = ApiSession { contract: Arc::new(contract), target, undocumented, duplicate_keys };
    Session {
        snapshots: SnapshotFiles::new(&root, SnapshotPolicy::Compare),
        schemas: CaseSchemas::new(&root, Arc::default()),
        root,
        suite,
        sources: Arc::default(),
        apis: HashMap::from([("perfex".to_owned(), api)]),
        environment: "bench".into(),
        is_mock: false,
        insecure: false,
        proxy: None,
        read_only: false,
        strict: false,
        vars: Vec::new(),
        secrets: SecretValues::default(),
        mask: Mask::default(),
        run_id: "bench".into(),
        seed: 1,
        now: jiff::Timestamp::UNIX_EPOCH,
        started: Instant::now(),
        kept: Kept::Findings,
        handed_on: HandedOn::Everything,
        attempts: Attempts::Retry(0),
        deadline: Duration::from_secs(30),
        limits: Limits::default(),
        pace: None,
        origins: Origins::default(),
        backoff: Default::default(),
        credentials: FetchedCredentials::default(),
    }
}
