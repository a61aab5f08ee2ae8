"""続柄: up to four joints, each a code; 「子の妻」 is two joints."""

from __future__ import annotations

from enum import StrEnum


class Joint(StrEnum):
    """One joint of a 続柄, by the code that stands for it on the wire."""

    HEAD = "02"
    HUSBAND = "11"
    WIFE = "12"
    UNREGISTERED_HUSBAND = "13"
    UNREGISTERED_WIFE = "14"
    CHILD = "20"
    CHILD_HUSBAND_OF_CHILD = "21"
    CHILD_WIFE_OF_CHILD = "22"
    FATHER = "51"
    MOTHER = "52"
    ELDER_BROTHER = "71"
    YOUNGER_BROTHER = "72"
    ELDER_SISTER = "73"
    YOUNGER_SISTER = "74"
    RELATED = "98"
    LODGER = "99"


JOINT_TEXTS = {
    Joint.HEAD: "世帯主",
    Joint.HUSBAND: "夫",
    Joint.WIFE: "妻",
    Joint.UNREGISTERED_HUSBAND: "夫（未届）",
    Joint.UNREGISTERED_WIFE: "妻（未届）",
    Joint.CHILD: "子",
    Joint.CHILD_HUSBAND_OF_CHILD: "子（子の夫）",
    Joint.CHILD_WIFE_OF_CHILD: "子（子の妻）",
    Joint.FATHER: "父",
    Joint.MOTHER: "母",
    Joint.ELDER_BROTHER: "兄",
    Joint.YOUNGER_BROTHER: "弟",
    Joint.ELDER_SISTER: "姉",
    Joint.YOUNGER_SISTER: "妹",
    Joint.RELATED: "縁故者",
    Joint.LODGER: "同居人",
}
MOST_JOINTS = 4

HUSBANDS = frozenset({Joint.HUSBAND, Joint.UNREGISTERED_HUSBAND})
SPOUSES = HUSBANDS | {Joint.WIFE, Joint.UNREGISTERED_WIFE}
ADOPTED_SPOUSES = frozenset({Joint.CHILD_HUSBAND_OF_CHILD, Joint.CHILD_WIFE_OF_CHILD})
CHILDREN = ADOPTED_SPOUSES | {Joint.CHILD}
PARENTS = frozenset({Joint.FATHER, Joint.MOTHER})
SIBLINGS = frozenset({Joint.ELDER_BROTHER, Joint.YOUNGER_BROTHER, Joint.ELDER_SISTER, Joint.YOUNGER_SISTER})

Path = tuple[Joint, ...]


def relation_text(path: Path) -> str:
    """「子の妻」 of its joints."""
    return "の".join(JOINT_TEXTS[joint] for joint in path)
