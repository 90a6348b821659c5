/** Helpers for elements: made, linked to, and found by the field that they belong to. */

/** A new element. */
export function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

/** Sets an attribute, or removes it where the value is empty. */
export function setAttribute(target, name, value) {
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
export function firstControl(field) {
  return field.querySelector("input:not([type=file]), textarea, button");
}

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
