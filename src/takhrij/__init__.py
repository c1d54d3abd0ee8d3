"""Takhrij traces what a news report claims back to who says so and how they could know."""

from takhrij.silence import silence

__version__ = "0.1.0"

silence()
