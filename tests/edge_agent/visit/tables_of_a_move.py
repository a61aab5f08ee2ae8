"""Where the touches and happenings of a move belong; everywhere else they change nothing."""

from __future__ import annotations

from edge_agent.visit.happenings import (
    Action,
    ApplicationNotStored,
    ApplicationStored,
    CardTextAsked,
    CardTextFailed,
    CardTextPinGiven,
    CardTextRead,
    InkGiven,
    NumberForgotten,
    Scanned,
    SlipChanged,
)

# The places at which a touch changes something, with the values that may stand there.
WHERE_IT_BELONGS: dict[Action, tuple[str, str]] = {
    Action.READ_CARD_TEXT: ("", ""),
    Action.SET_NAME: ("name", "ドウシ"),
    Action.SET_MOVERS: ("movers", "2"),
    Action.CHOOSE_REMAINING_HEAD: ("remaining-head", "m2"),
    Action.CHOOSE_TOWN: ("town", "板橋"),
    Action.SET_LOT: ("lot", "100-2"),
    Action.SET_BUILDING: ("building", ""),
    Action.AGREE_SAME_ADDRESS: ("same-address", ""),
    Action.SET_DAY: ("moved-on", "R8.3.25"),
    Action.CHOOSE_JOINING: ("joining", "new"),
    Action.CHOOSE_HEAD: ("head", "m2"),
    Action.SET_TELEPHONE: ("telephone", ""),
    Action.ANSWER: ("question", "no"),
    Action.CHANGE: ("same-address review", "address"),
    Action.SIGN: ("review", ""),
    Action.FINISH: ("done", ""),
}
OF_A_MOVE = {
    CardTextAsked,
    CardTextPinGiven,
    CardTextRead,
    CardTextFailed,
    InkGiven,
    ApplicationStored,
    ApplicationNotStored,
    SlipChanged,
    NumberForgotten,
    Scanned,
}
