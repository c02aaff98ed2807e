// ---- Views, keys and the beginning ----------------------------------------------------------------------------------

const VIEWS = ['cases', 'timing', 'coverage'];

function showView(view, { isKept = true } = {}) {
  const button = document.querySelector(`[data-to="${view}"]`);
  const next = button && !button.hidden ? view : 'cases';
  document.body.dataset.view = next;
  for (const one of document.querySelectorAll('[data-to]')) {
    if (one.dataset.to === next) one.setAttribute('aria-current', 'page');
    else one.removeAttribute('aria-current');
  }
  $('cases-view').hidden = next !== 'cases';
  $('timing-view').hidden = next !== 'timing';
  $('coverage-view').hidden = next !== 'coverage';
  if (next === 'timing') paintTiming();
  if (next === 'coverage') paintCoverage();
  if (next === 'cases') paintList();
  if (isKept) keepAddress(true);
}

function tell(words) {
  const dismiss = make('button', { type: 'button', class: 'button', onclick: () => { $('notice').hidden = true; } }, 'Dismiss');
  $('notice').replaceChildren(make('span', {}, brief(words)), dismiss);
  $('notice').hidden = false;
}

const COMMANDS = {
  j: () => move(1),
  k: () => move(-1),
  n: nextBroken,
  c: () => opened && copy(`countersign run --exact ${quoted(opened.id)}${again()}`, 'the command'),
  1: () => showView('cases'),
  2: () => showView('timing'),
  3: () => showView('coverage'),
  '/': () => {
    showView('cases');
    if (isNarrow() && opened) close();
    $('text').focus();
    $('text').select();
  },
  '?': () => $('help').showModal(),
};

const IN_LIST = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  PageDown: () => move(Math.max(1, Math.floor(scroller().clientHeight / ROW) - 1)),
  PageUp: () => move(-Math.max(1, Math.floor(scroller().clientHeight / ROW) - 1)),
  Home: () => moveTo(0),
  End: () => moveTo(shown.length - 1),
  Enter: () => {
    const row = cursor || shown[0];
    if (row) openCase(row).then(() => $('main').focus({ preventScroll: true }));
  },
};

function escape() {
  const text = $('text');
  if (document.activeElement === text) {
    if (text.value) {
      filter.text = '';
      changed();
    } else {
      $('list').focus({ preventScroll: true });
    }
    return;
  }
  if (opened && document.body.dataset.view === 'cases') close();
}

function onKey(event) {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $('help').open || !head) return;
  if (key === 'Escape') {
    escape();
    event.preventDefault();
    return;
  }
  if (target.matches('input[type="search"], select, textarea')) {
    if (target === $('text') && (key === 'Enter' || key === 'ArrowDown')) {
      $('list').focus({ preventScroll: true });
      if (!cursor) moveTo(0);
      if (key === 'Enter') IN_LIST.Enter();
      event.preventDefault();
    }
    return;
  }
  // Arrows scroll what has the focus, unless that is the list or nothing at all.
  const isFree = target === $('list') || target === document.body || target === $('page');
  const isList = isFree && document.body.dataset.view === 'cases';
  const action = (isList && IN_LIST[key]) || ($('keys-on').checked && Object.hasOwn(COMMANDS, key) && COMMANDS[key]);
  if (!action) return;
  if (key === ' ' || (key === 'Enter' && target.matches('button, a, summary'))) return;
  event.preventDefault();
  if (document.body.dataset.view !== 'cases' && ['j', 'k', 'n'].includes(key)) showView('cases');
  action();
}

function listen() {
  for (const button of document.querySelectorAll('[data-to]')) button.addEventListener('click', () => showView(button.dataset.to));
  let waiting = 0;
  $('text').addEventListener('input', () => {
    filter.text = $('text').value;
    clearTimeout(waiting);
    // Of many cases, what is searched is what was typed until a pause that nobody notices.
    waiting = setTimeout(() => {
      const began = performance.now();
      changed();
      performance.measure('search', { start: began });
    }, rows.length > 30000 ? 90 : 0);
  });
  $('clear').addEventListener('click', () => {
    clearFilter();
    changed();
    $('list').focus({ preventScroll: true });
  });
  $('order').addEventListener('change', () => {
    filter.order = $('order').value;
    changed();
  });
  for (const box of [$('list'), $('page')]) box.addEventListener('scroll', paintList, { passive: true });
  new ResizeObserver(paintList).observe($('page'));
  document.addEventListener('keydown', onKey);
  $('help-button').addEventListener('click', () => $('help').showModal());
  $('help-close').addEventListener('click', () => $('help').close());
  $('help').addEventListener('click', (event) => event.target === $('help') && $('help').close());
  $('keys-on').checked = settings.get('keys') !== 'off';
  $('keys-on').addEventListener('change', () => settings.put('keys', $('keys-on').checked ? 'on' : 'off'));
  addEventListener('popstate', () => head && readAddress());
  addEventListener('hashchange', () => head && location.hash !== address() && readAddress());
  addEventListener('beforeprint', fillPaper);
}

function fillHelp() {
  $('help-verdicts').replaceChildren(...ORDER.flatMap((name) => [make('dt', { class: name }, shape(name), NAMES[name] || name), make('dd', {}, VERDICTS[name].words)]));
  $('help-keys').replaceChildren(...KEYS.flatMap(([keys, words]) => [make('dt', {}, ...keys.split(' ').map((key) => make('kbd', {}, key))), make('dd', {}, words)]));
}

async function start() {
  performance.mark('parsed');
  try {
    await readAll();
  } catch (error) {
    $('headline').textContent = 'This report cannot be read';
    document.body.dataset.state = 'unsure';
    tell(error.message);
    return;
  }
  document.querySelector('[data-to="coverage"]').hidden = !head.coverage;
  listen();
  paintHero();
  fillPicks();
  readAddress();
  performance.mark('list');
  document.body.dataset.ready = 'true';
  // What is not looked at first is made after it.
  requestAnimationFrame(() => setTimeout(() => {
    paintOverview();
    fillHelp();
    performance.mark('all');
  }, 0));
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
else start();
