// What all components share: elements whose text is only ever text, the data as Python packed them, the style sheet.

const SVG = 'http://www.w3.org/2000/svg';
const last = new WeakMap();

/** The data as an object, or null when they are those of the last call: Streamlit calls at every run of the page. */
export function received(host, data) {
  const text = new TextDecoder().decode(data);
  if (last.get(host) === text) return null;
  last.set(host, text);
  return JSON.parse(text);
}

function put(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  // Strings become text nodes: nothing that stands in a workbook is ever read as HTML.
  node.append(...children.flat().filter(child => child || child === 0));
  return node;
}

/** An element: attributes (`onclick: f` listens; null, undefined and false are left out), then children, text as text. */
export const element = (tag, attributes = {}, ...children) => put(document.createElement(tag), attributes, children);

/** Says in which language something is. Only where it was another: all that is inside would be styled anew. */
export function speak(node, language) {
  if (node.lang !== language) node.lang = language;
}

/** The same in SVG. */
export const drawing = (tag, attributes = {}, ...children) =>
  put(document.createElementNS(SVG, tag), attributes, children);

const ICONS = {
  definition: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M8 7.2v4M8 4.8v.2',
  table: 'M2 3h12v10H2zM2 6.4h12M2 9.7h12M6.5 3v10',
  rows: 'M5.5 4H14M5.5 8H14M5.5 12H14M2 4h.6M2 8h.6M2 12h.6',
  download: 'M8 2v7.5M4.8 6.5L8 9.7l3.2-3.2M2.5 13h11',
  link: 'M6.7 9.3l2.6-2.6M7.2 4.8l1.5-1.5a2.8 2.8 0 0 1 4 4l-1.5 1.5M8.8 11.2l-1.5 1.5a2.8 2.8 0 0 1-4-4l1.5-1.5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
};

/** A quiet button with a picture, whose label is read aloud and shown at the mouse. */
export const tool = (icon, label, onclick) =>
  element('button', { type: 'button', class: 'zs-tool', 'data-tool': icon, 'aria-label': label, title: label, onclick },
    drawing('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, drawing('path', { d: ICONS[icon] })));

let next;
/** Resolves when what the browser has to do now is done, for all who wait at once; no frame is waited for. */
export const turn = () => (next ??= new Promise(done => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    next = null;
    port1.close();
    done();
  };
  port2.postMessage(null);
}));

/** Resolves when the style sheet is in place, so that nothing is seen without it. */
export const styled = new Promise(done => {
  const href = new URL('./style.css', import.meta.url).href;
  const sheet = document.head.querySelector('link[data-zs]') ?? element('link', { rel: 'stylesheet', href, 'data-zs': true });
  if (sheet.sheet) return done();
  // A page without its looks is better than no page.
  for (const heard of ['load', 'error']) sheet.addEventListener(heard, done);
  if (!sheet.isConnected) document.head.append(sheet);
});
