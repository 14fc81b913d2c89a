// The page `loads`: the history of what was loaded, each load opened in a sheet, and for administrators who did what.
import { element } from './elements.js';
import { auditList } from './loads_audit.js';
import { openLoad } from './loads_opened.js';
import { awaited, button, grid, page, pager, say } from './stewardship.js';
import { tabs } from './tabs.js';
import { count, fill } from './upload_words.js';

const SIZE = 50;
const COUNTS = ['added', 'changed', 'unchanged', 'rejected'];

export default page('loads', made, draw, refresh);

function made(host) {
  const screen = { host, first: 0, said: element('div', { class: 'zs-stack' }), root: element('div', { class: 'zs-steward' }), list: element('div') };
  screen.refresh = () => refresh(screen);
  return screen;
}

function draw(screen) {
  const { view, words, root, said } = screen;
  said.replaceChildren();
  const history = () => screen.list;
  const parts = [['loads', words.tab_loads, history], ...(view.audit ? [['audit', words.tab_audit, () => auditList(screen)]] : [])];
  root.replaceChildren(said, ...(parts.length > 1 ? tabs(parts, words.tab_loads) : [screen.list]));
  refresh(screen);
}

/** The history anew, where it stands. */
async function refresh(screen) {
  const { ask, words, view } = screen;
  const fresh = awaited(view.words.steward.wait, () => ask('GET', `loads?first=${screen.first}`), told => listed(screen, told));
  if (!screen.list.childElementCount) screen.list.replaceWith(fresh);
  else {
    // What stands there stays until the answer has come, so that nothing jumps.
    const waiting = new MutationObserver(() => { waiting.disconnect(); screen.list.replaceWith(fresh); screen.list = fresh; });
    return waiting.observe(fresh, { childList: true });
  }
  screen.list = fresh;
}

function listed(screen, told) {
  const { words, view } = screen;
  screen.version = told.version;
  if (!told.number) return say('info', words.empty);
  const go = first => { screen.first = first; return refresh(screen); };
  return [
    pager({ ...told, shown: told.loads.length, size: SIZE, words: words.page, before: words.newer, after: words.older, go }),
    grid({
      label: view.words.loads.tab_loads, numeric: [4, 5, 6, 7, 8],
      head: [words.number, words.at, words.by, words.workbook, words.added, words.changed, words.unchanged, words.rejected, words.problems, words.state, ''],
      rows: told.loads.map(load => line(screen, load)),
    }),
  ].filter(Boolean);
}

function line(screen, load) {
  const { words } = screen, isUndone = load.state === 'undone';
  const open = change => openLoad(screen, load, change);
  return [
    String(load.id), load.at_words, load.by, button(load.workbook, () => open(), 'plain', { title: load.workbook }),
    ...COUNTS.map(name => count(load.rows[name])), count(load.problems),
    element('span', { class: `zs-tag ${isUndone ? '' : 'zs-good'}`, title: isUndone ? fill(words.undone_by, { by: load.undone_by, at: load.undone_at_words }) : null },
      isUndone ? words.undone : words.active),
    load.may.change ? button(isUndone ? words.redo : words.undo, () => open(isUndone ? 'redo' : 'undo')) : '',
  ];
}
