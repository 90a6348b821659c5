/** The message, ready to go: its preview, how to send it, and what happens next. */
import { compose, letter, mailto, markedAnswers, nextSteps, subjectValue, waitOf } from "./compose.mjs";
import { breakable, element, entryFor, fieldAt, followLink } from "./fields.mjs";
import { fillIn } from "./fill-in.mjs";
import { eml, ics } from "./exports.mjs";
import { route } from "./router.mjs";

/** What one does first with a message that goes by a channel; it is printed for every other one. */
const LEADING = { email: "mailto", "web-form": "copy", phone: "copy" };
/** What one does first with a message that was sent from here: keeps it. */
const KEEPING = "txt";

/**
 * Shows what a valid enquiry becomes.
 * @param {HTMLElement} shown.section where the message is shown
 * @param {string} shown.today ISO date
 * @param {string} [shown.reference] the line with the number of a message that was sent from here
 * @param {(field: HTMLElement) => void} shown.reveal leads to a field
 * @returns {Record<string, () => void>} what to do for each `data-action` of the section
 */
export function showResult({ page, section, enquiry, warnings, guide, today, reference, announce, reveal }) {
  const { words } = guide;
  // Where a guide does not ask how, a message goes by email: the same rule as `Guide.route` in Python.
  const sent = guide.schema.properties.channel ? enquiry : { ...enquiry, channel: "email" };
  const destination = route(sent, guide.table, { today });
  const message = compose(sent, destination, guide, today, reference);
  const email = mailto(message);
  const find = (selector) => section.querySelector(selector);
  showPreview(find, message);
  find("#letter").lang = enquiry.language ?? guide.language; // in which it is read out
  const isSent = Boolean(reference);
  find("h2").textContent = isSent ? words.service_sent_title : words.ready;
  find(".lead").hidden = isSent;
  find("#ways").textContent = isSent ? words.service_keep_title : words.send;
  showAdvice(find, page, isSent ? [] : warnings, guide, reveal);
  showWaysToSend(section, sent, destination, email, guide, isSent);
  const steps = nextSteps(enquiry, destination, guide, today);
  find("#next").replaceChildren(...steps.map((textContent) => element("p", { textContent })));
  find("[data-action=ics]").hidden = !destination.escalation?.outcomes.includes("no-reply");

  const wholeLetter = letter(message);
  const save = (...file) => saveFile(...file, words, announce);
  return {
    copy: () => copy(LEADING[sent.channel] ? message.text : wholeLetter, find(".text"), words, announce),
    mailto: () => {
      // The browser lets a page write to the clipboard only at once.
      if (email.isWhole) announce(words.said_mailto);
      else copy(message.text, find(".text"), { ...words, said_copied: words.said_mailto_and_copied }, announce);
      followLink({ href: email.href });
    },
    eml: () => save("enquiry.eml", "message/rfc822", eml(message, find("#with-data").checked ? enquiry : null)),
    txt: () => save("enquiry.txt", "text/plain", wholeLetter),
    json: () => saveEnquiry(enquiry, words, announce),
    print: () => window.print(),
    ics: () => save("enquiry.ics", "text/calendar", reminder(enquiry, destination, guide, today)),
  };
}

/** Saves an enquiry, whole or not, for this page to open again and for programs to read. */
export function saveEnquiry(enquiry, words, announce) {
  saveFile("enquiry.json", "application/json", JSON.stringify(enquiry, null, 2) + "\n", words, announce);
}

function showPreview(find, { heading, text }) {
  const entries = heading.flatMap(([label, value]) => {
    const said = element("dd");
    said.append(...breakable(value));
    return [element("dt", { textContent: label }), said];
  });
  find("dl").replaceChildren(...entries);
  find(".text").textContent = text; // in one piece, so that who hears it hears its lines
}

function showAdvice(find, page, warnings, { language }, reveal) {
  const entries = warnings.map(({ pointer, message }) => entryFor(fieldAt(page, pointer), message[language], reveal));
  find("#advice ul").replaceChildren(...entries);
  find("#advice").hidden = !warnings.length;
}

/** Only what fits the channel; the action that fits it best comes first. Once sent, only what keeps a copy. */
function showWaysToSend(section, { channel, category: id }, { contact, to }, { isWhole }, { table }, isSent) {
  const find = (selector) => section.querySelector(selector);
  for (const part of section.querySelectorAll("[data-channels]")) {
    part.hidden = isSent || !part.dataset.channels.split(" ").includes(channel);
  }
  const byEmail = channel === "email";
  if (!isSent) for (const place of section.querySelectorAll(`[data-reach="${channel}"]`)) showPlace(place, channel, to);
  find("#too-long").hidden = !byEmail || isWhole || isSent;
  const leading = find(`[data-action=${isSent ? KEEPING : (LEADING[channel] ?? "print")}]`);
  const [first, more] = [find("#lead-action"), find("#more-actions")];
  for (const button of first.querySelectorAll("button")) if (button !== leading) more.prepend(button);
  first.prepend(leading);
  const { gap } = table.categories.find((each) => each.id === id);
  const where = table.contacts.find((each) => each.id === contact)?.where;
  find("#no-address").hidden = to !== null || isSent;
  find("#no-address [data-message]").textContent = gap ?? where ?? "";
}

/** Where the message goes other than by email, fax and mail: a form, a number, a place. */
function showPlace(place, channel, to) {
  place.closest("p").hidden = !to;
  if (channel === "web-form") place.href = to;
  else place.textContent = to;
  if (channel === "phone") place.href = `tel:${to?.replace(/[^+*0-9]/g, "")}`;
}

function reminder(enquiry, { escalation }, guide, today) {
  const { words } = guide;
  return ics({
    matter: `${enquiry.category} ${subjectValue(enquiry, guide) ?? markedAnswers(enquiry, guide.schema, "x-signature")}`,
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

function saveFile(name, type, content, words, announce) {
  const href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  followLink({ href, download: name });
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // some browsers read it only after the click
  announce(fillIn(words.said_saved, { file: name }));
}
