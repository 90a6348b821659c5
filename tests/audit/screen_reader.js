/**
 * Starts a virtual screen reader in the page, as `globalThis.reader`.
 *
 * The phrases are those of @guidepup/virtual-screen-reader. What it says more than screen readers do
 * is left out: the ends of elements, paragraphs and the like, and a text that was just spoken as the
 * name or the description of something. What it says less is added: the group that the focus enters,
 * whether something is folded, and in brackets the language where it is not that of the page.
 * @param {string} address of its module
 */
async (address) => {
  const { Virtual } = await import(address);
  /** What has no voice of its own: only its text is spoken. */
  const QUIET = "p, strong, em, time, li:not([aria-current]), tr, thead, tbody, dt, dd, code, caption, form, option";
  /** What is spoken as a whole: the text in it is its name. */
  const WHOLE = "h1, h2, h3, h4, h5, h6, a, button, summary, option";
  /** What is spoken without a pause, but for the links in it. */
  const BLOCK = "p, li, dt, dd, td, th, div, pre";
  const REGION = "[role=alert], [role=status], [role=log], [aria-live], output";
  const elementOf = (node) => (node instanceof Element ? node : node.parentElement);
  const within = (node, selector) => elementOf(node).parentElement?.closest(selector);

  // It takes what a closed details holds for visible.
  const { getComputedStyle } = globalThis;
  globalThis.getComputedStyle = (element, pseudo) =>
    within(element, "details:not([open])") && !element.checkVisibility()
      ? { display: "none", visibility: "hidden", getPropertyValue: (name) => (name === "display" ? "none" : "") }
      : getComputedStyle(element, pseudo);

  const inLanguage = (node, text) => {
    const { lang } = elementOf(node).closest("[lang]");
    return lang === document.documentElement.lang ? text : `[${lang}] ${text}`;
  };

  /** Everything that can be read now, in its order, with the nodes. */
  async function readings() {
    const virtual = new Virtual();
    const found = [];
    const begun = new Set();
    await virtual.start({ container: document.body });
    for (let said = ""; said !== "end of document"; said = await virtual.lastSpokenPhrase()) {
      const node = virtual.activeNode;
      if (!begun.has(node)) found.push({ node, text: await virtual.lastSpokenPhrase() });
      begun.add(node);
      await virtual.next();
    }
    await virtual.stop();
    return found;
  }

  function isSpokenElsewhere(node, described) {
    const element = elementOf(node);
    if (node === element && element.matches("h1, h2, h3, h4, h5, h6")) return Boolean(element.closest("summary"));
    if (node === element && element.matches(QUIET)) return true;
    if (element.closest("label, legend") || [...described].some((each) => each.contains(node))) return true;
    return Boolean(node === element ? within(node, WHOLE) : element.closest(WHOLE));
  }

  /** The phrases for what is read, without those that nobody needs. */
  function phrases(read) {
    const ids = read.flatMap(({ node }) => node.getAttribute?.("aria-describedby")?.split(" ") ?? []);
    const described = new Set(ids.map((id) => document.getElementById(id)).filter(Boolean));
    const said = [];
    let block;
    for (const { node, text } of read) {
      if (isSpokenElsewhere(node, described)) continue;
      if (node instanceof Element) {
        block = undefined;
        said.push(inLanguage(node, phraseOf(node, text)));
      } else if (block && block === node.parentElement.closest(BLOCK)) {
        said.push(`${said.pop()} ${text}`.replace(/ ([,.])/g, "$1"));
      } else {
        block = node.parentElement.closest(BLOCK);
        said.push(...linesOf(node, text).map((line) => inLanguage(node, line)));
      }
    }
    return said.filter((text) => /[\p{L}\p{N}]/u.test(text)).map((text) => text.replace(/^[,.] /, ""));
  }

  function phraseOf(element, text) {
    if (element.matches("summary")) {
      return `summary, ${element.textContent.trim()}, ${element.parentElement.open ? "expanded" : "collapsed"}`;
    }
    if (element.matches("details")) return "";
    if (element === document.body) return "";
    if (element.type === "date") return `date, ${text}`;
    // It says how a box was when the page was loaded.
    if (element.matches("[type=radio], [type=checkbox]")) {
      return text.replace(/, (not )?checked/, element.checked ? ", checked" : ", not checked");
    }
    // The parts of a cell are read one by one.
    return element.matches("td, th") && element.children.length ? text.split(",")[0] : text;
  }

  /** A text that keeps its lines is read line by line. */
  function linesOf(node, text) {
    const { whiteSpaceCollapse } = getComputedStyle(node.parentElement);
    if (!whiteSpaceCollapse.startsWith("preserve")) return [text];
    return node.textContent.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  /** Reports a region once for each change, and only while it is to be seen. */
  class Regions extends MutationObserver {
    constructor(callback) {
      super((records) => {
        const changed = new Map();
        for (const record of records) {
          const region = elementOf(record.target)?.closest(REGION);
          const isContent = record.type !== "attributes" || record.attributeName === "hidden";
          if (isContent && region?.checkVisibility() && region.textContent.trim()) changed.set(region, record);
        }
        callback([...changed.values()]);
      });
    }
  }
  const listener = new Virtual();
  await listener.start({ container: document.body, window: { document, MutationObserver: Regions } });

  let focused;
  let groups = [];
  addEventListener("focusin", ({ target }) => (focused = target));

  /** The groups and the element that the focus came to. */
  async function focusPhrases() {
    const target = focused;
    focused = undefined;
    if (!target || target !== document.activeElement) return [];
    const read = await readings();
    const entered = [];
    const isControl = target.matches("input, textarea, select, button");
    for (let group = within(target, "fieldset, [role=group]"); group; group = within(group, "fieldset, [role=group]")) {
      entered.unshift(group);
    }
    const said = [...entered.filter((group) => isControl && !groups.includes(group)), target];
    groups = entered;
    return said.flatMap((element) => {
      const found = read.find(({ node }) => node === element);
      return found ? [inLanguage(element, phraseOf(element, found.text))] : [];
    });
  }

  const quiet = () =>
    new Promise((resolve) => {
      const wait = () => setTimeout(() => (observer.disconnect(), resolve()), 250);
      let timer = wait();
      const observer = new MutationObserver(() => (clearTimeout(timer), (timer = wait())));
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });

  globalThis.reader = {
    /** What is spoken at once: where the focus went, and what changed in a live region. */
    async heard() {
      await quiet();
      const said = await focusPhrases();
      const live = (await listener.spokenPhraseLog()).filter((text) => /^(assertive|polite): /.test(text));
      await listener.clearSpokenPhraseLog();
      return [...said, ...live];
    },
    /** What a person hears who reads on in an element, from its start or after what has the focus. */
    async reads(selector, isAfterFocus) {
      const read = await readings();
      const root = document.querySelector(selector);
      const { activeElement } = document;
      const isPassed = (node) => (activeElement.matches(WHOLE) ? activeElement.contains(node) : activeElement === node);
      const last = isAfterFocus ? read.findLastIndex(({ node }) => isPassed(node)) : -1;
      return phrases(read.slice(last + 1).filter(({ node }) => root.contains(node)));
    },
  };
};
