// Names that are in no table: candidates to accept with one click, or any known name to look for.
import { fits } from './finder.js';
import { element } from './elements.js';
import { button } from './stewardship.js';
import { answer } from './upload_state.js';
import { fold } from './upload_place.js';
import { count, fill, shown } from './upload_words.js';

const MOST_FOUND = 12, MOST_CELLS = 4;

// Whose names people can decide; a sector or a town is corrected where it stands.
const DECIDED = 'partners';

export const isDecided = one => one.table === DECIDED;
/** Every unknown name of a workbook that can be decided, most frequent first. */
export const names = (state, book) => book.names.filter(isDecided).map(one => row(state, book, one));

export const nameKey = one => `name ${one.table} ${one.seen}`;
export const nameAnswer = (one, name) => ({ kind: 'name', table: one.table, seen: one.seen, name });

/** What it may be: the names it is like, or those it may be short for. */
const meant = one => [...one.candidates, ...(one.meanings ?? []).filter(name => !one.candidates.some(known => known.name === name)).map(name => ({ name }))];

function row(state, book, one) {
  const { words, view, wrong } = state, key = nameKey(one);
  const known = view.names[one.table] ?? [];
  const labelOf = name => known.find(entry => entry.value === name)?.label ?? shown(name);
  const choose = name => answer(state, nameAnswer(one, name), key);
  return element('div', { class: 'zs-upload-item', role: 'group', 'aria-label': shown(one.seen) },
    element('p', {}, element('strong', { class: 'zs-upload-seen' }, shown(one.seen)), ' ',
      element('small', { class: 'zs-hint' }, fill(words.name_rows, { rows: count(one.rows), cells: one.cells.slice(0, MOST_CELLS).map(({ cell }) => cell).join(words.separator) }), one.rows > MOST_CELLS && '…')),
    element('div', { class: 'zs-row' },
      ...meant(one).map(({ name, score }) => button(labelOf(name), () => choose(name), '', { title: score ? fill(words.likeness, { score: Math.round(score) }) : null, 'data-key': `${key} ${name}` })),
      known.length > 0 && fold(state, `${book.sha256} ${key}`, words.other_name, () => search(state, key, known, choose))),
    wrong.has(key) && element('small', { class: 'zs-wrong', role: 'alert' }, wrong.get(key)));
}

function search(state, key, known, choose) {
  const { words, typed } = state, kept = `seek ${key}`;
  const list = element('div', { class: 'zs-row', role: 'status' });
  const show = () => {
    const found = field.value.trim() ? known.filter(entry => fits(field.value, entry)) : known;
    list.replaceChildren(...found.slice(0, MOST_FOUND).map(entry => button(entry.label, () => choose(entry.value), '', { 'data-key': `${kept} ${entry.value}` })),
      ...(found.length ? [] : [element('span', { class: 'zs-hint' }, words.none_found)]),
      ...(found.length > MOST_FOUND ? [element('span', { class: 'zs-hint' }, fill(words.and_more, { more: count(found.length - MOST_FOUND) }))] : []));
  };
  const field = element('input', { type: 'search', class: 'zs-field', 'aria-label': words.search_names, placeholder: words.search_names, autocomplete: 'off', spellcheck: 'false', 'data-key': kept, oninput: show });
  show();
  return element('div', { class: 'zs-stack' }, field, list);
}
