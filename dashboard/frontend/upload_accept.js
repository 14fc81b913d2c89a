// All suggestions that are sure, with one click.
import { element } from './elements.js';
import { button, say } from './stewardship.js';
import { columnAnswer, fullName, isUnknown } from './upload_columns.js';
import { isDecided, nameAnswer } from './upload_names.js';
import { likelyTable, tableAnswer } from './upload_table.js';
import { count, fill } from './upload_words.js';

/** The answers that need no second thought: one candidate, as like as `view.sure`, and no other one near it. */
function sure({ view, summary }) {
  const best = ([first, second]) => first && first.score >= view.sure && !(second && first.score - second.score < view.apart) ? first : null;
  const answers = new Map();
  for (const book of summary?.workbooks ?? []) {
    for (const one of (book.names ?? []).filter(isDecided)) {
      const found = best(one.candidates);
      if (found) answers.set(`${one.table} ${one.seen}`, nameAnswer(one, found.name));
    }
    for (const table of book.tables ?? []) {
      const likely = likelyTable(table);
      if (likely) answers.set(`${table.layout}`, tableAnswer(book, table, likely));
      for (const one of table.columns.filter(isUnknown)) {
        const found = best(one.candidates);
        if (found) answers.set(`${table.layout} ${one.heading}`, columnAnswer(table, one, fullName(table, found.column)));
      }
    }
  }
  return [...answers.values()];
}

export function accepting(state) {
  const { words, summary } = state, answers = summary.may.change ? sure(state) : [];
  const run = async () => {
    state.wrong.delete('accept');
    for (const answer of answers) {
      try {
        await state.ask('POST', `drafts/${state.draft}/answers`, answer);
      } catch (error) {
        state.wrong.set('accept', error.message);
      }
    }
    await state.refresh();
  };
  return element('div', { class: 'zs-row zs-upload-accept' }, element('h2', {}, fill(words.draft_title, { workbooks: count(summary.workbooks.length) })),
    element('span', { class: 'zs-hint' }, words.remembered),
    answers.length > 0 && element('span', { class: 'zs-apart' }, button(fill(words.accept_sure, { count: count(answers.length) }), run, 'main', { 'data-key': 'accept' })),
    state.wrong.has('accept') && say('bad', state.wrong.get('accept')));
}
accepting.seen = sure;
