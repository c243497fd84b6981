// --- the time line --------------------------------------------------------------------------------------------------

const SHAPES = {
  report: 'M0,-6 L6,5 L-6,5 Z', leave: 'M0,6 L6,-5 L-6,-5 Z', 'age-out': 'M-5,-6 L5,-6 L-5,6 L5,6 Z', query: 'M0,-6 L6,0 L0,6 L-6,0 Z',
  ring: 'M-5,0 a5,5 0 1,0 10,0 a5,5 0 1,0 -10,0', trouble: 'M-5,-5 L5,5 M5,-5 L-5,5', relief: 'M-5,0 L-1,5 L6,-5',
  silence: 'M-2.5,-5 V5 M2.5,-5 V5', other: 'M-4,-4 h8 v8 h-8 Z'};
const WORDS = {
  report: 'IGMP report', leave: 'leave', 'age-out': 'membership aged out', query: 'query', ring: 'ring state', trouble: 'loss',
  relief: 'caught up', silence: 'silent, or speaks again', other: 'other'};
// Which sign stands for several that lie too near to one another: the one that matters most.
const WEIGHT = ['other', 'silence', 'query', 'report', 'ring', 'relief', 'leave', 'age-out', 'trouble'];

const line = {from: 0, to: charts.span, marks: [], on: -1};

function clock(seconds, digits) {
  const origin = BigInt(charts.originNanos) / 1000n;
  const micros = origin + BigInt(Math.round(seconds * 1e6));
  const iso = new Date(Number(micros / 1000n)).toISOString();
  return iso.slice(11, 19) + (digits ? '.' + String(micros % 1000000n).padStart(6, '0').slice(0, digits) : '');
}

function tickStep(span, most) {
  const steps = [1e-6, 1e-5, 1e-4, 1e-3, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400];
  return steps.find(step => span / step <= most) || 86400 * Math.ceil(span / most / 86400);
}

function drawLine() {
  const place = line.place, width = line.width, left = width >= 720 ? 158 : 12, right = width - 12;
  const x = t => left + (t - line.from) / (line.to - line.from) * (right - left);
  const narrow = left < 100;
  const root = svg('svg', {width, 'aria-hidden': 'true'});
  const defs = svg('defs', {}, root);
  const hatch = svg('pattern', {id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'}, defs);
  svg('line', {x1: 0, y1: 0, x2: 0, y2: 7, class: 'hatch'}, hatch);
  const clip = svg('clipPath', {id: 'window'}, defs);
  const inside = svg('rect', {x: left - 8, y: 0, width: Math.max(1, right - left + 16), height: 9999}, clip);
  let y = 30;
  line.marks = [];
  const grid = svg('g', {}, root);
  for (const lane of charts.lanes) {
    const height = lane.kind === 'host' ? (narrow ? 112 : 94) : (narrow ? 56 : 50);
    svg('line', {x1: 0, x2: width, y1: y, y2: y, class: 'tl-lane'}, root);
    label(root, 14, y + 20, cut(lane.name, narrow ? 40 : 17), 'tl-name', 'start');
    if (!narrow) label(root, 14, y + 37, cut(lane.address, 22), 't-soft', 'start');
    const content = svg('g', {'clip-path': 'url(#window)'}, root);
    drawLane(content, lane, y + (narrow ? 26 : 8), x, left, right);
    y += height;
  }
  axis(grid, x, left, right, y);
  root.setAttribute('height', y);
  inside.setAttribute('height', y);
  place.replaceChildren(root);
  line.marks.sort((one, other) => one.t - other.t);
  line.readout.textContent = clock(line.from, 3) + ' – ' + clock(line.to, 3);
}

function axis(grid, x, left, right, height) {
  const step = tickStep(line.to - line.from, Math.max(2, (right - left) / 92));
  const digits = step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step)));
  const origin = Number(BigInt(charts.originNanos) / 1000n % 86400000000n) / 1e6;
  for (let t = Math.ceil((line.from + origin) / step) * step - origin; t <= line.to; t += step) {
    const at = x(t);
    svg('line', {x1: at, x2: at, y1: 24, y2: height, class: 'tl-grid'}, grid);
    if (at > left + 24 && at < right - 24) label(grid, at, 18, clock(t, digits), 't-soft');
  }
}

function drawLane(g, lane, y, x, left, right) {
  const host = lane.kind === 'host';
  const seen = item => item.to >= line.from && item.from <= line.to;
  if (host) {
    bars(g, lane, y + 78, x);
    for (const band of lane.bands.filter(seen)) drawBand(g, band, y, x, left, right);
    for (const quiet of lane.quiet.filter(seen)) {
      const node = svg('rect', {x: x(quiet.from), y, width: Math.max(2, x(quiet.to) - x(quiet.from)), height: 18, fill: 'url(#hatch)'}, g);
      about(node, [{time: quiet.from, text: lane.name + ' is silent until ' + clock(quiet.to, 3)}]);
    }
    for (const deaf of lane.deaf.filter(seen)) {
      const node = svg('rect', {x: x(deaf.from), y: y + 20, width: Math.max(3, x(deaf.to) - x(deaf.from)), height: 4, rx: 2, class: 'tl-deaf'}, g);
      about(node, [{time: deaf.from, text: lane.name + ' ' + deaf.text + ' until ' + clock(deaf.to, 3)}]);
    }
    lane.members.filter(seen).forEach(member => {
      const top = y + 28;
      svg('line', {x1: x(member.from), x2: Math.max(x(member.from) + 2, x(member.reported)), y1: top, y2: top, class: 'tl-member'}, g);
      if (member.end !== 'left') svg('line', {x1: x(member.reported), x2: x(member.to), y1: top, y2: top, class: 'tl-member aging'}, g);
    });
  }
  drawMarks(g, lane, y + (host ? 40 : 14), x);
}

function drawBand(g, band, y, x, left, right) {
  const from = Math.max(x(band.from), left - 4), to = Math.min(x(band.to), right + 4);
  const node = svg('rect', {x: from, y: y + .5, width: Math.max(1.5, to - from), height: 17, rx: 4, class: 'band-' + band.state}, g);
  about(node, [{time: band.from, text: band.text + ', until ' + clock(band.to, 3)}]);
  const names = {operational: 'operational', alone: 'ring of its own', gather: 'gather', commit: 'commit', recovery: 'recovery'};
  const ring = /ring ([^(]+) \(|own, (.+)$/.exec(band.text);
  const long = names[band.state] + (ring ? ' · ' + (ring[1] || ring[2]) : '');
  const text = [long, names[band.state]].find(one => one.length * 6.3 + 14 < to - from);
  if (text) label(g, from + 8, y + 13, text, 't-soft', 'start').setAttribute('pointer-events', 'none');
}

function bars(g, lane, base, x) {
  const bin = charts.span / charts.bins, wide = x(bin) - x(0);
  const high = n => 18 * Math.log1p(n) / Math.log1p(line.most);
  for (const [list, kind] of [[lane.sent, 'tl-sent'], [lane.lost, 'tl-lost']]) {
    let path = '';
    list.forEach((n, i) => {
      if (n > 0 && (i + 1) * bin >= line.from && i * bin <= line.to) {
        const h = Math.max(1.5, high(n)), w = Math.max(1, wide - (wide > 4 ? 1 : 0)) * (kind === 'tl-lost' && wide > 6 ? .5 : 1);
        path += `M${x(i * bin).toFixed(1)},${base}v${-h.toFixed(1)}h${w.toFixed(1)}v${h.toFixed(1)}Z`;
      }
    });
    if (path) svg('path', {d: path, class: kind}, g);
  }
}

function drawMarks(g, lane, y, x) {
  const items = lane.marks.concat(lane.bins).filter(mark => mark.t >= line.from && mark.t <= line.to).sort((a, b) => a.t - b.t);
  let group = null;
  const done = () => { if (group) drawMark(g, group, y); };
  for (const item of items) {
    const at = x(item.t);
    if (!group || at - group.x > 13) {
      done();
      group = {x: at, t: item.t, items: [], count: 0, shape: item.shape, lane};
    }
    group.items.push(item);
    group.count += item.count || 1;
    if (WEIGHT.indexOf(item.shape) > WEIGHT.indexOf(group.shape)) group.shape = item.shape;
  }
  done();
}

function drawMark(g, group, y) {
  const node = svg('g', {class: 'mark s-' + group.shape, transform: `translate(${group.x.toFixed(1)},${y})`}, g);
  svg('circle', {r: 11, class: 'halo'}, node);
  svg('path', {d: SHAPES[group.shape] || SHAPES.other}, node);
  if (group.count > 1) label(node, 0, 17, spaced(group.count), 't-many');
  const said = group.items.slice(0, 6).map(item => ({
    time: item.t,
    text: item.count ? `${spaced(item.count)} × ${WORDS[item.shape]}` : item.text,
    frame: item.frame, file: item.file, capture: item.capture}));
  if (group.items.length > 6) said.push({text: `… and ${group.items.length - 6} more: zoom in`});
  about(node, said);
  line.marks.push({t: group.t, node, said});
}

function about(node, said) {
  node.addEventListener('pointerenter', event => showTip(said, event.clientX, event.clientY));
  node.addEventListener('pointerleave', hideTip);
}

function showTip(said, clientX, clientY) {
  const tip = document.getElementById('tip');
  tip.replaceChildren();
  for (const one of said) {
    const row = html('div', {}, tip);
    if (one.time !== undefined) html('b', {text: clock(one.time, 6) + ' '}, row);
    row.append(one.text);
    if (one.frame) html('small', {text: `frame ${one.frame} of ${one.file}` + (one.file.includes(one.capture) ? '' : ` (${one.capture})`)}, row);
  }
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(6, Math.min(innerWidth - box.width - 6, clientX + 14)) + 'px';
  tip.style.top = (clientY + 18 + box.height > innerHeight ? Math.max(6, clientY - box.height - 14) : clientY + 18) + 'px';
}

function hideTip() {
  document.getElementById('tip').hidden = true;
  for (const mark of line.marks) mark.node.classList.remove('is-on');
}

let asked = 0;
function redraw() {
  if (!asked) asked = requestAnimationFrame(() => { asked = 0; drawLine(); });
}

function zoom(factor, around) {
  const least = Math.min(charts.span, 1e-4);
  const span = Math.min(charts.span, Math.max(least, (line.to - line.from) * factor));
  const share = (around - line.from) / (line.to - line.from);
  line.from = Math.min(Math.max(0, around - span * share), charts.span - span);
  line.to = line.from + span;
  hideTip();
  redraw();
}

function pan(share) {
  const span = line.to - line.from;
  line.from = Math.min(Math.max(0, line.from + share * span), charts.span - span);
  line.to = line.from + span;
  hideTip();
  redraw();
}

function step(by) {
  if (line.marks.length === 0) return;
  line.on = Math.min(line.marks.length - 1, Math.max(0, line.on + by));
  const mark = line.marks[line.on];
  hideTip();
  mark.node.classList.add('is-on');
  const box = mark.node.getBoundingClientRect();
  showTip(mark.said, box.left, box.bottom);
  document.getElementById('said').textContent =
    mark.said.map(one => (one.time === undefined ? '' : clock(one.time, 3) + ' ') + one.text + (one.frame ? `, frame ${one.frame} of ${one.file}` : '')).join('; ');
}

const middle = () => (line.from + line.to) / 2;
const ACTIONS = {
  '+': () => zoom(1 / 1.6, middle()), '=': () => zoom(1 / 1.6, middle()), '-': () => zoom(1.6, middle()), '0': () => zoom(1e9, middle()),
  ArrowLeft: () => pan(-.2), ArrowRight: () => pan(.2), n: () => step(1), p: () => step(-1), Escape: hideTip};

function setUpLine(place) {
  const tools = html('div', {class: 'tools-line', role: 'toolbar', 'aria-label': 'time line'}, place);
  const button = (text, name, key) => {
    const node = html('button', {type: 'button', text, 'aria-label': name, title: name}, tools);
    node.addEventListener('click', ACTIONS[key]);
  };
  button('−', 'zoom out', '-');
  button('+', 'zoom in', '+');
  button('‹', 'earlier', 'ArrowLeft');
  button('›', 'later', 'ArrowRight');
  button('All', 'the whole time', '0');
  line.readout = html('span', {class: 'window'}, tools);
  line.place = html('div', {class: 'chart', tabindex: '0', role: 'group', id: 'lanes'}, place);
  line.place.setAttribute('aria-label', `time line of ${charts.lanes.length} lanes; plus and minus zoom, arrow keys move, n and p go from event to event`);
  line.place.addEventListener('keydown', event => {
    if (ACTIONS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      ACTIONS[event.key]();
      event.preventDefault();
    }
  });
  pointers(line.place);
  legend(place);
  html('p', {class: 'keys', text: 'Click the picture, then: wheel or + − to zoom, drag or ← → to move, n and p from event to event, 0 for all.'
    + ' Ctrl and wheel zooms at once.'}, place);
  if (charts.moreLanes) html('p', {class: 'remark', text: charts.moreLanes + ' more hosts are in the JSON report.'}, place);
}

function pointers(place) {
  const timeAt = event => {
    const box = place.getBoundingClientRect(), left = line.width >= 720 ? 158 : 12;
    const share = (event.clientX - box.left - left) / (line.width - 12 - left);
    return line.from + Math.min(1, Math.max(0, share)) * (line.to - line.from);
  };
  place.addEventListener('wheel', event => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== place) return;
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(event.deltaX / line.width);
    else zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 240))), timeAt(event));
  }, {passive: false});
  let last = null;
  place.addEventListener('pointerdown', event => { last = event.clientX; });
  addEventListener('pointerup', () => { last = null; });
  place.addEventListener('pointermove', event => {
    if (last === null || event.buttons === 0) return;
    pan((last - event.clientX) / (line.width - (line.width >= 720 ? 170 : 24)));
    last = event.clientX;
  });
  place.addEventListener('dblclick', event => zoom(1 / 2.5, timeAt(event)));
}

function legend(place) {
  const list = html('div', {class: 'legend', 'aria-hidden': 'true'}, place);
  const used = new Set(charts.lanes.flatMap(lane => lane.marks.concat(lane.bins).map(mark => mark.shape)));
  const entry = (draw, text) => {
    const item = html('span', {}, list);
    draw(svg('svg', {width: 22, height: 16, viewBox: '-11 -8 22 16'}, item));
    item.append(text);
  };
  for (const shape of Object.keys(SHAPES)) {
    if (used.has(shape)) entry(s => svg('path', {d: SHAPES[shape]}, svg('g', {class: 'mark s-' + shape}, s)), WORDS[shape]);
  }
  const some = key => charts.lanes.some(lane => lane[key].some(item => typeof item === 'object' || item > 0));
  if (some('quiet')) entry(s => svg('rect', {x: -10, y: -6, width: 20, height: 12, fill: 'url(#hatch)'}, s), 'silent');
  if (some('deaf')) entry(s => svg('rect', {x: -10, y: -2, width: 20, height: 4, rx: 2, class: 'tl-deaf'}, s), 'does not hear another');
  if (some('members')) entry(s => svg('line', {x1: -10, x2: 10, y1: 0, y2: 0, class: 'tl-member'}, s), 'member of the group (dashed: since its last report)');
  if (some('sent')) entry(s => svg('path', {d: 'M-8,7v-6h5v6Z M-2,7v-12h5v12Z M4,7v-8h5v8Z', class: 'tl-sent'}, s), 'multicasts sent');
  if (some('lost')) entry(s => svg('path', {d: 'M-8,7v-6h5v6Z M-2,7v-12h5v12Z M4,7v-8h5v8Z', class: 'tl-lost'}, s), 'of these, lost');
}

// --- start ----------------------------------------------------------------------------------------------------------

function drawAll(width) {
  drawPaths(document.querySelector('[data-picture="paths"]'), width);
  drawTrends(width);
  line.width = width - 2;
  drawLine();
}

setUpTools();
line.most = Math.max(1, ...charts.lanes.flatMap(lane => lane.sent.concat(lane.lost)));
setUpLine(document.querySelector('[data-picture="timeline"]'));
const widthNow = () => Math.max(260, document.querySelector('[data-picture="timeline"]').clientWidth);
let drawn = widthNow();
drawAll(drawn);
addEventListener('resize', () => { if (widthNow() !== drawn) { drawn = widthNow(); drawAll(drawn); } });
addEventListener('beforeprint', () => drawAll(688));
addEventListener('afterprint', () => drawAll(widthNow()));
document.documentElement.dataset.drawn = 'yes';
