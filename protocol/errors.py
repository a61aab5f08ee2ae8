"""The one family of broken promises in what travels; expected outcomes are values, not these."""


class ProtocolError(Exception):
    """What arrived does not keep the agreement; `code` is stable and is what screens and logs look up."""

    code = "protocol"


class Malformed(ProtocolError):
    """The bytes are not a message of this protocol."""

    code = "malformed"


class TooLarge(ProtocolError):
    """The batch exceeds 50 events or 256 KiB."""

    code = "too-large"


class UnknownKey(ProtocolError):
    """The envelope names a key that this keyring does not hold."""

    code = "unknown-key"


class CannotOpen(ProtocolError):
    """The seal is broken: wrong key, changed attributes or changed content."""

    code = "cannot-open"


class PartMissing(ProtocolError):
    """A part of an event's attachments is not there, or not yet."""

    code = "part-missing"


class PartBroken(ProtocolError):
    """The parts of an attachment do not add up to what the event says of it."""

    code = "part-broken"


class UnsoundCatalogue(ProtocolError):
    """The catalogue contradicts itself, or one of its expressions uses what it does not declare."""

    code = "unsound-catalogue"


class BadKeyFile(ProtocolError):
    """The file holds no PEM key or certificate of the expected kind; the text is its name."""

    code = "bad-key-file"


class NoFont(ProtocolError):
    """The file is no font, or is not there; the text is its name."""

    code = "no-font"
