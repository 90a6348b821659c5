/** Dates in words, as the guide says that each language writes them: no browser knows all of them. */
import { fillIn } from "./fill-in.mjs";

/**
 * @typedef {object} Dates made by `dates_of` in `site/localization.py`
 * @property {string} pattern with {day}, {month} and {year}
 * @property {string[][]} months the names of each: the one in a date, then others that people write
 * @property {string} first_day the first day of a month, as in « 1er mai 2026 »
 */

/**
 * @param {string} iso a date that exists
 * @param {Dates} dates of the language
 * @returns {string} such as “May 1, 2026”
 */
export function dateInWords(iso, { pattern, months, first_day }) {
  const [year, month, day] = iso.split("-").map(Number);
  return fillIn(pattern, { year, month: months[month - 1][0], day: day === 1 ? first_day : day });
}

/**
 * @param {Dates} dates of a language
 * @returns {[name: string, month: number][]} each way to write a month
 */
export function monthNames({ months }) {
  return months.flatMap((names, index) => names.map((name) => [name, index + 1]));
}
