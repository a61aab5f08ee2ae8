"""One MQTT 5 connection from CONNECT to its end, on asyncio: the only module that knows paho."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import structlog
from paho.mqtt import MQTTException
from paho.mqtt import client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from .publication import Arrival, Message, Publication, Published

WINDOW = 64
_CONNECT_SECONDS = 3.0
_ACKNOWLEDGE_SECONDS = 10.0
_NO_MATCHING_SUBSCRIBERS = 0x10
_FAILURE = 0x80
_HEADROOM = 1024
_NOT_MQTT = (MQTTException, UnicodeDecodeError, struct.error, asyncio.QueueFull)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SessionSettings:
    """Where the broker is, who this end is, and how long the broker keeps the session of an end that is away."""

    host: str
    port: int
    client_id: str
    ca_file: Path
    certificate_file: Path
    key_file: Path
    clean_start: bool
    expiry_seconds: int
    keepalive_seconds: int = 15
    longest_pause_seconds: float = 10.0


class Connection:
    """paho's client lives exactly as long as this, so nothing of it (queue, packet ids) outlasts a cut."""

    def __init__(self, settings: SessionSettings, will: Publication | None, arrived: Callable[[Arrival], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._settings = settings
        self._arrived = arrived
        self._accepted: asyncio.Future[bool] = self._loop.create_future()
        self._acknowledgements: dict[int, asyncio.Future[int | None]] = {}
        self._window = asyncio.Semaphore(WINDOW)
        self._largest = 0
        self._socket: ssl.SSLSocket | None = None
        self._lost: asyncio.Future[None] = self._loop.create_future()
        self._client = self._new_client(will)
        self.topic_filters: set[str] = set()
        self.had_session = False
        """Whether the broker had a session under this client id before, once it is open."""

    @property
    def is_lost(self) -> bool:
        """Whether the line is gone, for whatever reason."""
        return self._lost.done()

    async def open(self, thread: ThreadPoolExecutor, topic_filters: list[str]) -> bool:
        """Connect and subscribe. False: it did not come about, and `live()` ends at once."""
        opened = await self._connect(thread) and await self.subscribe(topic_filters)
        if not opened:
            self._lose()
        return opened

    async def subscribe(self, topic_filters: list[str]) -> bool:
        """Subscribe with QoS 1. False: lost, late or refused; a broker may also grant and then deliver nothing."""
        if not topic_filters:
            return not self.is_lost
        code, mid = self._client.subscribe([(name, SubscribeOptions(qos=1)) for name in topic_filters])
        if code != mqtt.MQTT_ERR_SUCCESS or mid is None:
            return False
        try:
            async with asyncio.timeout(_ACKNOWLEDGE_SECONDS):
                reason = await self._expect(mid)
        except TimeoutError:
            return False
        if reason is None or reason >= _FAILURE:
            _log.warning("connection.subscribe_refused", reason=reason)
            return False
        self.topic_filters.update(topic_filters)
        return True

    def unsubscribe(self, topic_filters: list[str]) -> None:
        """Hear no more of these; what a kept session holds of them already still comes."""
        if topic_filters and self.had_session:
            self._client.unsubscribe(topic_filters)

    async def publish(self, publication: Publication) -> Published:
        """Publish with QoS 1 and wait for the PUBACK."""
        if self._largest and len(publication.payload) + _HEADROOM > self._largest:
            return Published.REFUSED
        await self._window.acquire()
        sent = self._send(publication)
        if sent is None:
            self._window.release()
            return Published.CUT
        acknowledged = self._expect(sent)
        acknowledged.add_done_callback(lambda _: self._window.release())
        return _published(await asyncio.shield(acknowledged))

    async def live(self) -> None:
        """Keep the connection alive until it is lost. Raises what broke while a message was taken in."""
        while not self.is_lost:
            self._client.loop_misc()
            await asyncio.wait([self._lost], timeout=1.0)
        self._lost.result()

    def close(self) -> None:
        """Say goodbye, if anybody is there, and let the broker publish the will; then let go of the socket."""
        if self._socket is not None:
            self._client.disconnect(ReasonCode(PacketTypes.DISCONNECT, "Disconnect with will message"))
            self._client.loop_write()
        self._detach()
        self._lose()

    async def _connect(self, thread: ThreadPoolExecutor) -> bool:
        """Names, TCP and TLS block and so happen on `thread`; CONNECT goes out from here."""
        opening = self._loop.run_in_executor(thread, self._open_socket)
        try:
            reason = await asyncio.shield(opening)
        except asyncio.CancelledError:
            if not await opening:
                self._attach()
            raise
        if reason:
            _log.info("connection.failed", reason=reason)
            return False
        self._attach()
        try:
            async with asyncio.timeout(_ACKNOWLEDGE_SECONDS):
                return await self._accepted
        except TimeoutError:
            return False

    def _new_client(self, will: Publication | None) -> mqtt.Client:
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2, self._settings.client_id, protocol=mqtt.MQTTv5, manual_ack=True
        )
        client.max_inflight_messages = WINDOW
        client.connect_timeout = _CONNECT_SECONDS
        if will is not None:
            client.will_set(
                will.topic, will.payload, qos=1, retain=True, properties=_properties(PacketTypes.WILLMESSAGE, will)
            )
        client.on_connect = self._on_connect
        client.on_disconnect = lambda *_: self._lose()
        client.on_message = self._on_message
        client.on_publish = lambda _client, _data, mid, reason, _properties: self._settle(mid, reason.value)
        client.on_subscribe = self._on_subscribe
        client.on_socket_open = lambda _client, _data, opened: _without_delay(opened)
        client.on_socket_close = lambda *_: self._detach()
        client.on_socket_register_write = lambda *_: self._watch_writable(True)
        client.on_socket_unregister_write = lambda *_: self._watch_writable(False)
        return client

    def _open_socket(self) -> str:
        """Runs on a thread: no callback of it touches the loop before `_attach`. The reason when it failed."""
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = self._settings.expiry_seconds
        properties.ReceiveMaximum = WINDOW
        try:
            self._client.tls_set_context(_tls(self._settings))
            self._client.connect(
                self._settings.host,
                self._settings.port,
                self._settings.keepalive_seconds,
                clean_start=self._settings.clean_start,
                properties=properties,
            )
        except OSError as error:
            return f"{type(error).__name__}: {error.strerror or error}"
        return ""

    def _attach(self) -> None:
        self._socket = cast("ssl.SSLSocket", self._client.socket())
        self._loop.add_reader(self._socket, self._guarded, self._read)
        self._watch_writable(True)

    def _detach(self) -> None:
        if self._socket is not None:
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
            self._socket.close()
            self._socket = None

    def _watch_writable(self, wanted: bool) -> None:
        if self._socket is not None and wanted:
            self._loop.add_writer(self._socket, self._guarded, self._client.loop_write)
        elif self._socket is not None:
            self._loop.remove_writer(self._socket)

    def _read(self) -> None:
        self._client.loop_read()
        while self._socket is not None and self._socket.pending():
            self._client.loop_read()

    def _guarded(self, step: Callable[[], object]) -> None:
        try:
            step()
        except _NOT_MQTT as error:
            _log.error("connection.broker_broke_its_promise", error=type(error).__name__)
            self._lose()
        except Exception as error:  # noqa: BLE001  the loop boundary: what breaks here ends `live()`
            if not self._lost.done():
                self._lost.set_exception(error)
            self._lose()

    def _lose(self) -> None:
        if not self._accepted.done():
            self._accepted.set_result(False)
        if not self._lost.done():
            self._lost.set_result(None)
        for mid in list(self._acknowledgements):
            self._settle(mid, None)

    def _send(self, publication: Publication) -> int | None:
        if self.is_lost:
            return None
        sent = self._client.publish(
            publication.topic,
            publication.payload,
            qos=1,
            retain=publication.retain,
            properties=_properties(PacketTypes.PUBLISH, publication),
        )
        return sent.mid if sent.rc == mqtt.MQTT_ERR_SUCCESS else None

    def _expect(self, mid: int) -> asyncio.Future[int | None]:
        """Becomes the broker's reason code for a packet, or None when the line was cut before."""
        self._acknowledgements[mid] = self._loop.create_future()
        return self._acknowledgements[mid]

    def _settle(self, mid: int, reason: int | None) -> None:
        future = self._acknowledgements.pop(mid, None)
        if future is not None and not future.done():
            future.set_result(reason)

    def _on_connect(self, _client: mqtt.Client, _data: Any, flags: Any, reason: ReasonCode, answer: Any) -> None:
        if reason.is_failure:
            _log.warning("connection.refused", reason=str(reason))
            return
        self.had_session = bool(flags.session_present)
        self._window = asyncio.Semaphore(min(WINDOW, getattr(answer, "ReceiveMaximum", WINDOW)))
        self._largest = getattr(answer, "MaximumPacketSize", 0)
        if not self._accepted.done():
            self._accepted.set_result(True)

    def _on_subscribe(self, _client: mqtt.Client, _data: Any, mid: int, reasons: list[ReasonCode], _p: Any) -> None:
        self._settle(mid, max(reason.value for reason in reasons))

    def _on_message(self, client: mqtt.Client, _data: Any, arrived: mqtt.MQTTMessage) -> None:
        properties = arrived.properties
        message = Message(
            arrived.topic,
            bytes(arrived.payload),
            getattr(properties, "ContentType", ""),
            getattr(properties, "ResponseTopic", ""),
            getattr(properties, "CorrelationData", b""),
        )
        signature = dict(getattr(properties, "UserProperty", []))
        self._arrived(Arrival(message, arrived.qos, signature, partial(client.ack, arrived.mid, arrived.qos)))


class _TidySocket(ssl.SSLSocket):
    """paho forgets the socket whose handshake failed."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except OSError:
            self.close()
            raise


def _tls(settings: SessionSettings) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(settings.ca_file))
    context.sslsocket_class = _TidySocket
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(settings.certificate_file, settings.key_file)
    return context


def _properties(packet_type: int, publication: Publication) -> Properties:
    properties = Properties(packet_type)  # type: ignore[no-untyped-call]
    properties.UserProperty = list(publication.user_properties.items())
    if publication.content_type:
        properties.ContentType = publication.content_type
    if publication.response_topic:
        properties.ResponseTopic = publication.response_topic
    if publication.correlation:
        properties.CorrelationData = publication.correlation
    return properties


def _without_delay(opened: object) -> None:
    """Nagle and delayed ACK cost 44 ms per question at each end."""
    cast("socket.socket", opened).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _published(reason: int | None) -> Published:
    if reason is None:
        return Published.CUT
    if reason == _NO_MATCHING_SUBSCRIBERS:
        return Published.NO_SUBSCRIBERS
    return Published.REFUSED if reason >= _FAILURE else Published.ACCEPTED
