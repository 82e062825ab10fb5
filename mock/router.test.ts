import { expect, test } from 'vitest';
import { aContract, aDocument } from '../test/builders.ts';
import { basePaths, compileRouter } from './router.ts';

const operation = (operationId: string) => ({ operationId, responses: { '200': { description: 'done' } } });
const contract = aContract(
  aDocument(
    {},
    {
      servers: [{ url: 'https://api.example/v1/' }, { url: '/v2' }, { url: 'https://api.example' }, { url: '/v2/' }],
      paths: {
        '/users': { get: operation('list'), post: operation('create') },
        '/users/{user id}/pets/{x.y}': { get: operation('pet'), delete: operation('drop') },
        '/users/me': { put: operation('me') },
        '/now:what': { trace: operation('colon') },
      },
    },
  ),
);
const route = compileRouter(contract, ['/v1']);

/** The operation and its parameters, or the methods of the path, or nothing. */
function found(method: string, path: string): unknown {
  const result = route(method, path);
  if (result.kind === 'operation') return [result.operation.id, result.parameters];
  return result.kind === 'other-methods' ? result.allow : undefined;
}

test.each([
  ['GET', '/users', ['list', {}]],
  ['GET', '/v1/users', ['list', {}]],
  ['HEAD', '/users', ['list', {}]],
  ['GET', '/users/', undefined],
  ['GET', '/Users', undefined],
  ['GET', '/v2/users', undefined],
  ['GET', '/users/a%20b/pets/1', ['pet', { 'user id': 'a b', 'x.y': '1' }]],
  ['DELETE', '/v1/users/a/pets/1', ['drop', { 'user id': 'a', 'x.y': '1' }]],
  ['TRACE', '/now:what', ['colon', {}]],
  ['GET', '/now:ever', undefined],
  ['PATCH', '/users', ['GET', 'POST', 'HEAD', 'OPTIONS']],
  ['get', '/users', ['GET', 'POST', 'HEAD', 'OPTIONS']],
  ['BREW', '/users/me', ['PUT', 'OPTIONS']],
  ['GET', '/users/%zz/pets/1', undefined],
])('%s %s', (method, path, expected) => {
  expect(found(method, path)).toEqual(expected);
});

test('the base paths are those of the servers, each once', () => {
  expect(basePaths(contract)).toEqual(['/v1', '/v2']);
  expect(basePaths(aContract(aDocument()))).toEqual([]);
});
