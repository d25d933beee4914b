"""A gateway on a free port over the sample conversations, once for all tests. PE names the program; the
gateway's stands beside it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

PE = os.environ.get("PE", "pe")
SAMPLES = Path(__file__).parents[4] / "notebooks" / "data"


def pe(*words, env=None, **options):
    return subprocess.run(
        [PE, *map(str, words)], env=env, capture_output=True, text=True, check=True, **options
    ).stdout


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    os.environ.update(
        PE_PLUGINS=str(folder / "plugins"),
        PE_GATEWAY_DATA=str(folder / "keys"),
        XDG_DATA_HOME=str(folder / "data"),
        XDG_STATE_HOME=str(folder / "state"),
    )
    for name in ("PE_GATEWAY", "PE_API_KEY", "PE_WORKSPACE"):
        os.environ.pop(name, None)
    return folder


@pytest.fixture(scope="session")
def workspace(home):
    path = home / "talks.sqlite"
    for file in ("sessions.csv", "peer-support.jsonl"):
        pe("-w", path, "load", SAMPLES / file)
    pe("-w", path, "validate")
    return path


class Served:
    """A gateway that runs, and keys that open it."""

    def __init__(self, workspace, *options):
        self.child = subprocess.Popen(
            [PE, "-w", str(workspace), "serve", "--port", "0", *map(str, options)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        greeting = self.child.stdout.readline()
        found = re.search(r"http://[0-9.:]+", greeting)
        assert found, f"no gateway: {greeting!r}"
        self.url = found.group(0)

    def key(self, scopes="read,validate,write,export", *options):
        made = pe("--json", "keys", "add", "tests", "--scopes", scopes, *options)
        facts = dict(map(tuple, json.loads(made)["tables"][0]["rows"]))
        return facts["key"]

    def stop(self):
        self.child.terminate()
        self.child.wait(15)


@pytest.fixture(scope="session")
def gateway(workspace):
    served = Served(workspace)
    served.admin = served.key("admin", "--tier", "enterprise", "--limit", "1000000")
    yield served
    served.stop()


@pytest.fixture(scope="session")
def api(gateway):
    from pixelated_empathy import PixelatedEmpathyAPI

    with PixelatedEmpathyAPI(gateway.admin, base_url=gateway.url) as api:
        yield api


@pytest.fixture(scope="session", params=["gateway", "local"])
def either(request, workspace):
    """The same methods over a gateway and on the workspace."""
    if request.param == "gateway":
        yield request.getfixturevalue("api")
    else:
        from pixelated_empathy import local

        with local(workspace, pe=PE) as api:
            yield api


TALK = {
    "id": "sent",
    "messages": [
        {"role": "user", "content": "I did not sleep again, and the café was loud."},
        {"role": "assistant", "content": "Another night awake. What kept you up?"},
        {"role": "user", "content": "The usual sums. Rent, mostly."},
        {"role": "assistant", "content": "You lie there adding up the rent. That sounds exhausting."},
        {"role": "user", "content": "It is. I feel so small then."},
        {"role": "assistant", "content": "Small, and alone with it at night. You should just stop worrying."},
    ],
}


@pytest.fixture
def talk():
    return json.loads(json.dumps(TALK))


def run(code, **env):
    """A program of its own, as a reader would start it."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def tools():
    return SimpleNamespace(pe=pe, run=run, Served=Served, PE=PE, SAMPLES=SAMPLES)
