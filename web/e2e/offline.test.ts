// After one visit everything works without network, on any base path; what is
// not complete does not claim to be; a new version waits for its moment.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, test, type TestContext } from "node:test";
import type { Browser, Page } from "playwright-core";
import { binary, launch, openPage, serve, until, type Server, type Watched } from "./harness";
import { host } from "./static";

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const visit = (t: TestContext, server: Server, address = "") => openPage(t, browser, server, address, { serviceWorkers: "allow" });

/// What the service worker itself says of its cache.
function complete(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const worker = (await navigator.serviceWorker.getRegistration())?.active;
    if (!worker) return false;
    return new Promise<boolean>((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => resolve(event.data.complete);
      worker.postMessage({ type: "complete?" }, [channel.port2]);
    });
  });
}

async function goOffline(app: Watched): Promise<void> {
  await until("the cache to be complete", () => complete(app.page));
  await app.context.setOffline(true);
}

test("offline after one visit: reload, write, see it", async (t) => {
  const server = await serve();
  const app = await visit(t, server);
  await app.ready();
  await until("the cache to be complete", () => complete(app.page));
  await server.stop(); // stronger than the browser's own switch
  await app.page.reload();
  await app.ready();
  await app.write("## Hors ligne\n\nTout marche.\n");
  await app.shows("Tout marche");
  const font = await app.preview.evaluate(async () => {
    await document.fonts.ready;
    return document.fonts.check('16px "Marianne"') && [...document.fonts].some((f) => f.family.includes("Marianne") && f.status === "loaded");
  });
  assert.ok(font, "the page's font comes from the cache");
});

test("static files under a sub-path: preview, both routes, offline", async (t) => {
  const { server } = await host(t);
  const app = await visit(t, server);
  await app.page.evaluate(() => caches.open("another-application"));
  await app.ready();
  await app.write("## Sous un chemin\n");
  await app.shows("Sous un chemin");
  await goOffline(app);
  await app.page.reload();
  await app.ready();
  const link = execFileSync(binary, ["link", "-"], { input: "---\ntitle: Reçu\n---\n## Reçu sans réseau\n" }).toString().trim().split("#")[1]!;
  for (const address of ["view", "view/"]) {
    await app.page.goto("about:blank");
    await app.page.goto(`${server.url}${address}#${link}`);
    await app.page.frameLocator("#preview").getByText("Reçu sans réseau").waitFor();
    assert.equal(await app.page.evaluate(() => [...document.styleSheets].length > 0 && document.styleSheets[0]!.cssRules.length > 0), true, `styles at ${address}`);
  }
  const names = await app.page.evaluate(() => caches.keys());
  assert.ok(names.includes("another-application"), `caches ${names}`);
  assert.ok(names.some((n) => n.startsWith("apercu:/sub/:")), `caches ${names}`);
});

test("a link whose # became %23 opens, with and without network", async (t) => {
  const { server } = await host(t);
  const app = await visit(t, server);
  app.ignore = /404 \(Not Found\)|beforeunload/; // a static host answers so, with 404.html, which repairs
  await app.page.goto(`${server.url}view%231dxyz`);
  await until("the address to be repaired", async () => /\/sub\/view#1dxyz/.test(app.page.url()));
  await app.page.goto(server.url);
  await app.ready();
  await goOffline(app);
  await app.page.goto(`${server.url}view%25231dabc`);
  await until("the address to be repaired", async () => /\/sub\/view#1dabc/.test(app.page.url()));
});

test("the server repairs damaged links too", async (t) => {
  const server = await serve();
  t.after(() => server.stop());
  for (const [damaged, repaired] of [
    ["view%231dxyz", "/view#1dxyz"],
    ["view%25231dxyz", "/view#1dxyz"],
    ["%231dxyz", "/view#1dxyz"],
  ]) {
    const response = await fetch(server.url + damaged, { redirect: "manual" });
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("location"), repaired);
  }
});

test("one file that is missing, or is not the one built: nothing is cached", async (t) => {
  const { server, folder } = await host(t);
  const victim = fs.readdirSync(path.join(folder, "assets")).find((name) => name.startsWith("preview-") && name.endsWith(".css"))!;
  fs.appendFileSync(path.join(folder, "icons/apercu.svg"), "<!-- another file -->");
  const app = await visit(t, server);
  app.ignore = /integrity|404|Failed to load resource|service worker|ServiceWorker/i;
  await app.ready();
  await until("the install to fail", () => app.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return !registration || (!registration.installing && !registration.waiting && !registration.active);
  }), 30_000);
  assert.equal(await complete(app.page), false);
  assert.deepEqual((await app.page.evaluate(() => caches.keys())).filter((n) => n.startsWith("apercu:")), []);
  assert.ok(fs.existsSync(path.join(folder, "assets", victim)));
});

test("a new version waits, and takes over on request with one reload", async (t) => {
  const { server, folder } = await host(t);
  const app = await visit(t, server);
  await app.ready();
  await until("the cache to be complete", () => complete(app.page));
  const before = await app.page.evaluate(() => caches.keys());

  // The next build: another list of files under another name.
  const sw = path.join(folder, "sw.js");
  const text = fs.readFileSync(sw, "utf8");
  const id = /id:"([0-9a-f]{10})"/.exec(text)![1]!;
  fs.writeFileSync(sw, text.replaceAll(id, "fedcba9876"));
  await app.page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()));
  await until("the new version to wait", () => app.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.waiting !== null));
  const names = await app.page.evaluate(() => caches.keys());
  assert.ok(before.every((n) => names.includes(n)), "the running version keeps its cache");

  await app.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.waiting!.postMessage({ type: "skip-waiting" }));
  await until("the old cache to go", async () => {
    const now = await app.page.evaluate(() => caches.keys());
    return now.some((n) => n.endsWith("fedcba9876")) && !now.some((n) => n.endsWith(id));
  });
});
