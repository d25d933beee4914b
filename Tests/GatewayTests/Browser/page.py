"""Clicks through the gateway's page in headless Chromium and says what it saw.

    python3 page.py http://127.0.0.1:8000 KEY [folder for pictures]

The key wants the scopes read, validate, write and export, the workspace scored conversations. Without
Debian's chromium it says so and ends well. It needs nothing beside Python's own library.
"""

import base64
import json
import os
import secrets
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request


class Browser:
    """One page, by the DevTools protocol over a WebSocket."""

    def __init__(self, program, address):
        self.folder = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             "--window-size=1280,1000", f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "DevTools listening on" in line:
                port = int(line.split(":")[-1].split("/")[0])
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as reply:
            target = next(t for t in json.load(reply) if t["type"] == "page")
        self.wire = socket.create_connection(("127.0.0.1", port))
        path = "/" + target["webSocketDebuggerUrl"].split("/", 3)[3]
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        self.wire.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
            .encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.wire.recv(4096)
        self.rest = self.rest.split(b"\r\n\r\n", 1)[1]
        self.number = 0
        self.problems = []
        for domain in ["Page", "Runtime", "Log"]:
            self.call(domain + ".enable")
        self.call("Page.navigate", url=address)

    def take(self, count):
        while len(self.rest) < count:
            more = self.wire.recv(65536)
            if not more:
                raise SystemExit("the browser went away")
            self.rest += more
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def message(self):
        text = b""
        while True:
            first, second = self.take(2)
            size = second & 127
            if size == 126:
                size = struct.unpack(">H", self.take(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self.take(8))[0]
            text += self.take(size)
            if first & 128:
                return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        body = json.dumps({"id": self.number, "method": method, "params": parameters}).encode()
        head = bytes([0x81])
        if len(body) < 126:
            head += bytes([128 | len(body)])
        elif len(body) < 65536:
            head += bytes([254]) + struct.pack(">H", len(body))
        else:
            head += bytes([255]) + struct.pack(">Q", len(body))
        self.wire.sendall(head + bytes(4) + body)
        while True:
            message = self.message()
            if message.get("method") == "Runtime.exceptionThrown":
                self.problems.append(message["params"]["exceptionDetails"]["text"])
            if message.get("method") == "Log.entryAdded":
                entry = message["params"]["entry"]
                # That a corpus has no rating to agree with is an answer, which the browser tells too.
                if entry["level"] == "error" and " 422 " not in entry["text"]:
                    self.problems.append(entry["text"])
            if message.get("id") == self.number:
                return message.get("result", {})

    def value(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def until(self, script, what, seconds=10):
        end = time.time() + seconds
        while time.time() < end:
            if self.value(script):
                print("ok  ", what)
                return
            time.sleep(0.1)
        self.picture("failed")
        trouble = self.value("document.getElementById('trouble').textContent")
        raise SystemExit(f"FAIL {what} ({trouble}) {self.problems}")

    def click(self, selector):
        self.value(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, selector, text):
        place = f"document.querySelector({json.dumps(selector)})"
        self.value(f"{place}.focus(); {place}.value = {json.dumps(text)}; "
                   f"{place}.dispatchEvent(new Event('input', {{bubbles: true}}))")

    def press(self, key, modifiers=0):
        for kind in ["keyDown", "keyUp"]:
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, modifiers=modifiers)

    def drag(self, selector, start, end):
        box = self.value(
            f"(() => {{ const b = document.querySelector({json.dumps(selector)});"
            "b.scrollIntoView({block: 'center'}); const r = b.getBoundingClientRect();"
            "return [r.left, r.top, r.width, r.height] })()")
        y = box[1] + box[3] / 2
        points = [box[0] + box[2] * (start + (end - start) * i / 5) for i in range(6)]
        self.call("Input.dispatchMouseEvent", type="mousePressed", x=points[0], y=y, button="left",
                  buttons=1, clickCount=1)
        for x in points[1:]:
            self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, button="left", buttons=1)
        self.call("Input.dispatchMouseEvent", type="mouseReleased", x=points[-1], y=y, button="left",
                  clickCount=1)

    def dark(self, value):
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": value}])

    def picture(self, name):
        if pictures:
            data = self.call("Page.captureScreenshot", format="png")["data"]
            with open(os.path.join(pictures, name + ".png"), "wb") as file:
                file.write(base64.b64decode(data))

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def walk(page, key):
    rows = "document.querySelectorAll('#list tbody tr').length"
    page.until("document.querySelector('#key') !== null", "the page is there")
    page.type("#key", "sk_wrong")
    page.click("#sign button")
    page.until("document.getElementById('trouble').textContent.includes('opens nothing')",
               "a wrong key is told")
    page.problems.clear()
    page.type("#key", key)
    page.click("#sign button")
    page.until(f"!document.getElementById('view-corpus').hidden && {rows} > 0", "signed in, listed")
    page.until("document.querySelectorAll('.chart svg').length >= 5", "distributions are drawn")
    page.until("document.querySelectorAll('#datasets .card').length > 0", "datasets with tiers")
    page.picture("corpus")
    all_rows = page.value("document.getElementById('count').textContent")
    page.drag(".chart svg", 0.5, 0.65)
    page.until(f"document.getElementById('count').textContent !== {json.dumps(all_rows)}",
               "a brush filters the list")
    page.picture("brushed")
    page.click("#clear")
    page.until(f"document.getElementById('count').textContent === {json.dumps(all_rows)}",
               "clearing brings all back")
    page.value("document.querySelector('.chart svg').focus()")
    for _ in range(14):
        page.press("ArrowRight")
    page.press("ArrowRight", modifiers=8)
    page.until(f"document.getElementById('count').textContent !== {json.dumps(all_rows)}",
               "the keyboard brushes as well")
    page.press("Escape")
    page.until(f"document.getElementById('count').textContent === {json.dumps(all_rows)}",
               "Escape clears")
    page.type("#query", "overall>=")
    page.click("#filter button")
    page.until("document.getElementById('trouble').textContent !== ''", "a bad query is told")
    page.problems.clear()
    page.click("#clear")
    page.until(f"{rows} > 0", "the list is back")
    page.click("#list .open")
    page.until("document.querySelectorAll('#talks .turn').length > 1", "a conversation")
    page.until("document.querySelectorAll('#talks mark').length > 0", "its evidence is marked")
    page.until("document.querySelectorAll('#talks .meter').length >= 3", "scores with intervals")
    page.picture("conversation")
    page.dark("dark")
    page.picture("conversation-dark")
    page.dark("light")
    page.click("#back")
    page.value("document.querySelectorAll('.pair')[0].click(); document.querySelectorAll('.pair')[1].click()")
    page.until("document.querySelectorAll('#talks article').length === 2", "two side by side")
    page.picture("two")
    page.click("[data-view=search]")
    page.type("#words", "you")
    page.click("#find button")
    page.until("document.querySelectorAll('#hits mark').length > 0", "search marks what it found")
    page.picture("search")
    page.click("[data-view=score]")
    page.until("document.querySelectorAll('#live mark').length > 0", "a pasted text is scored")
    before = page.value("document.querySelector('#live .scores').textContent")
    page.type("#text", "seeker: I lost my job.\nsupporter: That is a hard loss. What was it like?")
    page.until(f"document.querySelector('#live .scores').textContent !== {json.dumps(before)}",
               "and again as one types")
    page.picture("score")
    page.click("[data-view=jobs]")
    page.until("document.getElementById('stream').textContent === 'live'", "the stream is live")
    page.click("#job button")
    page.until("[...document.querySelectorAll('#joblist tr td:nth-child(3)')]"
               ".some(t => t.textContent === 'completed')", "a job ends before one's eyes", 30)
    page.picture("jobs")
    if page.problems:
        raise SystemExit(f"FAIL the browser complained: {page.problems}")


if __name__ == "__main__":
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        print("skipped: there is no chromium here (Debian: apt-get install chromium)")
        sys.exit(0)
    pictures = sys.argv[3] if len(sys.argv) > 3 else None
    page = Browser(program, sys.argv[1])
    try:
        walk(page, sys.argv[2])
    finally:
        page.close()
    print("the page holds")
