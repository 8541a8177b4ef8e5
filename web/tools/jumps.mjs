// Shortens what Go's compiler writes for every jump and every call: −10 % of the
// compressed WebAssembly (1.95 → 1.75 MB), and less to compile when it starts. As of Go
// 1.26 a function (cmd/internal/obj/wasm/wasmobj.go) is one loop around nested
// blocks, entered by a table:
//
//	block                       unwindExit, only where something is called
//	  loop
//	    block block … block     one for each place that can be resumed or jumped to
//	      local.get 0  br_table
//	    end …                   the code of the first place
//	    end …                   of the second
//	  end
//	end  i32.const 1            the stack is being unwound
//
// Three rewritings, each of which leaves the meaning as it is; what does not look
// like that is left alone.
//
//   1. A jump sets the place's number and goes back to the loop, whose table then
//      jumps forward. Where the place lies ahead, its block is still open and is
//      left at once: "br". What was "if", three instructions and "end" is "br_if".
//   2. Behind each call, "br_if unwindExit" names how deep it lies, which differs
//      from call to call; "if i32.const 1 return end" is always the same bytes.
//   3. A call stores its return address, number of the function and of the place
//      in one constant that occurs nowhere else. The function's part moves to a
//      local variable.

import { Reader, readSections, sectionOfCode, signed, unsigned, withSection } from "./wasm.mjs";

/// What Go adds to a function's index to make its part of an address (funcValueOffset).
const firstFunction = 0x1000;

const op = {
  block: 0x02, loop: 0x03, if: 0x04, end: 0x0b, br: 0x0c, brIf: 0x0d, brTable: 0x0e, return: 0x0f, call: 0x10, callIndirect: 0x11,
  localGet: 0x20, localSet: 0x21, globalGet: 0x23, globalSet: 0x24, i64Store: 0x37, i32Const: 0x41, i64Const: 0x42, i64Or: 0x84,
};

/// The program with shorter jumps and calls.
export function shortJumps(wasm) {
  const section = readSections(wasm).find((s) => s.id === sectionOfCode);
  const r = new Reader(wasm, section.content);
  const count = r.unsigned();
  const parts = [Buffer.from(unsigned(count))];
  for (let i = 0; i < count; i++) {
    const size = r.unsigned();
    const body = rewrite(wasm.subarray(r.at, r.at + size), (firstFunction + i) * 0x10000);
    parts.push(Buffer.from(unsigned(body.length)), body);
    r.at += size;
  }
  return withSection(wasm, section, Buffer.concat(parts));
}

/// One function's body; `address` is its part of return addresses.
function rewrite(body, address) {
  const { groups, locals, code } = readLocals(body);
  const list = readInstructions(body, code);
  const shape = readShape(body, list);
  if (!shape.table) return body;
  /// [from, to, bytes in their place]
  const edits = [];
  /// The header's blocks by their number, −1 for what is opened inside.
  const open = [];
  let returns = false;
  /// Number of the header's block that leads to the place, when still open.
  const ahead = (place) => {
    const target = shape.depth - 1 - shape.table[Math.min(place, shape.table.length - 1)];
    return open[target] === target ? target : -1;
  };
  for (let i = 0; i < list.length; i++) {
    const it = list[i];
    const inIf = it.op === op.if;
    const jump = readJump(list, inIf ? i + 1 : i);
    if (jump && open.length + (inIf ? 1 : 0) - 1 - jump.depth === shape.loop && (!inIf || list[i + 4].op === op.end)) {
      const target = ahead(jump.place);
      if (target >= 0) {
        const last = inIf ? i + 4 : i + 2;
        edits.push([it.at, list[last].end, [inIf ? op.brIf : op.br, ...unsigned(open.length - 1 - target)]]);
        i = last;
        continue;
      }
    }
    if (it.op === op.block || it.op === op.loop || it.op === op.if) {
      open.push(shape.first <= i && i < shape.first + shape.depth ? i - shape.first : -1);
    } else if (it.op === op.end) {
      open.pop();
    } else if (it.op === op.brIf && shape.unwinds && open.length - 1 - it.value === 0) {
      edits.push([it.at, it.end, [op.if, 0x40, op.i32Const, 1, op.return, op.end]]);
    } else if (isReturnAddress(list, i, address)) {
      returns = true;
      edits.push([it.at, it.end, [op.localGet, ...unsigned(locals + 1), op.i64Const, ...signed(it.value - address), op.i64Or]]);
    }
  }
  const start = returns
    ? [Buffer.from(unsigned(groups.count + 1)), body.subarray(groups.at, code), Buffer.from([1, 0x7e, op.i64Const, ...signed(address), op.localSet, ...unsigned(locals + 1)])]
    : [body.subarray(0, code)];
  return Buffer.concat([...start, ...apply(body, code, edits)]);
}

/// Go's functions have one parameter, local 0; `locals` are those declared.
function readLocals(body) {
  const r = new Reader(body, 0);
  const count = r.unsigned();
  const at = r.at;
  let locals = 0;
  for (let i = 0; i < count; i++, r.at++) locals += r.unsigned();
  return { groups: { count, at }, locals, code: r.at };
}

/// All instructions, with the first number that belongs to them.
function readInstructions(body, at) {
  const list = [];
  for (const r = new Reader(body, at); r.at < body.length; ) {
    const it = { op: 0, value: 0, at: r.at, end: 0 };
    it.op = r.byte();
    if (it.op === op.i64Const) it.value = readLong(r);
    else if (it.op === op.i32Const) it.value = r.signed();
    else if (it.op <= op.if && it.op >= op.block) r.signed();
    else if (it.op === op.br || it.op === op.brIf || it.op === op.call || (it.op >= op.localGet && it.op <= op.globalSet)) it.value = r.unsigned();
    else if (it.op === op.brTable) for (let n = r.unsigned(); n >= 0; n--) r.unsigned();
    else if (it.op === op.callIndirect || (it.op >= 0x28 && it.op <= 0x3e)) r.unsigned(), (it.value = r.unsigned());
    else if (it.op === 0x3f || it.op === 0x40) r.at++;
    else if (it.op === 0x43 || it.op === 0x44) r.at += it.op === 0x43 ? 4 : 8;
    else if (it.op === 0xfc) r.at += { 10: 2, 11: 1 }[r.byte()] ?? 0; // memory.copy, memory.fill
    else if (it.op > 0xc4) throw new Error(`unknown instruction ${it.op}`);
    it.end = r.at;
    list.push(it);
  }
  return list;
}

/// A constant of 64 bits; NaN when it is negative, or larger than numbers hold.
function readLong(r) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const b = r.byte();
    value += (b & 127) * scale;
    if (b < 128) return b & 64 || value > Number.MAX_SAFE_INTEGER ? NaN : value;
  }
}

/// How the function begins, see above: `depth` blocks from instruction `first`
/// on, of which `loop` is the loop, −1 when there is none. Without a table it is
/// none of Go's, or has nothing to shorten.
function readShape(body, list) {
  const first = list[0]?.op === op.globalGet && list[1]?.op === op.localSet ? 2 : 0;
  const shape = { first, depth: 0, loop: -1, table: undefined, unwinds: false };
  let i = first;
  for (; list[i].op === op.block || list[i].op === op.loop; i++, shape.depth++) if (list[i].op === op.loop) shape.loop = i - first;
  if (list[i].op === op.localGet && list[i].value === 0 && list[i + 1]?.op === op.brTable) {
    const r = new Reader(body, list[i + 1].at + 1);
    shape.table = Array.from({ length: r.unsigned() + 1 }, () => r.unsigned());
  }
  const [inner, one, last] = list.slice(-3);
  shape.unwinds = list[first].op === op.block && inner?.op === op.end && one?.op === op.i32Const && one.value === 1 && last?.op === op.end;
  return shape;
}

/// i32.const place; local.set 0; br depth
function readJump(list, i) {
  const [place, set, br] = [list[i], list[i + 1], list[i + 2]];
  if (place?.op !== op.i32Const || set?.op !== op.localSet || set.value !== 0 || br?.op !== op.br) return undefined;
  return { place: place.value, depth: br.value };
}

/// global.set SP; local.get SP; i64.const; i64.store 0
function isReturnAddress(list, i, address) {
  const it = list[i];
  if (it.op !== op.i64Const || !(it.value >= address && it.value < address + 0x10000)) return false;
  return list[i - 1]?.op === op.localGet && list[i - 2]?.op === op.globalSet && list[i + 1]?.op === op.i64Store && list[i + 1].value === 0;
}

function apply(body, from, edits) {
  const parts = [];
  for (const [at, end, bytes] of edits) {
    parts.push(body.subarray(from, at), Buffer.from(bytes));
    from = end;
  }
  parts.push(body.subarray(from));
  return parts;
}
