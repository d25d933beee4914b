"""What the client costs: a call beside raw httpx, all pages beside curl, local's first answer.

    PE_GATEWAY=http://127.0.0.1:8000 PE_API_KEY=sk_… python overhead.py [WORKSPACE]

All are taken in one run, in turns, and the medians told.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

import httpx

from pixelated_empathy import APIConfig, PixelatedEmpathyAPI, local


def seconds(work, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    config = APIConfig()
    api = PixelatedEmpathyAPI(config=config)
    head = {"Authorization": f"Bearer {config.api_key}", "Accept-Encoding": "identity"}
    raw = httpx.Client(base_url=config.base_url, headers=head)
    calls = [
        (lambda: api.list_models(), lambda: raw.get("/v1/models").json()["data"]["models"]),
        (lambda: api.get_conversation(1), lambda: raw.get("/v1/conversations/1?evidence=true").json()["data"]),
    ]
    for name, (ours, theirs) in zip(("models", "conversation"), calls):
        for work in (ours, theirs):
            seconds(work, 50)
        pairs = [(seconds(ours, 200), seconds(theirs, 200)) for _ in range(5)]
        a, b = (statistics.median(side) * 1e3 for side in zip(*pairs))
        print(f"{name}: client {a:.3f} ms, raw httpx {b:.3f} ms, overhead {a - b:.3f} ms")

    def pages():
        return sum(len(page) for page in api.iter_conversations(batch_size=1000).pages())

    def one_by_one():
        return sum(1 for _ in api.iter_conversations(batch_size=1000))

    cursors, cursor = [], None
    while True:
        page = api.get_conversations(limit=1000, cursor=cursor)
        cursors.append(f"{config.base_url}/v1/conversations?limit=1000" + (f"&cursor={cursor}" if cursor else ""))
        cursor = page.next_cursor
        if cursor is None:
            break
    command = ["curl", "-sS", "-H", f"Authorization: Bearer {config.api_key}"]
    for address in cursors:
        command += ["-o", "/dev/null", address]
    count = one_by_one()
    curl = seconds(lambda: subprocess.run(command, check=True), 3)
    ours = seconds(one_by_one, 3)
    print(f"{count} conversations: client {ours:.2f} s, curl {curl:.2f} s, {curl / ours:.2f} of its rate")
    if len(sys.argv) > 1:
        taken = seconds(lambda: local(sys.argv[1], pe=os.environ.get("PE")).get_conversations(limit=1), 5)
        print(f"local's first answer: {taken * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
