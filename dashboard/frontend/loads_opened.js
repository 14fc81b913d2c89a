// A load opened in a sheet: what it did, its problems, the rows that it changed; undo and redo with their effect first.
import { effectTable } from './effects.js';
import { element } from './elements.js';
import { openSheet } from './sheet.js';
import { awaited, button, grid, say } from './stewardship.js';
import { takeAway } from './take.js';
import { fill, shown } from './upload_words.js';

/** Opens a load, or at once the question whether to undo or redo it. */
export const openLoad = (screen, load, change) => (change ? showChange(screen, load, change) : showLoad(screen, load));

const sheet = (screen, title, ...children) =>
  openSheet(screen.host, { title, close: screen.view.words.steward.close, lang: screen.view.language, wide: true }, ...children);

function showLoad(screen, load) {
  const { ask, words, view } = screen, { effect } = view.words;
  const change = load.state === 'undone' ? 'redo' : 'undo';
  const failed = element('div');
  const take = (what, label) => button(label, () => takeAway(`loads/${load.id}/${what}`, view.language, failed, view.words.steward.lost));
  sheet(screen, fill(words.title, { id: load.id, workbook: shown(load.workbook) }),
    element('p', { class: 'zs-subtitle' }, `${load.at_words} · ${shown(load.by)}`,
      load.state === 'undone' && ` · ${fill(words.undone_by, { by: shown(load.undone_by), at: load.undone_at_words })}`),
    element('div', { class: 'zs-row' }, load.may.take && take('workbook', words.take), load.may.take && load.problems > 0 && take('repaired', words.marked),
      load.may.change && button(words[change], () => showChange(screen, load, change))), failed,
    element('h3', {}, words.did),
    awaited(effect.counting, () => ask('GET', `loads/${load.id}/effects?change=load`), told =>
      told.effects.length ? effectTable(told.effects, effect) : say('info', words.did_nothing)),
    awaited(view.words.steward.wait, () => ask('GET', `loads/${load.id}/changes`), told => details(screen, load, told)));
}

function details({ words }, load, { counts, problems, changes }) {
  return [
    element('h3', {}, words.problems),
    ...(counts.length ? [
      element('p', { class: 'zs-row' }, ...counts.map(({ words: name, number }) => element('span', { class: 'zs-tag zs-warn' }, `${name} ${number}`))),
      load.problems > problems.length && element('p', { class: 'zs-subtitle' }, fill(words.more_problems, { count: problems.length })),
      grid({ label: words.problems, head: [words.place, words.seen, words.means], rows: problems.map(problem => [place(problem), problem.seen, problem.message]) }),
    ] : [element('p', { class: 'zs-subtitle' }, words.no_problems)]),
    element('h3', {}, words.changed_rows),
    changes.length ? grid({
      label: words.changed_rows, head: [words.row, words.column, words.old, words.new],
      rows: changes.flatMap(row => row.columns.map(({ heading, cell, old, new: now }) => [
        `${row.sheet} ${cell ?? row.row_number}`, heading, element('span', { class: 'zs-old' }, written(old)), element('span', { class: 'zs-now' }, written(now)),
      ])),
    }) : element('p', { class: 'zs-subtitle' }, words.no_changes),
  ].filter(Boolean);
}

const place = ({ sheet: name, cell, row_number: row }) => `${name} ${cell ?? row ?? ''}`;
const written = value => (value === null || value === '' ? '—' : shown(Array.isArray(value) ? value.join('、') : value));

/** The effect first, then the button that does it; of another version than the one shown, the effect is shown again. */
function showChange(screen, load, change, note = '') {
  const { ask, words, view } = screen, { effect } = view.words;
  const refused = element('div', {}, note && say('warn', note));
  let version = '';
  const act = button(words[`${change}_do`], async () => {
    try {
      await ask('POST', `loads/${load.id}/${change}`, { version });
    } catch (error) {
      if (error.status === 409) return showChange(screen, load, change, error.message);
      return refused.replaceChildren(say('bad', error.message));
    }
    screen.host.querySelector('dialog[open]')?.close();
    screen.said.replaceChildren(say('good', fill(words[`${change}_done`], { id: load.id })));
    await screen.refresh();
    screen.follow();
  }, change === 'undo' ? 'danger' : 'main', { disabled: true });
  sheet(screen, fill(words[`${change}_title`], { id: load.id }),
    element('p', {}, `${shown(load.workbook)} · ${load.at_words} · ${shown(load.by)}`), refused,
    awaited(effect.counting, () => ask('GET', `loads/${load.id}/effects?change=${change}`), told => {
      ({ version } = told);
      act.disabled = false;
      return told.effects.length ? [element('p', {}, words[`${change}_effect`]), effectTable(told.effects, effect)] : say('info', words[`${change}_nothing`]);
    }),
    element('div', { class: 'zs-row zs-last-row' }, act, button(view.words.steward.back, () => showLoad(screen, load))));
}
