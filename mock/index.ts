/** Public API of the package: a mock with or without a socket. */
export type { Entry } from './journal.ts';
export type { Overview } from './overview.ts';
export type { PlainRequest, PlainResponse } from './plain.ts';
export {
  type ContractOptions,
  createMock,
  type Mock,
  type MockOptions,
  type RunningMock,
  type StartOptions,
  startMock,
} from './start.ts';
