"""A workspace with nothing running: the client's methods over `pe` as a child."""

from __future__ import annotations

from typing import Optional

from ..download import PathLike
from .api import LocalAPI

__all__ = ["LocalAPI", "local"]


def local(workspace: PathLike, pe: Optional[str] = None) -> LocalAPI:
    """The methods of ``PixelatedEmpathyAPI`` on a workspace file, with no gateway running.

        api = local("corpus.sqlite")
        api.iter_conversations().to_pandas()

    pe: the program; on the PATH, or where ``PE`` says, when not given. Raises ``NoServerError`` where it is
    not there and ``NotFoundError`` where there is no such file.
    """
    return LocalAPI(workspace, pe)
