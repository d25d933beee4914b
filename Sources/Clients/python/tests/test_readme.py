"""Every block of the README runs, in order, with real answers."""

import os
import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)


def test_the_readme_runs(gateway, workspace, tmp_path, monkeypatch, capsys):
    pytest.importorskip("pandas")
    from conftest import PE

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PE", str(Path(PE).resolve()) if os.sep in PE else PE)
    (tmp_path / "corpus.sqlite").symlink_to(workspace)
    assert len(BLOCKS) >= 10
    names = {}
    for block in BLOCKS:
        block = block.replace("sk_…", gateway.admin)
        block = block.replace("http://127.0.0.1:8000", gateway.url)
        monkeypatch.setenv("PE_GATEWAY", gateway.url)
        exec(compile(block, str(README), "exec"), names)
    said = capsys.readouterr().out
    assert "overall" in said and "healthy ['admin']" in said
    assert "RESOURCE_NOT_FOUND" in said and "batch_result" in said
    assert (tmp_path / "good.jsonl").read_text().count("\n") >= 1


def test_five_lines_to_a_table(gateway, tools):
    pytest.importorskip("pandas")
    lines = [line for line in BLOCKS[0].splitlines() if line.strip()]
    assert len(lines) <= 5
    done = tools.run(
        BLOCKS[0].replace("sk_…", gateway.admin), PE_GATEWAY=gateway.url
    )
    assert done.returncode == 0, done.stderr
    assert "se-01" in done.stdout and "empathy" in done.stdout
