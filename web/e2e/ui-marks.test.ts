// What shows beside the words: help on hover, marks of problems, the border
// between the panes; and all of it in forced colours and without motion.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness";
import { shared, type Desk } from "./ui-kit";

const page = shared();

/// Points at a word of the text, as a mouse that comes from elsewhere and rests.
async function pointAt(d: Desk, word: string): Promise<void> {
  const box = await d.page.locator(".cm-content").evaluate((content, word) => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent!.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return null;
  }, word);
  assert.ok(box, `${word} is shown`);
  await d.page.mouse.move(5, 5);
  await d.page.mouse.move(box.x - 3, box.y);
  await d.page.mouse.move(box.x, box.y);
}

test("hovering a tag, a filter, a container or a class explains it; an unknown name explains nothing", async () => {
  const d = await page.take();
  await d.app.write('---\ntitle: Essai\n---\n\n{% dailymotion "x9fznfq" %}\n\n{{ title | slugify }}\n\n:::callout Un titre\nTexte\n:::\n\n[lien](/a/){.fr-link}\n\n{% inconnu %}\n');
  for (const [word, help] of [["dailymotion", /Vidéo Dailymotion/], ["slugify", /adresse/], [":::callout", /encadré/], ["fr-link", /Lien mis en forme/], ["title", /grand titre/]] as const) {
    await pointAt(d, word);
    const tip = d.page.locator(".cm-tooltip-hover .help");
    await until(`help on ${word}`, async () => help.test((await tip.allTextContents()).join()));
    await d.page.mouse.move(5, 5);
    await until("it goes", async () => (await tip.count()) === 0);
  }
  await pointAt(d, "inconnu");
  // A problem may say what it is; no help pretends to know it.
  await d.page.locator(".cm-lintRange").first().waitFor();
  assert.equal(await d.page.locator(".cm-tooltip-hover .help").count(), 0);
});

test("a problem is underlined, marked in the margin, explained on hover and mended from there; the mark then goes", async () => {
  const d = await page.take();
  await d.write("---\ntitle: Essai\n---\n\nTexte\n\n{% dailymotoin \"x9fznfq\" %}\n\nFin\n");
  const mark = d.page.locator(".cm-gutter-lint .cm-lint-marker-error");
  const underline = d.page.locator(".cm-lintRange-error", { hasText: "dailymotoin" });
  await underline.waitFor();
  const marks = await mark.count();
  assert.ok(marks > 0);
  const row = (await mark.first().boundingBox())!;
  const line = (await d.page.locator(".cm-line", { hasText: "dailymotoin" }).boundingBox())!;
  assert.ok(row.y >= line.y - 4 && row.y + row.height <= line.y + line.height + 4, "the mark stands at its line");
  await pointAt(d, "dailymotoin");
  const tip = d.page.locator(".cm-tooltip-hover .cm-diagnostic-error").first();
  await tip.waitFor();
  await tip.getByRole("button").first().click();
  await until("the right name", async () => (await d.text()).includes('{% dailymotion "x9fznfq" %}'));
  await until("no underline", async () => (await underline.count()) === 0);
  await d.undo();
  await until("one step back", async () => (await d.text()).includes("dailymotoin"));
});

test("the border between the panes follows the mouse, keeps its limits, and goes back on a double click", async (t) => {
  const d = await page.open(t);
  const bar = d.page.getByRole("separator", { name: "Largeur du texte" });
  const width = async () => (await d.page.locator("#source").boundingBox())!.width;
  const drag = async (to: number) => {
    const box = (await bar.boundingBox())!;
    await d.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await d.page.mouse.down();
    await d.page.mouse.move(to, box.y + 40, { steps: 4 });
    await d.page.mouse.up();
  };
  const before = await width();
  await drag(500);
  await until("narrower", async () => Math.abs((await width()) - 500) < 12 && (await width()) < before);
  assert.ok(Math.abs(Number(await bar.getAttribute("aria-valuenow")) - 35) <= 2, "it tells its value");
  await drag(20);
  await until("a fifth at least", async () => Math.abs((await width()) - 288) < 8);
  await bar.dblclick();
  await until("half", async () => Number(await bar.getAttribute("aria-valuenow")) === 49);
});

test("in forced colours icons, focus and what is on are still seen", async (t) => {
  const d = await page.open(t, { forcedColors: "active" });
  await d.write("**gr|as**");
  assert.equal(await d.page.evaluate(() => matchMedia("(forced-colors: active)").matches), true);
  const bold = d.tool("Gras");
  await until("bold is on", async () => (await bold.getAttribute("aria-pressed")) === "true");
  const look = (locator: ReturnType<Desk["tool"]>) =>
    locator.evaluate((element) => {
      const style = getComputedStyle(element);
      const icon = element.querySelector(".icon");
      return { outline: `${style.outlineStyle} ${style.outlineWidth}`, ground: style.backgroundColor, icon: icon ? getComputedStyle(icon).backgroundColor : "" };
    });
  const [on, off] = [await look(bold), await look(d.tool("Italique"))];
  assert.match(on.outline, /^solid [23]px/, "what is on has an outline");
  assert.match(off.outline, /^none|0px$/, "what is off has none");
  // A mask on the ground's own colour would be an empty square.
  const blank = await d.page.locator("button:visible .icon").evaluateAll((icons) =>
    icons.filter((icon) => {
      const ground = (element: Element | null): string => {
        const colour = element ? getComputedStyle(element).backgroundColor : "rgb(255, 255, 255)";
        return element && /, 0\)$|transparent/.test(colour) ? ground(element.parentElement) : colour;
      };
      return getComputedStyle(icon).backgroundColor === ground(icon.parentElement);
    }).map((icon) => icon.className),
  );
  assert.deepEqual(blank, []);
  await d.page.keyboard.press("Shift+F6");
  await until("a focus elsewhere", () => d.page.evaluate(() => document.activeElement?.closest(".cm-editor") === null));
  const focus = await d.page.evaluate(() => {
    const style = getComputedStyle(document.activeElement!);
    return `${style.outlineStyle} ${style.outlineWidth}`;
  });
  assert.match(focus, /^solid [23]px/);
  await d.button("Autres actions").click();
  const chosen = d.page.getByRole("menuitemradio", { name: "Français" });
  await chosen.waitFor();
  const tick = (locator: typeof chosen) => locator.evaluate((element) => getComputedStyle(element, "::after").content);
  assert.notEqual(await tick(chosen), "none");
  assert.equal(await tick(d.page.getByRole("menuitemradio", { name: "English" })), "none");
});

test("where motion is not wanted nothing moves", async (t) => {
  const d = await page.open(t, { reducedMotion: "reduce" });
  await d.tool("Tableau").click();
  await d.dialog("Tableau").waitFor();
  const moving = await d.page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.animationName !== "none" || (style.transitionDuration !== "0s" && style.transitionProperty !== "none") || style.scrollBehavior === "smooth";
    }).map((element) => `${element.tagName}.${element.className}`),
  );
  // CodeMirror's caret blinks by an animation of its own steps: it is off too.
  assert.deepEqual(moving, []);
  const lively = await page.take();
  await lively.tool("Tableau").click();
  await lively.dialog("Tableau").waitFor();
  assert.equal(await lively.page.locator("dialog").evaluate((element) => getComputedStyle(element).animationName), "rise", "elsewhere the dialog rises");
});

test("the renderer dies while someone types: no letter is lost, and the preview catches up", async (t) => {
  const d = await page.open(t);
  await d.app.ready();
  await d.write("Début|");
  await d.app.shows("Début");
  d.app.ignore = /killed by the test|service worker/i;
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.type(" un deux");
  const worker = d.page.workers().find((w) => /worker/.test(w.url()))!;
  await worker.evaluate(() => void setTimeout(() => { throw new Error("killed by the test"); })).catch(() => undefined);
  await d.page.keyboard.type(" trois quatre cinq six");
  await d.page.getByText("L’aperçu redémarre").first().waitFor();
  await d.page.keyboard.type(" sept");
  await d.textIs("Début un deux trois quatre cinq six sept");
  await d.app.shows("Début un deux trois quatre cinq six sept", 30_000);
});
