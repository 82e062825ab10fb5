import Fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';

/** What the servers below do wrong. */
export interface Mistakes {
  /** Longest name; right is 20. */
  readonly mostName?: number;
  /** True: anybody may call. */
  readonly isOpen?: boolean;
}

interface User {
  readonly email: string;
  readonly name: string;
}

/** A server of the tiny contract as a Hono app. */
export function honoApp(mistakes: Mistakes = {}): Hono {
  const users: User[] = [];
  return new Hono().post('/users', async (context) => {
    const text = Buffer.from(await context.req.arrayBuffer());
    const refusal = refusalOf(context.req.header('x-key'), text, users, mistakes);
    return refusal === undefined ? context.json(users.slice(-1)) : context.json({ because: refusal }, 400);
  });
}

/** The same as a Fastify instance. */
export function fastifyApp(mistakes: Mistakes = {}): FastifyInstance {
  const users: User[] = [];
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post('/users', async ({ headers, body }, reply) => {
    const key = headers['x-key'];
    const text = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const refusal = refusalOf(typeof key === 'string' ? key : undefined, text, users, mistakes);
    return refusal === undefined ? users.slice(-1) : await reply.status(400).send({ because: refusal });
  });
  return app;
}

/** Why a call is refused; undefined when it created a user. */
function refusalOf(
  key: string | undefined,
  bytes: Uint8Array,
  users: User[],
  { mostName = 20, isOpen = false }: Mistakes,
): string | undefined {
  if (!isOpen && key !== 'key-of-the-caller') return 'the key';
  const body = parse(bytes);
  if (typeof body !== 'object' || body === null) return 'the body';
  const { email, name } = Object(body);
  if (typeof name !== 'string' || [...name].length < 1 || [...name].length > mostName) return 'the name';
  if (typeof email !== 'string' || !/^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(email)) return 'the address';
  if (users.some((user) => user.email.toLowerCase() === email.toLowerCase())) return 'taken';
  users.push({ email, name });
  return undefined;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
