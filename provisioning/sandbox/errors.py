"""Broken promises of the practice village."""

from __future__ import annotations

from pathlib import Path

_SENTENCES = {
    "not-ready": "{name} が時間内に動き出しませんでした。",
    "ended": "{name} が起動の途中で止まりました。",
    "failed": "{name} が失敗しました。",
}


class SandboxError(Exception):
    """A program of the village did not do what it must; `code` is stable, the text names the log file."""

    def __init__(self, code: str, name: str, log: Path, tail: str) -> None:
        self.code = code
        super().__init__(f"{_SENTENCES[code].format(name=name)}記録: {log}\n{tail}")
