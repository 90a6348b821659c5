/** The message, ready to go: its preview, how to send it, and what happens next. */
import {
  compose,
  contactName,
  fillIn,
  formatDate,
  letter,
  mailto,
  subjectValue,
} from "./compose.mjs";
import { element, fieldAt, followLink, linkToField } from "./dom.mjs";
import { eml, ics } from "./exports.mjs";
import { route } from "./router.mjs";

/**
 * Shows what a valid enquiry becomes.
 * @param {object} shown
 * @param {HTMLFormElement} shown.form
 * @param {HTMLElement} shown.section where the message is shown
 * @param {object} shown.enquiry
 * @param {import("./validator.mjs").Problem[]} shown.warnings
 * @param {import("./compose.mjs").Guide} shown.guide
 * @param {string} shown.today ISO date
 * @param {(text: string) => void} shown.announce
 * @returns {Record<string, () => void>} what to do for each `data-action` of the section
 */
export function showResult({ form, section, enquiry, warnings, guide, today, announce }) {
  const { words } = guide;
  const destination = route(enquiry, guide.table, { today });
  const message = compose(enquiry, destination, guide, today);
  const email = mailto(message);
  const find = (selector) => section.querySelector(selector);
  showPreview(find, message);
  showAdvice(find, form, warnings, guide);
  showWaysToSend(section, enquiry, destination, email, guide);
  const steps = nextSteps(enquiry, destination, guide, today);
  find("#next").replaceChildren(...steps.map((textContent) => element("p", { textContent })));
  find("[data-action=ics]").hidden = !destination.escalation;
  section.hidden = false;

  const wholeLetter = letter(message);
  const save = (name, type, content) => {
    download(name, type, content);
    announce(fillIn(words.said_saved, { file: name }));
  };
  return {
    copy: () => copy(enquiry.channel === "email" ? message.text : wholeLetter, find(".text"), words, announce),
    mailto: () => {
      // The browser lets a page write to the clipboard only at once.
      if (email.isWhole) announce(words.said_mailto);
      else copy(message.text, find(".text"), { ...words, said_copied: words.said_mailto_and_copied }, announce);
      followLink({ href: email.href });
    },
    eml: () => save("enquiry.eml", "message/rfc822", eml(message, find("#with-data").checked ? enquiry : null)),
    txt: () => save("enquiry.txt", "text/plain", wholeLetter),
    json: () => save("enquiry.json", "application/json", JSON.stringify(enquiry, null, 2) + "\n"),
    print: () => window.print(),
    ics: () => save("enquiry.ics", "text/calendar", reminder(enquiry, destination, guide, today)),
  };
}

function showPreview(find, { heading, text }) {
  const entries = heading.flatMap(([label, value]) => [
    element("dt", { textContent: label }),
    element("dd", { textContent: value }),
  ]);
  find("dl").replaceChildren(...entries);
  find(".text").textContent = text;
}

function showAdvice(find, form, warnings, { language }) {
  const entries = warnings.map(({ pointer, message }) => linkToField(fieldAt(form, pointer), message[language]));
  find("#advice ul").replaceChildren(...entries);
  find("#advice").hidden = !warnings.length;
}

/** Only what fits the channel; the action that fits it best comes first. */
function showWaysToSend(section, { channel, category: id }, { contact, to }, { isWhole }, { table }) {
  const find = (selector) => section.querySelector(selector);
  for (const part of section.querySelectorAll("[data-channels]")) {
    part.hidden = !part.dataset.channels.split(" ").includes(channel);
  }
  const byEmail = channel === "email";
  find("#too-long").hidden = !byEmail || isWhole;
  const leading = find(`[data-action=${byEmail ? "mailto" : "print"}]`);
  const [first, more] = [find("#lead-action"), find("#more-actions")];
  for (const button of first.querySelectorAll("button")) if (button !== leading) more.prepend(button);
  first.prepend(leading);
  const { gap } = table.categories.find((each) => each.id === id);
  const where = table.contacts.find((each) => each.id === contact)?.where;
  find("#no-address").hidden = to !== null;
  find("#no-address [data-message]").textContent = gap ?? where ?? "";
}

/** The sentences on when the person may write to which contact. */
function nextSteps(enquiry, { stage, contact, escalation }, guide, today) {
  const { words } = guide;
  if (stage === "escalation") return [fillIn(words.next_escalated, { contact: contactName(contact, guide) })];
  if (!escalation) return [words.next_none];
  const { isWaiting, ...values } = waitOf(enquiry, escalation, guide, today);
  return [
    fillIn(isWaiting ? words.next_wait : words.next_from, values),
    fillIn(words.next_how, values),
    ...(escalation.outcomes.includes("disagreement") ? [words.next_disagreement] : []),
  ];
}

/** The wait, in words: from the message that nobody answered, or from today. */
function waitOf({ category, previousEnquiry: previous }, { contact, from }, guide, today) {
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

function reminder(enquiry, { escalation }, guide, today) {
  const { words } = guide;
  return ics({
    matter: `${enquiry.category} ${subjectValue(enquiry, guide) ?? enquiry.enquirer.fullName}`,
    date: escalation.from,
    today,
    title: words.reminder_title,
    text: fillIn(words.reminder_text, waitOf(enquiry, escalation, guide, today)),
  });
}

/** Where the clipboard is forbidden, the text is selected for the person to copy. */
async function copy(text, preview, words, announce) {
  try {
    await navigator.clipboard.writeText(text);
    announce(words.said_copied);
  } catch {
    getSelection().selectAllChildren(preview);
    announce(words.said_copy_failed);
  }
}

function download(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  followLink({ href, download: name });
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // some browsers read it only after the click
}
