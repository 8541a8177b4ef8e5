// The installed application: its manifest and icons, files it opens, offline
// claims that are true, updates that lose nothing, a policy that holds.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, test, type TestContext } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, openPage, serve, until, Watched, type Server } from "./harness";
import { host } from "./static";
import { Desk } from "./ui-kit";

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const visit = (t: TestContext, server: Server, address = "") => openPage(t, browser, server, address, { serviceWorkers: "allow", viewport: { width: 1440, height: 860 } });
const claimed = (app: Watched) => app.page.locator("#slot-status").getByText("Utilisable hors ligne").count();

function build(app: Watched): Promise<string> {
  return app.page.evaluate(async () => {
    const worker = (await navigator.serviceWorker.getRegistration())?.active;
    if (!worker) return "";
    return new Promise<string>((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => resolve(event.data.complete ? event.data.build : "");
      worker.postMessage({ type: "complete?" }, [channel.port2]);
    });
  });
}

test("installable: manifest without errors, icons of our own, shortcut, files", async (t) => {
  const { server } = await host(t);
  const app = await visit(t, server);
  await app.ready();
  const client = await app.context.newCDPSession(app.page);
  const { errors, data, url } = await client.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(url, `${server.url}manifest.webmanifest`);
  const manifest = JSON.parse(data!) as { id: string; scope: string; lang: string; icons: { src: string; sizes: string; purpose?: string }[]; shortcuts: { name: string; url: string }[]; file_handlers: { accept: Record<string, string[]> }[] };
  assert.equal(manifest.lang, "fr");
  assert.ok(manifest.id && manifest.scope);
  for (const [size, purpose] of [["192x192", undefined], ["512x512", undefined], ["512x512", "maskable"]] as const) {
    const icon = manifest.icons.find((i) => i.sizes === size && i.purpose === purpose && i.src.endsWith(".png"));
    assert.ok(icon, `icon ${size} ${purpose}`);
    const png = Buffer.from(await (await fetch(new URL(icon.src, url))).arrayBuffer());
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, size);
  }
  assert.equal(manifest.shortcuts[0]!.name, "Nouvelle page");
  assert.deepEqual(manifest.file_handlers[0]!.accept["text/markdown"], [".md"]);
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  // A private window is none of the manifest's doing.
  assert.deepEqual(installabilityErrors.map((e) => e.errorId).filter((id) => id !== "in-incognito"), []);
});

test("the shortcut opens a new page; a file given by the system opens", async (t) => {
  const server = await serve();
  const app = await visit(t, server);
  t.after(() => server.stop()); // after the page, which may still load
  app.ignore = /beforeunload/; // nobody touched the page before it was left
  const d = new Desk(app);
  await app.context.addInitScript(() => {
    Object.defineProperty(window, "launchQueue", {
      value: {
        setConsumer: async (consumer: (params: { files: FileSystemHandle[] }) => void) => {
          if (!location.hash.includes("launch")) return;
          const handle = await (await navigator.storage.getDirectory()).getFileHandle("lancee.md", { create: true });
          const stream = await handle.createWritable();
          await stream.write("# Lancée\n");
          await stream.close();
          consumer({ files: [handle] });
        },
      },
    });
  });
  await app.page.goto(`${server.url}?new`);
  await until("a new page", async () => (await d.text().catch(() => "")).startsWith("---\nlayout: layouts/post.njk\ntitle: \"\""));
  assert.equal(new URL(app.page.url()).search, "", "a reload does not make another");
  await app.page.goto(`${server.url}#launch`);
  await app.page.reload();
  await until("the file", async () => (await d.text().catch(() => "")) === "# Lancée\n");
});

test("offline is claimed when the cache is complete, and no longer when it is not", { timeout: 120_000 }, async (t) => {
  const { server } = await host(t);
  const app = await visit(t, server);
  await app.page.locator("#slot-status .status-row").waitFor();
  if ((await build(app)) === "") assert.equal(await claimed(app), 0);
  await until("the claim", () => claimed(app));
  assert.notEqual(await build(app), "", "claimed and true");
  await app.page.evaluate(async () => {
    const [name] = (await caches.keys()).filter((n) => n.startsWith("apercu:"));
    const cache = await caches.open(name!);
    await cache.delete((await cache.keys()).find((r) => r.url.includes("preview.html"))!);
    dispatchEvent(new Event("focus"));
  });
  await until("no claim", async () => (await claimed(app)) === 0);
});

/// Makes the host's files those of an older build, whose page says so; `update`
/// puts the present ones in their place.
function older(folder: string): { id: string; update: () => void } {
  const sw = path.join(folder, "sw.js");
  const page = path.join(folder, "index.html");
  const [newSw, newPage] = [fs.readFileSync(sw, "utf8"), fs.readFileSync(page, "utf8")];
  const id = /id:"([0-9a-f]{10})"/.exec(newSw)![1]!;
  const sum = (text: string) => createHash("sha256").update(text).digest("base64");
  const oldPage = newPage.replace("<head>", '<head><meta name="older" content="yes">');
  assert.ok(newSw.includes(sum(newPage)), "the worker knows the page");
  fs.writeFileSync(page, oldPage);
  fs.writeFileSync(sw, newSw.replaceAll(id, "0123456789").replace(sum(newPage), sum(oldPage)));
  return {
    id,
    update() {
      fs.writeFileSync(page, newPage);
      fs.writeFileSync(sw, newSw);
    },
  };
}
const isOlder = (page: Page) => page.locator('meta[name="older"]').count();

test("an update waits, says so, and comes back to the same document and caret; a tab behind says it too", { timeout: 180_000 }, async (t) => {
  const { server, folder } = await host(t);
  const { id, update } = older(folder);
  const app = await visit(t, server);
  const d = new Desk(app);
  await app.page.getByRole("toolbar").first().waitFor();
  await until("the cache to be complete", () => build(app));
  // Controlled by the older build's worker, as on a second visit; another tab too.
  await app.page.reload();
  await app.page.getByRole("toolbar").first().waitFor();
  const behind = new Desk(new Watched(await app.context.newPage(), app.context, new URL(server.url).host));
  await behind.page.goto(`${server.url}?new`);
  await until("a new page", async () => (await behind.text().catch(() => "")).startsWith("---"));
  await behind.write("## Dans l’autre onglet\n");
  await app.page.bringToFront();

  update();
  await app.page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()));
  for (const page of [app.page, behind.page]) {
    await page.locator("#strip").getByText("Nouvelle version — Mettre à jour quand vous voulez").waitFor();
  }
  assert.equal(await build(app), "0123456789", "not applied by itself");
  assert.equal(await isOlder(app.page), 1);
  await d.write("## Avant la mise à jour\n\nUn deux trois\n");
  await app.page.evaluate(() => (window as unknown as { apercu: { run(name: string, args: string): string } }).apercu.run("select", '{"from":30,"to":30}'));
  const loads = app.page.waitForEvent("load");
  await app.page.locator("#strip").getByRole("button", { name: "Mettre à jour" }).click();
  await loads;
  await app.page.getByRole("toolbar").first().waitFor();
  await d.textIs("## Avant la mise à jour\n\nUn deux trois\n");
  await until("the new version", async () => (await build(app)) === id);
  assert.equal(await isOlder(app.page), 0, "the page is the new build's");
  await app.page.locator(".cm-content").focus();
  await app.page.keyboard.type("X");
  await d.textIs("## Avant la mise à jour\n\nUn deXux trois\n");

  // The other tab still runs the older build: it writes on, says so, and comes along
  // when it is asked to.
  assert.equal(await isOlder(behind.page), 1);
  await behind.page.bringToFront();
  await behind.app.caretAfter("Dans");
  await behind.page.keyboard.type(" encore");
  await behind.textIs("## Dans l’autre onglet encore\n");
  const again = behind.page.waitForEvent("load");
  await behind.page.locator("#strip").getByRole("button", { name: "Mettre à jour" }).click();
  await again;
  await behind.page.getByRole("toolbar").first().waitFor();
  await behind.textIs("## Dans l’autre onglet encore\n");
  assert.equal(await isOlder(behind.page), 0);
});

test("one visit, then no network: reload, write, preview, share, open the link, close, reopen", { timeout: 180_000 }, async (t) => {
  const { server } = await host(t);
  const app = await visit(t, server);
  const d = new Desk(app);
  await app.ready();
  await until("the claim", () => claimed(app));
  await app.context.setOffline(true);
  await app.page.reload();
  await app.ready();
  await d.write("## Sans réseau\n");
  await app.shows("Sans réseau");
  await app.page.locator(".doc-open").click();
  await d.dialog("Mes pages").waitFor();
  await app.page.keyboard.press("Escape");
  await app.page.getByRole("button", { name: "Autres actions" }).first().click();
  await app.page.getByRole("menuitem", { name: "Versions" }).click();
  await d.dialog("Versions").locator(".row-open").first().click();
  await d.dialog("Versions").getByText("De cette version à votre texte").waitFor();
  await app.page.keyboard.press("Escape");
  await until("stored", async () => /Enregistré/.test((await app.page.locator("#save-state").textContent()) ?? ""));
  await until("the dialog to be gone", async () => (await app.page.locator("dialog[open]").count()) === 0);

  await app.page.locator(".cm-content").focus();
  await app.page.keyboard.press("Control+Shift+L");
  const field = d.dialog("Partager un aperçu").getByRole("textbox", { name: "Lien d’aperçu" });
  await until("the link", async () => (await field.inputValue()).includes("/sub/view#1"));
  const link = await field.inputValue();
  const reader = await app.context.newPage();
  await reader.goto(link);
  await reader.frameLocator("#preview").getByRole("heading", { name: "Sans réseau" }).waitFor();
  assert.equal(await reader.locator(".cm-content").count(), 0, "the review page only reads");
  await reader.close();

  await app.page.close();
  const page = await app.context.newPage();
  await page.goto(server.url);
  await until("the text", () => page.evaluate(() => JSON.parse((window as unknown as { apercu: { run(name: string, args: string): string } }).apercu.run("text", "")) === "## Sans réseau\n").catch(() => false));
});

test("the policy of the application: no inline script, no eval, no foreign frame or script, by header and in the page", async (t) => {
  const server = await serve();
  const header = (await fetch(server.url)).headers.get("content-security-policy") ?? "";
  const app = await openPage(t, browser, server);
  t.after(() => server.stop());
  const meta = (await app.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content")) ?? "";
  for (const policy of [header, meta]) {
    assert.match(policy, /default-src 'self'/);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
    assert.match(policy, /object-src 'none'/);
    assert.match(policy, /base-uri 'none'/);
  }
  app.ignore = /Content Security Policy|Refused|violates|net::ERR/i;
  const tried = await app.page.evaluate(async () => {
    const blocked: string[] = [];
    addEventListener("securitypolicyviolation", (event) => blocked.push((event as SecurityPolicyViolationEvent).effectiveDirective));
    const inline = document.createElement("script");
    inline.textContent = "window.ran = true";
    document.body.append(inline);
    const foreign = document.createElement("script");
    foreign.src = "https://ailleurs.example/x.js";
    document.body.append(foreign);
    const frame = document.createElement("iframe");
    frame.src = "https://ailleurs.example/";
    document.body.append(frame);
    let evaluated = false;
    // In a task of the page: what the test's own connection runs may always eval.
    await new Promise<void>((resolve) =>
      setTimeout(() => {
        try {
          evaluated = (0, eval)("true") as boolean;
        } catch {
          // Refused, as it should be.
        }
        resolve();
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    frame.remove();
    return { ran: "ran" in window, evaluated, blocked };
  });
  assert.equal(tried.ran, false);
  assert.equal(tried.evaluated, false);
  assert.ok(tried.blocked.some((d) => d.startsWith("script-src")) && tried.blocked.includes("frame-src"), `blocked ${tried.blocked}`);
  app.foreign.splice(0); // what was tried and blocked
});
