/** Calendar dates: ISO texts end to end. No time of day, and no time zone but the person's own. */

/** @returns {string} the person's own date */
export function today(now = new Date()) {
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** @returns {string} the parts of a date as an ISO text, which may name no real day */
export function iso(year, month, day) {
  // A part that was left out stays out, so that the check can say so.
  return [year, ...[month, day].map((part) => part && String(part).padStart(2, "0"))].join("-");
}

/** @returns {string} a real ISO date in words, such as “May 1, 2026” or « 1er mai 2026 » */
export function inWords(date, language, months) {
  const [year, month, day] = date.split("-").map(Number);
  const name = months[language].split(" ")[month - 1];
  return language === "fr" ? `${day === 1 ? "1er" : day} ${name} ${year}` : `${name} ${day}, ${year}`;
}

/**
 * The date that a person wrote in three fields. The month may be a number or a word of either
 * language, shortened or without its accents; Arabic digits are read as such.
 * @returns {string | undefined} an ISO text; what cannot be read stays in it for the check to
 *   find; undefined when all three are empty
 */
export function fromParts({ year, month, day }, months) {
  if (![year, month, day].some(Boolean)) return undefined;
  const number = latin(month);
  return iso(latin(year), /^\d*$/.test(number) ? number : monthNamed(number, months), latin(day));
}

function monthNamed(word, months) {
  const start = plain(word);
  const hits = new Set();
  for (const names of Object.values(months)) {
    names.split(" ").forEach((name, index) => {
      if (start.length > 2 && plain(name).startsWith(start)) hits.add(index + 1);
    });
  }
  return hits.size === 1 ? [...hits][0] : word;
}

const plain = (text) => text.normalize("NFD").replace(/[^a-z]/gi, "").toLowerCase();

/** Arabic-Indic and Persian digits as 0 to 9. */
const latin = (text) => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
