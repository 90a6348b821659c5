/**
 * A valid enquiry in words: the letter that the person sends, in the language that they chose for
 * the reply, and what happens next.
 *
 * @typedef {object} Guide the data that the page carries, made with the form by `site/form_data.py`: its
 *   `language`, `schema`, `table`, `words`, those of the `letter`, and `dates`, in each language
 *
 * @typedef {object} Message
 * @property {string | null} to
 * @property {string} subject
 * @property {[label: string, value: string][]} heading stands above the text where no mail program
 *   shows it
 * @property {string} text
 */
import { dateInWords } from "./dates.mjs";
import { fillIn } from "./fill-in.mjs";
import { escalationsOf, stageOf } from "./router.mjs";

/** What the letter says in sentences of its own, or above its text. */
const WITHOUT_SECTION = ["recipient", "previousEnquiry"];

/** The channels of a message that nobody prints, signs and dates. */
const WITHOUT_PAPER = ["email", "web-form", "phone"];

/** What begins with a number and has several parts, such as one to dial, a date, a reference; and letters of scripts that are written from right to left. */
const NUMBER = /^(?=.*[\s()+-])[+(\d][\w\s().\/-]*$/;
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A label that is a question, after which no colon stands. */
const QUESTION = /[?؟？]$/;

/** The longest address that every mail program opens; Windows cuts at 2,048 characters. */
const MAX_MAILTO_LENGTH = 1900;

/**
 * @param {object} enquiry a valid enquiry
 * @param {import("./router.mjs").Route} route where it goes
 * @param {Guide} guide
 * @param {string} today ISO date
 * @param {string} [reference] a line that the text begins with, after what must stand first
 * @returns {Message}
 */
export function compose(enquiry, route, guide, today, reference) {
  const inReply = { ...guide, language: enquiry.language ?? guide.language };
  const say = (key, values) => fillIn(guide.letter[key][inReply.language], values);
  const subject = subjectOf(enquiry, inReply);
  const byPost = !WITHOUT_PAPER.includes(enquiry.channel);
  const [name] = markedAnswers(enquiry, guide.schema, "x-signature");
  const letterhead = [name, ...markedAnswers(enquiry, guide.schema, "x-letterhead")];
  const heading = [
    [say("letter_from"), byPost && letterhead.filter(Boolean).join("\n")],
    [say("letter_date"), byPost && formatDate(today, inReply)],
    [say("letter_to"), recipientOf(enquiry, route, inReply).join(byPost ? "\n" : say("letter_list"))],
    [say("letter_subject"), subject],
  ];
  const { sections, declarations } = partsOf(enquiry, inReply);
  const blocks = [
    route.attention?.[inReply.language],
    reference,
    say("letter_greeting"),
    enquiry.message,
    previousMessage(enquiry, route, inReply, say),
    ...sections,
    declarations.join("\n"),
    guide.schema.properties.language?.enum.length > 1 && say("letter_reply"),
    say("letter_closing") + (byPost ? "\n\n\n" : ""), // room for a signature
    name,
  ];
  const shown = heading.filter(([, value]) => value);
  return { to: route.to, subject, heading: shown, text: blocks.filter(Boolean).join("\n\n") + "\n" };
}

/** Who the message goes to, line by line. An office is named only to a contact reached there. */
function recipientOf({ recipient }, { contact, to }, { table, language }) {
  const isAtOffice = table.contacts.find(({ id }) => id === contact)?.at_office;
  const name = contactName(contact, { table, language });
  return [isAtOffice && recipient?.office, name, to && inOrder(to, name)].filter(Boolean);
}

/** A number of several parts, in the order in which it is written, beside text from right to left. */
export function inOrder(value, beside) {
  const turns = NUMBER.test(value) && FROM_RIGHT.test(beside);
  return turns ? `\u200e${value}\u200e` : value;
}

/** The message with its heading, for paper and for a file. */
export function letter({ heading, text }) {
  const lines = heading.map(([label, value]) => `${label}${value.includes("\n") ? "\n" : " "}${value}`);
  return `${lines.join("\n\n")}\n\n${text}`;
}

/**
 * An address that opens the message in a mail program (RFC 6068).
 * @param {Message} message
 * @returns {{href: string, isWhole: boolean}} without the text where it would be too long with it
 */
export function mailto({ to, subject, text }) {
  const address = encodeURIComponent(to ?? "").replace("%40", "@");
  const start = `mailto:${address}?subject=${encodeURIComponent(subject)}`;
  const whole = `${start}&body=${encodeURIComponent(text.replace(/\r?\n/g, "\r\n"))}`;
  const isWhole = whole.length <= MAX_MAILTO_LENGTH;
  return { href: isWhole ? whole : start, isWhole };
}

/** The category in every language, that of the page first, and the value by which it is found. */
function subjectOf(enquiry, guide) {
  const { table, language } = guide;
  const { title } = table.categories.find(({ id }) => id === enquiry.category);
  const others = Object.keys(title).filter((each) => each !== language);
  const titles = [...new Set([language, ...others].map((each) => title[each]))].join(" / ");
  const value = subjectValue(enquiry, guide);
  return oneLine(titles + (value ? ` – ${value}` : ""));
}

/**
 * @param {object} enquiry
 * @param {Guide} guide
 * @returns {string | undefined} the answer to the field that the schema marks with `x-subject`, but
 *   for one that says that there is none
 */
export function subjectValue(enquiry, { schema }) {
  return markedAnswers(enquiry, schema, "x-subject", ({ "x-none": none = {} }, answer) => !Object.values(none).includes(answer))[0];
}

/** The answers to the fields that carry a mark, in the schema's order. */
export function markedAnswers(answers, { properties = {} }, mark, counts = () => true) {
  return Object.entries(properties).flatMap(([name, field]) => {
    const answer = answers[name];
    if (answer === undefined) return [];
    if (!field[mark]) return markedAnswers(answer, field, mark, counts);
    return counts(field, answer) ? [answer] : [];
  });
}

/**
 * What the enquiry holds, in the schema's order: a section for each object with a line for each
 * answer, a line for each answer outside of every object, and the declarations that the person made.
 */
function partsOf(enquiry, guide) {
  const { schema, letter: words, language } = guide;
  const labelOf = (path, field) => (words[`letter.${path}`] ?? field["x-label"])[language];
  const sections = [];
  const declarations = [];
  for (const [name, part] of Object.entries(schema.properties)) {
    const answer = enquiry[name];
    if (answer === undefined || WITHOUT_SECTION.includes(name)) continue;
    const lines = [];
    if (part.properties) {
      for (const [key, field] of Object.entries(part.properties)) add(`${name}.${key}`, field, answer[key], lines);
    } else if (part["x-label"]) {
      // Those of the format itself carry no label here: the letter has them elsewhere.
      add(name, part, answer, sections);
    }
    if (lines.length) sections.push([labelOf(name, part), ...lines].join("\n"));
  }
  return { sections, declarations };

  function add(path, field, value, lines) {
    if (value === undefined) return;
    if (field.const) declarations.push(`${field["x-label"][language]}.`);
    else {
      const shown = valueInWords(value, field, guide);
      const label = labelOf(path, field);
      const values = { label, value: inOrder(shown, label) };
      lines.push(fillIn(QUESTION.test(label) ? "{label} {value}" : words.letter_pair[language], values));
    }
  }
}

function valueInWords(value, field, guide) {
  const { letter: words, language } = guide;
  if (field.format === "date") {
    const day = formatDate(value, guide);
    return `${inOrder(value, day)} (${day})`;
  }
  if (field.type === "boolean") return words[value ? "yes" : "no"][language];
  const labels = (field.items ?? field)["x-enum-labels"];
  return [value].flat().map((each) => labels?.[each]?.[language] ?? each).join(words.letter_list[language]);
}

/** The previous message, who it went to, and what came of it. */
function previousMessage({ previousEnquiry: previous, category }, { stage }, guide, say) {
  if (!previous) return "";
  const first = guide.table.categories.find(({ id }) => id === category).contact;
  const sentTo = previous.contact ?? (stage === "escalation" && first);
  const sent = say(sentTo ? "letter_previous" : "letter_previous_nobody", {
    date: formatDate(previous.sentOn, guide),
    contact: contactName(sentTo, guide),
  });
  return `${sent} ${say(`letter_${previous.outcome}`)}`;
}

/** A contact's name in the guide's language; "" for none. */
export function contactName(id, { table, language }) {
  return table.contacts.find((contact) => contact.id === id)?.name[language] ?? "";
}

/** @returns {string} a real ISO date in words, such as “May 1, 2026” or « 1er mai 2026 » */
export function formatDate(date, { language, dates }) {
  return dateInWords(date, dates[language]);
}

/** A text that cannot start another line, and so no other header of an email. */
export const oneLine = (text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");

/**
 * Whether and when the person may write to whom next.
 * @param {import("./router.mjs").Route} route where it goes
 * @param {string} today ISO date
 * @returns {string[]} the sentences on when the person may write to which contact
 */
export function nextSteps(enquiry, { stage, contact, escalation }, guide, today) {
  const { words } = guide;
  if (!escalation) {
    const isLast = stage === "escalation";
    return [fillIn(isLast ? words.next_escalated : words.next_none, { contact: contactName(contact, guide) })];
  }
  const { isWaiting, ...values } = waitOf(enquiry, escalation, guide, today);
  // Without a reply nobody is next, so no day counts.
  if (!escalation.outcomes.includes("no-reply")) return [fillIn(words.next_if_disagreement, values)];
  return [
    fillIn(isWaiting ? words.next_wait : words.next_from, values),
    fillIn(words.next_how, values, guide.language),
    ...(escalation.outcomes.includes("disagreement") ? [words.next_disagreement] : []),
  ];
}

/** The wait, in words: from the message that nobody answered, or from today. */
export function waitOf({ category, previousEnquiry: previous }, { contact, from }, guide, today) {
  const unbroken = (date) => formatDate(date, guide).replaceAll(" ", "\u00a0");
  const { title, ...rules } = guide.table.categories.find(({ id }) => id === category);
  const onward = escalationsOf(rules);
  const next = stageOf({ contact }, onward, guide.table);
  const isWaiting = previous?.outcome === "no-reply" && stageOf(previous, onward, guide.table) + 1 === next;
  return {
    isWaiting,
    title: title[guide.language],
    start: unbroken(isWaiting ? previous.sentOn : today),
    date: unbroken(from),
    days: onward[next - 1].after_days,
    contact: contactName(contact, guide),
  };
}
