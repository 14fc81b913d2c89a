// Where workbooks are dropped, and each one's way to the server by a request of its own.
import { element } from './elements.js';
import { button, say } from './stewardship.js';
import { count, fill, shown, size } from './upload_words.js';

const AT_ONCE = 2;

export function drop(state, at) {
  const { words, files, summary } = state;
  const canAdd = !summary || summary.may.change;
  at.show([state.view.language, state.draft, canAdd, state.wrong.get('drop'), files.map(({ name, status, sent, message }) => [name, status, sent, message])], () => [
    area(state), state.wrong.get('drop') && say('bad', state.wrong.get('drop')),
    ...files.map(file => row(state, file)),
    files.length > 0 && files.every(file => file.status === 'refused') && button(words.clear_refused, () => { state.files = []; state.draw(); }, 'plain'),
  ]);
  return words;
}

function area(state) {
  const { words, draft } = state;
  const field = element('input', { type: 'file', multiple: true, hidden: true, onchange: () => { add(state, [...field.files]); field.value = ''; } });
  const over = is => event => { event.preventDefault(); node.classList.toggle('zs-over', is); };
  const node = element('div', { class: `zs-drop${draft ? ' zs-upload-small' : ''}`, ondragenter: over(true), ondragover: over(true), ondragleave: over(false),
    ondrop: event => { over(false)(event); add(state, [...event.dataTransfer.files]); },
    onclick: event => event.target === node && field.click() },
  element('strong', {}, draft ? words.drop_more : words.drop), button(words.choose, () => field.click(), draft ? '' : 'main', { 'data-key': 'choose' }),
  element('span', { class: 'zs-subtitle' }, fill(words.drop_note, { most: size(state.view.most_bytes) })), field);
  return node;
}

function row(state, file) {
  const { words } = state, { status } = file;
  const remove = () => { state.files = state.files.filter(one => one !== file); state.draw(); };
  return element('div', { class: 'zs-box zs-upload-file' }, element('div', { class: 'zs-row' },
    element('strong', {}, shown(file.name)), element('span', { class: 'zs-subtitle' }, size(file.size)),
    element('span', { class: 'zs-tag', role: 'status' }, status === 'sending' ? fill(words.sending, { percent: Math.floor(100 * file.sent) }) : words[`file_${status}`]),
    status === 'refused' && button(words.again, () => { file.status = 'waiting'; file.message = ''; state.draw(); return next(state); }),
    status === 'refused' && button(words.remove, remove, 'plain')),
  status === 'sending' && element('div', { class: 'zs-bar' }, element('i', { style: `width:${Math.floor(100 * file.sent)}%` })),
  file.message && say('bad', file.message));
}

/** Files that somebody dropped go up at once; into a new draft when the one that is shown cannot take them. */
async function add(state, dropped) {
  if (!dropped.length) return;
  state.wrong.delete('drop');
  state.said = null;
  state.files = [...state.files.filter(file => file.status !== 'refused'), ...dropped.map(file => ({ file, name: file.name, size: file.size, status: 'waiting', sent: 0 }))];
  state.draw();
  if (!state.draft || !state.summary?.may.change) {
    try {
      state.draft = (await state.ask('POST', 'drafts')).id;
      state.summary = null;
    } catch (error) {
      state.files = [];
      state.wrong.set('drop', error.message);
      return state.draw();
    }
  }
  await next(state);
}

async function next(state) {
  const going = state.files.filter(file => file.status === 'sending').length;
  const waiting = state.files.filter(file => file.status === 'waiting').slice(0, AT_ONCE - going);
  await Promise.all(waiting.map(file => send(state, file)));
}

async function send(state, file) {
  Object.assign(file, { status: 'sending', sent: 0 });
  state.draw();
  const message = file.size > state.view.most_bytes ? fill(state.words.too_large, { most: count(state.view.most_bytes / 1e6) }) : await put(state, file);
  if (message) Object.assign(file, { status: 'refused', message });
  else state.files = state.files.filter(one => one !== file);
  await state.refresh();
  await next(state);
}

/** The bytes to the server; resolves to a sentence when they were not taken. */
const put = (state, file) => new Promise(done => {
  const request = new XMLHttpRequest(), { words, view } = state;
  request.open('PUT', `/stewardship/drafts/${state.draft}/workbooks?${new URLSearchParams({ name: file.name, language: view.language })}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.onprogress = event => {
    const sent = event.lengthComputable ? event.loaded / event.total : 0;
    if (Math.floor(100 * sent) === Math.floor(100 * file.sent)) return;
    file.sent = sent;
    state.draw();
  };
  request.onload = () => done(request.status < 300 ? '' : messageOf(request.responseText) ?? words.lost);
  request.onerror = request.onabort = () => done(words.lost);
  request.send(file.file);
});

function messageOf(text) {
  try { return JSON.parse(text).message; } catch { return undefined; }
}
