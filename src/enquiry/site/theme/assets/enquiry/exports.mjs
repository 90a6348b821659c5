/** The message as files that other programs read: an email draft, and a reminder for a calendar. */
import { oneLine } from "./compose.mjs";

const octets = (text) => new TextEncoder().encode(text);

const BOUNDARY = "=_enquiry_="; // "_" never occurs in base64, so no part can hold it
const ATTACHMENT = "enquiry.json";

/**
 * The message as an email draft (RFC 5322, 2045 to 2047).
 * @param {import("./compose.mjs").Message} message
 * @param {object | null} enquiry attached as data, for who reads enquiries with a program
 * @returns {string} a draft; `X-Unsent` makes Outlook open it ready to send
 */
export function eml({ to, subject, text }, enquiry) {
  return [
    ...(to ? [`To: ${oneLine(to)}`] : []),
    `Subject: ${encodedWords(oneLine(subject))}`,
    "X-Unsent: 1",
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    `--${BOUNDARY}`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    lines(base64(text.replace(/\r?\n/g, "\r\n"))),
    ...(enquiry ? attachment(enquiry) : []),
    `--${BOUNDARY}--`,
    "",
  ].join("\r\n");
}

function attachment(enquiry) {
  return [
    `--${BOUNDARY}`,
    `Content-Type: application/json; name="${ATTACHMENT}"`,
    "Content-Transfer-Encoding: base64",
    `Content-Disposition: attachment; filename="${ATTACHMENT}"`,
    "",
    lines(base64(JSON.stringify(enquiry, null, 2) + "\n")),
  ];
}

/**
 * @param {string} draft an email draft that `eml` made
 * @returns {string} the JSON attached to it; "" where there is none
 */
export function attachedEnquiry(draft) {
  const parts = draft.replace(/\r\n/g, "\n").split(`--${BOUNDARY}`);
  const part = parts.find((each) => each.includes(`filename="${ATTACHMENT}"`));
  const encoded = part?.slice(part.indexOf("\n\n")).replace(/\s/g, "") ?? "";
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4) return "";
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** A header's text in encoded words, in lines of at most 78 characters that split none. */
function encodedWords(text) {
  const words = [""];
  for (const character of text) {
    if (base64(words.at(-1) + character).length > 56) words.push("");
    words[words.length - 1] += character;
  }
  return words.map((word) => `=?utf-8?B?${base64(word)}?=`).join("\r\n ");
}

/** Base64 in lines of the length that RFC 2045 allows. */
const lines = (text) => text.match(/.{1,76}/g).join("\r\n");
const base64 = (text) => btoa(Array.from(octets(text), (byte) => String.fromCharCode(byte)).join(""));

/**
 * A reminder: one whole day, nothing of the message in it (RFC 5545).
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
    `DTSTAMP:${today.replaceAll("-", "")}T000000Z`,
    `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`,
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

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n").replace(/\p{Cc}/gu, "");

/** A line in pieces of at most 75 octets, none of which splits a character. */
function folded(line) {
  const pieces = [""];
  for (const character of line) {
    // A piece after the first begins with the space that joins it.
    if (octets(pieces.at(-1) + character).length > (pieces.length > 1 ? 74 : 75)) pieces.push("");
    pieces[pieces.length - 1] += character;
  }
  return pieces.join("\r\n ");
}

/** The same text for the same matter, which does not reveal it (FNV-1a). */
function digest(text) {
  return octets(text).reduce((hash, octet) => Math.imul(hash ^ octet, 16777619) >>> 0, 2166136261).toString(16);
}
