//! A `countersign mock` at work, and a plain client for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

use crate::project::{Project, Ran};

/// A running mock. It ends with this.
pub(crate) struct Playing<'p> {
    project: &'p Project,
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
    /// What it has printed so far.
    printed: String,
    /// `127.0.0.1:4010` of the first API.
    pub(crate) host: String,
}

/// An answer, as it came over the wire.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    /// The head, from the status line on.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Got {
    /// A header's value, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}\n\n{}", self.head, self.body))
    }
}

impl<'p> Playing<'p> {
    /// Starts `countersign mock --port 0` with further arguments, and waits until it says where it listens.
    pub(crate) fn start(project: &'p Project, arguments: &[&str]) -> Playing<'p> {
        let mut all = vec!["mock", "--port", "0"];
        all.extend(arguments);
        let mut command = project.command(&all);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut playing = Playing { project, child, stdout, stderr, printed: String::new(), host: String::new() };
        let banner = playing.wait_for("  http://");
        let url = banner.split("http://").nth(1).and_then(|rest| rest.split([' ', '/']).next());
        playing.host = url.expect("an address").to_owned();
        playing
    }

    /// Reads what it prints up to the line that contains `text`, and returns that line.
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            let read = self.stdout.read_line(&mut line).expect("it prints UTF-8");
            if read == 0 {
                let errors = self.errors();
                panic!("it ended without saying {text:?}: {}\n{errors}", self.printed);
            }
            self.printed.push_str(&line);
            if line.contains(text) {
                return line.trim_end().to_owned();
            }
        }
    }

    /// The lines of the error stream up to the one that contains `text`.
    pub(crate) fn wait_for_error(&mut self, text: &str) -> String {
        let mut lines = String::new();
        loop {
            let before = lines.len();
            let read = self.stderr.read_line(&mut lines).expect("it prints UTF-8");
            assert!(read > 0, "it ended without saying {text:?}: {lines}");
            if lines[before..].contains(text) {
                return self.project.normal(&lines);
            }
        }
    }

    /// Asks for `GET /path`, and so on.
    pub(crate) fn ask(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Got {
        ask(&self.host, line, headers, body)
    }

    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal and waits for the end; what it printed from its start, with what differs replaced.
    pub(crate) fn stop(mut self, signal: &str) -> Ran {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("it prints UTF-8");
        let stderr = self.errors();
        let status = self.child.wait().expect("it ends");
        let stdout = self.project.normal(&format!("{}{rest}", self.printed));
        Ran { code: status.code().unwrap_or(-1), stdout, stderr: self.project.normal(&stderr) }
    }

    fn errors(&mut self) -> String {
        let mut text = String::new();
        self.stderr.read_to_string(&mut text).expect("it prints UTF-8");
        text
    }
}

impl Drop for Playing<'_> {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection of its own.
pub(crate) fn ask(host: &str, line: &str, headers: &[(&str, &str)], body: &str) -> Got {
    let mut request = format!("{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    request.push_str(body);
    let mut stream = TcpStream::connect(host).expect("it listens");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Got { status: status.unwrap_or_else(|| panic!("no status: {head}")), head: head.to_owned(), body: body.to_owned() }
}
