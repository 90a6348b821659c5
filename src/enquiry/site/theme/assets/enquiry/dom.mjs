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

/** The field at a pointer, or the nearest one around it that the person can see. */
export function fieldAt(form, pointer) {
  const path = pointer.slice(1).split("/");
  while (path.length) {
    const field = form.querySelector(`[data-field="${CSS.escape(path.join("."))}"]`);
    if (field && !field.hidden) return field;
    path.pop();
  }
  return form.querySelector("[data-field]");
}

/** The control of a field that takes the focus. */
export function firstControl(field) {
  return field.querySelector("input:not([type=file]), textarea, button");
}

/** An entry of a list that leads to a field. */
export function linkToField(field, text) {
  const control = firstControl(field);
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
