// Evaluated in an empty page by `paper.py`: builds what is printed around the pages. Text goes in as text, never as HTML.
(() => {
  const make = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const begin = (language, css) => {
    document.documentElement.lang = language;
    document.head.replaceChildren(make('meta', { charset: 'utf-8' }), make('style', {}, css));
  };
  const cover = ({ language, css, title, subtitle, facts, sentences }) => {
    begin(language, css);
    document.body.replaceChildren(make('main', { class: 'cover' },
      make('h1', {}, title), make('p', { class: 'subtitle' }, subtitle),
      make('ol', {}, ...sentences.map(({ text, basis }) => make('li', {}, text, make('span', {}, basis)))),
      make('dl', {}, ...facts.flatMap(([name, said]) => [make('dt', {}, name), make('dd', {}, said)]))));
  };
  const definitions = ({ language, css, title, definitions: all }) => {
    begin(language, css);
    document.body.replaceChildren(make('main', { class: 'definitions' }, make('h1', {}, title),
      make('dl', {}, ...all.map(([name, version, words]) => make('div', {}, make('dt', {}, name, make('span', {}, version)), make('dd', {}, words))))));
  };
  const footers = ({ language, css, lines }) => {
    begin(language, css);
    document.body.replaceChildren(...lines.map(([left, right]) =>
      make('section', { class: 'foot' }, make('p', {}, make('span', {}, left), make('span', {}, right)))));
  };
  return { cover, definitions, footers };
})()
