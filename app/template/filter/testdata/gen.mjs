// Records what nunjucks 3.2.4's filters and tests answer to invented inputs:
//   npm install --no-save nunjucks@3.2.4      (in a scratch folder)
//   NODE_MODULES=… node testdata/gen.mjs [count seed] > testdata/reference.jsonl
// One case a line: {f|t, in, args, kwargs?, out} or {…, error: true}. Values are
// JSON, with {"$u":1} undefined, {"$n":"NaN"} numbers JSON cannot write,
// {"$s":"…"} a safe string, {"$d":ms} a date, {"$r":[source, flags]} a regexp.
import { createRequire } from 'node:module';
const require = createRequire((process.env.NODE_MODULES || process.cwd()) + '/x.js');
const nunjucks = require('nunjucks');
const { SafeString } = nunjucks.runtime;
const env = new nunjucks.Environment(null, { autoescape: true });

const count = +(process.argv[2] || 1500);
let state = +(process.argv[3] || 7);
const rnd = (n) => { // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor(((t ^ (t >>> 14)) >>> 0) / 4294967296 * n);
};
const pick = (list) => list[rnd(list.length)];

const texts = ['', ' ', 'a', 'Bonjour à tous', 'École', 'ÉTÉ à Paris', 'straße', 'ﬁn', 'x < y & "z"', "l'été \\ fin", 'ligne 1\nligne 2\r\nfin',
  '  deux  mots  ', 'a,b,c', '12', '-3.7', '1e3', '0x1F', '12px', 'true', 'false', 'null', '<p class="a">un <b>deux</b></p>\n\n\n<!-- c -->\ntrois',
  'voir https://exemple.fr/a?b=1, (www.exemple.org) et moi@exemple.fr.', 'exemple.com', '👍🏽 ok', 'e\u0301', 'mot', 'un deux trois quatre cinq six',
  '<br', 'a_b<c_d>', 'Zoé', 'zoo', 'abc', 'ABC', '\u00a0x\u00a0', '1,5', '😀', 'n°5 — 10 €', '&lt;http://x.net&gt;', '\t\ttab', 'a\n\n\nb\n  c  \n'];
const numbers = [0, 1, 2, 3, 5, 7, 10, -1, -2.5, 0.5, 1.005, 2.675, 1 / 3, 1e21, 1e-7, 123456.789, NaN, Infinity, -Infinity, -0, 2 ** 53];
const objects = () => [{ n: 'b', g: 1, x: { y: 2 } }, { n: 'a', g: 2, x: { y: 1 } }, { n: 'C', g: 1 }, { n: null, g: 0 }, {}];
function scalar() {
  switch (rnd(9)) {
    case 0: return undefined;
    case 1: return null;
    case 2: return rnd(2) === 1;
    case 3: case 4: return pick(numbers);
    case 5: return new SafeString(pick(texts));
    default: return pick(texts);
  }
}
function list() {
  const kind = rnd(6), n = rnd(8), out = [];
  for (let i = 0; i < n; i++) out.push(kind === 0 ? pick(numbers) : kind === 1 ? pick(texts) : kind < 4 ? pick(objects()) : kind === 4 ? [pick(texts), scalar()] : scalar());
  return out;
}
function object() {
  const out = {};
  for (let n = rnd(5); n > 0; n--) out[pick(['a', 'B', 'c', 'd', '10', '2', 'É', 'key', 'x'])] = rnd(3) ? scalar() : list();
  return out;
}
function any() {
  switch (rnd(12)) {
    case 0: case 1: case 2: return list();
    case 3: return object();
    case 4: return new Date(pick([0, 1709596800000, 1e12 + 7]));
    default: return scalar();
  }
}
const attr = () => pick(['n', 'g', 'x.y', 'x', 'zzz', 'length', undefined, 0]);
const small = () => pick([0, 1, 2, 3, 4, 5, 10, 20, undefined, '3', -1, 2.5]);
const yes = () => pick([true, false, undefined, 1, '']);
const kw = (o) => nunjucks.runtime.makeKeywordArgs(o);

// How each filter is usually called; anything at all one time in six.
const usual = {
  abs: () => [pick([...numbers, '3', '-4'])], batch: () => [list(), small(), pick([undefined, 'x', 0])], capitalize: () => [scalar()],
  center: () => [pick(texts), small()], default: () => [scalar(), pick(texts), yes()], dictsort: () => [object(), yes(), pick([undefined, 'key', 'value', 'other'])],
  dump: () => [any(), pick([undefined, 2, '\t'])], escape: () => [scalar()], first: () => [any()], float: () => [scalar(), small()], forceescape: () => [scalar()],
  groupby: () => [list(), attr()], indent: () => [scalar(), small(), yes()], int: () => [scalar(), small(), pick([undefined, 2, 10, 16, 36])],
  join: () => [list(), pick([undefined, ', ', '-', 1]), attr()], last: () => [any()], length: () => [any()], list: () => [any()], lower: () => [scalar()],
  nl2br: () => [scalar()], reject: () => [list(), pick([undefined, 'odd', 'defined', 'string', 'gt', 'falsy']), small()], rejectattr: () => [list(), attr()],
  replace: () => [pick(texts), pick([...texts, 1, /[aeiou]/g, /e/, /(\w)(\w)/g, /^/gm]), pick(['', '-', '$1', '[$&]', 'é']), small()],
  reverse: () => [any()], round: () => [pick(numbers), pick([undefined, 0, 1, 2, -1]), pick([undefined, 'ceil', 'floor', 'common'])], safe: () => [any()],
  select: () => [list(), pick([undefined, 'even', 'number', 'truthy', 'lt', 'mapping']), small()], selectattr: () => [list(), attr()],
  slice: () => [pick([list(), list(), 'abcdef']), pick([1, 2, 3, 5]), pick([undefined, 'x'])], sort: () => [list(), yes(), yes(), attr()], string: () => [any()],
  striptags: () => [scalar(), yes()], sum: () => [list(), attr(), small()], title: () => [scalar()], trim: () => [scalar()],
  truncate: () => [scalar(), small(), yes(), pick([undefined, '', '…', null])], upper: () => [scalar()],
  urlencode: () => [pick([scalar(), object(), [['a', 1], ['b', 'é &']]])], urlize: () => [pick(texts), pick([undefined, 10, 5]), yes()], wordcount: () => [scalar()],
};
const tests = ['callable', 'defined', 'divisibleby', 'escaped', 'equalto', 'eq', 'sameas', 'even', 'falsy', 'ge', 'greaterthan', 'gt', 'le', 'lessthan', 'lt',
  'lower', 'ne', 'null', 'number', 'odd', 'string', 'truthy', 'undefined', 'upper', 'iterable', 'mapping'];

function encode(v) {
  if (v === undefined || typeof v === 'function') return { $u: 1 };
  if (typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0))) return { $n: Object.is(v, -0) ? '-0' : String(v) };
  if (v instanceof SafeString) return { $s: v.toString() };
  if (v instanceof Date) return { $d: v.getTime() };
  if (v instanceof RegExp) return { $r: [v.source, v.flags] };
  if (Array.isArray(v)) return Array.from(v, encode);
  if (v && typeof v === 'object') {
    // Pairs, so that the order of keys is part of the answer.
    return { $o: Object.keys(v).filter((k) => k !== '__keywords').map((k) => [k, encode(v[k])]) };
  }
  return v;
}
const context = { env, ctx: {} };
for (let i = 0; i < count; i++) {
  const test = rnd(6) === 0;
  const name = test ? pick(tests) : pick(Object.keys(usual));
  let args = test ? [rnd(2) ? scalar() : any(), rnd(2) ? scalar() : any()] : rnd(6) ? usual[name]() : [any(), any(), any()].slice(0, 1 + rnd(3));
  while (args.length > 1 && args[args.length - 1] === undefined) args.pop();
  if (test && args[0] instanceof Date && args[1] instanceof Date) continue; // a Date has no identity here
  let kwargs;
  if (!test && ['sort', 'int'].includes(name) && rnd(3) === 0) {
    kwargs = name === 'sort' ? pick([{ attribute: attr() }, { reverse: true }, { case_sensitive: true, attribute: 'n' }]) : pick([{ default: 9 }, { base: 16 }]);
    args = args.slice(0, 1);
  }
  // nunjucks itself never comes back from batch(∞) and the like.
  if (['batch', 'slice', 'center', 'indent'].includes(name)) args = args.map((a, k) => (k && Math.abs(Number(a)) > 100 ? 6 : a));
  if (name === 'dump') args = args.map((a, k) => (k && a > 0 && a < 1 ? 1 : a)); // V8 breaks lines there, against the specification
  const record = { [test ? 't' : 'f']: name, in: encode(args[0]), args: args.slice(1).map(encode) };
  if (kwargs) record.kwargs = encode(kwargs);
  const input = kwargs ? [...args, kw({ ...kwargs })] : args;
  try {
    const f = test ? env.getTest(name) : env.getFilter(name);
    record.out = encode(f.apply(context, input));
  } catch (e) {
    record.error = true;
  }
  console.log(JSON.stringify(record));
}
