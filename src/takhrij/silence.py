"""No library reports home: what each of ours reads to know that it may not.

onnxruntime sends events to its maker from native code, and daft asks a counting server when it
is imported; ray and others have the like. All of them look at the environment, once, when they
are loaded; so this is set before anything else of Takhrij is.
"""

from __future__ import annotations

import os

SILENCED = {
    "DO_NOT_TRACK": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "SCARF_NO_ANALYTICS": "true",
    "RAY_USAGE_STATS_ENABLED": "0",
    "FASTAPI_OTEL_AUTO_CONFIGURE": "false",
    "OTEL_SDK_DISABLED": "true",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}
"""Variable and value, whatever the environment says of them; our child processes inherit them."""


def silence() -> None:
    os.environ.update(SILENCED)
