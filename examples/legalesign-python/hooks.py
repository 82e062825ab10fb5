"""The three calls that let a judge put this service into a state and look into it.

They are for tests: a deployment for real customers leaves them out.
"""

import fields
import store as db
from service import Unreadable, error, json_reply, parse_json, shown

MAIN_GROUP = "/api/v1/group/main/"
TEXTS = ("email", "first_name", "last_name", "timezone")


def are_groups(value):
    return isinstance(value, list) and all(isinstance(uri, str) and fields.GROUP_URI.fullmatch(uri) for uri in value)


def are_users(value):
    return isinstance(value, list) and all(isinstance(user, dict) and is_storable(user) for user in value)


def is_storable(user):
    texts = [user[name] for name in TEXTS if name in user]
    return "email" in user and all(fields.is_text(text) is None for text in texts)


ARRANGEABLE = {"groups": are_groups, "users": are_users}


def seeded(user, variants):
    """A user of a given state as it is kept; nobody is sent a mail for it."""
    groups = user.get("groups", [])
    named = groups if are_groups(groups) else fields.groups_of(str(groups), variants) or ()
    texts = {name: user[name] for name in TEXTS if name in user}
    return {**texts, "teams": named, "is_mailed": False}


def arrange(request, world, origin):
    """Makes a tenant in the given state, apart from all others, and says how to reach it."""
    given = request.get("given") if isinstance(request.get("given"), dict) else {}
    usable = {name: value for name, value in given.items() if ARRANGEABLE.get(name, lambda _: False)(value)}
    groups = usable.get("groups", [MAIN_GROUP])
    name, secret = db.new_credentials()
    tenant = db.add_tenant(world.store, name, secret, groups)
    for user in usable.get("users", []):
        db.add_person(world.store, tenant, seeded(user, world.variants), world.variants)
    return json_reply(
        200,
        {
            "baseUrl": f"{origin}/t/{tenant}",
            "tenant": tenant,
            "personas": {"caller": {"headers": {"Authorization": f"ApiKey {name}:{secret}"}}},
            "facts": {"groups": groups},
            "unsupported": [name for name in given if name not in usable],
        },
    )


def tenant_in(request, world):
    """The tenant that a request is about (the one at the root if it names none), or None if it does not exist."""
    tenant = request.get("tenant")
    if tenant is None:
        return world.root
    is_number = isinstance(tenant, int) and not isinstance(tenant, bool) and 0 < tenant < 2**63
    return tenant if is_number and db.credentials_of(world.store, tenant) else None


def observe(request, world, _origin):
    tenant = tenant_in(request, world)
    if tenant is None:
        return error(404, "There is no such tenant.")
    email = request.get("email") if fields.is_text(request.get("email")) is None else None
    found = db.people(world.store, tenant, email)
    mails = [{"to": to} for to in db.recipients(world.store, tenant, email)]
    return json_reply(200, {"users": [shown(person, world.variants) for person in found], "mails": mails})


def release(request, world, _origin):
    tenant = tenant_in(request, world)
    if tenant not in (None, world.root):
        db.remove_tenant(world.store, tenant)
    return json_reply(200, {})


HOOKS = {"/__arrange": arrange, "/__observe": observe, "/__release": release}


def answer_hook(call, world):
    """The reply to a hook."""
    if call.method != "POST":
        return error(405, "Hooks are called with POST.", (("Allow", "POST"),))
    try:
        request = parse_json(call.body)
    except Unreadable:
        return error(400, "Request is not valid JSON.")
    if not isinstance(request, dict):
        return error(400, "Send one object.")
    return HOOKS[call.path](request, world, call.origin)
