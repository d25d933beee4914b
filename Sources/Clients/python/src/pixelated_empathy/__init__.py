"""The workbench for emotional-support and therapy conversations, from Python.

    from pixelated_empathy import PixelatedEmpathyAPI, local

    api = PixelatedEmpathyAPI("sk_…")       # a gateway: 'pe serve'
    api = local("corpus.sqlite")            # a workspace, with nothing running
    api.iter_conversations().to_pandas()    # both have the same methods
"""

from . import errors
from .async_client import AsyncPixelatedEmpathyAPI
from .client import PixelatedEmpathyAPI
from .config import VERSION as __version__
from .config import APIConfig
from .errors import *  # noqa: F401,F403
from .errors import __all__ as _errors
from .local import LocalAPI, local
from .pages import AsyncConversations, Conversations
from .records import (
    Assessment,
    Conversation,
    Dataset,
    Export,
    Hit,
    Hits,
    Job,
    JobUpdate,
    Metric,
    Metrics,
    Page,
    Record,
    Summary,
)
from .stream import AsyncStream, Stream
from .webhooks import verify_notice

__all__ = [
    "APIConfig",
    "Assessment",
    "AsyncConversations",
    "AsyncPixelatedEmpathyAPI",
    "AsyncStream",
    "Conversation",
    "Conversations",
    "Dataset",
    "Export",
    "Hit",
    "Hits",
    "Job",
    "JobUpdate",
    "LocalAPI",
    "Metric",
    "Metrics",
    "Page",
    "PixelatedEmpathyAPI",
    "Record",
    "Stream",
    "Summary",
    "__version__",
    "errors",
    "local",
    "verify_notice",
    *_errors,
]
