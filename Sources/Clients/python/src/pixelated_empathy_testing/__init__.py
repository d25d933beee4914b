"""To test what is built on the workbench: a client without a gateway, conversations of a wanted quality."""

from .factory import ConversationFactory
from .mock import MockAPI

__all__ = ["ConversationFactory", "MockAPI"]
