/**
 * The recipient's part of the form: only what reaches the contact that the enquiry goes to is asked,
 * and what was typed for one contact is never carried over to another.
 */
import { route } from "./router.mjs";
import { matches } from "./validator.mjs";

const CHANNELS = { email: "email", fax: "fax", postalAddress: "mail" };
const OFFICE = "an office";

/** Where the answers so far lead, as far as they do. */
function destination(answers, { schema, table }, today) {
  if (!table.categories.some(({ id }) => id === answers.category)) return null;
  const previous = schema.properties.previousEnquiry;
  const isWhole = previous && answers.previousEnquiry && matches(previous, answers.previousEnquiry, today);
  return route({ ...answers, previousEnquiry: isWhole ? answers.previousEnquiry : undefined }, table, { today });
}

/**
 * @param {object} answers the enquiry so far
 * @param {import("./compose.mjs").Guide} guide
 * @param {string} today ISO date
 * @returns {{contact: object | null, gap: boolean, hidden: Set<string>, key: string}} the contact;
 *   whether the category's gap is to be shown; dotted names of what is not asked; and `key`, the
 *   same for two contacts that are reached at the same place
 */
export function recipientOf(answers, guide, today) {
  const { table } = guide;
  const found = destination(answers, guide, today);
  const direct = destination({ ...answers, recipient: undefined }, guide, today);
  const byId = (id) => table.contacts.find((each) => each.id === id) ?? null;
  const contact = byId(found?.contact);
  const asked = {
    office: Boolean(contact?.at_office),
    via: Boolean(byId(direct?.contact)?.through_office),
  };
  for (const [name, channel] of Object.entries(CHANNELS)) {
    asked[name] = Boolean(found) && channel === answers.channel && !(name === "email" && contact?.address);
  }
  const category = table.categories.find(({ id }) => id === answers.category);
  return {
    contact,
    gap: Boolean(category?.gap) && found.stage === "first",
    hidden: new Set(Object.keys(asked).filter((name) => !asked[name]).map((name) => `recipient.${name}`)),
    key: contact?.at_office ? OFFICE : (contact?.id ?? answers.category ?? ""),
  };
}

/** What was typed for each contact, while the page is open. */
const setAside = new Map();
let current = "";

/**
 * Gives each contact its own answers back.
 * @param {HTMLFormElement} form
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
