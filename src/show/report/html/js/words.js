// What the page of a report does. It stands alone: its data are in it, and it asks nobody for anything.
// Whatever comes from a server or from a case is shown as text, and never becomes markup.

// ---- What there is to say -------------------------------------------------------------------------------------------

// Verdicts, the worst first. Each has a shape, too: colour alone says nothing to many.
const VERDICTS = {
  failed: { many: 'failed', path: 'M2.4 2.4l7.2 7.2M9.6 2.4l-7.2 7.2', open: true, words: 'A check said no: the API broke its word, or the case is wrong.' },
  error: { many: 'errors', path: 'M6 1.6v5.6M6 10.2v.3', open: true, words: 'No honest judgement was possible. It is neither a pass nor a fail.' },
  flaky: { many: 'flaky', path: 'M1 7.4c1.6-5 3.4-5 5-1.4s3.4 3.6 5-1.4', open: true, words: 'It holds, but not at the first attempt.' },
  'known-failure': { many: 'known', path: 'M2.6 11V1.4M2.6 2h7l-2 2.5 2 2.5h-7', open: true, words: 'It fails only as is known and tolerated, until a day that is named.' },
  fixed: { many: 'fixed', path: 'M1.6 6.6l2.6 2.6 4-6M9.6 8.2v3M8.1 9.7h3', open: true, words: 'A failure is declared as known, but did not happen: the declaration can go.' },
  passed: { many: 'passed', path: 'M1.8 6.4l2.8 2.8 5.6-6.4', open: true, words: 'Everything that was checked holds.' },
  skipped: { many: 'skipped', path: 'M2 6h8', open: true, words: 'It was not run, for the reason that it gives.' },
};
const ORDER = Object.keys(VERDICTS);
const RANK = Object.fromEntries(ORDER.map((name, rank) => [name, rank]));
const NAMES = { 'known-failure': 'known failure' };
const SEVERITIES = { failure: 'failure', unreviewed: 'unreviewed', error: 'error', warning: 'warning' };
const KEYS = [
  ['j k', 'Next or previous case; also the arrows'],
  ['n', 'Next case that does not hold'],
  ['Enter', 'Open the case'],
  ['Esc', 'Close it, or leave the search'],
  ['/', 'Search'],
  ['c', 'Copy the command that runs the open case alone'],
  ['1 2 3', 'Cases, timing, coverage'],
  ['?', 'This help'],
];

const $ = (id) => document.getElementById(id);
const group = (number) => number.toLocaleString('en');
const count = (number, word, many) => `${group(number)} ${number === 1 ? word : many || `${word}s`}`;

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

function draw(tag, properties, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(properties || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function shape(verdict) {
  const { path } = VERDICTS[verdict] || VERDICTS.skipped;
  return draw('svg', { viewBox: '0 0 12 12', class: 'shape', 'aria-hidden': 'true' }, draw('path', { d: path }));
}

// Characters that nobody sees, or that turn others around, are written as JSON would escape them.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;
const seen = (text) => text.replace(UNSEEN, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));

// So much of a text as a line can take.
function brief(text, limit = 2000) {
  if (text.length <= limit) return seen(text);
  return `${seen(text.slice(0, limit))} ... ${group(text.length - limit)} more characters`;
}

// `850 us`, `3.2 ms`, `1.25 s`, `4 min 10 s`, as on the terminal.
function duration(us) {
  if (us < 1000) return `${us} \u00b5s`;
  if (us < 10000) return `${(us / 1000).toFixed(1)} ms`;
  if (us < 1000000) return `${Math.round(us / 1000)} ms`;
  if (us < 120000000) return `${(us / 1000000).toFixed(us < 10000000 ? 2 : 1)} s`;
  const seconds = Math.round(us / 1000000);
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1000000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1000000).toFixed(1)} MB`;
}

// As the clock here shows it, in an order that is the same everywhere.
function moment(text) {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return seen(text);
  const two = (number) => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

const at = (place) => `${place.file}:${place.line}:${place.column}`;
const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;
const unique = (list) => [...new Set(list)];

// A browser may refuse to keep anything.
const settings = {
  get(key) {
    try {
      return localStorage.getItem(`countersign-report-${key}`);
    } catch {
      return null;
    }
  },
  put(key, value) {
    try {
      localStorage.setItem(`countersign-report-${key}`, value);
    } catch {
      // Then it is asked for again the next time.
    }
  },
};

let quieting = 0;

function say(words) {
  const place = $('said');
  clearTimeout(quieting);
  place.textContent = words;
  place.classList.remove('old');
  quieting = setTimeout(() => place.classList.add('old'), 4000);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not every browser lends the clipboard to a file: the old way asks nobody.
    const field = make('textarea', { class: 'hidden', 'aria-hidden': 'true' });
    field.value = text;
    const had = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    had?.focus({ preventScroll: true });
    if (!done) return say('This browser does not let a page copy.');
  }
  say(`Copied ${what}.`);
}

function copier(text, what) {
  const words = `Copy ${what}`;
  const button = make('button', { type: 'button', class: 'copy', 'aria-label': words, title: words, onclick: () => copy(typeof text === 'function' ? text() : text, what) });
  button.append(draw('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, draw('path', { d: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z' })));
  return button;
}

