"""What a passage says of a claim: supports, refutes, discusses or is unrelated; and by what.

See docs/stance.md.
"""

from __future__ import annotations

from takhrij.corpus.stance.judge import Models, Stance, stance, stances

__all__ = ["Models", "Stance", "stance", "stances"]
