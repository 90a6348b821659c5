/** Telling what to mend, after the pattern of the GOV.UK Design System: a summary and inline. */

const title = document.title;

/**
 * Shows the errors in a summary that has the focus, and beside their fields; none clears them.
 * @param {{pointer: string, message: Record<string, string>}[]} problems
 */
export function showErrors(form, summary, problems, { language, words }, focus = true) {
  for (const old of form.querySelectorAll(".field-error")) {
    const field = old.parentElement;
    old.remove();
    mark(field);
  }
  summary.hidden = !problems.length;
  document.title = problems.length ? `${words.error_prefix} ${title}` : title;
  if (!problems.length) return;
  const entries = problems.map(({ pointer, message }) => {
    const field = fieldOf(form, pointer);
    const text = message[language];
    const error = element("p", { className: "field-error", id: `${idOf(field)}-error` });
    error.append(element("span", { className: "prefix", textContent: words.error_prefix }), ` ${text}`);
    const above = [".hint", "legend", "label"].map((name) => field.querySelector(`:scope > ${name}`)).find(Boolean);
    if (above) above.after(error);
    else field.prepend(error);
    mark(field, error);
    return linkTo(field, text);
  });
  summary.querySelector("ul").replaceChildren(...entries);
  document.querySelector("main h1").before(summary);
  if (focus) summary.focus();
}

/** An entry of a list that leads to a field. */
export function linkTo(field, text) {
  const control = controlOf(field);
  const link = element("a", { href: `#${control.id}`, textContent: text });
  link.addEventListener("click", (event) => {
    // The label or legend comes into view too, and nothing comes into the address.
    event.preventDefault();
    (field.querySelector("legend, label") ?? field).scrollIntoView();
    control.focus({ preventScroll: true });
  });
  const entry = element("li");
  entry.append(link);
  return entry;
}

/** The field at a pointer, or the nearest one around it that the person can see. */
export function fieldOf(form, pointer) {
  const path = pointer.slice(1).split("/");
  while (path.length) {
    const field = form.querySelector(`[data-field="${CSS.escape(path.join("."))}"]`);
    if (field && !field.hidden) return field;
    path.pop();
  }
  return form.querySelector("[data-field]");
}

const idOf = (field) => field.dataset.field.replaceAll(".", "-");
const controlOf = (field) => field.querySelector("input:not([type=file]), textarea, button");

/** Ties a field's controls to its error, or frees them of it. */
function mark(field, error) {
  const { kind } = field.dataset;
  const hint = field.querySelector(kind === "tick" ? ".hint" : ":scope > .hint")?.id;
  const described = ["choice", "date", "group", "file"].includes(kind) ? field : controlOf(field);
  set(described, "aria-describedby", [hint, error?.id].filter(Boolean).join(" "));
  const invalid = { date: [...field.querySelectorAll("input")], group: [], file: [] }[kind] ?? [described];
  for (const control of invalid) set(control, "aria-invalid", error && "true");
}

function set(control, name, value) {
  if (value) control.setAttribute(name, value);
  else control.removeAttribute(name);
}

/** A new element. */
export function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
