/** The message, ready to go: its preview, the ways out, and what comes next. */
import { compose, fill, inWords, LONGEST_MAILTO, letter, mailto, nameOf } from "./compose.mjs";
import { element, fieldOf, linkTo } from "./errors.mjs";
import { eml, ics } from "./files.mjs";
import { route } from "./router.mjs";

/**
 * Shows what a valid enquiry becomes.
 * @returns {Record<string, () => void>} what to do for each `data-action` of the section
 */
export function showResult(form, section, enquiry, warnings, guide, today, say) {
  const { words, language, table } = guide;
  const way = route(enquiry, table, { today });
  const message = compose(enquiry, way, guide, today);
  const byEmail = enquiry.channel === "email";
  const address = mailto(message);
  const find = (selector) => section.querySelector(selector);

  find("dl").replaceChildren(...message.heading.flatMap(([label, value]) => [
    element("dt", { textContent: label }),
    element("dd", { textContent: value }),
  ]));
  find(".text").textContent = message.text;
  find("#advice ul").replaceChildren(...warnings.map((each) => linkTo(fieldOf(form, each.pointer), each.message[language])));
  find("#advice").hidden = !warnings.length;
  for (const part of section.querySelectorAll("[data-channels]")) part.hidden = part.dataset.channels !== enquiry.channel;
  const category = table.categories.find(({ id }) => id === enquiry.category);
  const contact = table.contacts.find(({ id }) => id === way.contact);
  find("#no-address").hidden = way.to !== null;
  find("#no-address [data-message]").textContent = category.gap ?? contact?.where ?? "";
  const fits = address.length <= LONGEST_MAILTO;
  find("#too-long").hidden = !byEmail || fits;
  find("[data-action=mailto]").hidden = !byEmail || !fits;
  find("[data-action=eml]").hidden = !byEmail;
  const sentences = next(enquiry, way, guide, today);
  find("#next").replaceChildren(...sentences.map((textContent) => element("p", { textContent })));
  find("[data-action=ics]").hidden = !way.escalation;
  section.hidden = false;

  const whole = letter(message, words);
  const save = (name, type, content) => () => {
    download(name, type, content);
    say(fill(words.said_saved, { file: name }));
  };
  return {
    copy: () => copy(byEmail ? message.text : whole, find(".text"), words, say),
    mailto: () => {
      open({ href: address });
      say(words.said_mailto);
    },
    eml: save("enquiry.eml", "message/rfc822", eml(message, enquiry)),
    txt: save("enquiry.txt", "text/plain", whole),
    json: save("enquiry.json", "application/json", JSON.stringify(enquiry, null, 2) + "\n"),
    print: () => window.print(),
    ics: () => save("enquiry.ics", "text/calendar", reminder(enquiry, way, guide, today))(),
  };
}

/** The sentences on when the person may write to whom. */
function next(enquiry, { stage, contact, escalation }, guide, today) {
  const { words } = guide;
  if (stage === "escalation") return [fill(words.next_escalated, { contact: nameOf(contact, guide) })];
  if (!escalation) return [words.next_none];
  const values = clock(enquiry, escalation, guide, today);
  return [
    fill(values.waiting ? words.next_wait : words.next_from, values),
    fill(words.next_how, values),
    ...(escalation.outcomes.includes("disagreement") ? [words.next_disagreement] : []),
  ];
}

/** How the date was computed: from the message that nobody answered, or from today. */
function clock({ category, previousEnquiry: previous }, { contact, from }, guide, today) {
  const words = (date) => inWords(date, guide.language, guide.months).replaceAll(" ", "\u00a0");
  const waiting = previous?.outcome === "no-reply";
  const { title, escalation } = guide.table.categories.find(({ id }) => id === category);
  return {
    waiting,
    title: title[guide.language],
    start: words(waiting ? previous.sentOn : today),
    date: words(from),
    days: escalation.after_days,
    contact: nameOf(contact, guide),
  };
}

function reminder(enquiry, { escalation }, guide, today) {
  const { words } = guide;
  return ics({
    matter: `${enquiry.category} ${enquiry.applicant?.visaOfficeFileNumber ?? enquiry.enquirer.fullName}`,
    date: escalation.from,
    today,
    title: words.reminder_title,
    text: fill(words.reminder_text, clock(enquiry, escalation, guide, today)),
  });
}

async function copy(text, shown, words, say) {
  try {
    await navigator.clipboard.writeText(text);
    say(words.said_copied);
  } catch {
    getSelection().selectAllChildren(shown);
    say(words.said_copy_failed);
  }
}

function download(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  open({ href, download: name });
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function open(properties) {
  const link = element("a", properties);
  document.body.append(link);
  link.click();
  link.remove();
}
