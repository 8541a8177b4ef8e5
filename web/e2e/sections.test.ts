// The colours' parse in sections (editor/sections.ts) sees what a parse of the whole
// page sees, whatever was edited before, and keeps what an edit is not in. No browser
// is needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { type Tree, TreeFragment } from "@lezer/common";
import { pageBlocks, pageLanguage } from "../editor/language";
import { inSections } from "../editor/sections";

/// Every node with its place, those of nested languages too.
function nodes(tree: Tree): string[] {
  const out: string[] = [];
  tree.iterate({ enter: (node) => void out.push(`${node.name} ${node.from}-${node.to}`) });
  return out;
}

const start = (doc: string, language = pageLanguage()) => EditorState.create({ doc, extensions: [language] });
const treeOf = (state: EditorState) => ensureSyntaxTree(state, state.doc.length, 60_000)!;
/// As the library parses the whole page at once.
const expected = (state: EditorState) => nodes(treeOf(start(state.doc.toString(), pageLanguage(pageBlocks))));

/// Numbers that look random and are the same in each run (Lehmer).
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const pieces = [
  "Un paragraphe avec *emphase*, `code` et [lien](https://example.org/).\nSa deuxième ligne.\n\n",
  "## Un titre {#ancre}\n\n",
  "Un paragraphe avant un titre\n## Le titre\nEt un après\n***\n",
  "Avant un tableau\n| a | b |\n|---|---|\n| 1 | 2 |\nAprès\n",
  "Un titre\n===\n\n",
  "- un\n- deux\n\n  suite du deuxième\n\n- trois\n\n",
  "1. un\n   - dedans\n     > cité\n2. deux\n",
  "> cité\ncontinué\n\n",
  "```js\nconst a = 1;\n\n## pas un titre\n```\n\n",
  "~~~\nsans fin\n\n",
  "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
  "| a | b |\n",
  "|---|---|\n",
  "<div class=\"fr-callout\">\n<p>Du HTML</p>\n\nhors du bloc\n\n</div>\n\n",
  "<!-- un commentaire\n\nlong -->\n",
  "<details>\n<summary>Plus</summary>\n\nTexte\n\n</details>\n",
  "::: info Titre\nTexte\n:::\n\n",
  '{% transcription "Une vidéo" %}\nDes mots.\n\nD’autres mots.\n{% endtranscription %}\n\n',
  "[réf]: https://example.org/ \"titre\"\n",
  "---\n",
  "***\n",
  "\n",
  "\n\n   \n\t\n",
  "    quatre blancs\n",
  "mot ",
  "`",
  "```",
  "<",
  "-",
  "=",
  "|",
  "#",
];
const frontMatter = "---\ntitle: Une page\ntags:\n  - numérique\n---\n\n";

test("after any edits, the parse in sections is that of the whole page", () => {
  let compared = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const next = numbers(seed * 7919);
    let doc = seed % 3 ? frontMatter : "";
    while (doc.length < (seed % 5 ? 6_000 : 40_000)) doc += pieces[next(22)]!;
    let state = start(doc);
    assert.deepEqual(nodes(treeOf(state)), expected(state), `seed ${seed}, at first`);
    for (let edit = 0; edit < 30; edit++) {
      const length = state.doc.length;
      // Half of them where one section ends and the next begins.
      const { positions } = treeOf(state);
      const near = Math.min(length, Math.max(0, positions[next(positions.length)]! + next(24) - 8));
      const from = [near, near, next(length + 1), state.doc.lineAt(next(length + 1)).from][next(4)]!;
      const to = next(3) ? from : Math.min(length, from + next(next(5) ? 40 : 3_000));
      const insert = next(6) ? pieces[next(pieces.length)]! : "";
      state = state.update({ changes: { from, to, insert } }).state;
      // Now and then two edits come before the parse has ended.
      if (next(4) === 0) continue;
      assert.deepEqual(nodes(treeOf(state)), expected(state), `seed ${seed}, edit ${edit}: ${from}-${to} ${JSON.stringify(insert)}`);
      compared++;
    }
  }
  assert.ok(compared > 500, `${compared} compared`);
});

test("stopped at any place and at any moment, a parse gives what it has, and the next goes on from there", () => {
  const next = numbers(4_711);
  const parser = inSections(pageBlocks);
  for (let round = 0; round < 2_000; round++) {
    let doc = frontMatter;
    while (doc.length < 3_000) doc += `${pieces[next(22)]!}${"\n \n".repeat(next(20))}`;
    const parse = parser.startParse(doc);
    for (let step = next(40); step > 0 && parse.parsedPos < doc.length; step--) if (parse.advance()) break;
    if (parse.parsedPos >= doc.length) continue;
    const stop = Math.min(doc.length - 1, parse.parsedPos + next(60));
    parse.stopAt(stop);
    let part: Tree | null = null;
    while (!part) part = parse.advance();
    assert.ok(part.length >= stop, `${part.length} of ${stop}`);
    const rest = parser.parse(doc, TreeFragment.addTree(part, [], true));
    assert.deepEqual(nodes(rest), nodes(pageBlocks.parse(doc)), `round ${round}, stopped at ${stop}`);
  }
});

test("a section ends before a table only while that is one", () => {
  // A paragraph that fills the section, and a table's two first lines behind it.
  const head = "| a | b |\n|---|---|\n";
  let state = start(`${"Un mot ".repeat(300)}\n${head}| 1 | 2 |\n\n${"Un mot ".repeat(300)}\n`);
  assert.equal(treeOf(state).children.length, 2);
  const at = state.doc.toString().indexOf("|---|---|");
  state = state.update({ changes: { from: at, to: at + 9, insert: "pas un tableau" } }).state;
  assert.deepEqual(nodes(treeOf(state)), expected(state));
});

test("a key keeps every section but its own", () => {
  let doc = frontMatter;
  for (let i = 0; doc.length < 100_000; i++) doc += pieces[i % 6]!;
  let state = start(doc);
  let sections = treeOf(state).children;
  assert.ok(sections.length > 40, `${sections.length} sections`);
  for (const at of [50, 30_000, 50_000, doc.length - 10]) {
    const line = state.doc.lineAt(at);
    state = state.update({ changes: { from: line.to, insert: "x" } }).state;
    const now = treeOf(state).children;
    const kept = new Set(sections);
    const made = now.filter((section) => !kept.has(section));
    assert.ok(made.length <= 2, `${made.length} sections made anew for a letter at ${at}`);
    sections = now;
  }
});
