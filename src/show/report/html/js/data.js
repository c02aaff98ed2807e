// ---- Where it comes from --------------------------------------------------------------------------------------------

// What all cases share, and a row per case in the order in which they ended.
let head = null;
let rows = [];
// The first case of each chunk.
let firsts = [];
// Chunks that were unpacked, the one used last at the end.
const unpacked = new Map();

async function unpack(id) {
  const element = $(id);
  if (!element) throw new Error(`the part ${id} of this file is missing`);
  const packed = element.textContent;
  let bytes;
  if (Uint8Array.fromBase64) bytes = Uint8Array.fromBase64(packed);
  else {
    const raw = atob(packed);
    bytes = new Uint8Array(raw.length);
    for (let index = 0; index < raw.length; index += 1) bytes[index] = raw.charCodeAt(index);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

async function readAll() {
  if (typeof DecompressionStream === 'undefined') throw new Error('This browser is too old to unpack the report: use one of 2023 or later.');
  // It is written last: without it, the file was cut.
  if (!$('head')) throw new Error('This file was cut: its end is missing, and with it the verdict. Write the report again.');
  head = JSON.parse(await unpack('head'));
  const text = await unpack('rows');
  rows = text ? JSON.parse(`[${text.slice(0, -1).replaceAll('\n', ',')}]`) : [];
  $('rows').remove();
  const nth = new Map();
  rows.forEach((row, index) => {
    row.index = index;
    row.t ||= [];
    row.x ||= [];
    row.g ||= [];
    row.rank = RANK[row.v] ?? 0;
    // Records of several runs can hold a case more than once.
    const before = nth.get(row.id) || 0;
    nth.set(row.id, before + 1);
    row.nth = before;
  });
  let first = 0;
  firsts = head.chunks.map((number) => {
    first += number;
    return first - number;
  });
}

// Where the text is that is searched. It is put together when somebody searches.
function hay(row) {
  if (row.hay === undefined) {
    const parts = [row.id, row.n, row.f, row.o, row.r, ...row.t];
    for (const [operation, method, url, status] of row.x) parts.push(operation, `${method} ${url}`, status);
    for (const [code, , message, cause] of row.g) parts.push(code, message, cause);
    row.hay = parts.filter(Boolean).join('\n').toLowerCase();
  }
  return row.hay;
}

function chunkOf(index) {
  let [low, high] = [0, firsts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle] <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Everything about a case. What was unpacked last is kept: neighbours are likely to be looked at.
async function detailOf(index) {
  const chunk = chunkOf(index);
  let lines = unpacked.get(chunk);
  if (!lines) lines = unpack(`chunk-${chunk}`).then((text) => text.split('\n'));
  unpacked.delete(chunk);
  unpacked.set(chunk, lines);
  if (unpacked.size > 12) unpacked.delete(unpacked.keys().next().value);
  const detail = JSON.parse((await lines)[index - firsts[chunk]]);
  // What is empty is not written.
  for (const step of detail.steps) for (const check of step.checks) check.findings ||= [];
  for (const attempt of detail.attempts) attempt.codes ||= [];
  return detail;
}

