/**
 * Is a document an enquiry that can be sent? An interpreter of the JSON Schema keywords that
 * `schema/enquiry.schema.json` uses, which reports problems in the schema's own words. The same
 * rules, in Python: `src/enquiry/validation/validator.py`; the reasons:
 * `docs/adr/0003-one-verdict.md`.
 *
 * @typedef {{pointer: string, keyword: string, message: Record<string, string>}} Problem
 * @typedef {{valid: boolean, problems: Problem[], warnings: Problem[], truncated?: true}} Result
 *   `truncated` where there are more problems or warnings than MOST
 * @typedef {{pointer: string, position: (number | string)[], field: any}} Place what is judged:
 *   its pointer, where it comes in the form, and its subschema in the schema's `properties`
 * @typedef {{place: Place, keyword: string, holder?: object,
 *   message?: Record<string, string>}} Failure `holder` is the subschema that words it
 */

/** Of several failures at one pointer, the first of these is reported. */
const PRECEDENCE = (
  "type required const enum minLength maxLength pattern format x-not-after " +
  "minItems maxItems uniqueItems minimum maximum additionalProperties"
).split(" ");
/** How many problems, and how many warnings, a result holds at most. */
const MOST = 100;
const MAX_DEPTH = 32;
/** What is said where a rule fails that has no words of its own. */
const GENERAL = {
  en: "Correct this value: it does not follow the rules for it.",
  fr: "Corrigez cette valeur\u00a0: elle ne suit pas les règles qui s’y appliquent.",
  es: "Corrija este valor: no sigue las reglas que le corresponden.",
  ar: "صحّح هذه القيمة: فهي لا تتبع القواعد الخاصة بها.",
};
const TOO_DEEP = {
  en: "Nest objects and lists at most 32 levels deep.",
  fr: "Imbriquez les objets et les listes sur 32 niveaux au plus.",
  es: "Anide objetos y listas en 32 niveles como máximo.",
  ar: "لا تجعل الكائنات والقوائم متداخلة في أكثر من 32 مستوى.",
};
const LONE_SURROGATE = {
  en: "Replace half a character: a lone surrogate such as \\uD800 stands for no character.",
  fr: "Remplacez le demi-caractère\u00a0: un code comme \\uD800 seul ne représente aucun caractère.",
  es: "Sustituya el medio carácter: un código como \\uD800 solo no representa ningún carácter.",
  ar: "استبدل نصف المحرف: رمز مثل \\uD800 وحده لا يمثّل أي محرف.",
};

/** A language's code without its region; another script than usual makes it another language. */
const withoutRegion = (language) => language.replace(/-(?![a-z]{4}(?:-|$)).*/i, "");

/** One of these in the languages of a schema: those of its label. The first words that there are
 * stand for those of a language that is none of these. */
function inLanguages(phrase, schema) {
  const label = isObject(schema) ? schema["x-label"] : undefined;
  const languages = isObject(label) ? Object.keys(label) : [];
  if (!languages.length) return phrase;
  const [first] = Object.values(phrase);
  return Object.fromEntries(languages.map((language) => [language, phrase[language] ?? phrase[withoutRegion(language)] ?? first]));
}

const isText = (value) => typeof value === "string";
const isNumber = (value) => typeof value === "number";
const isList = Array.isArray;
const isObject = (value) => typeof value === "object" && value !== null && !isList(value);
/** Whether an object has a member. One that is undefined is none, as in what JSON.stringify writes. */
const has = (value, name) => Object.hasOwn(value, name) && value[name] !== undefined;
const TYPES = {
  array: isList,
  boolean: (value) => typeof value === "boolean",
  // JSON.parse takes what is beyond the doubles for infinite. All such numbers are whole.
  integer: (value) => Number.isInteger(value) || value === Infinity || value === -Infinity,
  null: (value) => value === null,
  number: isNumber,
  object: isObject,
  string: isText,
};

/** Keyword → does the value satisfy it? */
const HOLDS = {
  type: (names, value) => [names].flat().some((name) => TYPES[name](value)),
  const: equal,
  enum: (choices, value) => choices.some((choice) => equal(choice, value)),
  minLength: (least, value) => !isText(value) || [...value].length >= least,
  maxLength: (most, value) => !isText(value) || [...value].length <= most,
  pattern: (pattern, value) => !isText(value) || expression(pattern).test(value),
  // The standard lets a format only annotate. It is asserted in the schema of an enquiry.
  format: (name, value, schema) => !isText(value) || name !== "date" || !isOfEnquiry(schema) || isDate(value),
  "x-not-after": (_, value, schema, today) => !isText(value) || !isDate(value) || value <= today,
  minItems: (least, value) => !isList(value) || value.length >= least,
  maxItems: (most, value) => !isList(value) || value.length <= most,
  uniqueItems: (isRule, value) => !isRule || !isList(value) || !value.some(isRepeated),
  minimum: (least, value) => !isNumber(value) || value >= least,
  maximum: (most, value) => !isNumber(value) || value <= most,
};

/** What the standard has besides that can fail. */
const UNSUPPORTED = (
  "$ref $dynamicRef anyOf oneOf not dependentSchemas dependentRequired prefixItems contains " +
  "patternProperties propertyNames unevaluatedItems unevaluatedProperties multipleOf " +
  "exclusiveMaximum exclusiveMinimum maxContains minContains maxProperties minProperties"
).split(" ");

/** Throws for a schema with rules that would not be carried out. `enquiry check` names them all. */
function refuseUnsupported(schema) {
  if (!isObject(schema)) return;
  const keyword = Object.keys(schema).find((name) => UNSUPPORTED.includes(name));
  if (keyword) throw new RangeError(`The keyword “${keyword}” is not supported.`);
  const { properties = {}, allOf = [], additionalProperties, items } = schema;
  const parts = [...Object.values(properties), ...allOf, additionalProperties, items, schema.if, schema.then, schema.else];
  parts.forEach(refuseUnsupported);
}

/** Whether a subschema has words of ours, as each has that says something of an enquiry. */
const isOfEnquiry = (schema) => Object.hasOwn(schema, "x-errors") || Object.hasOwn(schema, "x-label");

const expressions = new Map();
function expression(pattern) {
  if (!expressions.has(pattern)) expressions.set(pattern, new RegExp(pattern, "u"));
  return expressions.get(pattern);
}

function equal(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  return (
    isList(one) === isList(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && equal(one[name], other[name]))
  );
}

const isRepeated = (item, index, items) => items.slice(0, index).some((each) => equal(each, item));

/** A day of the Gregorian calendar from year 1 to 9999, without a clock or a time zone. */
export function isDate(text) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year > 0 && day > 0 && day <= days;
}

/** @returns {Place} the place of the member `name` */
function member({ pointer, position, field }, name) {
  const properties = isObject(field?.properties) ? field.properties : {};
  const index = Object.keys(properties).indexOf(name);
  return {
    pointer: `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    // Unknown members come after the known ones, in the order of their names.
    position: [...position, ...(index < 0 ? [Infinity, name] : [index])],
    field: index < 0 ? undefined : properties[name],
  };
}

/**
 * Every failure of `value` under `schema`, in the schema's order.
 * @returns {Generator<Failure>}
 */
function* failures(schema, value, place, today) {
  if (schema === false) yield { place, keyword: "false" };
  for (const [keyword, rule] of Object.entries(schema)) {
    if (Object.hasOwn(HOLDS, keyword)) {
      if (!HOLDS[keyword](rule, value, schema, today)) yield { place, keyword, holder: schema };
    } else if (keyword === "allOf") {
      for (const part of rule) yield* failures(part, value, place, today);
    } else if (keyword === "if") {
      const branch = matches(rule, value, today) ? schema.then : schema.else;
      if (branch !== undefined) yield* failures(branch, value, place, today);
    } else if (keyword === "items" && isList(value)) {
      // What an item fails is a failure of the list.
      for (const item of value) yield* failures(rule, item, place, today);
    } else if (isObject(value)) {
      yield* memberFailures(keyword, rule, schema, value, place, today);
    }
  }
}

function* memberFailures(keyword, rule, schema, value, place, today) {
  if (keyword === "required") {
    for (const name of rule.filter((each) => !has(value, each))) {
      const missing = member(place, name);
      yield { place: missing, keyword, holder: missing.field };
    }
  } else if (keyword === "properties") {
    for (const [name, part] of Object.entries(rule)) {
      if (has(value, name)) yield* failures(part, value[name], member(place, name), today);
    }
  } else if (keyword === "additionalProperties") {
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(schema.properties ?? {}, name) || !has(value, name)) continue;
      const unknown = member(place, name);
      if (rule === false) yield { place: unknown, keyword, holder: schema };
      else yield* failures(rule, value[name], unknown, today);
    }
  }
}

/** Whether `value` satisfies `schema`, as of the ISO date `today`. */
export function matches(schema, value, today) {
  return failures(schema, value, { pointer: "", position: [], field: schema }, today).next().done;
}

/**
 * The advice of the schema that a value at a place calls for, and that of its members.
 * @returns {Generator<Failure>}
 */
function* advice(place, value, today) {
  for (const { if: condition = true, then, pointer = "", message } of place.field["x-advice"] ?? []) {
    if (!matches(condition, value, today) || matches(then, value, today)) continue;
    yield { place: pointer.split("/").slice(1).reduce(member, place), keyword: "x-advice", message };
  }
  for (const name of Object.keys(place.field.properties ?? {})) {
    if (isObject(value) && has(value, name)) yield* advice(member(place, name), value[name], today);
  }
}

/**
 * One problem for each pointer, the most useful, in the form's order. Of equal ones the first of the
 * schema counts.
 * @param {Iterable<Failure>} failed
 * @param {Record<string, string>} general what is said where words are missing
 * @returns {Problem[]}
 */
function problemsOf(failed, general) {
  const best = new Map();
  for (const { place, keyword, holder, message = holder?.["x-errors"]?.[keyword] ?? general } of failed) {
    const rank = PRECEDENCE.indexOf(keyword);
    if (best.get(place.pointer)?.rank <= rank) continue;
    const problem = { pointer: place.pointer, keyword, message };
    best.set(place.pointer, { rank, position: place.position, problem });
  }
  return [...best.values()].sort((a, b) => byPosition(a.position, b.position)).map(({ problem }) => problem);
}

/** An object comes before its members. */
function byPosition(a, b) {
  const index = a.findIndex((part, each) => part !== b[each]);
  if (index < 0) return -1;
  return b[index] === undefined || a[index] > b[index] ? 1 : -1;
}

/** What keeps a value from being a JSON document within the limits of the format. */
function unreadable(value, depth = 1) {
  if (isText(value)) return /\p{Surrogate}/u.test(value) ? LONE_SURROGATE : null;
  if (typeof value !== "object" || !value) return null;
  if (depth > MAX_DEPTH) return TOO_DEEP;
  const names = isList(value) ? [] : Object.keys(value);
  for (const part of [...names, ...Object.values(value)]) {
    const fault = unreadable(part, isText(part) ? depth : depth + 1);
    if (fault) return fault;
  }
  return null;
}

/** The person's own date as an ISO text, which is how Swedes write it. */
export const localToday = () => new Date().toLocaleDateString("sv");

/**
 * @param {object | boolean} schema throws RangeError for a rule that is not carried out here
 * @returns {(document: unknown, options?: {today?: string}) => Result} `today` is the sender's date;
 *   throws RangeError where that is no date
 */
export function createValidator(schema) {
  refuseUnsupported(schema);
  const root = { pointer: "", position: [], field: schema };
  const general = inLanguages(GENERAL, schema);
  return (document, { today = localToday() } = {}) => {
    if (!isText(today) || !isDate(today)) throw new RangeError("Give today as a date that exists: YYYY-MM-DD.");
    const fault = unreadable(document);
    if (fault) {
      return { valid: false, problems: [{ pointer: "", keyword: "unreadable", message: inLanguages(fault, schema) }], warnings: [] };
    }
    const problems = problemsOf(failures(schema, document, root, today), general);
    // A field with a problem has no warning.
    const pointers = new Set(problems.map(({ pointer }) => pointer));
    const advised = isObject(schema) ? [...advice(root, document, today)] : [];
    const warnings = problemsOf(advised.filter(({ place }) => !pointers.has(place.pointer)), general);
    const result = {
      valid: problems.length === 0,
      problems: problems.slice(0, MOST),
      warnings: warnings.slice(0, MOST),
    };
    return Math.max(problems.length, warnings.length) > MOST ? { ...result, truncated: true } : result;
  };
}
