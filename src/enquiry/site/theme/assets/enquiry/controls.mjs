/** Between the form's controls and the enquiry: what is hidden is not in the enquiry. */
import { monthNames } from "./dates.mjs";
import { element } from "./fields.mjs";
import { fillIn } from "./fill-in.mjs";
import { changeRecipient, recipientOf, resetRecipient } from "./recipient.mjs";
import { localToday, matches } from "./validator.mjs";
import { visibility } from "./visibility.mjs";

/**
 * @typedef {import("./compose.mjs").Guide} Guide
 * @typedef {import("./visibility.mjs").Visibility} Visibility
 */

const DATE_PARTS = ["year", "month", "day"];
const PREPARED_ON = "preparedOn"; // never asked: the form writes the person's own date
const ALL_SHOWN = { hidden: new Set(), required: new Set() };

/**
 * Shows what the answers so far ask for, and hides the rest.
 * @returns {Visibility & {setAside: boolean}} with what the person chose not to add among the
 *   hidden, and whether an address that was typed for another contact is set aside
 */
export function updateVisibility(form, guide) {
  let answers = collect(form, guide, guide.schema, "", ALL_SHOWN);
  const { choices } = recipientOf(answers, guide, localToday());
  for (const [name, values] of Object.entries(choices)) limitChoices(form, name, answers.category ? values : null);
  answers = collect(form, guide, guide.schema, "", ALL_SHOWN);
  const isAdded = (name) => addBox(form, name)?.checked ?? false;
  let state = visibility(guide.schema, answers, isAdded);
  const notAdded = [...state.optional].filter((name) => !isAdded(name) && name in answers);
  if (notAdded.length) {
    // What the person chose not to add must not make another answer necessary.
    for (const name of notAdded) delete answers[name];
    state = visibility(guide.schema, answers, isAdded);
  }
  const recipient = recipientOf(answers, guide, localToday());
  for (const name of recipient.hidden) state.hidden.add(name);
  if (!answers.category) state.hidden.add("recipient");
  state.setAside = changeRecipient(form, recipient.key);
  for (const field of form.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    field.hidden = state.hidden.has(name);
    for (const mark of field.querySelectorAll(".required")) {
      if (mark.closest("[data-field]") === field) mark.hidden = !state.required.has(name);
    }
    if (field.dataset.kind === "group") {
      field.querySelector("[data-offer]").hidden = !state.optional.has(name);
      field.querySelector("[data-members]").hidden = state.optional.has(name) && !isAdded(name);
    }
  }
  for (const box of form.querySelectorAll("[data-contact]")) {
    box.hidden = box.dataset.contact !== recipient.contact?.id;
  }
  for (const box of form.querySelectorAll("[data-gap]")) {
    box.hidden = !recipient.gap || box.dataset.gap !== answers.category;
  }
  const next = form.querySelector("#next-so-far");
  if (next) { // a form may ask nothing about the recipient
    next.hidden = !recipient.next.length;
    next.replaceChildren(...recipient.next.map((textContent) => element("p", { textContent })));
  }
  updateNames(form, state);
  for (const name of state.optional) if (!isAdded(name)) state.hidden.add(name);
  return state;
}

/** Shows only the choices that count, all where `values` is null. The only one is taken at once. */
function limitChoices(form, name, values) {
  const boxes = [...form.querySelectorAll(`[name="${name}"]`)];
  for (const box of boxes) {
    const isOut = Boolean(values && box.value && !values.includes(box.value));
    box.closest(".choice").hidden = isOut;
    if (isOut) box.checked = false;
  }
  const left = boxes.filter((box) => !box.closest(".choice").hidden);
  if (left.length === 1) left[0].checked = true;
}

/** What is made of other answers, what a browser may fill in, and what stands for none. */
function updateNames(form, { sameAs, isSelf }) {
  for (const hint of form.querySelectorAll("[data-instead-of]")) hint.hidden = !sameAs.has(hint.dataset.insteadOf);
  // A browser may fill in the person at the keyboard, and nobody else.
  for (const control of form.querySelectorAll("[data-own-autocomplete]")) {
    control.autocomplete = isSelf ? control.dataset.ownAutocomplete : "off";
  }
  for (const box of form.querySelectorAll("[data-none-of]")) {
    const control = form.elements.namedItem(box.dataset.noneOf);
    control.readOnly = box.checked;
    if (box.checked) control.value = box.value;
  }
}

/**
 * @returns {object} the enquiry that the form holds
 */
export function readForm(form, guide) {
  const state = updateVisibility(form, guide);
  const enquiry = collect(form, guide, guide.schema, "", state);
  for (const [name, fields] of state.sameAs) {
    const [group, key] = name.split(".");
    const { maxLength } = guide.schema.properties[group].properties[key];
    const texts = fields.map((each) => each.split(".").reduce((answers, part) => answers?.[part], enquiry));
    const given = texts.filter((text, index) => text && !standsForNone(text, fieldOf(guide.schema, fields[index])));
    const text = [...given.join(" ")].slice(0, maxLength).join("");
    if (text) enquiry[group][key] = text;
  }
  return enquiry;
}

const fieldOf = (schema, name) => name.split(".").reduce((part, key) => part.properties[key], schema);

/** Whether a text says in any language that there is nothing to answer, ticked or typed. */
const standsForNone = (text, { "x-none": none = {} }) =>
  Object.values(none).some((each) => each.toUpperCase() === text.toUpperCase());

/** A problem with what a person wrote; if that is too long, it says by how much. */
export function withExcess(problem, enquiry, { schema, words, language }) {
  if (problem.keyword !== "maxLength") return problem;
  const path = problem.pointer.slice(1).split("/");
  const length = [...path.reduce((answers, part) => answers[part], enquiry)].length;
  const count = length - fieldOf(schema, path.join(".")).maxLength;
  if (!(count > 0)) return problem; // a narrower rule, under a condition
  const said = fillIn(words.too_long, { count }, language);
  return { ...problem, message: { ...problem.message, [language]: `${problem.message[language]} ${said}` } };
}

/** The answers to the members of an object; undefined where there are none and none is required. */
function collect(form, guide, schema, path, state) {
  const answers = {};
  for (const [key, field] of Object.entries(schema.properties)) {
    const name = path + key;
    if (state.hidden.has(name)) continue;
    const value = field.properties
      ? collect(form, guide, field, `${name}.`, state)
      : readControl(form, guide, name, field);
    if (value !== undefined) answers[key] = value;
  }
  // A required object is there even when it is empty, so that each of its fields is a problem.
  const isEmpty = path && !Object.keys(answers).length && !state.required.has(path.slice(0, -1));
  return isEmpty ? undefined : answers;
}

function readControl(form, guide, name, field) {
  if (name === PREPARED_ON) return localToday();
  const control = form.elements.namedItem(name);
  if (isOfBoxes(field)) {
    const boxes = [...form.querySelectorAll(`[name="${name}"]:checked`)];
    const chosen = boxes.map(({ value }) => value).filter(Boolean);
    if (!chosen.length) return undefined;
    return field.items ? chosen : JSON.parse(chosen[0]);
  }
  if ("const" in field) return field.const;
  if (field.format === "date") {
    const parts = DATE_PARTS.map((part) => form.elements.namedItem(`${name}.${part}`).value.trim());
    return isoDate(...parts, Object.values(guide.dates));
  }
  const typed = withoutMarks(control.value, field, control.type === "textarea");
  const text = typed.trim();
  if (field.type === "integer") return wholeNumber(text);
  return (text && control.type === "textarea" ? typed : text) || undefined;
}

/** Whether the answer is what is ticked: some of several choices, yes or no, a declaration. */
const isOfBoxes = ({ items, type }) => items || type === "boolean";

/** The number that a person wrote. What is none, or beyond all exact ones, stays as it is. */
function wholeNumber(text) {
  const digits = latinDigits(text).replace(/\s/g, "");
  const number = /^[+-]?\d+$/.test(digits) ? Number(digits) : NaN;
  return Number.isSafeInteger(number) ? number : text || undefined;
}

/**
 * The text without the marks that devices add and nobody sees: of direction, around a name that is
 * written from right to left, and of no width, in what was pasted. Joiners stay in words, where
 * they belong to the spelling, and go where the field is no text of words. The ends of lines that
 * other programs write are such, or a space where there is one line; no other control is kept.
 */
function withoutMarks(text, { pattern = "" }, hasLines) {
  const lines = text
    .replace(/[\v\f\x85\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\t\n\r]/gu, "")
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "");
  const plain = hasLines ? lines : lines.replace(/[\t\n\r]/g, " ");
  const isOfWords = new RegExp(pattern, "u").test("\u200d");
  return isOfWords ? plain : plain.replace(/[\u00ad\u200c\u200d]/g, "");
}

/**
 * Fills the form with an enquiry. Whatever is not an answer to a field of the form is left out.
 * @param {object} enquiry as a file holds it, not yet checked
 */
export function fillForm(form, guide, enquiry) {
  resetRecipient();
  form.reset();
  fillControls(form, guide.schema, "", enquiry);
  for (const box of form.querySelectorAll("[data-none-of]")) {
    const name = box.dataset.noneOf;
    box.checked = standsForNone(form.elements.namedItem(name).value, fieldOf(guide.schema, name));
  }
  updateVisibility(form, guide);
}

/**
 * Whether a file says something that the form does not ask, so that it was left out.
 * @param {object} saved what the file holds
 * @param {object} kept what the form reads back
 */
export function leavesOut(saved, kept, path = "") {
  return Object.entries(saved).some(([key, value]) => {
    const there = Object.hasOwn(Object(kept), key) ? kept[key] : undefined;
    if (path + key === PREPARED_ON) return false;
    if (Array.isArray(value)) return value.length > [there ?? []].flat().length;
    const isGroup = typeof value === "object" && value;
    if (isGroup && there) return leavesOut(value, there, `${path}${key}.`);
    return there === undefined && (isGroup ? Object.keys(value).length > 0 : value !== "");
  });
}

function fillControls(form, schema, path, answers) {
  for (const [key, field] of Object.entries(schema.properties)) {
    const name = path + key;
    const value = Object.hasOwn(Object(answers), key) ? answers[key] : undefined;
    if (value === undefined || name === PREPARED_ON) continue;
    const control = form.elements.namedItem(name);
    if (field.properties) {
      addBox(form, name).checked = true;
      fillControls(form, field, `${name}.`, value);
    } else if (isOfBoxes(field)) {
      const chosen = field.items ? [value].flat() : [JSON.stringify(value)];
      for (const box of document.getElementsByName(name)) box.checked = chosen.includes(box.value);
    } else if (field.format === "date") {
      const parts = String(value).split("-");
      DATE_PARTS.forEach((part, index) => (form.elements.namedItem(`${name}.${part}`).value = parts[index] ?? ""));
    } else if (control && matches({ type: ["string", field.type] }, value)) {
      control.value = value;
    }
  }
}

/** The box that adds an object which is not required. */
function addBox(form, name) {
  return form.querySelector(`[data-field="${name}"] > [data-offer] input`);
}

/**
 * The date that a person wrote in three fields. The month may be a number or a word of any of
 * the languages whose `dates` are given, shortened or without its accents; a day may be an ordinal,
 * such as “1er”; digits of other scripts are read as such.
 * @returns {string | undefined} an ISO text; what cannot be read stays in it for the check to
 *   find; undefined when all three are empty
 */
export function isoDate(year, month, day, dates) {
  if (![year, month, day].some(Boolean)) return undefined;
  const digits = latinDigits(month);
  const number = /^\d*$/.test(digits) ? digits : monthNumber(digits, dates);
  // A part that was left out stays out, so that the check can say so.
  const dayNumber = latinDigits(day).replace(/^(\d{1,2})[\p{L}.]+$/u, "$1");
  return [latinDigits(year), ...[number, dayNumber].map((part) => part && part.padStart(2, "0"))].join("-");
}

/** The number of the only month that begins like the word; the word itself where there is none. */
function monthNumber(word, dates) {
  const start = unaccented(word);
  const numbers = new Set();
  for (const [name, month] of dates.flatMap(monthNames)) {
    if (start.length > 2 && unaccented(name).startsWith(start)) numbers.add(month);
  }
  return numbers.size === 1 ? String([...numbers][0]) : word;
}

const unaccented = (text) => text.normalize("NFD").replace(/[^\p{L}]/gu, "").toLowerCase();

/** The digits of any script as 0 to 9. Those of a script begin at a code that ends with 0, or with 6. */
const latinDigits = (text) =>
  text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const place = digit.codePointAt(0) & 15;
    return /\p{Nd}/u.test(String.fromCodePoint(digit.codePointAt(0) - place)) ? place : place - 6;
  });
