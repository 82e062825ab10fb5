import { exec, type Path } from 'jsonpath-rfc9535';
import { newProblem, type ProblemCode } from './codes.ts';
import { show } from './complaints.ts';
import { isObject, type Json, type JsonObject, setMember, toPointer } from './json.ts';
import { Positions } from './positions.ts';
import type { Problem } from './problem.ts';

/** The document after the actions, and the actions that could not be applied. */
export interface Overlaid {
  readonly document: JsonObject;
  readonly problems: readonly Problem[];
}

interface Application {
  readonly document: JsonObject;
  readonly positions: Positions;
  readonly problems: Problem[];
}

interface Action {
  readonly value: JsonObject;
  readonly pointer: string;
}

interface Match {
  readonly parent: Json[] | JsonObject | undefined;
  readonly key: string | number;
  readonly value: Json;
}

/**
 * A copy of the document with the actions applied in order. An action that changes nothing is a problem: a reading
 * that changes nothing would be a lie.
 * @param at JSON pointer of the list of actions, for the problems.
 * @source OpenAPI Overlay Specification 1.0.0, section 4.4.3. Wider than that, `remove` also takes scalar members.
 */
export function applyActions(
  document: JsonObject,
  actions: readonly Json[],
  positions: Positions = new Positions(),
  at = '/actions',
): Overlaid {
  const application = { document: positions.clone(document), positions, problems: [] };
  actions.forEach((value, index) => {
    if (isObject(value)) applyAction({ value, pointer: at + toPointer([index]) }, application);
  });
  return application;
}

function applyAction(action: Action, application: Application): void {
  const { update, remove } = action.value;
  const matches = findMatches(action, application);
  if (remove === true) removeMatches(matches, action, application);
  else if (update !== undefined) for (const match of matches) updateMatch(match, update, action, application);
}

function findMatches(action: Action, application: Application): Match[] {
  const target = String(action.value['target']);
  const matches: Match[] = [];
  try {
    exec(application.document, target, (value, path) => {
      matches.push({ ...holderOf(application.document, path), value });
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report('overlay-target-invalid', action, `${target} (${reason})`, 'a JSONPath', application);
    return [];
  }
  if (matches.length === 0) report('overlay-target-unmatched', action, target, 'a path to something', application);
  return matches;
}

function holderOf(document: JsonObject, path: Path): Omit<Match, 'value'> {
  let parent: Match['parent'];
  let current: Json | undefined = document;
  for (const key of path) {
    if (!Array.isArray(current) && !isObject(current)) break;
    parent = current;
    current = Array.isArray(current) ? current[Number(key)] : current[String(key)];
  }
  return { parent, key: path.at(-1) ?? '' };
}

function removeMatches(matches: readonly Match[], action: Action, application: Application): void {
  // From the end, so that earlier elements of an array keep their index.
  for (const { parent, key } of matches.toReversed()) {
    if (parent === undefined) report('overlay-target-scalar', action, '$', 'a part of the document', application);
    else if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[String(key)];
  }
}

function updateMatch({ value }: Match, update: Json, action: Action, application: Application): void {
  const { positions } = application;
  if (Array.isArray(value)) {
    const spot = positions.spotOf(action.value, 'update');
    if (spot !== undefined) positions.markMember(value, String(value.length), spot);
    value.push(positions.clone(update));
  } else if (!isObject(value)) {
    report('overlay-target-scalar', action, show(value), 'an object or an array', application);
  } else if (isObject(update)) merge(value, update, action, application);
  else report('overlay-update-mismatch', action, show(update), 'an object, as the target is one', application);
}

function merge(target: JsonObject, update: JsonObject, action: Action, application: Application): void {
  const { positions } = application;
  for (const [name, value] of Object.entries(update)) {
    const current = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isObject(current) && isObject(value)) merge(current, value, action, application);
    else if (Array.isArray(current) && Array.isArray(value)) append(current, value, positions);
    else if (current !== undefined && current !== null && kindOf(current) !== kindOf(value)) {
      const found = `${kindOf(value)} for ${JSON.stringify(name)}`;
      report('overlay-update-mismatch', action, found, `${kindOf(current)}, as the target has one`, application);
    } else {
      setMember(target, name, positions.clone(value));
      const spot = positions.spotOf(update, name);
      if (spot !== undefined) positions.markMember(target, name, spot);
    }
  }
}

function append(target: Json[], values: readonly Json[], positions: Positions): void {
  values.forEach((value, index) => {
    const spot = positions.spotOf(values, String(index));
    if (spot !== undefined) positions.markMember(target, String(target.length), spot);
    target.push(positions.clone(value));
  });
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'an array';
  return isObject(value) ? 'an object' : 'a scalar';
}

function report(code: ProblemCode, action: Action, found: string, expected: string, application: Application): void {
  const spot = application.positions.spotOf(action.value, 'target') ?? application.positions.spotOf(action.value);
  const place = spot?.() ?? { file: '', line: 1, column: 1 };
  application.problems.push(newProblem(code, place, `${action.pointer}/target`, found, expected));
}
