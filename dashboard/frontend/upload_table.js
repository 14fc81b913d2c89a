// One table on a sheet: what it was taken for, its heading rows, its columns, its first rows as they were read.
import { element } from './elements.js';
import { button } from './stewardship.js';
import { answer } from './upload_state.js';
import { columns, isUnknown } from './upload_columns.js';
import { fold } from './upload_place.js';
import { count, fill, shown } from './upload_words.js';

const NONE = 'none', MOST_SPAN = 3, LEAST_COLUMNS = 3, SAME = 100;

export const isUnknownTable = table => !table.table && Boolean(table.layout) && !table.is_left_out;
export const tableAnswer = ({ sha256 }, table, name) => ({ kind: 'table', sha256, sheet: table.sheet, table_id: table.id, layout: table.layout, table: name });

/** The table of ours of which several headings are known; the columns that a heading may be name their table. */
export function likelyTable(table) {
  if (!isUnknownTable(table)) return null;
  const known = table.columns.filter(one => one.candidates[0]?.score === SAME).map(one => one.candidates[0].column.split('.')[0]);
  return known.length >= LEAST_COLUMNS && new Set(known).size === 1 ? known[0] : null;
}

/** A table with a layout that nobody knows: which of ours it is, or none. */
export function unknownTable(state, book, table) {
  const { words, view, wrong } = state, key = `table ${book.sha256} ${table.id}`;
  const choose = name => answer(state, tableAnswer(book, table, name), key);
  return element('div', { class: 'zs-upload-item', role: 'group', 'aria-label': shown(table.sheet) },
    element('p', {}, element('strong', { class: 'zs-upload-seen' }, shown(table.sheet)), ' ', element('small', { class: 'zs-hint' }, shown(table.columns.map(one => one.heading).join(words.separator)))),
    element('div', { class: 'zs-row' }, ...Object.entries(view.tables).map(([name, label]) => button(label, () => choose(name), '', { 'data-key': `${key} ${name}` })),
      button(words.no_table, () => choose(NONE), 'plain', { 'data-key': `${key} ${NONE}` })),
    wrong.has(key) && element('small', { class: 'zs-wrong', role: 'alert' }, wrong.get(key)));
}

export function tableOf(state, book, table) {
  const { words, view } = state, key = `table ${book.sha256} ${table.id}`;
  const told = fill(words.table_told, { sheet: shown(table.sheet), table: view.tables[table.table] ?? words.no_table,
    heading_rows: table.heading_rows.join(words.separator) || '—', rows: count(table.rows), columns: count(table.columns.filter(one => !isUnknown(one)).length), all: count(table.columns.length) });
  return fold(state, key, told, () => element('div', { class: 'zs-stack' },
    state.summary.may.change && element('div', { class: 'zs-row' }, table.layout && kind(state, book, table, key), heading(state, book, table, key)),
    state.wrong.has(key) && element('small', { class: 'zs-wrong', role: 'alert' }, state.wrong.get(key)),
    table.columns.length > 0 && columns(state, table), element('p', { class: 'zs-hint' }, words.remembered)));
}

/** Another table of ours, or none. */
function kind(state, book, table, key) {
  const { words, view } = state;
  const option = (value, label) => element('option', { value, selected: value === (table.table ?? NONE) }, label);
  return element('label', { class: 'zs-upload-choice' }, element('span', {}, words.is_table),
    element('select', { 'data-key': `${key} kind`, onchange: event =>
      answer(state, tableAnswer(book, table, event.target.value), key) },
    ...Object.entries(view.tables).map(([value, label]) => option(value, label)), option(NONE, words.no_table)));
}

/** The first lines of the sheet, of which one is clicked. */
function heading(state, book, table, key) {
  const { words } = state, span = `${key} span`;
  return fold(state, `${key} lines`, words.choose_heading, () => {
    const rows = element('select', { 'aria-label': words.heading_span, 'data-key': span }, ...Array.from({ length: MOST_SPAN }, (_, number) =>
      element('option', { value: number + 1, selected: number + 1 === (table.heading_rows.length || 1) }, fill(words.heading_spans, { rows: number + 1 }))));
    const choose = number => answer(state, { kind: 'heading_rows', sha256: book.sha256, sheet: table.sheet, table_id: table.id,
      rows: Array.from({ length: Number(rows.value) }, (_, index) => number + index) }, key);
    const widest = Math.max(0, ...table.lines.map(line => line.cells.findLastIndex(Boolean)));
    return element('div', { class: 'zs-stack' }, element('div', { class: 'zs-row' }, element('span', {}, words.click_heading), rows),
      element('div', { class: 'zs-scroll zs-upload-lines', tabindex: '0', role: 'group', 'aria-label': words.lines, 'data-scroll': `${key} lines` },
        element('table', { class: 'zs-table' }, element('tbody', {}, ...table.lines.map(({ row_number: row, cells }) =>
          element('tr', { class: `zs-live${table.heading_rows.includes(row) ? ' zs-named' : ''}`, onclick: () => choose(row) },
            element('th', { scope: 'row' }, button(String(row), () => {}, 'plain', { 'aria-label': fill(words.heading_is, { row }), 'data-key': `${key} row ${row}` })),
            ...cells.slice(0, widest + 1).map(cell => element('td', {}, shown(cell)))))))));
  });
}
