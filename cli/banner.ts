import type { Entry, RunningMock } from '../mock/index.ts';
import { VERSION } from '../specs/version.ts';
import { styled, type Terminal } from './terminal.ts';

/** What `doublecheck mock` prints once: where it listens, and for each contract a line that works when pasted into a shell. */
export function bannerText({ url, overviews }: RunningMock, terminal: Terminal): string {
  const served = overviews(url);
  const [only] = served;
  const what = served.length === 1 && only ? only.contract : `${served.length} contracts`;
  const title = styled(terminal, 'bold', `doublecheck ${VERSION} serves ${what} at ${url}`);
  const blocks = served.map(({ contract, title: name, try: lines }) =>
    [styled(terminal, 'cyan', `${contract} - ${name}`), ...lines].join('\n'),
  );
  const more = styled(terminal, 'dim', `All operations and personas: curl ${url}/    Stop with Ctrl+C`);
  return [title, ...blocks, more].join('\n');
}

/** One line for one request: method, target, status, and the clauses that it broke. */
export function requestLine({ id, method, target, status, violations, persona }: Entry, terminal: Terminal): string {
  const style = status < 400 ? 'green' : status < 500 ? 'yellow' : 'red';
  const reasons = [...new Set(violations.map(({ clause }) => clause))].join(', ');
  const parts = [
    styled(terminal, 'dim', id),
    method,
    printable(target),
    styled(terminal, style, String(status)),
    persona ?? '',
    reasons,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What a request sent must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
