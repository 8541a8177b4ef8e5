// What Aperçu's keystroke is measured against: the same page, typed in the same
// editor, through the usual JavaScript: nunjucks, then markdown-it with its
// plugins, then morphdom into a frame with the same styles. It renders at each
// edit, at once and on the main thread, as such previews do.

import { markdown as language } from "@codemirror/lang-markdown";
import { defaultKeymap } from "@codemirror/commands";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import morphdom from "morphdom";
import nunjucks from "nunjucks/browser/nunjucks.js";
import { markdown } from "./pipeline.mjs";
import video from "./site/_includes/shortcodes/dailymotion.njk";
import transcription from "./site/_includes/shortcodes/transcription.njk";

const md = markdown();
const env = new nunjucks.Environment(null, { autoescape: true });
env.addExtension("dailymotion", shortcode("dailymotion", video));
env.addExtension("transcription", shortcode("transcription", transcription, true));

function shortcode(name: string, source: string, paired = false): object {
  const template = nunjucks.compile(source.replace(/^---[^]*?---\n/, ""), env);
  return {
    tags: [name],
    parse(parser: any, nodes: any) {
      const token = parser.nextToken();
      const args = parser.parseSignature(null, true);
      parser.advanceAfterBlockEnd(token.value);
      if (!paired) return new nodes.CallExtension(this, "run", args);
      const body = parser.parseUntilBlocks(`end${name}`);
      parser.advanceAfterBlockEnd();
      return new nodes.CallExtension(this, "run", args, [body]);
    },
    run(_: unknown, first: string, second: any) {
      const context = paired ? { title: first, content: second() } : { videoId: first, title: second?.title };
      return new nunjucks.runtime.SafeString(template.render(context));
    },
  };
}

const frame = document.querySelector<HTMLIFrameElement>("#preview")!;
frame.srcdoc = `<!doctype html><link rel="stylesheet" href="${location.origin}/dsfr.css"><body><main class="fr-container"></main></body>`;

function show(text: string): void {
  const body = text.replace(/^---\n[^]*?\n---\n/, "");
  const html = md.render(env.renderString(body, { title: "Page" }));
  const main = frame.contentDocument!.querySelector("main")!;
  const next = main.cloneNode(false) as HTMLElement;
  next.innerHTML = html;
  morphdom(main, next);
}

const update = EditorView.updateListener.of((event) => {
  if (!event.docChanged) return;
  const start = performance.now();
  show(event.state.doc.toString());
  performance.measure("peer:update", { start });
});
new EditorView({ parent: document.querySelector("#source")!, extensions: [lineNumbers(), language(), EditorView.lineWrapping, keymap.of(defaultKeymap), update] });
