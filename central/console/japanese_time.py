"""Times of day and dates as a town hall writes them on screen."""

from __future__ import annotations

from datetime import date as datetime_date
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from protocol.japanese.eras import era_date

JAPAN = ZoneInfo("Asia/Tokyo")
_WEEKDAYS = "月火水木金土日"


def clock_time(moment: datetime) -> str:
    """「10:24」 in Japan."""
    local = moment.astimezone(JAPAN)
    return f"{local.hour}:{local.minute:02d}"


def day(moment: datetime) -> str:
    """「1月15日（水）」 in Japan."""
    local = moment.astimezone(JAPAN)
    return f"{local.month}月{local.day}日（{_WEEKDAYS[local.weekday()]}）"


def minutes_seconds(duration: timedelta) -> str:
    """「41:15」; never below 0:00."""
    seconds = max(0, int(duration.total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02d}"


def elapsed(duration: timedelta) -> str:
    """「41分」, 「2時間5分」, 「3日」; never below 「0分」. The script clock.js says the same."""
    minutes = max(0, int(duration.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes}分"
    return f"{minutes // 60}時間{minutes % 60}分" if minutes < 24 * 60 else f"{minutes // (24 * 60)}日"


def era_day(moment: datetime_date | str, *, weekday: bool = True) -> str:
    """「令和7年1月12日（日）」 of a day or its ISO text; a text that is no day stays as it is."""
    try:
        day = datetime_date.fromisoformat(moment) if isinstance(moment, str) else moment
    except ValueError:
        return str(moment)
    return era_date(day, weekday=weekday)


def iso(moment: datetime) -> str:
    """The moment for a script to count from."""
    return moment.isoformat(timespec="milliseconds")


def date(moment: datetime) -> datetime_date:
    """The calendar day in Japan."""
    return moment.astimezone(JAPAN).date()
