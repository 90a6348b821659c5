/** The enquiry form at work: each event is a call into a module that does one thing. */
import { fillForm, readForm, updateVisibility } from "./controls.mjs";
import { forgetDraft, readSavedFile, restoreDraft, storeDraft } from "./draft-storage.mjs";
import { showErrors } from "./errors.mjs";
import { resetRecipient } from "./recipient.mjs";
import { showResult } from "./send.mjs";
import { createValidator, localToday } from "./validator.mjs";

/** @type {import("./compose.mjs").Guide} */
const guide = JSON.parse(document.getElementById("enquiry-data").textContent);
const { words } = guide;
const validate = createValidator(guide.schema);
const ids = ["enquiry", "enquiry-form", "errors", "result", "status", "load"];
const [page, form, errors, result, status, file] = ids.map((id) => document.getElementById(id));

/** What the buttons of the result do, while there is one. */
let resultActions = {};
/** Whether something typed would be lost. */
let unsaved = false;
/** Whether the page shows the outcome of a check. */
let checked = false;
/** Whether the person goes on to the same form in the other language. */
let changingLanguage = false;

function announce(text) {
  status.textContent = "";
  // A text that comes back unchanged is read out only if it was away for a moment.
  setTimeout(() => (status.textContent = text), 50);
}

function check(focus = true) {
  const enquiry = readForm(form, guide);
  const today = localToday();
  const { valid, problems, warnings } = validate(enquiry, { today });
  // The full name may be made of the applicant's names: then only these can be corrected.
  const isNameHidden = form.querySelector('[data-field="enquirer.fullName"]').hidden;
  const shown = problems.filter(({ pointer }) => !isNameHidden || pointer !== "/enquirer/fullName");
  showErrors(form, errors, shown, guide, focus);
  announce("");
  hideResult();
  checked = true;
  if (!valid) return;
  resultActions = showResult({ form, section: result, enquiry, warnings, guide, today, announce });
  if (focus) document.getElementById("result-title").focus();
}

function hideResult() {
  result.hidden = true;
  resultActions = {};
}

/** Back to a form that was neither checked nor changed. */
function forgetOutcome() {
  unsaved = false;
  checked = false;
  showErrors(form, errors, [], guide);
  hideResult();
}

function clear() {
  if (!confirm(words.ask_clear)) return;
  resetRecipient();
  form.reset();
  forgetDraft();
  forgetOutcome();
  updateVisibility(form, guide);
  announce(words.said_cleared);
  form.querySelector("input:not([hidden])").focus();
}

async function load() {
  const [chosen] = file.files;
  if (!chosen || (unsaved && !confirm(words.ask_replace))) return;
  const { enquiry, error } = await readSavedFile(chosen, guide);
  file.value = "";
  if (error) {
    showErrors(form, errors, [{ pointer: "/load", message: { [guide.language]: words[error] } }], guide);
    return;
  }
  forgetOutcome();
  fillForm(form, guide, enquiry);
  if (validate(enquiry).valid) announce(words.said_loaded);
  else check();
}

/**
 * A link from another page names the category, and from “When may I write again?” the earlier
 * message. It says nothing of the person, and what stands after the hash stays in the browser.
 */
function readAddress() {
  const named = new URLSearchParams(location.hash.slice(1) || location.search);
  const answers = { category: named.get("category"), "previousEnquiry-outcome": named.get("outcome") };
  for (const [id, value] of Object.entries(answers)) {
    const choice = document.getElementById(`${id}-${value}`);
    if (choice) choice.checked = true;
  }
  const [year, month, day] = named.get("sentOn")?.split("-") ?? [];
  for (const [part, value] of Object.entries({ year, month, day })) {
    const control = form.elements.namedItem(`previousEnquiry.sentOn.${part}`);
    if (value && control) control.value = value;
  }
  updateVisibility(form, guide);
}

/** What was typed before: on this page, or on that of the other language. */
function continueDraft() {
  const draft = restoreDraft(form);
  if (!draft) return;
  updateVisibility(form, guide);
  ({ unsaved } = draft);
  if (draft.checked) check(false);
  scrollTo(0, draft.scroll);
  document.getElementById(draft.focus)?.focus({ preventScroll: true });
}

const formActions = { clear, load: () => file.click() };
page.addEventListener("click", ({ target }) => {
  const action = target.closest("[data-action]")?.dataset.action;
  if (!action) return;
  formActions[action]?.();
  resultActions[action]?.();
  // Every other action saves the answers; a reminder holds none of them.
  if (Object.hasOwn(resultActions, action) && action !== "ics") unsaved = false;
});
form.addEventListener("input", ({ target }) => {
  if (target === file) return;
  unsaved = true;
  if (target.id === "one-name" && !target.checked) form.elements.namedItem("applicant.givenName").value = "";
  const { setAside } = updateVisibility(form, guide);
  if (setAside) announce(words.said_set_aside);
  if (!result.hidden) {
    hideResult();
    checked = false;
    announce(words.changed);
  }
});
file.addEventListener("change", load);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
addEventListener("beforeunload", (event) => {
  if (unsaved && !changingLanguage) event.preventDefault();
});
// Reload, Back and the other language find the answers again; closing the tab forgets them.
addEventListener("pagehide", () => {
  if (unsaved || checked) storeDraft(form, { unsaved, checked });
  else forgetDraft();
});
addEventListener("pageshow", () => (changingLanguage = false));
document.querySelector("a.language")?.addEventListener("click", () => (changingLanguage = true));
addEventListener("hashchange", readAddress);

for (const part of document.querySelectorAll(".without-script")) part.hidden = true;
page.hidden = false;
readAddress();
continueDraft();
