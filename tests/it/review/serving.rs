//! A `countersign review --web` at work.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::mock::playing::{Got, ask};
use crate::project::{Project, Ran};

/// A running review. It ends with this.
pub(crate) struct Serving<'p> {
    project: &'p Project,
    child: Child,
    stdout: BufReader<ChildStdout>,
    printed: String,
    /// What it printed: the address, with its key.
    pub(crate) url: String,
    /// `127.0.0.1:43210`.
    pub(crate) host: String,
    /// The key.
    pub(crate) key: String,
}

impl<'p> Serving<'p> {
    /// Starts it, and waits until it says where it is.
    pub(crate) fn start(project: &'p Project) -> Serving<'p> {
        let mut command = project.command(&["review", "--web"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let nothing = String::new;
        let mut serving =
            Serving { project, child, stdout, printed: nothing(), url: nothing(), host: nothing(), key: nothing() };
        while !serving.printed.contains("Ctrl-C") {
            let read = serving.stdout.read_line(&mut serving.printed).expect("it prints UTF-8");
            assert!(read > 0, "it ended: {}", serving.printed);
        }
        let url = serving.printed.split_whitespace().find(|word| word.starts_with("http://")).expect("an address");
        let (host, key) = url["http://".len()..].split_once("/#token=").expect("a key");
        (serving.url, serving.host, serving.key) = (url.to_owned(), host.to_owned(), key.to_owned());
        serving
    }

    /// Asks as the page does.
    pub(crate) fn ask(&self, line: &str, body: &str) -> Got {
        let origin = format!("http://{}", self.host);
        let headers =
            [("X-Countersign-Token", self.key.as_str()), ("Origin", &origin), ("Content-Type", "application/json")];
        ask(&self.host, line, &headers, body)
    }

    /// What is pending, as the page gets it.
    pub(crate) fn overview(&self) -> Value {
        self.ask("GET /api/overview", "").json()["overview"].clone()
    }

    /// Sends a signal and waits for the end; what it printed from its start, with what differs replaced.
    pub(crate) fn stop(mut self, signal: &str) -> Ran {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        self.stdout.read_to_string(&mut self.printed).expect("it prints UTF-8");
        let mut stderr = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("it prints UTF-8");
        let status = self.child.wait().expect("it ends");
        let stdout = self.project.normal(&self.printed.replace(&self.key, "[KEY]"));
        Ran { code: status.code().unwrap_or(-1), stdout, stderr: self.project.normal(&stderr) }
    }
}

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
