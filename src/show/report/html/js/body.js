// ---- Bodies ---------------------------------------------------------------------------------------------------------

// Lines of a body that are shown before somebody asks for more, and those that are then added at once.
const MANY_LINES = 400;
const MORE_LINES = 2000;
// Lines around one that a finding is about.
const CONTEXT = 4;
const LONG_TEXT = 1500;
const LONG_RAW = 100000;

// JSON in lines, every number and text as it was written; null for what is no JSON. Each line has its pieces and how deep
// it is. `notes` has the findings by the index of the line that they point at, or at what is around that. What is open
// stands on a list of its own, and no pointers are put together: bodies can be deeper than a browser likes to call.
function jsonLines(text, findings) {
  const token = /[ \t\r\n]*(?:("(?:[^"\\\u0000-\u001f]|\\.)*")|([[\]{},:])|(-?\d[\d.eE+-]*|true|false|null))/gy;
  const lines = [];
  const open = [];
  // For each finding the steps that lead to its place, and how far they were found, on which line.
  const ways = findings.map((finding) => ({ finding, steps: stepsOf(finding.pointer), found: -1, line: 0 }));
  // What may come next: `first` is a value, a key or the end of what was just opened.
  let next = 'value';
  let line = null;
  const begin = (live) => {
    line = { pieces: [], depth: open.length, live };
    for (const way of live) if (open.length > way.found) Object.assign(way, { found: open.length, line: lines.length });
    lines.push(line);
  };
  const liveHere = () => {
    const top = open.at(-1);
    if (!top) return ways;
    if (!top.live.length) return top.live;
    const step = top.isObject ? unquoted(top.key) : String(top.index);
    return top.live.filter((way) => way.steps[open.length - 1] === step);
  };
  const put = (piece, kind) => {
    if (!line) begin(liveHere());
    line.pieces.push([piece, kind]);
  };
  const canBeValue = () => next === 'value' || (next === 'first' && !open.at(-1).isObject);
  let place = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    place = token.lastIndex;
    const [, string, sign, word] = found;
    const top = open.at(-1);
    if (string !== undefined && top?.isObject && (next === 'key' || next === 'first')) {
      top.key = string;
      put(string, 'k');
      next = 'colon';
    } else if (string !== undefined || word !== undefined) {
      if (!canBeValue()) return null;
      put(string ?? word, string !== undefined ? 's' : 'n');
      next = 'after';
    } else if (sign === ':') {
      if (next !== 'colon') return null;
      put(': ');
      next = 'value';
    } else if (sign === ',') {
      if (next !== 'after' || !top) return null;
      put(',');
      line = null;
      top.index += 1;
      next = top.isObject ? 'key' : 'value';
    } else if (sign === '{' || sign === '[') {
      if (!canBeValue()) return null;
      put(sign);
      open.push({ isObject: sign === '{', index: 0, key: '', line, live: line.live });
      line = null;
      next = 'first';
    } else {
      if (!top || (next !== 'after' && next !== 'first') || top.isObject !== (sign === '}')) return null;
      open.pop();
      // What is empty ends on its line; the end of anything else is no place that something points at.
      if (next === 'first') ({ line } = top);
      else begin([]);
      put(sign);
      next = 'after';
    }
  }
  if (/[^ \t\r\n]/.test(text.slice(place)) || open.length || next !== 'after') return null;
  const notes = new Map();
  for (const { finding, line } of ways) notes.set(line, [...(notes.get(line) || []), finding]);
  return { lines, notes };
}

// Where a pointer goes on inside a string that holds JSON, that string is the place.
const stepsOf = (pointer) => pointer.split(' (inside')[0].trim().split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

function unquoted(key) {
  try {
    return JSON.parse(key);
  } catch {
    return key;
  }
}

// A body with its lines and colours, and the places marked that findings point at.
function pretty(lines, notes) {
  const keep = new Array(lines.length).fill(lines.length <= MANY_LINES);
  if (lines.length > MANY_LINES) {
    for (const index of notes.keys()) keep.fill(true, Math.max(0, index - CONTEXT), Math.min(lines.length, index + CONTEXT + 1));
    // Without a place to look at, the beginning is as good as any.
    keep.fill(true, 0, notes.size ? CONTEXT : MANY_LINES);
  }
  const parts = [];
  let from = 0;
  while (from < lines.length) {
    let to = from;
    while (to < lines.length && keep[to] === keep[from]) to += 1;
    const isShort = !keep[from] && to - from < 5;
    parts.push(keep[from] || isShort ? stretchOf(lines, notes, from, to) : fold(lines, notes, from, to));
    from = to;
  }
  return parts;
}

function stretchOf(lines, notes, from, to) {
  const part = make('div', { class: 'stretch' });
  for (let index = from; index < to; index += 1) part.append(bodyLine(lines[index], notes.get(index), index));
  return part;
}

function fold(lines, notes, from, to) {
  const button = make('button', { type: 'button', class: 'fold', onclick: () => {
    const until = Math.min(to, from + MORE_LINES);
    const parts = [stretchOf(lines, notes, from, until)];
    if (until < to) parts.push(fold(lines, notes, until, to));
    button.replaceWith(...parts);
    parts.at(-1).focus?.();
  } }, `\u22ef ${count(to - from, 'line')}`);
  return button;
}

function bodyLine(line, notes, index) {
  const own = make('div', { class: notes ? 'line marked' : 'line' });
  own.append(make('span', { class: 'no', 'aria-hidden': 'true' }, String(index + 1)));
  const words = make('span', { class: 'code-line' }, '  '.repeat(Math.min(line.depth, 40)));
  for (const [piece, kind] of line.pieces) words.append(pieceOf(piece, kind, notes));
  for (const note of notes || []) {
    words.append(make('span', { class: `note ${note.severity}` }, make('b', {}, note.code), ` ${brief(note.message, 300)}`));
  }
  own.append(words);
  return own;
}

function pieceOf(piece, kind, notes) {
  if (!kind) return piece;
  if (piece.length <= LONG_TEXT) {
    const isPoint = notes && kind !== 'k';
    return make(isPoint ? 'mark' : 'span', { class: kind }, seen(piece));
  }
  const rest = make('button', { type: 'button', class: 'more', onclick: () => rest.replaceWith(seen(piece.slice(LONG_TEXT))) }, `... ${group(piece.length - LONG_TEXT)} more characters`);
  return make('span', { class: kind }, seen(piece.slice(0, LONG_TEXT)), rest);
}

function rawText(text) {
  if (text.length <= LONG_RAW) return [make('span', { class: 'raw' }, seen(text))];
  const rest = make('button', { type: 'button', class: 'more', onclick: () => rest.replaceWith(make('span', { class: 'raw' }, seen(text.slice(LONG_RAW)))) }, `... ${group(text.length - LONG_RAW)} more characters`);
  return [make('span', { class: 'raw' }, seen(text.slice(0, LONG_RAW))), rest];
}

// A body with what can be done with it.
function bodyOf(body, title, findings) {
  if (!body) return make('p', { class: 'none' }, 'No body.');
  if (body.text === null) {
    return make('p', { class: 'none' }, `${count(body.length, 'byte')} that are no text, SHA-256 `, make('code', {}, body.sha256 || 'unknown'));
  }
  const begun = /[^ \t\r\n]/.exec(body.text)?.[0];
  const isWhole = !body.sha256;
  const json = isWhole && begun && '{["'.includes(begun) ? jsonLines(body.text, findings) : null;
  const box = make('div', { class: 'body', tabindex: 0, role: 'region', 'aria-label': `Body of the ${title}` });
  const show = (how) => {
    box.replaceChildren(...(how === 'pretty' ? pretty(json.lines, json.notes) : rawText(body.text)));
    box.classList.toggle('is-raw', how !== 'pretty');
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.how === how));
  };
  const buttons = json
    ? [['pretty', 'Pretty'], ['raw', 'Raw']].map(([how, words]) => make('button', { type: 'button', 'data-how': how, 'aria-pressed': 'false', onclick: () => show(how) }, words))
    : [];
  show(json ? 'pretty' : 'raw');
  const about = [size(body.length)];
  if (!isWhole) about.push(`of which the first ${size(new TextEncoder().encode(body.text).length)} are kept`);
  const head = make(
    'div', { class: 'body-head' },
    make('span', { class: 'dim' }, about.join(', ')),
    buttons.length ? make('div', { class: 'toggle', role: 'group', 'aria-label': `How the body of the ${title} is shown` }, ...buttons) : null,
    copier(body.text, `the body of the ${title}`),
  );
  const parts = [head, box];
  if (!isWhole && body.sha256) parts.push(make('p', { class: 'none' }, 'SHA-256 of all of it ', make('code', {}, body.sha256)));
  return make('div', { class: 'body-box' }, ...parts);
}

