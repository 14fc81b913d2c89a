// Evaluated in a printed page by `shoot.py`: which panels stand beside each other on paper that lies across.
() => {
  // Bodies that are as high as this on the screen, in pixels, need a page of their own, and those that say much earlier;
  // names side by side above a chart need its whole width, and their height.
  const HIGH = 400, LESS_HIGH = 330, MANY = 14, SIDE_BY_SIDE = 20;
  const needs = ({ view }) => {
    const names = view.figure?.data[0].type === 'heatmap' ? view.figure.data[0].x.length : 0;
    return view.height > HIGH || (view.height > LESS_HIGH && view.table.rows.length > MANY) || names > SIDE_BY_SIDE;
  };
  let first = null;
  for (const panel of document.querySelectorAll('.zs-panel')) {
    const isHigh = needs(panel);
    const isWhole = isHigh || panel.matches('.zs-listing') || !panel.closest('.zs-box');
    panel.classList.toggle('zs-high', isHigh);
    panel.classList.remove('zs-half', 'zs-second');
    if (isWhole) { first = null; continue; }
    if (first) {
      first.classList.add('zs-half');
      panel.classList.add('zs-half', 'zs-second');
    }
    first = first ? null : panel;
  }
}
