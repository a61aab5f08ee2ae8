"""The colours of the technician's screens; every state has a word and a shape too."""

from __future__ import annotations

from textual.theme import Theme

MADOGUCHI = Theme(
    name="madoguchi",
    primary="#9db7f9",
    accent="#ffd43d",
    warning="#ffd43d",
    error="#ff9b9b",
    foreground="#f2f2f2",
    background="#1a1a1a",
    surface="#1a1a1a",
    panel="#333333",
    dark=True,
    text_alpha=1.0,
    variables={"block-cursor-background": "#c5d7fb", "block-cursor-foreground": "#000060"},
)
