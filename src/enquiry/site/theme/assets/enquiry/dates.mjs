/** Dates in words, by what the browser knows of each language. */

/** The calendar and the digits of the format, whatever those of the language are. */
const settings = (language) => `${language}-u-ca-gregory-nu-latn`;

const utc = (...parts) => new Date(Date.UTC(...parts));

/**
 * @param {string} iso a date that exists
 * @param {string} language
 * @param {string} firstDay how the language writes the first day of a month, as in « 1er mai 2026 »
 * @returns {string} such as “May 1, 2026”
 */
export function dateInWords(iso, language, firstDay) {
  const [year, month, day] = iso.split("-").map(Number);
  const date = utc(2000, month - 1, day);
  date.setUTCFullYear(year, month - 1, day); // a year below 100 is one
  const words = date.toLocaleDateString(settings(language), { dateStyle: "long", timeZone: "UTC" });
  return day === 1 ? words.replace(/(?<!\d)1(?!\d)/, () => firstDay) : words;
}

/**
 * @param {string} language
 * @returns {[name: string, month: number][]} each way to write a month: alone, and in a date
 */
export function monthNames(language) {
  return Array.from({ length: 12 }, (_, index) => {
    const date = utc(2000, index, 15);
    const options = { month: "long", timeZone: "UTC" };
    const alone = new Intl.DateTimeFormat(settings(language), options).format(date);
    const parts = new Intl.DateTimeFormat(settings(language), { ...options, day: "numeric" }).formatToParts(date);
    return [alone, parts.find(({ type }) => type === "month").value].map((name) => [name, index + 1]);
  }).flat();
}
