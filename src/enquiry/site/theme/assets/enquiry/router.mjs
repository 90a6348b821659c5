/**
 * Where an enquiry goes, and from which day it may go on to whom. The same rules, in Python:
 * `src/enquiry/route.py`.
 *
 * @typedef {{contact: string, to: string | null, from: string, outcomes: string[]}} Onward
 * @typedef {{category: string, stage: "first" | "escalation", contact: string | null,
 *   to: string | null, attention: {en: string, fr: string} | null, escalation: Onward | null}} Route
 */

/**
 * @param {object} document a valid enquiry
 * @param {object} table the published routing table
 * @param {{today: string}} options the sender's date
 * @returns {Route}
 */
export function route(document, table, { today }) {
  const category = byId(table.categories, document.category);
  const { escalation: onward } = category;
  const previous = document.previousEnquiry;
  if (onward && previous && isDue(onward, previous, today)) {
    return answer(document, category, "escalation", byId(table.contacts, onward.contact), null);
  }
  // Waiting began with the message that nobody answered, else it begins today.
  const start = previous?.outcome === "no-reply" ? previous.sentOn : today;
  return answer(document, category, "first", category.contact && byId(table.contacts, category.contact), onward && {
    contact: onward.contact,
    to: address(document, byId(table.contacts, onward.contact)),
    from: addDays(start, onward.after_days),
    outcomes: [...onward.outcomes],
  });
}

/** @returns {string} the ISO date that many calendar days after an ISO date */
export function addDays(date, days) {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

function isDue(onward, { outcome, sentOn }, today) {
  if (!onward.outcomes.includes(outcome)) return false;
  return outcome !== "no-reply" || addDays(sentOn, onward.after_days) <= today;
}

function address(document, contact) {
  return contact?.address || (document.recipient?.email ?? null);
}

function answer(document, category, stage, contact, escalation) {
  return {
    category: category.id,
    stage,
    contact: contact?.id ?? null,
    to: address(document, contact),
    attention: contact?.attention ?? null,
    escalation: escalation ?? null,
  };
}

function byId(rows, id) {
  const row = rows.find((each) => each.id === id);
  if (!row) throw new RangeError(`The routing table has no “${id}”.`);
  return row;
}
