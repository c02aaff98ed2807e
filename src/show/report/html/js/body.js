// ---- Bodies ---------------------------------------------------------------------------------------------------------

// Lines of a body that are shown before somebody asks for more, and those that are then added at once.
const MANY_LINES = 400;
const MORE_LINES = 2000;
// Lines around one that a finding is about.
const CONTEXT = 4;
const LONG_TEXT = 1500;
const LONG_RAW = 100000;

// JSON in lines, every number and text as it was written; null for what is no JSON. Each line has its pieces, how deep
// it is, and the pointer to the value that begins on it.
function jsonLines(text, isPointed) {
  const pieces = /\s*(?:("(?:[^"\\\u0000-\u001f]|\\.)*")|([[\]{},:])|(-?\d[\d.eE+-]*|true|false|null))/gy;
  const lines = [];
  // What is open: whether it is an object, the index in a list, the key in an object, and whether it has anything.
  const open = [];
  let line = null;
  let key = null;
  let isDone = false;
  const pointer = () => open.map((one) => `/${one.isObject ? escaped(one.key) : one.index}`).join('');
  const start = () => {
    if (line) return;
    line = { pieces: [], depth: open.length, pointer: isPointed ? pointer() : '', deeper: 0 };
    lines.push(line);
  };
  const put = (piece, kind) => {
    start();
    line.pieces.push([piece, kind]);
  };
  const value = () => {
    const top = open.at(-1);
    if (!top) isDone = true;
    key = null;
  };
  let place = 0;
  while (place < text.length) {
    pieces.lastIndex = place;
    const found = pieces.exec(text);
    if (!found) break;
    place = pieces.lastIndex;
    const [, string, sign, word] = found;
    const top = open.at(-1);
    if (isDone) return null;
    if (string !== undefined && top && top.isObject && key === null && !top.isValue) {
      key = string;
      top.key = string;
      put(string, 'k');
    } else if (string !== undefined || word !== undefined) {
      if (top && top.isObject && !top.isValue) return null;
      put(string ?? word, string !== undefined ? 's' : 'n');
      value();
    } else if (sign === ':') {
      if (!top || !top.isObject || key === null) return null;
      top.isValue = true;
      put(': ');
    } else if (sign === ',') {
      if (!top) return null;
      put(',');
      line = null;
      key = null;
      top.isValue = false;
      top.index += 1;
    } else if (sign === '{' || sign === '[') {
      if (top && top.isObject && !top.isValue) return null;
      put(sign);
      const close = sign === '{' ? '}' : ']';
      if (new RegExp(`\\s*\\${close}`, 'y').test(text.slice(place, place + 64))) {
        put(close);
        place = text.indexOf(close, place) + 1;
        value();
      } else {
        open.push({ isObject: sign === '{', index: 0, key: '', isValue: false, line: lines.length - 1 });
        line = null;
        key = null;
      }
    } else {
      if (!top || top.isObject !== (sign === '}')) return null;
      open.pop();
      line = { pieces: [[sign]], depth: open.length, pointer: null, deeper: 0 };
      lines.push(line);
      value();
    }
  }
  if (text.slice(place).trim() || open.length || !isDone) return null;
  return lines;
}

function escaped(key) {
  let plain = key;
  try {
    plain = JSON.parse(key);
  } catch {
    // It is shown as it is.
  }
  return plain.replaceAll('~', '~0').replaceAll('/', '~1');
}

// What findings say about the places of a body, by the index of its line.
function notesOn(lines, findings) {
  const notes = new Map();
  const byPointer = new Map();
  lines.forEach((line, index) => {
    if (line.pointer !== null && !byPointer.has(line.pointer)) byPointer.set(line.pointer, index);
  });
  for (const finding of findings) {
    // Where it goes on inside a string that holds JSON, that string is the place.
    let pointer = finding.pointer.split(' ')[0];
    while (pointer && !byPointer.has(pointer)) pointer = pointer.slice(0, pointer.lastIndexOf('/'));
    const index = byPointer.get(pointer);
    if (index === undefined) continue;
    if (!notes.has(index)) notes.set(index, []);
    notes.get(index).push(finding);
  }
  return notes;
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
  const begun = body.text.trimStart()[0];
  const isWhole = !body.sha256;
  const lines = isWhole && begun && '{["'.includes(begun) ? jsonLines(body.text, findings.length > 0) : null;
  const box = make('div', { class: 'body', tabindex: 0, role: 'region', 'aria-label': `Body of the ${title}` });
  const show = (how) => {
    box.replaceChildren(...(how === 'pretty' ? pretty(lines, notesOn(lines, findings)) : rawText(body.text)));
    box.classList.toggle('is-raw', how !== 'pretty');
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.how === how));
  };
  const buttons = lines
    ? [['pretty', 'Pretty'], ['raw', 'Raw']].map(([how, words]) => make('button', { type: 'button', 'data-how': how, 'aria-pressed': 'false', onclick: () => show(how) }, words))
    : [];
  show(lines ? 'pretty' : 'raw');
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

