import { InvalidArgumentError } from 'commander';

/** The parser of an option that may be repeated. */
export function collect<Value>(parse: (text: string) => Value): (text: string, known: Value[]) => Value[] {
  return (text, known) => [...known, parse(text)];
}

/** A whole number from 0 on. @throws InvalidArgumentError for anything else. */
export function toWhole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('expected a whole number.');
  return Number(text);
}

/** A whole number from 1 on. @throws InvalidArgumentError for anything else. */
export function toCount(text: string): number {
  const count = toWhole(text);
  if (count === 0) throw new InvalidArgumentError('expected a whole number from 1 on.');
  return count;
}

/** The number of a port. @throws InvalidArgumentError for anything else. */
export function toPort(text: string): number {
  const port = toWhole(text);
  if (port > 65_535) throw new InvalidArgumentError('expected a port from 0 to 65535.');
  return port;
}

/** A seed: 32 bits. @throws InvalidArgumentError for anything else. */
export function toSeed(text: string): number {
  const seed = toWhole(text);
  if (seed > 0xffff_ffff) throw new InvalidArgumentError('expected a whole number from 0 to 4294967295.');
  return seed;
}

/** The tag of a run, in lower case: it becomes part of addresses. @throws InvalidArgumentError for anything else. */
export function toTag(text: string): string {
  if (!/^[A-Za-z0-9]{1,20}$/.test(text)) throw new InvalidArgumentError('expected 1 to 20 letters and digits.');
  return text.toLowerCase();
}

/** Milliseconds that a timer can take. @throws InvalidArgumentError for anything else. */
export function toTimeoutMs(text: string): number {
  const ms = toCount(text);
  if (ms > 3_600_000) throw new InvalidArgumentError('expected 1 to 3600000 milliseconds.');
  return ms;
}

/** The parser of a list of names, separated by commas. */
export function toNames<Name extends string>(known: readonly Name[]): (text: string) => readonly Name[] {
  return (text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const name = known.find((each) => each === part);
        if (name === undefined) throw new InvalidArgumentError(`expected some of ${known.join(', ')}.`);
        return name;
      });
}
