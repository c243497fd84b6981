// --- rates, losses and token rotation over time ---------------------------------------------------------------------

function micros(value) {
  const short = number => number < 100 ? String(Math.round(number * 10) / 10) : spaced(Math.round(number));
  return value < 1e3 ? short(value) + ' µs' : value < 1e6 ? short(value / 1e3) + ' ms' : short(value / 1e6) + ' s';
}

const total = row => row.reduce((sum, n) => sum + n, 0);

// A rate in words: messages in one slot, made messages a second.
function rate(n) {
  const perSecond = n / charts.rates.width;
  return (perSecond < 100 ? String(Math.round(perSecond * 10) / 10) : spaced(Math.round(perSecond))) + ' a second';
}

// Ticks of time below a picture that covers from .. to between left and right.
function timeTicks(root, from, to, left, right, top, bottom) {
  const step = tickStep(to - from, Math.max(2, (right - left) / 92));
  const digits = step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step)));
  const origin = Number(BigInt(charts.originNanos) / 1000n % 86400000000n) / 1e6;
  for (let t = Math.ceil((from + origin) / step) * step - origin; t <= to; t += step) {
    const x = left + (t - from) / (to - from) * (right - left);
    svg('line', {x1: x, x2: x, y1: top, y2: bottom, class: 'tl-grid'}, root);
    if (x > left + 22 && x < right - 22) label(root, x, bottom + 15, clock(t, digits), 't-soft');
  }
}

// Tells about the slot under the pointer, in a picture that covers from .. to between left and right.
function hoverTimes(root, left, right, from, to, slotAt, said) {
  root.addEventListener('pointermove', event => {
    const box = root.getBoundingClientRect();
    const x = (event.clientX - box.left) * root.viewBox.baseVal.width / box.width;
    const rows = x >= left && x < right ? said(slotAt(from + (x - left) / (right - left) * (to - from))) : null;
    if (rows) showTip(rows, event.clientX, event.clientY);
    else hideTip();
  });
  root.addEventListener('pointerleave', hideTip);
}

function barPath(row, left, right, base, high, most) {
  const wide = (right - left) / row.length, gap = wide > 4 ? 1 : 0;
  return row.map((n, i) => n > 0
    ? `M${(left + i * wide).toFixed(1)},${base}v${-Math.max(1.5, high * n / most).toFixed(1)}h${Math.max(.8, wide - gap).toFixed(1)}V${base}Z` : '').join('');
}

function drawRate(sender, width, most, parent) {
  const card = html('div', {class: 'way'}, parent);
  const head = html('h3', {text: sender.name}, card);
  html('small', {text: `${spaced(total(sender.sent))} sent, at most ${rate(Math.max(...sender.sent))} · ${sender.group}`}, head);
  const left = 54, right = width - 8, base = 74, rates = charts.rates, to = rates.from + rates.slots * rates.width;
  const bottom = base + sender.lost.length * 38 + 4;
  const root = svg('svg', {viewBox: `0 0 ${width} ${bottom + 22}`, role: 'img'}, card);
  const lost = sender.lost.map(one => `${total(one.lost)} lost on the way to ${one.to}`).join(', ') || 'nothing known to be lost';
  root.setAttribute('aria-label', `multicasts of ${sender.name} over time: ${total(sender.sent)} sent, ${lost}`);
  timeTicks(root, rates.from, to, left, right, 12, bottom);
  svg('line', {x1: left, x2: right, y1: base, y2: base, class: 'tl-lane'}, root);
  svg('line', {x1: left, x2: right, y1: 16, y2: 16, class: 'tl-grid'}, root);
  label(root, left - 6, 20, rate(most).replace(' a second', '/s'), 't-soft', 'end');
  label(root, left - 6, base + 4, '0', 't-soft', 'end');
  svg('path', {d: barPath(sender.sent, left, right, base, base - 16, most), class: 'tl-sent'}, root);
  sender.lost.forEach((one, i) => {
    const y = base + (i + 1) * 38;
    const words = `✕ ${spaced(total(one.lost))} lost on the way to ${one.to}`, most = `, at most ${spaced(Math.max(...one.lost))} in a slot`;
    const room = Math.floor((right - left) / 6.6);
    label(root, left, y - 22, cut(words, room) + (words.length + most.length < room ? most : ''), 't-loss', 'start');
    svg('path', {d: barPath(one.lost, left, right, y, 17, Math.max(...one.lost)), class: 'tl-lost'}, root);
    svg('line', {x1: left, x2: right, y1: y, y2: y, class: 'tl-lane'}, root);
  });
  hoverTimes(root, left, right, rates.from, to, t => Math.min(rates.slots - 1, Math.floor((t - rates.from) / rates.width)), i => [
    {time: rates.from + i * rates.width, text: `${spaced(sender.sent[i])} sent (${rate(sender.sent[i])})`},
    ...sender.lost.map(one => ({text: `${spaced(one.lost[i])} lost on the way to ${one.to}`}))]);
}

function drawRates(width) {
  const place = document.querySelector('[data-picture="rates"]');
  if (!place) return;
  place.replaceChildren();
  const most = Math.max(1, ...charts.rates.senders.map(sender => Math.max(...sender.sent)));
  charts.rates.senders.forEach(sender => drawRate(sender, width, most, place));
  if (charts.rates.more) html('p', {class: 'remark', text: charts.rates.more + ' more senders are in the JSON report.'}, place);
}

// Powers of ten, and 2 and 5 times these where there is room, inside a stretch of a logarithmic scale.
function logTicks(low, high) {
  const all = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high) + 1; power++) {
    for (const n of high / low > 300 ? [1] : high / low > 12 ? [1, 3] : [1, 2, 5]) all.push(n * 10 ** power);
  }
  return all.filter(n => n >= low && n <= high);
}

function drawRotation(ring, width, parent) {
  const rotation = ring.rotation, spread = rotation.distribution, times = rotation.overTime;
  const card = html('div', {class: 'way'}, parent);
  const head = html('h3', {text: 'ring ' + ring.name}, card);
  html('small', {text: `median ${micros(rotation.medianMicros)}, 95 % within ${micros(rotation.highMicros)}, longest `
    + `${micros(rotation.highestMicros)} · ${spaced(rotation.count)} rotations seen at ${rotation.capture}`}, head);
  const left = 54, split = Math.round(width * (width < 600 ? .66 : .76)), right = width - 8, top = 12, bottom = 150;
  const low = Math.max(1, rotation.lowestMicros) * .85, high = Math.max(rotation.highestMicros, low * 2) * 1.2;
  const y = value => bottom - (Math.log(Math.max(low, value)) - Math.log(low)) / (Math.log(high) - Math.log(low)) * (bottom - top);
  const root = svg('svg', {viewBox: `0 0 ${width} ${bottom + 22}`, role: 'img'}, card);
  root.setAttribute('aria-label', `time a token takes round ring ${ring.name}: median ${micros(rotation.medianMicros)}, `
    + `95 % within ${micros(rotation.highMicros)}, longest ${micros(rotation.highestMicros)}`);
  timeTicks(root, 0, charts.span, left, split - 14, top, bottom);
  for (const tick of logTicks(low, high)) {
    svg('line', {x1: left, x2: right, y1: y(tick), y2: y(tick), class: 'tl-grid'}, root);
    label(root, left - 6, y(tick) + 4, micros(tick), 't-soft', 'end');
  }
  svg('line', {x1: left, x2: split - 14, y1: bottom, y2: bottom, class: 'tl-lane'}, root);
  svg('line', {x1: split, x2: split, y1: top, y2: bottom, class: 'tl-lane'}, root);
  const slot = times.widthMillis / 1e3, scale = (split - 14 - left) / charts.span;
  let mean = '', longest = '';
  times.count.forEach((n, i) => {
    if (!n) return;
    const x = left + Math.min(charts.span, ring.from + (i + .5) * slot) * scale, m = y(times.meanMicros[i]), h = y(times.highestMicros[i]);
    mean += `M${(x - 2).toFixed(1)},${m.toFixed(1)}a2,2 0 1,0 4,0a2,2 0 1,0 -4,0`;
    longest += `M${x.toFixed(1)},${m.toFixed(1)}V${h.toFixed(1)}m-2.5,0h5`;
  });
  svg('path', {d: longest, class: 'tr-longest'}, root);
  svg('path', {d: mean, class: 'tr-mean'}, root);
  const bands = Array(Math.ceil((bottom - top) / 4)).fill(0);
  spread.count.forEach((n, i) => {
    const at = y(Math.sqrt(Math.max(1, spread.fromMicros[i]) * Math.max(1, spread.toMicros[i])));
    bands[Math.min(bands.length - 1, Math.max(0, Math.floor((bottom - at) / 4)))] += n;
  });
  const most = Math.max(1, ...bands);
  const bars = bands.map((n, i) => n === 0 ? ''
    : `M${split},${bottom - 4 * i}h${Math.max(1.5, (right - split) * n / most).toFixed(1)}v-3.2H${split}Z`).join('');
  svg('path', {d: bars, class: 'tl-sent'}, root);
  label(root, (split + right) / 2, bottom + 15, 'how often', 't-soft');
  hoverTimes(root, left, split - 14, 0, charts.span, t => Math.floor((t - ring.from) / slot), i => times.count[i] ? [
    {time: ring.from + i * slot, text: `${spaced(times.count[i])} rotations, mean ${micros(times.meanMicros[i])}, longest ${micros(times.highestMicros[i])}`}]
    : null);
}

function drawRotations(width) {
  const place = document.querySelector('[data-picture="rotation"]');
  if (!place) return;
  place.replaceChildren();
  charts.rotations.forEach(ring => drawRotation(ring, width, place));
  html('p', {class: 'keys', text: 'Dot: mean of a slot. Line up from it: the longest.'}, place);
  if (charts.moreRotations) html('p', {class: 'remark', text: charts.moreRotations + ' more rings are in the JSON report.'}, place);
}

function drawTrends(width) {
  drawRates(width);
  drawRotations(width);
}
