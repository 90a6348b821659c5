/** The enquiry form at work: each event is a call into a module that does one thing. */
import { showAnswers } from "./answers.mjs";
import { fillForm, leavesOut, readForm, updateVisibility, withExcess } from "./controls.mjs";
import { fieldAt, focusField, showErrors } from "./fields.mjs";
import { forgetDraft, readSavedFile, restoreDraft, storeDraft } from "./draft-storage.mjs";
import { saveEnquiry, showResult } from "./send.mjs";
import { resetRecipient } from "./recipient.mjs";
import { createSteps } from "./steps.mjs";
import { createValidator, localToday } from "./validator.mjs";

/** @type {import("./compose.mjs").Guide} */
const guide = JSON.parse(document.getElementById("enquiry-data").textContent);
const { words } = guide;
const validate = createValidator(guide.schema);
const ids = ["enquiry", "enquiry-form", "errors", "answers", "result", "status", "load"];
const [page, form, errors, answers, result, status, file] = ids.map((id) => document.getElementById(id));

const state = {
  /** Whether there is anything to keep. */
  touched: false,
  /** Whether something typed would be lost. */
  unsaved: false,
  /** Whether the step shows the outcome of a check. */
  checked: false,
  /** Whether the person has come to the list of their answers; then every step leads back there. */
  reached: false,
  /** The id of the element that has the focus, or had it before the link to the other language. */
  focus: "",
  /** What was sent from here, or may have been. @type {import("./service.mjs").Attempt[]} */
  attempts: [],
};
/** What the buttons of the message do, while there is one. */
let resultActions = {};
/** @type {import("./fields.mjs").FieldProblem[]} */
let reported = [];
/** Whether the person goes on to the same form in the other language. */
let changingLanguage = false;

const steps = createSteps(
  page,
  guide,
  (step) => (step === result && !Object.keys(resultActions).length ? steps.named("check") : step),
  (step) => {
    announce("");
    report([]);
    state.checked = step === result;
    if (step.dataset.step !== "check") return;
    state.reached = true;
    showAnswers(answers, questions(), guide, reveal);
  },
);

const questions = () => [...form.querySelectorAll("[data-step]:not([data-step=check])")];

/** Sends to the service that the guide names, if it names one. Without it the form works all the same. */
const service =
  guide.service &&
  (await import("./service.mjs").catch(() => null))?.createService(result, guide, state, {
    keep,
    announce,
    onSent() {
      if (!Object.keys(resultActions).length) return; // the answers are being changed
      const judged = judge();
      showMessage(judged);
      if (steps.current === result) report([]); // its heading, and so the page's title, says that it was sent
      if (service.referenceLine(judged.enquiry)) state.unsaved = false;
    },
    onProblems: (problems) => report(problems.map(atField), true),
  });

/** Keeps what was typed, if anything was. */
function keep() {
  if (state.touched) storeDraft(form, { ...state, step: steps.current.dataset.step });
  else forgetDraft();
}

function announce(text) {
  status.textContent = "";
  // A text that comes back unchanged is read out only if it was away for a moment.
  setTimeout(() => (status.textContent = text), 50);
}

/** The enquiry as the form holds it, and what is wrong with it. */
function judge() {
  const enquiry = readForm(form, guide);
  const today = localToday();
  const { problems, warnings } = validate(enquiry, { today });
  // What is made of other answers is corrected there, unless nothing is wrong with those.
  const isAskedElsewhere = (pointer) =>
    form.querySelector(`[data-instead-of="${pointer.slice(1).replaceAll("/", ".")}"]:not([hidden])`);
  const asked = problems.filter(({ pointer }) => !isAskedElsewhere(pointer));
  const shown = asked.length ? asked : problems;
  return {
    enquiry,
    today,
    warnings,
    problems: shown.map((each) => atField(withExcess(each, enquiry, guide))),
  };
}

const atField = (problem) => ({ ...problem, field: fieldAt(page, problem.pointer) });

function report(problems, focus = false) {
  reported = problems;
  showErrors(page, errors, problems, guide, reveal);
  document.title = `${problems.length ? `${words.error_prefix} ` : ""}${steps.title}`;
  if (problems.length && focus) errors.focus();
}

const problemsIn = (step, problems) => problems.filter(({ field }) => step.contains(field));

/** Leads to a field, and to its error if one was shown. */
function reveal(field) {
  const step = steps.of(field);
  if (step && step !== steps.current) {
    const problems = problemsIn(step, reported);
    steps.go(step);
    report(problems);
  }
  focusField(field);
}

function next() {
  const { problems } = judge();
  const here = problemsIn(steps.current, problems);
  report(here, true);
  state.checked = true;
  if (here.length) return;
  const missing = steps.asked().find((step) => problemsIn(step, problems).length);
  steps.go(!state.reached ? steps.after() : (missing ?? steps.named("check")));
}

function check(focus = true) {
  const { problems, ...judged } = judge();
  report(problems, focus);
  state.checked = true;
  resultActions = {};
  if (problems.length) return;
  showMessage(judged);
  if (focus) steps.go(result);
  else steps.start(result);
}

function showMessage({ enquiry, today, warnings }) {
  const reference = service?.referenceLine(enquiry);
  resultActions = showResult({ page, section: result, enquiry, warnings, guide, today, reference, announce, reveal });
  service?.show(enquiry);
}

/** Back to a form that was neither checked nor changed. */
function forgetOutcome() {
  Object.assign(state, { touched: false, unsaved: false, reached: false });
  resultActions = {};
}

function clear() {
  if (!confirm(words.ask_clear)) return;
  resetRecipient();
  form.reset();
  forgetDraft();
  forgetOutcome();
  state.attempts = [];
  updateVisibility(form, guide);
  steps.go(questions()[0]);
  announce(words.said_cleared);
}

async function load() {
  const [chosen] = file.files;
  if (!chosen || (state.unsaved && !confirm(words.ask_replace))) return;
  const { enquiry, error } = await readSavedFile(chosen, guide);
  file.value = "";
  if (error) {
    report([{ field: fieldAt(page, "/load"), message: { [guide.language]: words[error] } }], true);
    return;
  }
  forgetOutcome();
  fillForm(form, guide, enquiry);
  Object.assign(state, { touched: true, reached: true });
  const { problems, enquiry: kept } = judge();
  const isHalfFilled = problems.every(({ keyword }) => keyword === "required");
  const missing = steps.asked().find((step) => problemsIn(step, problems).length);
  steps.go((isHalfFilled && missing) || steps.named("check"));
  if (!isHalfFilled) report(problems, true);
  const opened = missing ? words.said_loaded_half : words.said_loaded;
  const said = [isHalfFilled && opened, leavesOut(enquiry, kept) && words.said_left_out].filter(Boolean);
  if (said.length) announce(said.join(" "));
}

function save() {
  saveEnquiry(judge().enquiry, words, announce);
  state.unsaved = false;
}

/**
 * A link from another page names the category, and from “When may I write again?” the earlier
 * message. It says nothing of the person, and what stands after the hash stays in the browser.
 * @returns {HTMLElement | undefined} the first step that it does not answer; none if it names nothing
 */
function readAddress() {
  const named = new URLSearchParams(location.hash.slice(1) || location.search);
  const wanted = named.get("category");
  // A link may be older than the category's id.
  const { id } = guide.table.categories.find(({ aliases }) => aliases?.includes(wanted)) ?? { id: wanted };
  const chosen = { category: id };
  for (const name of ["outcome", "contact"]) chosen[`previousEnquiry-${name}`] = named.get(name);
  const controls = Object.entries(chosen).map(([id, value]) => document.getElementById(`${id}-${value}`));
  const given = controls.filter(Boolean);
  for (const control of given) control.checked = true;
  const [year, month, day] = named.get("sentOn")?.split("-") ?? [];
  for (const [part, value] of Object.entries({ year, month, day })) {
    const control = form.elements.namedItem(`previousEnquiry.sentOn.${part}`);
    if (value && control) control.value = value;
  }
  updateVisibility(form, guide);
  if (!given.length) return undefined;
  const { problems } = judge();
  const isAnswered = (step) => given.some((each) => step.contains(each)) && !problemsIn(step, problems).length;
  return questions().find((step) => !isAnswered(step));
}

/**
 * Begins where the person is: on the step where they left this page, or that of the other
 * language; or, for who follows a link, on the first step that the link does not answer.
 */
function begin() {
  const isBack = history.state?.step !== undefined;
  const draft = restoreDraft(form);
  const { step: kept, checked, unsaved, reached, attempts = [] } = draft ?? {};
  if (draft) Object.assign(state, { touched: true, unsaved, reached, attempts });
  updateVisibility(form, guide);
  const answered = isBack ? undefined : readAddress();
  const name = isBack ? history.state.step : (kept ?? "");
  const step = answered ?? steps.named(name) ?? questions()[0];
  steps.start(step === result ? steps.named("check") : step);
  if (!draft || answered) return;
  if (checked && name === kept) showAgain(step);
  scrollTo(0, draft.scroll);
  document.getElementById(draft.focus)?.focus({ preventScroll: true });
}

/** Shows the outcome of the check that this step showed before. */
function showAgain(step) {
  if (questions().includes(step)) report(problemsIn(step, judge().problems));
  else check(false);
  state.checked = true;
}

const formActions = { back: () => steps.back(), save, clear, load: () => file.click(), send: () => service?.send() };
page.addEventListener("click", ({ target }) => {
  const action = target.closest("[data-action]")?.dataset.action;
  if (!action) return;
  formActions[action]?.();
  resultActions[action]?.();
  // Every other action saves the answers; a reminder holds none of them.
  if (Object.hasOwn(resultActions, action) && action !== "ics") state.unsaved = false;
});
form.addEventListener("input", ({ target }) => {
  Object.assign(state, { touched: true, unsaved: true });
  resultActions = {};
  const { noneOf } = target.dataset;
  if (noneOf && !target.checked) form.elements.namedItem(noneOf).value = "";
  const { setAside } = updateVisibility(form, guide);
  if (setAside) announce(words.said_set_aside);
});
file.addEventListener("change", load);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.dataset.action === "check") check();
  else next();
});
addEventListener("beforeunload", (event) => {
  if (state.unsaved && !changingLanguage) event.preventDefault();
});
// Reload, Back and the other language find the answers again; closing the tab forgets them.
addEventListener("pagehide", keep);
addEventListener("pageshow", ({ persisted }) => {
  changingLanguage = false;
  // The page as it was left; the answers may have gone on in the other language.
  if (persisted) begin();
});
addEventListener("focusin", ({ target }) => {
  if (!target.matches("a.language")) state.focus = page.contains(target) ? target.id : "";
});
addEventListener("focusout", ({ relatedTarget }) => {
  if (!relatedTarget) state.focus = "";
});
document.querySelector("a.language")?.addEventListener("click", ({ currentTarget: link }) => {
  changingLanguage = true;
  // Nothing is kept yet, and so the other page reads the same link.
  if (!state.touched) link.hash = location.hash;
});
addEventListener("hashchange", () => {
  const step = readAddress();
  if (step) steps.go(step);
});

for (const part of document.querySelectorAll(".without-script")) part.hidden = true;
page.hidden = false;
begin();
