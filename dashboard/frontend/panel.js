// A panel: finding, what is counted, value, chart or table, source; and a quiet row of buttons that explain it.
import { draw, release } from './chart.js';
import { offerDownloads, save } from './download.js';
import { element, received, speak, styled, tool } from './elements.js';
import { fillRecords, openRecords } from './records.js';
import { openSheet, table } from './sheet.js';

const panels = new WeakMap();

export default async ({ data, parentElement, setTriggerValue }) => {
  const panel = panels.get(parentElement) ?? made(parentElement);
  panel.send = setTriggerValue;
  const got = received(parentElement, data);
  if (got) {
    panel.drawn = update(panel, got);
    answer(panel, got.answer);
  }
  await panel.drawn;
  return () => release(panel.chart);
};

function made(host) {
  const chart = element('div', { class: 'zs-chart', role: 'img' });
  const panel = { host, asks: 0, chart, body: element('div', { class: 'zs-body' }, chart), frame: element('section', { class: 'zs-panel' }) };
  panel.ask = what => {
    panel.waiting = ++panel.asks;
    panel.send('ask', { ...what, number: panel.waiting });
  };
  panels.set(host, panel);
  // A link to another place on the same page draws nothing anew.
  const follow = () => (host.isConnected ? panel.view && show(panel) : removeEventListener('popstate', follow));
  addEventListener('popstate', follow);
  return panel;
}

async function update(panel, { view, stamp }) {
  if (panel.stamp === stamp) return;
  Object.assign(panel, { view, stamp });
  const { frame, chart } = panel;
  await styled;
  if (panel.stamp !== stamp) return;
  frame.removeAttribute('data-drawn');
  frame.id = view.key;
  speak(frame, view.lang);
  frame.style.setProperty('--height', `${view.height}px`);
  frame.classList.toggle('zs-listing', !view.figure);
  frame.classList.toggle('zs-stale', Boolean(view.stale));
  frame.setAttribute('aria-label', view.title);
  refill(frame, panel.body, [...parts(panel)]);
  if (!frame.isConnected) panel.host.append(frame);
  if (view.figure) {
    chart.setAttribute('aria-label', view.alt);
    await draw(chart, view.figure, view.lang === 'en' ? 'en-US' : 'zh-CN', pick => picked(panel, pick));
  }
  if (panel.stamp !== stamp) return;
  // For the export, which compares what was given with what is drawn.
  frame.view = view;
  frame.setAttribute('data-drawn', stamp);
  show(panel);
}

/** Other children for the frame around one that stays where it stands: a chart taken out and put back is laid out twice. */
function refill(frame, kept, children) {
  const place = children.indexOf(kept);
  if (place < 0 || kept.parentElement !== frame) return frame.replaceChildren(...children);
  for (const child of [...frame.childNodes]) if (child !== kept) child.remove();
  kept.before(...children.slice(0, place));
  kept.after(...children.slice(place + 1));
}

function* parts(panel) {
  const { view } = panel;
  yield element('header', { class: 'zs-head' },
    element('h2', {}, view.title, view.example && element('span', { class: 'zs-badge' }, view.example)),
    view.value && element('p', { class: 'zs-value' }, view.counted && element('span', {}, view.counted), element('b', {}, view.value),
      view.change && element('span', {}, view.change)));
  yield element('p', { class: 'zs-subtitle' }, view.subtitle);
  yield view.figure ? panel.body : element('div', { class: 'zs-body' }, body(panel));
  yield element('footer', {}, element('span', { class: 'zs-source' }, view.source, view.stale && ` · ${view.stale}`), element('span', { class: 'zs-tools' }, ...tools(panel)));
}

function body(panel) {
  const { view } = panel;
  if (!view.table.rows.length) return element('p', { class: 'zs-empty' }, view.empty);
  return view.search ? narrowed(view, listing(panel)) : listing(panel);
}

/** The table under a field: only rows with all words that are typed are shown. */
function narrowed({ search, words }, list) {
  const none = element('p', { class: 'zs-empty', role: 'status', hidden: true }, words.none);
  const field = element('input', { type: 'search', class: 'zs-field', 'aria-label': search, placeholder: search, oninput: () => {
    const wanted = field.value.toLowerCase().split(/\s+/);
    const rows = [...list.querySelectorAll('tbody tr')];
    for (const row of rows) row.hidden = !wanted.every(word => row.textContent.toLowerCase().includes(word));
    none.hidden = rows.some(row => !row.hidden);
  } });
  return element('div', { class: 'zs-narrowed' }, field, none, list);
}

/** The numbers as a table: a row leads to a filter where it stands for one, to the records behind it, or to its record. */
function listing(panel) {
  const { view } = panel, { isRecords } = view, { picks, opens } = view.table;
  const act = picks.length ? index => picked(panel, picks[index])
    : opens.length ? index => openRecords(panel, null, index) : index => openRecords(panel, index);
  return table({ ...view.table, label: view.title, act: picks.length || opens.length || isRecords ? act : null,
    can: index => isRecords || opens[index] || Boolean(picks[index] && Object.keys(picks[index]).length) });
}

function tools(panel) {
  const { view } = panel, { words } = view;
  if (!view.isLive) return [];
  return [
    view.definitions.length && tool('definition', words.definition, () => explain(panel)),
    view.figure && view.table.rows.length && tool('table', words.table, () => showTable(panel)),
    view.listing && tool('rows', words.rows, () => openRecords(panel)),
    (view.figure || view.table.rows.length) && tool('download', words.download, () => offerDownloads(panel)),
    tool('link', words.link, () => copyLink(panel)),
  ].filter(Boolean);
}

function explain({ host, view }) {
  openSheet(host, { title: view.words.definition, close: view.words.close, lang: view.lang },
    element('dl', { class: 'zs-definitions' }, ...view.definitions.flatMap(({ name, text, note }) =>
      [element('dt', {}, name, element('span', {}, note)), element('dd', {}, text)])));
}

function showTable(panel) {
  const { host, view } = panel;
  openSheet(host, { title: view.title, close: view.words.close, lang: view.lang, wide: true },
    element('p', { class: 'zs-subtitle' }, view.subtitle), listing(panel));
}

/** A first click filters the page, a click on what is chosen already opens the records behind it. */
function picked(panel, pick) {
  const { chosen, listing: records } = panel.view;
  const isChosen = Object.entries(pick).every(([name, value]) => chosen[name]?.length === 1 && chosen[name][0] === value);
  if (isChosen && records) return openRecords(panel);
  panel.host.querySelector('dialog[open]')?.close();
  // Until the page has followed: a third click in a hurry may be on what was chosen before the second.
  for (const [name, value] of Object.entries(pick)) chosen[name] = [value];
  panel.send('pick', pick);
}

function answer(panel, given) {
  if (!given || given.number !== panel.waiting) return;
  panel.waiting = null;
  if (given.kind === 'file') save(given);
  else fillRecords(panel, given);
}

async function copyLink({ host, view }) {
  const address = `${location.origin}${location.pathname}${location.search}#${view.key}`;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    // Browsers offer the clipboard to secure addresses only; in an office's network ours is plain http.
    const field = element('textarea', { class: 'zs-hidden' }, address);
    host.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  const note = element('span', { class: 'zs-note', role: 'status' }, view.words.copied);
  host.querySelector('.zs-tools').append(note);
  setTimeout(() => note.remove(), 2000);
}

/** The panel or row that the address names is brought into view, once, and again when those above have their heights. */
function show(panel) {
  const { frame, view } = panel, name = decodeURIComponent(location.hash.slice(1));
  if (panel.shown === name) return;
  panel.shown = name;
  frame.querySelector('.zs-named')?.classList.remove('zs-named');
  const row = view.table.ids.includes(name) && frame.querySelector(`tr[id="${CSS.escape(name)}"]`);
  if (row) row.classList.add('zs-named');
  const place = row || (name === view.key && frame);
  if (!place) return;
  for (const wait of [0, 400, 1200]) setTimeout(() => place.scrollIntoView({ block: row ? 'center' : 'start' }), wait);
}
