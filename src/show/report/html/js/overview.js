// ---- All of it ------------------------------------------------------------------------------------------------------

// Causes that are told before somebody asks for more.
const MANY_CAUSES = 8;

const titleOf = () => `${head.headline.incomplete ? 'Incomplete: ' : ''}${head.headline.words} - Countersign`;

function paintHero() {
  const { headline, gaps, runs, ends, summary } = head;
  document.title = titleOf();
  document.body.dataset.state = headline.state;
  document.body.classList.toggle('incomplete', headline.incomplete);
  const sign = { holds: 'passed', broken: 'failed', unsure: 'error' }[headline.state];
  $('badge').replaceChildren(shape(sign));
  const flag = headline.incomplete ? [make('span', { class: 'flag' }, 'Incomplete'), ' '] : [];
  $('headline').replaceChildren(...flag, headline.words);
  $('target').textContent = seen(headline.target);
  $('where').textContent = unique(runs.map((run) => run.environment)).map(seen).join(', ');
  const facts = [];
  if (runs.length) facts.push(moment(runs[0].at));
  if (ends.length) facts.push(`took ${duration(Math.max(...ends.map((end) => end.elapsed_us)))}`);
  const seeds = unique(runs.map((run) => String(run.seed)));
  if (seeds.length === 1) facts.push(`seed ${seeds[0]}`);
  if (runs.length > 1) facts.push(count(runs.length, 'record'));
  $('facts').textContent = facts.join(' \u00b7 ');
  $('gaps').hidden = !gaps.length;
  $('gaps').replaceChildren(make('p', {}, make('b', {}, 'This is not all there should be.')), make('ul', {}, ...gaps.slice(0, 20).map((gap) => make('li', {}, brief(gap)))));
  const numbers = { failed: summary.failed, error: summary.errors, flaky: summary.flaky, 'known-failure': summary.known, fixed: summary.fixed, passed: summary.passed, skipped: summary.skipped, missing: Math.max(0, summary.planned - rows.length) };
  const bars = Object.entries(numbers).filter(([, number]) => number).map(([name, number]) => {
    const bar = make('span', { class: name });
    bar.style.flexGrow = String(number);
    return bar;
  });
  $('share').replaceChildren(...bars);
}

function paintOverview() {
  const parts = [causesBox(), warningsBox(), aboutBox()].filter(Boolean);
  $('overview').replaceChildren(...parts);
}

// What was found, and in which cases, the most common first.
function causes(pick) {
  const found = new Map();
  for (const row of rows) {
    const own = new Set();
    for (const one of row.g) {
      const key = pick(one);
      if (!key || own.has(key)) continue;
      own.add(key);
      const known = found.get(key) || { key, code: one[0], message: one[2], number: 0, verdict: row.v, rank: row.rank };
      known.number += 1;
      if (row.rank < known.rank) Object.assign(known, { verdict: row.v, rank: row.rank });
      found.set(key, known);
    }
  }
  return [...found.values()].sort((a, b) => b.number - a.number || a.rank - b.rank || (a.key < b.key ? -1 : 1));
}

function causesBox() {
  const all = causes((one) => one[3]);
  if (!all.length) return null;
  const shared = all.filter((cause) => cause.number > 1);
  const list = make('ol', { class: 'causes' });
  const button = (cause) => make(
    'li', {},
    make(
      'button', { type: 'button', class: `cause ${cause.verdict}`, title: 'Show these cases', onclick: () => showOnly({ cause: cause.key }) },
      make('span', { class: 'many' }, group(cause.number)),
      make('span', { class: 'cause-words' }, make('code', {}, cause.code), ' ', brief(cause.key.startsWith(cause.code) ? cause.key.slice(cause.code.length + 1) : cause.key, 300)),
    ),
  );
  const show = (number) => list.replaceChildren(...all.slice(0, number).map(button));
  const few = isNarrow() ? 3 : MANY_CAUSES;
  show(few);
  const words = shared.length ? `${count(shared.length, 'cause')} shared by several cases` : 'Each failure stands alone';
  const more = all.length > few && make('button', { type: 'button', class: 'button quiet', onclick: () => { show(2000); more.remove(); } }, `Show all ${group(all.length)}`);
  return make('section', { class: 'card', 'aria-labelledby': 'causes-title' }, make('div', { class: 'card-head' }, make('h2', { id: 'causes-title' }, 'What is wrong'), make('span', { class: 'dim' }, words)), list, more);
}

function warningsBox() {
  const all = causes((one) => (one[1] === 'w' ? `${one[0]} ${one[2]}` : ''));
  if (!all.length) return null;
  const list = make('ol', { class: 'causes' }, ...all.slice(0, MANY_CAUSES).map((cause) => make(
    'li', {},
    make('button', { type: 'button', class: 'cause warning', title: 'Show the cases with this code', onclick: () => showOnly({ code: cause.code }) }, make('span', { class: 'many' }, group(cause.number)), make('span', { class: 'cause-words' }, make('code', {}, cause.code), ' ', brief(cause.message, 300))),
  )));
  return folded('Warnings', 'they change no verdict', list);
}

// What was run, where, and on which terms.
function aboutBox() {
  const { runs, ends } = head;
  const facts = [];
  const fact = (name, values) => {
    const own = unique(values.filter(Boolean));
    if (own.length) facts.push(make('div', {}, make('dt', {}, name), make('dd', {}, ...own.slice(0, 30).map((value) => make('span', { class: 'value' }, brief(value, 400))))));
  };
  const short = (text) => text.slice(0, 12);
  const shard = (one) => one.shard && `${one.shard.index} of ${one.shard.total}`;
  fact('Environment', runs.map((run) => (run.mock ? `${run.environment} (the embedded mock)` : run.environment)));
  fact('Requests went to', runs.flatMap((run) => run.targets.map((target) => `${target.api} at ${target.url}`)));
  fact('Began', runs.map((run) => moment(run.at)));
  fact('Ended', ends.map((end) => `${moment(end.at)}, after ${duration(end.elapsed_us)}`));
  fact('Suite', runs.map((run) => `${short(run.suite.hash)}, ${count(run.suite.cases, 'case')}, ${group(run.suite.selected)} selected`));
  fact('Selected by', runs.map((run) => {
    const own = run.suite.selection;
    if (!own) return '';
    const words = [...(own.filters || []), ...(own.tags || []).map((tag) => `tag ${tag}`), ...(own.skip || []).map((skip) => `not ${skip}`)];
    return words.concat(own.rerun ? [`what failed in ${own.rerun}`] : []).join(', ');
  }));
  fact('Contracts', runs.flatMap((run) => run.contracts.map((contract) => `${contract.api} ${short(contract.hash)}, ${contract.file}`)));
  fact('Shards', runs.flatMap((run) => [shard(run), ...(run.merged || []).map((one) => [shard(one), one.id, one.complete ? '' : 'incomplete'].filter(Boolean).join(', '))]));
  fact('Seed', runs.map((run) => String(run.seed)));
  fact('Retries', runs.map((run) => (run.retries ? `at most ${run.retries}` : '')));
  fact('Repeated', runs.map((run) => (run.repeat ? `${run.repeat} times` : '')));
  fact('Exit code', ends.map((end) => String(end.exit)));
  fact('Obsolete snapshots', ends.flatMap((end) => end.obsolete || []));
  fact('Run', runs.map((run) => run.id));
  fact('Written by', runs.map((run) => run.tool));
  return folded('About this run', '', make('dl', { class: 'about' }, ...facts));
}

// On a phone it stands above the list, and is opened by those who want it.
function folded(title, words, ...parts) {
  const box = make('details', { class: 'card', open: !isNarrow() }, make('summary', { class: 'card-head' }, make('h2', {}, title), make('span', { class: 'dim' }, words)), ...parts);
  return box;
}

// ---- On paper -------------------------------------------------------------------------------------------------------

// A list that shows what is looked at has nothing for paper: there, what does not hold stands in full.
function fillPaper() {
  if (opened) return $('print').replaceChildren();
  const bad = inOrder().filter((row) => row.v !== 'passed' && row.v !== 'skipped' && (!isFiltered() || shown.includes(row))).slice(0, 2000);
  const items = bad.map((row) => make('tr', {}, make('td', {}, NAMES[row.v] || row.v), make('td', {}, make('b', {}, brief(row.n)), make('br'), make('code', {}, brief(row.id)), ...row.g.slice(0, 6).flatMap((one) => [make('br'), `${one[0]} ${brief(one[2])}`]))));
  $('print').replaceChildren(items.length ? make('table', {}, make('thead', {}, make('tr', {}, make('th', {}, 'Verdict'), make('th', {}, 'Case'))), make('tbody', {}, ...items)) : make('p', {}, 'Every case that was run holds.'));
}

