/** Ways to write an instant; the names are those of `{$now#/…}`. */
export const instantFormats: Readonly<Record<InstantFormat, (ms: number) => string | number>> = {
  rfc3339: (ms: number): string => new Date(ms).toISOString(),
  'rfc3339-micro': (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z'),
  'rfc3339-offset': (ms: number): string => new Date(ms).toISOString().replace('Z', '+00:00'),
  naive: (ms: number): string => new Date(ms).toISOString().slice(0, 19),
  dotnet: (ms: number): string => `/Date(${ms})/`,
  unix: (ms: number): number => Math.floor(ms / 1000),
};

export type InstantFormat = 'rfc3339' | 'rfc3339-micro' | 'rfc3339-offset' | 'naive' | 'dotnet' | 'unix';

/** True for the name of an instant format. */
export function isInstantFormat(name: string): name is InstantFormat {
  return Object.hasOwn(instantFormats, name);
}
