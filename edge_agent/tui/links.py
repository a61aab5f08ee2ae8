"""通信: the four states that a terminal knows, and what still works while one of them is cut."""

from __future__ import annotations

from ..local_api.api import LinkName, LinkView, LinkViews
from . import moments
from .panes import Pane
from .sight import Sight

_NAMES = tuple(LinkName)


class LinksPane(Pane):
    """Each with since when."""

    key = "links"
    columns = ("link", "state", "since", "age")

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [
            (
                self.words(f"link.{name}"),
                self.words(f"link-state.{view.state}"),
                moments.short(self.words, view.since, sight.now),
                moments.age(self.words, view.since, sight.now),
            )
            for name, view in _views(sight.status.links).items()
        ]

    def detail(self, _sight: Sight, row: int) -> str:
        return self.words(f"link-meaning.{_NAMES[row]}")


def _views(links: LinkViews) -> dict[LinkName, LinkView]:
    return {
        LinkName.BROKER: links.broker,
        LinkName.CENTRAL: links.central,
        LinkName.JUKI: links.juki,
        LinkName.ISSUING: links.issuing,
    }
