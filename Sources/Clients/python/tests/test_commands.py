"""The platform's commands as words of pe, against a gateway and beside it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pixelated_empathy import AsyncPixelatedEmpathyAPI, NotFoundError, PixelatedEmpathyAPI


def asked(gateway, *words, key=None, cwd=None):
    from conftest import PE

    env = {**os.environ, "PE_GATEWAY": gateway.url, "PE_API_KEY": key or gateway.admin}
    return subprocess.run([PE, *map(str, words)], env=env, cwd=cwd, capture_output=True, text=True)


@pytest.mark.parametrize("template", ["chatbot", "research", "validator", "service"])
def test_a_new_project_runs(tools, template, tmp_path, home):
    tools.pe("init", tmp_path / "mine", "--template", template, cwd=tmp_path)
    pe = str(Path(tools.PE).resolve()) if os.sep in tools.PE else tools.PE
    done = subprocess.run(
        [sys.executable, "-m", "unittest"],
        cwd=tmp_path / "mine",
        env={**os.environ, "PE": pe, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"Ran [1-9]", done.stderr)
    assert not (tmp_path / "pe.sqlite").exists()


def test_whose_a_key_is(gateway, tmp_path):
    told = asked(gateway, "--json", "auth", "validate", cwd=tmp_path)
    facts = dict(map(tuple, json.loads(told.stdout)["tables"][0]["rows"]))
    assert facts["scopes"] == "admin" and gateway.url in facts["gateway"]
    wrong = asked(gateway, "auth", "validate", key="sk_wrong", cwd=tmp_path)
    assert wrong.returncode == 4 and "PE_API_KEY" in wrong.stderr and "sk_wrong" not in wrong.stderr


def test_data_is_downloaded_whole_or_not(gateway, tmp_path):
    words = ("data", "download", "--dataset", "sessions", "--format", "jsonl", "--output")
    done = asked(gateway, *words, tmp_path / "a.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 34
    reader = gateway.key("read")
    refused = asked(gateway, *words, tmp_path / "b.jsonl", key=reader, cwd=tmp_path)
    assert refused.returncode != 0 and "scope export" in refused.stderr
    assert not (tmp_path / "b.jsonl").exists()
    (tmp_path / "mine.jsonl").write_text("mine")
    assert asked(gateway, *words, tmp_path / "mine.jsonl", cwd=tmp_path).returncode != 0
    assert (tmp_path / "mine.jsonl").read_text() == "mine"


def test_pages_name_methods_that_there_are(gateway, tmp_path):
    from_gateway = asked(gateway, "docs", "generate", "--language", "python", cwd=tmp_path).stdout
    methods = re.findall(r"^## (\w+)$", from_gateway, re.MULTILINE)
    assert len(methods) > 20
    for name in methods:
        assert hasattr(PixelatedEmpathyAPI, name) and hasattr(AsyncPixelatedEmpathyAPI, name), name
    script = asked(gateway, "docs", "generate", "--language", "javascript", cwd=tmp_path).stdout
    declared = (Path(__file__).parents[2] / "javascript" / "index.d.ts").read_text()
    for name in re.findall(r"^## (\w+)$", script, re.MULTILINE):
        assert re.search(rf"^  {name}\(", declared, re.MULTILINE), name
    done = asked(gateway, "docs", "generate", "--language", "openapi", "--output", "api.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "/v1/conversations/{id}" in json.loads((tmp_path / "api.json").read_text())["paths"]
    assert "| `GET /v1/datasets` |" in asked(gateway, "docs", "generate", cwd=tmp_path).stdout


def test_the_program_beside_describes_the_same(gateway, tools, tmp_path):
    def own(language):
        return tools.pe("docs", "generate", "--language", language, cwd=tmp_path)

    for language in ("markdown", "python", "openapi"):
        theirs = asked(gateway, "docs", "generate", "--language", language, cwd=tmp_path).stdout
        assert own(language).strip() == theirs.strip()


def test_what_was_recorded_is_answered_without_a_workspace(workspace, tools, tmp_path, talk):
    from conftest import Served

    recorded = tmp_path / "talks.recorded"
    served = Served(workspace, "--record", recorded)
    api = PixelatedEmpathyAPI(served.key("admin"), base_url=served.url)
    page = api.get_conversations(limit=3, dataset="sessions")
    one, scored = api.get_conversation("se-02"), api.validate_conversation_quality(talk)
    job = api.wait_for_job(api.submit_processing_job("sessions", idempotency_key="k"), 60)
    with pytest.raises(NotFoundError):
        api.get_conversation("nobody")
    served.stop()
    assert recorded.stat().st_mode & 0o077 == 0 and "sk_" not in recorded.read_text()
    mock = Served(tmp_path / "none.sqlite", "--mock", recorded)
    try:
        again = PixelatedEmpathyAPI("sk_any", base_url=mock.url)
        assert again.get_conversations(limit=3, dataset="sessions") == page
        assert again.get_conversation("se-02") == one
        assert again.validate_conversation_quality(talk) == scored
        assert again.wait_for_job(again.submit_processing_job("sessions"), 60) == job
        with pytest.raises(NotFoundError):
            again.get_conversation("nobody")
        with pytest.raises(NotFoundError, match="nothing was recorded"):
            again.get_conversation("se-03")
    finally:
        mock.stop()
