// What browser tests share: the server from this project's binary, Chromium from
// the system, a page that is watched for errors and for requests to other hosts.
//
// The page's policy forbids eval, on which Playwright's waitForFunction relies:
// `until` polls with evaluate instead.

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, type TestContext } from "node:test";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Frame, type Page } from "playwright-core";

/// Root of the project: tests run compiled, in web/.build/e2e.
export const root = path.resolve(import.meta.dirname, "../../..");
export const binary = process.env.APERCU_BIN ?? path.join(root, "bin/apercu");

const browserPaths = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/// How long a state is waited for before a test fails, in ms: only a test that
/// fails waits so long, so that slow machines pass.
export const patience = 60_000;

export async function launch(flags: string[] = []): Promise<Browser> {
  const executablePath = browserPaths.find((p) => p && fs.existsSync(p));
  assert.ok(executablePath, "no Chromium: install Debian's package `chromium`, or set CHROMIUM to its path");
  const browser = await chromium.launch({ executablePath, headless: true, args: [...quietFlags, ...flags] });
  const contextOf = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await contextOf(options);
    context.setDefaultTimeout(patience);
    return context;
  };
  return browser;
}

export interface Server {
  /// Ends with "/".
  url: string;
  stop(): Promise<void>;
}

/// Starts `apercu serve` on a free port.
export async function serve(...args: string[]): Promise<Server> {
  const child = spawn(binary, ["serve", "--addr", "127.0.0.1:0", ...args], { stdio: ["ignore", "ignore", "pipe"] });
  const url = await announced(child);
  return { url, stop: () => stop(child) };
}

/// The browser and the server of a file of tests: there once its tests run.
export let browser: Browser;
export let server: Server;

/// Starts both before the file's tests and stops them after. (One hook of each
/// kind: the runner does not wait for the first of two.)
export function stage(started?: () => Promise<void>, ends?: () => Promise<void>): void {
  before(async () => {
    [browser, server] = await Promise.all([launch(), serve()]);
    await started?.();
  });
  after(async () => {
    await ends?.();
    await browser?.close();
    await server?.stop();
  });
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const url = /http:\/\/[\d.:]+\//.exec(text)?.[0];
      if (url) resolve(url);
    });
    child.once("exit", (code) => reject(new Error(`apercu serve ended with ${code}: ${text}`)));
    child.once("error", reject);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await gone;
}

/// A page that is watched from its first request.
export class Watched {
  readonly problems: string[] = [];
  /// Requests to other hosts than the application's, as "METHOD url".
  readonly foreign: string[] = [];
  /// Paths asked of the application's host.
  readonly asked: string[] = [];
  /// Problems that a test expects.
  ignore: RegExp | undefined;

  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    host: string,
  ) {
    page.on("console", (message) => {
      if (message.type() === "error" || (message.type() === "warning" && /Content Security Policy/.test(message.text()))) this.problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.problems.push(`error: ${error.message}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol === "data:" || url.protocol === "blob:" || url.protocol === "about:") return;
      if (url.host === host) this.asked.push(url.pathname);
      else this.foreign.push(`${request.method()} ${request.url()}`);
    });
  }

  /// Fails on what went wrong meanwhile, and forgets it.
  assertClean(): void {
    const problems = this.problems.splice(0).filter((p) => !this.ignore?.test(p));
    assert.deepEqual(problems, [], "errors in the page");
    assert.deepEqual(this.foreign.splice(0), [], "requests to other hosts");
  }

  get preview(): Frame {
    const frame = this.page.frames().find((f) => /\/preview(-remote)?\.html$/.test(f.url()));
    assert.ok(frame, "no preview frame");
    return frame;
  }

  /// Waits for a condition in the page (or in a frame), at most `ms`.
  async until(what: string, condition: () => Promise<unknown>, ms = patience): Promise<void> {
    await until(what, condition, ms);
  }

  /// Waits for the first complete preview.
  async ready(ms = patience): Promise<void> {
    await until("the first preview", () => this.page.evaluate(() => performance.getEntriesByName("apercu:ready").length > 0), ms);
  }

  /// HTML of the preview's body.
  html(): Promise<string> {
    return this.preview.evaluate(() => document.body.innerHTML);
  }

  /// Replaces the whole source, as a paste does.
  async write(text: string): Promise<void> {
    await this.page.locator(".cm-content").focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  /// Puts the caret at the first occurrence of a text in the source (visible lines only).
  async caretAfter(text: string): Promise<void> {
    const line = this.page.locator(".cm-line", { hasText: text }).first();
    await line.click();
    await this.page.keyboard.press("End");
  }

  /// Waits until the preview shows a text.
  async shows(text: string, ms = patience): Promise<void> {
    await until(`the preview to show ${JSON.stringify(text)}`, () => this.preview.evaluate((t) => document.body.textContent!.includes(t), text), ms);
  }
}

export async function until(what: string, condition: () => Promise<unknown>, ms = patience): Promise<void> {
  const end = Date.now() + ms;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > end) assert.fail(`waited ${ms} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/// Opens a watched page on the server; it is closed, and found clean, when the
/// test ends.
export async function openPage(t: TestContext, browser: Browser, server: Server, address = "", options: BrowserContextOptions = { serviceWorkers: "block" }): Promise<Watched> {
  const context = await browser.newContext({ locale: "fr-FR", ...options });
  const page = await context.newPage();
  const watched = new Watched(page, context, new URL(server.url).host);
  t.after(async () => {
    await context.close();
    watched.assertClean();
  });
  await page.goto(server.url + address);
  return watched;
}
