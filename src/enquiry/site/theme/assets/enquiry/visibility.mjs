/** Which questions the schema's conditions ask, given the answers so far. Free of the page. */
import { matches } from "./validator.mjs";

/**
 * @typedef {object} Visibility fields by their dotted names
 * @property {Set<string>} required what must be answered now
 * @property {Set<string>} hidden what is not asked now
 * @property {Set<string>} optional objects that nothing requires now, but that the person may add
 * @property {Map<string, string[]>} sameAs what is not asked because it is made of other answers:
 *   the names of those
 * @property {boolean} isSelf whether the sender is the person that the enquiry is about
 */

/**
 * @param {object} schema the enquiry's schema
 * @param {object} answers the enquiry so far
 * @param {(name: string) => boolean} isAdded whether the person chose to add an optional object
 * @returns {Visibility}
 */
export function visibility(schema, answers, isAdded) {
  const requiredNow = new Set();
  // What conditions may require, and whether the answers they ask about have been given.
  const conditional = new Map();
  for (const { name, isNow, isConditional, isAnswered } of requirements(schema, answers)) {
    if (isConditional) conditional.set(name, conditional.get(name) || isAnswered);
    if (isNow) requiredNow.add(name);
  }
  const isIdle = (name) => conditional.has(name) && !requiredNow.has(name);

  const hidden = new Set(namesWithoutAdvice(schema, answers));
  // The date of an earlier message matters once the person says that there was one.
  if (!answers.previousEnquiry?.outcome) hidden.add("previousEnquiry.sentOn");
  const optional = new Set();
  for (const [name, part] of Object.entries(schema.properties)) {
    const members = Object.entries(part.properties ?? {}).map(([key, field]) => [`${name}.${key}`, field]);
    for (const [path, field] of members) {
      if (field.const && isIdle(path)) hidden.add(path);
    }
    if (!isIdle(name)) continue;
    if (!conditional.get(name) || members.every(([path]) => hidden.has(path))) hidden.add(name);
    else optional.add(name);
  }

  const isAsked = (name) => !hidden.has(name) && (!optional.has(name) || isAdded(name));
  const isSelf = Boolean(schema["x-self"]) && matches(schema["x-self"], answers);
  const sameAs = new Map(isSelf ? sameAnswers(schema, (path) => isAsked(path.split(".")[0])) : []);
  for (const name of sameAs.keys()) hidden.add(name);
  // A member is required once its object is: because the schema says so, or because it was begun.
  const required = [...requiredNow].filter((path) => {
    const [name, key] = path.split(".");
    const isBegun = requiredNow.has(name) || answers[name] !== undefined || optional.has(name);
    return isAsked(name) && (!key || isBegun);
  });
  return { required: new Set(required), hidden, optional, sameAs, isSelf };
}

/** The members that are made of others, where those are asked. */
function* sameAnswers(schema, isAsked, path = "") {
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    const { fields } = field["x-same-as"] ?? {};
    if (fields?.every(isAsked)) yield [path + key, fields];
    yield* sameAnswers(field, isAsked, `${path}${key}.`);
  }
}

/**
 * Every member that a schema requires or may require, by its dotted name, wherever it says so.
 * @returns {Generator<{name: string, isNow: boolean, isConditional: boolean, isAnswered: boolean}>}
 *   whether it counts now, whether a condition stands before it, and whether that has its answers
 */
function* requirements(
  schema,
  value,
  path = "",
  state = { isNow: true, isConditional: false, isAnswered: true },
) {
  for (const name of schema.required ?? []) yield { ...state, name: path + name };
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    yield* requirements(part, value?.[name], `${path}${name}.`, state);
  }
  for (const part of schema.allOf ?? []) yield* requirements(part, value, path, state);
  if (!schema.if) return;
  const isAnswered = state.isAnswered && (schema.if.required ?? []).every((name) => value?.[name] !== undefined);
  const isMet = matches(schema.if, value ?? {});
  for (const [branch, isNow] of [[schema.then, isMet], [schema.else, !isMet]]) {
    if (!branch) continue;
    yield* requirements(branch, value, path, { isNow: state.isNow && isNow, isConditional: true, isAnswered });
  }
}

/** What only advice asks for, and no advice asks for now: a fax number, unless it goes by fax. */
function namesWithoutAdvice(schema, answers) {
  const advice = (schema["x-advice"] ?? []).filter(
    // What of the recipient is asked follows from the contact (recipient.mjs).
    (each) => each.if && each.pointer && !each.pointer.startsWith("/recipient/"),
  );
  const wanted = new Set(advice.filter((each) => matches(each.if, answers)).map((each) => each.pointer));
  return advice
    .filter((each) => !wanted.has(each.pointer))
    .map((each) => each.pointer.slice(1).replaceAll("/", "."));
}
