/** Keeping what was typed: over the language toggle, and from a file. Nothing else is ever kept. */
import { attached } from "./files.mjs";

const KEY = "enquiry";
const LARGEST = 256 * 1024; // a longest message, written twice and in base64

/** Puts what the person typed, and where they are, into the memory of this tab. */
export function remember(form, more) {
  const controls = [...form.elements].filter((each) => each.id && each.type !== "file" && each.type !== "button");
  const answers = controls.map((each) => [each.id, isTick(each) ? each.checked : each.value]);
  const state = { answers, focus: document.activeElement?.id ?? "", scroll: scrollY, ...more };
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(state)));
}

/** Takes it out again, at once. @returns {object | null} what was remembered */
export function recall(form) {
  const kept = attempt(() => sessionStorage.getItem(KEY));
  attempt(() => sessionStorage.removeItem(KEY));
  if (!kept) return null;
  const state = JSON.parse(kept);
  for (const [id, value] of state.answers) {
    const control = document.getElementById(id);
    if (!control || control.form !== form) continue;
    if (isTick(control)) control.checked = value;
    else control.value = value;
  }
  return state;
}

/** A browser that forbids storage only forgets. */
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
 * @param {File} file
 * @returns {Promise<{document?: object, fault?: string}>} `fault` is the key of the words to say
 */
export async function open(file) {
  if (file.size > LARGEST) return { fault: "bad_too_large" };
  const text = await file.text();
  let document;
  try {
    document = JSON.parse(/^\s*[{["]/.test(text) ? text : (attached(text) ?? "no enquiry"));
  } catch {
    return { fault: "bad_file" };
  }
  return document?.schemaVersion === "1" ? { document } : { fault: "bad_enquiry" };
}
