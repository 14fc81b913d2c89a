// What was chosen and corrected in this draft, each to be taken back.
import { element } from './elements.js';
import { button } from './stewardship.js';
import { labelOf } from './upload_columns.js';
import { fold } from './upload_place.js';
import { forget } from './upload_state.js';
import { count, fill, shown } from './upload_words.js';

export function answered(state) {
  const { summary, words } = state, answers = summary.answers ?? [];
  if (!answers.length) return null;
  return element('section', { class: 'zs-box' }, fold(state, 'answers', fill(words.answers, { count: count(answers.length) }), () =>
    element('ul', { class: 'zs-upload-list' }, ...answers.map((one, number) => element('li', { class: 'zs-row' }, element('span', {}, sentence(state, one)),
      summary.may.change && button(words.take_back, () => forget(state, one, `answer ${number}`), 'plain', { class: 'zs-do zs-plain zs-apart', 'data-key': `forget ${number}` }),
      state.wrong.has(`answer ${number}`) && element('small', { class: 'zs-wrong', role: 'alert' }, state.wrong.get(`answer ${number}`)))))));
}

function sentence(state, one) {
  const { words, view, summary } = state;
  const sheetOf = layout => summary.workbooks.flatMap(book => book.tables ?? []).find(table => table.layout === layout)?.sheet ?? '';
  const values = {
    heading_rows: () => ({ sheet: shown(one.sheet), rows: (one.rows ?? []).join(words.separator) }),
    table: () => ({ sheet: shown(sheetOf(one.layout)), table: view.tables[one.table] ?? words.no_table }),
    column: () => ({ heading: shown(one.heading), column: one.column === 'nothing' ? words.left : labelOf(state, { table: '' }, one.column) }),
    name: () => ({ seen: shown(one.seen), name: view.names[one.table]?.find(entry => entry.value === one.name)?.label ?? shown(one.name) }),
    cell: () => ({ sheet: shown(one.sheet), cell: one.cell, seen: shown(one.seen) || '—', value: shown(one.value) || '—' }),
  }[one.kind];
  return values ? fill(words[`answer_${one.kind}`], values()) : shown(one.kind);
}
