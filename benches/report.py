#!/usr/bin/env python3
"""How fast a report of many cases is written as HTML, and how fast Chromium opens it.

usage: report.py [--countersign PATH] [--chromium PATH] [--cases N] [--bytes N] [--runs N] [--record FILE]

A record of N cases is generated (record.py) unless --record names one. The page's own marks are read: from the
navigation to the list that can be used, a search from the letter to the list, a case from the key to its details. Beside
them stands the time that Chromium takes to open a file of the same size in which nothing happens.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent


class Browser:
    """Chromium without a window, over its protocol through two pipes."""

    def __init__(self, program, folder, width=1280, height=800):
        command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
                   "--disable-background-networking", f"--user-data-dir={folder}/profile", "about:blank"]
        self.child = subprocess.Popen(["sh", "-c", 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null', *command],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.sent, self.session, self.rest = 0, None, b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.screen(width, height)

    def screen(self, width, height, dark=False, mobile=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def call(self, method, **params):
        self.sent += 1
        message = {"id": self.sent, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.child.stdin.write(json.dumps(message).encode() + b"\0")
        self.child.stdin.flush()
        while True:
            while b"\0" not in self.rest:
                read = os.read(self.child.stdout.fileno(), 1 << 20)
                assert read, "the browser has ended"
                self.rest += read
            text, _, self.rest = self.rest.partition(b"\0")
            answer = json.loads(text)
            if answer.get("id") == self.sent:
                assert "error" not in answer, answer
                return answer["result"]

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, expression):
        started = time.monotonic()
        while True:
            try:
                if self.value(expression):
                    return
            except AssertionError:
                pass
            assert time.monotonic() - started < 120, expression
            time.sleep(0.01)

    def open(self, url, ready):
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=url)
        self.until(f"location.href !== 'about:blank' && {ready}")

    def end(self):
        self.child.kill()
        self.child.wait()


def write(binary, record, page):
    """Seconds, and the peak of memory in MB."""
    started = time.perf_counter()
    done = subprocess.Popen([binary, "report", str(record), "--html", str(page)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, errors = done.stderr.read(), None
    _, status, usage = os.wait4(done.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1, 4), errors
    return time.perf_counter() - started, usage.ru_maxrss / 1000


def measure(browser, page, empty, runs):
    times = {}
    put = lambda name, value: times.setdefault(name, []).append(value)
    for _ in range(runs):
        browser.open(f"file://{empty}", "document.readyState === 'complete'")
        put("an empty page of this size", browser.value("performance.timing.domContentLoadedEventStart - performance.timing.navigationStart"))
        browser.open(f"file://{page}", "document.body.dataset.ready && performance.getEntriesByName('all').length")
        marks = browser.value("Object.fromEntries(performance.getEntriesByType('mark').map((mark) => [mark.name, mark.startTime]))")
        put("the file parsed", marks["parsed"])
        put("the list can be used", marks["list"])
        put("everything beside it", marks["all"])
        for words in ("annual", "annual draft 7", "expected number", "no such thing"):
            browser.value("performance.clearMeasures('search')")
            browser.value(f"(() => {{ const text = document.getElementById('text'); text.value = {json.dumps(words)}; text.dispatchEvent(new Event('input')); }})()")
            browser.until("performance.getEntriesByName('search').length")
            put("a search", browser.value("performance.getEntriesByName('search').at(-1).duration"))
        browser.value("(() => { const text = document.getElementById('text'); text.value = ''; text.dispatchEvent(new Event('input')); })()")
        browser.until("document.querySelectorAll('.row').length > 3")
        last = "document.getElementById('list').scrollTop = document.getElementById('list').scrollHeight"
        for step in ("0", last, "document.getElementById('list').scrollTop /= 2"):
            browser.value(step)
            browser.value("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))")
            browser.value("performance.clearMeasures('case')")
            browser.value("document.querySelectorAll('.row')[12].click()")
            browser.until("performance.getEntriesByName('case').length")
            put("a case opened", browser.value("performance.getEntriesByName('case').at(-1).duration"))
            browser.value("document.getElementById('close').click()")
        put("the timing", browser.value("(() => { const began = performance.now(); document.querySelector('[data-to=timing]').click(); document.body.offsetHeight; return performance.now() - began; })()"))
        put("memory of scripts, MB", browser.value("performance.memory.usedJSHeapSize / 1e6"))
    return times


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--countersign", default=str(HERE.parent / "target/release/countersign"))
    arguments.add_argument("--chromium", default="chromium")
    arguments.add_argument("--cases", type=int, default=10000)
    arguments.add_argument("--bytes", type=int, default=4000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--record")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(asked.record) if asked.record else Path(folder) / "run.jsonl"
        if not asked.record:
            subprocess.run([sys.executable, HERE / "record.py", record, "--cases", str(asked.cases), "--bytes", str(asked.bytes)], check=True)
        page, empty = Path(folder) / "page.html", Path(folder) / "empty.html"
        written = [write(asked.countersign, record.resolve(), page) for _ in range(asked.runs)]
        empty.write_text("<!doctype html><script type='text/x'>" + "A" * page.stat().st_size + "</script>")
        print(f"{'the record':28} {record.stat().st_size / 1e6:8.1f} MB")
        print(f"{'the page':28} {page.stat().st_size / 1e6:8.1f} MB")
        print(f"{'written in':28} {statistics.median(time for time, _ in written) * 1000:8.0f} ms, {max(peak for _, peak in written):.0f} MB at its peak")
        browser = Browser(asked.chromium, folder)
        try:
            for name, values in measure(browser, page, empty, asked.runs).items():
                print(f"{name:28} {statistics.median(values):8.1f} ms   ({min(values):.1f} to {max(values):.1f})".replace(" ms ", "    ") if "MB" in name else f"{name:28} {statistics.median(values):8.1f} ms   ({min(values):.1f} to {max(values):.1f})")
        finally:
            browser.end()


if __name__ == "__main__":
    main()
