/** Changes that a contract allows, by the id that they would have as a mutant (`*` for any text), and why they are allowed. */
export const OPEN_POINTS: Readonly<Record<string, string>> = {
  'syncplicity/item-not:not:dropped': 'S-A5: names that are null or empty may count as set.',
  'syncplicity/users-created:made-required:FirstName': 'S-A3: one of the two names may not be enough.',
  'syncplicity/users-created:made-required:LastName': 'S-A3: one of the two names may not be enough.',
  'formsonfire/Email-required:required:dropped': 'F-A7: only the credentials may be required.',
  'formsonfire/FirstName-required:required:dropped': 'F-A7: only the credentials may be required.',
  'formsonfire/LastName-required:required:dropped': 'F-A7: only the credentials may be required.',
  'legalesign/*_name-pattern:pattern:class-1-without- ': 'L-A5: a blank may not stand at the start of a name.',
  'legalesign/*_name-pattern:pattern:end-anchor-added': 'L-A2: the pattern may bind the whole name.',
  'legalesign/password-pattern:pattern:start-anchor-dropped': 'L-A7: blanks may be accepted.',
  'legalesign/password-pattern:pattern:end-anchor-dropped': 'L-A7: blanks and any length from 8 up may be accepted.',
  'legalesign/password-pattern:pattern:count-1-max-looser': 'L-A7: any length from 8 up may be accepted.',
  'legalesign/password-pattern:pattern:class-4-without-`': 'L-A6: a backtick may not count as a special character.',
  'legalesign/password-pattern:pattern:count-1-min-looser':
    'The limit of length says the same; its own mutant changes both.',
  'legalesign/unknown-group:dropped': 'L-A13: unknown groups may be accepted.',
  'legalesign/permission-type:type:*': 'L-A12: numbers may be accepted; the list of values refuses everything else.',
};

/** Why a change is no mutant; undefined for one that is. */
export function openPointOf(id: string): string | undefined {
  return Object.entries(OPEN_POINTS).find(([pattern]) => covers(pattern, id))?.[1];
}

/** True when the pattern, with `*` for any text, is the id. */
export function covers(pattern: string, id: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === id;
  return id.startsWith(start) && id.slice(start.length).endsWith(rest.join('*'));
}
