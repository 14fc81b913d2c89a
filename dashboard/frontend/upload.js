// The page `upload`: workbooks dropped, understood, put right and published without leaving it.
import { element, received } from './elements.js';
import { asking, dressed } from './stewardship.js';
import { drafts } from './upload_drafts.js';
import { drop } from './upload_drop.js';
import { effect } from './upload_effect.js';
import { help } from './upload_help.js';
import { place } from './upload_place.js';
import { publishing } from './upload_publish.js';
import { begin } from './upload_state.js';
import { workbooks } from './upload_workbooks.js';

const looks = new Promise(done => {
  const sheet = element('link', { rel: 'stylesheet', href: new URL('./upload.css', import.meta.url).href });
  for (const heard of ['load', 'error']) sheet.addEventListener(heard, done);
  document.head.append(sheet);
});
// From the top of the page to its end.
const PARTS = { help, drop, drafts, workbooks, effect, publishing };
const screens = new WeakMap();

export default async ({ data, parentElement }) => {
  const view = received(parentElement, data);
  if (!view) return;
  await Promise.all([dressed, looks]);
  const screen = screens.get(parentElement) ?? made(parentElement);
  screen.root.lang = view.language;
  const { state } = screen;
  Object.assign(state, { view, words: view.words, ask: asking(view.language, view.words.lost) });
  if (!screen.root.isConnected) parentElement.replaceChildren(screen.root);
  state.draw();
  await state.follow(screen.root);
  screen.root.dataset.drawn = '';
};

function made(host) {
  const parts = Object.entries(PARTS).map(([name, draw]) => ({ draw, at: place(`zs-upload-${name}`) }));
  const state = begin(() => parts.forEach(({ draw, at }) => draw(state, at)));
  const root = element('div', { class: 'zs-steward zs-upload' }, ...parts.map(({ at }) => at.node));
  const screen = { root, state };
  screens.set(host, screen);
  return screen;
}
