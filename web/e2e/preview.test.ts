// What the reader did to the preview stays when the page changes elsewhere, and
// nothing of another site is asked for before the reader's act.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, openPage, server, stage, until, type Watched } from "./harness";

stage();

const accordion = `<section class="fr-accordion"><h3 class="fr-accordion__title"><button type="button" class="fr-accordion__btn" aria-expanded="false" aria-controls="acc-1">Déplier</button></h3><div class="fr-collapse" id="acc-1">\n<p>\nDedans\n</p></div></section>`;

const filler = (n: number) => Array.from({ length: n }, (_, i) => `Paragraphe numéro ${i} de remplissage, assez long pour occuper une ligne entière de l’aperçu.\n`).join("\n");

async function write(app: Watched, text: string, shows: string): Promise<void> {
  await app.ready();
  await app.write(text);
  await app.shows(shows);
}

test("an open accordion and open details stay open after an edit elsewhere", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `Avant\n\n${accordion}\n\n<details id="d"><summary>Plus</summary><p>Suite</p></details>\n\nAprès`, "Après");
  const button = app.preview.locator(".fr-accordion__btn");
  await button.click();
  await app.preview.locator("summary").click();
  await until("the accordion to open", async () => (await button.getAttribute("aria-expanded")) === "true");
  await app.caretAfter("Avant");
  await app.page.keyboard.type(" et encore");
  await app.shows("Avant et encore");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.equal(await app.preview.locator("#acc-1").evaluate((e) => e.classList.contains("fr-collapse--expanded")), true);
  assert.equal(await app.preview.locator("#d").evaluate((e) => (e as HTMLDetailsElement).open), true);
});

test("an open accordion stays open while its own text is written", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `Avant\n\n${accordion}\n\nAprès`, "Après");
  const button = app.preview.locator(".fr-accordion__btn");
  await button.click();
  await until("the accordion to open", async () => (await button.getAttribute("aria-expanded")) === "true");
  await app.caretAfter("Dedans");
  await app.page.keyboard.type(" aussi");
  await app.shows("Dedans aussi");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.equal(await app.preview.locator("#acc-1").evaluate((e) => e.classList.contains("fr-collapse--expanded")), true);
});

test("DSFR’s script asks for frames only while it has something to do", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `Avant\n\n${accordion}\n\nAprès`, "Après");
  const asked = () =>
    app.preview.evaluate(async () => {
      const frame = window.requestAnimationFrame;
      let n = 0;
      window.requestAnimationFrame = (callback) => (n++, frame(callback));
      for (let i = 0; i < 5; i++) await new Promise((resolve) => frame(resolve));
      window.requestAnimationFrame = frame;
      return n;
    });
  await until("no frame asked for in five", async () => (await asked()) === 0);
  await app.preview.locator(".fr-accordion__btn").click();
  await until("the accordion open", () => app.preview.locator("#acc-1").evaluate((e) => e.classList.contains("fr-collapse--expanded") && e.getBoundingClientRect().height > 20));
  await until("no frame asked for again", async () => (await asked()) === 0);
});

test("scroll position and focus in the preview survive an edit above", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `Premier\n\n${filler(120)}\n[Un lien](https://example.org/)\n\n${filler(40)}`, "numéro 39");
  // The text's pane leads after a key; the reader's hand in the preview ends that.
  await app.page.locator(".cm-content").focus();
  await app.page.keyboard.press("ControlOrMeta+Home");
  await app.page.keyboard.press("!");
  const link = app.preview.locator("a", { hasText: "Un lien" });
  await link.evaluate((e) => {
    e.scrollIntoView({ block: "center" });
    (e as HTMLElement).focus({ preventScroll: true });
    (e as HTMLElement & { kept?: boolean }).kept = true;
  });
  const place = () => link.evaluate((e) => e.getBoundingClientRect().top);
  // The view must rest before it is compared: scrolling moves the source too.
  let before = await place();
  await until("the scroll to rest", async () => {
    const now = await place();
    const rests = Math.abs(now - before) < 1;
    before = now;
    return rests;
  });
  // An edit that comes from elsewhere than the keyboard: focus is in the preview.
  await app.page.evaluate(() => {
    const content = document.querySelector(".cm-content") as HTMLElement & { cmTile?: unknown; cmView?: { view: unknown } };
    const view = (content.cmView as { view: { dispatch(t: unknown): void } } | undefined)?.view ?? (content.cmTile as { view: { dispatch(t: unknown): void } }).view;
    view.dispatch({ changes: { from: 0, insert: "Tout premier\n\n" } });
  });
  await app.shows("Tout premier");
  assert.ok(Math.abs((await place()) - before) < 4, `moved from ${before} to ${await place()}`);
  assert.equal(await link.evaluate((e) => document.activeElement === e && (e as HTMLElement & { kept?: boolean }).kept === true), true);
});

test("only the block that changed is touched in the document", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `Un\n\n${filler(30)}\nDernier`, "Dernier");
  await app.preview.evaluate(() => {
    const counts = ((window as unknown as { touched: string[] }).touched = [] as string[]);
    new MutationObserver((records) => {
      for (const r of records) counts.push(`${r.type} ${(r.target as Element).nodeName}`);
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await app.caretAfter("Un");
  await app.page.keyboard.type("e");
  await app.shows("Une");
  const touched = await app.preview.evaluate(() => (window as unknown as { touched: string[] }).touched);
  assert.ok(touched.length <= 3, `touched: ${touched}`);
});

test("a frame of another site is a placeholder until the click, then a titled frame", async (t) => {
  const app = await openPage(t, browser, server);
  // Other hosts are answered here, and counted by the harness as foreign.
  await app.context.route(/dailymotion\.com/, (route) => route.fulfill({ contentType: "text/html", body: "<title>player</title>" }));
  await write(app, `Avant\n\n<iframe src="https://www.dailymotion.com/embed/video/x9368gg" title="La vidéo"></iframe>\n\nAprès`, "Après");
  assert.equal(await app.preview.locator("iframe").count(), 0);
  assert.deepEqual(app.foreign, []);
  await app.preview.locator("button", { hasText: "Afficher" }).click();
  const frame = app.preview.locator("iframe");
  await frame.waitFor();
  assert.equal(await frame.getAttribute("title"), "La vidéo");
  assert.equal(await frame.getAttribute("src"), "https://www.dailymotion.com/embed/video/x9368gg");
  assert.equal(await frame.evaluate((e) => document.activeElement === e), true);
  await until("the player's request", async () => app.foreign.length > 0);
  assert.match(app.foreign.splice(0).join(), /^GET https:\/\/www\.dailymotion\.com\/embed\/video\/x9368gg$/);
  // And it plays on while the page changes elsewhere.
  await frame.evaluate((e) => ((e as HTMLElement & { kept?: boolean }).kept = true));
  await app.caretAfter("Avant");
  await app.page.keyboard.type(" tout");
  await app.shows("Avant tout");
  assert.equal(await frame.evaluate((e) => (e as HTMLElement & { kept?: boolean }).kept), true);
});

test("offline, a placeholder says so and keeps its link", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk"></iframe>\n\nAprès`, "Après");
  app.ignore = /ERR_INTERNET_DISCONNECTED|Failed to fetch/; // without the service worker in this test
  await app.page.getByRole("toolbar").first().waitFor(); // the interface is the last to come
  await app.context.setOffline(true);
  await app.preview.locator("button", { hasText: "Afficher" }).click();
  await app.preview.getByRole("status").filter({ hasText: "hors ligne" }).waitFor();
  assert.equal(await app.preview.locator("iframe").count(), 0);
  assert.equal(await app.preview.locator("a", { hasText: "Ouvrir dans un nouvel onglet" }).count(), 1);
  await app.context.setOffline(false);
});

test("a frame of a site that is not a player cannot be shown, and is linked", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `<iframe src="https://example.org/x" srcdoc="<script>top.hit=1</script>"></iframe>\n\nAprès`, "Après");
  assert.equal(await app.preview.locator("iframe, button").count(), 0);
  assert.equal(await app.preview.locator("a[href='https://example.org/x']").count(), 1);
});

test("images of other sites are asked for only when the reader wants them", async (t) => {
  const app = await openPage(t, browser, server);
  await app.context.route(/images\.example/, (route) => route.fulfill({ contentType: "image/svg+xml", body: `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>` }));
  await write(app, `![Une carte](https://images.example/carte.svg)\n\nAprès`, "Après");
  const image = app.preview.locator("img[alt='Une carte']");
  assert.match((await image.getAttribute("src"))!, /^data:image\/svg/);
  assert.deepEqual(app.foreign, []);
  await image.click();
  await until("the frame to be loaded again", async () => app.page.frames().some((f) => f.url().endsWith("preview-remote.html")));
  await app.shows("Après");
  await until("the image's request", async () => app.foreign.length > 0);
  assert.match(app.foreign.splice(0).join(), /^GET https:\/\/images\.example\/carte\.svg$/);
});

test("an image that nobody has is a labelled box", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `![Une photo](/img/absente.jpg)\n\nAprès`, "Après");
  const image = app.preview.locator("img[alt='Une photo']");
  await until("the box", async () => decodeURIComponent((await image.getAttribute("src")) ?? "").includes("/img/absente.jpg"));
  assert.ok(!app.asked.some((path) => path.includes("absente")), "the address was asked of this host");
});

test("links: to the page itself scroll, others leave in a new tab, none navigates the frame", async (t) => {
  const app = await openPage(t, browser, server);
  await app.context.route(/example\.org/, (route) => route.fulfill({ contentType: "text/html", body: "ok" }));
  await write(app, `<a href="#bas">En bas</a>\n\n[Dehors](https://example.org/page)\n\n[Autre page](/autre/)\n\n${filler(80)}\n<h2 id="bas">Bas de page</h2>`, "Bas de page");
  await app.preview.locator("a", { hasText: "En bas" }).click();
  await until("the anchor to be in view", () => app.preview.locator("#bas").evaluate((e) => e.getBoundingClientRect().top < innerHeight));
  const popup = app.context.waitForEvent("page");
  await app.preview.locator("a", { hasText: "Dehors" }).evaluate((e) => (e as HTMLElement).click());
  const opened = await popup;
  assert.equal(opened.url() === "about:blank" || opened.url() === "https://example.org/page", true, opened.url());
  assert.equal(await opened.evaluate(() => opener), null);
  app.foreign.splice(0);
  await app.preview.locator("a", { hasText: "Autre page" }).evaluate((e) => (e as HTMLElement).click());
  await app.shows("Bas de page");
  assert.match(app.preview.url(), /preview\.html$/);
});

test("a click in the preview goes to its line in the source, and the caret marks its block", async (t) => {
  const app = await openPage(t, browser, server);
  await write(app, `Un\n\nDeux\n\nTrois mots ici\n\n${filler(60)}`, "numéro 59");
  await app.preview.locator("p", { hasText: "Trois mots" }).click();
  await until("the caret to be on line 5", () =>
    app.page.evaluate(() => {
      const line = document.getSelection()?.anchorNode?.parentElement?.closest(".cm-line");
      return line?.textContent?.startsWith("Trois mots");
    }),
  );
  const marker = app.page.frameLocator("#preview").locator("#apercu-marker");
  await until("the mark beside the block", async () => {
    const [mark, block] = await Promise.all([marker.boundingBox(), app.preview.locator("p", { hasText: "Trois mots" }).boundingBox()]);
    return mark && block && Math.abs(mark.y - block.y) < 3 && mark.x < block.x;
  });
});

test("blocks with coordinates of their own stand where they would without, and cage neither dialog nor tooltip", async (t) => {
  const app = await openPage(t, browser, server);
  const tooltip = `<p>Un mot <button aria-describedby="bulle" type="button" class="fr-btn--tooltip fr-btn">aide</button><span class="fr-tooltip fr-placement" id="bulle" role="tooltip">Une bulle</span></p>`;
  const text = `## Titre\n\nUn *paragraphe* avec [un lien](https://example.org/).\n\n- un\n- deux\n\n> Une citation\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n~~~\ndu code\n~~~\n\n${tooltip}\n\n{% transcription "Transcription" %}\nBonjour à toutes et à tous.\n{% endtranscription %}\n\nFin`;
  await write(app, text, "Fin");
  const own = () => app.preview.evaluate(() => Array.from(document.querySelectorAll("apercu-content > *"), (e) => `${e.localName}: ${getComputedStyle(e).translate}`));
  assert.deepEqual(await own(), ["h2: 0px", "p: 0px", "ul: 0px", "blockquote: 0px", "div: 0px", "pre: 0px", "p: none", "div: 0px", "p: 0px"]);

  await app.preview.evaluate(() => document.fonts.ready);
  const places = () =>
    app.preview.evaluate(() =>
      Array.from(document.querySelectorAll("apercu-content *"), (e) => {
        const { x, y, width, height } = e.getBoundingClientRect();
        return `${e.localName} ${x} ${y + scrollY} ${width} ${height}`;
      }),
    );
  const before = await places();
  await app.preview.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("apercu-content > * { translate: none !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  assert.deepEqual(await own(), Array.from(await own(), (place) => place.replace(/: .*/, ": none")));
  assert.deepEqual(await places(), before);
  await app.preview.evaluate(() => (document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)));

  await app.preview.locator(".fr-transcription__btn").click();
  await app.preview.locator(".fr-btn--fullscreen").click();
  await until("the transcription to fill the window", () =>
    app.preview.evaluate(() => {
      const { left, top, width, height } = document.querySelector("dialog.fr-modal--opened")?.getBoundingClientRect() ?? new DOMRect();
      return left === 0 && top === 0 && width === document.documentElement.clientWidth && height === innerHeight;
    }),
  );
});
