"""Who the custody log names, and its clock: the only place where the program asks for either."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from takhrij.store.custody import Witness


def witness() -> Witness:
    """TAKHRIJ_WHO, a name or a role that the team has agreed on; `-` where it isn't set.

    The name of the machine's account is not used: the log goes out with a signed package.
    """
    return Witness(os.environ.get("TAKHRIJ_WHO", "").strip() or "-", lambda: datetime.now(UTC))
