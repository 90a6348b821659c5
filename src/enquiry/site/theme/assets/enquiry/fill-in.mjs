/** Words with their {placeholders} filled in, in the form that a number asks for. */

/** The placeholders of numbers, as `site/plurals.py` has them. No word has two of them. */
const NUMBERS = ["days", "count", "most", "bound"];

/**
 * @param {string | Record<string, string>} word one text, or a form for each kind of number that its
 *   language tells apart
 * @param {object} [values] by the names of the placeholders; any other brace stays as it is, and a
 *   value that ends with a full stop takes the place of one behind it
 * @param {string} [language] of a word with forms
 * @returns {string}
 */
export function fillIn(word, values, language) {
  const sentence = typeof word === "string" ? word : formFor(word, values, language);
  return sentence.replace(/(\{(\w+)\})(\.?)/g, (_, whole, name, stop) => {
    const value = String(values?.[name] ?? whole);
    return value.endsWith(".") ? value : value + stop;
  });
}

function formFor(forms, values, language) {
  const number = values[NUMBERS.find((name) => name in values)];
  return forms[new Intl.PluralRules(language).select(number)] ?? forms.other;
}
