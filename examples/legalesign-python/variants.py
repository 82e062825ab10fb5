"""The points that the vendor's page leaves open, and what this server can be told to do about them.

Each entry is legal. Entries of one group exclude each other; the profiles are those of a run under which the entry may
be used (all three, unless it departs from a recommendation or from another page of the vendor).
"""

EVERYWHERE = ("document", "vendor", "strict")
NOT_STRICT = ("document", "vendor")
PAGE_ALONE = ("document",)

# name, group, profiles, meaning
_TABLE = (
    ("groups-one-uri", None, EVERYWHERE, "Groups is one full resource URI, as the pattern says; lists and bare ids are refused (L-A1)."),
    ("names-whole", None, EVERYWHERE, "Every character of a name has to be a word character, hyphen, apostrophe or blank (L-A2)."),
    ("names-ascii", None, EVERYWHERE, "A name starts with an ASCII character (L-A4)."),
    ("names-need-letter", None, EVERYWHERE, "A name of blanks or hyphens alone is refused (L-A5)."),
    ("names-trimmed", None, EVERYWHERE, "Blanks around a name are cut off before it is judged and kept (L-A5)."),
    ("length-utf16", "length", EVERYWHERE, "Lengths are counted in UTF-16 units (L-A8; default: code points)."),
    ("length-bytes", "length", EVERYWHERE, "Lengths are counted in UTF-8 bytes (L-A8)."),
    ("password-to-the-end", None, EVERYWHERE, "A line feed at the end of a password is refused (L-A8)."),
    ("backtick-not-special", None, PAGE_ALONE, "A backtick is no special character of a password (L-A6)."),
    ("password-any-length", None, NOT_STRICT, "A password may have 100 characters and more (L-A7)."),
    ("password-with-blanks", None, NOT_STRICT, "A password may have blanks inside (L-A7)."),
    ("location-always", None, EVERYWHERE, "Location is sent without a password too (L-A9)."),
    ("location-absolute", None, EVERYWHERE, "Location is an absolute URI (L-A9)."),
    ("created-body", "created", EVERYWHERE, "201 carries the new user (L-A10; default: no body)."),
    ("created-message", "created", EVERYWHERE, "201 carries a JSON message (L-A10)."),
    ("created-text", "created", EVERYWHERE, "201 carries plain text (L-A10)."),
    ("errors-first-only", None, EVERYWHERE, "Only the first faulty field is named (L-A11; default: all of them)."),
    ("errors-plain", "errors", NOT_STRICT, "Errors other than those of the password are one text under error (L-A11)."),
    ("errors-bare-text", "errors", NOT_STRICT, "Errors of fields other than the password are texts, not lists (L-A11)."),
    ("errors-keyed-fields", "errors", EVERYWHERE, "Errors are listed a second time beside user (L-A11)."),
    ("other-texts", "texts", EVERYWHERE, "Messages are worded differently (L-A11)."),
    ("counted-texts", "texts", EVERYWHERE, "Messages about length say how long the value is (L-A11)."),
    ("permission-strict", None, EVERYWHERE, "Permission has to be a text; numbers are refused (L-A12)."),
    ("unknown-groups-ok", None, PAGE_ALONE, "Groups that do not exist are passed over (L-A13)."),
    ("duplicate-201", None, EVERYWHERE, "Creating a taken e-mail address answers 201 and leaves the first user as it is (L-A14)."),
    ("bad-json-415", "bad-json", EVERYWHERE, "Malformed JSON answers 415 (L-A15; default: 400)."),
    ("bad-json-500", "bad-json", EVERYWHERE, "Malformed JSON answers 500 (L-A15)."),
    ("media-type-415", "media-type", EVERYWHERE, "Another content type than JSON answers 415 (L-A15; default: 400)."),
    ("media-type-500", "media-type", EVERYWHERE, "Another content type than JSON answers 500 (L-A15)."),
    ("unauthorized-403", None, PAGE_ALONE, "Missing and unknown credentials answer 403 (L-A16; default: 401)."),
    ("unauthorized-body", None, EVERYWHERE, "The refusal of credentials carries a JSON body (L-A16)."),
    ("auth-last", None, EVERYWHERE, "The body is judged before the credentials (L-A16)."),
    ("slash-optional", "slash", EVERYWHERE, "Paths work without the final slash (L-A17; default: 404)."),
    ("slash-redirect", "slash", EVERYWHERE, "Paths without the final slash answer 301 (L-A17)."),
    ("slash-405", "slash", EVERYWHERE, "Paths without the final slash answer 405 (L-A17)."),
    ("slash-500", "slash", EVERYWHERE, "Paths without the final slash answer 500 (L-A17)."),
    ("zones-any-iana", None, NOT_STRICT, "Time zones that are not in the list are taken if they exist (L-A18)."),
    ("zones-any-case", None, NOT_STRICT, "Letter case of a time zone is ignored (L-A18)."),
    ("emails-lenient", "email-grammar", EVERYWHERE, "An e-mail address is anything with text around an @ and no blanks (L-A19)."),
    ("emails-strict", "email-grammar", EVERYWHERE, "An e-mail address is ASCII, local part of at most 64, domain ending in letters (L-A19)."),
    ("email-case-sensitive", "email-case", EVERYWHERE, "E-mail addresses that differ in letter case are different (L-A14)."),
    ("emails-lowercased", "email-case", EVERYWHERE, "E-mail addresses are kept in lower case (L-A14)."),
    ("read-needs-group", None, EVERYWHERE, "A user without a group cannot be read (L-A20)."),
    ("extra-fields", None, EVERYWHERE, "Answers carry headers and fields that nobody asked for."),
    ("ids-numeric", None, EVERYWHERE, "Ids are numbers in place of GUIDs."),
    ("lower-case-headers", None, EVERYWHERE, "Header names are written in lower case."),
    ("chunked", None, EVERYWHERE, "Bodies are sent in chunks, without Content-Length."),
    ("connection-close", None, EVERYWHERE, "The connection is closed after every answer."),
)

VARIANTS = [
    {
        "name": name,
        "says": says,
        "excludes": [other for other, its_group, *_ in _TABLE if group and its_group == group and other != name],
        "profiles": list(profiles),
    }
    for name, group, profiles, says in _TABLE
]


def choose(names):
    """The set of the named variants; raises ValueError for an unknown name and for two that exclude each other."""
    known = {entry["name"]: entry for entry in VARIANTS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"variant {unknown[0]!r} is unknown; known are {', '.join(known)}")
    clashes = [(name, other) for name in names for other in known[name]["excludes"] if other in names]
    if clashes:
        raise ValueError("variants {!r} and {!r} exclude each other".format(*clashes[0]))
    return frozenset(names)
