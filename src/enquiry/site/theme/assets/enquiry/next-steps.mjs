/** What happens after a message is sent: whether and when the person may write to whom next. */
import { contactName, fillIn, formatDate } from "./compose.mjs";

/**
 * @param {import("./router.mjs").Route} route where it goes
 * @param {string} today ISO date
 * @returns {string[]} the sentences on when the person may write to which contact
 */
export function nextSteps(enquiry, { stage, contact, escalation }, guide, today) {
  const { words } = guide;
  if (stage === "escalation") return [fillIn(words.next_escalated, { contact: contactName(contact, guide) })];
  if (!escalation) return [words.next_none];
  const { isWaiting, ...values } = waitOf(enquiry, escalation, guide, today);
  // Without a reply nobody is next, so no day counts.
  if (!escalation.outcomes.includes("no-reply")) return [fillIn(words.next_if_disagreement, values)];
  return [
    fillIn(isWaiting ? words.next_wait : words.next_from, values),
    fillIn(words.next_how, values),
    ...(escalation.outcomes.includes("disagreement") ? [words.next_disagreement] : []),
  ];
}

/** The wait, in words: from the message that nobody answered, or from today. */
export function waitOf({ category, previousEnquiry: previous }, { contact, from }, guide, today) {
  const unbroken = (date) => formatDate(date, guide).replaceAll(" ", "\u00a0");
  const isWaiting = previous?.outcome === "no-reply";
  const { title, escalation } = guide.table.categories.find(({ id }) => id === category);
  return {
    isWaiting,
    title: title[guide.language],
    start: unbroken(isWaiting ? previous.sentOn : today),
    date: unbroken(from),
    days: escalation.after_days,
    contact: contactName(contact, guide),
  };
}
