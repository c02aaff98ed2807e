// ---- Timing ---------------------------------------------------------------------------------------------------------

// Columns of the chart, and cases of which each has a bar of its own.
const COLUMNS = 160;
const MANY_BARS = 600;
let timingOrder = { by: 'p95', isDown: true };

function paintTiming() {
  const place = $('timing-view');
  if (document.body.dataset.view !== 'timing') return;
  const own = shown.filter((row) => row.v !== 'skipped');
  const note = isFiltered() ? make('p', { class: 'note-line' }, `Of the ${count(shown.length, 'case')} that pass the filter. `, make('button', { type: 'button', class: 'link', onclick: () => { clearFilter(); changed(); } }, 'Show all')) : null;
  if (!own.length) return place.replaceChildren(...[note, make('p', { class: 'nothing' }, 'Nothing was sent, so nothing took time.')].filter(Boolean));
  place.replaceChildren(...[note, runCard(own), operationsCard(own), slowCard(own)].filter(Boolean));
}

const kindOf = (row) => (row.v === 'failed' ? 'failed' : row.v === 'passed' || row.v === 'fixed' ? 'passed' : 'flaky');

// The whole run: how many cases were under way at each moment, and, of few cases, each of them.
function runCard(own) {
  const whole = Math.max(1, own.reduce((most, row) => Math.max(most, row.s + row.e), 0));
  const counts = { passed: new Float64Array(COLUMNS), flaky: new Float64Array(COLUMNS), failed: new Float64Array(COLUMNS) };
  const step = whole / COLUMNS;
  for (const row of own) {
    const kind = counts[kindOf(row)];
    const [first, last] = [Math.min(COLUMNS - 1, Math.floor(row.s / step)), Math.min(COLUMNS - 1, Math.floor((row.s + row.e) / step))];
    for (let column = first; column <= last; column += 1) {
      const part = Math.min(row.s + row.e, (column + 1) * step) - Math.max(row.s, column * step);
      kind[column] += Math.max(part, step / 1000) / step;
    }
  }
  const tallest = Math.max(1e-9, ...counts.passed.map((number, column) => number + counts.flaky[column] + counts.failed[column]));
  const chart = draw('svg', { viewBox: `0 0 ${COLUMNS} 100`, preserveAspectRatio: 'none', class: 'chart', role: 'img', 'aria-label': `Cases under way over ${duration(whole)}; at most about ${Math.max(1, Math.round(tallest))} at once` });
  for (let column = 0; column < COLUMNS; column += 1) {
    let bottom = 100;
    for (const kind of ['failed', 'flaky', 'passed']) {
      const height = (counts[kind][column] / tallest) * 100;
      if (height <= 0) continue;
      const seenHeight = kind === 'failed' ? Math.max(height, 3) : height;
      bottom -= seenHeight;
      chart.append(draw('rect', { x: column, y: bottom, width: 0.86, height: seenHeight, class: kind }));
    }
  }
  const axis = make('div', { class: 'axis', 'aria-hidden': 'true' }, ...[0, 0.25, 0.5, 0.75, 1].map((part) => make('span', {}, part ? duration(Math.round(whole * part)) : '0')));
  const parts = [
    make('div', { class: 'card-head' }, make('h2', {}, 'The whole run'), make('span', { class: 'dim' }, `${count(own.length, 'case')} in ${duration(whole)}, at most about ${Math.max(1, Math.round(tallest))} at once`)),
    make('div', { class: 'chart-box' }, chart, axis),
  ];
  if (own.length <= MANY_BARS) parts.push(lanes(own, whole));
  else parts.push(make('p', { class: 'note-line' }, `Of up to ${MANY_BARS} cases, each has a bar of its own: filter the cases to see them.`));
  if (head.runs.length > 1) parts.push(make('p', { class: 'note-line' }, 'Each record counts from its own beginning.'));
  return make('section', { class: 'card' }, ...parts);
}

// Cases beneath each other that were under way at the same time.
function lanes(own, whole) {
  const free = [];
  const found = [];
  for (const row of [...own].sort(ORDERS.time)) {
    let lane = free.findIndex((until) => until <= row.s);
    if (lane < 0) lane = free.length;
    free[lane] = row.s + row.e;
    (found[lane] ||= []).push(row);
  }
  const box = make('div', { class: 'lanes', role: 'group', 'aria-label': 'Cases over time' });
  found.slice(0, 64).forEach((cases) => {
    const lane = make('div', { class: 'lane' });
    for (const row of cases) {
      const words = `${row.n}, ${NAMES[row.v] || row.v}, ${duration(row.e)}`;
      const bar = make('button', { type: 'button', class: `bar ${kindOf(row)}`, tabindex: -1, 'aria-label': brief(words, 300), title: brief(words, 300), onclick: () => {
        showView('cases');
        openCase(row);
      } });
      bar.style.left = `${(row.s / whole) * 100}%`;
      bar.style.width = `${Math.max(0.12, (row.e / whole) * 100)}%`;
      lane.append(bar);
    }
    box.append(lane);
  });
  return box;
}

// The value below which so large a part of them lies, by the nearest rank.
const quantile = (sorted, part) => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];

function operations(own) {
  const found = new Map();
  for (const row of own) {
    for (const [operation, method, , , , took] of row.x) {
      const name = operation || `${method} (not documented)`;
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(took);
    }
  }
  return [...found].map(([name, times]) => {
    times.sort((a, b) => a - b);
    const total = times.reduce((sum, time) => sum + time, 0);
    return { name, calls: times.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95), max: times.at(-1), total };
  });
}

const TIMES = [['calls', 'Calls'], ['p50', 'p50'], ['p95', 'p95'], ['max', 'Max'], ['total', 'Total']];

function operationsCard(own) {
  const all = operations(own);
  if (!all.length) return null;
  const { by, isDown } = timingOrder;
  all.sort((a, b) => (by === 'name' ? (a.name < b.name ? -1 : 1) : a[by] - b[by]) * (isDown ? -1 : 1) || (a.name < b.name ? -1 : 1));
  const longest = Math.max(...all.map((one) => one.max), 1);
  const title = (key, words) => {
    const button = make('button', { type: 'button', class: 'sort', onclick: () => {
      timingOrder = { by: key, isDown: timingOrder.by === key ? !timingOrder.isDown : key !== 'name' };
      paintTiming();
      $('timing-view').querySelector(`[data-sort="${key}"] button`)?.focus();
    } }, words, by === key && make('span', { 'aria-hidden': 'true' }, isDown ? ' \u2193' : ' \u2191'));
    return make('th', { scope: 'col', 'data-sort': key, class: key === 'name' ? '' : 'number', 'aria-sort': by === key ? (isDown ? 'descending' : 'ascending') : 'none' }, button);
  };
  const line = (one) => {
    const range = make('span', { class: 'range', 'aria-hidden': 'true' });
    for (const [kind, from, to] of [['to-max', one.p95, one.max], ['to-p95', one.p50, one.p95], ['to-p50', 0, one.p50]]) {
      const bar = make('span', { class: kind });
      bar.style.left = `${(from / longest) * 100}%`;
      bar.style.width = `${Math.max(0, ((to - from) / longest) * 100)}%`;
      range.append(bar);
    }
    const known = PICKS.some(({ key }) => key === 'operation') && !one.name.endsWith('(not documented)');
    const name = known ? make('button', { type: 'button', class: 'link', title: 'Show its cases', onclick: () => showOnly({ operation: one.name }) }, seen(one.name)) : seen(one.name);
    return make('tr', {}, make('th', { scope: 'row' }, name), ...TIMES.map(([key]) => make('td', { class: 'number' }, key === 'calls' ? group(one.calls) : duration(one[key]))), make('td', { class: 'range-cell' }, range));
  };
  const table = make('table', { class: 'table' }, make('thead', {}, make('tr', {}, title('name', 'Operation'), ...TIMES.map(([key, words]) => title(key, words)), make('th', { class: 'range-cell' }, make('span', { class: 'hidden' }, 'Range')))), make('tbody', {}, ...all.slice(0, 1000).map(line)));
  return make('section', { class: 'card' }, make('div', { class: 'card-head' }, make('h2', {}, 'Operations'), make('span', { class: 'dim' }, 'per exchange, cleanup and logins among them')), make('div', { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': 'Operations' }, table));
}

function slowCard(own) {
  const slow = [...own].sort(ORDERS.slow).slice(0, 12);
  const items = slow.map((row) => make('li', {}, make('button', { type: 'button', class: `cause ${row.v}`, onclick: () => {
    showView('cases');
    openCase(row);
  } }, make('span', { class: 'many' }, duration(row.e)), make('span', { class: 'cause-words' }, brief(row.n, 200), make('span', { class: 'dim' }, ` ${seen(row.f)}`)))));
  return make('section', { class: 'card' }, make('div', { class: 'card-head' }, make('h2', {}, 'Slowest cases')), make('ol', { class: 'causes slow' }, ...items));
}

