// Problems by kind: each with its cell, what was seen, what to do, and a field to put it right in place.
import { element } from './elements.js';
import { button } from './stewardship.js';
import { keptField } from './upload_field.js';
import { isDecided } from './upload_names.js';
import { answer } from './upload_state.js';
import { fold } from './upload_place.js';
import { count, fill, shown } from './upload_words.js';

const FEW = 8;
// Names and headings that can be decided stand in lists of their own.
const isElsewhere = one => one.ways.includes('name') || one.ways.includes('column');
const DONE = 'corrected_cell';

/** A list for each kind, those that can be corrected first; what is in order already is folded. */
export function problems(state, book) {
  const kinds = new Map();
  for (const one of book.problems) if (!isElsewhere(one)) kinds.set(one.code, [...(kinds.get(one.code) ?? []), one]);
  const rank = ([code, all]) => (code === DONE ? 2 : all.some(one => one.ways.includes('cell')) ? 0 : 1);
  return [...kinds].sort((one, other) => rank(one) - rank(other)).map(([code, all]) => kind(state, book, code, all));
}

export const openProblems = book => Object.entries(book.problem_counts).filter(([code]) => code !== DONE).reduce((all, [, number]) => all + number, 0);

function kind(state, book, code, all) {
  const { words, view } = state, key = `kind ${book.sha256} ${code}`, total = Math.max(all.length, (book.problem_counts[code] ?? 0) - book.problems.filter(one => one.code === code && isElsewhere(one)).length);
  const name = view.kinds[code] ?? view.kinds.other;
  const title = fill(words.kind_count, { kind: name[0].toUpperCase() + name.slice(1), count: count(total) });
  const item = one => problem(state, book, one);
  return fold(state, key, title, () => [element('div', { class: 'zs-upload-items' }, ...all.slice(0, FEW).map(item)),
    all.length > FEW && fold(state, `${key} rest`, fill(words.all_of_them, { count: count(all.length - FEW) }), () => element('div', { class: 'zs-upload-items' }, ...all.slice(FEW).map(item))),
    total > all.length && element('p', { class: 'zs-hint' }, fill(words.more_problems, { more: count(total - all.length) })),
  ], all.some(one => one.ways.includes('cell')) && code !== DONE);
}

function problem(state, book, one) {
  const { words } = state, where = one.cell ?? (one.row_number ? fill(words.row, { row: one.row_number }) : '—');
  const can = one.cell && one.ways.includes('cell') && state.summary.may.change;
  const key = `cell ${book.sha256} ${one.sheet} ${one.cell}`;
  const text = one.text ?? one.seen ?? '';
  const save = value => answer(state, { kind: 'cell', sha256: book.sha256, sheet: one.sheet, cell: one.cell, seen: text, value }, key);
  const likely = can ? book.names.filter(name => !isDecided(name) && name.seen === one.seen).flatMap(name => name.candidates.map(known => [name.table, known.name])) : [];
  return element('div', { class: 'zs-upload-problem' },
    element('span', { class: 'zs-tag', title: shown(one.sheet) }, where),
    element('div', {}, element('p', {}, one.seen && element('span', { class: 'zs-upload-seen' }, shown(one.seen)), one.code === DONE && element('span', {}, ' → ', element('b', {}, shown(one.suggestion)))),
      element('p', { class: 'zs-hint' }, one.message, one.suggestion_words && ` ${one.suggestion_words}`, ' ', !one.row_kept && element('span', { class: 'zs-tag zs-bad' }, words.row_lost)),
      likely.length > 0 && element('div', { class: 'zs-row' }, ...likely.map(([table, name]) =>
        button(state.view.names[table]?.find(entry => entry.value === name)?.label ?? shown(name), () => save(text.replace(one.seen, () => name)), '', { 'data-key': `${key} ${name}` })))),
    can && keptField(state, key, { label: fill(words.correct_cell, { cell: one.cell }), value: one.code === DONE ? one.suggestion ?? '' : text, save }));
}
