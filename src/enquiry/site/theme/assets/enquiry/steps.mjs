/** The form's steps: one is shown at a time, counted, and has its place in the browser's history. */
import { labelText } from "./fields.mjs";
import { fillIn } from "./fill-in.mjs";

const pageTitle = document.title;

/** Steps that ask for nothing: the list of the answers, and the message. */
const WITHOUT_QUESTIONS = ["check", "send"];

/**
 * @param {HTMLElement} page holds the form and the message
 * @param {import("./compose.mjs").Guide} guide
 * @param {(step: HTMLElement) => HTMLElement} onReturn which step to show when Back or Forward lead
 *   to this one
 * @param {(step: HTMLElement) => void} onShow called once a step is shown
 */
export function createSteps(page, { words, language }, onReturn, onShow) {
  const sections = [...page.querySelectorAll("[data-step]")];
  const place = page.querySelector("#place");
  const button = (action) => page.querySelector(`[data-action=${action}]`);
  let current = sections[0];

  for (const section of sections) {
    const heading = headingOf(section);
    heading.id = `step-${section.dataset.step}`;
    heading.tabIndex = -1;
    heading.setAttribute("aria-describedby", place.id);
  }
  addEventListener("popstate", ({ state }) => {
    const section = state?.step && named(state.step);
    if (section) show(onReturn(section));
  });

  const named = (name) => sections.find(({ dataset }) => dataset.step === name);
  const asked = () => sections.filter((section) => section === current || asksSomething(section));
  const before = () => asked()[asked().indexOf(current) - 1];

  function show(section, focus = true) {
    current = section;
    for (const each of sections) each.hidden = each !== current;
    const all = asked();
    place.textContent = fillIn(words.place, { number: all.indexOf(current) + 1, count: all.length }, language);
    page.dataset.at = before() ? "later" : "start"; // for the style sheet
    const { step } = current.dataset;
    button("next").hidden = WITHOUT_QUESTIONS.includes(step);
    button("check").hidden = step !== "check";
    button("save").hidden = step === "send"; // the whole message is saved there
    button("back").hidden = !before();
    onShow(current);
    if (!focus) return;
    place.scrollIntoView();
    headingOf(current).focus({ preventScroll: true });
  }

  return {
    get current() {
      return current;
    },
    get title() {
      return `${labelText(headingOf(current))} – ${place.textContent} – ${pageTitle}`;
    },
    /** Shows a step in this place of the history. */
    start(section, focus = false) {
      history.replaceState({ ...history.state, step: section.dataset.step }, "");
      show(section, focus);
    },
    /** Shows a step from which Back leads here. */
    go(section) {
      history.pushState({ step: section.dataset.step, hasStepBefore: true }, "");
      show(section);
    },
    back() {
      if (history.state?.hasStepBefore) history.back();
      else this.start(before(), true);
    },
    after: () => asked()[asked().indexOf(current) + 1],
    named,
    of: (field) => sections.find((section) => section.contains(field)),
    asked,
  };
}

/** Whether a step has a question, and not merely the offer of some. */
function asksSomething(section) {
  if (WITHOUT_QUESTIONS.includes(section.dataset.step)) return true;
  const fields = [...section.children].filter((each) => each.matches("[data-field]:not([hidden])"));
  return fields.some((field) => !field.querySelector(":scope > [data-members][hidden]"));
}

const headingOf = (section) => section.querySelector("h2");
