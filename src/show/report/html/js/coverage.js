// ---- Coverage -------------------------------------------------------------------------------------------------------

const STATES = {
  asserted: { path: VERDICTS.passed.path, words: 'A check that a case asks for has judged it.' },
  conformed: { path: 'M6 2.2a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 1 1 0-7.6z', words: 'It was seen, and nothing but the contract has judged it.' },
  undocumented: { path: VERDICTS.error.path, words: 'It was answered, and the documentation does not have it.' },
  untested: { path: VERDICTS.skipped.path, words: 'Nobody has seen it in an exchange that holds.' },
};
const DIMENSIONS = {
  responses: 'Responses',
  operations: 'Operations',
  parameters: 'Parameters',
  'enum-values': 'Enum values',
  'request-properties': 'Request properties',
  'response-properties': 'Response properties',
};
// Rows of one operation that are shown before somebody asks for more.
const MANY_ROWS = 60;
const coverageAt = { dimension: 'responses', states: new Set() };

const stateShape = (state) => draw('svg', { viewBox: '0 0 12 12', class: 'shape', 'aria-hidden': 'true' }, draw('path', { d: (STATES[state] || STATES.untested).path }));

function paintCoverage() {
  const { coverage } = head;
  if (!coverage) return;
  const had = document.activeElement?.dataset?.focus;
  const parts = [];
  if (coverage.gaps && coverage.gaps.length) {
    parts.push(make('div', { class: 'gaps' }, make('p', {}, make('b', {}, 'This is not all there is to know.')), make('ul', {}, ...coverage.gaps.slice(0, 20).map((gap) => make('li', {}, brief(gap))))));
  }
  parts.push(dimensionsBar(coverage), ...coverage.apis.map(apiCard));
  if (!coverage.apis.length) parts.push(make('p', { class: 'nothing' }, 'No documentation was held against what was seen.'));
  $('coverage-view').replaceChildren(...parts);
  if (had) $('coverage-view').querySelector(`[data-focus="${CSS.escape(had)}"]`)?.focus();
}

function dimensionsBar(coverage) {
  const numbers = {};
  const states = {};
  for (const api of coverage.apis) {
    for (const total of api.totals) {
      numbers[total.dimension] = (numbers[total.dimension] || 0) + total.documented + total.undocumented;
      if (total.dimension === coverageAt.dimension) for (const state of Object.keys(STATES)) states[state] = (states[state] || 0) + total[state];
    }
  }
  if (!numbers[coverageAt.dimension]) coverageAt.dimension = Object.keys(DIMENSIONS).find((name) => numbers[name]) || 'responses';
  const dimensions = Object.entries(DIMENSIONS).filter(([name]) => numbers[name]).map(([name, words]) => make('button', { type: 'button', 'data-focus': name, 'aria-pressed': String(coverageAt.dimension === name), onclick: () => {
    coverageAt.dimension = name;
    coverageAt.states.clear();
    paintCoverage();
  } }, words));
  const chips = Object.keys(STATES).filter((state) => states[state]).map((state) => make('button', { type: 'button', class: `chip ${state}`, 'data-focus': `state-${state}`, 'aria-pressed': String(coverageAt.states.has(state)), title: STATES[state].words, onclick: () => {
    if (!coverageAt.states.delete(state)) coverageAt.states.add(state);
    paintCoverage();
  } }, stateShape(state), make('span', { class: 'number' }, group(states[state])), ' ', state));
  return make('div', { class: 'coverage-bar' }, make('div', { class: 'toggle', role: 'group', 'aria-label': 'What is counted' }, ...dimensions), make('div', { class: 'verdicts', role: 'group', 'aria-label': 'States' }, ...chips));
}

function apiCard(api) {
  const total = api.totals.find((one) => one.dimension === coverageAt.dimension) || { documented: 0, asserted: 0, conformed: 0, untested: 0, undocumented: 0 };
  const share = make('div', { class: 'share-bar', 'aria-hidden': 'true' });
  for (const state of Object.keys(STATES)) {
    if (!total[state]) continue;
    const bar = make('span', { class: state });
    bar.style.flexGrow = String(total[state]);
    share.append(bar);
  }
  const percent = total.documented ? `${Math.floor((total.asserted * 100) / total.documented)} % of ${group(total.documented)} asserted, ${Math.floor(((total.asserted + total.conformed) * 100) / total.documented)} % seen` : 'none documented';
  const lines = api.operations.map(operationLine).filter(Boolean);
  return make(
    'section', { class: 'card' },
    make('div', { class: 'card-head' }, make('h2', {}, seen(api.api)), make('span', { class: 'dim' }, percent)),
    share,
    lines.length ? make('ul', { class: 'operations', 'aria-label': `Operations of ${api.api}` }, ...lines) : make('p', { class: 'nothing' }, 'Nothing here is in such a state.'),
  );
}

function operationLine(operation) {
  const rowsOf = operation.rows.filter((row) => row.dimension === coverageAt.dimension && (!coverageAt.states.size || coverageAt.states.has(row.state)));
  if (!rowsOf.length) return null;
  const detail = make('div', { class: 'covered', hidden: true });
  const chips = make('div', { class: 'cells' });
  const show = (row, button) => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    for (const other of chips.querySelectorAll('[aria-expanded="true"]')) other.setAttribute('aria-expanded', 'false');
    detail.hidden = isOpen;
    if (isOpen) return;
    button.setAttribute('aria-expanded', 'true');
    detail.replaceChildren(...rowParts(operation, row));
  };
  const chip = (row) => {
    const button = make('button', { type: 'button', class: `cell ${row.state}`, 'aria-expanded': 'false', title: `${row.state}: ${STATES[row.state].words}`, onclick: () => show(row, button) }, stateShape(row.state), make('span', { class: 'hidden' }, `${row.state}: `), ...cellWords(row));
    return button;
  };
  chips.append(...rowsOf.slice(0, MANY_ROWS).map(chip));
  if (rowsOf.length > MANY_ROWS) {
    const more = make('button', { type: 'button', class: 'link', onclick: () => more.replaceWith(...rowsOf.slice(MANY_ROWS).map(chip)) }, `${group(rowsOf.length - MANY_ROWS)} more`);
    chips.append(more);
  }
  const [method, path] = operation.operation.split(/ (.*)/s);
  return make(
    'li', {},
    make('div', { class: 'operation' }, make('span', { class: 'method' }, seen(method)), make('code', {}, seen(path || '')), operation.deprecated && make('span', { class: 'dim' }, ' deprecated')),
    chips, ...(operation.notes || []).map((note) => make('p', { class: 'none' }, brief(note))), detail,
  );
}

function cellWords(row) {
  if (row.dimension === 'operations') return [row.state];
  if (row.dimension !== 'responses' || !row.status) return [brief(row.label || row.state, 120)];
  const media = row.media_type ? row.media_type.replace(/^application\//, '') : 'no body';
  return [make('b', {}, seen(row.status)), ` ${seen(media)}`];
}

function rowParts(operation, row) {
  const label = row.label ? `${operation.operation} ${row.label}` : operation.operation;
  const parts = [make('p', {}, make('b', { class: row.state }, row.state), ` ${STATES[row.state].words} `, row.place ? make('code', { class: 'dim' }, seen(row.place)) : '')];
  const link = (id, words) => {
    const own = rows.find((one) => one.id === id);
    const text = [seen(id), words && make('span', { class: 'dim' }, ` ${seen(words)}`)].filter(Boolean);
    return make('li', {}, own ? make('button', { type: 'button', class: `link ${own.v}`, onclick: () => {
      showView('cases');
      openCase(own);
    } }, ...text) : make('span', {}, ...text));
  };
  const list = (title, items) => items.length && parts.push(make('h3', {}, title), make('ul', { class: 'covering' }, ...items));
  const covering = row.covered_by || [];
  const number = row.cases || covering.length;
  list(`Covered by ${count(number, 'case')}`, covering.slice(0, 12).map((one) => link(one.case, [one.step && `step ${one.step}`, one.check].filter(Boolean).join(', '))));
  list('Seen in cases that do not hold, which cover nothing', (row.failing || []).slice(0, 12).map((id) => link(id, '')));
  list('Seen in cases whose failure is known', (row.known || []).slice(0, 12).map((id) => link(id, '')));
  const test = seenIn(operation, row);
  const ids = new Set([...covering.map((one) => one.case), ...(row.failing || []), ...(row.known || [])]);
  const isOne = (one) => (test ? test(one) : ids.has(one.id));
  const all = ids.size ? rows.filter(isOne).length : 0;
  if (all > 1) parts.push(make('button', { type: 'button', class: 'link', onclick: () => showOnly({ covers: { isOne, words: label } }) }, test ? `Show the ${group(all)} cases that got this answer` : `Show these ${group(all)} cases in the list`));
  if (row.start) parts.push(make('h3', {}, 'A case to start from', copier(row.start, 'the case')), make('pre', { class: 'starting', tabindex: 0 }, brief(row.start, 8000)));
  return parts;
}

// Whether a case got the answer that a row is about. Of other rows, some cases are named, and of an answer that no other
// one documents, only those.
function seenIn(operation, row) {
  if (row.dimension === 'operations') return (one) => one.x.some((exchange) => exchange[0] === operation.operation);
  if (row.dimension !== 'responses' || !/^[1-5](\d\d|XX)$/.test(row.status || '') || /\*/.test(row.media_type || '')) return null;
  const begun = row.status.replace('XX', '');
  const media = (row.media_type || '').split(';')[0].toLowerCase();
  return (one) => one.x.some((exchange) => exchange[0] === operation.operation && String(exchange[3]).startsWith(begun) && (!media || exchange[7] === media));
}

