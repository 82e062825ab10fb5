import { pointerSegments } from '../specs/json.ts';

/** Name of the field at a pointer for people: its path with dots. */
export function fieldOf(pointer: string): string {
  return pointerSegments(pointer).join('.');
}
