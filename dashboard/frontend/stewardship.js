// What the pages of stewardship share: their style sheet, questions to the server, and sentences for the reader.
import { element, received, styled } from './elements.js';
import { count, fill, shown } from './upload_words.js';

/** Resolves when the style sheets are in place. */
export const dressed = Promise.all([styled, new Promise(done => {
  const known = document.head.querySelector('link[data-zs-stewardship]');
  if (known?.sheet) return done();
  const href = new URL('./stewardship.css', import.meta.url).href;
  const sheet = known ?? element('link', { rel: 'stylesheet', href, 'data-zs-stewardship': true });
  for (const heard of ['load', 'error']) sheet.addEventListener(heard, done);
  if (!known) document.head.append(sheet);
})]);

/** What the server refused, in its sentence, with the status of its answer (0: none came) and the field it is about. */
export class Refused extends Error {
  constructor(sentence, status = 0, column = '') {
    super(sentence);
    Object.assign(this, { status, column });
  }
}

/** `asking(language, lost)(method, path, sent)`: JSON from and to addresses below /stewardship; throws `Refused`. */
export const asking = (language, lost) => async (method, path, sent) => {
  let got, told;
  try {
    const address = `/stewardship/${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ language })}`;
    got = await fetch(address, { method, headers: sent ? { 'content-type': 'application/json' } : {}, body: sent ? JSON.stringify(sent) : null });
    told = await got.json();
  } catch {
    throw new Refused(lost);
  }
  if (!got.ok) throw new Refused(told.message ?? lost, got.status, told.column);
  return told;
};

/** A page's component: its screen is `made` once a place and drawn in each language; `again` when the version is another. */
export const page = (name, made, draw, again = () => {}) => {
  const screens = new WeakMap();
  return async ({ data, parentElement, setTriggerValue }) => {
    const screen = screens.get(parentElement) ?? made(parentElement);
    screens.set(parentElement, screen);
    screen.follow = () => setTriggerValue('changed', Date.now());
    const view = received(parentElement, data);
    if (!view) return;
    await dressed;
    Object.assign(screen, { view, words: view.words[name], ask: asking(view.language, view.words.steward.lost) });
    // Of a new version that somebody else made nothing is drawn under the hands of who is typing.
    if (screen.language === view.language) await again(screen);
    else draw(screen);
    screen.language = screen.root.lang = view.language;
    if (!screen.root.isConnected) parentElement.append(screen.root);
    screen.root.dataset.drawn = view.version;
  };
};

/** A sentence in a tinted frame: `good`, `warn`, `bad` or `info`; what is bad is read aloud at once. */
export const say = (kind, ...children) =>
  element('p', { class: `zs-say zs-${kind}`, role: kind === 'bad' ? 'alert' : 'status' }, ...children);

/** A button; `kind` is main, danger, plain or nothing. It cannot be pressed again until what it started is over. */
export function button(label, act, kind = '', attributes = {}) {
  const node = element('button', { type: 'button', class: `zs-do${kind && ` zs-${kind}`}`, ...attributes, onclick: async () => {
    if (node.getAttribute('aria-busy') === 'true') return;
    node.setAttribute('aria-busy', 'true');
    try { await act(); } finally { node.removeAttribute('aria-busy'); }
  } }, label);
  return node;
}

/** A table whose cells are texts of others, or elements: rows are lists, or { cells, kind } with the class of the row. */
export function grid({ head, rows, label, numeric = [] }) {
  const cell = (tag, content, column) => element(tag, { scope: tag === 'th' ? 'col' : null, class: numeric.includes(column) ? 'zs-number' : null },
    typeof content === 'string' || typeof content === 'number' ? shown(content) : content);
  return element('div', { class: 'zs-scroll', tabindex: '0', role: 'group', 'aria-label': label },
    element('table', { class: 'zs-table' },
      element('thead', {}, element('tr', {}, ...head.map((text, column) => cell('th', text, column)))),
      element('tbody', {}, ...rows.map(row => element('tr', { class: row.kind ? `zs-${row.kind}` : null },
        ...(row.cells ?? row).map((content, column) => cell('td', content, column)))))));
}

/** A part of the page that is being asked for: `fill` gives its children, and what is refused stands there in words. */
export function awaited(wait, ask, fill) {
  const part = element('div', { class: 'zs-stack' }, element('p', { class: 'zs-subtitle', role: 'status' }, wait));
  ask().then(told => part.replaceChildren(...[fill(told)].flat().filter(Boolean)),
    refused => part.replaceChildren(say('bad', refused.message)));
  return part;
}

/** Buttons to the pages of a list before and after this one; `words` are a sentence with {number}, {first}, {last}. */
export function pager({ number, first, shown: listed, size, words, before, after, go }) {
  if (number <= size) return null;
  return element('div', { class: 'zs-pager' },
    element('span', {}, fill(words, { number: count(number), first: count(first + 1), last: count(first + listed) })),
    button(before, () => go(Math.max(0, first - size)), '', { disabled: first === 0 }),
    button(after, () => go(first + size), '', { disabled: first + listed >= number }));
}
