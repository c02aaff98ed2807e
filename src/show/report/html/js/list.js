// ---- The list -------------------------------------------------------------------------------------------------------

// The height of a case in the list, in pixels; the style says the same.
const ROW = 56;
// Above this, browsers lay nothing out any more.
const TALLEST = 15000000;

// The case that the keys are at, and the one whose details are shown.
let cursor = null;
let opened = null;
let painted = new Map();

const spacer = () => $('spacer');
const isNarrow = () => matchMedia('(max-width: 760px)').matches;
// On a phone the page scrolls, elsewhere the list in it.
const scroller = () => (isNarrow() ? $('page') : $('list'));

// More cases than a browser can lay out are scrolled in larger steps.
const stretch = () => Math.max(1, (shown.length * ROW) / TALLEST);

function scrollList(place) {
  const box = scroller();
  const before = spacer().getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  const top = before + (place * ROW) / stretch();
  if (place === 0 && box === $('page')) {
    // The filter stays where it is.
    if (box.scrollTop > before) box.scrollTop = before;
    return;
  }
  if (top < box.scrollTop + (box === $('page') ? 8 : 0)) box.scrollTop = top;
  else if (top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW - box.clientHeight;
}

function paintList() {
  const box = scroller();
  const above = box.getBoundingClientRect().top - spacer().getBoundingClientRect().top;
  if (!box.clientHeight) return;
  const from = Math.max(0, above) * stretch();
  const first = Math.max(0, Math.floor(from / ROW) - 8);
  const last = Math.min(shown.length, Math.ceil((from + box.clientHeight) / ROW) + 8);
  // Where the list is stretched, rows stand where they are looked at.
  const shift = Math.max(0, above) - from;
  const now = new Map();
  for (let place = first; place < last; place += 1) {
    const row = shown[place];
    const element = painted.get(row) || line(row, place);
    element.style.transform = `translateY(${place * ROW + shift}px)`;
    now.set(row, element);
  }
  const hadFocus = spacer().contains(document.activeElement);
  if (now.size !== painted.size || [...now.keys()].some((row) => !painted.has(row))) spacer().replaceChildren(...now.values());
  painted = now;
  if (hadFocus) $('list').focus({ preventScroll: true });
  const active = cursor && now.has(cursor) ? now.get(cursor).id : null;
  if (active) $('list').setAttribute('aria-activedescendant', active);
  else $('list').removeAttribute('aria-activedescendant');
}

function repaintList() {
  spacer().style.height = `${(shown.length * ROW) / stretch()}px`;
  painted = new Map();
  spacer().replaceChildren();
  $('list').classList.toggle('empty', !shown.length);
  if (!shown.length) {
    const words = rows.length ? 'No case passes the filter.' : 'No case was run.';
    spacer().replaceChildren(make('p', { class: 'nothing', role: 'presentation' }, words));
  }
  paintList();
}

function line(row, place) {
  const worst = row.g.find((one) => one[1] !== 'w') || (row.v === 'passed' ? null : row.g[0]);
  const tail = row.id.endsWith(']') && row.id.includes('[') ? row.id.slice(row.id.lastIndexOf('[')) : '';
  const what = worst ? [make('b', { class: 'code' }, worst[0]), ' ', brief(worst[2], 200)] : [brief(row.r || second(row), 200)];
  const attempts = row.h ? `${row.h[0]} of ${row.h[1]} hold` : '';
  return make(
    'div',
    {
      class: `row ${row.v}`,
      id: `row-${row.index}`,
      role: 'option',
      'aria-selected': String(row === (opened || cursor)),
      'aria-setsize': shown.length,
      'aria-posinset': place + 1,
      title: brief(row.id, 300),
      onclick: () => {
        cursor = row;
        openCase(row);
      },
    },
    shape(row.v),
    make('span', { class: 'hidden' }, `${NAMES[row.v] || row.v}: `),
    make('span', { class: 'name' }, make('span', { class: 'words' }, brief(row.n, 300)), tail && make('span', { class: 'tail' }, ` ${seen(tail)}`)),
    make('span', { class: 'took' }, row.v === 'skipped' ? '' : duration(row.e)),
    make('span', { class: 'what' }, ...what),
    make('span', { class: 'tries' }, attempts),
  );
}

// What a case that holds is about.
function second(row) {
  const own = row.x.filter((one) => one[6]);
  const [first] = own;
  if (!first) return row.id;
  const words = first[0] || `${first[1]} ${first[2]}`;
  return own.length > 1 ? `${words}, ${count(own.length, 'exchange')}` : `${words}${first[3] ? `, ${first[3]}` : ''}`;
}

function mark() {
  for (const [row, element] of painted) element.setAttribute('aria-selected', String(row === (opened || cursor)));
  if (cursor && painted.has(cursor)) $('list').setAttribute('aria-activedescendant', painted.get(cursor).id);
}

function moveTo(place) {
  if (!shown.length) return;
  cursor = shown[Math.max(0, Math.min(shown.length - 1, place))];
  scrollList(shown.indexOf(cursor));
  paintList();
  if (opened) openCase(cursor, { isStep: false });
  mark();
}

const move = (step) => moveTo(cursor ? shown.indexOf(cursor) + step : step > 0 ? 0 : shown.length - 1);

function nextBroken() {
  const from = cursor ? shown.indexOf(cursor) : -1;
  const isBroken = (row) => row.v === 'failed' || row.v === 'error';
  let place = shown.findIndex((row, index) => index > from && isBroken(row));
  if (place < 0) place = shown.findIndex(isBroken);
  if (place < 0) return say('Every case here holds.');
  moveTo(place);
  return undefined;
}

