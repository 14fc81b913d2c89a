// Search: a field in the header. While somebody types, what fits appears below it by kind; Enter or a click opens it.
import { open } from './address.js';
import { drawing, element, received, styled } from './elements.js';
import { addressOf, lists } from './search_results.js';

const PAUSE = 80;
const LENS = 'M7 2a5 5 0 1 0 0 10A5 5 0 1 0 7 2M10.7 10.7 14 14';
const looks = new Promise(done => {
  const sheet = element('link', { rel: 'stylesheet', href: new URL('./search.css', import.meta.url).href });
  for (const heard of ['load', 'error']) sheet.addEventListener(heard, done);
  document.head.append(sheet);
});
const boxes = new WeakMap();

export default async ({ data, parentElement }) => {
  const box = boxes.get(parentElement) ?? made(parentElement);
  const view = received(parentElement, data);
  if (!view) return;
  await Promise.all([styled, looks]);
  update(box, view);
};

function made(host) {
  const box = { host, options: [], active: -1, asked: '' };
  boxes.set(host, box);
  box.field = element('input', {
    type: 'text', id: 'zs-search-field', role: 'combobox', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search', maxlength: 200,
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'zs-search-list',
    oninput: () => later(box), onkeydown: event => pressed(box, event), onfocus: () => box.options.length && show(box, true),
  });
  box.list = element('div', { id: 'zs-search-list', role: 'listbox' });
  box.note = element('p', { role: 'status' });
  box.found = element('div', { class: 'zs-search-found', hidden: true }, box.list, box.note);
  box.toggle = element('button', { type: 'button', class: 'zs-search-toggle', 'aria-expanded': 'false', onclick: () => unfold(box, !box.root.classList.contains('zs-open')) }, lens());
  box.root = element('div', { class: 'zs-search', role: 'search' },
    box.toggle, element('div', { class: 'zs-search-box' }, lens(), box.field, element('kbd', { 'aria-hidden': 'true' }, '/')), box.found);
  // A listener of the document's outlives the element unless it takes itself away.
  const onDocument = (name, act) => {
    const heard = event => box.root.isConnected ? act(event) : box.wasDrawn && document.removeEventListener(name, heard);
    document.addEventListener(name, heard);
  };
  onDocument('keydown', event => slash(box, event));
  onDocument('pointerdown', event => box.root.contains(event.target) || (show(box, false), unfold(box, false)));
  box.root.addEventListener('focusout', event => event.relatedTarget && !box.root.contains(event.relatedTarget) && show(box, false));
  return box;
}

const lens = () => drawing('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, drawing('path', { d: LENS }));

function update(box, view) {
  const { words } = Object.assign(box, { view }).view;
  box.root.lang = view.language;
  box.field.placeholder = words.placeholder;
  for (const part of [box.field, box.list]) part.setAttribute('aria-label', words.label);
  box.toggle.title = words.label;
  unfold(box, box.root.classList.contains('zs-open'));
  if (!box.root.isConnected) box.host.replaceChildren(box.root);
  box.wasDrawn = true;
}

/** On a phone the field is under its button. */
function unfold(box, isOpen) {
  box.root.classList.toggle('zs-open', isOpen);
  box.toggle.setAttribute('aria-expanded', String(isOpen));
  box.toggle.setAttribute('aria-label', isOpen ? box.view.words.close : box.view.words.label);
  if (isOpen) box.field.focus();
}

function show(box, isShown) {
  box.found.hidden = !isShown;
  box.field.setAttribute('aria-expanded', String(isShown));
  if (!isShown) choose(box, -1);
}

function later(box) {
  clearTimeout(box.timer);
  box.timer = setTimeout(() => ask(box), PAUSE);
}

/** Asks for what fits; an answer that another question has overtaken is dropped. */
async function ask(box) {
  clearTimeout(box.timer);
  const typed = box.field.value.trim();
  if (typed === box.asked) return box.answered;
  box.asked = typed;
  box.asking?.abort();
  box.asking = new AbortController();
  box.answered = typed ? answer(box, typed, box.asking.signal) : empty(box);
  return box.answered;
}

function empty(box) {
  box.list.replaceChildren();
  box.options = [];
  show(box, false);
}

async function answer(box, typed, signal) {
  const { language, words } = box.view;
  try {
    const got = await fetch(`/search?${new URLSearchParams({ q: typed, language })}`, { signal });
    if (!got.ok) throw new Error(String(got.status));
    const { groups, said } = await got.json();
    if (!signal.aborted) fill(box, groups, said || words.none);
  } catch (error) {
    if (signal.aborted) return;
    box.asked = '';
    fill(box, [], words.failed);
  }
}

function fill(box, groups, said) {
  box.list.replaceChildren(...lists(groups, () => close(box)));
  box.options = [...box.list.querySelectorAll('[role=option]')];
  box.note.textContent = said;
  box.found.classList.toggle('zs-any', box.options.length > 0);
  show(box, true);
  choose(box, -1);
}

function close(box) {
  clearTimeout(box.timer);
  box.asking?.abort();
  box.field.value = '';
  box.asked = '';
  box.field.blur();
  empty(box);
  unfold(box, false);
}

function choose(box, number) {
  box.active = number;
  box.options.forEach((node, index) => node.setAttribute('aria-selected', String(index === number)));
  const node = box.options[number];
  if (node) box.field.setAttribute('aria-activedescendant', node.id);
  else box.field.removeAttribute('aria-activedescendant');
  node?.scrollIntoView({ block: 'nearest' });
}

async function pressed(box, event) {
  // Enter and the arrows belong to the input method while it composes.
  if (event.isComposing || event.keyCode === 229) return;
  const { key } = event, step = { ArrowDown: 1, ArrowUp: -1 }[key], { length } = box.options;
  if (step) {
    event.preventDefault();
    if (length) {
      show(box, true);
      choose(box, (box.active + step + (box.active < 0 && step < 0 ? 1 : 0) + length) % length);
    }
  } else if (key === 'Enter') {
    event.preventDefault();
    await ask(box);
    const chosen = box.options[Math.max(box.active, 0)];
    if (chosen) {
      open(addressOf(chosen));
      close(box);
    }
  } else if (key === 'Escape') {
    event.preventDefault();
    if (!box.found.hidden) show(box, false);
    else { unfold(box, false); box.field.blur(); }
  }
}

/** A slash takes one to the field from anywhere but another field. */
function slash(box, event) {
  const isTyping = event.target.closest?.('input,textarea,select,[contenteditable]:not([contenteditable=false]),dialog');
  if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  unfold(box, true);
  box.field.select();
}
