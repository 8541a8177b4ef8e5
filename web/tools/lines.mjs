// Leaves the tables of source lines out of a WebAssembly made by Go, which Go's
// linker always writes and only the text of a crash shows: −14 % compressed
// (2.43 → 2.08 MB) at Go 1.26. Names of functions go too, for the same reason: a
// number in base 36 stands for each, another 3 %. build.mjs keeps the list.
//
// The tables lie in the data as runtime/symtab.go describes them (pcHeader,
// _func). What goes: pcfile, pcln, the files' names, the trees of inlined
// functions and the liveness of printed arguments. In a _func the offset 0
// stands for "no table" and the funcdata ^0 for "none", so the runtime meets
// nothing that it does not know. What it needs to run (stack sizes, pointer maps,
// defers) is not touched, even where it shares bytes with what goes.
//
// The index that leads from an address to its function gets coarser by the way:
// the runtime goes on from there to the function itself (findfunc), over 32 of
// them at most. −20 kB compressed.

import { Reader, readSections, sectionOfData, signed, unsigned, withSection } from "./wasm.mjs";

/// The program without its lines and the names of its functions, in the order of
/// their numbers; undefined when its tables are not those known here.
export function withoutLines(wasm) {
  const data = readSections(wasm).find((s) => s.id === sectionOfData);
  const image = readImage(wasm, data);
  const names = image && dropLines(image.memory);
  return names && { wasm: withSection(wasm, data, writeImage(image)), names };
}

// ── Go's tables ───────────────────────────────────────────────────────────

/// pcHeader: magic of Go 1.20 and later, two zeros, instruction size 1, pointer size 8.
const magic = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);
const pcdataStackMap = 1;
/// InlTree, ArgInfo, ArgLiveInfo.
const funcdataOfTraces = new Set([3, 5, 6]);

function dropLines(memory) {
  const header = memory.indexOf(magic);
  if (header < 0 || memory.indexOf(magic, header + 1) >= 0) return undefined;
  const word = (i) => Number(memory.readBigUInt64LE(header + 8 + 8 * i));
  const [functions, files, textStart, names, units, fileNames, tables, entries] = [0, 1, 2, 3, 4, 5, 6, 7].map(word);
  const inOrder = names < units && units < fileNames && fileNames < tables && tables < entries && header + entries < memory.length;
  if (textStart !== 0 || names !== 72 || !inOrder || !functions || !files) return undefined;

  const kept = Buffer.alloc(entries - tables);
  const keep = (offset) => offset && kept.fill(1, offset, tableEnd(memory, header + tables + offset) - header - tables);
  const all = Array.from({ length: functions }, (_, i) => header + entries + memory.readUInt32LE(header + entries + 8 * i + 4));
  for (const func of all) dropOf(memory, func, keep);
  for (let i = 1; i < kept.length; i++) if (!kept[i]) memory[header + tables + i] = 0;
  memory.fill(0, header + units, header + tables);
  coarsen(memory, header, header + names);
  return number(memory, all, header + names, header + units);
}

/// Puts a number in place of each function's name; gives the names.
function number(memory, all, from, to) {
  const named = all.map((func) => from + memory.readUInt32LE(func + 4)).map((at) => memory.toString("utf8", at, memory.indexOf(0, at)));
  memory.fill(0, from, to);
  let at = from + 1;
  all.forEach((func, i) => {
    memory.writeUInt32LE(at - from, func + 4);
    at += memory.write(i.toString(36), at) + 1;
  });
  return named;
}

/// Buckets (findfuncbucket) of a number of function and of 16 differences to it,
/// which WebAssembly does not use. The module (moduledata) names, in this order,
/// the header, six tables with length and capacity, the first of which are the
/// functions' names, and the buckets.
function coarsen(memory, header, names) {
  const start = Buffer.alloc(16);
  start.writeBigUInt64LE(BigInt(header));
  start.writeBigUInt64LE(BigInt(names), 8);
  const module = memory.indexOf(start);
  if (module < 0) return;
  const [buckets, from, to] = [19, 20, 21].map((i) => Number(memory.readBigUInt64LE(module + 8 * i)));
  for (let at = buckets, end = buckets + 20 * Math.ceil((to - from) / 4096); at < end; at += 20) {
    const n = memory.readUInt32LE(at);
    memory.writeUInt32LE(n - (n % 32), at);
  }
}

/// One _func: 44 bytes, then its pcdata and its funcdata.
function dropOf(memory, func, keep) {
  const [pcsp, pcfile, pcln, npcdata, unit, startLine] = [16, 20, 24, 28, 32, 36].map((n) => func + n);
  const drop = (at) => memory.writeUInt32LE(0, at);
  keep(memory.readUInt32LE(pcsp));
  [pcfile, pcln, unit, startLine].forEach(drop);
  const n = memory.readUInt32LE(npcdata);
  for (let k = 0; k < n; k++) {
    const at = func + 44 + 4 * k;
    if (k === pcdataStackMap) keep(memory.readUInt32LE(at));
    else drop(at);
  }
  for (let k = 0; k < memory[func + 43]; k++) {
    if (funcdataOfTraces.has(k)) memory.writeUInt32LE(0xffffffff, func + 44 + 4 * (n + k));
  }
}

/// Pairs of varints up to a zero that is not the first value.
function tableEnd(memory, at) {
  const skip = () => {
    const start = at;
    while (memory[at++] & 0x80);
    return at - start === 1 && memory[start] === 0;
  };
  for (let first = true; !skip() || first; first = false) skip();
  return at;
}

// ── the data section ──────────────────────────────────────────────────────

/// The memory that the data section fills, as one piece from 0.
function readImage(wasm, section) {
  const r = new Reader(wasm, section.content);
  const segments = [];
  for (let n = r.unsigned(); n > 0; n--) {
    if (r.byte() !== 0 || r.byte() !== 0x41) return undefined; // active, memory 0, i32.const
    const offset = r.signed() >>> 0;
    if (r.byte() !== 0x0b) return undefined;
    const size = r.unsigned();
    segments.push({ offset, from: r.at, size });
    r.at += size;
  }
  const memory = Buffer.alloc(Math.max(...segments.map((s) => s.offset + s.size)));
  for (const s of segments) wasm.copy(memory, s.offset, s.from, s.from + s.size);
  return { memory, start: segments[0].offset };
}

/// Segments between runs of zeros. Runs as short as Go's would make 160,000 of
/// them, more than browsers accept, and each costs time when the program starts.
function writeImage({ memory, start }) {
  const run = 48;
  const parts = [];
  let count = 0;
  for (let i = start; i < memory.length; ) {
    if (memory[i] === 0) {
      i++;
      continue;
    }
    let end = i + 1;
    for (let k = end; k < memory.length && k - end < run; k++) if (memory[k] !== 0) end = k + 1;
    parts.push(Buffer.from([0, 0x41, ...signed(i), 0x0b, ...unsigned(end - i)]), memory.subarray(i, end));
    count++;
    i = end;
  }
  return Buffer.concat([Buffer.from(unsigned(count)), ...parts]);
}
