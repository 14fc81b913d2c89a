// A change looked at before it is made: its effect, a reason, then the button that does it or proposes it.
import { effectTable } from './effects.js';
import { element } from './elements.js';
import { openSheet } from './sheet.js';
import { awaited, button, say } from './stewardship.js';

/** Where a change is sent, and what of it. */
const ADDRESS = {
  edit: ({ table, key, row }) => [`names/${table}`, { key, row }],
  decide: ({ reference, verdict }) => ['decisions', { reference, verdict }],
  revoke: ({ decision }) => [`decisions/${decision}/revoke`, {}],
  accept: ({ proposal }) => [`proposals/${proposal}/accept`, {}],
};

/** Sends a change: on trial, which gives its effects, or for good with a reason and the version that was looked at. */
export function send({ ask }, change, more) {
  const [path, sent] = ADDRESS[change.kind](change);
  return ask('POST', path, { ...sent, ...more });
}

export const sheet = (screen, title, ...children) =>
  openSheet(screen.host, { title, close: screen.view.words.steward.close, lang: screen.view.language, wide: true }, ...children);

/** Closes the sheet; what it was asked to do then is not done. */
export function closeSheet({ host }) {
  const dialog = host.querySelector(':scope > dialog[open]');
  if (!dialog) return;
  dialog.onclose = null;
  dialog.close();
}

/**
 * The sheet with a change's effect; `about` says more of the change. `back` goes to where it came from, `refused(error)` may show a refusal there and
 * then gives true; `done` is told when it was made or proposed.
 */
export function act(screen, { title, change, about, back, isDanger = false, label, refused = () => false, done = () => {} }) {
  const { view, words } = screen, mayDo = change.kind === 'revoke' || change.kind === 'accept' || view.may.edit;
  const failed = element('div'), wrong = element('small', { class: 'zs-wrong', role: 'alert' });
  let version = '';
  const reason = element('textarea', { rows: 2, maxlength: 500, 'aria-required': 'true', oninput: () => {
    reason.removeAttribute('aria-invalid');
    wrong.textContent = '';
  } });
  // What takes something back, or has a reason already, needs none.
  const needsReason = !['revoke', 'accept'].includes(change.kind);
  const doIt = button(mayDo ? label ?? words.do : words.propose, async () => {
    if (needsReason && !reason.value.trim()) {
      reason.setAttribute('aria-invalid', 'true');
      wrong.textContent = words.reason_missing;
      return reason.focus();
    }
    try {
      if (mayDo) await send(screen, change, { reason: reason.value, version });
      else await screen.ask('POST', 'proposals', { what: change, reason: reason.value });
    } catch (error) {
      failed.replaceChildren(say('bad', error.message));
      if (error.status === 409) look();
      return;
    }
    done();
    closeSheet(screen);
    screen.said.replaceChildren(say('good', mayDo ? words.done : words.proposed));
    screen.redraw();
    if (mayDo) screen.follow();
  }, isDanger ? 'danger' : 'main', { disabled: true });
  const effect = element('div', { class: 'zs-stack' });
  const look = () => effect.replaceChildren(awaited(view.words.effect.counting, async () => {
    try {
      return await send(screen, change, { is_trial: true });
    } catch (error) {
      if (refused(error)) return { version: '', effects: [] };
      throw error;
    }
  }, told => {
    ({ version } = told);
    doIt.disabled = !version;
    return told.effects.length ? [element('p', {}, words.effect), effectTable(told.effects, view.words.effect)] : say('info', words.no_effect);
  }));
  sheet(screen, title, failed, about, effect,
    needsReason && element('label', { class: 'zs-entry' }, element('span', {}, words.reason), reason, element('small', { class: 'zs-hint' }, words.reason_hint), wrong),
    element('div', { class: 'zs-row zs-last-row' }, doIt, back && button(view.words.steward.back, back)));
  look();
}
