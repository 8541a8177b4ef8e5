// Records what JavaScript's own methods and operators answer to invented inputs:
//   node testdata/gen.mjs [count seed] > testdata/reference.jsonl
// One case a line: {m, this, args, out, after?} calls this.m(…args) (after: the
// array as it is then), {op, a, b, out} applies an operator. Values are JSON with
// {"$u":1} undefined, {"$n":"NaN"}, {"$d":ms} a date, {"$r":[source, flags]}, {"$o":pairs}.
const count = +(process.argv[2] || 1500);
let state = +(process.argv[3] || 7);
const rnd = (n) => { // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor(((t ^ (t >>> 14)) >>> 0) / 4294967296 * n);
};
const pick = (l) => l[rnd(l.length)];
const letters = ['a', 'b', 'A', 'é', 'É', 'ß', 'œ', ' ', '\u00a0', '😀', '👍🏽', '1', '2', '-', '.', ',', 'e\u0301', 'İ', 'Σ', '\n', '/', '$', '한', 'ﬁ', 'x'];
const text = () => Array.from({ length: rnd(9) }, () => pick(letters)).join('');
const digits = ['0', '-0', '12', ' 3.5 ', '1e3', '-1e-7', '0x1F', '0b11', '0o17', '.5', '5.', '1_000', 'Infinity', '-Infinity', '1e', '12px', '', '\u00a07', '1e400', '00012'];
const number = () => pick([0, -0, 1, 2, 3, 10, -1, 0.1, 0.5, 1.5, 2.5, -2.5, 1.005, 1 / 3, 1e21, 1e20, 1e-6, 1e-7, 123456.789, NaN, Infinity, 2 ** 53, 5e-324, 1.7976931348623157e308, rnd(1e6) / 1000, (rnd(2e9) - 1e9) * 2 ** (rnd(200) - 100)]);
const scalar = () => pick([undefined, null, true, false, number, number, text, text, () => pick(digits)].map((x) => (typeof x === 'function' ? x() : x)));
const list = (n = rnd(7)) => Array.from({ length: n }, () => (rnd(5) ? scalar() : [scalar(), text()]));
const object = () => Object.fromEntries(Array.from({ length: rnd(4) }, () => [pick(['a', '10', '2', 'b']), scalar()]));
const date = () => new Date(pick([0, 1709596800000, -1e12, 1e13, -62198755200000, 8.64e15, NaN]));
const any = () => (rnd(3) ? scalar() : pick([list, object, date])());
const small = () => pick([0, 1, 2, 3, -1, -2, 5, 20, undefined, NaN, 1.7, '2', null]);
const re = () => pick([/a/, /[aé]+/g, /(\w)(.)?/, /\s+/g, /(?<l>[a-z])/gi, /x*/g, /^./gm, /[^]/g, /\d|\./g, /-/, /(?:b|é)/gi, /\u00e9/g, /$/g]);
const args = {
  at: () => [small()], charAt: () => [small()], charCodeAt: () => [small()], codePointAt: () => [small()], concat: () => [scalar(), scalar()],
  endsWith: () => [pick([text(), 'a', '']), small()], includes: () => [pick([text(), 'a']), small()], indexOf: () => [pick([text(), 'a', '']), small()],
  lastIndexOf: () => [pick([text(), 'a', '']), small()], match: () => [re()], matchAll: () => [pick([/a/g, /(.)(x)?/g, /x*/g])], normalize: () => [pick([undefined, 'NFC', 'NFD', 'NFKC', 'NFKD', 'bad'])],
  padEnd: () => [pick([0, 3, 10, 15]), pick([undefined, 'ab', '', 'é😀'])], padStart: () => [pick([0, 3, 10, 15]), pick([undefined, 'ab', ''])], repeat: () => [pick([0, 1, 2, 3, -1, 1.5])],
  replace: () => [pick([re(), 'a', '']), pick(['-', '[$&]', '$1$2', "$`|$'", '$$', '$<l>', '$01', '$10', undefined])], replaceAll: () => [pick(['a', '', 'é', /a/g]), pick(['-', '$&$&'])],
  search: () => [re()], slice: () => [small(), small()], split: () => [pick([undefined, '', ' ', 'a', ',', re()]), pick([undefined, 2, 0])], startsWith: () => [pick([text(), 'a']), small()],
  substr: () => [small(), small()], substring: () => [small(), small()], toLowerCase: () => [], toUpperCase: () => [], toString: () => [], trim: () => [], trimEnd: () => [], trimStart: () => [], valueOf: () => [],
};
const arrayArgs = {
  at: () => [small()], concat: () => [list(), scalar()], fill: () => [scalar(), small(), small()], flat: () => [pick([undefined, 0, 2])], includes: () => [scalar(), small()], indexOf: () => [scalar(), small()],
  join: () => [pick([undefined, '', '-', null])], lastIndexOf: () => [scalar()], pop: () => [], push: () => [scalar(), scalar()], reverse: () => [], shift: () => [], slice: () => [small(), small()], sort: () => [],
  splice: () => [small(), small(), scalar()].slice(0, rnd(4)), toString: () => [], unshift: () => [scalar()], toSorted: () => [], toReversed: () => [], with: () => [small(), 1],
};
const numberArgs = { toFixed: () => [pick([undefined, 0, 1, 2, 5, 20, -1])], toPrecision: () => [pick([undefined, 1, 2, 3, 10, 21, 0])], toExponential: () => [pick([undefined, 0, 1, 5])], toString: () => [pick([undefined, 10, 2, 16, 36, 3, 1])] };
const dateArgs = Object.fromEntries(['toString', 'toISOString', 'toJSON', 'toUTCString', 'toDateString', 'toTimeString', 'getTime', 'getUTCDay', 'getUTCFullYear', 'getUTCMonth', 'getUTCDate', 'getUTCHours'].map((m) => [m, () => []]));
const ops = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b, '**': (a, b) => Math.pow(a, b), '//': (a, b) => Math.floor(a / b),
  '==': (a, b) => a == b, '===': (a, b) => a === b, '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
  String: (a) => String(a), Number: (a) => Number(a), Boolean: (a) => Boolean(a), parseFloat: (a) => parseFloat(a), parseInt: (a, b) => parseInt(a, b), typeof: (a) => typeof a,
  JSON: (a, b) => JSON.stringify(a, null, b),
};
function encode(v) {
  if (v === undefined || typeof v === 'function') return { $u: 1 };
  if (typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0))) return { $n: Object.is(v, -0) ? '-0' : String(v) };
  if (v instanceof Date) return { $d: Number.isNaN(+v) ? { $n: 'NaN' } : +v };
  if (v instanceof RegExp) return { $r: [v.source, v.flags] };
  if (Array.isArray(v)) return Array.from(v, encode);
  if (v && typeof v === 'object') return { $o: Object.keys(v).map((k) => [k, encode(v[k])]) };
  return v;
}
const emit = (record, run) => {
  try { record.out = encode(run()); } catch { record.error = true; }
  console.log(JSON.stringify(record));
};
process.env.TZ = 'UTC';
for (let i = 0; i < count; i++) {
  const kind = rnd(10);
  if (kind < 4) {
    const op = pick(Object.keys(ops)), a = any(), b = op === 'JSON' ? pick([undefined, 2, '-', 20]) : op === 'parseInt' ? pick([undefined, 10, 16, 2, 36, 1]) : any();
    if (a instanceof Date && b instanceof Date && op.startsWith('==')) continue; // a Date has no identity here
    if (op === '**' && Number(b) % 0.5) continue; // package math may differ by the last digit
    emit({ op, a: encode(a), b: encode(b) }, () => ops[op](a, b));
    continue;
  }
  let [table, self] = kind < 7 ? [args, text()] : kind === 7 ? [arrayArgs, list()] : kind === 8 ? [numberArgs, number()] : [dateArgs, date()];
  const m = pick(Object.keys(table)), given = table[m]();
  // The digits of large numbers in other bases are below a double's precision.
  if (m === 'toString' && Math.abs(self) >= 2 ** 53 && given[0] !== undefined) continue;
  // Ours match characters, not halves of surrogate pairs.
  if (typeof self === 'string' && given.some((a) => a instanceof RegExp)) self = self.replace(/[\ud800-\udfff]/g, '');
  const record = { m, this: encode(self), args: encode(given) };
  emit(record, () => {
    let out = self[m](...given);
    if (m === 'matchAll') out = [...out];
    if (Array.isArray(self) && out !== self) record.after = encode(self);
    return out;
  });
}
