// The records behind a panel, in pages that the server gives when asked, and the origin of each: workbook, sheet, cells.
import { element } from './elements.js';
import { isOpen, openSheet, table } from './sheet.js';

const PAGE = 50;

/** Opens the sheet and asks for the first page, or for the record at `index` with the page it stands on; of the
 * records behind the panel, or behind a `row` of its table. */
export function openRecords(panel, index = null, row = null) {
  sheet(panel, element('p', { role: 'status' }, panel.view.words.wait));
  panel.opening = index === null ? null : index % PAGE;
  panel.row = row;
  panel.ask({ kind: 'rows', page: index === null ? 0 : Math.floor(index / PAGE), row });
}

/** The page that was asked for has come. */
export function fillRecords(panel, page) {
  if (!isOpen(panel.host)) return;
  panel.page = page;
  const { opening } = panel;
  panel.opening = null;
  if (opening !== null && page.origins[opening]) showOrigin(panel, opening);
  else showPage(panel);
}

const sheet = ({ host, view }, ...children) =>
  openSheet(host, { title: `${view.words.rows} · ${view.title}`, close: view.words.close, lang: view.lang, wide: true }, ...children);

function showPage(panel) {
  const { page, view } = panel, { words } = view;
  const turn = (label, number, can) => element('button', { type: 'button', class: 'zs-button', disabled: !can, onclick: () => {
    sheet(panel, element('p', { role: 'status' }, words.wait));
    panel.ask({ kind: 'rows', page: number, row: panel.row });
  } }, label);
  const content = sheet(panel,
    element('div', { class: 'zs-pager' }, element('span', { role: 'status' }, page.counted),
      page.pages > 1 && turn(words.before, page.page - 1, page.page > 0),
      page.pages > 1 && turn(words.after, page.page + 1, page.page + 1 < page.pages)),
    table({ ...page, label: words.rows, act: index => showOrigin(panel, index) }));
  content.querySelector('.zs-cell')?.focus();
}

function showOrigin(panel, index) {
  const { page, view } = panel, { words } = view, origin = page.origins[index];
  const back = element('button', { type: 'button', class: 'zs-button', onclick: () => showPage(panel) }, words.back);
  sheet(panel,
    element('div', { class: 'zs-pager' }, back),
    element('dl', { class: 'zs-origin' }, ...origin.place.flatMap(([name, text]) => [element('dt', {}, name), element('dd', {}, text)])),
    table({ head: origin.head, rows: origin.fields, label: words.origin }));
  back.focus();
}
