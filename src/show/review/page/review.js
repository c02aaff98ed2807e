// What the page of a review does. It is served by `countersign review --web`, or stands alone with its data in it.
// Whatever comes from a server under test is shown as text, and never becomes markup.
'use strict';
(() => {
  // ---- What there is to say -----------------------------------------------------------------------------------------

  // Classes, the worst first. Each has a shape, too: colour alone says nothing to many.
  const CLASSES = {
    breaking: { shape: 'M6 .4 11.6 6 6 11.6.4 6z', words: 'Something is gone, may be null, or is of another type or format: whoever reads it may stumble.' },
    status: { shape: 'M6 .9 11.6 11H.4z', words: 'The status is another one.' },
    header: { shape: 'M1.6 2.4h8.8v7.2H1.6zM1.6 5h8.8', open: true, words: 'A header is another one.' },
    additive: { shape: 'M6 1.2v9.6M1.2 6h9.6', open: true, words: 'There is more than before, and all that was there still is.' },
    value: { shape: 'M6 1.1a4.9 4.9 0 1 1 0 9.8a4.9 4.9 0 1 1 0-9.8z', words: 'Other data in the same form.' },
    order: { shape: 'M3.4 10.6v-9M1.2 3.8l2.2-2.2 2.2 2.2M8.6 1.4v9M6.4 8.2l2.2 2.2 2.2-2.2', open: true, words: 'The same in another order.' },
    new: { shape: 'M6 .6l1.6 3.6 3.9.4-2.9 2.6.8 3.9L6 9.1l-3.4 2 .8-3.9L.5 4.6l3.9-.4z', words: 'There is no snapshot yet.' },
  };
  const DECISIONS = { O: 'open', A: 'accepted', R: 'rejected', V: 'redacted', L: 'aliased' };
  const VIEWS = ['unified', 'side', 'tree'];
  const KEYS = [
    ['j k', 'Next or previous group'],
    ['n p', 'Next or previous case; also the arrows right and left'],
    ['a', 'Accept the group'],
    ['r', 'Reject the group'],
    ['s', 'Skip it for now'],
    ['o', 'Decide about this case only, or about the whole group'],
    ['A R', 'Accept or reject everything of this class'],
    ['d', 'Redact: whatever the value is, [...] stands for it from now on; this is written into the case file'],
    ['l', 'Alias: the values at the path are numbered from now on (id#1); this is written into the case file'],
    ['u', 'Undo'],
    ['v', 'Unified, side by side, tree'],
    ['x', 'All lines, or those near changes'],
    ['i', 'Show or hide request and response'],
    ['/', 'Filter'],
    ['?', 'This help'],
  ];
  // The height of a group in the list, in pixels; the style says the same.
  const ROW = 64;
  // Lines shown around a change.
  const CONTEXT = 3;
  // Lines of a difference, and pieces of a body, that are shown before somebody asks for more.
  const MANY_LINES = 1200;
  const MANY_PIECES = 12000;
  const LONG_LINE = 4000;

  const $ = (id) => document.getElementById(id);
  const count = (number, word) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;

  function make(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name === 'class') element.className = value;
      else if (name === 'onclick') element.addEventListener('click', value);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child || child === 0));
    return element;
  }

  function shape(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const { shape, open } = CLASSES[name] || CLASSES.value;
    svg.setAttribute('viewBox', '0 0 12 12');
    svg.setAttribute('class', open ? 'shape open' : 'shape');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', shape);
    svg.append(path);
    return svg;
  }

  // Characters that nobody sees, or that turn others around, are written as JSON would escape them.
  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  const seen = (text) => text.replace(UNSEEN, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));

  const capital = (word) => word[0].toUpperCase() + word.slice(1);

  function brief(text) {
    if (text.length <= LONG_LINE) return seen(text);
    return seen(text.slice(0, LONG_LINE)) + ` ... ${(text.length - LONG_LINE).toLocaleString('en')} more characters`;
  }

  // ---- Where it comes from ------------------------------------------------------------------------------------------

  // Served: decisions are written to the project's files by the server at once.
  function served() {
    let token = new URLSearchParams(location.hash.slice(1)).get('token');
    const memory = storage('sessionStorage');
    if (token) {
      memory.put('token', token);
      // It need not stand in the address bar, nor in the history.
      history.replaceState(null, '', location.pathname);
    } else {
      token = memory.get('token') || '';
    }
    let revision = 0;

    async function ask(path, body) {
      const headers = { 'X-Countersign-Token': token };
      const request = { headers, cache: 'no-store', redirect: 'error', credentials: 'omit' };
      if (body) {
        headers['Content-Type'] = 'application/json';
        Object.assign(request, { method: 'POST', body: JSON.stringify({ ...body, revision }) });
      }
      let response;
      try {
        response = await fetch(path, request);
      } catch {
        throw new Trouble('The server does not answer: it has ended. What was decided before is written.');
      }
      const answer = await response.json().catch(() => ({}));
      if (answer.revision !== undefined) revision = answer.revision;
      if (response.status === 401) {
        throw new Trouble('This page has no valid key. Open the address that `countersign review --web` printed.');
      }
      if (!response.ok) throw new Trouble(answer.error || `The server answers ${response.status}.`, answer);
      return answer;
    }

    const plain = (changes) => changes.map(({ snapshot, version, fingerprints }) => ({ snapshot, version, fingerprints }));

    return {
      isAlone: false,
      start: () => ask('api/overview'),
      look: async () => {
        const known = revision;
        const answer = await ask('api/overview');
        return answer.revision === known ? null : answer;
      },
      detail: (index) => ask(`api/snapshot?index=${index}`),
      decide: (changes, decision) => ask('api/decide', { decision, changes: plain(changes) }),
      replace: (changes, how) => ask(`api/${how}`, { changes: plain(changes) }),
      undo: () => ask('api/undo', {}),
    };
  }

  class Trouble extends Error {
    constructor(message, answer) {
      super(message);
      this.answer = answer || {};
    }
  }

  // Alone: decisions stay in this browser until they are exported.
  function alone() {
    const data = JSON.parse($('overview').textContent);
    const { snapshots } = data.overview;
    const memory = storage('localStorage');
    const key = `countersign-review-${data.id}`;
    const steps = [];
    const kept = JSON.parse(memory.get(key) || '{}');
    for (const snapshot of snapshots) {
      const letters = kept[snapshot.version];
      if (letters && letters.length === snapshot.decisions.length && /^[OARVL]*$/.test(letters)) {
        snapshot.decisions = letters;
      }
    }

    function write(letters) {
      const touched = [];
      const before = [];
      for (const [index, after] of letters) {
        before.push([index, snapshots[index].decisions]);
        touched.push([index, after]);
      }
      for (const [index, after] of touched) snapshots[index].decisions = after;
      const decided = snapshots.filter((snapshot) => /[^O]/.test(snapshot.decisions));
      memory.put(key, JSON.stringify(Object.fromEntries(decided.map((one) => [one.version, one.decisions]))));
      return { touched, before };
    }

    function put(changes, letter) {
      const letters = new Map();
      for (const { index, fingerprints } of changes) {
        const { changes: groups, decisions } = snapshots[index];
        const wanted = (c) => fingerprints.includes(data.overview.groups[groups[c]].fingerprint);
        letters.set(index, [...decisions].map((old, c) => (wanted(c) ? letter : old)).join(''));
      }
      const { touched, before } = write(letters);
      steps.push(before);
      return { touched, undo: steps.length };
    }

    return {
      isAlone: true,
      start: async () => ({ overview: data.overview, undo: 0 }),
      detail: (index) => JSON.parse($(`snapshot-${index}`).textContent),
      decide: async (changes, decision) => put(changes, { accept: 'A', reject: 'R', open: 'O' }[decision]),
      replace: async (changes, how) => put(changes, { redact: 'V', alias: 'L' }[how]),
      undo: async () => {
        const { touched } = write(steps.pop() || []);
        return { touched, undo: steps.length };
      },
    };
  }

  // A browser may refuse to keep anything.
  function storage(name) {
    const safely = (action) => {
      try {
        return action(window[name]);
      } catch {
        return null;
      }
    };
    return {
      get: (key) => safely((store) => store.getItem(key)),
      put: (key, value) => safely((store) => store.setItem(key, value)),
    };
  }

  // ---- What is shown ------------------------------------------------------------------------------------------------

  const source = $('overview') ? alone() : served();
  const settings = storage('localStorage');
  let snapshots = [];
  let groups = [];
  let project = '';
  let undoable = 0;

  const filter = { text: '', api: '', classes: new Set() };
  // For each group its cases that pass the filter: `{ index, changes }`.
  let cases = [];
  // The groups that pass it, by their index.
  let shown = [];
  // The group and the case that are looked at, and which cases a decision is about.
  let at = -1;
  let which = 0;
  let isOneCase = false;
  let view = VIEWS.includes(settings.get('countersign-view')) ? settings.get('countersign-view') : 'unified';
  let isExchangeOpen = settings.get('countersign-exchange') !== 'closed';
  let isWhole = false;
  let isBusy = false;
  let ticket = 0;
  const details = new Map();

  function take(answer) {
    if (answer.undo !== undefined) undoable = answer.undo;
    for (const [index, letters] of answer.touched || []) snapshots[index].decisions = letters;
    if (answer.overview) {
      const fingerprint = at >= 0 && groups[at] ? groups[at].fingerprint : null;
      const place = shown.indexOf(at);
      ({ snapshots, groups, project } = answer.overview);
      for (const snapshot of snapshots) snapshot.hay = `${snapshot.case}\n${snapshot.path}`.toLowerCase();
      fillApis();
      sift();
      at = groups.findIndex((group) => group.fingerprint === fingerprint);
      if (!shown.includes(at)) at = shown.length ? shown[Math.max(0, Math.min(place, shown.length - 1))] : -1;
    }
  }

  // Which groups and cases pass the filter.
  function sift() {
    const wanted = filter.text.trim().toLowerCase();
    const fits = groups.map((group) => !wanted || `${group.path}\n${group.words}\n${group.fingerprint}`.toLowerCase().includes(wanted));
    cases = groups.map(() => []);
    snapshots.forEach((snapshot, index) => {
      if (filter.api && snapshot.api !== filter.api) return;
      const isWanted = !wanted || snapshot.hay.includes(wanted);
      snapshot.changes.forEach((group, change) => {
        if (!isWanted && !fits[group]) return;
        const last = cases[group].at(-1);
        if (last && last.index === index) last.changes.push(change);
        else cases[group].push({ index, changes: [change] });
      });
    });
    shown = [];
    groups.forEach((group, index) => {
      const isClass = !filter.classes.size || filter.classes.has(group.class);
      if (isClass && cases[index].length) shown.push(index);
    });
  }

  const letter = (one, change) => snapshots[one.index].decisions[change];
  const isOpen = (one) => one.changes.some((change) => letter(one, change) === 'O');
  const hasOpen = (group) => cases[group].some(isOpen);

  // How many cases of a group are decided in which way.
  function tally(group) {
    const found = { O: 0, A: 0, R: 0, V: 0, L: 0 };
    for (const one of cases[group]) found[isOpen(one) ? 'O' : letter(one, one.changes[0])] += 1;
    return found;
  }

  function tallied(found) {
    const parts = Object.entries(DECISIONS).filter(([letter]) => letter !== 'O' && found[letter]);
    if (!parts.length) return { words: '', kind: '' };
    if (parts.length === 1 && !found.O) return { words: parts[0][1], kind: parts[0][1] };
    return { words: parts.map(([letter, word]) => `${found[letter]} ${word}`).join(', '), kind: '' };
  }

  // ---- The list -----------------------------------------------------------------------------------------------------

  const list = $('groups');
  const spacer = list.firstElementChild;
  let painted = new Map();

  function paintList() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 6);
    const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 6);
    const now = new Map();
    for (let place = first; place < last; place += 1) {
      const group = shown[place];
      now.set(group, painted.get(group) || line(group, place));
    }
    painted = now;
    spacer.replaceChildren(...now.values());
    const selected = shown.indexOf(at);
    if (selected >= first && selected < last) list.setAttribute('aria-activedescendant', `group-${at}`);
    else list.removeAttribute('aria-activedescendant');
  }

  function repaintList() {
    spacer.style.height = `${shown.length * ROW}px`;
    painted = new Map();
    paintList();
    const concerned = new Set(shown.flatMap((group) => cases[group].map((one) => one.index)));
    const what = groups.length === shown.length ? count(shown.length, 'group') : `${shown.length.toLocaleString('en')} of ${count(groups.length, 'group')}`;
    $('shown').textContent = `${what} in ${count(concerned.size, 'case')}`;
  }

  function line(index, place) {
    const group = groups[index];
    const state = tallied(tally(index));
    const isDecided = !hasOpen(index);
    const [before, last] = split(group.path);
    const number = cases[index].length;
    const mark = { accepted: '\u2713 ', rejected: '\u2715 ' }[state.kind] || '';
    const element = make(
      'div',
      {
        class: `group ${group.class}${isDecided ? ' decided' : ''}`,
        id: `group-${index}`,
        role: 'option',
        'aria-selected': String(index === at),
        'aria-setsize': shown.length,
        'aria-posinset': place + 1,
        'data-fingerprint': group.fingerprint,
        onclick: () => select(index, { isAsked: true }),
      },
      shape(group.class),
      make('span', { class: 'where', title: group.path }, before && make('span', { class: 'before' }, before), make('span', { class: 'last' }, last)),
      make('span', { class: 'count' }, count(number, 'case')),
      make('span', { class: 'what' }, make('b', { class: group.class }, group.class), ' ', short(group)),
      make('span', { class: `state ${state.kind}` }, mark + state.words),
    );
    element.style.transform = `translateY(${place * ROW}px)`;
    return element;
  }

  function short(group) {
    const isPair = !['removed', 'added', 'renamed', 'moved', 'reordered'].includes(group.kind) && group.class !== 'new';
    return seen(isPair ? `${group.from} \u2192 ${group.to}` : group.words).slice(0, 300);
  }

  // The last step of a path is what it is about: it stays readable when the rest is cut.
  function split(path) {
    const end = Math.max(path.lastIndexOf('.'), path.lastIndexOf("['"));
    return end > 0 ? [seen(path.slice(0, end)), seen(path.slice(end))] : ['', seen(path)];
  }

  function revealInList() {
    const place = shown.indexOf(at);
    if (place < 0 || !list.clientHeight) return;
    const top = place * ROW;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
  }

  function fillApis() {
    const apis = [...new Set(snapshots.map((snapshot) => snapshot.api))].sort();
    if (!apis.includes(filter.api)) filter.api = '';
    $('api').replaceChildren(make('option', { value: '' }, 'All APIs'), ...apis.map((api) => make('option', { value: api }, api)));
    $('api').value = filter.api;
    $('api').hidden = apis.length < 2;
  }

  function paintClasses() {
    const numbers = {};
    groups.forEach((group, index) => {
      if (cases[index].length) numbers[group.class] = (numbers[group.class] || 0) + 1;
    });
    const focused = document.activeElement && document.activeElement.dataset.class;
    const chips = Object.keys(CLASSES).filter((name) => numbers[name] || filter.classes.has(name)).map((name) => {
      const toggle = () => {
        if (!filter.classes.delete(name)) filter.classes.add(name);
        refilter();
      };
      const label = make('span', { class: 'number' }, String(numbers[name] || 0));
      const properties = { type: 'button', class: `chip ${name}`, title: CLASSES[name].words, 'data-class': name, 'aria-pressed': String(filter.classes.has(name)), onclick: toggle };
      return make('button', properties, shape(name), name, label);
    });
    $('classes').replaceChildren(...chips);
    if (focused) chips.find((chip) => chip.dataset.class === focused)?.focus();
  }

  function refilter() {
    sift();
    if (!shown.includes(at)) at = shown.length ? shown[0] : -1;
    which = 0;
    list.scrollTop = 0;
    paint();
  }

  // ---- One change ---------------------------------------------------------------------------------------------------

  function paint() {
    paintProgress();
    paintClasses();
    repaintList();
    revealInList();
    paintChange();
  }

  function paintProgress() {
    let all = 0;
    let decided = 0;
    for (const { decisions } of snapshots) {
      all += decisions.length;
      for (const one of decisions) decided += one === 'O' ? 0 : 1;
    }
    const words = `${decided.toLocaleString('en')} of ${all.toLocaleString('en')} decided`;
    $('progress-words').textContent = words;
    $('progress-words').title = `${count(all, 'change')} in ${count(snapshots.length, 'snapshot')}`;
    const meter = $('meter');
    meter.setAttribute('aria-valuemax', all);
    meter.setAttribute('aria-valuenow', decided);
    meter.setAttribute('aria-valuetext', words);
    meter.firstElementChild.style.transform = `scaleX(${all ? decided / all : 0})`;
    $('undo').disabled = undoable === 0;
    $('export').hidden = !source.isAlone;
    $('export').disabled = decided === 0;
    $('project').textContent = project;
    document.title = `${all - decided ? `(${all - decided}) ` : ''}Review of ${project} - Countersign`;
  }

  function select(group, { place = 0, isAsked = false } = {}) {
    const before = painted.get(at);
    at = group;
    which = place;
    if (before) before.setAttribute('aria-selected', 'false');
    if (painted.get(at)) painted.get(at).setAttribute('aria-selected', 'true');
    if (isAsked) document.body.dataset.pane = 'change';
    // Before anything is drawn anew: asking for a place afterwards would lay everything out twice.
    $('main').scrollTop = 0;
    revealInList();
    paintList();
    paintChange();
  }

  function move(step) {
    if (!shown.length) return;
    const place = shown.indexOf(at);
    select(shown[Math.max(0, Math.min(shown.length - 1, place + step))]);
  }

  function moveCase(step) {
    if (at < 0) return;
    const next = which + step;
    if (next < 0 || next >= cases[at].length) return say(step > 0 ? 'This is the last case.' : 'This is the first case.');
    which = next;
    paintChange();
  }

  function paintChange() {
    const isEmpty = at < 0;
    $('change').hidden = isEmpty;
    $('empty').hidden = !isEmpty;
    if (isEmpty) return paintEmpty();
    const group = groups[at];
    const own = cases[at];
    which = Math.min(which, own.length - 1);
    $('change-class').className = `badge ${group.class}`;
    $('change-class').title = CLASSES[group.class].words;
    $('change-class').replaceChildren(shape(group.class), group.class);
    $('reminder').replaceChildren(shape(group.class), make('span', {}, seen(group.path)));
    $('reminder').className = `reminder ${group.class}`;
    $('change-count').textContent = `in ${count(own.length, 'case')}`;
    $('change-path').textContent = seen(group.path);
    $('change-words').replaceChildren(...words(group));
    paintActions();
    paintCases();
    for (const button of document.querySelectorAll('.views button')) {
      button.setAttribute('aria-pressed', String(button.dataset.view === view));
    }
    paintExchangeButton();
    showDetail();
  }

  function words(group) {
    const part = (tag, text) => make(tag, {}, brief(text));
    const name = { renamed: 'renamed to ', moved: 'moved to ', reordered: 'in another order' }[group.kind];
    if (name) return [name, group.kind === 'reordered' ? null : part('ins', group.to)].filter(Boolean);
    if (group.class === 'new') return ['there is no snapshot yet; this one holds ', part('ins', group.to)];
    if (group.kind === 'removed') return ['removed: ', part('del', group.from)];
    if (group.kind === 'added') return ['added: ', part('ins', group.to)];
    return [part('del', group.from), ' \u2192 ', part('ins', group.to)];
  }

  // The cases that a decision is about: those that are open, or all of them when none is.
  function meant(letter) {
    const own = isOneCase ? [cases[at][which]] : cases[at];
    const open = own.filter(isOpen);
    const other = own.filter((one) => one.changes.some((change) => snapshots[one.index].decisions[change] !== letter));
    return open.length ? open : other;
  }

  function paintActions() {
    const group = groups[at];
    for (const [id, word, letter] of [['accept', 'Accept', 'A'], ['reject', 'Reject', 'R']]) {
      const number = meant(letter).length;
      $(id).disabled = !number;
      $(id).querySelector('.label').textContent = number ? word : capital(DECISIONS[letter]);
      $(id).querySelector('.number').textContent = number > 1 ? `\u00a0${count(number, 'case')}` : '';
    }
    $('only').hidden = isOnly();
    $('only').setAttribute('aria-pressed', String(isOneCase && !isOnly()));
    const open = ofClass(group.class).length;
    $('class-name').textContent = `${group.class} (${open})`;
    for (const [id, word] of [['accept-class', 'Accept'], ['reject-class', 'Reject']]) {
      $(id).disabled = !open;
      $(id).querySelector('.part').textContent = `\u00a0all ${group.class}`;
      $(id).setAttribute('aria-label', `${word} all that is ${group.class}: ${count(open, 'group')}`);
    }
    const canReplace = isReplaceable(group);
    $('redact').disabled = !canReplace;
    $('alias').disabled = !canReplace;
  }

  // Whether no other case has this change, nor another one at the same path.
  const isOnly = () => cases[at].length < 2 && !groups.some((group, index) => index !== at && group.path === groups[at].path && cases[index].length);
  const isReplaceable = (group) => !['status', 'header', 'new'].includes(group.class) && group.path !== '$';
  const ofClass = (name) => shown.filter((group) => groups[group].class === name && hasOpen(group));

  function paintCases() {
    const own = cases[at];
    const label = (place) => make('option', { value: place }, `${snapshots[own[place].index].case}${isOpen(own[place]) ? '' : ' \u2713'}`);
    const all = () => own.map((_, place) => label(place));
    const picker = $('cases');
    picker.replaceChildren(...(own.length <= 100 ? all() : [label(which)]));
    picker.value = String(which);
    // A thousand of them are made only when somebody wants to choose.
    picker.onfocus = own.length <= 100 ? null : () => {
      picker.replaceChildren(...all());
      picker.value = String(which);
    };
    $('case-of').textContent = own.length > 1 ? `${(which + 1).toLocaleString('en')} of ${own.length.toLocaleString('en')}` : '';
    $('previous').hidden = own.length < 2;
    $('next').hidden = own.length < 2;
    $('previous').disabled = which === 0;
    $('next').disabled = which === own.length - 1;
  }

  function paintEmpty() {
    const isFiltered = Boolean(filter.text || filter.api || filter.classes.size);
    if (snapshots.length && isFiltered) return tellEmpty('Nothing passes the filter', 'No change is in such a case, API or class.');
    if (!snapshots.length) return tellEmpty('No snapshot waits for its review', 'Every response is as it was reviewed.');
    tellEmpty('', '');
  }

  function tellEmpty(title, words, ...more) {
    $('empty-title').textContent = title;
    $('empty-words').replaceChildren(words, ...more);
  }

  function finish() {
    at = -1;
    paint();
    if (source.isAlone) {
      const button = make('button', { type: 'button', class: 'button primary', onclick: exportDecisions }, 'Export decisions');
      tellEmpty('Everything is decided', 'Export the decisions, then apply them in the project: countersign review --from decisions.json', make('br'), button);
    } else {
      tellEmpty('Everything is decided', 'The snapshots are written. Press Ctrl-C in the terminal, or undo what was a mistake.');
    }
    document.body.dataset.pane = 'change';
  }

  // ---- What is inside a snapshot ------------------------------------------------------------------------------------

  async function detailOf(index) {
    const key = `${index}-${snapshots[index].version}`;
    if (!details.has(key)) {
      if (details.size > 60) details.delete(details.keys().next().value);
      details.set(key, await source.detail(index));
    }
    return details.get(key);
  }

  async function showDetail() {
    ticket += 1;
    const mine = ticket;
    const one = cases[at][which];
    const key = `${one.index}-${snapshots[one.index].version}`;
    let detail = details.get(key);
    if (!detail) {
      $('difference').setAttribute('aria-busy', 'true');
      const waiting = setTimeout(() => mine === ticket && $('difference').replaceChildren(make('p', { class: 'waiting' }, 'Reading ...')), 120);
      try {
        detail = await detailOf(one.index);
      } catch (error) {
        if (mine === ticket) {
          $('difference').removeAttribute('aria-busy');
          fail(error);
        }
        return;
      } finally {
        clearTimeout(waiting);
      }
      if (mine !== ticket) return;
    }
    $('difference').removeAttribute('aria-busy');
    paintAbout(one, detail);
    paintDifference(one, detail);
    paintExchange(detail);
    lookAhead();
  }

  // What is likely to be looked at next is there before it is asked for.
  function lookAhead() {
    const place = shown.indexOf(at);
    const next = [cases[at][which + 1], shown[place + 1] !== undefined && cases[shown[place + 1]][0]];
    for (const one of next) if (one) detailOf(one.index).catch(() => {});
  }

  function paintAbout(one, detail) {
    const { context } = detail;
    const parts = [make('code', {}, snapshots[one.index].path)];
    if (detail.file) parts.push(' from ', make('code', {}, context ? `${detail.file}:${context.line}` : detail.file));
    if (context) parts.push(`, seen on ${context.environment} at ${moment(context.at)}`);
    const others = snapshots[one.index].changes.filter((group) => group !== at).length;
    if (others) parts.push(`; ${count(others, 'other change')} in it`);
    $('about').replaceChildren(...parts);
  }

  // As the clock here shows it, in an order that is the same everywhere.
  function moment(text) {
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) return seen(text);
    const two = (number) => String(number).padStart(2, '0');
    return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
  }

  // The new lines of the rows are the last ones of the proposed text, if they are not told by themselves.
  function lastLines(detail) {
    const number = detail.rows.reduce((sum, row) => sum + (typeof row === 'number' ? row : row[1]), 0);
    const text = detail.text.split('\n');
    if (text.at(-1) === '') text.pop();
    return number ? text.slice(-number) : [];
  }

  function rowsOf(detail) {
    if (detail.unpacked) return detail.unpacked;
    const lines = detail.lines || lastLines(detail);
    const rows = [];
    let old = 0;
    let now = 0;
    for (const row of detail.rows) {
      if (typeof row === 'number') {
        for (let left = row; left > 0; left -= 1) {
          rows.push({ old: lines[now], new: lines[now], oldNumber: old + 1, newNumber: now + 1, changes: [], isChanged: false });
          old += 1;
          now += 1;
        }
        continue;
      }
      const [before, hasNew, changes] = row;
      rows.push({
        old: before,
        new: hasNew ? lines[now] : null,
        oldNumber: before === null ? null : old + 1,
        newNumber: hasNew ? now + 1 : null,
        changes,
        isChanged: true,
      });
      if (before !== null) old += 1;
      if (hasNew) now += 1;
    }
    detail.unpacked = rows;
    return rows;
  }

  function paintDifference(one, detail) {
    const place = $('difference');
    const rows = rowsOf(detail);
    const isNarrow = matchMedia('(max-width: 700px)').matches;
    const how = view === 'side' && isNarrow ? 'unified' : view;
    place.className = `difference ${how}`;
    const marks = marksOf(one, rows);
    if (how === 'tree') place.replaceChildren(treeOf(rows, marks));
    else place.replaceChildren(...pieces(rows, marks, how === 'side' ? sideRow : unifiedRow));
    if (!place.childNodes.length) place.append(make('p', { class: 'waiting' }, 'The contents are the same; only the metadata of the file differ.'));
    const here = place.querySelector('.here');
    if (here) {
      const box = here.getBoundingClientRect();
      if (box.bottom > innerHeight - 40 || box.top < 60) here.scrollIntoView({ block: 'center' });
    }
  }

  // Where a change begins, a mark says what it is and leads to it, unless it is the one that is looked at.
  function marksOf(one, rows) {
    const own = new Set(one.changes);
    const begun = new Set();
    const marks = new Map();
    rows.forEach((row, index) => {
      for (const change of row.changes) {
        if (begun.has(change)) continue;
        begun.add(change);
        if (!marks.has(index)) marks.set(index, []);
        marks.get(index).push(change);
      }
    });
    const { changes: groupOf } = snapshots[one.index];
    return {
      isHere: (row) => row.changes.some((change) => own.has(change)),
      at: (index) => (marks.get(index) || []).filter((change) => groupOf[change] !== at).slice(0, 4).map((change) => {
        const group = groupOf[change];
        const state = DECISIONS[letter(one, change)];
        const sign = { accepted: ' \u2713', rejected: ' \u2715' }[state] || '';
        const name = groups[group].class;
        return make(
          'button',
          { type: 'button', class: `goto ${name}`, 'aria-label': `${name} change at ${groups[group].path}, ${state}: go to it`, title: `${groups[group].path}: ${groups[group].words}`, onclick: () => goTo(group, one.index) },
          shape(name),
          make('span', { class: 'name' }, name + sign),
        );
      }),
    };
  }

  function goTo(group, index) {
    if (!shown.includes(group)) {
      filter.classes.clear();
      filter.text = '';
      $('text').value = '';
      sift();
      paintClasses();
      repaintList();
    }
    select(group, { place: Math.max(0, cases[group].findIndex((one) => one.index === index)) });
    $('main').focus({ preventScroll: true });
    say(`${groups[group].class} change at ${groups[group].path}`);
  }

  // The rows near changes, and what can be opened between them.
  function pieces(rows, marks, draw) {
    const keep = new Array(rows.length).fill(isWhole);
    rows.forEach((row, index) => {
      if (row.isChanged) keep.fill(true, Math.max(0, index - CONTEXT), index + CONTEXT + 1);
    });
    const here = Math.max(0, rows.findIndex(marks.isHere));
    let left = MANY_LINES;
    for (let index = 0; index < keep.length; index += 1) {
      if (!keep[index]) continue;
      if (index < here - MANY_LINES / 2 || left <= 0) keep[index] = false;
      else left -= 1;
    }
    const found = [];
    let start = 0;
    while (start < rows.length) {
      let end = start;
      while (end < rows.length && keep[end] === keep[start]) end += 1;
      // What would take more room folded than open stays open.
      const isShort = !keep[start] && end - start < 4 && end - start < left;
      found.push(keep[start] || isShort ? chunk(rows, start, end, marks, draw) : fold(rows, start, end, marks, draw));
      start = end;
    }
    return found;
  }

  function chunk(rows, start, end, marks, draw) {
    const part = make('div', { class: 'chunk' });
    for (let index = start; index < end; index += 1) part.append(...draw(rows[index], marks, index));
    part.style.containIntrinsicBlockSize = `auto ${part.childNodes.length * 20}px`;
    return part;
  }

  function fold(rows, start, end, marks, draw) {
    const changed = rows.slice(start, end).some((row) => row.isChanged);
    const words = `${count(end - start, changed ? 'line' : 'unchanged line')}`;
    const path = end < rows.length ? above(rows, end) : '';
    const button = make('button', { type: 'button', class: 'fold', 'aria-label': `Show ${words}`, onclick: () => {
      const parts = [];
      for (let from = start; from < end; from += 500) parts.push(chunk(rows, from, Math.min(end, from + 500), marks, draw));
      const next = button.nextElementSibling;
      button.replaceWith(...parts);
      next?.querySelector('button')?.focus();
    } }, `\u22ef ${words}`, path && make('code', {}, path));
    return button;
  }

  const depth = (text) => text.length - text.trimStart().length;

  // The keys that a line is below of, by the indentation of the lines before it.
  function above(rows, index) {
    const text = (row) => (row.new === null ? row.old : row.new);
    let limit = depth(text(rows[index]));
    const keys = [];
    for (let before = index - 1; before >= 0 && limit > 0 && index - before < 5000; before -= 1) {
      const line = text(rows[before]);
      if (depth(line) >= limit || !/[[{]$/.test(line)) continue;
      limit = depth(line);
      const key = /^\s*"((?:[^"\\]|\\.)*)":/.exec(line);
      keys.unshift(key ? key[1] : limit ? '[ ]' : '$');
    }
    return keys.length > 1 ? seen(keys.join(' \u203a ')) : '';
  }

  function unifiedRow(row, marks, index) {
    const here = marks.isHere(row) ? ' here' : '';
    if (!row.isChanged) return [unifiedLine('', row.oldNumber, row.newNumber, '', [brief(row.new)], here, [])];
    const [old, now] = parts(row);
    const lines = [];
    const leads = marks.at(index);
    if (row.old !== null) lines.push(unifiedLine('gone', row.oldNumber, null, '\u2212', old, here, row.new === null ? leads : []));
    if (row.new !== null) lines.push(unifiedLine('added', null, row.newNumber, '+', now, here, leads));
    return lines;
  }

  function unifiedLine(kind, old, now, sign, text, here, leads) {
    const word = { gone: 'removed: ', added: 'added: ' }[kind];
    return make(
      'div',
      { class: `row ${kind}${here}` },
      make('span', { class: 'no', 'aria-hidden': 'true' }, old === null ? '' : String(old)),
      make('span', { class: 'no', 'aria-hidden': 'true' }, now === null ? '' : String(now)),
      make('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      make('span', { class: 'line' }, word && make('span', { class: 'hidden' }, word), ...text),
      make('span', { class: 'leads' }, ...leads),
    );
  }

  function sideRow(row, marks, index) {
    const here = marks.isHere(row) ? ' here' : '';
    const [old, now] = row.isChanged ? parts(row) : [[brief(row.old)], [brief(row.new)]];
    const cell = (number, text, kind, word) => {
      const style = !row.isChanged ? '' : number === null ? ' cell-void' : ` ${kind}`;
      return [
        make('span', { class: `no${style}`, 'aria-hidden': 'true' }, number === null ? '' : String(number)),
        make('span', { class: `line${style}` }, row.isChanged && number !== null && make('span', { class: 'hidden' }, word), ...(number === null ? [] : text)),
      ];
    };
    const leads = row.isChanged ? marks.at(index) : [];
    const cells = [...cell(row.oldNumber, old, 'cell-gone', 'before: '), ...cell(row.newNumber, now, 'cell-added', 'now: ')];
    return [make('div', { class: `row${here}` }, ...cells, make('span', { class: 'leads' }, ...leads))];
  }

  // Both lines of a row, with what differs in them marked.
  function parts(row) {
    if (row.old === null || row.new === null || row.old.length + row.new.length > LONG_LINE) {
      return [row.old === null ? [] : [brief(row.old)], row.new === null ? [] : [brief(row.new)]];
    }
    const [left, right] = [valueOf(row.old), valueOf(row.new)];
    if (left && right && left.key === right.key && left.type !== right.type) return [wholly(left, 'gone'), wholly(right, 'added')];
    const old = tokens(row.old);
    const now = tokens(row.new);
    const [isOld, isNew] = differing(old, now);
    return [marked(old, isOld, 'gone'), marked(now, isNew, 'added')];
  }

  // The key and the value of a line that holds both, if the value has no parts.
  function valueOf(line) {
    const found = /^(\s*(?:"(?:[^"\\]|\\.)*": )?)("(?:[^"\\]|\\.)*"|[-\d][^\s,]*|true|false|null)(,?)$/.exec(line);
    if (!found) return null;
    const [, key, value, end] = found;
    return { key, value, end, type: /[-\d]/.test(value[0]) ? 'number' : /[tf]/.test(value[0]) ? 'boolean' : value[0] };
  }

  // Where the type is another, all of the value is.
  const wholly = ({ key, value, end }, kind) => [seen(key), make('mark', { class: kind }, seen(value)), end];

  const tokens = (text) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) || [];

  // For the pieces of two lines whether they differ: all but their longest common run of pieces.
  function differing(old, now) {
    let head = 0;
    while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
    let tail = 0;
    while (tail < Math.min(old.length, now.length) - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
    const isOld = old.map((_, index) => index >= head && index < old.length - tail);
    const isNew = now.map((_, index) => index >= head && index < now.length - tail);
    const [rows, columns] = [old.length - tail - head, now.length - tail - head];
    if (rows * columns > 10000 || !rows || !columns) return [isOld, isNew];
    isOld.fill(true, head, head + rows);
    isNew.fill(true, head, head + columns);
    const width = columns + 1;
    const length = new Uint16Array((rows + 1) * width);
    for (let row = rows - 1; row >= 0; row -= 1) {
      for (let column = columns - 1; column >= 0; column -= 1) {
        const here = row * width + column;
        const isSame = old[head + row] === now[head + column];
        length[here] = isSame ? length[here + width + 1] + 1 : Math.max(length[here + width], length[here + 1]);
      }
    }
    let [row, column] = [0, 0];
    while (row < rows && column < columns) {
      const here = row * width + column;
      if (old[head + row] === now[head + column]) {
        isOld[head + row] = false;
        isNew[head + column] = false;
        row += 1;
        column += 1;
      } else if (length[here + width] >= length[here + 1]) row += 1;
      else column += 1;
    }
    return [joined(old, isOld), joined(now, isNew)];
  }

  // A space or a sign between two words that differ is no rest for the eye.
  function joined(pieces, isMarked) {
    return isMarked.map((own, index) => own || (isMarked[index - 1] && isMarked[index + 1] && !/[\p{L}\p{N}]/u.test(pieces[index])));
  }

  function marked(pieces, isMarked, kind) {
    const found = [];
    let start = 0;
    while (start < pieces.length) {
      let end = start;
      while (end < pieces.length && isMarked[end] === isMarked[start]) end += 1;
      const text = seen(pieces.slice(start, end).join(''));
      found.push(isMarked[start] ? make('mark', { class: kind }, text) : text);
      start = end;
    }
    return found;
  }

  // ---- The tree -----------------------------------------------------------------------------------------------------

  // Lines that open something, and the lines that are indented below them, are a branch.
  function treeOf(rows, marks) {
    const root = { children: [], depth: -1 };
    const open = [root];
    for (const row of rows) {
      const text = row.new === null ? row.old : row.new;
      const own = depth(text);
      if (/^[\]}],?$/.test(text.trim()) && (row.old === null || /^[\]}],?$/.test(row.old.trim()))) continue;
      while (open.length > 1 && open.at(-1).depth >= own) open.pop();
      const node = { row, text: text.trim().replace(/,$/, ''), depth: own, children: [] };
      open.at(-1).children.push(node);
      open.push(node);
    }
    const mark = (node) => {
      const below = node.children.map(mark);
      node.isTouched = (node.row ? node.row.isChanged : false) || below.some(Boolean);
      node.isHere = (node.row && marks.isHere(node.row)) || node.children.some((child) => child.isHere);
      return node.isTouched;
    };
    mark(root);
    return make('div', { class: 'tree' }, branches(root.children, marks));
  }

  function branches(nodes, marks) {
    const items = [];
    let quiet = [];
    const flush = () => {
      if (quiet.length > 2) items.push(later(make('span', { class: 'quietly' }, count(quiet.length, 'unchanged entry').replace(/entrys$/, 'entries')), 'node-same', ((own) => () => own.map((node) => branch(node, marks)))(quiet), false));
      else items.push(...quiet.map((node) => branch(node, marks)));
      quiet = [];
    };
    for (const node of nodes.slice(0, 2000)) {
      if (node.isTouched) flush();
      if (node.isTouched) items.push(branch(node, marks));
      else quiet.push(node);
    }
    flush();
    if (nodes.length > 2000) items.push(make('li', { class: 'quietly' }, `and ${count(nodes.length - 2000, 'more entry').replace(/entrys$/, 'entries')}`));
    return make('ul', {}, ...items);
  }

  function branch(node, marks) {
    const { row } = node;
    const kind = !row.isChanged ? 'node-same' : row.old === null ? 'node-added' : row.new === null ? 'node-gone' : 'node-changed';
    const here = row && marks.isHere(row) ? ' here' : '';
    const word = { 'node-added': 'added: ', 'node-gone': 'removed: ' }[kind];
    const label = [word && make('span', { class: 'hidden' }, word), ...entry(node, kind)];
    if (!node.children.length) return make('li', { class: kind + here }, make('div', { class: 'leaf' }, ...label.filter(Boolean)));
    const size = make('span', { class: 'quietly' }, ` ${node.children.length}`);
    return later(make('span', {}, ...label.filter(Boolean), size), kind + here, () => [branches(node.children, marks)], node.isTouched);
  }

  // What is below is made when it is opened.
  function later(label, kind, fill, isOpened) {
    const summary = make('summary', {}, label);
    const box = make('details', {}, summary);
    const open = () => {
      if (box.childNodes.length > 1) return;
      const made = fill();
      box.append(...(made[0] && made[0].tagName === 'LI' ? [make('ul', {}, ...made)] : made));
    };
    if (isOpened) {
      box.open = true;
      open();
    }
    box.addEventListener('toggle', open);
    return make('li', { class: kind }, box);
  }

  function entry(node, kind) {
    const { row } = node;
    const key = /^"((?:[^"\\]|\\.)*)": /.exec(node.text);
    const name = key ? `${key[1]}: ` : '';
    const value = (text) => brief(text.trim().replace(/,$/, '').slice(key ? key[0].length : 0));
    if (kind !== 'node-changed') return [make('b', {}, seen(name)), value(node.text)];
    const before = row.old.trim().replace(/,$/, '');
    const isSameKey = !key || before.startsWith(key[0]);
    return [
      make('b', {}, seen(name)),
      make('del', {}, make('span', { class: 'hidden' }, 'before: '), isSameKey ? value(before) : brief(before)),
      ' \u2192 ',
      make('ins', {}, make('span', { class: 'hidden' }, 'now: '), value(node.text)),
    ];
  }

  // ---- Request and response -----------------------------------------------------------------------------------------

  let exchangeAt = 0;

  function paintExchangeButton() {
    $('exchange-button').setAttribute('aria-expanded', String(isExchangeOpen));
    $('exchange').hidden = !isExchangeOpen;
  }

  function paintExchange(detail) {
    const exchanges = detail.context ? detail.context.exchanges : [];
    exchangeAt = Math.min(exchangeAt, Math.max(0, exchanges.length - 1));
    const pick = $('exchange-pick');
    pick.replaceChildren();
    if (!isExchangeOpen) return;
    if (!exchanges.length) {
      const words = 'The run that proposed this left no exchange, or a later one wrote over it. Run the case again to see it here.';
      $('exchange').replaceChildren(make('p', { class: 'none' }, words));
      return;
    }
    if (exchanges.length > 1) {
      const options = exchanges.map((one, index) => make('option', { value: index }, one.row ? `row ${one.row}` : `exchange ${index + 1}`));
      const picker = make('select', { 'aria-label': 'Row of the case' }, ...options);
      picker.value = String(exchangeAt);
      picker.addEventListener('change', () => {
        exchangeAt = Number(picker.value);
        paintExchange(detail);
      });
      pick.append(picker);
    }
    const one = exchanges[exchangeAt];
    $('exchange').replaceChildren(
      make('p', { class: 'ask' }, make('b', {}, one.method), ' ', seen(one.url)),
      verdict(one),
      make('div', { class: 'halves' }, half('Request', one.request), half(`Response: ${one.status}, after ${Math.round(one.elapsed)} ms`, one.response)),
    );
  }

  function verdict(one) {
    const bad = one.findings.filter((found) => found.severity !== 'warning');
    if (!one.findings.length) {
      const words = one.hasSchema ? 'The schema holds, and so does every other check.' : 'No schema judges this body; every other check holds.';
      return make('div', { class: 'verdict fine' }, words);
    }
    const items = one.findings.map((found) =>
      make('li', {}, make('code', {}, found.code), ` ${found.severity}, ${found.check}: ${seen(found.message)}`, found.pointer ? make('code', {}, ` ${seen(found.pointer)}`) : null));
    const words = bad.length ? 'What the checks say:' : one.hasSchema ? 'The schema holds. The checks warn:' : 'The checks warn:';
    return make('div', { class: `verdict ${bad.length ? 'broken' : 'fine'}` }, words, make('ul', {}, ...items));
  }

  function half(title, message) {
    const rows = message.headers.map(([name, value]) => make('tr', {}, make('th', { scope: 'row' }, seen(name)), make('td', {}, seen(value))));
    const headers = rows.length ? make('table', { class: 'headers', 'aria-label': 'Headers' }, make('tbody', {}, ...rows)) : null;
    return make('section', {}, make('h4', {}, title), headers, bodyOf(message.body, title));
  }

  function bodyOf(body, title) {
    if (!body) return make('p', { class: 'none' }, 'No body.');
    if (body.text === undefined || body.text === null) return make('p', { class: 'none' }, `${count(body.length, 'byte')} that are no text.`);
    const box = make('pre', { class: 'body', tabindex: 0, role: 'region', 'aria-label': `Body of the ${title.split(':')[0].toLowerCase()}` });
    const isCut = new TextEncoder().encode(body.text).length < body.length;
    box.append(...colored(body.text));
    if (isCut) box.append(make('span', { class: 'none' }, `\n... the first part of ${count(body.length, 'byte')}`));
    return box;
  }

  // JSON with its lines and colours, every number and text as it was written; anything else as it is.
  function colored(text) {
    const trimmed = text.trim();
    if (!/^[[{]/.test(trimmed)) return [seen(text)];
    const found = trimmed.match(/"(?:[^"\\]|\\.)*"?|[[\]{},:]|[^\s"[\]{},:]+/g) || [];
    const isPlain = found.length > MANY_PIECES;
    const nodes = [];
    let plain = '';
    let deep = 0;
    const put = (piece, kind) => {
      if (!kind || isPlain) plain += piece;
      else {
        if (plain) nodes.push(plain);
        plain = '';
        nodes.push(make('span', { class: kind }, piece));
      }
    };
    const line = () => put('\n' + '  '.repeat(Math.min(deep, 60)));
    found.forEach((piece, index) => {
      const [before, after] = [found[index - 1], found[index + 1]];
      if (piece === '{' || piece === '[') {
        put(piece);
        deep += 1;
        if (after !== '}' && after !== ']') line();
      } else if (piece === '}' || piece === ']') {
        deep = Math.max(0, deep - 1);
        if (before !== '{' && before !== '[') line();
        put(piece);
      } else if (piece === ',') {
        put(piece);
        line();
      } else if (piece === ':') put(': ');
      else if (piece[0] === '"') put(seen(piece), after === ':' ? '' : 's');
      else put(seen(piece), 'n');
    });
    if (plain) nodes.push(plain);
    return nodes;
  }

  // ---- What is done -------------------------------------------------------------------------------------------------

  let quieting = 0;

  function say(words) {
    const place = $('said');
    clearTimeout(quieting);
    place.textContent = words;
    place.classList.remove('old');
    quieting = setTimeout(() => place.classList.add('old'), 5000);
  }

  function fail(error) {
    const answer = error.answer || {};
    take(answer);
    if (answer.overview || answer.touched) paint();
    const dismiss = make('button', { type: 'button', class: 'button', onclick: () => { $('notice').hidden = true; keepFocus(); } }, 'Dismiss');
    $('notice').replaceChildren(error.message, answer.help ? ` (${answer.help})` : '', dismiss);
    $('notice').hidden = false;
  }

  // What has the focus may be gone or disabled after a step: the keys go on from the list, the Tab key from the change.
  function keepFocus() {
    const has = document.activeElement;
    if (has && has !== document.body && !has.disabled && has.checkVisibility()) return;
    const place = at >= 0 && document.body.dataset.pane === 'change' ? $('main') : list;
    place.focus({ preventScroll: true });
  }

  let looking = null;

  function lookAgain() {
    if (source.isAlone || document.hidden || isBusy || looking || !$('notice').hidden) return;
    // Whoever decides something is told what went wrong.
    looking = look().catch(() => {}).finally(() => { looking = null; });
  }

  async function look() {
    const answer = await source.look();
    if (!answer) return;
    take(answer);
    paint();
    say('What is pending has changed meanwhile.');
  }

  // One thing at a time: what was decided is shown when it is written.
  async function act(words, action, then) {
    if (isBusy) return;
    isBusy = true;
    $('main').setAttribute('aria-busy', 'true');
    const slow = setTimeout(() => say('Writing ...'), 400);
    try {
      await looking;
      const answer = await action();
      clearTimeout(slow);
      $('notice').hidden = true;
      const before = new Set(groups.map((group) => group.fingerprint));
      take(answer);
      then(answer, before);
      keepFocus();
      say(words(answer));
    } catch (error) {
      clearTimeout(slow);
      $('said').textContent = '';
      if (!(error instanceof Trouble)) throw error;
      fail(error);
    } finally {
      isBusy = false;
      $('main').removeAttribute('aria-busy');
    }
  }

  const named = (own, fingerprints) => own.map((one) => {
    const { path, version } = snapshots[one.index];
    return { index: one.index, snapshot: path, version, fingerprints };
  });

  function decide(decision) {
    if (at < 0) return;
    const letter = decision === 'accept' ? 'A' : 'R';
    const own = meant(letter);
    if (!own.length) return say(`This is ${DECISIONS[letter]} already.`);
    const { path, fingerprint } = groups[at];
    const words = () => `${capital(DECISIONS[letter])} ${path} in ${count(own.length, 'case')}. ${leftWords()}`;
    act(words, () => source.decide(named(own, [fingerprint]), decision), advance);
  }

  function decideClass(decision) {
    if (at < 0) return;
    const word = decision === 'accept' ? 'Accepted' : 'Rejected';
    const name = groups[at].class;
    const bySnapshot = new Map();
    for (const group of ofClass(name)) {
      for (const one of cases[group].filter(isOpen)) {
        if (!bySnapshot.has(one.index)) bySnapshot.set(one.index, []);
        bySnapshot.get(one.index).push(groups[group].fingerprint);
      }
    }
    if (!bySnapshot.size) return say(`Nothing ${name} is open.`);
    const changes = [...bySnapshot].map(([index, fingerprints]) => named([{ index }], fingerprints)[0]);
    const number = changes.reduce((sum, one) => sum + one.fingerprints.length, 0);
    act(() => `${word} all that is ${name}: ${count(number, 'change')}. ${leftWords()}`, () => source.decide(changes, decision), advance);
  }

  function replace(how) {
    if (at < 0) return;
    const { path } = groups[at];
    const word = how === 'redact' ? 'Redacted' : 'Aliased';
    if ($(how).disabled) return say('Only values in the body of a response can be redacted or aliased.');
    const changes = volatile(path);
    const words = (answer) => (source.isAlone
      ? `${word} ${path} in ${count(changes.length, 'case')}, once the decisions are applied.`
      : (answer.notes || []).join('; ') || `${word} ${path}.`);
    act(words, () => source.replace(changes, how), advance);
  }

  // Values that differ from case to case are each a group of its own: a path becomes volatile in all of a case file.
  function volatile(path) {
    const fileOf = (index) => snapshots[index].case.split('::')[0];
    const files = new Set(cases[at].map((one) => fileOf(one.index)));
    const indices = isOneCase ? [cases[at][which].index] : snapshots.map((_, index) => index).filter((index) => files.has(fileOf(index)));
    return indices.flatMap((index) => {
      const own = snapshots[index].changes.filter((group) => groups[group].path === path);
      return own.length ? named([{ index }], [...new Set(own.map((group) => groups[group].fingerprint))]) : [];
    });
  }

  function undo() {
    if (!undoable) return say('There is nothing to undo.');
    act(() => `Undone. ${leftWords()}`, () => source.undo(), (answer, before) => {
      const index = answer.touched && answer.touched.length ? answer.touched[0][0] : -1;
      // What was redacted is a change again.
      const back = index >= 0
        ? snapshots[index].changes.find((group, change) => snapshots[index].decisions[change] === 'O' && shown.includes(group))
        : shown.find((group) => !before.has(groups[group].fingerprint));
      if (back !== undefined) at = back;
      else if (at < 0 && shown.length) at = shown[0];
      which = at >= 0 ? Math.max(0, cases[at].findIndex((one) => one.index === index)) : 0;
      paint();
    });
  }

  function leftWords() {
    const left = groups.filter((_, group) => cases[group].length && hasOpen(group)).length;
    return left ? `${count(left, 'group')} left.` : 'Nothing is left.';
  }

  // On to what is still open: the next case of this group, the next group, or from the beginning.
  function advance() {
    if (at >= 0 && hasOpen(at)) {
      const own = cases[at];
      const next = own.findIndex((one, place) => place > which && isOpen(one));
      which = next >= 0 ? next : own.findIndex(isOpen);
      return paint();
    }
    const place = shown.indexOf(at);
    const next = [...shown.slice(place + 1), ...shown.slice(0, Math.max(0, place))].find(hasOpen);
    if (next !== undefined) {
      at = next;
      which = cases[at].findIndex(isOpen);
      $('main').scrollTop = 0;
      return paint();
    }
    const isAnywhere = snapshots.some(({ decisions }) => decisions.includes('O'));
    if (isAnywhere || !snapshots.length) return paint();
    finish();
  }

  function skip() {
    const place = shown.indexOf(at);
    const next = shown.slice(place + 1).find(hasOpen);
    if (next === undefined) return say('This is the last open group.');
    select(next, { place: Math.max(0, cases[next].findIndex(isOpen)) });
  }

  function toggleOnly() {
    if (at < 0 || isOnly()) return;
    isOneCase = !isOneCase;
    paintActions();
    say(isOneCase ? 'Decisions are about this case only.' : 'Decisions are about the whole group.');
  }

  function show(next) {
    view = next;
    settings.put('countersign-view', view);
    if (at >= 0) paintChange();
    say({ unified: 'Unified', side: 'Side by side', tree: 'Tree' }[view]);
  }

  function nextView() {
    const isNarrow = matchMedia('(max-width: 700px)').matches;
    const views = VIEWS.filter((one) => !(isNarrow && one === 'side'));
    show(views[(views.indexOf(view) + 1) % views.length]);
  }

  function showWhole() {
    isWhole = !isWhole;
    if (at >= 0) paintChange();
    say(isWhole ? 'All lines' : 'Lines near changes');
  }

  function toggleExchange() {
    isExchangeOpen = !isExchangeOpen;
    settings.put('countersign-exchange', isExchangeOpen ? 'open' : 'closed');
    if (at < 0) return;
    paintExchangeButton();
    const detail = details.get(`${cases[at][which].index}-${snapshots[cases[at][which].index].version}`);
    if (detail) paintExchange(detail);
    if (isExchangeOpen) $('exchange-title').scrollIntoView({ block: 'nearest' });
  }

  // The file that `countersign review --from` applies.
  function decisionsFile() {
    const decisions = [];
    snapshots.forEach((snapshot, index) => {
      if (!/[^O]/.test(snapshot.decisions)) return;
      const { base, proposed, text } = source.detail(index);
      const of = (letter, name) => [...new Set(snapshot.changes.filter((_, change) => snapshot.decisions[change] === letter).map((group) => groups[group][name]))];
      decisions.push({
        snapshot: snapshot.path,
        base: base === null ? undefined : base,
        proposed,
        text,
        accept: of('A', 'fingerprint'),
        reject: of('R', 'fingerprint'),
        redact: of('V', 'path'),
        alias: of('L', 'path'),
      });
    });
    return { version: 1, decisions };
  }

  function exportDecisions() {
    const file = decisionsFile();
    const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + '\n'], { type: 'application/json' }));
    make('a', { href: url, download: 'decisions.json' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    say(`Exported decisions about ${count(file.decisions.length, 'snapshot')}. Apply them with: countersign review --from decisions.json`);
  }

  // ---- Keys and buttons ---------------------------------------------------------------------------------------------

  const COMMANDS = {
    j: () => move(1),
    k: () => move(-1),
    n: () => moveCase(1),
    p: () => moveCase(-1),
    ArrowRight: () => moveCase(1),
    ArrowLeft: () => moveCase(-1),
    a: () => decide('accept'),
    r: () => decide('reject'),
    s: skip,
    o: toggleOnly,
    A: () => decideClass('accept'),
    R: () => decideClass('reject'),
    d: () => replace('redact'),
    l: () => replace('alias'),
    u: undo,
    v: nextView,
    x: showWhole,
    ']': () => move(1),
    '[': () => move(-1),
    i: toggleExchange,
    '/': () => $('text').focus(),
    '?': () => $('keys').showModal(),
  };
  const IN_LIST = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(Math.max(1, Math.floor(list.clientHeight / ROW) - 1)),
    PageUp: () => move(-Math.max(1, Math.floor(list.clientHeight / ROW) - 1)),
    Home: () => move(-shown.length),
    End: () => move(shown.length),
    Enter: () => {
      document.body.dataset.pane = 'change';
      $('main').focus();
    },
  };

  function onKey(event) {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $('keys').open) return;
    const isTyping = target.matches('input[type="search"], select, textarea');
    if (isTyping) {
      if (event.key === 'Escape' && target === $('text')) {
        if (target.value) {
          target.value = '';
          filter.text = '';
          refilter();
        } else list.focus();
        event.preventDefault();
      } else if ((event.key === 'Enter' || event.key === 'ArrowDown') && target === $('text')) {
        list.focus();
        event.preventDefault();
      }
      return;
    }
    const inList = target === list && IN_LIST[event.key];
    // Arrows scroll what scrolls sideways or has a meaning of its own for them.
    const isOwn = event.key.startsWith('Arrow') && target.matches('pre, .views button, summary');
    const command = inList || (!isOwn && ($('keys-on').checked || event.key.startsWith('Arrow')) && COMMANDS[event.key]);
    if (!command) return;
    event.preventDefault();
    command();
  }

  function listen() {
    const click = (id, action) => $(id).addEventListener('click', action);
    click('accept', () => decide('accept'));
    click('reject', () => decide('reject'));
    click('skip', skip);
    click('only', toggleOnly);
    click('accept-class', () => decideClass('accept'));
    click('reject-class', () => decideClass('reject'));
    click('redact', () => replace('redact'));
    click('alias', () => replace('alias'));
    click('undo', undo);
    click('export', exportDecisions);
    click('previous', () => moveCase(-1));
    click('next', () => moveCase(1));
    click('exchange-button', toggleExchange);
    click('keys-button', () => $('keys').showModal());
    click('keys-close', () => $('keys').close());
    click('back', () => {
      document.body.dataset.pane = 'list';
      paintList();
      revealInList();
      list.focus();
    });
    for (const button of document.querySelectorAll('.views button')) {
      button.addEventListener('click', () => show(button.dataset.view));
    }
    $('cases').addEventListener('change', () => {
      which = Number($('cases').value);
      paintChange();
    });
    $('text').addEventListener('input', () => {
      filter.text = $('text').value;
      refilter();
    });
    $('api').addEventListener('change', () => {
      filter.api = $('api').value;
      refilter();
    });
    $('keys-on').checked = settings.get('countersign-keys') !== 'off';
    $('keys-on').addEventListener('change', () => settings.put('countersign-keys', $('keys-on').checked ? 'on' : 'off'));
    let isWaiting = false;
    list.addEventListener('scroll', () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        paintList();
      });
    }, { passive: true });
    new ResizeObserver(paintList).observe(list);
    document.addEventListener('keydown', onKey);
    const lines = KEYS.flatMap(([keys, words]) => [make('dt', {}, ...keys.split(' ').map((key) => make('kbd', {}, key))), make('dd', {}, words)]);
    $('keys-list').replaceChildren(...lines);
    const classes = Object.entries(CLASSES).flatMap(([name, { words }]) => [make('dt', { class: name }, shape(name), name), make('dd', {}, words)]);
    $('classes-list').replaceChildren(...classes);
    // What is decided about stays in sight when its heading has left.
    new IntersectionObserver(([entry]) => { $('reminder').hidden = entry.isIntersecting || !entry.rootBounds; }, { root: $('main') }).observe($('change-path'));
    // Whoever comes back from a terminal may have run the cases meanwhile.
    document.addEventListener('visibilitychange', lookAgain);
  }

  async function start() {
    listen();
    try {
      take(await source.start());
    } catch (error) {
      tellEmpty('Nothing could be read', '');
      if (!(error instanceof Trouble)) throw error;
      return fail(error);
    }
    if (shown.length) {
      at = shown.find(hasOpen) ?? shown[0];
      which = Math.max(0, cases[at].findIndex(isOpen));
    }
    const isAllDecided = snapshots.length && snapshots.every(({ decisions }) => !decisions.includes('O'));
    if (isAllDecided) finish();
    else paint();
    if (document.activeElement === document.body) list.focus({ preventScroll: true });
  }

  start();
})();
