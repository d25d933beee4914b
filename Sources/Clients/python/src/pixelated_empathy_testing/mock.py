"""A client whose gateway is this test: the real client, with answers that were set."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List, Mapping, Optional, Tuple
from urllib.parse import unquote

import httpx
from pixelated_empathy import APIConfig, PixelatedEmpathyAPI, Record
from pixelated_empathy.config import VERSION

__all__ = ["MockAPI"]

# Method of the client → method and path of the route.
ROUTES: Dict[str, Tuple[str, str]] = {
    "health_check": ("GET", "/health"),
    "list_datasets": ("GET", "/v1/datasets"),
    "get_dataset_info": ("GET", "/v1/datasets/{name}"),
    "get_conversations": ("GET", "/v1/conversations"),
    "iter_conversations": ("GET", "/v1/conversations"),
    "get_conversation": ("GET", "/v1/conversations/{id}"),
    "get_quality_metrics": ("GET", "/v1/quality/metrics"),
    "validate_conversation_quality": ("POST", "/v1/quality/validate"),
    "validate_conversations": ("POST", "/v1/quality/validate"),
    "submit_processing_job": ("POST", "/v1/processing/submit"),
    "list_jobs": ("GET", "/v1/processing/jobs"),
    "get_job_status": ("GET", "/v1/processing/jobs/{id}"),
    "wait_for_job": ("GET", "/v1/processing/jobs/{id}"),
    "cancel_job": ("DELETE", "/v1/processing/jobs/{id}"),
    "search_conversations": ("POST", "/v1/search"),
    "get_statistics_overview": ("GET", "/v1/statistics/overview"),
    "export_data": ("POST", "/v1/export"),
    "list_validators": ("GET", "/v1/validators"),
    "list_models": ("GET", "/v1/models"),
    "list_formats": ("GET", "/v1/formats"),
    "get_agreement": ("GET", "/v1/agreement"),
    "predict": ("POST", "/v1/predict"),
    "validate_key": ("GET", "/v1/auth/validate"),
    "create_webhook": ("POST", "/v1/webhooks"),
    "list_webhooks": ("GET", "/v1/webhooks"),
    "delete_webhook": ("DELETE", "/v1/webhooks/{id}"),
}
_STATUS = {
    "INVALID_API_KEY": 401,
    "INSUFFICIENT_PERMISSIONS": 403,
    "RESOURCE_NOT_FOUND": 404,
    "VALIDATION_ERROR": 400,
    "PROCESSING_ERROR": 500,
    "EXPORT_ERROR": 400,
    "RATE_LIMIT_EXCEEDED": 429,
}


class MockAPI(PixelatedEmpathyAPI):
    """``PixelatedEmpathyAPI`` without a gateway: every method works as it does, on answers that were set.

        api = MockAPI()
        api.set_response("list_datasets", [{"name": "talks", "conversations": 2}])
        api.set_conversation(factory.create_conversation(0.85))
        api.set_error("export_data", "INSUFFICIENT_PERMISSIONS", details={"scope": "export"})

    What was asked stands in ``calls``: method of HTTP, path, parameters, body. What was not set raises
    ``AssertionError`` and says what to set. Requests, errors and repetitions are the real client's.
    """

    def __init__(self, config: Optional[APIConfig] = None) -> None:
        self.calls: List[Record] = []
        self._answers: Dict[Tuple[str, str], List[Tuple[int, Any]]] = {}
        self._conversations: Dict[str, Dict[str, Any]] = {}
        super().__init__(
            config=config or APIConfig("sk_mock", "http://mock", max_retries=0),
            transport=httpx.MockTransport(self._answer),
        )

    def set_response(self, method: str, *data: Any) -> None:
        """What a method of the client is answered, by its name; of several the last again and again.

        data: as the gateway's ``data``, the JSON that the method reads.
        """
        self._set(method, [(200, one) for one in data])

    def set_error(
        self,
        method: str,
        code: str,
        message: str = "as the test says",
        details: Optional[Mapping[str, Any]] = None,
        status: Optional[int] = None,
    ) -> None:
        """Has a method fail as the gateway would have it fail: ``RATE_LIMIT_EXCEEDED``, …"""
        if code not in _STATUS:
            raise ValueError(f"code is one of {', '.join(_STATUS)}, not {code!r}")
        error = {"code": code, "message": message, "details": dict(details or {}), "request_id": "mock"}
        self._set(method, [(status or _STATUS[code], error)])

    def set_conversation(self, conversation: Mapping[str, Any]) -> None:
        """Has a conversation found by ``get_conversation``, and in lists while nothing else is set for them."""
        if "messages" not in conversation:
            raise ValueError("a conversation has messages")
        made = {
            "number": len(self._conversations) + 1,
            "dataset": "mock",
            "metadata": {},
            "quality_metrics": {},
            "tier": None,
            "scores": [],
            "recommendations": [],
            **conversation,
        }
        made.setdefault("id", f"mock-{made['number']}")
        self._conversations[str(made["id"])] = made

    def _set(self, method: str, answers: List[Tuple[int, Any]]) -> None:
        if method not in ROUTES:
            raise ValueError(f"{method!r} is no method of the client that is answered")
        if not answers:
            raise ValueError("an answer is needed")
        self._answers[ROUTES[method]] = answers

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        self.calls.append(
            Record(
                method=request.method,
                path=unquote(path),
                params=dict(request.url.params),
                body=json.loads(request.content) if request.content else None,
            )
        )
        for (method, pattern), answers in self._answers.items():
            if method == request.method and _fits(pattern, path):
                status, data = answers.pop(0) if len(answers) > 1 else answers[0]
                return _envelope(status, data)
        made = self._made(request.method, path, dict(request.url.params))
        if made is not None:
            return made
        names = [n for n, (m, p) in ROUTES.items() if m == request.method and _fits(p, path)]
        raise AssertionError(
            f"nothing was set for {request.method} {path}: "
            + (f"set_response({names[0]!r}, …)" if names else "the mock does not know it")
        )

    def _made(self, method: str, path: str, params: Mapping[str, str]) -> Optional[httpx.Response]:
        if method != "GET":
            return None
        if path == "/health":
            return _envelope(
                200,
                {"status": "healthy", "version": VERSION, "workspace": "mock", "read_only": False,
                 "uptime": 0},
            )
        if path == "/v1/conversations" and self._conversations:
            return self._page(params)
        if _fits("/v1/conversations/{id}", path) and self._conversations:
            name = unquote(path.rpartition("/")[2])
            found = self._conversations.get(name) or self._conversations.get(name.partition("/")[2])
            if found is not None:
                return _envelope(200, found)
            error = {"code": "RESOURCE_NOT_FOUND", "message": "there is no such conversation",
                     "details": {}, "request_id": "mock"}
            return _envelope(404, error)
        return None

    def _page(self, params: Mapping[str, str]) -> httpx.Response:
        least = float(params.get("min_quality", 0))
        rows = []
        for one in self._conversations.values():
            overall = one["quality_metrics"].get("overall_quality")
            if params.get("tier") not in (None, one["tier"]):
                continue
            if params.get("dataset") not in (None, one["dataset"]):
                continue
            if "min_quality" in params and (overall is None or overall < least):
                continue
            rows.append(
                {
                    "id": one["id"], "number": one["number"], "dataset": one["dataset"],
                    "message_count": len(one["messages"]),
                    "opening": one["messages"][0]["content"] if one["messages"] else "",
                    "tier": one["tier"], "quality_metrics": one["quality_metrics"],
                    "scores": {} if overall is None else {"overall": overall},
                }
            )
        start = int(params.get("cursor") or params.get("offset") or 0)
        end = start + int(params.get("limit", 100))
        return _envelope(
            200,
            {
                "conversations": rows[start:end], "total": len(rows), "has_more": end < len(rows),
                "next_cursor": str(end) if end < len(rows) else None,
            },
        )


def _fits(pattern: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{[a-z]+\}", "[^/]+", pattern), path) is not None


def _envelope(status: int, data: Any) -> httpx.Response:
    time = "2026-01-01T00:00:00Z"
    envelope: Dict[str, Any] = {"success": status < 400, "timestamp": time}
    if status < 400:
        envelope.update(data=data, message="")
    else:
        envelope.update(error=data)
    return httpx.Response(status, json=envelope)
