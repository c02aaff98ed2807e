//! A real Chromium without a window, driven over its DevTools protocol.
//!
//! It talks over two pipes, which `sh` puts where it looks for them, so no port and no web socket is needed.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Longer than anything takes on the slowest machine; only a test that has failed already waits for it.
const PATIENCE: Duration = Duration::from_secs(120);

/// Texts whose contrast is below what WCAG 2 wants at level AA, with their contrast.
pub(crate) const FAINT: &str = r#"(() => {
  const parse = (color) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const known = new Map();
  const rgba = (color) => {
    if (!known.has(color)) known.set(color, parse(color));
    return known.get(color);
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (one) => {
    const own = rgba(getComputedStyle(one).backgroundColor);
    return own[3] === 1 ? own : over(own, one.parentElement ? ground(one.parentElement) : [255, 255, 255, 1]);
  };
  const opacity = (one) => (one ? Number(getComputedStyle(one).opacity) * opacity(one.parentElement) : 1);
  const faint = [];
  for (const one of document.querySelectorAll('body *')) {
    const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!hasText || !one.checkVisibility() || one.closest('.hidden, .skip, :disabled, script, .said, option')) continue;
    const below = ground(one);
    const [r, g, b, a] = rgba(getComputedStyle(one).color);
    const text = over([r, g, b, a * opacity(one)], below);
    const [high, low] = [light(text), light(below)].sort((x, y) => y - x);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${one.className || one.tagName}: ${one.textContent.slice(0, 30)}`);
  }
  return [...new Set(faint)];
})()"#;

/// A browser with one page. It ends with this.
pub(crate) struct Browser {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    sent: u64,
    session: String,
    events: VecDeque<Value>,
    folder: tempfile::TempDir,
    page: Page,
}

/// The pages that are opened in it: each has its own way to say that it has shown what it was asked for.
#[derive(Clone, Copy)]
pub(crate) enum Page {
    Review,
    Report,
}

impl Page {
    /// Holds once the page shows what it is about, or why not.
    fn begun(self) -> &'static str {
        match self {
            Page::Review => {
                "document.getElementById('progress-words').textContent || !document.getElementById('notice').hidden"
            }
            Page::Report => "performance.getEntriesByName('all').length || !document.getElementById('notice').hidden",
        }
    }

    /// Holds while nothing is under way.
    fn settled(self) -> &'static str {
        match self {
            Page::Review => {
                "!(document.querySelector('[aria-busy]') || document.querySelector('.waiting')) && \
                 (document.getElementById('change').hidden || document.getElementById('difference').childNodes.length)"
            }
            Page::Report => "!document.querySelector('[aria-busy]')",
        }
    }
}

/// How large the page is, and of what kind the screen.
#[derive(Clone, Copy)]
pub(crate) enum Screen {
    Desk,
    DarkDesk,
    Phone,
}

impl Browser {
    /// Starts it; `None`, and a line that says so, where there is none.
    pub(crate) fn start(page: Page) -> Option<Browser> {
        let Some(program) = program() else {
            // Not by a macro, whose output the harness would keep back.
            let _ =
                writeln!(std::io::stderr(), "skipped: there is no Chromium here, and COUNTERSIGN_CHROMIUM names none");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let script = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null"#;
        let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
        let mut child = Command::new("sh")
            .args(["-c", script])
            .arg(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"])
            .args(["--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"])
            .args([profile.as_str(), "about:blank"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh runs");
        let input = child.stdin.take().expect("a pipe");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            while output.read_until(0, &mut bytes).is_ok_and(|read| read > 0) {
                bytes.pop();
                let message = serde_json::from_slice(&bytes).expect("the protocol is JSON");
                bytes.clear();
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let session = String::new();
        let mut browser = Browser { child, input, messages, sent: 0, session, events: VecDeque::new(), folder, page };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attached =
            browser.call("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = attached["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser.screen(Screen::Desk);
        Some(browser)
    }

    /// Calls a method of the protocol.
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.sent += 1;
        let mut message = json!({ "id": self.sent, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = self.session.as_str().into();
        }
        let text = message.to_string() + "\0";
        self.input.write_all(text.as_bytes()).expect("the browser listens");
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap_or_else(|why| panic!("{method}: {why}"));
            if message["id"] == self.sent {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.events.push_back(message);
        }
    }

    /// Opens a page and waits until it shows what it is about, or why not.
    pub(crate) fn open(&mut self, url: &str) {
        // The same page under another fragment would only be scrolled.
        self.call("Page.navigate", json!({ "url": "about:blank" }));
        self.call("Page.navigate", json!({ "url": url }));
        self.until("location.href !== 'about:blank' && document.readyState === 'complete'");
        self.until(self.page.begun());
        self.settle();
    }

    /// Waits until nothing is under way.
    pub(crate) fn settle(&mut self) {
        self.until(self.page.settled());
    }

    /// The value of an expression, or of what it promises.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Waits until an expression holds.
    pub(crate) fn until(&mut self, expression: &str) {
        let waiting = format!(
            "new Promise((done) => {{ const look = () => {{ let is = false; try {{ is = {expression}; }} catch {{}} \
             if (is) done(true); else setTimeout(look, 5); }}; look(); }})"
        );
        // A page that is left takes its promises along.
        loop {
            self.sent += 1;
            let parameters = json!({ "expression": waiting, "awaitPromise": true });
            let message = json!({
                "id": self.sent, "sessionId": self.session, "method": "Runtime.evaluate", "params": parameters,
            });
            self.input.write_all((message.to_string() + "\0").as_bytes()).expect("the browser listens");
            let answer = loop {
                let message = self.messages.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("never: {expression}"));
                if message["id"] == self.sent {
                    break message;
                }
                self.events.push_back(message);
            };
            if answer["error"].is_null() {
                return;
            }
        }
    }

    /// The text that an element shows.
    pub(crate) fn text(&mut self, selector: &str) -> String {
        let found = self.value(&format!("document.querySelector({}).innerText", json!(selector)));
        found.as_str().unwrap_or_else(|| panic!("no {selector}")).to_owned()
    }

    /// The text in an element, also where that is out of sight.
    pub(crate) fn all(&mut self, selector: &str) -> String {
        let found = self.value(&format!("document.querySelector({}).textContent", json!(selector)));
        found.as_str().unwrap_or_else(|| panic!("no {selector}")).to_owned()
    }

    /// How many elements there are.
    pub(crate) fn number(&mut self, selector: &str) -> usize {
        let found = self.value(&format!("document.querySelectorAll({}).length", json!(selector)));
        usize::try_from(found.as_u64().expect("a number")).expect("a small one")
    }

    /// Presses a key, given by its name; a letter in upper case with Shift.
    pub(crate) fn press(&mut self, key: &str) {
        let is_character = key.chars().count() == 1;
        let shift = if key.chars().all(char::is_uppercase) && is_character { 8 } else { 0 };
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            "End" => 35,
            "Home" => 36,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => key.chars().next().map_or(0, |c| u32::from(c.to_ascii_uppercase())),
        };
        let mut down = json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": shift });
        if is_character {
            down["text"] = key.into();
        } else if key == "Enter" {
            down["text"] = "\r".into();
        }
        self.call("Input.dispatchKeyEvent", down);
        let up = json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code, "modifiers": shift });
        self.call("Input.dispatchKeyEvent", up);
        self.settle();
    }

    /// Types into what has the focus.
    pub(crate) fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Presses the mouse's button in the middle of an element.
    pub(crate) fn click(&mut self, selector: &str) {
        let place = self.value(&format!(
            "(() => {{ const found = document.querySelector({}); found.scrollIntoView({{ block: 'nearest' }}); \
             const box = found.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
            json!(selector)
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let (x, y) = (&place[0], &place[1]);
            self.call(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 }),
            );
        }
        self.settle();
    }

    /// Sets the screen.
    pub(crate) fn screen(&mut self, screen: Screen) {
        let (width, height, scheme) = match screen {
            Screen::Desk => (1280, 800, "light"),
            Screen::DarkDesk => (1280, 800, "dark"),
            Screen::Phone => (390, 844, "light"),
        };
        let is_phone = matches!(screen, Screen::Phone);
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone });
        self.call("Emulation.setDeviceMetricsOverride", size);
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Everything that was asked for over the network since the start.
    pub(crate) fn requested(&mut self) -> Vec<String> {
        self.drain();
        let of = |event: &Value, method: &str| event["method"] == method;
        let asked = self.events.iter().filter_map(|event| match event {
            _ if of(event, "Network.requestWillBeSent") => event["params"]["request"]["url"].as_str(),
            _ if of(event, "Network.webSocketCreated") => event["params"]["url"].as_str(),
            _ => None,
        });
        asked.map(str::to_owned).collect()
    }

    /// What the page did wrong: exceptions, errors in its log, and what its policy forbids.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        self.drain();
        let wrong = |event: &&Value| match event["method"].as_str() {
            Some("Runtime.exceptionThrown" | "Audits.issueAdded") => true,
            Some("Log.entryAdded") => event["params"]["entry"]["level"] == "error",
            _ => false,
        };
        self.events.iter().filter(wrong).map(ToString::to_string).collect()
    }

    /// Takes what was downloaded as `name`.
    pub(crate) fn download(&mut self, name: &str, start: impl FnOnce(&mut Browser)) -> String {
        let folder = self.folder.path().join("downloads");
        let behavior = json!({ "behavior": "allow", "downloadPath": folder, "eventsEnabled": true });
        self.call("Browser.setDownloadBehavior", behavior);
        start(self);
        loop {
            let is_done = |event: &Value| {
                event["method"].as_str().is_some_and(|method| method.ends_with(".downloadProgress"))
                    && event["params"]["state"] == "completed"
            };
            if self.events.iter().any(is_done) {
                break;
            }
            self.events.push_back(self.messages.recv_timeout(PATIENCE).expect("a download"));
        }
        std::fs::read_to_string(folder.join(name)).expect("what was downloaded")
    }

    /// The whole page as a picture, where COUNTERSIGN_PICTURES names a folder for those.
    pub(crate) fn picture(&mut self, name: &str) {
        use base64::Engine;
        let Some(folder) = std::env::var_os("COUNTERSIGN_PICTURES") else { return };
        let taken = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        let data = base64::prelude::BASE64_STANDARD.decode(taken["data"].as_str().expect("a picture"));
        std::fs::create_dir_all(&folder).expect("the folder is made");
        std::fs::write(Path::new(&folder).join(name), data.expect("base64")).expect("written");
    }

    /// Takes in what has happened by now.
    fn drain(&mut self) {
        self.value("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))");
        self.events.extend(self.messages.try_iter());
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("COUNTERSIGN_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|file| file.is_file())
}
