// What publishing would change, row by row and number by number; worked out by itself when everything is checked.
import { element } from './elements.js';
import { say } from './stewardship.js';
import { labelOf } from './upload_columns.js';
import { fold } from './upload_place.js';
import { isNamed, saidBy } from './upload_values.js';
import { count, fill, shown } from './upload_words.js';

const PAUSE = 400;

export function effect(state, at) {
  const { summary, words } = state, can = Boolean(summary?.is_ready) && summary.draft.state !== 'published';
  const wanted = can ? `${state.view.language} ${state.draft} ${summary.stamp}` : '';
  if (wanted !== (state.preview.of ?? '')) load(state, wanted);
  const { changes, effects, problem } = state.preview;
  at.show([wanted, changes, effects, problem], () => can && element('section', { class: 'zs-box' }, element('h2', {}, words.effect),
    problem && say('bad', problem),
    changes ? rows(state, changes) : !problem && element('p', { class: 'zs-subtitle', role: 'status' }, words.working),
    changes && (effects ? numbers(state, effects) : !problem && element('p', { class: 'zs-subtitle', role: 'status' }, words.working_numbers))));
}

/** What is no longer as it was shown, when somebody else has published since; null when nothing differs. */
function moved({ words }, last, changes) {
  if (!last || last.base === changes.base) return null;
  const differs = {};
  for (const [table, kinds] of Object.entries(changes.tables)) for (const [kind, now] of Object.entries(kinds)) {
    const was = last.tables[table]?.[kind] ?? 0;
    if (was !== now) differs[table] = { ...differs[table], [kind]: [was, now] };
  }
  return Object.keys(differs).length ? { message: words.stale, differs } : null;
}

/** Asks for both, one after the other; an answer for what is no longer there is dropped. */
async function load(state, wanted) {
  const preview = { of: wanted, last: state.preview.changes ?? state.preview.last, isSaid: state.preview.isSaid };
  state.preview = preview;
  if (!wanted) return;
  state.wrong.delete('publish');
  const { draft } = state, current = () => state.preview === preview;
  await new Promise(done => setTimeout(done, PAUSE));
  try {
    const changes = await state.ask('GET', `drafts/${draft}/changes`);
    if (!current()) return;
    state.differs = moved(state, preview.last, changes) ?? (preview.isSaid ? state.differs : null);
    preview.isSaid = false;
    preview.changes = changes;
    if (current()) state.draw();
    if (current()) preview.effects = (await state.ask('GET', `drafts/${draft}/effects`)).effects;
  } catch (error) {
    preview.problem = error.message;
  }
  if (current()) state.draw();
}

function rows(state, changes) {
  const { words, view } = state;
  const told = Object.entries(changes.tables).filter(([, numbers]) => Object.values(numbers).some(Boolean)).map(([table, numbers]) =>
    element('li', {}, element('strong', {}, view.tables[table]), ' ', Object.entries(numbers).filter(([, many]) => many)
      .map(([kind, many]) => fill(words[`count_${kind}`], { rows: count(many) })).join(words.separator)));
  const more = changes.row_count - changes.rows.length;
  return element('div', { class: 'zs-stack' }, told.length ? element('ul', { class: 'zs-upload-list' }, ...told) : element('p', {}, words.no_changes),
    changes.rows.length > 0 && fold(state, `${state.draft} rows`, fill(words.row_by_row, { rows: count(changes.row_count) }), () => [
      table(words.effect_rows, ['kind', 'what', 'place', 'values'].map(name => words[`row_${name}`]), changes.rows.map(one => [`zs-${one.kind}`, [
        words[`kind_${one.kind}`], [shown(one.summary), one.other && element('p', { class: 'zs-hint' }, shown(one.other.summary))], [placeOf(one), one.other && element('p', { class: 'zs-hint' }, placeOf(one.other))], values(state, one)]])),
      more > 0 && element('p', { class: 'zs-hint' }, fill(words.and_more, { more: count(more) }))]));
}

const placeOf = one => [one.workbook, one.sheet, one.row_number].filter(Boolean).map(shown).join(' · ');

/** What each column said and says; a new row's columns stand in one line. */
function values(state, one) {
  const { view } = state, isNew = one.kind === 'new';
  const named = Object.entries(one.columns ?? {}).filter(([column]) => isNamed(view, one.table, column)), said = value => saidBy(state, value);
  return element('ul', { class: `zs-upload-list${isNew ? ' zs-upload-inline' : ''}` }, ...named.map(([column, { cell, old, new: now }]) =>
    element('li', {}, element('span', { class: 'zs-hint' }, labelOf(state, { table: one.table }, column), !isNew && cell && ` ${cell}`), ' ',
      !isNew && element('span', { class: 'zs-old' }, said(old)), !isNew && ' → ', element('span', { class: isNew ? '' : 'zs-now' }, said(now)))));
}

function numbers(state, effects) {
  const { words } = state;
  if (!effects.length) return element('p', {}, words.no_effects);
  return element('div', { class: 'zs-stack' }, element('h3', {}, fill(words.number_by_number, { count: count(effects.length) })),
    table(words.effect_numbers, ['indicator', 'before', 'after', 'change', 'causes'].map(name => words[`number_${name}`]), effects.map((one, number) => ['', [
      [one.name, ' ', one.period_words && element('span', { class: 'zs-hint' }, one.period_words)], written(one.before, one.unit), element('span', { class: 'zs-now' }, written(one.after, one.unit)), one.change, causes(state, one, number)]])));
}

const written = (value, unit) => (value === null || value === undefined ? '—' : typeof value === 'number' ? `${count(value)} ${unit ?? ''}`.trim() : shown(value));

const causes = (state, one, number) => one.rows.length > 0 && fold(state, `${state.draft} causes ${one.indicator} ${number}`, fill(state.words.cause_count, { count: count(one.row_count ?? one.rows.length) }), () =>
  element('ul', { class: 'zs-upload-list' }, ...one.rows.map(row => element('li', {}, element('span', { class: 'zs-hint' }, state.words[`kind_${row.kind}`] ?? ''), ' ', shown(row.summary)))));

function table(label, head, lines) {
  return element('div', { class: 'zs-scroll', tabindex: '0', role: 'group', 'aria-label': label, 'data-scroll': label }, element('table', { class: 'zs-table' },
    element('thead', {}, element('tr', {}, ...head.map(text => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, ...lines.map(([kind, cells]) => element('tr', { class: kind || null }, ...cells.map(cell => element('td', {}, ...[cell].flat())))))));
}
