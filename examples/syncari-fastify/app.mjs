import { Readable } from 'node:stream';
import Fastify from 'fastify';
import { Envelope } from './envelope.mjs';
import { Formats } from './formats.mjs';
import { HookError, Hooks } from './hooks.mjs';
import { Refusal } from './refusal.mjs';
import { UsersController } from './users-controller.mjs';
import { World } from './world.mjs';

const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Returns the Fastify instance that serves the API and the hooks. */
export function buildApp({ on, clock, token }) {
  const formats = new Formats(on);
  const envelope = new Envelope(on, formats, clock);
  const world = new World({ on, formats, clock }, token);
  const sender = new Sender(on, envelope);
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) => sender.refuse(reply, error),
  });
  addParsers(app);
  addApi(app, world, new UsersController(on, envelope, formats), sender);
  addHooks(app, new Hooks(world, on, formats));
  app.setErrorHandler((error, _request, reply) => sender.refuse(reply, error));
  app.setNotFoundHandler((request, reply) => sender.refuse(reply, notFound(request)));
  return app;
}

/** Writes answers; also those to errors of any origin. */
class Sender {
  #on;
  #envelope;

  constructor(on, envelope) {
    this.#on = on;
    this.#envelope = envelope;
  }

  answer(reply, { status, body }) {
    return this.#send(reply, status, body, false);
  }

  refuse(reply, error) {
    const refusal = error instanceof Refusal ? error : Sender.#refusalOf(error);
    return this.#send(reply, refusal.status, this.#envelope.failure(refusal), true);
  }

  static #refusalOf(error) {
    const status = error.statusCode ?? 500;
    if (status >= 500) return new Refusal(500, 'SERVER_ERROR', 'This is our fault');
    return new Refusal(status, 'BAD_REQUEST', error.message);
  }

  #send(reply, status, body, isFailure) {
    const text = this.#envelope.print(body);
    reply.code(status).type(this.#envelope.mediaType(isFailure));
    if (this.#on.has('extra-headers')) {
      reply.header('cache-control', 'no-store').header('x-powered-by', 'an example').header('vary', 'Authorization');
      reply.header('set-cookie', ['session=abc; HttpOnly', 'shard=7; Path=/']);
      if (status === 401) reply.header('www-authenticate', 'Bearer realm="example"');
    }
    return reply.send(this.#on.has('chunked') ? Readable.from(halves(text)) : text);
  }
}

function halves(text) {
  const bytes = Buffer.from(text);
  const middle = Math.ceil(bytes.length / 2);
  return [bytes.subarray(0, middle), bytes.subarray(middle)].filter((part) => part.length > 0);
}

function addParsers(app) {
  app.removeAllContentTypeParsers();
  app.decorateRequest('bodyText', '');
  const parser = (read) => (request, bytes, done) => {
    try {
      request.bodyText = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      done(null, read(request.bodyText));
    } catch {
      done(new Refusal(400, 'MALFORMED', 'The body cannot be read'));
    }
  };
  const options = { parseAs: 'buffer' };
  app.addContentTypeParser(/^application\/json\s*(?:;|$)/i, options, parser(JSON.parse));
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    options,
    parser((text) => new URLSearchParams(text)),
  );
}

function addApi(app, world, users, sender) {
  const serve = (handle) => (request, reply) => {
    const subscription = world.find(request.params.tenant);
    if (subscription === undefined) throw notFound(request);
    return sender.answer(reply, handle(request, subscription));
  };
  for (const base of ['', '/t/:tenant']) {
    const routes = [
      ['POST', `${base}/api/v1/users`, serve((...call) => users.create(...call))],
      ['GET', `${base}/api/v1/users`, serve((...call) => users.list(...call))],
      ['POST', `${base}/api/v1/oauth/token`, serve((...call) => users.token(...call))],
    ];
    for (const [method, url, handler] of routes) app.route({ method, url, handler });
    refuseOtherMethods(app, `${base}/api/v1/users`, ['GET', 'HEAD', 'POST']);
    refuseOtherMethods(app, `${base}/api/v1/oauth/token`, ['POST']);
  }
}

function refuseOtherMethods(app, url, allowed) {
  const method = app.supportedMethods.filter((one) => !allowed.includes(one));
  const refuse = async (_request, reply) => {
    reply.header('allow', allowed.join(', '));
    throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'This method is not allowed here');
  };
  // Asked before the body is read, so that a body of any kind gets this answer.
  app.route({ method, url, onRequest: refuse, handler: refuse });
}

function addHooks(app, hooks) {
  const hook = (handle) => (request, reply) => {
    try {
      return reply.send(handle(request));
    } catch (error) {
      if (!(error instanceof HookError)) throw error;
      return reply.code(400).send({ error: error.message });
    }
  };
  const originOf = (request) => `${request.protocol}://${request.host}`;
  app.post(
    '/__arrange',
    hook((request) => hooks.arrange(request.body, originOf(request))),
  );
  app.post(
    '/__observe',
    hook((request) => hooks.observe(request.body)),
  );
  app.post(
    '/__release',
    hook((request) => hooks.release(request.body)),
  );
}

function notFound(request) {
  return new Refusal(404, 'NOT_FOUND', `There is nothing at ${request.method} of this path`);
}
