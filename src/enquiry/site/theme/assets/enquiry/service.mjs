/**
 * Sends a message to the publisher's service, once, and says what came of it. Only the form of a
 * guide that names a service loads this module.
 *
 * @typedef {object} Attempt a message that was sent, or may have been
 * @property {string} body the document as it was sent; a repetition is the same to the letter
 * @property {string} key by which the service knows a repetition
 * @property {string} [reference] the number that the service gave
 *
 * @typedef {{reference: string} | {problems: import("./validator.mjs").Problem[]} | {say: string, delay?: string}} Outcome
 *   `say` is the key of the words to say
 */
import { inOrder } from "./compose.mjs";
import { fillIn } from "./fill-in.mjs";
import { element } from "./fields.mjs";

const PATIENCE = 30_000; // milliseconds
const LARGEST_ANSWER = 512 * 1024; // bytes: a hundred problems in many languages are far less
const LONGEST_REFERENCE = 100;
const MOST_PROBLEMS = 100;
const MOST_ATTEMPTS = 10; // kept with the draft, whose storage is limited
const USUAL_WAIT = 5; // minutes, where the service names none

/** Whose contact is called or visited: a message that is sent would reach nobody that the source names. */
const UNWRITTEN = ["phone", "counter"];

/**
 * @param {HTMLElement} section where the message is shown
 * @param {import("./compose.mjs").Guide} guide
 * @param {{attempts: Attempt[]}} state
 * @param {object} does
 * @param {() => void} does.keep stores the draft, the attempts with it
 * @param {(text: string) => void} does.announce says something on whichever step is shown
 * @param {() => void} does.onSent shows the message anew, with its number
 * @param {(problems: import("./validator.mjs").Problem[]) => void} does.onProblems
 */
export function createService(section, { service: address, words, letter, language }, state, does) {
  const box = section.querySelector("#service");
  const button = box.querySelector("[data-action=send]");
  const status = box.querySelector("#service-status");
  let shown; // the enquiry whose message is shown
  let isSending = false;

  const attemptOf = (enquiry) => state.attempts.find(({ body }) => isSame(JSON.parse(body), enquiry));

  function say(text) {
    status.textContent = text;
    if (section.hidden) does.announce(text);
  }

  function setSending(value) {
    isSending = value;
    button.setAttribute("aria-disabled", value);
    if (value) say(words.service_sending);
  }

  /** Offers to send this enquiry, or shows the number that it has. */
  function show(enquiry) {
    shown = enquiry;
    const reference = attemptOf(enquiry)?.reference;
    // A page that came over an open line could have been changed on its way.
    box.hidden = !isSecureContext || (UNWRITTEN.includes(enquiry.channel) && !reference);
    for (const part of box.querySelectorAll("[data-offer]")) part.hidden = Boolean(reference);
    status.replaceChildren(...(reference ? [receipt(reference, words)] : []));
    if (isSending) status.textContent = words.service_sending;
  }

  async function send() {
    if (isSending) return;
    const enquiry = shown;
    const attempt = attemptOf(enquiry) ?? { body: JSON.stringify(enquiry), key: crypto.randomUUID() };
    if (!state.attempts.includes(attempt)) state.attempts = [...state.attempts, attempt].slice(-MOST_ATTEMPTS);
    does.keep(); // before anything leaves: a tab may be closed by the system while it waits
    setSending(true);
    const outcome = await deliver(attempt, address, language);
    setSending(false);
    if (outcome.reference) {
      // A draft that was read meanwhile has its own copy of the attempt.
      Object.assign(attemptOf(enquiry) ?? attempt, outcome);
      does.keep();
      does.onSent();
      const panel = status.querySelector("[tabindex]");
      const heard = `${words.service_sent} ${fillIn(words.service_reference, outcome)}`;
      if (!panel) say(heard); // another message is shown by now
      else if (section.hidden) does.announce(heard);
      else panel.focus();
      return;
    }
    const { problems = [] } = outcome;
    const asked = problems.filter(isAsked);
    if (asked.length && !section.hidden) {
      say("");
      does.onProblems(asked);
      return;
    }
    // What the form writes by itself, such as the day of a clock that is wrong, cannot be fixed there.
    const [problem] = problems.map(({ message }) => `${message[language]} `);
    say((problem ?? "") + fillIn(words[outcome.say ?? "service_refused"], outcome));
  }

  return {
    show,
    send,
    /** The line that a message begins with once it has a number, in the language of the reply. */
    referenceLine(enquiry) {
      const { reference } = attemptOf(enquiry) ?? {};
      const words = letter.service_reference[enquiry.language ?? language];
      return reference && fillIn(words, { reference: inOrder(reference, words) });
    },
  };
}

/** Whether two enquiries are one message: a day later, one that is sent again is still the same. */
const isSame = (one, other) => asMessage(one) === asMessage(other);
const asMessage = (enquiry) => JSON.stringify({ ...enquiry, preparedOn: undefined });

/** Whether the form has a question for what a problem is about. */
const isAsked = ({ pointer }) => document.querySelector(`[data-field="${CSS.escape(pointer.split("/")[1] ?? "")}"]`);

function receipt(reference, words) {
  const panel = element("div", { className: "receipt", tabIndex: -1 });
  const number = element("strong", { textContent: reference, dir: "auto" });
  const [before, after] = words.service_reference.split("{reference}");
  const line = element("p");
  line.append(before, number, after);
  panel.append(
    element("p", { textContent: words.service_sent }),
    line,
    element("p", { textContent: words.service_keep }),
  );
  return panel;
}

/**
 * @param {Attempt} attempt
 * @returns {Promise<Outcome>}
 */
async function deliver({ body, key }, address, language) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key, "accept-language": language },
      body,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
      signal: giveUp.signal,
    });
    return await outcomeOf(answer, language);
  } catch {
    return { say: "service_unknown" };
  } finally {
    clearTimeout(timer);
    giveUp.abort(); // what was not read of the answer need not come
  }
}

/** @returns {Promise<Outcome>} */
async function outcomeOf(answer, language) {
  const { status } = answer;
  if (status === 429 || status === 503) {
    return { say: "service_busy", delay: waitOf(answer.headers.get("retry-after"), language) };
  }
  if (status === 202) {
    const reference = asReference((await readJson(answer))?.reference);
    return reference ? { reference } : { say: "service_unknown" };
  }
  if (status === 422) return { problems: problemsIn((await readJson(answer))?.problems, language) };
  // 408, 409 and 425: it, or an earlier one of the same key, may still be on its way.
  return { say: status < 400 || status >= 500 || [408, 409, 425].includes(status) ? "service_unknown" : "service_refused" };
}

/** What is JSON of an answer of bearable size; else null. */
async function readJson({ body, headers }) {
  if (!body || !/^application\/([\w.+-]+\+)?json\b/i.test(headers.get("content-type") ?? "")) return null;
  const chunks = [];
  let size = 0;
  for (const reader = body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST_ANSWER) return null;
    chunks.push(value);
  }
  try {
    return JSON.parse(await new Blob(chunks).text());
  } catch {
    return null;
  }
}

/** A number that can be shown, written down and typed; "" for anything else. */
function asReference(given) {
  if (typeof given !== "string") return "";
  const shown = given.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, "").trim();
  return shown.length <= LONGEST_REFERENCE ? shown : "";
}

/** The problems that the form can show: those with a place and with words in the page's language. */
function problemsIn(given, language) {
  const texts = (each) => [each?.pointer, each?.message?.[language]];
  return (Array.isArray(given) ? given : [])
    .filter((each) => texts(each).every((text) => typeof text === "string" && text.length <= 1000))
    .slice(0, MOST_PROBLEMS);
}

/** When to try again, in words such as “in 5 minutes”, by what `Retry-After` says. */
function waitOf(header, language) {
  const seconds = /^\d+$/.test(header ?? "") ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  const minutes = Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds / 60)) : USUAL_WAIT;
  const words = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`);
  return minutes < 120 ? words.format(minutes, "minute") : words.format(Math.min(24, Math.ceil(minutes / 60)), "hour");
}
