/** Between the form's controls and the document: what is hidden is not in the document. */
import { needs } from "./needs.mjs";

const PARTS = ["year", "month", "day"];
const LONGEST_NAME = 200;

/** Shows what the answers so far ask for, and hides the rest. @returns the needs that hold now */
export function arrange(form, guide) {
  const answers = collect(form, guide, guide.schema, "", { hidden: new Set(), required: new Set() });
  const taken = (name) => offer(form, name)?.checked ?? false;
  const state = needs(guide.schema, answers, taken);
  for (const field of form.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    field.hidden = state.hidden.has(name);
    for (const mark of field.querySelectorAll(".required")) {
      if (mark.closest("[data-field]") === field) mark.hidden = !state.required.has(name);
    }
    if (field.dataset.kind === "group") {
      field.querySelector("[data-offer]").hidden = !state.offers.has(name);
      field.querySelector("[data-members]").hidden = state.offers.has(name) && !taken(name);
    }
  }
  for (const box of form.querySelectorAll("[data-category]")) box.hidden = box.dataset.category !== answers.category;
  for (const control of form.querySelectorAll("[data-own-autocomplete]")) {
    control.autocomplete = state.nameOnce ? control.dataset.ownAutocomplete : "off";
  }
  form.querySelector("#name-once").hidden = !state.nameOnce;
  const oneName = form.querySelector("#one-name");
  const given = form.elements.namedItem("applicant.givenName");
  given.readOnly = oneName.checked;
  if (oneName.checked) given.value = oneName.dataset.fills;
  for (const name of state.offers) if (!taken(name)) state.hidden.add(name);
  return state;
}

/** @returns {object} the document that the form holds */
export function read(form, guide) {
  const state = arrange(form, guide);
  const document = collect(form, guide, guide.schema, "", state);
  if (state.nameOnce) {
    // N/A stands for no given name, so it is no part of a name.
    const { givenName, familyName } = document.applicant;
    const names = [form.querySelector("#one-name").checked ? "" : givenName, familyName].filter(Boolean);
    const whole = [...names.join(" ")].slice(0, LONGEST_NAME).join("");
    if (whole) document.enquirer.fullName = whole;
  }
  return document;
}

function collect(form, guide, schema, path, state) {
  const found = {};
  for (const [key, field] of Object.entries(schema.properties)) {
    const name = path + key;
    if (state.hidden.has(name)) continue;
    const value = field.properties
      ? collect(form, guide, field, `${name}.`, state)
      : answer(form, guide, name, field);
    if (value !== undefined) found[key] = value;
  }
  // A part that is required is there even when it is empty, so that each of its fields is told.
  return path && !Object.keys(found).length && !state.required.has(path.slice(0, -1)) ? undefined : found;
}

function answer(form, guide, name, field) {
  const control = form.elements.namedItem(name);
  if (field.type === "boolean") return control.checked || undefined;
  if ("const" in field) return field.const;
  if (field.format === "date") {
    const parts = PARTS.map((part) => [part, form.elements.namedItem(`${name}.${part}`).value.trim()]);
    return fromParts(Object.fromEntries(parts), guide.months);
  }
  const text = control.value.trim();
  return (text && control.type === "textarea" ? control.value : text) || undefined;
}

/** Puts a document into the form. What is no text of a field it knows is left out. */
export function write(form, guide, document) {
  form.reset();
  put(form, guide.schema, "", document);
  const given = form.elements.namedItem("applicant.givenName").value;
  form.querySelector("#one-name").checked = given === "N/A" || given === "S/O";
  arrange(form, guide);
}

function put(form, schema, path, value) {
  for (const [key, field] of Object.entries(schema.properties)) {
    const name = path + key;
    const part = Object.hasOwn(Object(value), key) ? value[key] : undefined;
    if (part === undefined) continue;
    const control = form.elements.namedItem(name);
    if (field.properties) {
      offer(form, name).checked = true;
      put(form, field, `${name}.`, part);
    } else if (field.type === "boolean") {
      control.checked = part === true;
    } else if (field.format === "date") {
      const parts = String(part).split("-");
      PARTS.forEach((each, index) => (form.elements.namedItem(`${name}.${each}`).value = parts[index] ?? ""));
    } else if (control && typeof part === "string") {
      control.value = part;
    }
  }
}

/** The choice to add a part that is not required. */
function offer(form, name) {
  return form.querySelector(`[data-field="${name}"] > [data-offer] input`);
}

/**
 * The date that a person wrote in three fields. The month may be a number or a word of either
 * language, shortened or without its accents; Arabic digits are read as such.
 * @returns {string | undefined} an ISO text; what cannot be read stays in it for the check to
 *   find; undefined when all three are empty
 */
function fromParts({ year, month, day }, months) {
  if (![year, month, day].some(Boolean)) return undefined;
  const number = latin(month);
  const known = /^\d*$/.test(number) ? number : monthNamed(number, months);
  // A part that was left out stays out, so that the check can say so.
  return [latin(year), ...[known, latin(day)].map((part) => part && String(part).padStart(2, "0"))].join("-");
}

function monthNamed(word, months) {
  const start = plain(word);
  const hits = new Set();
  for (const names of Object.values(months)) {
    names.split(" ").forEach((name, index) => {
      if (start.length > 2 && plain(name).startsWith(start)) hits.add(index + 1);
    });
  }
  return hits.size === 1 ? [...hits][0] : word;
}

const plain = (text) => text.normalize("NFD").replace(/[^a-z]/gi, "").toLowerCase();

/** Arabic-Indic and Persian digits as 0 to 9. */
const latin = (text) => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
