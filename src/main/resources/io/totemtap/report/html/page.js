'use strict';
// Everything is drawn from the block "charts". Text only ever enters the page as text.
const charts = JSON.parse(document.getElementById('charts').textContent);
const SVG = 'http://www.w3.org/2000/svg';

function svg(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (parent) parent.appendChild(node);
  return node;
}

function html(name, attributes, parent) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') node.textContent = value;
    else node.setAttribute(key, value);
  }
  if (parent) parent.appendChild(node);
  return node;
}

function label(parent, x, y, text, kind, anchor) {
  const node = svg('text', {x, y, class: kind, 'text-anchor': anchor || 'middle'}, parent);
  node.textContent = text;
  return node;
}

const spaced = number => String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
const cut = (text, most) => text.length > most ? text.slice(0, most - 1) + '…' : text;

// --- colours, saving, copying ---------------------------------------------------------------------------------------

function setUpTools() {
  const theme = document.getElementById('theme');
  const order = ['', 'dark', 'light'];
  const words = {'': 'follow the system', dark: 'dark', light: 'light'};
  const signs = {'': '◐', dark: '●', light: '○'};
  let at = 0;
  theme.hidden = false;
  theme.addEventListener('click', () => {
    at = (at + 1) % order.length;
    if (order[at]) document.documentElement.dataset.theme = order[at];
    else delete document.documentElement.dataset.theme;
    theme.textContent = signs[order[at]];
    theme.setAttribute('aria-label', 'colours: ' + words[order[at]]);
  });
  const save = document.getElementById('save');
  save.hidden = false;
  save.addEventListener('click', () => {
    const tree = JSON.parse(document.getElementById('report').textContent);
    const url = URL.createObjectURL(new Blob([JSON.stringify(tree, null, 2) + '\n'], {type: 'application/json'}));
    html('a', {href: url, download: 'totemtap.json'}).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  for (const code of document.querySelectorAll('code.copy')) {
    const button = html('button', {type: 'button', text: 'Copy'}, code.parentNode);
    button.setAttribute('aria-label', 'copy this display filter');
    button.addEventListener('click', () => {
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      const done = navigator.clipboard ? navigator.clipboard.writeText(code.textContent) : Promise.reject();
      done.catch(() => document.execCommand('copy')).then(() => { button.textContent = 'Copied'; });
    });
  }
}

// --- the path -------------------------------------------------------------------------------------------------------

// Points on the way: daemon, the five spots of checkpoints (the third one is inside the network), daemon.
const SPOT_AT = [1, 2, 2.5, 3, 4];
const LEGS = [
  {place: 'sender', from: 0, to: 1, text: 'host'}, {place: 'sender-nic', from: 1, to: 2, text: 'NIC, cable'},
  {place: 'switch', from: 2, to: 3, text: 'switch'}, {place: 'receiver-nic', from: 3, to: 4, text: 'cable, NIC'},
  {place: 'receiver-host', from: 4, to: 5, text: 'host'}];

function outcome(path) {
  if (path.sent === undefined) return 'arrival not captured';
  if (path.lost === 0) return spaced(path.sent) + ' of ' + spaced(path.sent) + ' arrived';
  const percent = 100 * path.lost / path.sent;
  return spaced(path.sent - path.lost) + ' of ' + spaced(path.sent) + ' arrived, '
    + (percent < 10 || percent > 90 && percent < 100 ? percent.toFixed(1) : percent.toFixed(0)) + ' % lost';
}

function legStates(path) {
  return LEGS.map(leg => {
    const state = charts.suspects[leg.place];
    const gap = path.gap;
    if (gap) {
      const from = SPOT_AT[gap.fromSpot], to = SPOT_AT[gap.toSpot];
      if (leg.from >= from && leg.to <= to || leg.from < to && leg.to > from) return 'lost';
      return counted(path, leg) ? 'passed' : '';
    }
    if (path.concerned && state === 'named') return 'lost';
    if (path.concerned && state === 'standing') return 'doubt';
    return counted(path, leg) && (path.lost === 0 || path.concerned) ? 'passed' : '';
  });
}

// Whether checkpoints on both sides of a leg, at any distance, saw messages pass.
function counted(path, leg) {
  const at = path.checkpoints.filter(point => point.seen > 0).map(point => SPOT_AT[point.spot]);
  return at.some(x => x <= leg.from) && at.some(x => x >= leg.to);
}

function drawPath(path, width, parent) {
  const card = html('div', {class: 'way'}, parent);
  const head = html('h3', {text: path.from + ' → ' + path.to}, card);
  const words = html('small', {text: outcome(path) + ' · ' + path.group}, head);
  const upright = width < 640;
  const step = upright ? 62 : (width - 150) / 5;
  // A checkpoint inside the network needs room beside the line for its own words and for what is lost.
  const wider = upright && path.checkpoints.some(point => point.spot === 2) ? 50 : 0;
  const at = i => upright ? [112, 34 + step * i + wider * Math.min(1, Math.max(0, i - 2))] : [75 + step * i, 74];
  const root = svg('svg', {viewBox: `0 0 ${width} ${upright ? 34 + step * 5 + wider + 34 : 138}`, role: 'img'}, card);
  const sum = path.gap ? `${path.gap.lost} of ${path.gap.sent} lost between ${path.gap.from} and ${path.gap.to}` : outcome(path);
  root.setAttribute('aria-label', `from ${path.from} to ${path.to}: ${sum}`);
  const states = legStates(path);
  boxes(root, path, at, upright, width, states);
  LEGS.forEach((leg, i) => {
    const [x1, y1] = at(leg.from), [x2, y2] = at(leg.to);
    svg('line', {x1, y1, x2, y2, class: 'leg ' + states[i]}, root);
    const named = path.concerned && charts.suspects[leg.place] === 'named' ? ' is-named'
      : path.concerned && charts.suspects[leg.place] === 'standing' ? ' is-standing' : '';
    if (upright) label(root, x1 - 26, (y1 + y2) / 2 + 4, leg.text, 't-place' + named, 'end');
    else label(root, (x1 + x2) / 2, 116, leg.text, 't-place' + named);
  });
  for (const i of [0, 5]) {
    const [x, y] = at(i);
    svg('rect', {x: x - 6, y: y - 6, width: 12, height: 12, rx: 3, class: 'end'}, root);
    if (upright) label(root, x + 30, y + 4, (i ? path.to : path.from) + ' daemon', '', 'start');
    else label(root, x, 50, 'daemon', 't-soft');
  }
  points(root, path, at, upright);
  if (!lossSign(root, path, at, states, upright) && path.gap) {
    words.append(` · ✕ ${spaced(path.gap.lost)} of ${spaced(path.gap.sent)} between ${path.gap.from} and ${path.gap.to}`);
  }
}

function boxes(root, path, at, upright, width, states) {
  const box = (from, to, text, named) => {
    const [x1, y1] = at(from), [x2, y2] = at(to);
    const c = 'box' + (named ? ' is-named' : '');
    if (upright) svg('rect', {x: x1 - 19, y: y1 - 18, width: 38, height: y2 - y1 + 36, rx: 10, class: c}, root);
    else svg('rect', {x: x1 - 40, y: 30, width: x2 - x1 + 80, height: 68, rx: 12, class: c}, root);
    if (!upright && text) label(root, (x1 + x2) / 2, 20, text, '');
  };
  box(0, 1, cut(path.from, 26), states[0] === 'lost' && !path.gap);
  box(2, 3, '', states[2] === 'lost' && states[1] !== 'lost' && states[3] !== 'lost');
  box(4, 5, cut(path.to, 26), states[4] === 'lost' && !path.gap);
}

function points(root, path, at, upright) {
  for (let spot = 0; spot < 5; spot++) {
    const here = path.checkpoints.filter(point => point.spot === spot);
    if (spot === 2 && here.length === 0) continue;
    const [x, y] = at(SPOT_AT[spot]);
    svg('circle', {cx: x, cy: y, r: here.length ? 7 : 4.5, class: here.length ? 'point counted' : 'point'}, root);
    if (here.length === 0) continue;
    const point = here.reduce((one, other) => other.seen > one.seen ? other : one);
    if (upright) {
      label(root, x + 30, y + 4, spaced(point.seen), 't-count', 'start');
      label(root, x + 30 + 9 * spaced(point.seen).length + 8, y + 4, 'at ' + cut(point.capture, 22), 't-soft', 'start');
    } else {
      label(root, x, 55, spaced(point.seen), 't-count');
      label(root, x, 134, cut(point.capture, 18), 't-soft');
    }
  }
}

// Returns whether there was room to say how many were lost.
function lossSign(root, path, at, states, upright) {
  let from = -1, to = -1, text = '', kind = '';
  if (path.gap) {
    from = SPOT_AT[path.gap.fromSpot];
    to = SPOT_AT[path.gap.toSpot];
    text = `✕ ${spaced(path.gap.lost)} of ${spaced(path.gap.sent)} lost`;
  } else {
    const lost = states.indexOf('lost');
    if (lost >= 0) {
      from = LEGS[lost].from;
      to = LEGS[lost].to;
      text = '✕ lost here';
    } else if (states.includes('doubt')) {
      from = LEGS[states.indexOf('doubt')].from;
      to = LEGS[states.lastIndexOf('doubt')].to;
      text = '? not excluded';
      kind = ' doubt';
    }
  }
  if (from < 0) return true;
  const [x1, y1] = at(from), [x2, y2] = at(to);
  const room = upright ? 9999 : Math.abs(x2 - x1) - 18;
  const shorter = [text, path.gap ? `✕ ${spaced(path.gap.lost)} lost` : text, text.slice(0, 1)];
  text = shorter.find(one => one.length * 7.1 + 20 < room) || text.slice(0, 1);
  const w = text.length * 7.1 + 20;
  const x = upright ? x1 + 30 + w / 2 : (x1 + x2) / 2, y = (y1 + y2) / 2;
  svg('rect', {x: x - w / 2, y: y - 12, width: w, height: 24, rx: 12, class: 'pill' + kind}, root);
  label(root, x, y + 4.5, text, 't-pill');
  return text.length > 1;
}

function drawPaths(place, width) {
  place.textContent = '';
  place.classList.add('ways');
  if (charts.paths.length === 0) {
    html('p', {class: 'remark', text: 'No capture stands on the way of a multicast between two hosts.'}, place);
    return;
  }
  const wrong = charts.paths.filter(path => path.concerned || path.lost > 0);
  const right = charts.paths.filter(path => !wrong.includes(path));
  const first = wrong.length ? wrong : right.splice(0, 2);
  first.forEach(path => drawPath(path, width, place));
  if (right.length) {
    const more = html('details', {}, place);
    const what = wrong.length ? ' without loss' : ' more';
    html('summary', {text: right.length + (right.length === 1 ? ' direction' : ' directions') + what}, more);
    right.forEach(path => drawPath(path, width, more));
  }
  if (charts.morePaths) html('p', {class: 'remark', text: charts.morePaths + ' more directions are in the JSON report.'}, place);
}
