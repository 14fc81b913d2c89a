// Downloads: pictures are made here, workbooks and CSV files by the server when they are asked for.
import { picture } from './chart.js';
import { element } from './elements.js';
import { openSheet } from './sheet.js';

/** The sheet with the formats that this panel has. */
export function offerDownloads(panel) {
  const { host, view } = panel, { words } = view;
  const offer = (format, run) => element('button', { type: 'button', class: 'zs-choice', 'data-format': format, onclick: run },
    element('b', {}, format.toUpperCase()), words[format]);
  const asked = format => offer(format, () => {
    status.textContent = words.wait;
    panel.ask({ kind: 'file', format });
  });
  const drawn = format => offer(format, async () => save({ name: `${view.key}.${format}`, address: await picture(panel.chart, format, view) }));
  const status = element('p', { class: 'zs-subtitle', role: 'status' });
  openSheet(host, { title: words.download, close: words.close, lang: view.lang },
    element('div', { class: 'zs-choices' }, ...(view.figure ? ['png', 'svg'].map(drawn) : []), ...['xlsx', 'csv'].map(asked)), status);
}

/** Hands a file to the browser: `address` is one that holds it, or `base64` and `type` are its bytes. */
export function save({ name, type, base64, address }) {
  const href = address ?? URL.createObjectURL(new Blob([Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))], { type }));
  element('a', { href, download: name }).click();
  if (!address) setTimeout(() => URL.revokeObjectURL(href), 10_000);
  for (const status of document.querySelectorAll('dialog[open] [role=status]')) status.textContent = '';
}
