"""What is wrong with a user. Nothing here knows HTTP or a database: values go in, faults come out.

A check is a function of a value that answers None, or the message to be sent. A field is a tuple of checks of which
the first message counts.
"""

import re
from functools import lru_cache
from pathlib import Path

MISSING = object()
REQUIRED = "This field is required."
ZONES = tuple((Path(__file__).parent / "time_zones.txt").read_text("ascii").split())
PERMISSIONS = ("1", "2", "3", "4", "5", "6")
GROUP_URI = re.compile(r"/api/v1/group/([-\w]{1,50})/", re.ASCII)
GROUP_ID = re.compile(r"[-\w]{1,50}", re.ASCII)
BACKTICK = "`"
PUNCTUATION = "=+-^$*.[]{}()?\"!@#%&/\\,><':;|_~" + BACKTICK
ATOM = r"[\w!#$%&'*+/=?^{|}~`-]+"
DOT_ATOM = re.compile(rf"{ATOM}(?:\.{ATOM})*")
LABEL = r"[^\W_](?:[^\W_]|-)*"
DOMAIN = re.compile(rf"{LABEL}(?:\.{LABEL})+")


def length_in(variants):
    """The function that counts the length of a text."""
    if "length-utf16" in variants:
        return lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2
    if "length-bytes" in variants:
        return lambda text: len(text.encode("utf-8", "surrogatepass"))
    return len


def is_text(value):
    # Half a surrogate pair is legal in JSON, but it is no text that could be kept or sent.
    if not isinstance(value, str):
        return "Enter a text."
    return "Enter characters that exist." if any("\ud800" <= c <= "\udfff" for c in value) else None


def at_most(limit, length):
    return lambda text: (
        f"Ensure this value has at most {limit} characters (it has {length(text)})." if length(text) > limit else None
    )


def at_least(limit, length):
    return lambda text: f"Ensure this value has at least {limit} characters" if length(text) < limit else None


def satisfies(holds, message):
    return lambda value: None if holds(value) else message


def name_checks(variants):
    flags = re.ASCII if "names-ascii" in variants else 0
    # The page's pattern has a beginning and no end: only the first character of a name is bound by it.
    start = re.compile(r"[-\w' ]", flags)
    # Letters of any script, with their accents, are fine after the first character.
    inside = re.compile(r"[-\w' \u0300-\u036f]+")
    fits = (lambda text: start.match(text) and inside.fullmatch(text)) if "names-whole" in variants else start.match
    letters = (satisfies(lambda text: any(c.isalnum() for c in text), "Enter a name."),)
    return (
        is_text,
        satisfies(bool, "This field may not be blank."),
        at_most(30, length_in(variants)),
        satisfies(fits, "Enter a valid value."),
        *(letters if "names-need-letter" in variants else ()),
    )


def is_email(variants):
    def holds(text):
        local, at, domain = text.rpartition("@")
        if not (local and at and domain) or any(c.isspace() for c in text):
            return False
        if "emails-lenient" in variants:
            return True
        if "emails-strict" in variants:
            labels = domain.split(".")
            if not text.isascii() or len(local) > 64 or not labels[-1].isalpha() or any(x[-1:] == "-" for x in labels):
                return False
        return bool(DOT_ATOM.fullmatch(local) and DOMAIN.fullmatch(domain))

    return holds


def password_checks(variants):
    length = length_in(variants)
    special = PUNCTUATION.replace(BACKTICK, "") if "backtick-not-special" in variants else PUNCTUATION

    def body(text):
        # In Python's regular expressions the end of a text is also before a last line feed.
        return text[:-1] if text[-1:] == "\n" and "password-to-the-end" not in variants else text

    classes = (str.islower, str.isupper, str.isdigit)

    def varied(text):
        return all(any(c.isascii() and is_in(c) for c in text) for is_in in classes)

    def is_unbroken(text):
        return not any(c.isspace() for c in body(text))

    blanks = (satisfies(is_unbroken, "Blanks are not allowed in a password."),)
    return (
        is_text,
        lambda text: at_least(8, length)(body(text)),
        *(() if "password-any-length" in variants else (lambda text: at_most(99, length)(body(text)),)),
        satisfies(varied, "Use upper and lower case letters and a number."),
        satisfies(lambda text: any(c in special for c in text), "Use a special character."),
        *(() if "password-with-blanks" in variants else blanks),
    )


@lru_cache(maxsize=1)
def _all_zones():
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def zone_of(text, variants):
    """The time zone that is meant, or None."""
    candidates = ZONES + tuple(sorted(_all_zones())) if "zones-any-iana" in variants else ZONES
    if text in candidates or "zones-any-case" not in variants:
        return text if text in candidates else None
    return next((zone for zone in candidates if zone.lower() == text.lower()), None)


def permission_of(value, variants):
    """The permission as a text, or None."""
    is_number = isinstance(value, int) and not isinstance(value, bool) and "permission-strict" not in variants
    text = str(value) if is_number else value
    return text if isinstance(text, str) and text in PERMISSIONS else None


def groups_of(text, variants):
    """The URIs of the groups that a text names, or None if it names none or cannot be read."""
    if "groups-one-uri" in variants:
        return (text,) if GROUP_URI.fullmatch(text) else None
    parts = [part.strip() for part in text.split(",")]
    uris = [p if GROUP_URI.fullmatch(p) else f"/api/v1/group/{p}/" if GROUP_ID.fullmatch(p) else None for p in parts]
    return None if None in uris else tuple(dict.fromkeys(uris))


def group_checks(known, variants):
    def reaches(text):
        return all(uri in known for uri in groups_of(text, variants))

    return (
        is_text,
        satisfies(lambda text: groups_of(text, variants), "Enter the URI of a group."),
        *(() if "unknown-groups-ok" in variants else (satisfies(reaches, "A group does not exist."),)),
    )


def plan(known_groups, variants):
    """The fields of a user: name, whether it has to be there, its checks."""
    names, length = name_checks(variants), length_in(variants)
    email = (is_text, satisfies(is_email(variants), "Enter a valid email address."), at_most(75, length))
    zone = (is_text, satisfies(lambda text: zone_of(text, variants), "Select a valid time zone."))
    permission = (satisfies(lambda value: permission_of(value, variants), "Select a valid permission."),)
    return (
        ("password", False, password_checks(variants)),
        ("permission", False, permission),
        ("groups", False, group_checks(known_groups, variants)),
        ("timezone", False, zone),
        ("email", True, email),
        ("last_name", True, names),
        ("first_name", True, names),
    )


def tidy(record, variants):
    """The record with its names trimmed, where that is asked for."""
    if "names-trimmed" not in variants:
        return record
    names = {key: record[key] for key in ("first_name", "last_name") if isinstance(record.get(key), str)}
    return {**record, **{key: name.strip() for key, name in names.items()}}


def faults_of(record, fields):
    """The messages by field; empty when nothing is wrong."""

    def message(value, is_required, checks):
        if value is MISSING:
            return REQUIRED if is_required else None
        return next((text for text in (check(value) for check in checks) if text), None)

    found = {name: message(record.get(name, MISSING), needed, checks) for name, needed, checks in fields}
    return {name: [text] for name, text in found.items() if text}
