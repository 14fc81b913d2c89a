// The page `names`: reference tables edited row by row, what waits for a decision, what was decided, what is proposed.
import { element } from './elements.js';
import { decisionsPart } from './names_decisions.js';
import { proposalsPart } from './names_proposals.js';
import { reviewsPart } from './names_reviews.js';
import { tablePart } from './names_table.js';
import { page } from './stewardship.js';
import { tabs } from './tabs.js';

const TABLES = ['partners', 'aliases', 'sectors', 'towns', 'targets', 'exchange_rates'];

export default page('names', made, draw);

function made(host) {
  // What was typed and not kept, by the row that it is about: it outlives closing the sheet and another tab.
  const screen = { host, unsaved: new Map(), tab: 'partners', said: element('div', { class: 'zs-stack' }), root: element('div', { class: 'zs-steward' }) };
  screen.redraw = () => draw(screen);
  addEventListener('beforeunload', event => { if (screen.root.isConnected && screen.unsaved.size) event.preventDefault(); });
  return screen;
}

function draw(screen) {
  const { words, root, said } = screen;
  const parts = [
    ...TABLES.map(table => [table, words[`tab_${table}`], () => tablePart(screen, table)]),
    ['reviews', words.tab_reviews, () => reviewsPart(screen)], ['decisions', words.tab_decisions, () => decisionsPart(screen)],
    ['proposals', words.tab_proposals, () => proposalsPart(screen)],
  ];
  root.replaceChildren(said, ...tabs(parts, words.label, { chosen: screen.tab, onChoose: tab => {
    if (tab !== screen.tab) said.replaceChildren();
    screen.tab = tab;
  } }));
}
