// ---- One case -------------------------------------------------------------------------------------------------------

let ticket = 0;

async function openCase(row, { isStep = true } = {}) {
  const isOther = opened !== row;
  opened = row;
  cursor = row;
  document.body.dataset.pane = 'case';
  mark();
  keepAddress(isStep && isOther);
  ticket += 1;
  const mine = ticket;
  const began = performance.now();
  $('main').setAttribute('aria-busy', 'true');
  try {
    const detail = await detailOf(row.index);
    if (mine !== ticket) return;
    const place = $('case');
    place.replaceChildren(...caseParts(row, detail));
    place.hidden = false;
    $('overview').hidden = true;
    $('main').scrollTop = 0;
    if (isNarrow()) $('page').scrollTop = 0;
    document.title = `${NAMES[row.v] || row.v}: ${row.n} - Countersign`;
    performance.measure('case', { start: began });
    lookAhead();
  } catch (error) {
    if (mine === ticket) tell(`This case cannot be shown: ${error.message}`);
  } finally {
    if (mine === ticket) $('main').removeAttribute('aria-busy');
  }
}

// What is likely to be looked at next is there before it is asked for.
function lookAhead() {
  const next = shown[shown.indexOf(cursor) + 1];
  if (next) detailOf(next.index).catch(() => {});
}

function close({ isStep = true } = {}) {
  const had = opened;
  opened = null;
  ticket += 1;
  $('main').removeAttribute('aria-busy');
  $('case').hidden = true;
  $('case').replaceChildren();
  $('overview').hidden = false;
  document.body.dataset.pane = 'list';
  document.title = titleOf();
  mark();
  if (!had) return;
  keepAddress(isStep);
  paintList();
  if (shown.includes(had)) scrollList(shown.indexOf(had));
  $('list').focus({ preventScroll: true });
}

const allFindings = (detail) => [...detail.findings, ...detail.steps.flatMap((step) => step.checks.flatMap((check) => check.findings))];

function caseParts(row, detail) {
  const parts = [caseHead(row, detail)];
  for (const known of detail.known) parts.push(knownBox(known));
  if (detail.reason) parts.push(make('p', { class: 'box' }, brief(detail.reason)));
  for (const note of detail.notes) parts.push(make('p', { class: 'box' }, make('b', {}, 'note '), brief(note)));
  if (detail.attempts.length) parts.push(attempts(detail));
  const findings = findingsBox(detail);
  if (findings) parts.push(findings);
  const exchanges = detail.steps.filter((step) => step.exchange);
  if (exchanges.length > 1) parts.push(waterfall(detail));
  const isOnly = detail.steps.length === 1;
  detail.steps.forEach((step, index) => parts.push(stepBox(step, index, isOnly)));
  if (!detail.steps.length && detail.verdict !== 'skipped') parts.push(make('p', { class: 'none' }, 'Nothing was sent.'));
  return parts;
}

function caseHead(row, detail) {
  const about = [];
  const put = (style, name, ...value) => about.push(make('div', { class: style }, make('dt', {}, name), make('dd', {}, ...value)));
  const fact = (name, ...value) => put('', name, ...value);
  put('whole', 'Id', make('code', {}, brief(detail.id, 600)), copier(detail.id, 'the id'));
  fact('Case', make('code', {}, seen(at(detail.place))), copier(at(detail.place), 'the place of the case'));
  if (detail.source) fact('Documented in', brief(detail.source));
  if (detail.owner) fact('Owner', brief(detail.owner));
  if (detail.tags.length) fact('Tags', ...detail.tags.flatMap((tag) => [make('button', { type: 'button', class: 'tag', title: `Show the cases with the tag ${tag}`, onclick: () => showOnly({ tag }) }, seen(tag)), ' ']));
  fact('Took', `${duration(detail.elapsed_us)}, began ${duration(detail.started_us)} after the start`);
  const command = `countersign run --exact ${quoted(detail.id)}${again()}`;
  const words = command.split(' ').flatMap((word) => [make('span', {}, seen(word)), ' ']);
  put('whole', 'Run it alone', make('code', { class: 'command' }, ...words), copier(command, 'the command'));
  const place = shown.indexOf(row);
  const step = (by, words, sign) => make('button', { type: 'button', class: 'button quiet round', 'aria-label': words, title: words, disabled: place < 0 || !shown[place + by], onclick: () => move(by) }, sign);
  return make(
    'header', { class: 'case-head' },
    make(
      'div', { class: 'case-bar' },
      make('span', { class: `verdict ${row.v}` }, shape(row.v), NAMES[row.v] || row.v),
      make('span', { class: 'dim api' }, seen(detail.api)),
      make('span', { class: 'room' }),
      step(-1, 'Previous case', '\u2039'),
      make('span', { class: 'dim place-of' }, place < 0 ? '' : `${group(place + 1)} of ${group(shown.length)}`),
      step(1, 'Next case', '\u203a'),
      make('button', { type: 'button', class: 'button quiet round', id: 'close', 'aria-label': 'Close the case', title: 'Close the case', 'aria-keyshortcuts': 'Escape', onclick: () => close() }, '\u00d7'),
    ),
    make('h2', { id: 'case-name' }, brief(detail.name)),
    make('dl', { class: 'facts-of-case' }, ...about),
  );
}

// The terms of the run, which several runs share or not.
function again() {
  const all = unique(head.again);
  return all.length === 1 ? all[0] : '';
}

function knownBox(known) {
  const words = { happened: 'known failure', fixed: 'a known failure is gone', expired: 'a known failure has expired' }[known.state] || known.state;
  const facts = [];
  const fact = (name, value) => value && facts.push(make('div', {}, make('dt', {}, name), make('dd', {}, brief(value))));
  fact('Check', known.check);
  fact('Owner', known.owner);
  fact('Ticket', known.ticket);
  fact(known.state === 'expired' ? 'Expired' : 'Expires', known.expires);
  fact('Declared in', at(known.place));
  const advice = known.state === 'fixed' ? make('p', {}, 'Remove the declaration, so that it cannot come back unseen.') : null;
  return make('section', { class: `box known ${known.state}` }, make('h3', {}, words), make('p', {}, brief(known.reason)), advice, make('dl', { class: 'about' }, ...facts));
}

function attempts(detail) {
  const items = detail.attempts.map((attempt, index) => make(
    'li', { class: attempt.verdict },
    shape(attempt.verdict), make('span', {}, `attempt ${index + 1} ${NAMES[attempt.verdict] || attempt.verdict}`),
    make('span', { class: 'dim' }, `${duration(attempt.elapsed_us)}${attempt.codes.length ? `, ${attempt.codes.join(', ')}` : ''}`),
  ));
  return make('section', { class: 'box' }, make('h3', {}, `${count(detail.attempts.length, 'attempt')}; what is below is of the one that counts`), make('ol', { class: 'attempts' }, ...items));
}

function findingsBox(detail) {
  const parts = detail.findings.map((finding) => findingBox(finding, null, null));
  detail.steps.forEach((step, index) => {
    for (const check of step.checks) {
      for (const finding of check.findings) parts.push(findingBox(finding, detail.steps.length > 1 ? stepName(step, index) : null, check.kind, index));
      if (check.more) parts.push(make('p', { class: 'none' }, `${count(check.more, 'more finding')} of the check "${check.kind}" ${check.more === 1 ? 'is' : 'are'} not kept.`));
    }
  });
  if (!parts.length) return null;
  return make('section', { class: 'findings', 'aria-label': 'Findings' }, ...parts);
}

function findingBox(finding, step, kind, index) {
  const rows = [];
  const row = (name, style, ...value) => rows.push(make('div', { class: style }, make('dt', {}, name), make('dd', {}, ...value)));
  const part = finding.pointer ? `${finding.part} ${finding.pointer}` : finding.part;
  const isMarked = index !== undefined && finding.part === 'body' && finding.pointer !== null && finding.pointer !== undefined;
  const go = isMarked && make('button', { type: 'button', class: 'go', onclick: () => goToMark(index, finding) }, 'show it');
  row('in', 'in', make('code', {}, brief(part, 600)), step && make('span', { class: 'dim' }, ` of ${step}`), go);
  // Of a snapshot, both are what is beside it and what came: read best as a difference.
  const isPair = finding.expected && finding.actual;
  const sign = (text) => make('span', { class: 'sign', 'aria-hidden': 'true' }, text);
  const isSnapshot = kind === 'snapshot';
  const side = (name, style, text, which) => text && row(name, isPair ? `pair ${style}` : '', isPair && isSnapshot && sign(which), make('span', {}, brief(text, 4000)));
  side(isSnapshot ? 'reviewed' : 'expected', isSnapshot ? 'gone' : 'added', finding.expected, '\u2212');
  side(isSnapshot ? 'answered' : 'found', isSnapshot ? 'added' : 'gone', finding.actual, '+');
  if (finding.place) row('case', '', make('code', {}, seen(at(finding.place))), copier(at(finding.place), 'the place in the case'));
  if (finding.contract) row('contract', '', make('code', {}, seen(at(finding.contract))), copier(at(finding.contract), 'the place in the contract'));
  for (const help of finding.help || []) row('help', 'advice', brief(help, 4000));
  return make(
    'article', { class: `finding ${finding.severity}` },
    make('h3', {}, make('span', { class: 'severity' }, SEVERITIES[finding.severity] || finding.severity), make('code', {}, finding.code), make('span', { class: 'message' }, brief(finding.message, 2000))),
    make('dl', {}, ...rows),
  );
}

function goToMark(index, finding) {
  const box = $(`step-${index}`);
  box.open = true;
  const notes = [...box.querySelectorAll('.response .marked')];
  const own = notes.find((line) => [...line.querySelectorAll('.note')].some((note) => note.textContent.startsWith(finding.code) && note.textContent.includes(brief(finding.message, 300))));
  const place = own || notes[0] || box.querySelector('.response .body');
  if (!place) return;
  place.scrollIntoView({ block: 'center' });
  place.classList.remove('flash');
  requestAnimationFrame(() => place.classList.add('flash'));
}

const ROLES = { cleanup: 'cleanup', login: 'fetching a credential' };
const stepName = (step, index) => [step.role !== 'case' && ROLES[step.role], step.id ? `step ${step.id}` : `step ${index + 1}`].filter(Boolean).join(', ');

function stepBox(step, index, isOnly) {
  const { exchange } = step;
  const isBad = step.checks.some((check) => check.findings.length);
  const title = [];
  if (!isOnly || step.role !== 'case') title.push(make('span', { class: 'step-name' }, seen(stepName(step, index))));
  title.push(make('span', { class: 'step-what' }, seen(step.operation || (exchange ? `${exchange.method} ${exchange.url}` : 'nothing was sent'))));
  if (exchange) title.push(make('span', { class: `answer ${statusClass(exchange)}` }, answer(exchange)), make('span', { class: 'dim took' }, duration(exchange.elapsed_us)));
  const box = make('details', { class: `step${isBad ? ' bad' : ''}`, id: `step-${index}` }, make('summary', {}, ...title));
  // What is inside is made when it is looked at.
  const fill = () => {
    if (box.childNodes.length < 2) box.append(...stepParts(step));
  };
  if (isOnly || isBad) {
    box.open = true;
    fill();
  }
  box.addEventListener('toggle', fill);
  return box;
}

const statusClass = (exchange) => (exchange.status === null ? 'none-at-all' : `status-${String(exchange.status)[0]}`);
const answer = (exchange) => (exchange.status === null ? 'no answer' : String(exchange.status));

function stepParts(step) {
  const { exchange } = step;
  const parts = [];
  if (step.checks.length) {
    const checks = step.checks.map((check) => {
      const has = (...severities) => check.findings.some((finding) => severities.includes(finding.severity));
      const [kind, words] = has('failure', 'unreviewed') ? ['failed', 'does not hold'] : has('error') ? ['error', 'has no judgement'] : has('warning') ? ['error', 'warns'] : ['passed', 'holds'];
      const number = check.findings.length + (check.more || 0);
      return make('li', { class: kind }, shape(kind), make('span', { class: 'hidden' }, `${words}: `), check.kind, number ? ` (${number})` : '');
    });
    parts.push(make('ul', { class: 'checks', 'aria-label': 'Checks' }, ...checks));
  }
  if (!exchange) return parts;
  parts.push(make('p', { class: 'ask' }, make('b', {}, exchange.method), ' ', brief(exchange.url, 4000), copier(exchange.url, 'the URL')));
  if (exchange.retried) parts.push(make('p', { class: 'box' }, 'It was sent a second time: the first connection had died before an answer.'));
  if (exchange.fault) {
    const { code, message, phase, received } = exchange.fault;
    parts.push(make('p', { class: 'box broken' }, make('b', {}, code), ` ${brief(message)}; broke off at ${phase}${received ? ` after ${size(received)}` : ''}`));
  }
  const findings = step.checks.flatMap((check) => check.findings).filter((finding) => finding.part === 'body' && typeof finding.pointer === 'string');
  const words = [answer(exchange), exchange.media_type].filter(Boolean).join(', ');
  if (exchange.status !== null) parts.push(half('response', 'Response', words, exchange.response, findings));
  parts.push(half('request', 'Request', '', exchange.request, []));
  parts.push(make('div', { class: 'curl' }, make('div', { class: 'body-head' }, make('h4', {}, 'curl'), copier(exchange.curl, 'the curl command')), make('pre', { tabindex: 0, 'aria-label': 'The request as a curl command' }, brief(exchange.curl, 8000)), ...exchange.remarks.map((remark) => make('p', {}, seen(remark)))));
  return parts;
}

function half(kind, title, words, message, findings) {
  const fields = message.headers.map(([name, value]) => make('tr', {}, make('th', { scope: 'row' }, seen(name)), make('td', {}, brief(value, 2000))));
  const table = make('table', { class: 'headers', 'aria-label': `Headers of the ${kind}` }, make('tbody', {}, ...fields));
  const headers = fields.length ? make('details', { class: 'fields', open: fields.length <= 4 }, make('summary', {}, count(fields.length, 'header')), table) : null;
  return make('section', { class: `half ${kind}` }, make('h4', {}, title, words && make('span', { class: 'dim' }, ` ${seen(words)}`)), headers, bodyOf(message.body, kind, findings));
}

// The exchanges of a case, each where it was on the clock.
function waterfall(detail) {
  const steps = detail.steps.map((step, index) => ({ step, index })).filter(({ step }) => step.exchange);
  const starts = steps.map(({ step }) => step.exchange.started_us);
  const ends = steps.map(({ step }) => step.exchange.started_us + step.exchange.elapsed_us);
  const from = Math.min(...starts);
  const whole = Math.max(1, Math.max(...ends) - from);
  const bars = steps.map(({ step, index }, place) => {
    const bar = make('span', { class: `bar ${step.checks.some((check) => check.findings.some((finding) => finding.severity !== 'warning')) ? 'failed' : 'passed'}` });
    bar.style.left = `${((starts[place] - from) / whole) * 100}%`;
    bar.style.width = `${(step.exchange.elapsed_us / whole) * 100}%`;
    return make('li', {}, make('a', { href: `#step-${index}`, class: 'bar-name', onclick: (event) => {
      event.preventDefault();
      $(`step-${index}`).open = true;
      $(`step-${index}`).scrollIntoView({ block: 'start' });
    } }, seen(stepName(step, index))), make('span', { class: 'track' }, bar), make('span', { class: 'dim took' }, duration(step.exchange.elapsed_us)));
  });
  return make('section', { class: 'box waterfall' }, make('h3', {}, `${count(steps.length, 'exchange')} in ${duration(whole)}`), make('ol', {}, ...bars));
}

