"""`python -m provisioning.voice --into FOLDER`: speak every text of the counters that has not been spoken yet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from protocol.village.catalogue import Catalogue, decode_catalogue

from ..site.catalogue import village_catalogue
from .folder import fill
from .speaker import spoken
from .what_is_said import sentences_of_catalogue, sentences_of_texts

_TEXTS = Path(__file__).parents[2] / "edge_agent" / "texts"
_FILES = (_TEXTS / "ja.toml", _TEXTS / "ja-easy.toml")


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 when every sentence has its file."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.voice")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--texts", type=Path, nargs="+", default=_FILES, metavar="FILE", help="texts of the counters")
    parser.add_argument("--catalogue", type=Path, metavar="FILE", help="the catalogue's JSON, else the initial one")
    asked = parser.parse_args(arguments)
    said = [sentence for file in asked.texts for sentence in sentences_of_texts(file)]
    filled = fill(asked.into, [*said, *sentences_of_catalogue(_catalogue(asked.catalogue))], spoken)
    if filled.new or filled.gone:
        sys.stdout.write(f"音声（voice）: {filled.new} 新、{filled.kept} 既、{filled.gone} 消\n")
    return 0


def _catalogue(file: Path | None) -> Catalogue:
    return village_catalogue() if file is None else decode_catalogue(file.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
