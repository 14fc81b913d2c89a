// The last line of the page: whether everything is ready, and what may be done with the draft.
import { follow } from './address.js';
import { element } from './elements.js';
import { button, say } from './stewardship.js';
import { openProblems } from './upload_problems.js';
import { isBusy } from './upload_state.js';
import { count, fill, shown } from './upload_words.js';

export function publishing(state, at) {
  const { summary, said, words, view, typed } = state, key = 'publish';
  const unsaved = [...typed.entries()];
  at.show([view.language, state.draft, summary?.may, summary?.draft, summary?.is_ready, isBusy(state), told(state), said, state.differs, state.isLeaving, unsaved, state.wrong.get(key)], () => [
    said && published(state, said),
    summary?.workbooks.length > 0 && element('section', { class: 'zs-box zs-upload-last', 'aria-label': words.publish },
      state.differs && differing(state),
      unsaved.length > 0 && say('warn', fill(words.unsaved_count, { count: count(unsaved.length) }), ' ', ...unsaved.flatMap(one => lost(state, one))),
      state.wrong.has(key) && say('bad', state.wrong.get(key)),
      element('div', { class: 'zs-row' }, element('p', { role: 'status' }, told(state)), element('span', { class: 'zs-row zs-apart' }, ...acts(state, key, unsaved.length > 0)))),
  ]);
}

/** Where everything stands, in a sentence. */
function told({ summary, words }) {
  if (!summary) return '';
  const books = summary.workbooks, done = books.filter(one => one.status === 'checked' || one.status === 'failed').length;
  const refused = books.filter(one => one.refusal || one.status === 'failed').length;
  if (summary.draft.state === 'waiting') return fill(words.told_waiting, { by: shown(summary.draft.by) });
  if (done < books.length) return fill(words.told_checking, { done: count(done), all: count(books.length) });
  if (refused) return fill(words.told_refused, { count: count(refused) });
  if (!summary.is_ready) return words.told_nothing;
  const open = books.reduce((all, one) => all + openProblems(one), 0);
  return open ? fill(words.told_problems, { count: count(open) }) : words.told_ready;
}

function acts(state, key, isUnsaved) {
  const { summary, words, draft } = state, { may } = summary;
  const isOff = !summary.is_ready || isUnsaved || isBusy(state);
  // One that waits is open again; one that is open is given up.
  const isWaiting = summary.draft.state === 'waiting';
  const away = () => state.tell('POST', `drafts/${draft}/withdraw`, {}, key).then(done => done && !isWaiting && leave(state, null));
  const ask = isAsked => { state.isLeaving = isAsked; state.draw(); };
  if (state.isLeaving) return [element('span', { role: 'alert' }, words.discard_sure), button(words.discard_no, () => ask(false), '', { 'data-key': 'stay' }), button(words.discard_yes, away, 'danger', { 'data-key': 'leave' })];
  return [
    may.withdraw && (isWaiting ? button(words.withdraw, away, 'plain', { 'data-key': 'withdraw' }) : button(words.discard, () => ask(true), 'plain', { 'data-key': 'withdraw' })),
    may.submit && button(words.submit, () => state.tell('POST', `drafts/${draft}/submit`, {}, key), 'main', { disabled: isOff, 'data-key': 'submit' }),
    may.publish && button(state.differs ? words.publish_anyway : words.publish, () => publish(state, key), 'main', { disabled: isOff, 'data-key': 'publish' }),
  ];
}

async function publish(state, key) {
  const told = await state.tell('POST', `drafts/${state.draft}/publish`, {}, key);
  if (!told) return;
  if (told.is_stale) {
    // Said beside the effect as it is now; to publish takes another press.
    state.preview = { last: state.preview.changes, isSaid: true };
    state.draw();
  } else leave(state, told);
}

/** The draft is over; what was published is said above where the next one begins. */
function leave(state, said) {
  Object.assign(state, { draft: null, summary: null, differs: null, isLeaving: false, preview: {}, files: [], said });
  state.wrong.clear();
  state.typed.clear();
  state.refresh().then(() => { state.said = said; state.draw(); });
}

/** What another version has changed: numbers of rows as they were shown and as they are now. */
function differing({ differs, words, view }) {
  const lines = Object.entries(differs.differs).map(([table, kinds]) => element('li', {}, element('strong', {}, view.tables[table]), ' ', Object.entries(kinds)
    .filter(([, [was, now]]) => was !== now).map(([kind, [was, now]]) => fill(words[`count_${kind}`], { rows: `${count(was)} → ${count(now)}` })).join(words.separator)));
  return element('div', { class: 'zs-say zs-warn', role: 'status' }, element('p', {}, differs.message), element('ul', { class: 'zs-upload-list' }, ...lines));
}

/** Text that was typed and not saved: back to its field, or seen once more before it is thrown away. */
function lost(state, [key, text]) {
  const { words, typed } = state, field = () => document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return [element('q', {}, shown(text)), ' ',
    field() && button(words.go_there, () => { field().scrollIntoView({ block: 'center' }); field().focus(); }, 'plain'),
    button(words.throw_away, () => { typed.delete(key); const input = field(); if (input) { input.value = input.defaultValue; input.classList.remove('zs-unsaved'); } state.draw(); }, 'plain'), ' '];
}

function published({ words, view }, said) {
  const links = view.links.flatMap(([label, href]) => [' ', element('a', { href, onclick: follow }, label)]);
  return say('good', fill(words.published, { version: said.version }), ...links);
}
