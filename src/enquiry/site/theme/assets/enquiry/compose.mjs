/**
 * A valid document as the message that the person sends, in the order of what the source asks for:
 * attention, language of the reply, who writes, about whom, consent, what came before, the matter.
 *
 * @typedef {object} Guide what the page carries: `schema`, `table`, `words`, `months`, `language`
 * @typedef {{to: string | null, subject: string, heading: [string, string][], text: string}} Message
 */
/** The words of a sentence with its {braces} filled in. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/**
 * @param {object} document a valid enquiry
 * @param {import("./router.mjs").Route} route where it goes
 * @param {Guide} guide
 * @param {string} today ISO date
 * @returns {Message} `heading` stands above the text where no mail program shows it
 */
export function compose(document, route, guide, today) {
  const { words, language, months } = guide;
  const subject = subjectOf(document, guide);
  const contact = nameOf(route.contact, guide);
  const to = [document.recipient?.office, contact, route.to].filter(Boolean).map(oneLine).join(", ");
  const heading = [[words.letter_to, to], [words.letter_subject, subject]].filter(([, value]) => value);
  if (document.channel !== "email") heading.unshift([words.letter_date, inWords(today, language, months)]);
  const blocks = [
    route.attention?.[language],
    words[`letter_reply_${document.language}`],
    ...partsOf(document, guide),
    earlier(document, route, guide),
    titled(words["letter.message"], document.message),
    document.enquirer.fullName,
  ];
  return { to: route.to, subject, heading, text: blocks.filter(Boolean).join("\n\n") + "\n" };
}

/** The message with its heading, for paper and for a file. */
export function letter({ heading, text }, words) {
  return heading.map(([label, value]) => `${label} ${value}`).join("\n") + `\n\n${text}`;
}

/** Both languages, that of the page first, and the number by which the office finds the file. */
function subjectOf({ category, applicant }, { table, language }) {
  const { title } = table.categories.find(({ id }) => id === category);
  const titles = [title[language], ...Object.keys(title).filter((each) => each !== language).map((each) => title[each])];
  const number = applicant?.visaOfficeFileNumber;
  return oneLine(titles.join(" / ") + (number ? ` – ${number}` : ""));
}

/** @returns {string} a real ISO date in words, such as “May 1, 2026” or « 1er mai 2026 » */
export function inWords(date, language, months) {
  const [year, month, day] = date.split("-").map(Number);
  const name = months[language].split(" ")[month - 1];
  return language === "fr" ? `${day === 1 ? "1er" : day} ${name} ${year}` : `${name} ${day}, ${year}`;
}

/** What the schema's objects hold, in its order: a title and a line for each answer. */
function partsOf(document, guide) {
  const { schema, words, language, months } = guide;
  return Object.entries(schema.properties).map(([name, part]) => {
    if (!part.properties || !document[name] || ["recipient", "previousEnquiry"].includes(name)) return "";
    const lines = Object.entries(part.properties).map(([key, field]) => {
      const value = document[name][key];
      if (value === undefined) return "";
      if (value === true) return field["x-label"][language] + ".";
      const choice = field["x-enum-labels"]?.[value]?.[language];
      const date = field.format === "date" && `${value} (${inWords(value, language, months)})`;
      return fill(words.letter_pair, { label: label(`${name}.${key}`, field), value: choice || date || value });
    });
    return titled(label(name, part), lines.filter(Boolean).join("\n"));
  });

  function label(path, field) {
    return words[`letter.${path}`] ?? field["x-label"][language];
  }
}

const titled = (title, lines) => lines && `${title.toLocaleUpperCase()}\n${lines}`;

/** The earlier message, whom it went to, and what came of it. */
function earlier({ previousEnquiry: previous, category }, { stage }, guide) {
  if (!previous) return "";
  const { table, words, language, months } = guide;
  const first = table.categories.find(({ id }) => id === category).contact;
  const sentence = stage === "escalation" && first ? words.letter_previous : words.letter_previous_nobody;
  const date = inWords(previous.sentOn, language, months);
  const said = fill(sentence, { date, contact: nameOf(first, guide) });
  return titled(words["letter.previousEnquiry"], `${said} ${words[`letter_${previous.outcome}`]}`);
}

/** A contact's name in the page's language; "" for none. */
export function nameOf(id, { table, language }) {
  return table.contacts.find((contact) => contact.id === id)?.name[language] ?? "";
}

const oneLine = (text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");

/** The longest address that every mail program opens; Windows cuts at 2,048 characters. */
export const LONGEST_MAILTO = 1900;

/** @returns {string} an address that opens the message in a mail program (RFC 6068) */
export function mailto({ to, subject, text }) {
  const body = encodeURIComponent(text.replace(/\r?\n/g, "\r\n"));
  return `mailto:${encodeURIComponent(to ?? "").replace("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${body}`;
}
