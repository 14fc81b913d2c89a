// Evaluated in a page by `readiness.py`: its letters that no font has here, which are drawn as squares.
(() => {
  const fonts = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement, letters = walk.currentNode.data.match(/\p{L}/gu);
    if (!letters || !holder.getClientRects().length) continue;
    const { fontStyle, fontWeight, fontFamily } = getComputedStyle(holder), font = `${fontStyle} ${fontWeight} 16px ${fontFamily}`;
    if (!fonts.has(font)) fonts.set(font, new Set());
    for (const letter of letters) fonts.get(font).add(letter);
  }
  const pen = new OffscreenCanvas(24, 24).getContext('2d', { willReadFrequently: true });
  const drawn = letter => {
    pen.clearRect(0, 0, 24, 24);
    pen.fillText(letter, 2, 18);
    return pen.getImageData(0, 0, 24, 24).data.join();
  };
  const missing = new Set();
  for (const [font, letters] of fonts) {
    pen.font = font;
    // For private use: what is drawn for it is drawn for each letter that is nowhere.
    const square = drawn('\u{10FFFD}');
    for (const letter of letters) if (drawn(letter) === square) missing.add(letter);
  }
  return [...missing].join('');
})()
