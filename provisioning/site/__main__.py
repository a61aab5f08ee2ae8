"""`python -m provisioning.site --into FILE`: the village's tables as the catalogue that `central load` takes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from protocol.village.catalogue import canonical_bytes

from ..errors import ProvisioningError
from .catalogue import TABLES, village_catalogue


def main() -> None:
    """Write the catalogue; tables that do not fit together end it with a sentence and status 1."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.site")
    parser.add_argument("--into", type=Path, required=True, metavar="FILE")
    parser.add_argument("--tables", type=Path, default=TABLES, metavar="FOLDER", help="other tables than the village's")
    options = parser.parse_args()
    try:
        options.into.write_bytes(canonical_bytes(village_catalogue(options.tables)))
    except (ProvisioningError, OSError) as error:
        sys.exit(f"site: {error}")


if __name__ == "__main__":
    main()
