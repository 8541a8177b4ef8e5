// Records what the libraries behind Eleventy's filters answer to invented inputs:
//   npm install --no-save luxon@3.4.4 @sindresorhus/slugify@1.1.2 slugify@1.6.6   (in a scratch folder)
//   NODE_MODULES=… node testdata/gen.mjs [count seed] > testdata/reference.jsonl
import { createRequire } from 'node:module';
const require = createRequire((process.env.NODE_MODULES || process.cwd()) + '/x.js');
const { DateTime } = require('luxon');
const slugify = require('@sindresorhus/slugify');
const slug = require('slugify');
const count = +(process.argv[2] || 1000);
let state = +(process.argv[3] || 7);
const rnd = (n) => { // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor(((t ^ (t >>> 14)) >>> 0) / 4294967296 * n);
};
const pick = (l) => l[rnd(l.length)];
const words = ['Bonjour', "l'été", 'à', 'fooBar', 'XMLHttp', 'parseHTML5', 'œuvre', 'Ça', 'ß', 'don’t', "it's", '50 €', 'C++', '&', '♥', '—', '_x', 'a.b', '(1/2)', '!', 'Ω', 'Привет', 'ñ', 'e\u0301', '日本', '🦄', '10 %', '@me', '#1', '"x"', '~', '\u00a0', '…', 'ﬁ', 'ŒUVRE', 'n°5', '\\', '|', 'İ', 'Đ', 'ŉ'];
const text = () => Array.from({ length: 1 + rnd(5) }, () => pick(words)).join(pick([' ', '', '-', '  ']));
const tokens = ['S', 'SSS', 'u', 'uu', 'uuu', 's', 'ss', 'm', 'mm', 'h', 'hh', 'H', 'HH', 'Z', 'ZZ', 'ZZZ', 'ZZZZ', 'ZZZZZ', 'z', 'a', 'd', 'dd', 'c', 'ccc', 'cccc', 'ccccc', 'E', 'EEE', 'EEEE', 'EEEEE', 'L', 'LL', 'LLL', 'LLLL', 'LLLLL', 'M', 'MM', 'MMM', 'MMMM', 'MMMMM', 'y', 'yy', 'yyyy', 'yyyyyy', 'G', 'GG', 'GGGGG', 'kk', 'kkkk', 'W', 'WW', 'o', 'ooo', 'q', 'qq', 'X', 'x', 'D', 'DD', 'DDD', 'DDDD', 't', 'tt', 'ttt', 'tttt', 'T', 'TT', 'TTT', 'TTTT', 'f', 'ff', 'fff', 'ffff', 'F', 'FF', 'FFF', 'FFFF', "'le'", "'à'", ' ', '/', '-', ':', '.', 'n', 'P', '[', "''"];
const zones = ['utc', 'UTC', 'Europe/Paris', 'Europe/Berlin', 'utc+2', 'UTC-3', 'UTC+5:30', 'America/Martinique', 'Indian/Reunion', 'Pacific/Noumea', 'Pacific/Tahiti', 'America/Cayenne', 'nowhere/no'];
const two = (n) => String(n).padStart(2, '0');
function iso() {
  const y = pick([2024, 2023, 2020, 1999, 2026]), mo = two(1 + rnd(13)), d = two(rnd(33));
  const date = pick([`${y}`, `${y}-${mo}`, `${y}-${mo}-${d}`, `${y}${mo}${d}`, `${y}-W${two(rnd(55))}`, `${y}-W${two(1 + rnd(53))}-${rnd(9)}`, `${y}W${two(1 + rnd(52))}${1 + rnd(7)}`, `${y}-${String(rnd(370)).padStart(3, '0')}`, `${y}${String(1 + rnd(366)).padStart(3, '0')}`, `+00${y}-${mo}-${d}`, `${y}-${mo}${d}`, `${d}/${mo}/${y}`, `${y}-${+mo}-${+d}`]);
  if (rnd(2)) return date;
  const h = two(rnd(26)), mi = two(rnd(62)), s = two(rnd(61));
  const time = pick([h, `${h}:${mi}`, `${h}${mi}`, `${h}:${mi}:${s}`, `${h}${mi}${s}`, `${h}:${mi}:${s}.${rnd(1e6)}`, `${h}:${mi}:${s},5`, '24:00', '']);
  return date + pick(['T', 'T', 'T', 't', ' ']) + time + pick(['', '', 'Z', '+02:00', '-0330', '+1', '+01', 'z', '+14:00']);
}
const instant = () => new Date(pick([Date.UTC(1970, 0, 1), Date.UTC(1990 + rnd(50), rnd(12), rnd(28) + 1, rnd(24), rnd(60), rnd(60), rnd(1000)), Date.UTC(2024, pick([2, 9]), 24 + rnd(8), rnd(4), rnd(60)), Date.UTC(1996, 8 + rnd(2), 25 + rnd(6))]));
const parse = [['yyyy-LL-dd', '2024-03-05'], ['yyyy-LL-dd', '2024-3-5'], ['dd/MM/yyyy', '05/03/2024'], ['dd/MM/yyyy', '31/02/2024'], ['d LLLL yyyy', '5 March 2024'], ['yyyy-LL-dd HH:mm', '2024-03-05 14:30'], ["yyyy-LL-dd'T'HH:mm", '2024-07-05T14:30'], ['h:mm a', '2:30 PM'], ['yy-L-d', '24-3-5'], ['yy-L-d', '75-3-5'], ['yyyy-LL-dd', ''], ['yyyy-LL-dd', '2024-03-05x'], ['cccc d LLL yyyy', 'Tuesday 5 Mar 2024'], ['cccc d LLL yyyy', 'Monday 5 Mar 2024'], ['yyyy-LL-dd HH:mm ZZ', '2024-03-05 14:30 +02:00']];
for (let i = 0; i < count; i++) {
  const r = {};
  switch (rnd(6)) {
    case 0: r.f = 'slugify'; r.in = text(); r.decamelize = rnd(3) === 0; r.out = slugify(r.in, { decamelize: r.decamelize }); break;
    case 1: r.f = 'slug'; r.in = text(); r.strict = rnd(4) === 0; r.out = slug(r.in, { lower: true, replacement: '-', strict: r.strict }); break;
    case 2: r.f = 'iso'; r.in = iso(); { const d = DateTime.fromISO(r.in, { zone: 'utc' }); r.out = d.isValid ? d.toJSDate().toISOString() : ''; } break;
    case 3: if (rnd(4)) { i--; continue; } { const [format, s] = pick(parse), zone = pick(['utc', 'Europe/Paris']); Object.assign(r, { f: 'parse', in: s, format, zone }); const d = DateTime.fromFormat(s, format, { zone }); if (format === 'h:mm a') { i--; continue; } r.out = d.isValid ? d.toJSDate().toISOString() : ''; } break;
    default: r.f = 'format'; { const d = instant(); r.in = d.toISOString(); r.format = Array.from({ length: 1 + rnd(4) }, () => pick(tokens)).join(pick(['', ' '])); r.lang = pick(['fr', 'en']); r.zone = pick(zones); r.out = DateTime.fromJSDate(d, { zone: r.zone }).setLocale(r.lang).toFormat(r.format); }
  }
  console.log(JSON.stringify(r));
}
