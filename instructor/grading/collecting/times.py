"""The forms in which learning-management systems write when something was handed in."""

import re
import unicodedata
from datetime import datetime

from nbgrader.utils import parse_utc

from instructor.grading.collecting.errors import RefusedError

# Blackboard's form, of which dateutil, which parse_utc uses, takes the last numbers for a time zone
_WITH_HYPHENS = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)")
_DIGITS_ONLY = re.compile(r"\d{14}")
# Brightspace's form: colons cannot be in the name of a file, so 9:04 PM is "904 PM", and "21 h 04" is French.
_WITHOUT_COLON = re.compile(
    r"(?P<date>.*\b\d{4}\b.*?)[ ,]+(?:\w{1,3} )?(?P<hour>\d{1,2}) ?[.h_:]? ?(?P<minute>\d\d)(?P<half>\D*)"
)
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
# How the months begin, without accents, in Danish, Dutch, English, French, German, Italian, Portuguese,
# Spanish, Swedish and Turkish
_MONTHS = (
    ("jan", "ene", "gen", "oca"),
    ("feb", "fev", "sub"),
    ("mar", "mrt", "maa"),
    ("apr", "abr", "avr", "nis"),
    ("may", "mai", "mag", "mei", "maj"),
    ("jun", "juin", "giu", "haz"),
    ("jul", "juil", "lug", "tem"),
    ("aug", "ago", "aou", "agu"),
    ("sep", "set", "eyl"),
    ("oct", "okt", "ott", "out", "eki"),
    ("nov", "kas"),
    ("dec", "dez", "dic", "ara"),
)
_NO_HALF_OF_A_DAY = {"", "h", "uhr"}


class UnknownDateError(RefusedError):
    """A date is written in words that are not known."""


def parsed_time(text: str) -> datetime:
    """Return the time that a system has written into a name, without a zone.

    Raises
    ------
    UnknownDateError
        If its month or half of the day is in a language that is not known.
    RefusedError
        If it is not a time.
    """
    if _DIGITS_ONLY.fullmatch(text):
        return _checked(text, "%Y%m%d%H%M%S")
    with_hyphens = _WITH_HYPHENS.fullmatch(text)
    if with_hyphens:
        day, hour, minute, second = with_hyphens.groups()
        text = f"{day} {hour}:{minute}:{second}"
    without_colon = _WITHOUT_COLON.fullmatch(text)
    if without_colon and not with_hyphens:
        time = _time_without_colon(without_colon)
        if time is not None:
            return time
        if ":" not in text:  # dateutil would guess
            raise UnknownDateError(f"{text!r} is not a time")
    try:
        return parse_utc(text)
    except (ValueError, OverflowError):
        raise RefusedError(f"{text!r} is not a time") from None


def _checked(text: str, form: str) -> datetime:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        raise RefusedError(f"{text!r} is not a time") from None


def _time_without_colon(match: re.Match[str]) -> datetime | None:
    """Return the time in Brightspace's form, None if some part of it is not known."""
    date = _date(match["date"])
    half = re.sub(r"[\W_]", "", match["half"]).casefold()
    hour = int(match["hour"])
    if date is None or half not in _NO_HALF_OF_A_DAY | {"am", "pm"}:
        return None
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12
        if half == "pm":
            hour += 12
    try:
        return datetime(*date, hour, int(match["minute"]))
    except ValueError:
        return None


def _date(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a date in which the month is a word, or of an ISO date."""
    iso = _ISO_DATE.search(text)
    if iso:
        return int(iso["year"]), int(iso["month"]), int(iso["day"])
    years = re.findall(r"\b\d{4}\b", text)
    days = re.findall(r"\b\d{1,2}\b", text)
    months = {_month(word) for word in re.findall(r"[^\W\d_]+", text)} - {None}
    if len(years) != 1 or len(days) != 1 or len(months) != 1:
        return None
    month = months.pop()
    assert month is not None
    return int(years[0]), month, int(days[0])


def _month(word: str) -> int | None:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for number, starts in enumerate(_MONTHS, start=1):
        if plain.startswith(starts):
            return number
    return None
