/** Says what to fix, after the pattern of the GOV.UK Design System: in a summary and inline. */
import { element, fieldAt, firstControl, linkToField, setAttribute } from "./dom.mjs";

const title = document.title;

/**
 * Shows problems in a summary above the page's heading, and beside their fields. An empty list
 * clears both.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} summary
 * @param {import("./validator.mjs").Problem[]} problems
 * @param {import("./compose.mjs").Guide} guide
 * @param {boolean} focus whether the summary takes the focus
 */
export function showErrors(form, summary, problems, { language, words }, focus = true) {
  for (const error of form.querySelectorAll(".field-error")) {
    const field = error.parentElement;
    error.remove();
    setFieldError(field, null);
  }
  summary.hidden = !problems.length;
  document.title = problems.length ? `${words.error_prefix} ${title}` : title;
  if (!problems.length) return;
  const inOrder = problems
    .map((problem) => ({ ...problem, field: fieldAt(form, problem.pointer) }))
    .sort((one, other) => (isBefore(one.field, other.field) ? -1 : 1));
  const entries = inOrder.map(({ field, message }) => {
    const text = message[language];
    const error = element("p", { className: "field-error", id: `${field.dataset.field.replaceAll(".", "-")}-error` });
    error.append(element("span", { className: "prefix", textContent: words.error_prefix }), ` ${text}`);
    const above = [".hint", "legend", "label"].map((name) => field.querySelector(`:scope > ${name}`)).find(Boolean);
    if (above) above.after(error);
    else field.prepend(error);
    setFieldError(field, error);
    return linkToField(field, text);
  });
  summary.querySelector("ul").replaceChildren(...entries);
  document.querySelector("main h1").before(summary);
  if (focus) summary.focus();
}

/** Whether a field comes before another in the page, which is the order of its questions. */
function isBefore(one, other) {
  return Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/** Ties a field's controls to its error, or frees them of it. */
function setFieldError(field, error) {
  const { kind } = field.dataset;
  const hint = field.querySelector(kind === "tick" ? ".hint" : ":scope > .hint");
  const isSet = ["choice", "date", "group", "file"].includes(kind);
  const described = isSet ? field : firstControl(field);
  setAttribute(described, "aria-describedby", [hint?.id, error?.id].filter(Boolean).join(" "));
  const invalid = { date: field.querySelectorAll("input"), group: [], file: [] }[kind] ?? [described];
  for (const control of invalid) setAttribute(control, "aria-invalid", error && "true");
}
