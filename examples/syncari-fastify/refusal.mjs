/** A call that is refused: a status, a code, a message and the fields at fault. */
export class Refusal extends Error {
  constructor(status, code, message, fields = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** Returns the refusal of invalid input, with the status that the variants ask for. */
  static invalid(on, problems) {
    const message = problems.map(([field, rule]) => `${field} ${rule}`).join('; ');
    const fields = [...new Set(problems.map(([field]) => field))];
    return new Refusal(Refusal.#invalidStatus(on), 'INVALID_REQUEST', message, fields);
  }

  static #invalidStatus(on) {
    if (on.has('invalid-200')) return 200;
    if (on.has('invalid-400')) return 400;
    return on.has('invalid-403') ? 403 : 422;
  }
}
