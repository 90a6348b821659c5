/**
 * The recipient's part of the form: only what reaches the contact that the enquiry goes to is asked,
 * and what was typed for one contact is never carried over to another.
 */
import { nextSteps } from "./compose.mjs";
import { channelsTo, escalationsOf, route, waysOf } from "./router.mjs";
import { matches } from "./validator.mjs";

const CHANNELS = { email: "email", fax: "fax", postalAddress: "mail" };
const OFFICE = "an office";

/** The answers so far, without an earlier message whose date or outcome is not there yet. */
function routable(answers, { schema }, today) {
  const { previousEnquiry: previous } = answers;
  const rules = schema.properties.previousEnquiry;
  const isWhole = rules && previous && matches(rules, previous, today);
  return { ...answers, previousEnquiry: isWhole ? previous : undefined };
}

/**
 * @param {object} answers the enquiry so far
 * @param {string} today ISO date
 * @returns {{contact: object | null, gap: boolean, next: string[], hidden: Set<string>, key: string,
 *   choices: Record<string, string[]>}} the contact; whether the category's gap is to be shown;
 *   when to write to whom next, in sentences; dotted names of what is not asked; `key`, the same
 *   for two contacts that are reached at the same place; and the choices that count, of fields
 *   where that depends on the category
 */
export function recipientOf(answers, guide, today) {
  const { table } = guide;
  const enquiry = routable(answers, guide, today);
  const category = table.categories.find(({ id }) => id === answers.category);
  const routeOf = (each) => (category ? route(each, table, { today }) : null);
  const found = routeOf(enquiry);
  const direct = routeOf({ ...enquiry, recipient: undefined });
  const byId = (id) => table.contacts.find((each) => each.id === id) ?? null;
  const contact = byId(found?.contact);
  const asked = {
    office: Boolean(contact?.at_office),
    via: Boolean(byId(direct?.contact)?.through_office),
  };
  for (const [name, channel] of Object.entries(CHANNELS)) {
    asked[name] = Boolean(found) && channel === answers.channel && !waysOf(contact).includes(channel);
  }
  const stages = category ? escalationsOf(category) : [];
  const isInStages = stages.length > 1;
  const asksContact = isInStages && answers.previousEnquiry?.outcome;
  const notAsked = Object.keys(asked).filter((name) => !asked[name]).map((name) => `recipient.${name}`);
  return {
    contact,
    choices: {
      channel: channelsTo(contact),
      "previousEnquiry.contact": isInStages ? [category.contact, ...stages.map((each) => each.contact)] : [],
    },
    gap: Boolean(category?.gap) && found.stage === "first",
    next: found ? nextSteps(enquiry, found, guide, today) : [],
    hidden: new Set(asksContact ? notAsked : [...notAsked, "previousEnquiry.contact"]),
    key: contact?.at_office ? OFFICE : (contact?.id ?? answers.category ?? ""),
  };
}

/** What was typed for each contact, until the form is cleared. */
let setAside = new Map();
let current = "";

/**
 * Gives each contact its own answers back.
 * @param {string} key of the contact that the answers lead to now
 * @returns {boolean} whether something that was typed for another contact is set aside now
 */
export function changeRecipient(form, key) {
  if (key === current) return false;
  const controls = ["office", ...Object.keys(CHANNELS)]
    .map((name) => form.elements.namedItem(`recipient.${name}`))
    .filter(Boolean);
  const typed = controls.map(({ value }) => value);
  // What was typed before the first choice of a category is for the contact that it leads to.
  const isKept = current !== "";
  if (isKept) setAside.set(current, typed);
  const own = setAside.get(key) ?? [];
  if (isKept || own.length) controls.forEach((control, index) => (control.value = own[index] ?? ""));
  current = key;
  return isKept && typed.some(Boolean);
}

/** Begins anew with what the form holds now. */
export function resetRecipient() {
  setAside.clear();
  current = "";
}

/** What is set aside, as data to be kept with a draft. */
export const keptRecipients = () => ({ current, setAside: [...setAside] });

/** Takes back what a draft kept, before the form is brought up to date. */
export function restoreRecipients(kept) {
  setAside = new Map(kept.setAside);
  current = kept.current;
}
