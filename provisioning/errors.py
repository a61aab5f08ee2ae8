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


class CodeRefused(ProvisioningError):
    """The code is wrong, used, or its time is over."""

    code = "code-refused"


class NotOurCentral(ProvisioningError):
    """Whoever answered could not prove that it has the code; nothing of what it said was kept."""

    code = "not-our-central"


class EnrolmentCutShort(ProvisioningError):
    """Central cannot be reached, or no longer: no code is open there, or the enrolment was given up at the console."""

    code = "enrolment-cut-short"
