//! A project in a temporary folder, and the real binary run in it with a scrubbed environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A project that goes away with this.
pub(crate) struct Project {
    folder: tempfile::TempDir,
    environment: Vec<(String, String)>,
}

/// What a command left behind.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// An empty folder.
    pub(crate) fn empty() -> Project {
        Project { folder: tempfile::tempdir().expect("a temporary folder"), environment: Vec::new() }
    }

    /// A small API of items, with a configuration and no cases yet.
    pub(crate) fn items() -> Project {
        Project::empty().with("countersign.toml", ITEMS_CONFIG).with("items.yaml", ITEMS_CONTRACT)
    }

    /// A copy of what this repository tests: both contracts, their cases, mocks and snapshots.
    pub(crate) fn ours() -> Project {
        let project = Project::empty();
        for part in ["countersign.toml", "schemas", "cases", "mocks", "snapshots"] {
            copy(&repository().join(part), &project.path(part));
        }
        project
    }

    /// Adds a file.
    pub(crate) fn with(self, path: &str, text: &str) -> Project {
        self.write(path, text);
        self
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let full = self.path(path);
        std::fs::create_dir_all(full.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(full, text).expect("the file is written");
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The full path of a file.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Sets an environment variable for the commands that follow.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.retain(|(own, _)| own != name);
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// The command, ready to be run in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            let scrubbed = name == "CI"
                || name == "NO_COLOR"
                || ["GITHUB_", "INSTA_", "COUNTERSIGN_", "INVOICEXPRESS_", "PERFEX_"]
                    .iter()
                    .any(|p| name.starts_with(p));
            if scrubbed {
                command.env_remove(name);
            }
        }
        command.envs(self.environment.iter().cloned());
        command
    }

    /// Runs the command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().expect("the binary runs");
        let text = |bytes: &[u8]| self.normal(&String::from_utf8_lossy(bytes));
        Ran { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// What differs from run to run, replaced: the folder, ports, times and seeds.
    pub(crate) fn normal(&self, text: &str) -> String {
        let folder = self.folder.path().to_string_lossy().into_owned();
        let text = text.replace(&folder, "[FOLDER]");
        let replaced = [
            (r"127\.0\.0\.1:\d+", "127.0.0.1:[PORT]"),
            (r"\b\d+(\.\d+)? (us|ms|s)\b", "[TIME]"),
            (r"seed \d+", "seed [SEED]"),
            (r"--seed \d+", "--seed [SEED]"),
        ];
        replaced.iter().fold(text, |text, (pattern, with)| {
            regex::Regex::new(pattern).expect("a pattern").replace_all(&text, *with).into_owned()
        })
    }
}

impl Ran {
    /// Everything that was seen, for an inline snapshot.
    pub(crate) fn all(&self) -> String {
        let mut all = format!("exit code: {}\n", self.code);
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.trim().is_empty() {
                all.push_str(&format!("--- {name}\n{}\n", text.trim_end()));
            }
        }
        all
    }
}

/// This repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).expect("the folder is made");
        for entry in std::fs::read_dir(from).expect("readable") {
            let entry = entry.expect("readable");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.is_file() {
        std::fs::copy(from, to).expect("the file is copied");
    }
}

const ITEMS_CONFIG: &str = r#"
[apis.items]
contract = "items.yaml"
cases = "cases"

[vars]
item = 1

[environments.staging.apis.items]
base_url = "${{ env.ITEMS_URL }}"
auth.key = "${{ secrets.ITEMS_KEY }}"
"#;

const ITEMS_CONTRACT: &str = r##"
openapi: 3.1.0
info: { title: Items, version: "1" }
security: [{ key: [] }]
paths:
  /items/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
    get:
      responses:
        "200":
          description: the item
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Item" }
              example: { id: 1, name: Chair, price: 10.50, tags: [wood] }
        "401": { description: no key }
        "404": { description: no such item }
    put:
      requestBody:
        content:
          application/json: { schema: { $ref: "#/components/schemas/Item" } }
      responses:
        "204": { description: stored }
        "401": { description: no key }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: x-key }
  schemas:
    Item:
      type: object
      required: [id, name, price]
      properties:
        id: { type: integer }
        name: { type: string, minLength: 1 }
        price: { type: number, minimum: 0 }
        tags: { type: array, items: { type: string } }
"##;
