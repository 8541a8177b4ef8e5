// This file reads a file into the editor and gives its bytes back. Byte for
// byte: the editor's text has "\n" only, so line endings, their exceptions and
// a byte order mark are remembered beside it. Opening and saving changes
// nothing.
import { invertedEffects } from "@codemirror/commands";
import { MapMode, RangeSet, RangeSetBuilder, RangeValue, StateEffect, StateField, Text } from "@codemirror/state";
import { lang } from "./strings";

/// The largest file that is opened, in bytes.
export const maxBytes = 2 * 1024 * 1024;

export type Encoding = "utf-8" | "windows-1252";
export type Ending = "\n" | "\r\n" | "\r";

/// What a file needs besides its text to be written back as it was.
export interface Shape {
  bom: boolean;
  ending: Ending;
  encoding: Encoding;
}

/// What came out of reading a file.
export type Read =
  | { kind: "text"; text: string; shape: Shape }
  | { kind: "encoding"; utf8: string; windows1252: string; bytes: Uint8Array }
  | { kind: "binary" }
  | { kind: "big" };

/// Decodes a file, or says why not. Windows-1252 is only ever offered.
export function readBytes(bytes: Uint8Array, encoding: Encoding = "utf-8"): Read {
  if (bytes.length > maxBytes) return { kind: "big" };
  if (looksBinary(bytes)) return { kind: "binary" };
  if (encoding === "windows-1252") return { kind: "text", text: new TextDecoder("windows-1252").decode(bytes), shape: { bom: false, ending: mainEnding(decodeLoose(bytes)), encoding } };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const bom = text.startsWith("\ufeff");
    return { kind: "text", text: bom ? text.slice(1) : text, shape: { bom, ending: mainEnding(text), encoding: "utf-8" } };
  } catch {
    return { kind: "encoding", utf8: sample(decodeLoose(bytes)), windows1252: sample(new TextDecoder("windows-1252").decode(bytes), decodeLoose(bytes)), bytes };
  }
}

function decodeLoose(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}

/// A zero byte, or many control characters, in the first 8 KiB.
function looksBinary(bytes: Uint8Array): boolean {
  let strange = 0;
  const head = bytes.subarray(0, 8192);
  for (const b of head) {
    if (b === 0) return true;
    if (b < 32 && b !== 9 && b !== 10 && b !== 13 && b !== 12) strange++;
  }
  return strange > head.length / 20;
}

/// The words around the first letter that is not ASCII, to compare two readings.
function sample(text: string, where = text): string {
  const at = Math.max(0, where.search(/[^\x00-\x7f]/));
  const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 24)) + 1);
  return text.slice(from, from + 90).replace(/\s+/g, " ").trim();
}

function mainEnding(text: string): Ending {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const lf = (text.match(/\n/g)?.length ?? 0) - crlf;
  const cr = (text.match(/\r/g)?.length ?? 0) - crlf;
  if (crlf > lf && crlf >= cr) return "\r\n";
  return cr > lf ? "\r" : "\n";
}

// ───────────────────────── odd line endings ─────────────────────────

class Odd extends RangeValue {
  // It stands before its "\n": typing at the end of the line pushes it on, and
  // deleting the line break takes it along.
  override startSide = 1;
  override endSide = 1;
  override mapMode = MapMode.TrackAfter;
  constructor(readonly ending: Ending) {
    super();
  }
  override eq(other: Odd) {
    return other.ending === this.ending;
  }
}

/// Replaces them all, when the whole text is: undone with it.
export const setOddEndings = StateEffect.define<RangeSet<Odd>>();

/// Line breaks that differ from the file's main one, at the offset of their
/// "\n" in the document. They move with the text and go with their line break.
export const oddEndings = StateField.define<RangeSet<Odd>>({
  create: () => RangeSet.empty,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(setOddEndings)) return effect.value;
    if (!tr.docChanged || value.size === 0) return value;
    const doc = tr.state.doc;
    return value.map(tr.changes).update({ filter: (from) => from < doc.length && doc.lineAt(from).to === from });
  },
  provide: (field) => invertedEffects.of((tr) => (tr.effects.some((effect) => effect.is(setOddEndings)) ? [setOddEndings.of(tr.startState.field(field))] : [])),
});

/// The document and the odd endings of a text as it was read.
export function splitLines(text: string, main: Ending): { doc: Text; odd: RangeSet<Odd> } {
  const lines: string[] = [];
  const odd = new RangeSetBuilder<Odd>();
  let at = 0;
  let start = 0;
  for (const m of text.matchAll(/\r\n|\n|\r/g)) {
    const line = text.slice(start, m.index);
    lines.push(line);
    at += line.length;
    if (m[0] !== main) odd.add(at, at, new Odd(m[0] as Ending));
    at++;
    start = m.index + m[0].length;
  }
  lines.push(text.slice(start));
  return { doc: Text.of(lines), odd: odd.finish() };
}

/// The text with its own line endings, as it goes to a file.
export function joinLines(doc: Text, shape: Shape, odd: RangeSet<Odd>): string {
  if (odd.size === 0) return (shape.bom ? "\ufeff" : "") + doc.sliceString(0, doc.length, shape.ending);
  const parts: string[] = [shape.bom ? "\ufeff" : ""];
  let done = 0;
  odd.between(0, doc.length, (from, _to, value) => {
    parts.push(doc.sliceString(done, from, shape.ending), value.ending);
    done = from + 1;
  });
  parts.push(doc.sliceString(done, doc.length, shape.ending));
  return parts.join("");
}

/// Bytes as a file has them. A page read as Windows-1252 is written in UTF-8,
/// which is what the site's build reads.
export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/// Gives a file to the browser's downloads.
export function download(name: string, data: BlobPart, type = "text/markdown;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([data], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/// A size as the interface says it.
export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", lang() === "en" ? "." : ",")} ${lang() === "en" ? "MiB" : "Mio"}`;
}
