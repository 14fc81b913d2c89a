// A workbook's card: how far it is, what needs somebody, what was recognised.
import { element } from './elements.js';
import { button, say } from './stewardship.js';
import { isUnknown, unknownColumn } from './upload_columns.js';
import { isDecided, names } from './upload_names.js';
import { fold } from './upload_place.js';
import { openProblems, problems } from './upload_problems.js';
import { isUnknownTable, tableOf, unknownTable } from './upload_table.js';
import { fetched } from './upload_take.js';
import { firstRows } from './upload_values.js';
import { count, fill, shown } from './upload_words.js';

const TINT = { checked: 'zs-good', failed: 'zs-bad', reading: 'zs-info', waiting: '' };

export function card(state, book) {
  const { words, wrong } = state, { status, refusal } = book, key = `book ${book.sha256}`, number = openProblems(book);
  return element('section', { class: 'zs-box', 'aria-label': shown(book.name) },
    element('div', { class: 'zs-row' }, element('h2', {}, shown(book.name)),
      element('span', { class: `zs-tag ${refusal ? 'zs-bad' : TINT[status]}`, role: 'status' }, word(state, book)),
      book.loaded_as && element('span', { class: 'zs-tag zs-info' }, fill(words.loaded_as, { load: book.loaded_as })),
      element('span', { class: 'zs-subtitle' }, rowsOf(state, book)),
      number > 0 && element('span', { class: 'zs-tag zs-warn' }, fill(words.problem_count, { count: count(number) })), acts(state, book, key)),
    status === 'reading' && element('div', { class: 'zs-bar', role: 'progressbar', 'aria-label': words.status_reading, 'aria-valuenow': Math.floor(100 * (book.progress ?? 0)) },
      element('i', { style: `width:${100 * (book.progress ?? 0.02)}%` })),
    refusal && say('bad', refusal.message), wrong.has(key) && say('bad', wrong.get(key)), ...found(state, book));
}

function word({ words }, { status, refusal, progress }) {
  if (refusal) return words.status_refused;
  return status === 'reading' && typeof progress === 'number' ? fill(words.reading_percent, { percent: Math.floor(100 * progress) }) : words[`status_${status}`];
}

function rowsOf({ words, view }, book) {
  const rows = Object.entries(book.rows ?? {}).filter(([, many]) => many).map(([table, many]) => fill(words.rows_of, { table: view.tables[table], rows: count(many) }));
  const lost = Object.values(book.rejected ?? {}).reduce((all, many) => all + many, 0);
  return [...rows, lost && fill(words.rows_lost, { rows: count(lost) })].filter(Boolean).join(words.separator);
}

function acts(state, book, key) {
  const { words, draft } = state, { sha256 } = book;
  const repaired = () => fetched(state, `drafts/${draft}/repaired/${sha256}`, `${book.name.replace(/\.[^.]*$/, '')}-${words.repaired_end}.xlsx`, key);
  return element('span', { class: 'zs-row zs-apart' },
    book.status === 'checked' && button(words.repaired, repaired, '', { 'data-key': `repaired ${sha256}` }),
    state.summary.may.change && button(words.remove, () => state.tell('DELETE', `drafts/${draft}/workbooks/${sha256}`, null, key), 'plain',
      { 'data-key': `remove ${sha256}`, 'aria-label': fill(words.remove_named, { name: shown(book.name) }) }));
}

function* found(state, book) {
  const { words, summary, view } = state;
  if (!book.tables) return;
  const unknown = book.tables.flatMap(table => table.columns.filter(isUnknown).map(one => [table, one]));
  const can = summary.may.change;
  const strange = book.tables.filter(isUnknownTable);
  if (can && strange.length) yield list(words.unknown_tables, strange.map(table => unknownTable(state, book, table)));
  if (can && book.names.some(isDecided)) yield list(words.unknown_names, names(state, book));
  if (can && unknown.length) yield list(words.unknown_columns, unknown.map(([table, one]) => unknownColumn(state, table, one)));
  yield* problems(state, book);
  yield* book.tables.map(table => tableOf(state, book, table));
  yield* firstRows(state, book);
  if (book.skipped.length) {
    yield fold(state, `skipped ${book.sha256}`, fill(words.skipped, { count: count(book.skipped.length) }), () => element('ul', { class: 'zs-upload-list' },
      ...book.skipped.map(one => element('li', {}, shown(one.sheet || book.name), ' ', element('span', { class: 'zs-hint' }, view.why[one.why.replaceAll(' ', '_')] ?? shown(one.why))))));
  }
}

const list = (heading, items) => element('div', { class: 'zs-upload-items' }, element('h3', {}, heading), ...items);
