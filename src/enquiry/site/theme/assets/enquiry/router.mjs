/**
 * Where an enquiry goes, and from which day to which next contact. The same rules, in
 * Python: `src/enquiry/routing/router.py`.
 *
 * @typedef {{contact: string, to: string | null, from: string, outcomes: string[]}} Escalation
 * @typedef {{category: string, stage: "first" | "escalation", contact: string | null,
 *   to: string | null, attention: {en: string, fr: string} | null,
 *   escalation: Escalation | null}} Route
 */

/**
 * @param {object} document a valid enquiry
 * @param {object} table the published routing table
 * @param {{today: string}} options the sender's date
 * @returns {Route}
 */
export function route(document, table, { today }) {
  const category = findById(table.categories, document.category);
  const { escalation } = category;
  const previous = document.previousEnquiry;
  if (escalation && previous && isDue(escalation, previous, today)) {
    return routeTo(document, category, "escalation", findById(table.contacts, escalation.contact), null);
  }
  const contact = category.contact && findById(table.contacts, category.contact);
  // Waiting began with the message that nobody answered, else it begins today.
  const start = previous?.outcome === "no-reply" ? previous.sentOn : today;
  return routeTo(document, category, "first", contact, escalation && {
    contact: escalation.contact,
    to: addressOf(findById(table.contacts, escalation.contact), document),
    from: addDays(start, escalation.after_days),
    outcomes: [...escalation.outcomes],
  });
}

/** @returns {string} the ISO date that many calendar days after an ISO date */
function addDays(date, days) {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

function isDue(escalation, { outcome, sentOn }, today) {
  if (!escalation.outcomes.includes(outcome)) return false;
  return outcome !== "no-reply" || addDays(sentOn, escalation.after_days) <= today;
}

function addressOf(contact, document) {
  return contact?.address || (document.recipient?.email ?? null);
}

function routeTo(document, category, stage, contact, escalation) {
  return {
    category: category.id,
    stage,
    contact: contact?.id ?? null,
    to: addressOf(contact, document),
    attention: contact?.attention ?? null,
    escalation: escalation ?? null,
  };
}

function findById(rows, id) {
  const row = rows.find((each) => each.id === id);
  if (!row) throw new RangeError(`The routing table has no “${id}”.`);
  return row;
}
