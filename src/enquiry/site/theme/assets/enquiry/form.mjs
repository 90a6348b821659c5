/** The enquiry form at work: each event is a call into a module that does one thing. */
import { showErrors } from "./errors.mjs";
import { arrange, read, write } from "./fields.mjs";
import { open, recall, remember } from "./keep.mjs";
import { showResult } from "./result.mjs";
import { createValidator } from "./validator.mjs";

const guide = JSON.parse(document.getElementById("enquiry-data").textContent);
const { words } = guide;
const validate = createValidator(guide.schema);
const page = document.getElementById("enquiry");
const form = document.getElementById("enquiry-form");
const [errors, result, status, file] = ["errors", "result", "status", "load"].map((id) => document.getElementById(id));

/** The person's own date as an ISO text, which is how Swedes write it. */
const today = () => new Date().toLocaleDateString("sv");

/** What the buttons of the result do, while it holds. */
let ways = {};
/** Whether something typed would be lost, and what the last check found. */
let unsaved = false;
let checked = "";

function say(text) {
  status.textContent = "";
  // A text that comes back unchanged is read out only if it was away for a moment.
  setTimeout(() => (status.textContent = text), 50);
}

function check(focus = true) {
  const enquiry = read(form, guide);
  const { problems, warnings } = validate(enquiry, { today: today() });
  // The whole name may be made of the applicant's names: then only these can be mended.
  const hidden = form.querySelector('[data-field="enquirer.fullName"]').hidden;
  const mendable = problems.filter(({ pointer }) => !hidden || pointer !== "/enquirer/fullName");
  showErrors(form, errors, mendable, guide, focus);
  say("");
  hideResult();
  checked = problems.length ? "errors" : "result";
  if (problems.length) return;
  ways = showResult(form, result, enquiry, warnings, guide, today(), say);
  if (focus) document.getElementById("result-title").focus();
}

function hideResult() {
  result.hidden = true;
  ways = {};
}

function clear() {
  if (!confirm(words.ask_clear)) return;
  form.reset();
  start();
  say(words.said_cleared);
  form.querySelector("input:not([hidden])").focus();
}

function start() {
  unsaved = false;
  checked = "";
  showErrors(form, errors, [], guide);
  hideResult();
  arrange(form, guide);
}

async function load() {
  const [chosen] = file.files;
  if (!chosen || (unsaved && !confirm(words.ask_replace))) return;
  const { document: enquiry, fault } = await open(chosen);
  file.value = "";
  if (fault) {
    showErrors(form, errors, [{ pointer: "/load", message: { [guide.language]: words[fault] } }], guide);
    return;
  }
  start();
  write(form, guide, enquiry);
  if (validate(enquiry, { today: today() }).valid) say(words.said_loaded);
  else check();
}

const actions = { clear, load: () => file.click() };
page.addEventListener("click", ({ target }) => {
  const action = target.closest("[data-action]")?.dataset.action;
  if (!action) return;
  actions[action]?.();
  ways[action]?.();
  // A reminder alone keeps nothing of the answers.
  if (Object.hasOwn(ways, action) && action !== "ics") unsaved = false;
});
form.addEventListener("input", ({ target }) => {
  if (target === file) return;
  unsaved = true;
  if (target.id === "one-name" && !target.checked) form.elements.namedItem("applicant.givenName").value = "";
  arrange(form, guide);
  if (!result.hidden) {
    hideResult();
    checked = "";
    say(words.changed);
  }
});
file.addEventListener("change", load);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
document.querySelector("a.language")?.addEventListener("click", () => {
  remember(form, { unsaved, checked });
  unsaved = false;
});
addEventListener("hashchange", choose);

/** A link from a category's page names the category, which is no personal data. */
function choose() {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("category") ?? new URLSearchParams(location.search).get("category");
  const choice = document.getElementById(`category-${wanted}`);
  if (choice) choice.checked = true;
  arrange(form, guide);
}

for (const part of document.querySelectorAll(".without-script")) part.hidden = true;
page.hidden = false;
choose();
const kept = recall(form);
if (kept) {
  arrange(form, guide);
  ({ unsaved } = kept);
  if (kept.checked) check(false);
  scrollTo(0, kept.scroll);
  document.getElementById(kept.focus)?.focus({ preventScroll: true });
}
