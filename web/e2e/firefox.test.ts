// The core journeys in Firefox, over WebDriver BiDi (Playwright drives only a
// Firefox of its own): write and see it, find it again, open and save without
// File System Access, two tabs, offline, a link there and back. Chromium has the
// rest. Without Firefox they are skipped, and say so.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test, type TestContext } from "node:test";
import puppeteer, { type Browser, type BrowserContext, type ElementHandle, type Frame, type Page } from "puppeteer-core";
import { binary, serve, until, type Server } from "./harness";

const executablePath = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find((p) => p && fs.existsSync(p));
const downloads = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-firefox-"));
let skip: string | false = executablePath ? false : "no Firefox: install Debian's package `firefox-esr`, or set FIREFOX to its path";
let browser: Browser;
let server: Server;
if (!skip) {
  try {
    browser = await puppeteer.launch({
      browser: "firefox",
      executablePath,
      headless: true,
      extraPrefsFirefox: { "intl.accept_languages": "fr-FR, fr", "browser.download.folderList": 2, "browser.download.dir": downloads, "browser.helperApps.neverAsk.saveToDisk": "text/markdown,application/zip" },
    });
  } catch (error) {
    skip = `Firefox does not start here: ${String(error)}`;
  }
}
before(async () => {
  if (!skip) server = await serve();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(downloads, { recursive: true, force: true });
});

/// One tab of a profile of its own.
class Tab {
  private readonly problems: string[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.problems.push(message.text()));
    // "Leave the page?", asked while the last key is not stored yet.
    page.on("dialog", (dialog) => void dialog.accept().catch(() => undefined));
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (/^https?:/.test(protocol) && hostname !== "127.0.0.1") this.problems.push(`request to ${request.url()}`);
    });
  }

  static async open(t: TestContext, address: string, context?: BrowserContext): Promise<Tab> {
    const own = context ?? (await browser.createBrowserContext());
    const tab = new Tab(await own.newPage(), own);
    await tab.page.setViewport({ width: 1280, height: 800 });
    t.after(async () => {
      if (!context) await own.close();
      assert.deepEqual(tab.problems, [], "errors in the page");
    });
    await tab.page.goto(address);
    return tab;
  }

  /// Waits for the first complete preview.
  async ready(): Promise<void> {
    await until("the first preview", () => this.page.evaluate(() => performance.getEntriesByName("apercu:ready").length > 0).catch(() => false));
  }

  get preview(): Frame {
    const frame = this.page.frames().find((f) => f.url().endsWith("/preview.html"));
    assert.ok(frame, "no preview frame");
    return frame;
  }

  async shows(text: string): Promise<void> {
    await until(`the preview to show ${text}`, () => this.preview.evaluate((t) => document.body.textContent!.includes(t), text).catch(() => false));
  }

  text(): Promise<string> {
    return this.page.evaluate(() => JSON.parse((window as unknown as { apercu: { run(name: string, args: string): string } }).apercu.run("text", "")) as string).catch(() => "");
  }

  async textIs(expected: string): Promise<void> {
    let now = "";
    await until("the text", async () => (now = await this.text()) === expected).catch(() => assert.equal(now, expected));
  }

  /// Replaces the text, key by key.
  async write(text: string): Promise<void> {
    const { keyboard } = this.page;
    await this.page.focus(".cm-content");
    await keyboard.down("Control");
    await keyboard.press("a");
    await keyboard.up("Control");
    await keyboard.type(text);
    await this.textIs(text);
  }

  async saved(): Promise<void> {
    await until("saved", () => this.page.$eval("#save-state", (e) => e.textContent!.includes("Enregistré")).catch(() => false));
  }

  /// What has that role and name, as a screen reader finds it.
  async find(role: string, name: string, within: Page | ElementHandle = this.page): Promise<ElementHandle> {
    let found: ElementHandle | null = null;
    await until(`${role} "${name}"`, async () => (found = await within.$(`::-p-aria([role="${role}"][name="${name}"])`).catch(() => null)));
    return found!;
  }

  /// Chooses a file, as "Ouvrir" lets one do where there is no File System Access.
  async choose(file: string): Promise<void> {
    const [chooser] = await Promise.all([this.page.$("#file-open"), this.find("button", "Ouvrir")]);
    await (chooser as ElementHandle<HTMLInputElement>).uploadFile(file);
  }

  async click(role: string, name: string): Promise<void> {
    await (await this.find(role, name)).click();
  }

  async says(text: string): Promise<void> {
    await until(`“${text}”`, () => this.page.evaluate((t) => document.body.innerText.replace(/\s/g, " ").includes(t), text));
  }
}

/// The file that Firefox downloaded under that name.
async function downloaded(name: string): Promise<Buffer> {
  const file = path.join(downloads, name);
  await until(`the download of ${name}`, async () => fs.existsSync(file) && fs.statSync(file).size > 0 && !fs.existsSync(`${file}.part`));
  return fs.readFileSync(file);
}

test("written, seen, stored; what stays here is said although Firefox asks first; there after a reload", { skip, timeout: 300_000 }, async (t) => {
  const tab = await Tab.open(t, server.url);
  await tab.ready();
  await tab.find("textbox", "Source de la page");
  await tab.write("## Bonjour\n\nUn **mot** de Firefox.\n");
  await tab.shows("Un mot de Firefox.");
  assert.equal(await tab.preview.$eval("p strong", (e) => e.textContent), "mot");
  await tab.saved();
  await tab.says("Vos textes restent dans ce navigateur.");
  await tab.page.reload();
  await tab.textIs("## Bonjour\n\nUn **mot** de Firefox.\n");
  await tab.shows("Un mot de Firefox.");
  // Left within a second of the last key.
  await tab.page.focus(".cm-content");
  await tab.page.keyboard.down("Control");
  await tab.page.keyboard.press("End");
  await tab.page.keyboard.up("Control");
  await tab.page.keyboard.type("Fin.");
  await until("the word on screen", async () => (await tab.text()).endsWith("Fin."));
  await tab.page.goto("about:blank");
  const next = await Tab.open(t, server.url, tab.context);
  await next.textIs("## Bonjour\n\nUn **mot** de Firefox.\nFin.");
});

test("a file chosen, changed, downloaded byte for byte; a site in one file", { skip, timeout: 300_000 }, async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-site-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, "site/content/lettre.md");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.mkdirSync(path.join(folder, "site/_includes/shortcodes"), { recursive: true });
  fs.writeFileSync(file, "\ufeffUn\r\nDeux\nTrois {% salut %}\r\n");
  fs.writeFileSync(path.join(folder, "site/_includes/shortcodes/salut.njk"), "<b>Salut du site</b>");
  execFileSync(binary, ["pack", "--site", path.join(folder, "site"), "-o", path.join(folder, "site.zip")], { stdio: "pipe" });

  const tab = await Tab.open(t, server.url);
  await tab.ready();
  await tab.choose(file);
  await tab.textIs("Un\nDeux\nTrois {% salut %}\n");
  await tab.page.focus(".cm-content");
  await tab.page.keyboard.down("Control");
  await tab.page.keyboard.press("Home");
  await tab.page.keyboard.up("Control");
  await tab.page.keyboard.type("Zéro, ");
  await tab.textIs("Zéro, Un\nDeux\nTrois {% salut %}\n");
  await tab.click("button", "Enregistrer");
  assert.equal((await downloaded("lettre.md")).toString(), "\ufeffZéro, Un\r\nDeux\nTrois {% salut %}\r\n");

  await tab.choose(path.join(folder, "site.zip"));
  await tab.says("Le site de « site.zip » est ouvert, avec ses modèles, ses données et ses images : 1 page.");
  await tab.shows("Salut du site");
});

test("a second tab reads, and takes over without a word lost", { skip, timeout: 300_000 }, async (t) => {
  const one = await Tab.open(t, server.url);
  await one.ready();
  await one.write("Commun.\n");
  await one.saved();
  const two = await Tab.open(t, server.url, one.context);
  await two.says("Déjà ouvert dans un autre onglet");
  await two.textIs("Commun.\n");
  await two.click("button", "Prendre la main");
  await two.write("Deux.\n");
  await two.saved();
  await one.textIs("Deux.\n");
});

test("one visit, then no server: reload, write, see it, share; the link opens", { skip, timeout: 300_000 }, async (t) => {
  const own = await serve();
  const tab = await Tab.open(t, own.url);
  await tab.ready();
  await tab.says("Utilisable hors ligne");
  await own.stop();
  await tab.page.reload();
  await tab.ready();
  await tab.write("---\ntitle: Hors ligne\n---\n\n## Sans réseau\n");
  await tab.shows("Sans réseau");
  assert.ok(
    await tab.preview.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].some((f) => f.family.includes("Marianne") && f.status === "loaded");
    }),
    "the page's font comes from the cache",
  );
  await tab.saved();
  await tab.click("button", "Partager");
  const field = (await tab.find("textbox", "Lien d’aperçu")) as ElementHandle<HTMLInputElement>;
  let link = "";
  await until("the link", async () => (link = await field.evaluate((e) => e.value)).includes("/view#1"));

  const review = await Tab.open(t, link, tab.context);
  await review.shows("Sans réseau");
  await review.says("Hors ligne");
  assert.equal(await review.page.$(".cm-content"), null, "the review page reads only");
  const carried = execFileSync(binary, ["open", link]).toString();
  assert.equal(carried, "---\ntitle: Hors ligne\n---\n\n## Sans réseau\n");
});
