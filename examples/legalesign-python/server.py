"""A service for users of a signing platform, with nothing but Python's standard library. This file is about sockets."""

import sys

# Running the example leaves nothing behind in its folder. It has to be said before the other files are imported.
sys.dont_write_bytecode = True

import argparse
import json
import os
import re
import signal
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import store as db
from hooks import HOOKS, MAIN_GROUP, answer_hook
from service import Call, World, api, error
from variants import VARIANTS, choose

MAX_BODY_BYTES = 1024 * 1024
MAX_HOOK_BYTES = 8 * MAX_BODY_BYTES
MAX_DRAINED_BYTES = 32 * MAX_BODY_BYTES
TENANT = re.compile(r"(/t/([0-9]{1,18}))(/.*)")


class TooLarge(Exception):
    """The body has more bytes than this service reads."""


class BadFraming(Exception):
    """It cannot be told where the body ends."""


def answer(call, world):
    """The reply to any call."""
    if call.path in HOOKS:
        return answer_hook(call, world)
    inside = TENANT.fullmatch(call.path)
    if not inside:
        return api(call, call.path, world, world.root, "")
    prefix, tenant, path = inside.groups()
    if not db.credentials_of(world.store, int(tenant)):
        return error(404, "There is no such tenant.")
    return api(call, path, world, int(tenant), prefix)


def chunks(stream):
    """The chunks of a body that comes in chunks (RFC 9112, section 7.1)."""
    while True:
        size = stream.readline(1024).split(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            raise BadFraming
        if int(size, 16) == 0:
            break
        yield from pieces(stream, int(size, 16))
        stream.readline(1024)
    while stream.readline(65536) not in (b"\r\n", b"\n", b""):
        pass


def pieces(stream, length):
    """The next `length` bytes, in pieces of a size that memory can hold."""
    while length > 0:
        piece = stream.read(min(length, 65536))
        if not piece:
            raise BadFraming
        length -= len(piece)
        yield piece


def read_body(headers, stream, limit):
    """The body of a request. What is too large is read and thrown away, so that the sender gets its answer."""
    is_chunked = headers.get("Transfer-Encoding", "").strip().lower() == "chunked"
    length = headers.get("Content-Length", "0").strip()
    if not is_chunked and ("Transfer-Encoding" in headers or not re.fullmatch(r"[0-9]{1,15}", length)):
        raise BadFraming
    kept, seen = [], 0
    for piece in chunks(stream) if is_chunked else pieces(stream, int(length)):
        seen += len(piece)
        if seen > MAX_DRAINED_BYTES:
            raise BadFraming
        if seen <= limit:
            kept.append(piece)
    if seen > limit:
        raise TooLarge
    return b"".join(kept)


def as_chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data) if data else b""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 75
    # Head and body leave in one packet.
    wbufsize = -1
    disable_nagle_algorithm = True

    def handle_call(self):
        # The target of a request may be a whole URL (RFC 9112, section 3.2.2).
        path = re.sub(r"^[a-z]+://[^/?#]*", "", self.path, flags=re.IGNORECASE).partition("?")[0].partition("#")[0]
        try:
            body = read_body(self.headers, self.rfile, MAX_HOOK_BYTES if path in HOOKS else MAX_BODY_BYTES)
        except TooLarge:
            return self.write(error(413, "The body is too large."))
        except BadFraming:
            self.close_connection = True
            return self.write(error(400, "The body cannot be read."))
        host = self.headers.get("Host") or "{}:{}".format(*self.server.server_address)
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            reply = answer(Call(self.command, path, headers, body, f"http://{host}"), self.server.world)
        except Exception:
            traceback.print_exc()
            reply = error(500, "Something went wrong.")
        return self.write(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_call

    def write(self, reply):
        variants = self.server.world.variants
        is_chunked = "chunked" in variants and self.request_version == "HTTP/1.1" and reply.body
        if "connection-close" in variants:
            self.close_connection = True
        headers = [
            *([("Content-Type", reply.media_type)] if reply.media_type else []),
            ("Transfer-Encoding", "chunked") if is_chunked else ("Content-Length", str(len(reply.body))),
            *([("Connection", "close")] if self.close_connection else []),
            *([("X-Node", "b7"), ("Vary", "Accept")] if "extra-fields" in variants else []),
            *reply.headers,
        ]
        self.send_response(reply.status)
        for name, value in headers:
            self.send_header(name.lower() if "lower-case-headers" in variants else name, value)
        self.end_headers()
        if getattr(self, "command", None) == "HEAD":
            return
        head, tail = reply.body[:1], reply.body[1:]
        self.wfile.write(as_chunk(head) + as_chunk(tail) + b"0\r\n\r\n" if is_chunked else reply.body)

    def send_error(self, code, message=None, explain=None):
        # The library's own refusals (unreadable request line, unknown method, huge headers) look like all the others.
        self.close_connection = True
        self.request_version = "HTTP/1.1"
        self.write(error(code, "The request cannot be understood."))

    def handle_expect_100(self):
        is_expected = super().handle_expect_100()
        self.wfile.flush()
        return is_expected

    def version_string(self):
        return "users"

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        # A client that goes away in the middle is no fault of this service.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def create_server(port=0, variants=(), database=":memory:", api_key="demo:not-a-real-secret"):
    """A server that is bound to a port of 127.0.0.1 and does not serve yet."""
    store = db.open_store(database)
    name, _, secret = api_key.partition(":")
    root = db.add_tenant(store, name, secret, [MAIN_GROUP])
    server = Server(("127.0.0.1", port), Handler)
    server.world = World(store, choose(list(variants)), root)
    return server


def parsed_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="0 takes any free port")
    parser.add_argument("--variant", action="append", default=[], help="another legal reading; may be repeated")
    parser.add_argument("--list-variants", action="store_true", help="print all variants as JSON and end")
    parser.add_argument("--database", default=":memory:", help="a new file to keep the users in")
    return parser.parse_args()


def main():
    arguments = parsed_arguments()
    if arguments.list_variants:
        return print(json.dumps(VARIANTS, indent=2))
    api_key = os.environ.get("LEGALESIGN_API_KEY") or "demo:not-a-real-secret"
    server = create_server(arguments.port, arguments.variant, arguments.database, api_key)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    print("listening on http://127.0.0.1:{}".format(server.server_address[1]), flush=True)
    try:
        server.serve_forever()
    finally:
        server.server_close()
    return None


if __name__ == "__main__":
    main()
