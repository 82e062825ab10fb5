"""From a call to a reply. A call and a reply are plain values; the sockets are in server.py."""

import hmac
import json
import re
from typing import NamedTuple, Optional

import fields
import store as db

# Python takes quadratic time for long integers; a longer one becomes a float.
MAX_DIGITS = 300


class Call(NamedTuple):
    method: str
    path: str
    headers: dict  # names in lower case
    body: bytes
    origin: str


class Reply(NamedTuple):
    status: int
    body: bytes = b""
    media_type: str = ""
    headers: tuple = ()


class World(NamedTuple):
    store: db.Store
    variants: frozenset
    root: int


class Unreadable(Exception):
    """The body is no JSON."""


def json_reply(status, value, headers=()):
    return Reply(status, json.dumps(value).encode(), "application/json", headers)


def error(status, text, headers=()):
    return json_reply(status, {"error": text}, headers)


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def _number(digits):
    return int(digits) if len(digits) < MAX_DIGITS else float(digits)


def parse_json(body):
    """The value that the body holds; raises Unreadable."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_constant, parse_int=_number)
    except (ValueError, RecursionError) as problem:
        raise Unreadable from problem


def is_json_type(header):
    essence, *parameters = [part.strip().lower() for part in header.split(";")]
    charsets = [p.partition("=")[2].strip("\"' ") for p in parameters if p.startswith("charset")]
    return essence == "application/json" and all(charset in ("utf-8", "utf8") for charset in charsets)


def record_in(call, variants):
    """The object in the body of a call, or the reply that refuses it."""
    if not is_json_type(call.headers.get("content-type", "")):
        status = 415 if "media-type-415" in variants else 500 if "media-type-500" in variants else 400
        return None, error(status, "Send application/json.")
    try:
        record = parse_json(call.body)
    except Unreadable:
        status = 415 if "bad-json-415" in variants else 500 if "bad-json-500" in variants else 400
        return None, error(status, "Request is not valid JSON.")
    return (record, None) if isinstance(record, dict) else (None, error(400, "Send one object."))


def is_known_caller(call, world, tenant):
    scheme, _, given = call.headers.get("authorization", "").strip().partition(" ")
    credentials = db.credentials_of(world.store, tenant)
    # Every byte of the secret is compared, so that the time it takes tells nothing.
    is_same = credentials and hmac.compare_digest(given.strip().encode(), ":".join(credentials).encode())
    return scheme.lower() == "apikey" and bool(is_same)


def unauthorized(variants):
    status = 403 if "unauthorized-403" in variants else 401
    challenge = () if status == 403 else (("WWW-Authenticate", "ApiKey"),)
    if "unauthorized-body" in variants:
        return error(status, "Unknown credentials.", challenge)
    return Reply(status, headers=challenge)


def _worded(field, text, record, variants):
    if "other-texts" in variants:
        return f"{field}: please check what you sent."
    if "counted-texts" in variants and field == "password" and text.startswith("Ensure"):
        return f"{text.rstrip('.').partition(' (it')[0]} (it has {len(record[field])})."
    return text


def faulty(faults, record, variants):
    """400 with what is wrong, by field."""
    worded = {field: [_worded(field, text, record, variants) for text in texts] for field, texts in faults.items()}
    shown = dict(list(worded.items())[:1]) if "errors-first-only" in variants else worded
    if "errors-plain" in variants and "password" not in shown:
        return error(400, " ".join(text for texts in shown.values() for text in texts))
    if "errors-bare-text" in variants:
        shown = {field: texts if field == "password" else texts[0] for field, texts in shown.items()}
    again = {"fields": sorted(shown)} if "errors-keyed-fields" in variants else {}
    return json_reply(400, {"user": shown, **again})


def resource_uri(person):
    return f"/api/v1/user/{person.id}/"


def shown(person, variants):
    """The person in the vendor's field names."""
    return {
        "date_joined": person.date_joined,
        "email": person.email,
        "first_name": person.first_name,
        "groups": person.teams.split(),
        "last_login": None,
        "last_name": person.last_name,
        "resource_uri": resource_uri(person),
        "timezone": person.timezone,
        "username": person.id,
        **({"locale": "en-gb", "flags": {"beta": False}} if "extra-fields" in variants else {}),
    }


def draft_of(record, variants, known_groups):
    """What is kept of a record in which nothing is wrong. The password is not: nobody signs in here."""
    named = fields.groups_of(record["groups"], variants) if "groups" in record else ()
    return {
        **{name: record[name] for name in ("email", "first_name", "last_name", "password") if name in record},
        "timezone": fields.zone_of(record.get("timezone", "UTC"), variants),
        "permission": fields.permission_of(record.get("permission", "2"), variants),
        "teams": [uri for uri in named if uri in known_groups],
    }


def created(person, record, call, prefix, variants):
    origin = call.origin if "location-absolute" in variants else ""
    is_told = "password" in record or "location-always" in variants
    headers = (("Location", f"{origin}{prefix}{resource_uri(person)}"),) if is_told else ()
    if "created-body" in variants:
        return json_reply(201, shown(person, variants), headers)
    if "created-message" in variants:
        return json_reply(201, {"message": "operation succesful"}, headers)
    if "created-text" in variants:
        return Reply(201, b"operation succesful", "text/plain; charset=utf-8", headers)
    return Reply(201, headers=headers)


def post_user(call, world, tenant, prefix):
    record, refusal = record_in(call, world.variants)
    if refusal:
        return refusal
    record = fields.tidy(record, world.variants)
    known_groups = db.groups_of(world.store, tenant)
    faults = fields.faults_of(record, fields.plan(known_groups, world.variants))
    if faults:
        return faulty(faults, record, world.variants)
    # Only now, when the body is found right, does it matter who sent it, if that is asked last.
    if not is_known_caller(call, world, tenant):
        return unauthorized(world.variants)
    person = db.add_person(world.store, tenant, draft_of(record, world.variants, known_groups), world.variants)
    if person:
        return created(person, record, call, prefix, world.variants)
    if "duplicate-201" in world.variants:
        first = db.person_with(world.store, tenant, record["email"], world.variants)
        return created(first, record, call, prefix, world.variants)
    return faulty({"email": ["This address is in use."]}, record, world.variants)


def get_user(person, _call, world, _tenant):
    if "read-needs-group" in world.variants and not person.teams:
        return error(404, "There is no such user.")
    return json_reply(200, shown(person, world.variants))


def patch_user(person, call, world, tenant):
    record, refusal = record_in(call, world.variants)
    if refusal:
        return refusal
    record = fields.tidy(record, world.variants)
    names = tuple((name, False, fields.name_checks(world.variants)) for name in ("first_name", "last_name"))
    faults = fields.faults_of(record, names)
    if faults:
        return faulty(faults, record, world.variants)
    db.rename_person(world.store, tenant, person.id, record.get("first_name"), record.get("last_name"))
    return Reply(202)


USERS = re.compile(r"/api/v1/user(/?)")
USER = re.compile(r"/api/v1/user/([-\w]+)(/?)", re.ASCII)


def without_slash(call, variants):
    """The reply to a path that lacks its final slash, or None if it does not need one."""
    if "slash-optional" in variants:
        return None
    if "slash-redirect" in variants:
        return Reply(301, headers=(("Location", f"{call.path}/"),))
    status = 405 if "slash-405" in variants else 500 if "slash-500" in variants else 404
    return error(status, "Paths end with a slash.", (("Allow", ""),) if status == 405 else ())


def one_user(identifier, call, world, tenant):
    acts = {"GET": get_user, "HEAD": get_user, "PATCH": patch_user}
    act = acts.get(call.method)
    if act is None:
        return error(405, "Read or change a user here.", (("Allow", "GET, PATCH"),))
    if not is_known_caller(call, world, tenant):
        return unauthorized(world.variants)
    person = db.find_person(world.store, tenant, identifier)
    return act(person, call, world, tenant) if person else error(404, "There is no such user.")


def all_users(call, world, tenant, prefix):
    if call.method != "POST":
        return error(405, "Create a user here.", (("Allow", "POST"),))
    if "auth-last" not in world.variants and not is_known_caller(call, world, tenant):
        return unauthorized(world.variants)
    return post_user(call, world, tenant, prefix)


def api(call, path, world, tenant, prefix):
    """The reply to a call of the vendor's interface; `path` is what follows the address of the tenant."""
    users, user = USERS.fullmatch(path), USER.fullmatch(path)
    found = users or user
    if not found:
        return error(404, "There is nothing at this address.")
    refusal: Optional[Reply] = None if found.groups()[-1] else without_slash(call, world.variants)
    if refusal:
        return refusal
    if users:
        return all_users(call, world, tenant, prefix)
    return one_user(user.group(1), call, world, tenant)
