/** Wraps results and refusals the way the vendor's sample does. */
export class Envelope {
  #on;
  #formats;
  #clock;

  constructor(on, formats, clock) {
    this.#on = on;
    this.#formats = formats;
    this.#clock = clock;
  }

  /** Returns the body of a successful answer. */
  success(result) {
    return this.#wrap(true, { result });
  }

  /** Returns the body of a refusal. */
  failure({ status, code, message, fields = [] }) {
    const shown = this.#on.has('messages-other') ? `Refusé — «${message.length}» 拒否` : message;
    if (this.#on.has('failure-problem')) return { type: 'about:blank', title: code, status, detail: shown };
    if (this.#on.has('failure-bare')) return { message: shown };
    if (this.#on.has('failure-array')) return [shown];
    const errors = fields.length > 0 ? fields.map((field) => ({ field })) : [];
    return this.#wrap(false, { errorCode: code, message: shown, errors });
  }

  /** Returns the media type of a body that was made here. */
  mediaType(isFailure) {
    if (isFailure && this.#on.has('failure-problem')) return 'application/problem+json';
    return this.#on.has('media-type-plain') ? 'application/json' : 'application/json; charset=utf-8';
  }

  /** Returns a body as text. */
  print(body) {
    const shown = this.#on.has('members-reversed') ? reversed(body) : body;
    return JSON.stringify(shown, null, this.#on.has('json-pretty') ? 2 : 0);
  }

  #wrap(success, rest) {
    return {
      success,
      requestId: this.#formats.requestId(),
      timestamp: this.#formats.answerTime(this.#clock()),
      ...(this.#on.has('extra-fields') ? { apiVersion: 1.4, warnings: [], links: { self: null } } : {}),
      ...rest,
    };
  }
}

function reversed(value) {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
