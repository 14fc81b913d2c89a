// Three steps with a small picture each, and the templates.
import { drawing, element } from './elements.js';
import { button, say } from './stewardship.js';
import { fold } from './upload_place.js';
import { fetched } from './upload_take.js';

const shape = (tag, attributes) => drawing(tag, attributes);
const line = (d, kind = 'line') => shape('path', { d, class: `zs-pic-${kind}` });
const box = (x, y, width, height, kind = 'line') => shape('rect', { x, y, width, height, rx: 3, class: `zs-pic-${kind}` });
const sheetAt = (x, y) => [box(x, y, 34, 42, 'paper'), line(`M${x + 6} ${y + 12}h22M${x + 6} ${y + 20}h22M${x + 6} ${y + 28}h22M${x + 15} ${y + 8}v28`)];
const PICTURES = [
  // Sheets fall into a tray.
  [...sheetAt(30, 4), ...sheetAt(56, 10), line('M60 54v12m-5-5l5 5l5-5', 'strong'), line('M18 58v16h84v-16', 'strong')],
  // A sheet with one marked cell, put right.
  [box(14, 8, 62, 62, 'paper'), line('M14 22h62M14 38h62M14 54h62M34 8v62M55 8v62'), box(34, 38, 21, 16, 'mark'), line('M84 46l7 8l15-20', 'good')],
  // Bars before, an arrow, bars after.
  [box(10, 44, 10, 26, 'bar'), box(24, 34, 10, 36, 'bar'), line('M46 48h22m-6-6l6 6l-6 6', 'strong'), box(80, 30, 10, 40, 'bar'), box(94, 16, 10, 54, 'bar')],
];

export function help(state, at) {
  const { words, view } = state, isNew = !state.draft;
  at.show([view.language, state.wrong.get('template'), isNew], () => element('section', { class: 'zs-box' },
    fold(state, 'help', words.help, () => element('ol', { class: 'zs-upload-steps' }, ...PICTURES.map((shapes, number) =>
      element('li', {}, drawing('svg', { viewBox: '0 0 120 80', 'aria-hidden': 'true' }, ...shapes),
        element('div', {}, element('h3', {}, `${number + 1}. ${words[`step_${number + 1}`]}`), element('p', { class: 'zs-subtitle' }, words[`step_${number + 1}_text`]))))), isNew),
    element('div', { class: 'zs-row' }, element('span', { class: 'zs-subtitle' }, words.templates),
      ...Object.entries(view.tables).map(([table, label]) => button(label, () => take(state, table, label), '', { 'data-key': `template ${table}` }))),
    state.wrong.get('template') && say('bad', state.wrong.get('template'))));
}

const take = (state, table, label) => fetched(state, `templates/${table}`, `${label}.xlsx`, 'template');
