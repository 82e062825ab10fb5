import { Refusal } from './body.mjs';

const ROLES = ['ReadOnly', 'User', 'Admin', 'EnterpriseAdmin', 'VendorAdmin', 'SuperAdmin'];
const STATUSES = ['Active', 'Invited', 'Inactive'];
const TEXTS = ['Email', 'ExternalId', 'FirstName', 'IntegrationKey', 'LastName', 'Password', 'Status', 'WebsiteRole'];
/** What a new user needs. */
export const TO_CREATE = ['CompanyId', 'Email', 'FirstName', 'IntegrationKey', 'LastName'];
/** What a change or a removal of a user needs. */
export const TO_CHANGE = ['CompanyId', 'Id', 'IntegrationKey'];
const MAX_EXTERNAL_ID_CHARACTERS = 50;
const GUID = /^(?:[\da-f]{32}|[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/i;

/** Returns a GUID in the form in which it is stored (32 lower-case digits), or undefined when it is none. */
export function readGuid(value) {
  if (typeof value !== 'string' || !GUID.test(value)) return undefined;
  return value.replaceAll('-', '').toLowerCase();
}

/**
 * Returns the members of the User in a body (`body` as `readBody` returns it), not yet checked one by one.
 * @throws Refusal when the body holds no User at all
 */
export function userIn(body, on) {
  return body.format === 'json' ? jsonUser(body.value, on) : xmlUser(body.root, on);
}

function jsonUser(value, on) {
  if (!isObject(value)) throw new Refusal(400, 'InvalidRequest', 'The body is not a User.');
  const isWrapped = isObject(value['User']);
  if (on.has('json-wrapped') && !isWrapped) throw new Refusal(400, 'InvalidRequest', 'The body has no member User.');
  const isUnwrapped = isWrapped && (on.has('json-wrapped') || on.has('json-either'));
  return isUnwrapped ? { ...value, ...value['User'] } : value;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function xmlUser(root, on) {
  if (root.name !== 'User') throw new Refusal(400, 'InvalidRequest', 'The root element is not User.');
  if (root.text.trim() !== '') throw new Refusal(400, 'InvalidRequest', 'User holds text.');
  const members = {};
  for (const element of inOrder(root.children, on)) {
    if (Object.hasOwn(members, element.name)) {
      throw new Refusal(400, 'InvalidRequest', `The element ${element.name} occurs twice.`);
    }
    members[element.name] = xmlValue(element);
  }
  return members;
}

function inOrder(elements, on) {
  let last = '';
  return elements.filter(({ name }) => {
    if (name >= last) {
      last = name;
      return true;
    }
    if (on.has('order-required')) throw new Refusal(400, 'InvalidRequest', `The element ${name} is out of order.`);
    return !on.has('order-dropped');
  });
}

function xmlValue(element) {
  if (element.isNil) return null;
  if (element.name === 'CompanyId') return /^\s*\d{1,15}\s*$/.test(element.text) ? Number(element.text) : element.text;
  if (element.name === 'Folders' || element.name === 'Groups') {
    return element.children.map((child) => child.text.trim()).filter((text) => text !== '');
  }
  if (element.name === 'Id') return element.text.trim();
  // An element where text belongs is as wrong as an object in JSON.
  return element.children.length > 0 ? element.children : element.text;
}

/**
 * Returns the fields of a User and what is wrong with them: `{ fields, problems }`, a problem being
 * `{ code, field, message }`. Fields that are null, empty or (unless a variant says otherwise) blank count as absent.
 */
export function checkUser(members, required, format, on) {
  const fields = { ...members };
  const problems = [];
  for (const name of TEXTS) readText(name, fields, problems, on);
  readCompany(fields, problems, on);
  readId(fields, problems);
  for (const name of ['Folders', 'Groups']) readGuids(name, fields, problems, format, on);
  checkValues(fields, problems, on);
  for (const name of required) {
    if (fields[name] === undefined && !problems.some((one) => one.field === name)) problems.push(missing(name));
  }
  return { fields, problems };
}

/** Returns a problem that says that a field was not sent. */
export function missing(field) {
  return { code: 'MissingParameter', field, message: `${field} is required.` };
}

/** Returns a problem that says what is wrong with a field. */
export function invalid(field, rule) {
  return { code: 'InvalidParameter', field, message: `${field} ${rule}.` };
}

function readText(name, fields, problems, on) {
  const value = fields[name];
  fields[name] = undefined;
  if (value === undefined || value === null || value === '') return;
  if (typeof value !== 'string') problems.push(invalid(name, 'must be a string'));
  else if (value.trim() !== '' || (on.has('blanks-accepted') && name.endsWith('Name'))) fields[name] = value;
}

function readCompany(fields, problems, on) {
  const value = fields['CompanyId'];
  fields['CompanyId'] = undefined;
  if (value === undefined || value === null || value === '') return;
  if (Number.isSafeInteger(value)) fields['CompanyId'] = value;
  else if (on.has('numeric-strings') && typeof value === 'string' && /^\d{1,15}$/.test(value)) {
    fields['CompanyId'] = Number(value);
  } else problems.push(invalid('CompanyId', 'must be an integer'));
}

function readId(fields, problems) {
  const value = fields['Id'];
  fields['Id'] = undefined;
  if (value === undefined || value === null || value === '') return;
  fields['Id'] = readGuid(value);
  if (fields['Id'] === undefined) problems.push(invalid('Id', 'must be a GUID'));
}

function readGuids(name, fields, problems, format, on) {
  const value = fields[name];
  fields[name] = [];
  if (value === undefined || value === null || value === '') return;
  const items = Array.isArray(value) ? value : [value];
  const guids = items.map((item) => readGuid(format === 'xml' ? item : guidText(item, on)));
  if (guids.includes(undefined)) problems.push(invalid(name, 'must be GUIDs'));
  else fields[name] = guids;
}

// The vendor shows no JSON of a list: ["guid"] and [{"Id": "guid"}] are both read, unless a variant wants one of them.
function guidText(item, on) {
  if (isObject(item)) return on.has('folders-strings') ? undefined : item['Id'];
  return on.has('folders-objects') ? undefined : item;
}

function checkValues(fields, problems, on) {
  const { Email, ExternalId, Status, WebsiteRole } = fields;
  if (on.has('email-checked') && Email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(Email)) {
    problems.push(invalid('Email', 'is not an e-mail address'));
  }
  if (ExternalId !== undefined && [...ExternalId].length > MAX_EXTERNAL_ID_CHARACTERS) {
    problems.push(invalid('ExternalId', `must not be longer than ${MAX_EXTERNAL_ID_CHARACTERS} characters`));
  }
  if (on.has('status-refused') && Status !== undefined && !STATUSES.includes(Status)) {
    problems.push(invalid('Status', 'is unknown'));
  }
  if (WebsiteRole !== undefined && !ROLES.includes(WebsiteRole)) {
    if (on.has('role-ignored')) fields['WebsiteRole'] = undefined;
    else problems.push(invalid('WebsiteRole', 'is unknown'));
  }
}
