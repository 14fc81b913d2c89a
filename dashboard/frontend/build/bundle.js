// Makes ../plotly-<version>-<hash>.js out of plotly.js (this folder) and writes its name into ../chart.js.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const read = file => readFileSync(new URL(file, import.meta.url), 'utf8');
const { version } = JSON.parse(read('./node_modules/plotly.js/package.json'));
const licence = `/* plotly.js ${version}, Copyright Plotly, Inc., MIT licence: see plotly-LICENSE.txt */\n`;
const made = await build({
  entryPoints: ['plotly.js'], bundle: true, minify: true, format: 'esm', target: 'es2020', charset: 'utf8', write: false,
  // What Plotly expects of its own build: node's names as a browser has them, and no style sheets of map libraries.
  define: { global: 'window', 'define.amd': 'false', 'process.env.NODE_DEBUG': 'false' },
  alias: { stream: 'stream-browserify' }, loader: { '.css': 'empty' }, legalComments: 'none', logLevel: 'info',
});
const text = licence + made.outputFiles[0].text;
const name = `plotly-${version}-${createHash('sha256').update(text).digest('hex').slice(0, 10)}.js`;
const folder = new URL('..', import.meta.url);
for (const old of readdirSync(folder)) if (/^plotly-[\d.]+-\w+\.js$/.test(old)) rmSync(new URL(old, folder));
writeFileSync(new URL(name, folder), text);
writeFileSync(new URL('plotly-LICENSE.txt', folder), read('./node_modules/plotly.js/LICENSE'));
const chart = new URL('chart.js', folder);
writeFileSync(chart, readFileSync(chart, 'utf8').replace(/plotly-[\d.]+-\w+\.js/, name));
