// A chart that stays: Plotly.react moves its marks to new values instead of building it again.
import { turn } from './elements.js';

const BUNDLE = './plotly-4.1.1-b6cf1fb0f0.js';
let loading;
/** The library, fetched when the first chart needs it. */
export const plotly = () => (loading ??= import(BUNDLE).then(module => module.default));

const known = new WeakMap();

/** Draws `figure` into `place` and reports clicks on marks that carry picks: `onPick({dimension: value})`. */
export function draw(place, figure, locale, onPick) {
  const state = known.get(place) ?? known.set(place, { queue: Promise.resolve() }).get(place);
  Object.assign(state, { figure, onPick });
  // One at a time and the newest only: a call into an unfinished first drawing leaves old axes for good.
  // All charts whose figures have come are drawn in one turn, so that the browser paints them once.
  state.queue = state.queue.then(turn).then(() => react(place, state, figure, locale)).catch(error => {
    if (place.isConnected) console.error(error);
  });
  return state.queue;
}

/** Frees what Plotly holds when the place has left the page; a place that was only drawn anew is kept. */
export function release(place) {
  const state = known.get(place);
  setTimeout(async () => {
    if (!state || place.isConnected) return;
    state.observer?.disconnect();
    (await plotly()).purge(place);
  });
}

/** The chart as it is, as an image of its own: title above, source below, a background. */
export async function picture(place, format, { title, subtitle, source }) {
  const library = await plotly(), { figure } = known.get(place), { layout } = figure;
  const ground = getComputedStyle(place).getPropertyValue('--st-background-color').trim() || '#fff';
  const { l = 0, r = 0, t = 0, b = 0 } = layout.margin ?? {}, size = layout.font?.size ?? 13;
  const line = (text, more) => ({ xref: 'paper', x: 0, xanchor: 'left', yref: 'paper', showarrow: false, borderpad: 0,
    xshift: -l, text: plain(text), ...more });
  const muted = layout.annotations?.find(note => note.font?.color)?.font.color;
  return library.toImage({
    data: figure.data,
    layout: {
      ...layout, autosize: false, width: place.clientWidth + 32, height: place.clientHeight + 116, paper_bgcolor: ground,
      margin: { l: l + 16, r: r + 16, t: t + 68, b: b + 48 },
      annotations: [...(layout.annotations ?? []),
        line(title, { y: 1, yanchor: 'bottom', yshift: t + 30, font: { size: size + 3, weight: 700 } }),
        line(subtitle, { y: 1, yanchor: 'bottom', yshift: t + 8, font: { size, color: muted } }),
        line(source, { y: 0, yanchor: 'top', yshift: -b - 14, font: { size, color: muted } })],
    },
  }, { format, scale: 2, width: place.clientWidth + 32, height: place.clientHeight + 116 });
}

/** Text made safe for Plotly, which reads tags, entities and formulas. */
const plain = text => text.replace(/[&<>$]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', $: '&#36;' })[sign]);

async function react(place, state, figure, locale) {
  const library = await plotly();
  if (state.figure !== figure || !place.isConnected) return;
  const layout = { ...figure.layout, autosize: true, uirevision: 1 };
  // The frame has the height, not the figure.
  delete layout.height;
  await library.react(place, figure.data, layout, { ...figure.config, locale, responsive: false });
  if (state.observer) return;
  state.observer = new ResizeObserver(() => place.isConnected && place._fullLayout && library.Plots.resize(place));
  state.observer.observe(place);
  place.on('plotly_click', event => {
    const pick = event.points[0] && pickOf(event.points[0]);
    if (pick && typeof pick === 'object' && !Array.isArray(pick)) state.onPick(pick);
  });
}

/** What a mark stands for; a cell of rows and columns that stand for something, for both. */
function pickOf({ customdata, data: { meta }, pointNumber }) {
  if (!meta) return customdata;
  const row = meta.rows[pointNumber[0]], column = meta.columns[pointNumber[1]];
  return row && column && { ...row, ...column };
}
