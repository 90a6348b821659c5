/**
 * A valid enquiry as the message that the person sends, in the order in which the source asks:
 * attention, language of the reply, the enquirer, the applicant, consent, the previous enquiry, the
 * message.
 *
 * @typedef {object} Guide the data that the page carries; `src/enquiry` writes them with the form
 * @property {"en" | "fr"} language of the page
 * @property {object} schema the enquiry's schema, with the texts of the page's language alone
 * @property {{contacts: object[], categories: object[]}} table the routing table, likewise
 * @property {Record<string, string>} words of the form, by their keys
 * @property {Record<string, string[]>} months their names in each language, from January
 * @property {Record<string, string>} noGivenName what stands for a missing given name, in each
 *   language
 *
 * @typedef {object} Message
 * @property {string | null} to
 * @property {string} subject
 * @property {[label: string, value: string][]} heading stands above the text where no mail program
 *   shows it
 * @property {string} text
 */

/** What `heading` and sentences of their own say already. */
const WITHOUT_SECTION = ["recipient", "previousEnquiry"];

/** The longest address that every mail program opens; Windows cuts at 2,048 characters. */
const MAX_MAILTO_LENGTH = 1900;

/** A sentence with the values of its {placeholders}. */
export const fillIn = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/**
 * @param {object} enquiry a valid enquiry
 * @param {import("./router.mjs").Route} route where it goes
 * @param {Guide} guide
 * @param {string} today ISO date
 * @returns {Message}
 */
export function compose(enquiry, route, guide, today) {
  const { words, language } = guide;
  const subject = subjectOf(enquiry, guide);
  // An office is named only to a contact that is reached there.
  const isAtOffice = guide.table.contacts.find(({ id }) => id === route.contact)?.at_office;
  const to = [isAtOffice && enquiry.recipient?.office, contactName(route.contact, guide), route.to]
    .filter(Boolean)
    .map(oneLine)
    .join(", ");
  const heading = [[words.letter_to, to], [words.letter_subject, subject]].filter(([, value]) => value);
  if (enquiry.channel !== "email") heading.unshift([words.letter_date, formatDate(today, guide)]);
  const blocks = [
    route.attention?.[language],
    words[`letter_reply_${enquiry.language}`],
    ...sectionsOf(enquiry, guide),
    previousSection(enquiry, route, guide),
    section(words["letter.message"], enquiry.message),
    enquiry.enquirer.fullName,
  ];
  return { to: route.to, subject, heading, text: blocks.filter(Boolean).join("\n\n") + "\n" };
}

/** The message with its heading, for paper and for a file. */
export function letter({ heading, text }, words) {
  return heading.map(([label, value]) => `${label} ${value}`).join("\n") + `\n\n${text}`;
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
  const titles = [language, ...others].map((each) => title[each]).join(" / ");
  const value = subjectValue(enquiry, guide);
  return oneLine(titles + (value ? ` – ${value}` : ""));
}

/**
 * @param {object} enquiry
 * @param {Guide} guide
 * @returns {string | undefined} the answer to the field that the schema marks with `x-subject`, but
 *   for one that says that there is none
 */
export function subjectValue(enquiry, { schema, noGivenName }) {
  const value = markedAnswer(enquiry, schema);
  return Object.values(noGivenName).includes(value) ? undefined : value;
}

function markedAnswer(answers, { properties = {} }) {
  for (const [name, field] of Object.entries(properties)) {
    const answer = answers[name];
    if (answer === undefined) continue;
    const value = field["x-subject"] ? answer : markedAnswer(answer, field);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A section for each object of the enquiry, in the schema's order, with a line for each answer. */
function sectionsOf(enquiry, guide) {
  const { schema, words, language } = guide;
  const labelOf = (path, field) => words[`letter.${path}`] ?? field["x-label"][language];
  return Object.entries(schema.properties).map(([name, part]) => {
    if (!part.properties || !enquiry[name] || WITHOUT_SECTION.includes(name)) return "";
    const lines = Object.entries(part.properties).map(([key, field]) => {
      const value = enquiry[name][key];
      if (value === undefined) return "";
      if (value === true) return field["x-label"][language] + ".";
      const choice = field["x-enum-labels"]?.[value]?.[language];
      const date = field.format === "date" && `${value} (${formatDate(value, guide)})`;
      return fillIn(words.letter_pair, { label: labelOf(`${name}.${key}`, field), value: choice || date || value });
    });
    return section(labelOf(name, part), lines.filter(Boolean).join("\n"));
  });
}

/** The previous message, who it went to, and what came of it. */
function previousSection({ previousEnquiry: previous, category }, { stage }, guide) {
  if (!previous) return "";
  const { table, words } = guide;
  const firstContact = table.categories.find(({ id }) => id === category).contact;
  const sentence = stage === "escalation" && firstContact ? words.letter_previous : words.letter_previous_nobody;
  const sent = fillIn(sentence, {
    date: formatDate(previous.sentOn, guide),
    contact: contactName(firstContact, guide),
  });
  return section(words["letter.previousEnquiry"], `${sent} ${words[`letter_${previous.outcome}`]}`);
}

const section = (title, text) => text && `${title.toLocaleUpperCase()}\n${text}`;

/** A contact's name in the page's language; "" for none. */
export function contactName(id, { table, language }) {
  return table.contacts.find((contact) => contact.id === id)?.name[language] ?? "";
}

/** @returns {string} a real ISO date in words, such as “May 1, 2026” or « 1er mai 2026 » */
export function formatDate(date, { language, months }) {
  const [year, month, day] = date.split("-").map(Number);
  const name = months[language][month - 1];
  return language === "fr" ? `${day === 1 ? "1er" : day} ${name} ${year}` : `${name} ${day}, ${year}`;
}

/** A text that cannot start another line, and so no other header of an email. */
export const oneLine = (text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
