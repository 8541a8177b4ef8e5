// The renderer in the page: a word is in the preview before the frame of its key,
// what costs more is the worker's, and both give the page that a fresh start gives.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test, type TestContext } from "node:test";
import { browser, openPage, serve, server, stage, until, type Watched } from "./harness";

stage();

type Content = Element & { cmTile: { root: { view: { state: { doc: { toString(): string } }; dispatch(transaction: object): void } } } };

/// Inserts behind a text of the source; says whether the preview shows it when that
/// returns, which only the page's own renderer can do.
function insert(app: Watched, after: string, text: string): Promise<boolean> {
  return app.page.evaluate(
    ([after, text]) => {
      const { view } = document.querySelector<Content>(".cm-content")!.cmTile.root;
      const from = view.state.doc.toString().indexOf(after!) + after!.length;
      view.dispatch({ changes: { from, insert: text }, userEvent: "input.type" });
      return document.querySelector<HTMLIFrameElement>("#preview")!.contentDocument!.body.textContent!.includes(after! + text!);
    },
    [after, text],
  );
}

/// Waits until the page renders words itself: when typing has paused, and the
/// browser has compiled its code well.
async function near(app: Watched, after: string): Promise<string> {
  let typed = after;
  await until("the page to render a word itself", async () => {
    await pause(600);
    const shown = await insert(app, typed, "o");
    typed += "o";
    return shown;
  });
  return typed;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const page = (words: string): string => `---\nlayout: layouts/post.njk\ntitle: Essai\n---\n\n## Un titre\n\n${words} et la suite.\n\n- un\n- deux\n\n{% dailymotion "x84sh87", title="Une vidéo" %}\n\nLa fin de tout.\n`;

/// A page that shows `Un mot`, whose words are rendered here; and that word as it now is.
async function opened(t: TestContext): Promise<[Watched, string]> {
  const app = await openPage(t, browser, server, "", { serviceWorkers: "block", viewport: { width: 1440, height: 900 } });
  await app.ready();
  await app.write(page("Un mot"));
  await app.shows("Un mot");
  return [app, await near(app, "Un mot")];
}

test("a word is in the preview before the frame of its key; a tag is left to the worker", async (t) => {
  const [app, mot] = await opened(t);
  assert.equal(await insert(app, mot, " **gras"), true, "an emphasis not closed yet");
  assert.equal(await insert(app, `${mot} **gras`, "{{ title }}"), false, "a tag is run by the worker");
  await app.shows(`${mot} **grasEssai`);
  assert.equal(await insert(app, "title: Ess", "ayons"), false, "front matter is the worker's");
  await app.until("the new title", () => app.preview.evaluate(() => document.title.includes("Essayons")));
});

test("a key that has taken long already is rendered in the frame that shows it, or before what comes behind it", async (t) => {
  const [app, mot] = await opened(t);
  // A key whose task lasts 20 ms before its letter is in, then what follows it.
  const late = (after: string, text: string, follow: string) =>
    app.page.evaluate(
      async ([after, text, follow]) => {
        const { view } = document.querySelector<Content>(".cm-content")!.cmTile.root;
        const body = document.querySelector<HTMLIFrameElement>("#preview")!.contentDocument!.body;
        const near = (globalThis as unknown as { apercuNear: { edit(): unknown } }).apercuNear;
        const insert = (after: string, insert: string) => view.dispatch({ changes: { from: view.state.doc.toString().indexOf(after) + after.length, insert }, userEvent: "input.type" });
        const { edit } = near;
        let rendered = 0;
        near.edit = () => (rendered++, edit());
        window.dispatchEvent(new KeyboardEvent("keydown", { key: "x" }));
        for (const start = performance.now(); performance.now() - start < 20; );
        insert(after!, text!);
        const atOnce = body.textContent!.includes(after! + text!);
        if (follow) insert(after! + text!, follow);
        const shown = await new Promise((resolve) => requestAnimationFrame(() => resolve(body.textContent!.includes(after! + text!))));
        near.edit = edit;
        return { atOnce, shown, rendered };
      },
      [after, text, follow],
    );
  assert.deepEqual(await late(mot, "s", ""), { atOnce: false, shown: true, rendered: 1 });
  const then = await late(`${mot}s`, " tard", "{{ title }}");
  assert.equal(then.shown, true, "rendered before the tag that follows goes to the worker");
  await app.shows(`${mot}s tardEssai et la suite`);
});

test("edits done here and there give the page of a fresh start", async (t) => {
  const [app] = await opened(t);
  await app.caretAfter("et la suite.");
  const type = (text: string): Promise<void> => app.page.keyboard.type(text, { delay: 15 });
  await type(" Encore *un peu* de texte,");
  await app.page.keyboard.press("Enter");
  await type("puis un [lien](https://exemple.gouv.fr/a) et {{ title }}");
  await type(" et la suite d’après");
  await app.page.keyboard.press("Enter");
  await app.page.keyboard.press("Enter");
  await type("### Un autre titre");
  await app.page.keyboard.press("Enter");
  await type("```");
  await app.page.keyboard.press("Enter");
  await type("du code");
  for (let i = 0; i < 11; i++) await app.page.keyboard.press("Backspace");
  await type("fin");
  for (let i = 0; i < 3; i++) await app.page.keyboard.press("ControlOrMeta+z");
  await app.caretAfter("La fin de tout.");
  await type(" Vraiment.");
  await app.shows("La fin de tout. Vraiment.");
  await app.until("saved", async () => /Enregistré/.test((await app.page.locator("#save-state").textContent()) ?? ""));
  const content = (): Promise<string> => app.preview.evaluate(() => document.querySelector("apercu-content")!.innerHTML.replace(/ (data-fr-js-[\w-]+|data-apercu-current|class)="[^"]*"/g, ""));
  const typed = await content();
  await app.page.reload();
  await app.ready();
  await app.shows("La fin de tout. Vraiment.");
  assert.equal(await content(), typed);
});

test("in a site, its Markdown switches and what its tags printed hold here too", async (t) => {
  const site = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-near-"));
  t.after(() => fs.rmSync(site, { recursive: true, force: true }));
  const files: Record<string, string> = {
    "apercu.yaml": "markdown: { anchors: false, tableClass: tableau }\n",
    "_data/nombres.json": '{ "agents": 12 }',
    "_includes/shortcodes/chiffre.njk": "---\nparams: [valeur]\n---\n<b class=\"chiffre\">{{ valeur }}</b>",
    "content/a.md": "---\ntitle: A\n---\n",
  };
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
    fs.writeFileSync(path.join(site, name), text);
  }
  const own = await serve("--site", site);
  t.after(() => own.stop());
  const app = await openPage(t, browser, own);
  await app.ready();
  await app.write("## Un titre\n\nUn mot, {% chiffre nombres.agents %} agents.\n\n| a | b |\n|---|---|\n| cellule | 2 |\n");
  await app.shows("12 agents");
  await near(app, "Un mot");
  assert.equal(await insert(app, "cellule", " longue"), true);
  assert.equal(await insert(app, "Un titre", " plus long"), true);
  const html = await app.html();
  assert.match(html, /<table class="tableau">/);
  assert.match(html, /<h2>Un titre plus long<\/h2>/);
  assert.match(html, /Un moto+, <b class="chiffre">12<\/b> agents/);
});

test("a page longer than any real one is the worker's alone", async (t) => {
  const app = await openPage(t, browser, server);
  await app.ready();
  await app.page.evaluate((insert) => {
    const { view } = document.querySelector<Content>(".cm-content")!.cmTile.root;
    view.dispatch({ changes: { from: 0, to: view.state.doc.toString().length, insert } });
  }, page("Un mot") + "Une phrase assez longue pour que la page le soit plus vite, et une autre encore derrière elle.\n\n".repeat(1800));
  await app.shows("Un mot");
  await pause(1500);
  for (let i = 0; i < 8; i++) {
    assert.equal(await insert(app, `Un mot${"o".repeat(i)}`, "o"), false);
    await pause(500);
  }
  await app.shows("Un motoooooooo");
});

// An edit of the page's own is rendered in the worker when somebody asks for more:
// this must not take the place of an update that is due and shown by nobody.
test("another document opened right behind a word rendered here is sent whole, whatever is asked meanwhile", async (t) => {
  const app = await openPage(t, browser, server);
  await app.ready();
  const patches = await app.page.evaluate(async () => {
    const asked = performance.getEntriesByType("resource").map((entry) => entry.name);
    const module = await WebAssembly.compileStreaming(fetch(asked.find((name) => name.endsWith(".wasm"))!));
    const worker = new Worker(asked.find((name) => /\/worker-[^/]*\.js$/.test(name))!);
    const seen: { type: string; version: number; reset: boolean; html: string }[] = [];
    const patch = (version: number): Promise<void> =>
      new Promise((resolve) => {
        worker.addEventListener("message", (event: MessageEvent) => {
          if (event.data.type !== "patch") return;
          seen.push({ type: "patch", version: event.data.version, reset: event.data.reset, html: JSON.stringify(event.data.splices) });
          if (event.data.version === version) resolve();
        });
      });
    const first = patch(1);
    worker.postMessage({ type: "start", module, base: location.href });
    worker.postMessage({ type: "open", version: 1, path: "content/a.md", text: "Un mot.\n" });
    await first;
    const last = patch(4);
    worker.postMessage({ type: "edit", version: 2, changes: [{ from: 6, to: 6, text: "s" }], shown: true });
    worker.postMessage({ type: "open", version: 3, path: "content/b.md", text: "Autre page.\n" });
    worker.postMessage({ type: "ask", id: 1, name: "names", args: null });
    worker.postMessage({ type: "body" });
    worker.postMessage({ type: "edit", version: 4, changes: [{ from: 0, to: 0, text: "Une " }] });
    await last;
    worker.terminate();
    return seen;
  });
  const after = patches.filter(({ version }) => version > 2);
  assert.equal(after[0]?.reset, true, JSON.stringify(patches));
  assert.match(after.map(({ html }) => html).join(), /Une Autre page/);
});
