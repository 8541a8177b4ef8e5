// This file parses the page's Markdown for its colours in sections of some blocks
// each, so that a key costs the section that it is in, however long the page is:
// lezer's own reuse walks over every block of the page (in 100 KB, 1.35 ms of a
// key and 240 KB of garbage; here 0.75 ms and 90 KB).
//
// A section begins where no block of the page is open, so nothing of it depends on
// what stands before. Blocks do look ahead: a paragraph ends with the line that
// follows. A section is used again when neither its text nor the lines behind it
// changed, and only where the parse of what is before it ends at its beginning.
import { type Input, NodeProp, NodeType, type ParseWrapper, type PartialParse, Tree, type TreeFragment } from "@lezer/common";
import type { BlockContext, MarkdownParser } from "@lezer/markdown";

/// A section ends with the block that reaches this length, in UTF-16 code units.
const size = 1024;
/// How many lines beyond itself a block may look at (a table's head and marks).
const linesAhead = 2;

/// The parser's result, made of sections.
export function inSections(parser: MarkdownParser): MarkdownParser {
  const wrap: ParseWrapper = (whole, input, fragments, ranges) =>
    ranges.length === 1 && ranges[0]!.from === 0 ? new Sections(parser, input, fragments, ranges[0]!.to) : whole;
  return parser.configure({ wrap });
}

class Sections implements PartialParse {
  stoppedAt: number | null = null;
  private readonly kept: Map<number, Tree>;
  private readonly children: Tree[] = [];
  private readonly positions: number[] = [];
  /// Where the open section begins…
  private at = 0;
  private section: (PartialParse & Pick<BlockContext, "depth">) | undefined;
  /// …and where it ends, once that is known.
  private end: number | undefined;

  constructor(
    private readonly parser: MarkdownParser,
    private readonly input: Input,
    fragments: readonly TreeFragment[],
    private readonly to: number,
  ) {
    this.kept = reusable(fragments, to);
  }

  get parsedPos(): number {
    return this.section?.parsedPos ?? this.at;
  }

  stopAt(pos: number): void {
    this.stoppedAt = pos;
    if (this.end === undefined) this.section?.stopAt(pos); // else it stops by itself
  }

  advance(): Tree | null {
    if (!this.section) {
      for (let old; (old = this.kept.get(this.at)) && this.goesOn(); ) this.add(old);
      if (this.children.length && (this.at >= this.to || !this.goesOn())) return this.whole();
      // Without wrappers, it is the block parser itself.
      this.section = this.parser.createParse(this.input, [], [{ from: this.at, to: this.to }]) as BlockContext;
      this.end = undefined;
    }
    const done = this.section.advance();
    if (done) {
      this.section = undefined;
      const end = this.end ?? this.at + done.length;
      // (Stopped by the editor, it may end within a list: what it looks ahead at is
      // then beyond the tree, and it is not used again.)
      this.add(new Tree(NodeType.none, done.children, done.positions, end - this.at, [[NodeProp.lookAhead, this.lineEnd(end, linesAhead) - end]]));
    } else if (this.end === undefined && this.section.depth === 1 && this.stoppedAt === null) {
      const pos = this.section.parsedPos;
      const next = this.skipBlank(pos);
      if (pos > this.at && (next - this.at >= size || this.kept.has(next))) {
        this.section.stopAt(pos - 1);
        this.end = next;
      }
    }
    return null;
  }

  private goesOn(): boolean {
    return this.stoppedAt === null || this.at <= this.stoppedAt;
  }

  private add(section: Tree): void {
    this.children.push(section);
    this.positions.push(this.at);
    this.at += section.length;
  }

  private whole(): Tree {
    const document = this.parser.nodeSet.types.find((type) => type.isTop)!;
    return new Tree(document, this.children, this.positions, this.at);
  }

  /// The first line that is not blank, from the line that begins at `pos`: sections
  /// begin with a block, where parsers nested in them look for them.
  private skipBlank(pos: number): number {
    for (let start = pos; ; ) {
      const end = this.lineEnd(start, 1);
      if (end >= this.to) return this.input.read(start, this.to).trim() ? start : this.to;
      if (this.input.read(start, end).trim()) return start;
      start = end + 1;
    }
  }

  /// The end of the line in which `pos` is, or of the n-th from there.
  private lineEnd(pos: number, lines: number): number {
    for (let step = 256; pos < this.to; step *= 2) {
      const text = this.input.read(pos, Math.min(this.to, pos + step));
      const found = text.indexOf("\n");
      pos += found < 0 ? text.length : found;
      if (found >= 0 && --lines === 0) return pos;
      if (found >= 0) pos++;
    }
    return this.to;
  }
}

/// Sections of earlier parses that still hold, by where they begin now.
function reusable(fragments: readonly TreeFragment[], to: number): Map<number, Tree> {
  const kept = new Map<number, Tree>();
  for (const { tree, from, to: end, offset, openEnd } of fragments) {
    const whole = end >= to && !openEnd;
    tree.children.forEach((section, i) => {
      if (!(section instanceof Tree && section.type.isAnonymous)) return;
      const at = tree.positions[i]! - offset;
      const ahead = at + section.length + (section.prop(NodeProp.lookAhead) ?? 0);
      // Front matter only stands at the top.
      const moved = (at === 0) !== (tree.positions[i] === 0);
      if (at >= from && !moved && (whole || ahead < end)) kept.set(at, section);
    });
  }
  return kept;
}
