// What analysts propose and publishers accept or decline.
import { element } from './elements.js';
import { act } from './names_act.js';
import { openSheet } from './sheet.js';
import { awaited, button, grid, say } from './stewardship.js';
import { fill, shown } from './upload_words.js';

const TINTS = { open: 'warn', accepted: 'good', declined: '' };

/** The part of the page for proposals. */
export function proposalsPart(screen) {
  const { ask, view, words } = screen;
  return awaited(view.words.steward.wait, () => ask('GET', 'proposals'), told => told.proposals.length
    ? grid({
      label: words.tab_proposals, head: [words.decided_at, words.decided_by, words.decided_what, words.reason, words.state, ''],
      rows: told.proposals.map(proposal => [
        proposal.at_words, proposal.by, proposal.words, proposal.reason,
        element('span', { class: `zs-tag zs-${TINTS[proposal.state]}` }, words[`proposal_${proposal.state}`]),
        proposal.may_decide ? element('div', { class: 'zs-acts' }, button(words.accept, () => act(screen, {
          title: fill(words.accept_title, { by: shown(proposal.by) }), change: { kind: 'accept', proposal: proposal.id }, label: words.accept_do,
        })), ' ', button(words.decline, () => decline(screen, proposal))) : '',
      ]),
    })
    : say('info', words.no_proposals));
}

function decline(screen, proposal) {
  const { ask, view, words } = screen, failed = element('div');
  const reason = element('textarea', { rows: 2, maxlength: 500 });
  openSheet(screen.host, { title: words.decline, close: view.words.steward.close, lang: view.language },
    element('p', {}, shown(proposal.words)), failed, element('label', { class: 'zs-entry' }, element('span', {}, words.reason), reason),
    button(words.decline, async () => {
      try {
        await ask('POST', `proposals/${proposal.id}/decline`, { reason: reason.value });
        screen.host.querySelector('dialog[open]')?.close();
        screen.redraw();
      } catch (error) { failed.replaceChildren(say('bad', error.message)); }
    }, 'danger'));
}
