import type { PlainResponse } from '../../mock/plain.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import { afterRefusal, onCreate } from '../engine/passing.ts';

/** The engine that changes refusals. */
export function refusing(change: (answer: PlainResponse, stage: Parameters<Engine>[1]) => PlainResponse): Engine {
  return afterRefusal((answer, { stage }) => change(answer, stage));
}

/** Lets the create calls of a document take no members but those that it names. */
export function closed(document: JsonObject): void {
  for (const item of Object.values(asObject(document['paths'])))
    for (const operation of Object.values(asObject(item))) {
      if (!/^create/.test(String(asObject(operation)['operationId']))) continue;
      for (const media of Object.values(asObject(asObject(asObject(operation)['requestBody'])['content']))) {
        const schema = asObject(asObject(media)['schema']);
        const user = schema['items'] === undefined ? schema : asObject(schema['items']);
        user['additionalProperties'] = false;
      }
    }
}

/** Changes what every call brings about. */
export function forEachEffect(document: JsonObject, change: (effect: JsonObject) => void): void {
  for (const item of Object.values(asObject(document['paths'])))
    for (const operation of Object.values(asObject(item))) {
      const effect = asObject(operation)['x-effect'];
      if (isObject(effect)) change(effect);
    }
}

function changedItems(change: (item: JsonObject, surface: Parameters<Engine>[1]['surface']) => JsonObject): Engine {
  return onCreate(() => ({ stage, items, request }, serve) => {
    const changed = items.map((item) => change(item, stage.surface));
    return serve(JSON.stringify(changed) === JSON.stringify(items) ? request : stage.withItems(request, changed));
  });
}

/** The engine that keeps names in Unicode normal form C. */
export function normalised(): Engine {
  return changedItems((item, { names }) => withTexts(item, names, (text) => text.normalize('NFC')));
}

/** The engine that keeps addresses in lower case. */
export function lowerCased(): Engine {
  return changedItems((item, { email }) => withTexts(item, [email], (text) => text.toLowerCase()));
}

/** A copy with some texts changed. */
export function withTexts(item: JsonObject, names: readonly string[], change: (text: string) => string): JsonObject {
  const texts = names.flatMap((name): [string, Json][] =>
    typeof item[name] === 'string' ? [[name, change(item[name])]] : [],
  );
  return { ...item, ...Object.fromEntries(texts) };
}
