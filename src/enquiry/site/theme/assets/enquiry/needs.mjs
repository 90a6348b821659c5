/** Which answers the schema's conditions ask for, given the answers so far. No page in here. */
import { matches } from "./validator.mjs";

/**
 * @param {object} schema the enquiry's schema
 * @param {object} document the answers so far
 * @param {(name: string) => boolean} offered whether the person took up the offer of a part
 * @returns {{required: Set<string>, hidden: Set<string>, offers: Set<string>, nameOnce: boolean}}
 *   dotted names: what must be answered, what is not asked, which parts may be added, and whether
 *   the applicant's name is the enquirer's
 */
export function needs(schema, document, offered) {
  const now = new Set(asksFor(schema));
  const governed = new Map();
  for (const { if: asked, then } of schema.allOf ?? []) {
    const decided = (asked.required ?? []).every((name) => document[name] !== undefined);
    const met = matches(asked, document);
    for (const name of asksFor(then)) {
      governed.set(name, governed.get(name) || decided);
      if (met) now.add(name);
    }
  }
  const hidden = new Set(unadvised(schema, document));
  const offers = new Set();
  for (const [name, part] of Object.entries(schema.properties)) {
    const idle = (each) => governed.has(each) && !now.has(each);
    const members = Object.entries(part.properties ?? {});
    for (const [key, field] of members) {
      if (field.type === "boolean" && idle(`${name}.${key}`)) hidden.add(`${name}.${key}`);
    }
    if (!idle(name)) continue;
    if (!governed.get(name) || members.every(([key]) => hidden.has(`${name}.${key}`))) hidden.add(name);
    else offers.add(name);
  }
  const given = (name) => !hidden.has(name) && (!offers.has(name) || offered(name));
  const nameOnce = document.enquirer?.role === "applicant" && given("applicant");
  if (nameOnce) hidden.add("enquirer.fullName");
  const required = [...now].filter((name) => {
    const [part, key] = name.split(".");
    return given(part) && (!key || now.has(part) || document[part] !== undefined || offers.has(part));
  });
  return { required: new Set(required), hidden, offers, nameOnce };
}

/** The members that a schema requires, those of its objects included. */
function* asksFor(schema, path = "") {
  for (const name of schema.required ?? []) yield path + name;
  for (const [name, part] of Object.entries(schema.properties ?? {})) yield* asksFor(part, `${path}${name}.`);
}

/** What only advice asks for, and does not ask for now: a fax number, when the way is not fax. */
function unadvised(schema, document) {
  const advice = (schema["x-advice"] ?? []).filter((each) => each.if && each.pointer);
  return advice
    .filter((each) => !advice.some((other) => other.pointer === each.pointer && matches(other.if, document)))
    .map((each) => each.pointer.slice(1).replaceAll("/", "."));
}
