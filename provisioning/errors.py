"""The one family of broken promises of setting things up; `code` is stable and is what screens and logs look up."""


class ProvisioningError(Exception):
    """Something that was promised did not hold."""

    code = "provisioning"


class SiteExists(ProvisioningError):
    """The directory already holds something; the keys of a site are never made twice."""

    code = "site-exists"


class TerminalExists(ProvisioningError):
    """The terminal already has a key; it must be removed by hand before it gets another."""

    code = "terminal-exists"


class BadTerminalId(ProvisioningError):
    """The text may not be a terminal's id, or is the name of something else."""

    code = "bad-terminal-id"


class BadBrokerSettings(ProvisioningError):
    """A value cannot be written into the broker's configuration."""

    code = "bad-broker-settings"
