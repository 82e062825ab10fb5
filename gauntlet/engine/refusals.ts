import { asObject, type Json } from '../../specs/json.ts';
import { typed } from './answers.ts';
import { afterRefusal, type EngineCase } from './passing.ts';

/** Servers that refuse a short password with another body than the documented one. */
export const refusals: readonly EngineCase[] = [
  shape('no-user', ({ password }) => ({ password: password ?? [] })),
  shape('other-root', (faults) => ({ errors: faults })),
  shape('one-text', (faults) => ({ user: { ...faults, password: 'Ensure this value has at least 8 characters' } })),
  shape('no-text', (faults) => ({ user: { ...faults, password: [] } })),
  shape('number', (faults) => ({ user: { ...faults, password: [8] } })),
  shape('other-field', () => ({ user: { email: ['Ensure this value has at least 8 characters'] } })),
  shape('upper-case', (faults) => ({ user: { Password: faults['password'] ?? [] } })),
  shape('list', (faults) => [{ user: faults }]),
  raw('empty', 'Answers an empty body.', () => ''),
  raw('truncated', 'Answers half of the body.', (text) => text.slice(0, text.length / 2)),
  raw('html', 'Answers a page.', () => '<!doctype html><title>Bad Request</title>', 'text/html'),
  text('no-number', 'Does not say how long a password must be.', 'This password is too short'),
  text('other-number', 'Says a wrong length.', 'Ensure this value has at least 6 characters'),
];

function shape(name: string, change: (faults: { [field: string]: Json }) => Json): EngineCase {
  return {
    topic: 'refusalBody',
    name: `short-password-${name}`,
    says: 'Refuses a short password with another body than the documented one.',
    engine: afterRefusal((answer, { stage }) => {
      const faults = asObject(asObject(stage.answerOf(answer))['user']);
      return isShort(String(answer.body)) ? stage.withAnswer(answer, change(faults)) : answer;
    }),
  };
}

function raw(name: string, says: string, change: (text: string) => string, type?: string): EngineCase {
  return {
    topic: 'refusalBody',
    name: `short-password-${name}`,
    says,
    engine: afterRefusal((answer) => {
      if (!isShort(String(answer.body))) return answer;
      return { ...(type === undefined ? answer : typed(answer, type)), body: change(String(answer.body)) };
    }),
  };
}

function text(name: string, says: string, message: string): EngineCase {
  return {
    topic: 'refusalText',
    name: `short-password-${name}`,
    says,
    engine: afterRefusal((answer) => ({
      ...answer,
      body: String(answer.body).replaceAll(/Ensure this value has at least 8 characters/g, message),
    })),
  };
}

function isShort(body: string): boolean {
  return body.includes('"password"') && body.includes('at least 8 characters');
}
