// What a change does to the indicators: before → after, and the rows behind each number.
import { element } from './elements.js';
import { grid } from './stewardship.js';
import { fill, shown } from './upload_words.js';

const KINDS = { new: 'good', changed: 'info', gone: 'bad' };

/** A table of effects as `/stewardship/…/effects` gives them; `words` are those of the family `effect`. */
export function effectTable(effects, words) {
  return grid({
    label: words.change, numeric: [2, 3],
    head: [words.indicator, words.period, words.before, words.after, words.change, words.rows],
    rows: effects.map(effect => [effect.name, effect.period_words, withUnit(effect.before, effect.unit),
      element('span', { class: 'zs-now' }, withUnit(effect.after, effect.unit)), effect.change, behind(effect, words)]),
  });
}

const withUnit = (value, unit) => (unit && value !== '—' ? `${value} ${unit}` : value);

/** The rows of a number, folded: there may be many. */
function behind({ rows, row_count: number }, words) {
  if (!number) return '—';
  const more = number - rows.length;
  return element('details', { class: 'zs-fold' }, element('summary', {}, fill(words.row_count, { count: number })),
    element('ul', { class: 'zs-lines' }, ...rows.map(row => element('li', {},
      element('span', { class: `zs-tag zs-${KINDS[row.kind]}` }, words[row.kind]), ' ', shown(row.summary))),
    more > 0 && element('li', {}, fill(words.more, { count: more }))));
}
