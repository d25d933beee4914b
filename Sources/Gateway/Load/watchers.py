"""Lets many WebSocket clients watch one job and tells how far apart an update reaches them.

    python3 watchers.py http://127.0.0.1:8000 KEY [clients]

The job is a validation of everything: take a workspace that is not scored yet and large enough to last
some seconds. Nothing beside Python's own library is needed.
"""

import asyncio
import base64
import json
import secrets
import sys
import time
import urllib.request
from urllib.parse import urlparse


def ask(address, key, body):
    request = urllib.request.Request(
        address + "/v1/processing/submit", json.dumps(body).encode(),
        {"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)["data"]["job_id"]


async def connect(host, port, key):
    reader, writer = await asyncio.open_connection(host, port)
    nonce = base64.b64encode(secrets.token_bytes(16)).decode()
    writer.write((f"GET /v1/stream HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: Upgrade\r\n"
                  f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {nonce}\r\n"
                  f"Authorization: Bearer {key}\r\n\r\n").encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101"), head
    return reader, writer


async def receive(reader):
    first, size = await reader.readexactly(2)
    if size == 126:
        size = int.from_bytes(await reader.readexactly(2), "big")
    elif size == 127:
        size = int.from_bytes(await reader.readexactly(8), "big")
    return first & 15, await reader.readexactly(size)


async def watch(reader, writer, job, seen):
    text = json.dumps({"type": "subscribe_to_job", "job_id": job}).encode()
    writer.write(bytes([0x81, 128 | len(text)]) + bytes(4) + text)
    while True:
        opcode, text = await receive(reader)
        if opcode == 8:
            return False
        message = json.loads(text)
        if message["type"] != "job_update":
            continue
        seen.setdefault((message["status"], message["progress"]), []).append(time.perf_counter())
        if message["status"] not in ("queued", "running"):
            return True


async def main():
    address, key = sys.argv[1].rstrip("/"), sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    place = urlparse(address)
    clients = [await connect(place.hostname, place.port, key) for _ in range(count)]
    job = ask(address, key, {"processing_type": "quality_validation"})
    seen = {}
    ended = await asyncio.gather(*(watch(r, w, job, seen) for r, w in clients))
    # Those that all clients got after they had begun to watch.
    spreads = sorted(max(t) - min(t) for t in seen.values() if len(t) == count)
    print(f"{count} clients, {sum(ended)} saw the end; {len(spreads)} updates reached all of them")
    if spreads:
        print(f"first to last client: median {1000 * spreads[len(spreads) // 2]:.0f} ms, "
              f"most {1000 * spreads[-1]:.0f} ms")


asyncio.run(main())
