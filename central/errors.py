"""The one family of broken promises in the data centre; expected outcomes are values, not these."""


class CentralError(Exception):
    """Something that was promised did not hold; `code` is stable and is what screens and logs look up."""

    code = "central"


class BadSettings(CentralError):
    """The settings file cannot be used; the text says which line of it and why."""

    code = "bad-settings"


class WrongSchema(CentralError):
    """The database has another schema version than this program."""

    code = "wrong-schema"


class NotFound(CentralError):
    """The row that was named does not exist."""

    code = "not-found"


class BadSiteFile(CentralError):
    """The initial registration of places and terminals cannot be used; the text says why."""

    code = "bad-site-file"


class BadCatalogue(CentralError):
    """The catalogue of guidance cannot be used; the text says why."""

    code = "bad-catalogue"


class SystemOff(CentralError):
    """Something arrived for a system that the village has switched off."""

    code = "system-off"
