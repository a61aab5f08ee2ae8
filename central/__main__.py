"""`python -m central serve|migrate|load|account --settings FILE`: the program of the data centre."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path

from protocol.village.catalogue import decode_catalogue

from .app import run
from .clock import SystemClock
from .db.connection import Database
from .db.schema import migrate, require_current_schema
from .errors import BadCatalogue, CentralError
from .guidance.translation_list import translation_list
from .guidance.use_cases.load_catalogue import load_catalogue
from .settings import CentralSettings, Role, load_settings, redacted
from .staff.use_cases.make_first_account import make_first_account
from .terminals.site_file import SiteFile, device_certificate, read_site_file
from .terminals.use_cases.keep_certificate import keep_certificate
from .terminals.use_cases.register_site import register_site
from .texts.catalogue import read_texts


def main() -> None:
    """Run one command; a promise that does not hold ends it with a sentence and status 1."""
    options = _options()
    try:
        settings = load_settings(options.settings)
        if options.print_config:
            sys.stdout.write(redacted(settings) + "\n")
            return
        asyncio.run(_until_told(_command(options, settings)))
    except CentralError as error:
        sys.exit(f"central: {error.code}: {error}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m central")
    parser.add_argument("command", choices=["serve", "migrate", "load", "account"])
    parser.add_argument("--settings", type=Path, required=True, metavar="FILE")
    parser.add_argument("--print-config", action="store_true", help="print the settings without passwords and stop")
    parser.add_argument("--roles", default=",".join(Role), help="serve: some of web,inbox,worker,enrolment")
    parser.add_argument("--site", type=Path, metavar="FILE", help="load: places and terminals")
    parser.add_argument(
        "--keys", type=Path, metavar="FOLDER", help="load: the site's folder, for terminals/*/terminal.crt"
    )
    parser.add_argument("--catalogue", type=Path, metavar="FILE", help="load: the catalogue of guidance, its JSON")
    parser.add_argument(
        "--login", help="account: the first one of a village, for 設定担当; its password is printed once"
    )
    parser.add_argument("--name", help="account: whose it is")
    parser.add_argument("--section", help="account: where they work")
    options = parser.parse_args()
    if options.command == "account" and not (options.login and options.name and options.section):
        parser.error("account needs --login, --name and --section")
    if options.command == "load" and options.site is None and options.catalogue is None:
        parser.error("load needs --site FILE or --catalogue FILE")
    if unknown := set(options.roles.split(",")) - set(Role):
        parser.error(f"no such role: {sorted(unknown)[0]}")
    return options


def _command(options: argparse.Namespace, settings: CentralSettings) -> Coroutine[None, None, None]:
    match options.command:
        case "migrate":
            return _migrate(settings)
        case "load":
            return _load(settings, options)
        case "account":
            return _make_account(settings, options)
        case _:
            roles = frozenset(Role(role) for role in options.roles.split(","))
            return run(settings, clock=SystemClock(), roles=roles)


async def _until_told(command: Coroutine[None, None, None]) -> None:
    """Run until the end or until systemd says SIGTERM, which is no failure."""
    task = asyncio.ensure_future(command)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()


async def _migrate(settings: CentralSettings) -> None:
    for name in await migrate(settings.database.url):
        sys.stdout.write(f"{name}\n")


async def _load(settings: CentralSettings, options: argparse.Namespace) -> None:
    site = None if options.site is None else read_site_file(options.site)
    catalogue = None if options.catalogue is None else _read(options.catalogue)
    await require_current_schema(settings.database.url)
    async with Database(settings.database.url):
        if site is not None:
            await _load_site(site, options.keys)
        if catalogue is not None:
            await load_catalogue(catalogue, clock=SystemClock())
            await asyncio.to_thread(_print_translations, catalogue)


async def _make_account(settings: CentralSettings, options: argparse.Namespace) -> None:
    await require_current_schema(settings.database.url)
    async with Database(settings.database.url):
        password = await make_first_account(options.login, options.name, options.section, clock=SystemClock())
    sys.stdout.write(f"{password}\n")


async def _load_site(site: SiteFile, keys: Path | None) -> None:
    enrolled = {each.id: found for each in site.terminals if (found := device_certificate(keys, each.id)) is not None}
    await register_site(site, {terminal: certificate.key for terminal, certificate in enrolled.items()})
    for terminal, certificate in enrolled.items():
        await keep_certificate(terminal, certificate.content, SystemClock().now())


def _print_translations(content: bytes) -> None:
    for line in translation_list(decode_catalogue(content), read_texts()):
        sys.stdout.write(f"{line}\n")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadCatalogue(f"{file}: {error.strerror}") from error


if __name__ == "__main__":
    main()
