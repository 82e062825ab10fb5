import { Subscription } from './subscription.mjs';

/** All subscriptions: the default one and those that were arranged, by number. */
export class World {
  #options;
  #arranged = new Map();
  #count = 0;

  constructor(options, token) {
    this.#options = options;
    this.root = new Subscription(options);
    this.root.admit(token);
  }

  /** Opens a subscription of its own, with a fresh token. */
  open(state) {
    this.#count += 1;
    const subscription = new Subscription({ ...this.#options, ...state });
    const token = this.#options.formats.secret(24);
    subscription.admit(token);
    this.#arranged.set(String(this.#count), subscription);
    return { tenant: this.#count, subscription, token };
  }

  /** Returns a subscription; the default one when no number is given, undefined when there is none. */
  find(tenant) {
    return tenant === undefined || tenant === null ? this.root : this.#arranged.get(String(tenant));
  }

  /** Closes a subscription and tells whether there was one. */
  close(tenant) {
    return this.#arranged.delete(String(tenant));
  }
}
