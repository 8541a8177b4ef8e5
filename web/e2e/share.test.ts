// Sharing: the link of the dialog opens and shows the same page; what to send
// when it is too long; the review file goes round; the way to a forge.
import assert from "node:assert/strict";
import * as fs from "node:fs";
import { test, type TestContext } from "node:test";
import type { Download, Page } from "playwright-core";
import { browser, openPage, server, stage, until, type Watched } from "./harness";
import { desk, Desk } from "./ui-kit";

stage();

const front = '---\nlayout: layouts/post.njk\ntitle: "Prêt [de] vélos"\ndate: 2026-03-16\n---\n\n';

async function sharing(t: TestContext, text: string, options = {}): Promise<Desk> {
  const d = await desk(t, browser, server, { permissions: ["clipboard-read", "clipboard-write"], ...options });
  d.app.ignore = /service worker|Failed to load resource|net::ERR/i;
  await d.app.ready();
  await d.app.write(text);
  await d.page.keyboard.press("Control+Shift+L");
  await d.dialog("Partager un aperçu").waitFor();
  return d;
}

const field = (d: Desk, name = "Lien d’aperçu") => d.page.getByRole("textbox", { name });
async function linkOf(d: Desk, name?: string): Promise<string> {
  await until("the link", async () => (await field(d, name).inputValue()).includes("/view#"));
  return field(d, name).inputValue();
}
const clipboard = (d: Desk) => d.page.evaluate(() => navigator.clipboard.readText());
const reviewed = (page: Page, title: string) => page.getByRole("heading", { level: 1, name: title }).waitFor();

async function opened(t: TestContext, link: string): Promise<Watched> {
  const app = await openPage(t, browser, server, link.slice(server.url.length), { serviceWorkers: "block" });
  app.ignore = /service worker|Failed to load resource|net::ERR/i;
  return app;
}

test("Ctrl+Maj+L: the link opens elsewhere and shows the same, with note and name", async (t) => {
  const d = await sharing(t, `${front}## Où emprunter\n\nÀ la mairie, **sans rendez-vous**.\n`);
  await d.page.getByText("n’est envoyé à aucun serveur").waitFor();
  await d.page.getByText("Ce lien passe partout").waitFor();
  const bare = await linkOf(d);
  await d.page.getByLabel("Votre nom (facultatif)").fill("Camille");
  await d.page.getByLabel("Message pour le relecteur (facultatif)").fill("Vérifier l’adresse");
  await until("a link with the note", async () => (await linkOf(d)).length > bare.length + 10);
  const link = await linkOf(d);
  await d.button("Copier le lien").click();
  await d.page.getByText("Copié.").waitFor();
  assert.equal(await clipboard(d), link);
  await d.button("Copier pour GitHub").click();
  await until("the Markdown", async () => (await clipboard(d)) === `[Aperçu\u00a0: Prêt \\[de\\] vélos](${link})`);
  await d.button("Copier pour la messagerie").click();
  await until("the message", async () => /«\sPrêt \[de\] vélos\s»[^]*Vérifier l’adresse/.test(await clipboard(d)));
  const app = await opened(t, link);
  await reviewed(app.page, "Prêt [de] vélos");
  await app.shows("sans rendez-vous", 30_000);
  await app.page.getByText("Vérifier l’adresse").waitFor();
  assert.equal(await app.preview.locator("strong", { hasText: "sans rendez-vous" }).count(), 1);
});

test("a long page: where its link survives, and what to send instead", async (t) => {
  const words = (n: number) => Array.from({ length: n }, (_, i) => Math.sin(i + 1).toString(36).slice(2, 9)).join(" ");
  const d = await sharing(t, `${front}${words(900)}\n`);
  await d.page.getByText("GitHub et Tchap").waitFor();
  await d.page.getByText("Plus sûr").waitFor();
  await d.page.getByLabel("Adresse du fichier publié (https)").waitFor();
  await d.page.keyboard.press("Escape");
  await d.write(`${front}${words(9000)}\n`);
  await d.page.keyboard.press("Control+Shift+L");
  await d.page.getByText("trop long pour toutes les messageries").waitFor();
  assert.equal(await field(d).isVisible(), false, "the link stands behind “quand même”");
  await d.page.getByText("Copier le lien quand même").click();
  assert.ok(await field(d).isVisible());
});

test("a browser that refuses the clipboard leaves the link selected", async (t) => {
  const d = await desk(t, browser, server);
  d.app.ignore = /service worker/i;
  await d.app.ready();
  await d.page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } }));
  await d.page.keyboard.press("Control+Shift+L");
  const link = await linkOf(d);
  await d.button("Copier le lien").click();
  await d.page.getByText("Le navigateur a refusé la copie").waitFor();
  assert.equal(await d.page.evaluate(() => getSelection()!.toString() || (document.activeElement as HTMLInputElement).value.slice((document.activeElement as HTMLInputElement).selectionStart!, (document.activeElement as HTMLInputElement).selectionEnd!)), link);
});

const base = `${front}## Où emprunter\n\n${Array.from({ length: 60 }, (_, i) => `Ligne ${i} : ${(i * 7919) % 1009} vélos.`).join("\n\n")}\n`;
const changed = base.replace("Ligne 30", "Trentième ligne");

test("a patch link carries only the change, and its base is fetched without cookies", async (t) => {
  const d = await desk(t, browser, server, { permissions: ["clipboard-read", "clipboard-write"] });
  d.app.ignore = /service worker|Failed to load resource|net::ERR/i;
  const seen: Record<string, string>[] = [];
  await d.app.context.route("https://raw.githubusercontent.com/**", (route) => {
    seen.push(route.request().headers());
    return route.fulfill({ body: base, contentType: "text/plain", headers: { "access-control-allow-origin": "*" } });
  });
  await d.app.ready();
  await d.write(changed);
  await d.page.keyboard.press("Control+Shift+L");
  const whole = await linkOf(d);
  await d.page.getByText("Lien court : seulement vos modifications").click();
  await d.page.getByLabel("Adresse du fichier publié (https)").fill("https://github.com/o/r/blob/main/page.md");
  await d.button("Télécharger le fichier et faire le lien court").click();
  const short = await linkOf(d, "Lien court");
  t.diagnostic(`whole ${whole.length}, patch ${short.length} characters`);
  assert.ok(short.length < 300, short);
  assert.equal(seen[0]!.cookie, undefined);
  assert.equal(seen[0]!.referer, undefined);
  d.app.foreign.length = 0;

  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  t.after(() => context.close());
  await context.route("https://raw.githubusercontent.com/**", (route) => route.fulfill({ body: base, contentType: "text/plain", headers: { "access-control-allow-origin": "*" } }));
  const page = await context.newPage();
  await page.goto(short);
  await page.frameLocator("#preview").getByText("Trentième ligne").waitFor();
  await page.getByRole("button", { name: "Différences", exact: true }).click();
  await page.getByRole("heading", { name: "Différences (1)" }).waitFor();
});

test("a patch whose base moved, changed or is on an unknown host says so and takes the file", async (t) => {
  const d = await desk(t, browser, server);
  d.app.ignore = /service worker|Failed to load resource|net::ERR|CORS|Access to fetch/i;
  await d.app.context.route("https://exemple.invalid/**", (route) => route.fulfill({ body: base, contentType: "text/plain", headers: { "access-control-allow-origin": "*" } }));
  await d.app.ready();
  await d.write(changed);
  await d.page.keyboard.press("Control+Shift+L");
  await d.page.getByText("Lien court : seulement vos modifications").click();
  await d.page.getByLabel("Adresse du fichier publié (https)").fill("https://exemple.invalid/page.md");
  await d.button("Télécharger le fichier et faire le lien court").click();
  const short = await linkOf(d, "Lien court");
  d.app.foreign.length = 0;

  for (const [body, says] of [["", "Le fichier n’a pas pu être lu"], [`${base}Autre fin.\n`, "qui a changé depuis"]] as const) {
    const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
    t.after(() => context.close());
    let asked = 0;
    await context.route("https://exemple.invalid/**", (route) => {
      asked++;
      return body ? route.fulfill({ body, contentType: "text/plain", headers: { "access-control-allow-origin": "*" } }) : route.abort();
    });
    const page = await context.newPage();
    await page.goto(short);
    await page.getByText("Il faut le télécharger").waitFor();
    assert.equal(asked, 0, "nothing is asked of an unknown host before the reader agrees");
    await page.getByRole("button", { name: "Télécharger depuis exemple.invalid" }).click();
    await page.getByText(says).waitFor();
    await page.setInputFiles("#file-view", { name: "page.md", mimeType: "text/markdown", buffer: Buffer.from(base) });
    await page.frameLocator("#preview").getByText("Trentième ligne").waitFor();
  }
});

async function saved(download: Download): Promise<string> {
  return fs.readFileSync(await download.path(), "utf8");
}

test("the review file opens offline, runs nothing, and comes back as it was", async (t) => {
  const text = `${front}## Où emprunter\n\nÀ la mairie. </script><script>top.hit?.(1)</script>\n\n<img src="https://evil.invalid/i.png" alt="Une photo">\n\n| a | b |\n|---|---|\n| 1 | 2 |\n`;
  const d = await sharing(t, text);
  await linkOf(d);
  await until("the preview's table", async () => (await d.app.preview.locator("table td").count()) === 2);
  const [download] = await Promise.all([d.page.waitForEvent("download"), d.button("Fichier de relecture").click()]);
  const html = await saved(download);
  const context = await browser.newContext({ offline: true });
  t.after(() => context.close());
  let hits = 0;
  await context.exposeFunction("hit", () => void hits++);
  const asked: string[] = [];
  const page = await context.newPage();
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent(html);
  await page.getByRole("heading", { name: "Où emprunter" }).waitFor();
  await page.getByText("Page non publiée").waitFor();
  assert.equal(await page.locator("table td").count(), 2);
  assert.equal(hits, 0);
  assert.deepEqual(asked.filter((url) => url.startsWith("http")), []);
  await d.page.keyboard.press("Escape");
  await d.write("Autre chose\n");
  await d.open("relecture.html", html);
  await d.textIs(text);
});

test("to a forge: the right page opens, the text is on the clipboard, the address is remembered", async (t) => {
  const d = await sharing(t, `${front}Bonjour.\n`);
  await d.app.context.route("https://github.com/**", (route) => route.fulfill({ body: "forge" }));
  await d.button("Proposer sur GitHub ou GitLab").click();
  await d.dialog("Proposer la page sur GitHub ou GitLab").waitFor();
  await d.page.getByLabel("Adresse du dépôt").fill("https://github.com/organisation/site/");
  await d.page.getByLabel("Dossier des pages").fill("content/fr");
  const [popup] = await Promise.all([d.app.context.waitForEvent("page"), d.button("Copier le texte et ouvrir GitHub").click()]);
  await popup.waitForURL(/github\.com\/organisation\/site\/new\/main\?filename=content%2Ffr%2F.*&value=/);
  await popup.close();
  assert.ok((await clipboard(d)).includes("Bonjour."));
  await d.button("Copier le texte de la demande").click();
  await until("the request's text", async () => /«\sPrêt \[de\] vélos\s».\n\n\[Aperçu\s: .*\]\(http:.*\/view#/.test(await clipboard(d)));
  d.app.foreign.length = 0;
  await d.page.keyboard.press("Escape");
  await d.page.keyboard.press("Control+Shift+L");
  await d.button("Proposer sur GitHub ou GitLab").click();
  await until("the remembered address", async () => (await d.page.getByLabel("Adresse du dépôt").inputValue()) === "https://github.com/organisation/site");
});

for (const width of [1280, 390]) {
  test(`the dialogs have no accessibility error at ${width} px`, async (t) => {
    const d = await desk(t, browser, server, { bypassCSP: true, reducedMotion: "reduce", viewport: { width, height: 800 } });
    d.app.ignore = /service worker/i;
    await d.app.ready();
    await d.page.addScriptTag({ path: new URL("../../node_modules/axe-core/axe.min.js", import.meta.url).pathname });
    const check = async () => {
      const wide = await d.page.locator("dialog[open]").evaluate((e) => [e.scrollWidth, e.clientWidth]);
      assert.ok(wide[0]! <= wide[1]! + 1, `overflow: ${wide}`);
      const found = await d.page.evaluate(async () => {
        const result = await (window as unknown as { axe: { run(root: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(document.querySelector("dialog[open]"));
        return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
      });
      assert.deepEqual(found, []);
    };
    await d.page.keyboard.press("Control+Shift+L");
    await linkOf(d);
    await d.page.getByText("Lien court : seulement vos modifications").click();
    await check();
    await d.button("Proposer sur GitHub ou GitLab").click();
    await d.dialog("Proposer la page sur GitHub ou GitLab").waitFor();
    await check();
  });
}
