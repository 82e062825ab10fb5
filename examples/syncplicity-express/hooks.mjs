import express from 'express';
import { draftUser, isPolicy, openCompany, shownUser, storeUser } from './company.mjs';
import { sendJson } from './reply.mjs';

const isCount = (value) => Number.isInteger(value) && value >= 0;
const isTexts = (value) => Array.isArray(value) && value.every((text) => typeof text === 'string');
const isOwnRoles = (value) => Array.isArray(value) && [...value].sort().join() === '1,2';
const isUsers = (value) => Array.isArray(value) && value.every((user) => typeof user?.EmailAddress === 'string');

/** The facts that a company can be made with, and how each has to look. */
const ARRANGEABLE = {
  freeSeats: isCount,
  restrictedDomains: isTexts,
  weakPasswords: isTexts,
  strongPasswords: isTexts,
  passwordPolicy: isPolicy,
  administratorRoles: isOwnRoles,
  users: isUsers,
};

/** Makes a company in the given state, apart from all others, and says how to reach it. */
function arrange(world, given, origin) {
  const isUsable = ([name, value]) => Object.hasOwn(ARRANGEABLE, name) && ARRANGEABLE[name](value);
  const { users = [], administratorRoles, ...facts } = Object.fromEntries(Object.entries(given).filter(isUsable));
  const { variants, clock } = world;
  world.lastTenant += 1;
  const tenant = world.lastTenant;
  const company = openCompany({ facts, appKey: `app-${tenant}`, variants, clock });
  for (const record of users) storeUser(company, draftUser(company, record, variants));
  world.companies.set(String(tenant), company);
  const { freeSeats, restrictedDomains, weakPasswords, strongPasswords } = company;
  return {
    baseUrl: `${origin}/t/${tenant}`,
    tenant,
    personas: company.personas,
    facts: { ...facts, freeSeats, restrictedDomains, weakPasswords, strongPasswords },
    unsupported: Object.entries(given)
      .filter((entry) => !isUsable(entry))
      .map(([name]) => name),
  };
}

/** What is there: the users with an e-mail address (all of them if none is named), the mails to it, and the seats. */
function observe(company, email, variants) {
  const isMeant = (address) => typeof email !== 'string' || address.toLowerCase() === email.toLowerCase();
  return {
    users: [...company.users.values()]
      .filter((user) => isMeant(user.EmailAddress))
      .map((user) => shownUser(user, variants)),
    freeSeats: company.freeSeats,
    mails: company.mails.filter(({ to }) => isMeant(to)),
  };
}

/**
 * The routes that let a judge put this service into a state and look into it. They are for tests: a deployment for real
 * customers leaves them out.
 */
export function hookRoutes(world) {
  const hooks = express.Router();
  const body = express.json({ limit: '8mb' });
  const companyOf = ({ tenant }) => (tenant == null ? world.root : world.companies.get(String(tenant)));
  hooks.post('/__arrange', body, (req, res) => {
    const given = req.body?.given ?? {};
    sendJson(res, 200, arrange(world, typeof given === 'object' ? given : {}, `http://${req.headers.host}`));
  });
  hooks.post('/__observe', body, (req, res) => {
    const company = companyOf(req.body ?? {});
    if (company === undefined) sendJson(res, 404, { error: 'This tenant does not exist.' });
    else sendJson(res, 200, observe(company, req.body?.email, world.variants));
  });
  hooks.post('/__release', body, (req, res) => {
    world.companies.delete(String(req.body?.tenant));
    sendJson(res, 200, {});
  });
  return hooks;
}
