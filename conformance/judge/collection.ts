import type { Collection, Contract, Operation } from '../../specs/contract.ts';
import { atPointer } from '../../specs/json.ts';
import type { EmailOf } from './shown-elements.ts';

/** The collection that an operation creates records in. */
export function collectionOf({ collections }: Contract, { effect }: Operation): Collection | undefined {
  return effect?.create === undefined ? undefined : collections[effect.create];
}

/** The reader of addresses: the member of an element that becomes the record's address. */
export function createEmailOf(contract: Contract, operation: Operation): EmailOf {
  const pointer = emailPointer(contract, operation);
  return (item) => {
    const value = pointer === undefined ? undefined : atPointer(item, pointer);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}

/** Pointer of the address inside an element: the template of the record says which member it comes from. */
export function emailPointer(contract: Contract, operation: Operation): string | undefined {
  const collection = collectionOf(contract, operation);
  const template = collection && atPointer(collection.record, collection.email);
  const match = typeof template === 'string' ? /^\{\$item#(\/[^}]*)\}$/.exec(template) : null;
  return match?.[1];
}
