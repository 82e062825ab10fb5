/** Why work was ended before it was done. */
export type Ended = 'timeout' | 'aborted';

/** What ends work early. */
export interface Deadline {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * What the work yields, or what `end` makes of it when time or the signal end it first. `end` is called at most once; what the work
 * does afterwards is dropped, errors too.
 */
export function withinDeadline<Result>(
  work: Promise<Result>,
  { timeoutMs, signal }: Deadline,
  end: (why: Ended) => Result | Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => finish(() => resolve(end('aborted')));
    const timer = setTimeout(() => finish(() => resolve(end('timeout'))), timeoutMs);
    let isDone = false;
    signal?.addEventListener('abort', onAbort, { once: true });
    work.then(
      (result) => finish(() => resolve(result)),
      (error: unknown) => finish(() => reject(error)),
    );
    if (signal?.aborted) onAbort();

    function finish(settle: () => void): void {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      settle();
    }
  });
}
