// Reading and writing WebAssembly's binary format, as far as lines.mjs and
// jumps.mjs need it.

export class Reader {
  constructor(bytes, at) {
    Object.assign(this, { bytes, at });
  }
  byte() {
    return this.bytes[this.at++];
  }
  unsigned() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const b = this.byte();
      value += (b & 127) * 2 ** shift;
      if (b < 128) return value;
    }
  }
  /// Of 32 bits.
  signed() {
    for (let value = 0, shift = 0; ; ) {
      const b = this.byte();
      value |= (b & 127) << shift;
      shift += 7;
      if (b < 128) return shift < 32 && b & 64 ? value | (-1 << shift) : value;
    }
  }
}

export const sectionOfCode = 10;
export const sectionOfData = 11;

export function readSections(wasm) {
  const sections = [];
  for (const r = new Reader(wasm, 8); r.at < wasm.length; ) {
    const start = r.at;
    const id = r.byte();
    const size = r.unsigned();
    sections.push({ id, start, content: r.at, end: (r.at += size) });
  }
  return sections;
}

/// The program with another content in that section.
export function withSection(wasm, section, content) {
  const head = Buffer.from([section.id, ...unsigned(content.length)]);
  return Buffer.concat([wasm.subarray(0, section.start), head, content, wasm.subarray(section.end)]);
}

export function unsigned(n) {
  const bytes = [];
  do {
    const low = n & 127;
    n = Math.floor(n / 128);
    bytes.push(n ? low | 128 : low);
  } while (n);
  return bytes;
}

export function signed(n) {
  const bytes = [];
  for (;;) {
    const low = n & 127;
    n = Math.floor(n / 128);
    const last = (n === 0 && !(low & 64)) || (n === -1 && low & 64);
    bytes.push(last ? low : low | 128);
    if (last) return bytes;
  }
}
