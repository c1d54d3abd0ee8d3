"""Takhrij traces what a news report claims back to who says so and how they could know."""

__version__ = "0.1.0"
