// Evaluated in the page by `readiness.py`: is it completely drawn, and what exactly stands on it.
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const box = e => { const r = e.getBoundingClientRect(); return [r.left + scrollX, r.top + scrollY, r.width, r.height]; };
  // A chart redraws itself a moment after its frame has another size.
  const fits = chart => {
    const drawn = chart.querySelector('.main-svg');
    return drawn && Math.abs(drawn.clientWidth - chart.clientWidth) < 2 && Math.abs(drawn.clientHeight - chart.clientHeight) < 2;
  };
  const ready = () => {
    const app = all('[data-testid="stApp"]')[0];
    if (all('[data-testid="stException"],[data-testid="stAlertContentError"]').length) return 'failed';
    return !!app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
      && !all('[data-testid="stSkeleton"],[data-testid="stSpinner"],[data-stale="true"]').length
      && all('.st-key-page-ready').length === 1
      && all('[class*="st-key-panel-"],.st-key-cards').every(e => e.querySelector('[data-drawn]'))
      && all('.zs-chart').every(fits) && document.fonts.status === 'loaded' && 'ready';
  };
  // Drawn, and the same as when this was last asked: some marks are moved to their places in half a second.
  const still = () => {
    const now = all('.zs-chart .main-svg').map(drawn => drawn.innerHTML).join('');
    const isSame = now === window.zsDrawnBefore;
    window.zsDrawnBefore = now;
    return isSame && ready();
  };
  // Marks with a size: what a reader sees of the data, whatever the library says that it drew.
  const marks = chart => all('.point path,.point rect,path.js-line,.hm image,.sankey-link,.sankey-node rect,.slice path,.annotation-text,.scatterlayer path', chart)
    .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 || r.height > 0; }).length;
  const seen = () => ({
    cards: all('.zs-card').map(card => ({ indicator: card.dataset.indicator, text: card.querySelector('.zs-figure').innerText, box: box(card) })),
    panels: all('.zs-panel').map(frame => {
      const chart = frame.querySelector('.zs-chart .main-svg') && frame.querySelector('.zs-chart');
      return { key: frame.id, stamp: frame.dataset.drawn, box: box(frame),
        value: (frame.querySelector('.zs-value b') || { textContent: '' }).textContent,
        text: frame.innerText, rows: all('tbody tr', frame).map(row => row.textContent), marks: chart ? marks(chart) : 0, hasChart: !!chart,
        drawn: chart ? JSON.stringify(chart.data.map(({ x, y, z, values, labels, node, link, text, base }) => ({ x, y, z, values, labels, node, link, text, base }))) : '' };
    }),
    definitions: all('.zs-paper dt').map(name => [name.firstChild.textContent, name.querySelector('span').textContent, name.nextElementSibling.textContent]),
    heading: (document.querySelector('h1') || { innerText: '' }).innerText,
    text: document.body.innerText, language: document.documentElement.lang,
    height: Math.max(...all('[data-testid="stMainBlockContainer"]').map(e => e.scrollHeight)),
  });
  return { ready, still, seen };
})()
