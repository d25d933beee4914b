"""The fixtures of the client's own tests: a gateway over the sample conversations."""

import importlib.util
from pathlib import Path

_path = Path(__file__).parents[1] / "python" / "tests" / "conftest.py"
_spec = importlib.util.spec_from_file_location("client_conftest", _path)
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

PE = _module.PE
pe, home, workspace, gateway, api, talk = (
    getattr(_module, name) for name in ("pe", "home", "workspace", "gateway", "api", "talk")
)
