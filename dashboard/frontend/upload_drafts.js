// Drafts of one's own that are not published yet, and those of others that wait for a second person.
import { element } from './elements.js';
import { button } from './stewardship.js';
import { count, fill, shown } from './upload_words.js';

const OFFICE = 'Asia/Hong_Kong';

export function drafts(state, at) {
  const { words, lists, draft, view } = state;
  // One's only draft is the one that is shown anyway.
  const own = lists.own.length > 1 || lists.own.some(one => one.id !== draft) ? lists.own : [];
  at.show([view.language, own, lists.waiting, draft, state.lost], () => [
    state.lost && element('p', { class: 'zs-say zs-bad', role: 'alert' }, state.lost),
    own.length > 0 && section(state, words.own_drafts, own),
    lists.waiting.length > 0 && section(state, words.waiting_drafts, lists.waiting),
  ]);
}

function section(state, heading, listed) {
  return element('section', { class: 'zs-box' }, element('h2', {}, heading), element('ul', { class: 'zs-upload-list' }, ...listed.map(one => row(state, one))));
}

function row(state, one) {
  const { words, view } = state, isHere = one.id === state.draft;
  const day = new Intl.DateTimeFormat(view.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: OFFICE }).format(new Date(one.submitted_at ?? one.at));
  const names = one.workbooks.map(book => shown(book.name)).join(words.separator);
  return element('li', { class: 'zs-row' },
    element('span', { class: 'zs-upload-names' }, element('strong', {}, fill(words.draft_of, { by: shown(one.by), day, workbooks: count(one.workbooks.length) })), ' ', element('small', { class: 'zs-hint' }, names)),
    element('span', { class: `zs-tag${one.state === 'waiting' ? ' zs-warn' : ''}` }, words[`state_${one.state}`]),
    isHere ? element('span', { class: 'zs-hint zs-apart' }, words.shown_below)
      : button(words.open, () => state.open(one.id), '', { class: 'zs-do zs-apart', 'data-key': `open ${one.id}` }));
}
