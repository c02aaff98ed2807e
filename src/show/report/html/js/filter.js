// ---- Which cases are shown ------------------------------------------------------------------------------------------

// What a case can be picked by, and the values that it has.
const PICKS = [
  { key: 'api', one: 'API', all: 'All APIs', of: (row) => [row.a] },
  { key: 'file', one: 'File', all: 'All files', of: (row) => [row.f] },
  { key: 'tag', one: 'Tag', all: 'All tags', of: (row) => row.t },
  { key: 'operation', one: 'Operation', all: 'All operations', of: (row) => row.x.filter((one) => one[6]).map((one) => one[0]).filter(Boolean) },
  { key: 'code', one: 'Code', all: 'All codes', of: (row) => row.g.map((one) => one[0]) },
  { key: 'owner', one: 'Owner', all: 'All owners', of: (row) => (row.o ? [row.o] : []) },
];
const filter = { text: '', verdicts: new Set(), cause: '', covers: null, order: 'verdict' };
for (const { key } of PICKS) filter[key] = '';

// The cases that pass it, in their order.
let shown = [];

const isFiltered = () => Boolean(filter.text.trim() || filter.verdicts.size || filter.cause || filter.covers || PICKS.some(({ key }) => filter[key]));

function fits(row, words, isAnyVerdict) {
  if (!isAnyVerdict && filter.verdicts.size && !filter.verdicts.has(row.v)) return false;
  for (const { key, of } of PICKS) if (filter[key] && !of(row).includes(filter[key])) return false;
  if (filter.cause && !row.g.some((one) => one[3] === filter.cause)) return false;
  if (filter.covers && !filter.covers.isOne(row)) return false;
  if (words.length) {
    const text = hay(row);
    for (const word of words) if (!text.includes(word)) return false;
  }
  return true;
}

const ORDERS = {
  verdict: (a, b) => a.rank - b.rank || byId(a, b),
  slow: (a, b) => b.e - a.e || byId(a, b),
  time: (a, b) => a.s - b.s || byId(a, b),
  id: (a, b) => byId(a, b),
};
const byId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.nth - b.nth);
let ordered = null;

// Rows in an order: sorting a hundred thousand of them again for every letter of a search would be felt.
function inOrder() {
  if (!ordered || ordered.order !== filter.order) ordered = { order: filter.order, rows: [...rows].sort(ORDERS[filter.order]) };
  return ordered.rows;
}

function sift() {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const numbers = {};
  shown = [];
  for (const row of inOrder()) {
    if (!fits(row, words, true)) continue;
    numbers[row.v] = (numbers[row.v] || 0) + 1;
    if (!filter.verdicts.size || filter.verdicts.has(row.v)) shown.push(row);
  }
  return numbers;
}

function refilter() {
  const numbers = sift();
  paintVerdicts(numbers);
  paintPicks();
  paintTokens();
  const of = shown.length === rows.length ? count(rows.length, 'case') : `${group(shown.length)} of ${count(rows.length, 'case')}`;
  $('shown').textContent = of;
  if (!shown.includes(cursor)) cursor = null;
  repaintList();
}

// Filters are changed by hand: what was scrolled to is no more.
function changed() {
  refilter();
  scrollList(0);
  keepAddress();
  if (document.body.dataset.view === 'timing') paintTiming();
}

function paintVerdicts(numbers) {
  const had = document.activeElement?.dataset?.verdict;
  const all = {};
  for (const row of rows) all[row.v] = true;
  const chips = ORDER.filter((name) => all[name]).map((name) => {
    const toggle = () => {
      if (!filter.verdicts.delete(name)) filter.verdicts.add(name);
      changed();
    };
    const number = numbers[name] || 0;
    const isOn = filter.verdicts.has(name);
    return make(
      'button',
      { type: 'button', class: `chip ${name}`, 'data-verdict': name, 'aria-pressed': String(isOn), title: VERDICTS[name].words, onclick: toggle },
      shape(name), make('span', { class: 'number' }, group(number)), ' ', VERDICTS[name].many,
    );
  });
  $('verdicts').replaceChildren(...chips);
  if (had) chips.find((chip) => chip.dataset.verdict === had)?.focus();
}

// Each choice tells how many cases have it.
function fillPicks() {
  const selects = [];
  for (const { key, one, all, of } of PICKS) {
    const numbers = new Map();
    for (const row of rows) for (const value of unique(of(row))) numbers.set(value, (numbers.get(value) || 0) + 1);
    if (numbers.size < 2 && !(key === 'code' && numbers.size)) continue;
    const values = [...numbers.keys()].sort();
    const options = values.slice(0, 2000).map((value) => make('option', { value }, `${brief(value, 90)} (${group(numbers.get(value))})`));
    const select = make('select', { 'aria-label': one, id: `pick-${key}` }, make('option', { value: '' }, all), ...options);
    select.addEventListener('change', () => {
      filter[key] = select.value;
      changed();
    });
    selects.push(select);
  }
  $('picks').replaceChildren(...selects);
  $('picks').hidden = !selects.length;
}

function paintPicks() {
  for (const { key } of PICKS) {
    const select = $(`pick-${key}`);
    if (!select) continue;
    select.value = filter[key];
    select.classList.toggle('on', Boolean(filter[key]));
  }
  if ($('text').value !== filter.text) $('text').value = filter.text;
  $('order').value = filter.order;
}

// What is picked elsewhere on the page stands here, with a way to take it back.
function paintTokens() {
  const tokens = [];
  const token = (words, clear) => tokens.push(make('button', { type: 'button', class: 'token', title: `Show others, too: ${words}`, onclick: () => { clear(); changed(); } }, make('span', {}, brief(words, 200)), make('span', { 'aria-hidden': 'true' }, ' \u00d7')));
  if (filter.cause) token(filter.cause, () => { filter.cause = ''; });
  if (filter.covers) token(filter.covers.words, () => { filter.covers = null; });
  $('clear').hidden = !isFiltered();
  $('tokens').replaceChildren(...tokens);
  $('tokens').hidden = !tokens.length;
}

function clearFilter() {
  Object.assign(filter, { text: '', cause: '', covers: null });
  filter.verdicts.clear();
  for (const { key } of PICKS) filter[key] = '';
}

// Shows the cases that something else on the page is about.
function showOnly(part) {
  clearFilter();
  Object.assign(filter, part);
  showView('cases');
  close();
  changed();
  say(`${$('shown').textContent}.`);
}

// ---- The address ----------------------------------------------------------------------------------------------------

// What is looked at can be handed on: it stands behind the `#`.
function address() {
  const parts = new URLSearchParams();
  const view = document.body.dataset.view;
  if (view !== 'cases') parts.set('view', view);
  if (opened) {
    parts.set('case', opened.id);
    if (opened.nth) parts.set('nth', opened.nth);
  }
  if (filter.text.trim()) parts.set('q', filter.text.trim());
  for (const verdict of filter.verdicts) parts.append('verdict', verdict);
  for (const { key } of PICKS) if (filter[key]) parts.set(key, filter[key]);
  if (filter.cause) parts.set('cause', filter.cause);
  if (filter.order !== 'verdict') parts.set('order', filter.order);
  const text = parts.toString();
  return text ? `#${text}` : '';
}

function keepAddress(isStep) {
  const next = address();
  if (next === location.hash) return;
  // An empty fragment would leave the name of the file only, which not every browser takes for the same page.
  history[isStep ? 'pushState' : 'replaceState'](null, '', next || '#');
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  clearFilter();
  filter.text = parts.get('q') || '';
  for (const verdict of parts.getAll('verdict')) if (VERDICTS[verdict]) filter.verdicts.add(verdict);
  for (const { key } of PICKS) filter[key] = parts.get(key) || '';
  filter.cause = parts.get('cause') || '';
  filter.order = ORDERS[parts.get('order')] ? parts.get('order') : 'verdict';
  refilter();
  showView(['timing', 'coverage'].includes(parts.get('view')) ? parts.get('view') : 'cases', { isKept: false });
  const id = parts.get('case');
  const nth = Number(parts.get('nth') || 0);
  const row = id && (rows.find((one) => one.id === id && one.nth === nth) || rows.find((one) => one.id === id));
  if (row) openCase(row, { isStep: false });
  else close({ isStep: false });
  if (id && !row) tell(`There is no case ${id} in this report.`);
}

