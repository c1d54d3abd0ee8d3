"""What every route may answer besides what it is for, as the schema tells it."""

from __future__ import annotations

from typing import Any

from takhrij.web.api.models import Failure

FAILURES: dict[int | str, dict[str, Any]] = {
    400: {"model": Failure, "description": "It doesn't fit; the sentence says what would."},
    401: {"model": Failure, "description": "Sign in first."},
    403: {"model": Failure, "description": "Not with this role, or not from here."},
    404: {"model": Failure, "description": "Not there, or not open to you."},
    422: {"model": Failure, "description": "Not of the form that the schema gives."},
    429: {"model": Failure, "description": "Too many tries; wait."},
    503: {
        "model": Failure,
        "description": "The disk or a process failed; the sentence says it.",
    },
}
