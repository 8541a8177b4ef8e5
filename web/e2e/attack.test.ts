// Every hostile page of attacks.ts, as the link of a stranger and as a text in
// the editor: nothing runs, nothing leaves, nothing of the application changes.
// The two walls of the preview, the sanitiser and the policy, are tested alone
// as well: each has to hold when the other is not there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import * as zlib from "node:zlib";
import * as esbuild from "esbuild";
import type { BrowserContext, Page, Request } from "playwright-core";
import { attacks, type Attack } from "./attacks";
import { binary, browser, root, server, stage, until } from "./harness";

stage();

/// What went wrong in a page, by the attack that was shown.
class Trap {
  readonly caught: string[] = [];
  now = "";
  /// Clicks of the reader: links may open in new tabs, as none can without one.
  clicked = 0;

  static async set(context: BrowserContext, host: string): Promise<Trap> {
    const trap = new Trap();
    await context.exposeFunction("apercuHit", () => void trap.say("ran"));
    await context.addInitScript(() => {
      const hit = (window as unknown as { apercuHit: () => void }).apercuHit;
      Object.defineProperty(window, "hit", { value: () => hit(), writable: false, configurable: false });
    });
    await context.route((url) => url.host !== host, async (route) => {
      // A tab that the reader's click opened may go where its link leads.
      const opened = trap.clicked > 0 && route.request().isNavigationRequest() && isTab(route.request());
      if (!opened) trap.say(`asked ${route.request().url().slice(0, 80)}`);
      await route.abort();
    });
    context.on("page", (page) => {
      page.on("dialog", (dialog) => {
        trap.say(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
    });
    return trap;
  }

  say(what: string): void {
    this.caught.push(`${this.now}: ${what}`);
  }
}

/// Whether a navigation is that of a whole tab: a new one has no frame yet.
function isTab(request: Request): boolean {
  try {
    return request.frame().parentFrame() === null;
  } catch {
    return true;
  }
}

/// The link that carries a text, made here by the format's own description
/// (app/share/doc.go), without the code under test.
function link(text: string): string {
  const plain = Buffer.concat([Buffer.from([0]), Buffer.from(text)]);
  const payload = zlib.deflateRawSync(plain, { level: 9 }).toString("base64url");
  const sum = (zlib as unknown as { crc32(data: Buffer): number }).crc32(plain).toString(36).padStart(7, "0");
  return `1d${payload.length.toString(36)}.${payload}.${sum}`;
}

/// The application's own document, less what it prints about the page.
function skeleton(page: Page): Promise<string> {
  return page.evaluate(() => {
    const names = (e: Element, depth: number): string => `${e.tagName}#${e.id}${depth > 0 ? `(${[...e.children].map((c) => names(c, depth - 1)).join()})` : ""}`;
    return `${names(document.body, 1)} scripts:${document.scripts.length} frames:${frames.length} images:${document.querySelectorAll("img:not(.cm-widgetBuffer)").length} styles:${document.querySelectorAll("style,link").length}`;
  });
}

const patches = (page: Page) => page.evaluate(() => {
  const n = performance.getEntriesByName("apercu:patch").length;
  return n;
});

/// Clicks with the mouse on what can be clicked in the frame.
async function click(page: Page, trap: Trap): Promise<void> {
  const frame = page.frames().find((f) => /\/preview(-remote)?\.html$/.test(f.url()))!;
  const box = await page.locator("#preview").boundingBox();
  const places = await frame.evaluate(() =>
    [...document.querySelectorAll("apercu-content :is(a, area, button, summary, input, select, label, img, svg, math, [onclick], [tabindex], [role=button], [style*=fixed])")]
      // That click is the reader's consent to other sites' images (preview.test.ts).
      .filter((e) => !e.matches("[data-apercu-image=remote]"))
      .slice(0, 6)
      .map((e) => e.getBoundingClientRect())
      .filter((r) => r.width > 0 && r.height > 0 && r.top < innerHeight && r.left < innerWidth && r.bottom > 0)
      .map((r) => [Math.max(1, r.left) + Math.min(r.width, 40) / 2, Math.max(1, r.top) + Math.min(r.height, 24) / 2] as const),
  );
  for (const [x, y] of places) {
    await page.mouse.click(box!.x + x, box!.y + y);
    trap.clicked++;
  }
}

/// Shows each attack through `show`, and looks at what is left standing.
async function run(page: Page, trap: Trap, show: (attack: Attack) => Promise<void>): Promise<void> {
  const before = await skeleton(page);
  const address = page.url().split("#")[0];
  let shown = await patches(page);
  for (const attack of attacks) {
    trap.now = attack.name;
    await show(attack);
    await until(`${attack.name} to be shown`, async () => (await patches(page)) > shown);
    await click(page, trap);
    for (const other of page.context().pages()) if (other !== page) await other.close();
    assert.equal(page.url().split("#")[0], address, `${attack.name} navigated the application`);
    const frames = page.frames().map((f) => f.url());
    assert.ok(frames.some((url) => /\/preview(-remote)?\.html$/.test(url)), `${attack.name} navigated the frame: ${frames}`);
    shown = await patches(page);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(await skeleton(page), before, "the application's document changed");
}

test("as links of a stranger", async (t) => {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  const trap = await Trap.set(context, new URL(server.url).host);
  const page = await context.newPage();
  await page.goto(`${server.url}view#${link("# Pour commencer\n")}`);
  await until("the first page", async () => (await patches(page)) > 0);
  await page.locator(".view-acts").waitFor();
  await page.locator(".comment-form").waitFor();
  // DSFR's script keeps the colour scheme that the application chose.
  const own = await page.evaluate(() => JSON.stringify(localStorage));
  await run(page, trap, (attack) => page.evaluate((hash) => void (location.hash = hash), link(attack.source)));
  t.diagnostic(`${attacks.length} attacks, ${trap.clicked} clicks`);
  assert.deepEqual(trap.caught, []);
  const kept = await page.evaluate(async () => [(await indexedDB.databases()).length, JSON.stringify(localStorage), document.cookie]);
  assert.deepEqual(kept, [0, own, ""], "something reached the storage");
  await context.close();
});

test("as texts in the editor", async (t) => {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  const trap = await Trap.set(context, new URL(server.url).host);
  const page = await context.newPage();
  await page.goto(server.url);
  await until("the first page", async () => (await patches(page)) > 0);
  await page.getByRole("toolbar").first().waitFor();
  await run(page, trap, (attack) =>
    page.evaluate((text) => {
      const door = (window as unknown as { apercu: { run(name: string, args: string): string } }).apercu;
      const length = (JSON.parse(door.run("text", "")) as string).length;
      door.run("edit", JSON.stringify({ edits: [{ from: 0, to: length, text: `${text}\n` }], event: "input.paste" }));
    }, attack.source),
  );
  t.diagnostic(`${attacks.length} attacks, ${trap.clicked} clicks`);
  assert.deepEqual(trap.caught, []);
  await context.close();
});

/// The attacks as the renderer prints them, whole pages.
function rendered(): Attack[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-attacks-"));
  attacks.forEach((attack, i) => fs.writeFileSync(path.join(folder, `${String(i).padStart(4, "0")}.md`), attack.source));
  let lines = "";
  try {
    lines = execFileSync(binary, ["render", "--json", folder], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }).toString();
  } catch (error) {
    lines = (error as { stdout: Buffer }).stdout.toString(); // pages with findings
  }
  fs.rmSync(folder, { recursive: true });
  const html = lines.trim().split("\n").map((line) => (JSON.parse(line) as { content: string }).content);
  assert.equal(html.length, attacks.length);
  return attacks.flatMap((attack, i) => [{ name: attack.name, source: html[i]! }, { name: `${attack.name} (bare)`, source: attack.source }]);
}

/// A page of another origin, with a script of ours, that the trap watches.
async function laboratory(host: string, html: string): Promise<{ page: Page; trap: Trap; close(): Promise<void> }> {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const trap = await Trap.set(context, host);
  await context.route(`https://${host}/`, (route) => route.fulfill({ contentType: "text/html", body: html }));
  const page = await context.newPage();
  await page.goto(`https://${host}/`);
  return { page, trap, close: () => context.close() };
}

test("the corpus and the trap are live: without any wall, most attacks succeed", async (t) => {
  const { page, trap, close } = await laboratory("open.invalid", "<!doctype html><meta charset=utf-8><title>x</title><body></body>");
  for (const attack of attacks.filter((a) => /^(script|handler|request)/.test(a.name))) {
    trap.now = attack.name;
    await page.evaluate((html) => {
      const range = document.createRange();
      range.selectNodeContents(document.body);
      document.body.replaceChildren(range.createContextualFragment(html));
    }, attack.source).catch(() => undefined);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  t.diagnostic(`${trap.caught.length} caught`);
  assert.ok(trap.caught.filter((c) => c.endsWith("ran")).length > 10 && trap.caught.filter((c) => c.includes("asked")).length > 10, trap.caught.join("\n"));
  await close();
});

test("the sanitiser alone, without any policy", async (t) => {
  const built = await esbuild.build({ stdin: { contents: 'import { sanitize } from "./sanitize"; Object.assign(window, { sanitizeHTML: sanitize });', resolveDir: path.join(root, "web/preview"), loader: "ts" }, bundle: true, write: false, format: "iife" });
  const { page, trap, close } = await laboratory("laboratory.invalid", "<!doctype html><meta charset=utf-8><title>x</title><body></body>");
  await page.addScriptTag({ content: built.outputFiles[0]!.text });
  // The policy's share is left out: what an address in a style may fetch is quieted by both.
  let n = 0;
  for (const attack of rendered()) {
    trap.now = attack.name;
    await page.evaluate((html) => {
      document.body.replaceChildren((window as unknown as { sanitizeHTML(html: string): DocumentFragment }).sanitizeHTML(html));
    }, attack.source);
    n++;
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(page.url(), "https://laboratory.invalid/");
  assert.deepEqual(trap.caught, []);
  t.diagnostic(`${n} pages`);
  await close();
});

test("the policy alone, without the sanitiser", async (t) => {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  const trap = await Trap.set(context, new URL(server.url).host);
  const page = await context.newPage();
  const open = async () => {
    await page.goto("about:blank");
    await page.goto(`${server.url}view#${link("# Page\n")}`);
    await until("the first page", async () => (await patches(page)) > 0);
  };
  await open();
  let n = 0;
  for (const attack of rendered()) {
    trap.now = attack.name;
    const frame = page.frames().find((f) => /\/preview\.html$/.test(f.url()));
    if (!frame) {
      // It may leave for a page of its own host or nowhere; the trap sees the rest.
      await open();
      continue;
    }
    await frame.evaluate((html) => {
      // Unlike innerHTML, this fragment's scripts are started.
      const range = document.createRange();
      range.selectNodeContents(document.body);
      document.body.replaceChildren(range.createContextualFragment(html));
    }, attack.source).catch(() => undefined);
    n++;
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(trap.caught, []);
  t.diagnostic(`${n} pages`);
  await context.close();
});
