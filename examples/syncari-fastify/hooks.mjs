import { UserView } from './user.mjs';

/** A call of a hook that cannot be answered; the message says why. */
export class HookError extends Error {}

/** The three hooks with which a test makes, looks into and drops subscriptions. */
export class Hooks {
  #world;
  #on;
  #view;

  constructor(world, on, formats) {
    this.#world = world;
    this.#on = on;
    this.#view = new UserView(on, formats);
  }

  /** Makes a fresh subscription in the given state; `origin` is where this server is reached. */
  arrange(message, origin) {
    const { contract = 'syncari', given } = objectIn(message, 'the message');
    if (contract !== 'syncari') throw new HookError('this target serves syncari only');
    const { users, instanceIds, roles, ...others } = objectIn(given ?? {}, 'given');
    const { tenant, subscription, token } = this.#world.open({
      instanceIds: namesIn(instanceIds, 'instanceIds'),
      roles: namesIn(roles, 'roles'),
    });
    for (const user of listIn(users ?? [], 'users')) this.#seed(subscription, objectIn(user, 'a user'));
    return {
      baseUrl: `${origin}/t/${tenant}`,
      tenant,
      personas: { caller: { headers: { Authorization: this.#on.has('bare-tokens') ? token : `Bearer ${token}` } } },
      facts: { instanceIds: subscription.instanceIds, roles: subscription.roles },
      unsupported: Object.keys(others),
    };
  }

  // The tests may name just the fields that matter to them.
  #seed(subscription, user) {
    const instance = subscription.defaultInstance;
    const userRoles = objectIn(user.userRoles ?? { [instance]: ['Viewer'] }, 'userRoles');
    const entries = Object.entries(userRoles).map(([key, roles]) => [key, listIn(roles, 'roles of a user')]);
    const draft = {
      email: String(user.email ?? `seed-${subscription.users.size}@example.com`),
      firstName: String(user.firstName ?? 'Seed'),
      lastName: String(user.lastName ?? 'Seed'),
      isApiUser: (user.apiUser ?? user.isApiUser) === true,
      userRoles: new Map(entries),
    };
    const added = subscription.add(draft, instance);
    if (typeof user.status === 'string') added.status = user.status;
  }

  /** Tells who is there and who was sent a mail. */
  observe(message) {
    const { tenant, email } = objectIn(message, 'the message');
    const subscription = this.#world.find(tenant);
    if (subscription === undefined) throw new HookError('there is no such tenant');
    const users = typeof email === 'string' ? subscription.withEmail(email) : subscription.usersOf();
    return { users: users.map((user) => this.#view.show(user)), mails: [...subscription.mails] };
  }

  /** Forgets a subscription. */
  release(message) {
    return { released: this.#world.close(objectIn(message, 'the message').tenant) };
  }
}

// Absent means the names that every subscription has, null means that any name will do.
function namesIn(value, name) {
  if (value === undefined || value === null) return value;
  if (!listIn(value, name).every((one) => typeof one === 'string')) throw new HookError(`${name} must be strings`);
  return value;
}

function listIn(value, name) {
  if (!Array.isArray(value)) throw new HookError(`${name} must be a list`);
  return value;
}

function objectIn(value, name) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HookError(`${name} must be an object`);
  }
  return value;
}
