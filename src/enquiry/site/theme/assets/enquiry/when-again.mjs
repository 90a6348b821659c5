/** “When may I write again?”: the page's own table answers, and nothing leaves the page. */
import { dateInWords } from "./dates.mjs";
import { fillIn } from "./fill-in.mjs";
import { escalationsOf, route, stageOf } from "./router.mjs";

const tool = document.getElementById("when-tool");
const form = tool.querySelector("form");
const table = JSON.parse(tool.dataset.table);
const dates = JSON.parse(tool.dataset.dates);
const { lang } = document.documentElement;
const [answer, day, count, more] = ["#when-answer", ".day", ".count", "[data-page]"].map((selector) =>
  tool.querySelector(selector),
);

/** An ISO date in the words of the page's language. */
function inWords(iso) {
  return dateInWords(iso, dates).replaceAll(" ", "\u00a0");
}

const stagesOf = (category) => escalationsOf(table.categories.find(({ id }) => id === category) ?? {});

/** Who the message went to counts where one may have gone to several contacts. */
function askWhoWasWrittenTo() {
  if (!form.contact) return;
  const { contact: first } = table.categories.find(({ id }) => id === form.category.value) ?? {};
  const contacts = [first, ...stagesOf(form.category.value).map(({ contact }) => contact)];
  for (const option of form.contact.options) option.hidden = option.disabled = !contacts.includes(option.value);
  if (form.contact.selectedOptions[0]?.disabled !== false) form.contact.value = first ?? "";
  document.getElementById("when-earlier").hidden = contacts.length < 3;
}

/**
 * Shows what is wrong with an answer, or takes that away.
 * @param {HTMLSelectElement | HTMLInputElement} control
 * @param {string} problem "" for none
 */
function showError(control, problem) {
  const error = document.getElementById(`${control.id}-error`);
  error.textContent = error.dataset[problem] ?? "";
  error.hidden = !problem;
  control.setAttribute("aria-invalid", Boolean(problem));
}

function show(previousEnquiry, category, today) {
  const onward = stagesOf(category);
  const reached = stageOf(previousEnquiry, onward, table);
  const escalation = onward[reached];
  const isForThis = escalation?.outcomes.includes(previousEnquiry.outcome) ?? false;
  const routeOn = (date) => route({ category, previousEnquiry }, table, { today: date });
  const isDueOn = (date) => routeOn(date).contact === escalation?.contact;
  const isDue = isDueOn(today);
  // On the day of the message the router still says from which day one may write again.
  const { sentOn } = previousEnquiry;
  const date = inWords((!isDueOn(sentOn) && routeOn(sentOn).escalation?.from) || sentOn);
  const said = !escalation ? "none" : !isForThis ? "only" : isDue ? "now" : "from";
  day.textContent = fillIn(day.dataset[said], { date });
  count.textContent = !isForThis
    ? document.querySelector(`[data-rule="${category}"]`).textContent
    : previousEnquiry.outcome === "no-reply"
      ? fillIn(JSON.parse(count.dataset.count), { start: inWords(sentOn), days: escalation.after_days, date }, lang)
      : count.dataset.disagree;
  for (const box of answer.querySelectorAll("[data-contact]")) {
    box.hidden = !isForThis || box.dataset.contact !== escalation.contact;
    const link = box.querySelector("[data-form]");
    // What stands after the hash stays in the browser.
    link.href = `${link.dataset.form}#${new URLSearchParams({ category, ...previousEnquiry })}`;
    link.hidden = !isDue;
  }
  more.href = `${more.dataset.page}${category}/`;
  more.textContent = fillIn(more.dataset.more, { title: form.category.selectedOptions[0].text });
  answer.hidden = false;
  answer.scrollIntoView({ block: "nearest" });
}

const whoWasWrittenTo = () => {
  const isAsked = form.contact && !document.getElementById("when-earlier").hidden;
  return isAsked ? { contact: form.contact.value } : {};
};

function clear() {
  day.textContent = "";
  answer.hidden = true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clear();
  const { category, outcome, sentOn } = form;
  const today = new Date().toLocaleDateString("sv"); // the person's own date, in ISO order
  showError(category, category.value ? "" : "missing");
  showError(sentOn, !sentOn.value ? "missing" : sentOn.value > today ? "future" : "");
  const wrong = form.querySelector('[aria-invalid="true"]');
  if (wrong) wrong.focus();
  else show({ sentOn: sentOn.value, outcome: outcome.value, ...whoWasWrittenTo() }, category.value, today);
});
form.addEventListener("input", clear);
form.category.addEventListener("change", askWhoWasWrittenTo);
askWhoWasWrittenTo();

for (const part of document.querySelectorAll(".without-script")) part.hidden = true;
tool.hidden = false;
