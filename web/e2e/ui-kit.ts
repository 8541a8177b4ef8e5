// What the journeys of the interface share: reading the text, choosing files,
// pasting. Names are those of the French interface, as a person finds them.
import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions, Locator } from "playwright-core";
import type { TestContext } from "node:test";
import { browser, openPage, server, stage, until, type Server, type Watched } from "./harness";

export class Desk {
  constructor(readonly app: Watched) {}

  get page() {
    return this.app.page;
  }

  /// A command of the editor, by name (bridge.ts).
  run(name: string, args?: unknown): Promise<unknown> {
    return this.page.evaluate(([name, args]) => {
      const answer = (window as unknown as { apercu: { run(name: string, args: string): string } }).apercu.run(name!, args!);
      return answer ? (JSON.parse(answer) as unknown) : undefined;
    }, [name, args === undefined ? "" : JSON.stringify(args)]);
  }

  /// The text as the editor has it, "\n" only.
  text(): Promise<string> {
    return this.run("text") as Promise<string>;
  }

  async textIs(expected: string): Promise<void> {
    let now = "";
    await until(`the text ${JSON.stringify(expected)}`, async () => (now = await this.text()) === expected).catch(() => assert.equal(now, expected));
  }

  /// Replaces the whole text; the caret is then at `|`, or selects `[…]`.
  async write(marked: string): Promise<void> {
    const from = marked.search(/[|⟦]/);
    const plain = marked.replace(/[|⟦⟧]/g, "");
    const to = marked.includes("⟧") ? marked.indexOf("⟧") - 1 : from;
    await this.app.write(plain);
    // Inserting nothing replaces nothing; a selection that a late event moved is made again.
    for (let tries = 0; !plain && tries < 5 && (await this.text()) !== ""; tries++) {
      await this.page.locator(".cm-content").focus();
      await this.page.keyboard.press("ControlOrMeta+a");
      await this.page.keyboard.press("Delete");
    }
    if (from < 0) return;
    await this.run("select", { from, to });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  tool(name: string): Locator {
    return this.page.getByRole("toolbar", { name: "Mise en forme" }).getByRole("button", { name, exact: true });
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }

  /// Chooses a file for the page, as "Ouvrir" does.
  async open(name: string, data: Buffer | string): Promise<void> {
    await this.page.locator("#file-open").setInputFiles({ name, mimeType: "text/markdown", buffer: Buffer.from(data as string) });
  }

  /// Saves, and gives the bytes of the download.
  async save(): Promise<Buffer> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.keyboard.press("Control+s")]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  /// Pastes in the text what a clipboard would hold.
  async paste(data: { plain?: string; html?: string }): Promise<void> {
    await this.page.locator(".cm-content").evaluate((element, { plain, html }) => {
      const clipboard = new DataTransfer();
      if (plain !== undefined) clipboard.setData("text/plain", plain);
      if (html !== undefined) clipboard.setData("text/html", html);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
    }, data);
  }

  /// Drops a file on the text, as from the desktop.
  async drop(name: string, type: string, data: Buffer): Promise<void> {
    await this.page.locator(".cm-content").evaluate(
      (element, { name, type, data }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
        element.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      },
      { name, type, data: data.toString("base64") },
    );
  }

  /// Waits until the text as it is now was stored, and the save state says so:
  /// right after a key it still tells of the state before.
  async saved(): Promise<void> {
    const stored = () =>
      this.page.evaluate(async () => {
        const name = (await indexedDB.databases())[0]?.name;
        if (!name) return [];
        const db = await new Promise<IDBDatabase>((done, failed) => Object.assign(indexedDB.open(name), { onsuccess: (e: Event) => done((e.target as IDBOpenDBRequest).result), onerror: failed }));
        const all = await new Promise<{ text: string }[]>((done) => (db.transaction("documents").objectStore("documents").getAll().onsuccess = (e) => done((e.target as IDBRequest).result)));
        db.close();
        return all.map(({ text }) => text);
      });
    const plain = (text: string) => text.replace(/^\ufeff/, "").replace(/\r\n|\r/g, "\n");
    await until("the text to be stored", async () => {
      const text = await this.text();
      return (await stored()).some((one) => plain(one) === text);
    });
    await until("Enregistré", async () => /Enregistré/.test((await this.page.locator("#save-state").textContent()) ?? ""));
  }

  async undo(): Promise<void> {
    await this.page.locator(".cm-content").focus();
    await this.page.keyboard.press("Control+z");
  }
}

/// One page for all the tests of a file: starting one takes longer than a test.
/// The browser and the server start before the tests and stop after them.
export function shared(): {
  /// The page; dialogs and menus that a failed test left open are closed.
  take(): Promise<Desk>;
  /// A page of the test's own, from the same browser and server.
  open(t: TestContext, options?: BrowserContextOptions): Promise<Desk>;
  readonly server: Server;
} {
  let one: Desk;
  const cleanups: (() => unknown)[] = [];
  stage(
    async () => {
      one = await desk({ after: (cleanup: () => unknown) => cleanups.push(cleanup) } as unknown as TestContext, browser, server);
    },
    async () => {
      for (const cleanup of cleanups) await cleanup();
    },
  );
  return {
    async take() {
      await one.run("prefs", { lang: "fr" });
      for (let i = 0; i < 3 && (await one.page.locator("dialog[open], [role=menu]:not([hidden])").count()) > 0; i++) await one.page.keyboard.press("Escape");
      return one;
    },
    open: (t, options) => desk(t, browser, server, options),
    get server() {
      return server;
    },
  };
}

/// Opens the editor with its interface drawn.
export async function desk(t: TestContext, browser: Browser, server: Server, options: BrowserContextOptions = {}): Promise<Desk> {
  const app = await openPage(t, browser, server, "", { serviceWorkers: "block", viewport: { width: 1440, height: 860 }, ...options });
  app.ignore = /service worker/i;
  await app.page.getByRole("toolbar").first().waitFor();
  const d = new Desk(app);
  await until("the first page", async () => (await d.text()).length > 0);
  return d;
}
