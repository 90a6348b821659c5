/** What was typed, kept: in this tab until it is closed or cleared, and in a file. */
import { attachedEnquiry } from "./exports.mjs";
import { keptRecipients, restoreRecipients } from "./recipient.mjs";

const KEY = "enquiry";
const LARGEST_FILE = 256 * 1024; // a longest message, written twice and in base64

/**
 * @typedef {object} Draft where the person is (the state of form.mjs), and their answers by the
 *   controls' ids, which are the same in every language
 */

/** Keeps what the person typed, and where they are, in the storage of this tab. */
export function storeDraft(form, state) {
  const controls = [...form.elements].filter(({ id, type }) => id && type !== "file" && type !== "button");
  const answers = controls.map((each) => [each.id, isTick(each) ? each.checked : each.value]);
  const draft = { answers, recipients: keptRecipients(), scroll: scrollY, ...state };
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(draft)));
}

/** Forgets what was typed. */
export function forgetDraft() {
  attempt(() => sessionStorage.removeItem(KEY));
}

/**
 * Fills the form with the draft.
 * @returns {Draft | null}
 */
export function restoreDraft(form) {
  const stored = attempt(() => sessionStorage.getItem(KEY));
  if (!stored) return null;
  const draft = JSON.parse(stored);
  for (const [id, value] of draft.answers) {
    const control = document.getElementById(id);
    if (!control || control.form !== form) continue;
    if (isTick(control)) control.checked = value;
    else control.value = value;
  }
  restoreRecipients(draft.recipients);
  return draft;
}

/** A browser may forbid storage; then nothing is kept. */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

const isTick = ({ type }) => type === "radio" || type === "checkbox";

/**
 * The enquiry in a file that this page saved.
 * @returns {Promise<{enquiry?: object, error?: string}>} `error` is the key of the words to say
 */
export async function readSavedFile(file, { schema }) {
  if (file.size > LARGEST_FILE) return { error: "bad_too_large" };
  const text = await file.text();
  let enquiry;
  try {
    enquiry = JSON.parse(/^\s*[{["]/.test(text) ? text : attachedEnquiry(text));
  } catch {
    return { error: "bad_file" };
  }
  const isOurs = enquiry?.schemaVersion === schema.properties.schemaVersion.const;
  return isOurs ? { enquiry } : { error: "bad_enquiry" };
}
