/**
 * Where an enquiry goes, and from which day to which next contact. The same rules, in
 * Python: `src/enquiry/routing/router.py`.
 *
 * @typedef {{contact: string, to: string | null, from: string, outcomes: string[]}} Escalation
 * @typedef {{category: string, stage: "first" | "escalation", contact: string | null,
 *   to: string | null, attention: {en: string, fr: string} | null,
 *   escalation: Escalation | null}} Route
 */

/** Where an enquiry holds the address that the sender found, by its channel. */
const GIVEN = { email: "email", fax: "fax", mail: "postalAddress" };

/** Where the table says how a contact is reached, by channel. */
const STATED = { email: "address", "web-form": "web_form", phone: "phone", counter: "counter" };

/**
 * @param {object} document a valid enquiry
 * @param {object} table the published routing table
 * @param {{today?: string}} options the sender's date, unless the enquiry says when it was prepared
 * @returns {Route} throws RangeError where there is no date, and for what the table does not have
 */
export function route(document, table, { today } = {}) {
  const now = document.preparedOn || dateOf(today);
  const category = findById(table.categories, document.category);
  const onward = escalationsOf(category);
  const previous = document.previousEnquiry;
  const reached = stageOf(previous, onward, table);
  const isDue = Boolean(previous && onward[reached] && mayGoOn(onward[reached], previous, now));
  const here = isDue ? reached + 1 : reached;
  const contact = contactOf(here ? onward[here - 1].contact : category.contact, document, table);
  // Waiting began with the message that nobody answered, else it begins today.
  const start = !isDue && previous?.outcome === "no-reply" ? previous.sentOn : now;
  return {
    category: category.id,
    stage: here ? "escalation" : "first",
    contact: contact?.id ?? null,
    to: addressOf(contact, document),
    attention: contact?.attention ?? null,
    escalation: onward[here] ? nextStep(onward[here], start, document, table) : null,
  };
}

/** @returns {object[]} every stage of a category after the first, in order */
export function escalationsOf({ escalation }) {
  return escalation ? [escalation, ...escalationsOf(escalation)] : [];
}

/** @returns {number} the stage that the earlier message was in; 0, the first, if it does not say so */
export function stageOf(previous, onward, table) {
  const sentTo = previous?.contact;
  const names = ({ contact }) => [contact, findById(table.contacts, contact).through_office];
  return sentTo ? onward.findIndex((each) => names(each).includes(sentTo)) + 1 : 0;
}

/** The ISO date itself, where it is one. */
function dateOf(text) {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && text > "0001" && !Number.isNaN(Date.parse(text));
  if (!isDay || addDays(text, 0) !== text) throw new RangeError("Give today as a date that exists: YYYY-MM-DD.");
  return text;
}

/** @returns {string} the ISO date that many calendar days after an ISO date, in 9999 at the latest */
function addDays(date, days) {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.getUTCFullYear() > 9999 ? "9999-12-31" : day.toISOString().slice(0, 10);
}

function mayGoOn(escalation, { outcome, sentOn }, now) {
  if (!escalation.outcomes.includes(outcome)) return false;
  return outcome !== "no-reply" || addDays(sentOn, escalation.after_days) <= now;
}

/** The contact of that id, or the one that takes its place in the office's mailbox. */
function contactOf(id, document, table) {
  if (!id) return null;
  const contact = findById(table.contacts, id);
  const isThroughOffice = contact.through_office && document.recipient?.via === "office";
  return isThroughOffice ? findById(table.contacts, contact.through_office) : contact;
}

/** @returns {string[]} the channels by which the table itself says how to reach a contact */
export const waysOf = (contact) => Object.keys(STATED).filter((channel) => contact?.[STATED[channel]]);

/**
 * @param {object | null} contact null where nobody is named
 * @returns {string[]} the channels by which one reaches the contact: those that the table states, and
 *   those for which the sender may have an address. The same rule: `Contact.channels` in Python.
 */
export function channelsTo(contact) {
  const stated = waysOf(contact);
  const isAddressed = contact?.at_office || stated.every((way) => way === "email");
  const given = isAddressed ? Object.keys(GIVEN) : contact.address_format ? ["email"] : [];
  return [...new Set([...given, ...stated])];
}

/** Where the message goes: as the table states, or else to what the sender gave. */
function addressOf(contact, { channel, recipient }) {
  return contact?.[STATED[channel]] ?? recipient?.[GIVEN[channel]] ?? null;
}

function nextStep({ contact: id, after_days: days, outcomes }, start, document, table) {
  const contact = contactOf(id, document, table);
  // What the sender gave is the office's, so it never stands for another body.
  const isReached = contact.at_office || contact[STATED[document.channel]];
  return {
    contact: contact.id,
    to: isReached ? addressOf(contact, document) : null,
    from: addDays(start, days),
    outcomes: [...outcomes],
  };
}

function findById(rows, id) {
  const row = rows.find((each) => each.id === id);
  if (!row) throw new RangeError(`The routing table has no “${id}”.`);
  return row;
}
