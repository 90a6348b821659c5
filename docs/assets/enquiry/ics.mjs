/** A reminder for a calendar: one whole day, nothing of the message in it. RFC 5545. */

/**
 * @param {{matter: string, date: string, today: string, title: string, text: string}} reminder
 *   `matter` tells one enquiry from another; `date` and `today` are ISO dates
 * @returns {string} a calendar of one event, which replaces an earlier one of the same matter
 */
export function ics({ matter, date, today, title, text }) {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Enquiry Guide//Reminder 1//EN",
    "BEGIN:VEVENT",
    `UID:${digest(matter)}@enquiry-guide.invalid`,
    `DTSTAMP:${compact(today)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:PT9H",
    `DESCRIPTION:${escaped(title)}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].map(folded).join("\r\n");
}

const compact = (date) => date.replaceAll("-", "");
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n").replace(/\p{Cc}/gu, "");

/** A line in pieces of at most 75 octets, none of which splits a character. */
function folded(line) {
  const pieces = [""];
  const size = (text) => new TextEncoder().encode(text).length;
  for (const character of line) {
    // A piece after the first begins with the space that joins it.
    if (size(pieces.at(-1) + character) > (pieces.length > 1 ? 74 : 75)) pieces.push("");
    pieces[pieces.length - 1] += character;
  }
  return pieces.join("\r\n ");
}

/** The same name for the same matter, which does not tell what it is (FNV-1a, twice 32 bits). */
function digest(text) {
  return [0x811c9dc5, 0x01000193].map((seed) => {
    let hash = seed;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }).join("");
}
