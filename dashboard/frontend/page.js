// A page: its parts one below the other, in columns or in one line, each drawn by a module of its own.
import { element } from './elements.js';

const pages = new WeakMap();

export default ({ data, parentElement, setTriggerValue }) => {
  const page = pages.get(parentElement) ?? made(parentElement);
  page.send = setTriggerValue;
  const { style, nodes, parts } = unpacked(data);
  if (page.style.textContent !== style) page.style.textContent = style;
  for (const key of [...page.hosts.keys()]) if (!parts.has(key)) remove(page, key);
  arrange(page, page.root, nodes, '');
  for (const part of parts.values()) draw(page, part);
  // Called when the page is left, and may be when it is only drawn anew.
  return () => setTimeout(() => page.root.isConnected || [...page.hosts.keys()].forEach(key => remove(page, key)));
};

function made(parent) {
  const page = { hosts: new Map(), boxes: new Map(), style: element('style'), root: element('div', { class: 'zs-page' }) };
  pages.set(parent, page);
  parent.append(page.style, page.root);
  return page;
}

/** What Python packed: the length of the head, the head, then the data of each part, which only its module reads. */
function unpacked(data) {
  const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
  const parts = new Map();
  let begin = 4 + size;
  const read = node => {
    if (node.boxes) return node.boxes.flat().forEach(read);
    parts.set(node.key, { ...node, data: bytes.subarray(begin, begin + node.size) });
    begin += node.size;
  };
  head.nodes.forEach(read);
  return { ...head, parts };
}

/** Puts nodes into a box in their order; what stands there already is not taken out, since charts would be laid out anew. */
function arrange(page, box, nodes, path) {
  const children = nodes.map((node, number) => (node.boxes ? boxes(page, node, `${path}/${number}`) : host(page, node)));
  for (const child of [...box.childNodes]) if (!children.includes(child)) child.remove();
  children.forEach((child, number) => child !== box.childNodes[number] && box.insertBefore(child, box.childNodes[number] ?? null));
}

function boxes(page, { widths, boxes: inner }, path) {
  const kind = widths.length ? 'zs-boxes' : 'zs-row';
  const known = page.boxes.get(path);
  const outer = known?.className === kind ? known : element('div', { class: kind });
  page.boxes.set(path, outer);
  if (!widths.length) {
    arrange(page, outer, inner[0], path);
    return outer;
  }
  outer.style.setProperty('--widths', widths.map(width => `minmax(0,${width}fr)`).join(' '));
  while (outer.children.length > inner.length) outer.lastChild.remove();
  inner.forEach((nodes, number) => {
    const box = outer.children[number] ?? outer.appendChild(element('div', { class: 'zs-box' }));
    arrange(page, box, nodes, `${path}/${number}`);
  });
  return outer;
}

function host(page, { name, key }) {
  const known = page.hosts.get(key);
  if (known?.name === name) return known.place;
  if (known) remove(page, key);
  const place = element('div', { class: `zs-host st-key-${key}` });
  page.hosts.set(key, { name, place });
  return place;
}

function remove(page, key) {
  const { place, release } = page.hosts.get(key);
  page.hosts.delete(key);
  place.remove();
  release?.then(end => end?.());
}

const modules = new Map();

/** Has the part's module draw its newest data. One that fails says so in the console, and the others are drawn. */
function draw(page, { name, key, data }) {
  const host = page.hosts.get(key);
  host.data = data;
  const module = modules.get(name);
  if (module) return run(page, key, host, module);
  if (host.isWaiting) return;
  host.isWaiting = true;
  import(`./${name}.js`).then(found => {
    modules.set(name, found.default);
    host.isWaiting = false;
    if (page.hosts.get(key) === host) run(page, key, host, found.default);
  });
}

function run(page, key, host, module) {
  const setTriggerValue = (event, value) => page.send('sent', { key, event, value });
  host.release = Promise.resolve(module({ data: host.data, parentElement: host.place, setTriggerValue }));
}
