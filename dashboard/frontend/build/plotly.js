// What of Plotly the charts in dashboard/charts draw with; the core brings scatter along.
import core from 'plotly.js/lib/core';
import bar from 'plotly.js/lib/bar';
import heatmap from 'plotly.js/lib/heatmap';
import sankey from 'plotly.js/lib/sankey';
import chinese from 'plotly.js/lib/locales/zh-cn';

core.register([bar, heatmap, sankey, chinese]);
export default core;
