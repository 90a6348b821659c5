/** “Check your answers”: each answer in words, with a way to change it. */
import { formatDate } from "./compose.mjs";
import { fillIn } from "./fill-in.mjs";
import { isoDate } from "./controls.mjs";
import { element, labelText, linkToField } from "./fields.mjs";
import { isDate } from "./validator.mjs";

/**
 * Lists what the form asks for and what was answered, step by step.
 * @param {HTMLElement[]} sections the steps with questions
 * @param {(field: HTMLElement) => void} reveal leads to a field
 */
export function showAnswers(list, sections, guide, reveal) {
  const parts = sections.flatMap((section) => {
    const rows = [...section.children].filter(isField).flatMap((field) => rowsOf(field, guide, reveal));
    if (!rows.length) return [];
    const answers = element("dl", { className: "answers" });
    answers.append(...rows);
    const contact = section.querySelector(".write-to:not([hidden])")?.cloneNode(true);
    // A single question is its own title.
    const title = rows.length > 1 && element("h3", { textContent: labelText(section.querySelector("h2")) });
    return [title, contact, answers].filter(Boolean);
  });
  list.replaceChildren(...parts);
}

const isField = (each) => each.matches("[data-field]:not([hidden])");

function rowsOf(field, guide, reveal) {
  const { words } = guide;
  if (field.dataset.kind !== "group") {
    const answer = answerTo(field, guide);
    const link = linkToField(field, answer ? words.change : words.answer, reveal);
    return [rowOf(labelText(field.querySelector("legend, label")), answer || words.not_answered, link, words)];
  }
  const members = field.querySelector("[data-members]");
  if (!members.hidden) return [...members.children].filter(isField).flatMap((each) => rowsOf(each, guide, reveal));
  const label = labelText(field.querySelector("legend"));
  return [rowOf(label, words.not_added, linkToField(field, words.add, reveal), words)];
}

function rowOf(label, answer, link, words) {
  const row = element("div");
  const action = element("dd");
  link.append(element("span", { className: "for-ears", textContent: fillIn(words.change_what, { label }) }));
  action.append(link);
  const value = element("dd", { textContent: answer, dir: "auto" });
  row.append(element("dt", { textContent: label }), value, action);
  return row;
}

/** What a person answered, in words; "" for nothing. */
function answerTo(field, guide) {
  const controls = [...field.querySelectorAll("input, textarea")];
  switch (field.dataset.kind) {
    case "choice":
    case "choices": {
      const chosen = [...field.querySelectorAll("input:checked + label")];
      return chosen.map(({ textContent }) => textContent).join(guide.letter.letter_list[guide.language]);
    }
    case "tick":
      return controls[0].checked ? guide.letter.yes[guide.language] : "";
    case "date":
      return dateIn(controls, guide);
    default:
      return controls[0].value.trim();
  }
}

/** A date in words; what is no date, as it was written. */
function dateIn(controls, guide) {
  const part = (name) => controls.find(({ className }) => className === name).value.trim();
  const iso = isoDate(part("year"), part("month"), part("day"), Object.values(guide.dates));
  if (iso && isDate(iso)) return formatDate(iso, guide);
  return controls.map(({ value }) => value.trim()).filter(Boolean).join(" ");
}
