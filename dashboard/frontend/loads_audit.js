// Who did what and when, and whether the record of it is whole.
import { element } from './elements.js';
import { awaited, grid, pager, say } from './stewardship.js';
import { count, fill } from './upload_words.js';

const SIZE = 100;

/** The list, a page at a time. */
export function auditList(screen) {
  const { ask, view } = screen, words = view.words.audit;
  const part = element('div', { class: 'zs-stack' });
  const show = first => part.replaceChildren(awaited(view.words.steward.wait, () => ask('GET', `audit?first=${first}`), told => [
    told.damages.length ? say('bad', words.damaged, element('ul', {}, ...told.damages.map(text => element('li', {}, text))))
      : say('good', fill(words.ok, { number: count(told.number) })),
    pager({ ...told, shown: told.entries.length, size: SIZE, words: words.page, before: view.words.loads.newer, after: view.words.loads.older, go: show }),
    grid({
      label: view.words.loads.tab_audit, head: [words.at, words.by, words.what, words.about, words.detail],
      rows: told.entries.map(entry => [entry.at_words, entry.by, entry.words, entry.about, detail(entry.detail)]),
    }),
  ]));
  show(0);
  return part;
}

const detail = given => Object.entries(given).filter(([, value]) => value !== null && value !== '')
  .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' · ');
