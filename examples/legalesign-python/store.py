"""Tenants, users, groups and mails in SQLite.

What must be unique is unique in the database. All threads share one connection, one at a time, and every change is one
transaction: either all of it is there or nothing.
"""

import secrets
import sqlite3
import threading
import uuid
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import NamedTuple

SCHEMA = """
CREATE TABLE tenant (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, secret TEXT NOT NULL);
CREATE TABLE team (
  tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE, uri TEXT NOT NULL, UNIQUE (tenant, uri)
);
CREATE TABLE person (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id TEXT UNIQUE,
  email TEXT NOT NULL, email_key TEXT NOT NULL, email_folded TEXT NOT NULL,
  first_name TEXT NOT NULL, last_name TEXT NOT NULL, timezone TEXT NOT NULL,
  teams TEXT NOT NULL, permission TEXT, has_password INTEGER NOT NULL, date_joined TEXT NOT NULL,
  UNIQUE (tenant, email_key)
);
CREATE INDEX person_folded ON person (tenant, email_folded);
CREATE TABLE mail (
  tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE, recipient TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE INDEX mail_folded ON mail (tenant, folded);
"""


class Person(NamedTuple):
    number: int
    tenant: int
    id: str
    email: str
    email_key: str
    email_folded: str
    first_name: str
    last_name: str
    timezone: str
    teams: str
    permission: str
    has_password: int
    date_joined: str


class Store(NamedTuple):
    connection: sqlite3.Connection
    lock: threading.Lock


def open_store(path=":memory:"):
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    connection.executescript("PRAGMA foreign_keys = ON;" + SCHEMA)
    return Store(connection, threading.Lock())


@contextmanager
def transaction(store):
    with store.lock:
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            yield store.connection
        except BaseException:
            store.connection.execute("ROLLBACK")
            raise
        store.connection.execute("COMMIT")


def rows(store, query, *values):
    with store.lock:
        return store.connection.execute(query, values).fetchall()


def add_tenant(store, name, secret, groups):
    """The number of a new tenant with these credentials and groups."""
    with transaction(store) as connection:
        tenant = connection.execute("INSERT INTO tenant (name, secret) VALUES (?, ?)", (name, secret)).lastrowid
        connection.executemany("INSERT OR IGNORE INTO team VALUES (?, ?)", [(tenant, uri) for uri in groups])
    return tenant


def new_credentials():
    return f"user-{secrets.token_hex(4)}", secrets.token_urlsafe(24)


def credentials_of(store, tenant):
    """Name and secret of a tenant, or None if there is no such tenant."""
    return next(iter(rows(store, "SELECT name, secret FROM tenant WHERE id = ?", tenant)), None)


def groups_of(store, tenant):
    return frozenset(uri for (uri,) in rows(store, "SELECT uri FROM team WHERE tenant = ?", tenant))


def key_of(email, variants):
    return email if "email-case-sensitive" in variants else email.lower()


def add_person(store, tenant, draft, variants):
    """The new person, or None if somebody has the e-mail address already. Who comes without a password gets a mail."""
    email = draft["email"].lower() if "emails-lowercased" in variants else draft["email"]
    row = {
        "tenant": tenant,
        "email": email,
        "email_key": key_of(email, variants),
        "email_folded": email.lower(),
        "first_name": draft.get("first_name", ""),
        "last_name": draft.get("last_name", ""),
        "timezone": draft.get("timezone", "UTC"),
        "teams": " ".join(draft.get("teams", ())),
        "permission": draft.get("permission"),
        "has_password": int("password" in draft),
        "date_joined": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S"),
    }
    marks = ", ".join(f":{name}" for name in row)
    try:
        with transaction(store) as connection:
            number = connection.execute(f"INSERT INTO person ({', '.join(row)}) VALUES ({marks})", row).lastrowid
            made_up = str(number) if "ids-numeric" in variants else str(uuid.uuid4())
            connection.execute("UPDATE person SET id = ? WHERE number = ?", (made_up, number))
            if draft.get("is_mailed", "password" not in draft):
                connection.execute("INSERT INTO mail VALUES (?, ?, ?)", (tenant, email, email.lower()))
    except sqlite3.IntegrityError:
        return None
    return find_person(store, tenant, made_up)


def find_person(store, tenant, identifier):
    found = rows(store, "SELECT * FROM person WHERE tenant = ? AND id = ?", tenant, identifier)
    return Person(*found[0]) if found else None


def person_with(store, tenant, email, variants):
    """The person whom an e-mail address belongs to, or None."""
    found = rows(store, "SELECT * FROM person WHERE tenant = ? AND email_key = ?", tenant, key_of(email, variants))
    return Person(*found[0]) if found else None


def rename_person(store, tenant, identifier, first_name, last_name):
    with transaction(store) as connection:
        connection.execute(
            "UPDATE person SET first_name = coalesce(?, first_name), last_name = coalesce(?, last_name)"
            " WHERE tenant = ? AND id = ?",
            (first_name, last_name, tenant, identifier),
        )


def people(store, tenant, email):
    """All people of a tenant, or those with an e-mail address whatever its letter case."""
    if email is None:
        return [Person(*row) for row in rows(store, "SELECT * FROM person WHERE tenant = ? ORDER BY number", tenant)]
    query = "SELECT * FROM person WHERE tenant = ? AND email_folded = ? ORDER BY number"
    return [Person(*row) for row in rows(store, query, tenant, email.lower())]


def recipients(store, tenant, email):
    if email is None:
        return [to for (to,) in rows(store, "SELECT recipient FROM mail WHERE tenant = ?", tenant)]
    query = "SELECT recipient FROM mail WHERE tenant = ? AND folded = ?"
    return [to for (to,) in rows(store, query, tenant, email.lower())]


def remove_tenant(store, tenant):
    with transaction(store) as connection:
        connection.execute("DELETE FROM tenant WHERE id = ?", (tenant,))
