/** Says what to fix, after the pattern of the GOV.UK Design System: in a summary and inline. */
import { element, entryFor, firstControl, setAttribute } from "./dom.mjs";

/**
 * @typedef {import("./validator.mjs").Problem & {field: HTMLElement}} FieldProblem a problem with
 *   the field that it is shown at
 */

/**
 * Shows problems in a summary above the page's heading, and beside their fields. An empty list
 * clears both. The summary is read out, whole and once, when it gets the focus: as a live region it
 * would be read twice, and again whenever an entry leads to another step.
 * @param {(field: HTMLElement) => void} reveal leads to a field
 */
export function showErrors(page, summary, problems, { language, words }, reveal) {
  for (const error of page.querySelectorAll(".field-error")) {
    const field = error.parentElement;
    error.remove();
    setFieldError(field, null);
  }
  summary.hidden = !problems.length;
  if (!problems.length) return;
  const entries = [...problems].sort(inOrderOfPage).map(({ field, message }) => {
    const text = message[language];
    const error = element("p", { className: "field-error", id: `${field.dataset.field.replaceAll(".", "-")}-error` });
    error.append(element("span", { className: "prefix", textContent: words.error_prefix }), ` ${text}`);
    const above = [".hint", "legend", "label", "h2"].map((name) => field.querySelector(`:scope > ${name}`));
    const nearest = above.find(Boolean);
    if (nearest) nearest.after(error);
    else field.prepend(error);
    setFieldError(field, error);
    return entryFor(field, text, reveal);
  });
  summary.querySelector("ul").replaceChildren(...entries);
  document.querySelector("main h1").before(summary);
}

/** The order of the fields in the page, which is that of its questions. */
function inOrderOfPage({ field: one }, { field: other }) {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
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
