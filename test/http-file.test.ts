import { describe, expect, test } from 'vitest';
import { parseHttpFile } from './http-file.ts';

const file = `# A taken address is refused.
# clause: acme/email-in-use
# clause: acme/names
# contract: white-label.overlay.yaml
# reading: A1=all-or-nothing
# set: freeSeats=1
# set: mode=open
# given: users=[{"Email":"a=b@example.com"}]
POST /users?modifier= HTTP/1.1
Content-Type: application/json
X-Empty:

[
  {"Email":"a@example.com"}
]

HTTP/1.1 400 EmailAddress In Use
Content-Type: application/json; charset=utf-8

{"Message":"no"}

### read it back
# why this is here

GET {{location}} HTTP/1.1

HTTP/1.1 204

(empty)
### and again
GET /users/{{previous#/0/Id}} HTTP/1.1
HTTP/1.1 200
`;

describe('an example file', () => {
  const parsed = parseHttpFile('x.http', file);

  test('tells what it shows and on which mock', () => {
    expect(parsed).toMatchObject({
      title: 'A taken address is refused.',
      clauses: ['acme/email-in-use', 'acme/names'],
      contract: 'white-label.overlay.yaml',
      readings: { A1: 'all-or-nothing' },
      set: { freeSeats: 1, mode: 'open' },
      given: { users: [{ Email: 'a=b@example.com' }] },
    });
  });
  test('holds requests with headers and body as written', () => {
    expect(parsed.exchanges[0]?.request).toEqual({
      line: 9,
      method: 'POST',
      target: '/users?modifier=',
      headers: [
        ['Content-Type', 'application/json'],
        ['X-Empty', ''],
      ],
      body: '[\n  {"Email":"a@example.com"}\n]',
    });
  });
  test('holds answers with status, reason phrase, headers and body', () => {
    expect(parsed.exchanges[0]?.answer).toEqual({
      line: 17,
      status: 400,
      reasonPhrase: 'EmailAddress In Use',
      headers: [['Content-Type', 'application/json; charset=utf-8']],
      body: '{"Message":"no"}',
    });
  });
  test('has as many exchanges as needed, each with its title', () => {
    expect(parsed.exchanges.map(({ title }) => title)).toEqual(['', 'read it back', 'and again']);
  });
  test('tells an empty body from one that is not judged', () => {
    expect(parsed.exchanges[1]?.answer).toMatchObject({ reasonPhrase: undefined, body: '' });
    expect(parsed.exchanges[2]?.answer).toMatchObject({ line: 32, body: undefined });
  });
  test('tells a header that must not be there', () => {
    const { exchanges } = parseHttpFile('x.http', 'GET / HTTP/1.1\n\nHTTP/1.1 200\nLocation: {{absent}}\n');
    expect(exchanges[0]?.answer.headers).toEqual([['Location', '{{absent}}']]);
  });
  test('may have Windows line ends', () => {
    expect(parseHttpFile('x.http', file.replaceAll('\n', '\r\n'))).toEqual(parsed);
  });
});

describe('a faulty example file names file and line', () => {
  const good = 'GET / HTTP/1.1\n\nHTTP/1.1 200 OK\n';
  test.each([
    ['no request', '# nothing\n', 'x.http:1: no request here'],
    ['nothing behind the last ###', `${good}###\n`, 'x.http:4: no request here'],
    ['no answer', '\nGET / HTTP/1.1\n', 'x.http:2: no answer'],
    [
      'a crooked request line',
      'get / HTTP/1.1\n\nHTTP/1.1 200 OK',
      'x.http:1: found "get / HTTP/1.1", expected METHOD',
    ],
    ['a missing protocol', 'GET /\n\nHTTP/1.1 200 OK', 'x.http:1: found "GET /", expected METHOD'],
    ['a crooked status line', 'GET / HTTP/1.1\n\nHTTP/2 200', 'x.http:3: found "HTTP/2 200", expected HTTP/1.1 STATUS'],
    [
      'no blank line before the body',
      'POST / HTTP/1.1\nA: b\n{"a":1}\n\nHTTP/1.1 200',
      'x.http:3: found "{\\"a\\":1}", expected a header',
    ],
    [
      'an unknown placeholder',
      'GET / HTTP/1.1\n\nHTTP/1.1 200\n\n["{{uuid}}"]',
      'x.http:3: no placeholder is called {{uuid}}',
    ],
    [
      'a body that is absent',
      'GET / HTTP/1.1\n\nHTTP/1.1 200\n\n{{absent}}',
      'x.http:3: no placeholder is called {{absent}}',
    ],
    [
      'a part of a header that is absent',
      'GET / HTTP/1.1\n\nHTTP/1.1 200\nA: b {{absent}}',
      'x.http:3: no placeholder is called {{absent}}',
    ],
    [
      'a header that is sent absent',
      'GET / HTTP/1.1\nA: {{absent}}\n\nHTTP/1.1 200',
      'x.http:1: a request can hold {{location}}',
    ],
    [
      'a placeholder that cannot be sent',
      'GET /{{guid}} HTTP/1.1\n\nHTTP/1.1 200',
      'x.http:1: a request can hold {{location}}',
    ],
    [
      'a broken JSON answer',
      'GET / HTTP/1.1\n\nHTTP/1.1 200\n\n{"a":}',
      'x.http:3: the body of this answer is broken JSON',
    ],
    ['a crooked directive', `#clause: a/b\n${good}`, 'x.http:1: a directive is written'],
    ['a directive without a value', `# title\n# set: freeSeats\n${good}`, 'x.http:2: expected NAME=VALUE'],
    ['given records that are no JSON', `# given: users=[{a}]\n${good}`, 'x.http:1: `given` needs a JSON list'],
    ['given records that are no list', `# given: users={}\n${good}`, 'x.http:1: `given` needs a JSON list'],
  ])('%s', (_, text, message) => {
    expect(() => parseHttpFile('x.http', text)).toThrow(message);
  });
});
