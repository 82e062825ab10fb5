import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const OFFSET_MS = 5.5 * 60 * 60 * 1000;

/** How ids, secrets and timestamps look. */
export class Formats {
  #on;
  #count = 0;

  constructor(on) {
    this.#on = on;
  }

  /** Returns a new id of a record: 24 hexadecimal digits, as in the vendor's sample. */
  recordId() {
    if (this.#on.has('uuid-ids')) return randomUUID();
    this.#count += 1;
    if (this.#on.has('numeric-ids')) return String(10_000 + this.#count);
    return randomBytes(8).toString('hex') + this.#count.toString(16).padStart(8, '0');
  }

  /** Returns a new id of an answer. */
  requestId() {
    if (this.#on.has('request-ids-digits')) return String(randomInt(1_000_000_000, 10_000_000_000));
    if (this.#on.has('request-ids-uuid')) return randomUUID();
    const letters = randomBytes(6).toString('base64url');
    return this.#on.has('request-ids-odd') ? `№ ${letters} <é> "/" \u{1F510}` : `req_${letters}`;
  }

  /** Returns a new secret: a token, a client id or a client secret. */
  secret(bytes) {
    return randomBytes(bytes).toString('base64url');
  }

  /** Returns a time of a record; milliseconds and +00:00, as in the sample. */
  recordTime(ms) {
    return this.#time(ms, 3, '+00:00');
  }

  /** Returns a time of an answer; microseconds and Z, as in the sample. */
  answerTime(ms) {
    return this.#time(ms, 6, 'Z');
  }

  #time(ms, digits, zone) {
    const isShifted = this.#on.has('times-offset');
    const iso = new Date(ms + (isShifted ? OFFSET_MS : 0)).toISOString();
    const shownZone = isShifted ? '+05:30' : this.#on.has('times-z') ? 'Z' : zone;
    return `${iso.slice(0, 19)}${this.#fraction(iso.slice(20, 23), digits)}${shownZone}`;
  }

  #fraction(millis, digits) {
    if (this.#on.has('times-seconds')) return '';
    const shown = this.#on.has('times-nanos') ? 9 : this.#on.has('times-micros') ? 6 : digits;
    return `.${millis.padEnd(shown, '0')}`;
  }
}
