// What was decided, newest first, and the way to take one back.
import { element } from './elements.js';
import { act } from './names_act.js';
import { awaited, button, grid, say } from './stewardship.js';
import { fill } from './upload_words.js';

/** The part of the page for decisions. */
export function decisionsPart(screen) {
  const { ask, view, words } = screen;
  return awaited(view.words.steward.wait, () => ask('GET', 'decisions'), told => told.decisions.length
    ? grid({
      label: words.tab_decisions, head: [words.decided_at, words.decided_by, words.decided_what, words.reason, words.state, ''],
      rows: told.decisions.map(decision => [
        decision.at_words, decision.by, decision.words, decision.reason ?? '', state(words, decision),
        decision.may_revoke ? button(words.revoke, () => act(screen, {
          title: fill(words.revoke_title, { id: decision.id }), isDanger: true, change: { kind: 'revoke', decision: decision.id },
        })) : '',
      ]),
    })
    : say('info', words.no_decisions));
}

const state = (words, { state: now, undone_by: by, undone_at_words: at }) => (now === 'active'
  ? element('span', { class: 'zs-tag zs-good' }, words.in_force)
  : element('span', { class: 'zs-tag', title: fill(words.revoked_by, { by, at }) }, words.revoked));
