// The page `exports`: what is being made, and below it the weeks that went out, the list of shots, sending and schedule.
import { element } from './elements.js';
import { deliveryPart } from './exports_delivery.js';
import { shotsPart } from './exports_shots.js';
import { weeksPart } from './exports_weeks.js';
import { button, page, say } from './stewardship.js';
import { tabs } from './tabs.js';
import { takeAway } from './take.js';
import { fill } from './upload_words.js';

const LOOK_EVERY = 2000;

export default page('exports', made, draw);

function made(host) {
  const screen = { host, tab: 'weeks', draft: null, status: element('div', { class: 'zs-stack' }), root: element('div', { class: 'zs-steward' }) };
  screen.begin = (path, sent) => begin(screen, path, sent);
  screen.heard = run => heard(screen, run);
  addEventListener('beforeunload', event => { if (screen.root.isConnected && screen.draft?.isChanged) event.preventDefault(); });
  return screen;
}

function draw(screen) {
  const { words, root, status } = screen;
  const parts = [
    ['weeks', words.tab_weeks, () => (screen.weeks = weeksPart(screen))],
    ['shots', words.tab_shots, () => shotsPart(screen)],
    ['delivery', words.tab_delivery, () => (screen.delivery = deliveryPart(screen))],
  ];
  root.replaceChildren(status, ...tabs(parts, words.tabs, { chosen: screen.tab, onChoose: tab => { screen.tab = tab; } }));
}

/** Asks for something that takes a while, and then tells how far it is. */
async function begin(screen, path, sent) {
  try {
    const { run } = await screen.ask('POST', path, sent);
    heard(screen, run);
  } catch (refused) {
    screen.status.replaceChildren(say('bad', refused.message));
  }
}

/** Tells how something stands, and looks again at intervals while it runs and the page is open. */
function heard(screen, run) {
  screen.run = run;
  screen.status.replaceChildren(...[told(screen, run)].flat().filter(Boolean));
  for (const node of screen.root.querySelectorAll('[data-waits]')) node.disabled = run?.state === 'running';
  if (run?.state === 'running' && !screen.isWatching) watch(screen);
}

async function watch(screen) {
  screen.isWatching = true;
  while (screen.run.state === 'running') {
    await new Promise(done => setTimeout(done, LOOK_EVERY));
    if (!screen.root.isConnected) break;
    const now = await screen.ask('GET', 'exports').catch(() => null);
    if (now?.run) heard(screen, now.run);
  }
  screen.isWatching = false;
  if (!screen.root.isConnected) return;
  if (screen.tab === 'weeks') screen.weeks.redraw();
  if (screen.tab === 'delivery') screen.delivery.redraw();
}

function told(screen, run) {
  const { words } = screen;
  if (!run) return null;
  if (run.state === 'refused') return say('bad', fill(run.kind === 'sending' ? words.not_sent : words.refused, { said: run.said }));
  if (run.state === 'done') return run.kind === 'shot' ? ready(screen, run) : say('good', run.kind === 'sending' ? words.sent : words.done);
  if (run.kind === 'sending') return say('info', fill(words.sending, { by: run.by }));
  const share = run.shots ? Math.max(0, run.number - 1) / run.shots * 100 : 0;
  return [say('info', fill(run.number ? words.running : words.starting, run)),
    element('div', { class: 'zs-bar', role: 'progressbar', 'aria-label': words.now, 'aria-valuenow': Math.round(share), 'aria-valuemin': 0, 'aria-valuemax': 100 },
      element('i', { style: `width:${share}%` }))];
}

function ready({ view, words }, run) {
  if (!run.file) return null;
  const place = element('div');
  return [say('good', fill(words.ready, { file: run.file }), ' ',
    button(words.take, () => takeAway('exports/taken', view.language, place, view.words.steward.lost))), place];
}
