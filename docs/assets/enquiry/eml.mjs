/** The message as an email draft with the enquiry attached, and back. RFC 5322, 2045 to 2047. */

const BOUNDARY = "=_enquiry_="; // "_" never occurs in base64, so no part can hold it
const NAME = "enquiry.json";

/**
 * @param {import("./compose.mjs").Message} message
 * @param {object} document the enquiry
 * @returns {string} a draft; `X-Unsent` makes Outlook open it ready to send
 */
export function eml({ to, subject, text }, document) {
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
    `--${BOUNDARY}`,
    `Content-Type: application/json; name="${NAME}"`,
    "Content-Transfer-Encoding: base64",
    `Content-Disposition: attachment; filename="${NAME}"`,
    "",
    lines(base64(JSON.stringify(document, null, 2) + "\n")),
    `--${BOUNDARY}--`,
    "",
  ].join("\r\n");
}

/** @returns {string | undefined} the JSON attached to a draft that `eml` made */
export function attached(draft) {
  const parts = draft.replace(/\r\n/g, "\n").split(`--${BOUNDARY}`);
  const part = parts.find((each) => each.includes(`filename="${NAME}"`));
  const coded = part?.slice(part.indexOf("\n\n")).replace(/\s/g, "") ?? "";
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(coded) || coded.length % 4) return undefined;
  const bytes = Uint8Array.from(atob(coded), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** A header's text in encoded words, on lines of at most 78, none of which splits a character. */
function encodedWords(text) {
  const words = [""];
  for (const character of text) {
    if (base64(words.at(-1) + character).length > 56) words.push("");
    words[words.length - 1] += character;
  }
  return words.map((word) => `=?utf-8?B?${base64(word)}?=`).join("\r\n ");
}

const oneLine = (text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
const lines = (text) => text.match(/.{1,76}/g).join("\r\n");
const base64 = (text) => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
