/**
 * The form's fields in the page: found, linked to, brought into view, and what to fix in them, after
 * the pattern of the GOV.UK Design System.
 *
 * @typedef {import("./validator.mjs").Problem & {field: HTMLElement}} FieldProblem a problem with
 *   the field that it is shown at
 */

export const element = (name, properties) => Object.assign(document.createElement(name), properties);

/** An address, a date, a number with dashes: a word that stays whole. */
const WHOLE = /((?<!\S)\S*(?:@|:\/\/|\d-\d)\S*)/;

/**
 * A text whose addresses and dates stay whole, and the long ones break, as the filters `whole` and
 * `breakable` of the pages have it. What stands between them stays in one piece for who hears it.
 * @returns {(string | HTMLElement)[]} for `append` and `replaceChildren`
 */
export const breakable = (text) => text.split(WHOLE).map((part, index) => (index % 2 ? whole(part) : part));

function whole(word) {
  if (word.length <= 24) return element("span", { className: "whole", textContent: word });
  const parts = word.split(/(?<=.)(?=@)|(?<=:\/\/)|(?<=[^/])(?=\/[^/])/);
  const pieces = parts.flatMap((part) => (part.length > 20 ? part.split(/(?<=.)(?=\.)/) : part));
  const span = element("span", {});
  span.append(...pieces.flatMap((piece, index) => (index ? [element("wbr"), piece] : piece)));
  return span;
}

/** Sets an attribute, or removes it where the value is empty. */
function setAttribute(target, name, value) {
  if (value) target.setAttribute(name, value);
  else target.removeAttribute(name);
}

/** Clicks a link with these properties, which is in the page only for that moment. */
export function followLink(properties) {
  const link = element("a", properties);
  document.body.append(link);
  link.click();
  link.remove();
}

/** The field at a pointer, or the nearest one around it that the form asks for now. */
export function fieldAt(page, pointer) {
  const path = pointer.slice(1).split("/");
  while (path.length) {
    const field = page.querySelector(`[data-field="${CSS.escape(path.join("."))}"]`);
    if (field && !field.hidden) return field;
    path.pop();
  }
  return page.querySelector("[data-field]");
}

/** The control of a field that takes the focus. */
const firstControl = (field) => field.querySelector("input:not([type=file]), textarea, button");

/** Brings a field into view, its label or legend included, and gives it the focus. */
export function focusField(field) {
  (field.querySelector("legend, label") ?? field).scrollIntoView();
  const chosen = field.dataset.kind === "choice" && field.querySelector("input:checked");
  (chosen || firstControl(field)).focus({ preventScroll: true });
}

/** The text of a label, legend or heading, without what says that the question is required. */
export function labelText(label) {
  const copy = label.cloneNode(true);
  for (const mark of copy.querySelectorAll(".required")) mark.remove();
  return copy.textContent.trim();
}

/**
 * A link to a field, which comes into the page's address neither now nor later.
 * @param {(field: HTMLElement) => void} reveal leads to a field, whatever step it is in
 */
export function linkToField(field, text, reveal) {
  const link = element("a", { href: `#${firstControl(field).id}`, textContent: text });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    reveal(field);
  });
  return link;
}

/** A list's entry with that link. */
export function entryFor(field, text, reveal) {
  const entry = element("li");
  entry.append(linkToField(field, text, reveal));
  return entry;
}

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
  const isSet = ["choice", "choices", "date", "group", "file"].includes(kind);
  const described = isSet ? field : firstControl(field);
  setAttribute(described, "aria-describedby", [hint?.id, error?.id].filter(Boolean).join(" "));
  const inputs = field.querySelectorAll("input");
  const invalid = { choices: inputs, date: inputs, group: [], file: [] }[kind] ?? [described];
  for (const control of invalid) setAttribute(control, "aria-invalid", error && "true");
}
