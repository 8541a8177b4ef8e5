// Hostile pages: nothing in them runs, leaves, or breaks the frame. The two walls
// are tested together by the corpus, and each alone: the sanitiser by what is in
// the document, the policy by a script put there past the sanitiser.

import assert from "node:assert/strict";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { attacks } from "./attacks";
import { browser, openPage, server, stage, until } from "./harness";

stage();

test(`${attacks.length} hostile pages: none runs anything or asks anything of another host`, async (t) => {
  const app = await openPage(t, browser, server);
  // What a page may make the browser complain about is not our error.
  app.ignore = /Content Security Policy|Failed to load resource|Error parsing|Error: <|attribute|Unrecognized|preload|sandbox|CodeMirror plugin crashed/i; // the last: colours of 5,000 nested quotes
  await app.page.evaluate(() => Object.assign(window, { hits: 0, hit: () => (window as unknown as { hits: number }).hits++ }));
  await app.ready();
  const bad: string[] = [];
  for (const [i, attack] of attacks.entries()) {
    const end = `FIN-${i}`;
    await app.write(`${attack.source}\n\n\n<p>${end}</p>\n`);
    // Source that swallows the rest (an open comment, an open fence) never shows the end.
    await until("the page to show", () => app.preview.evaluate((e) => document.body.textContent!.includes(e), end), 400).catch(() => {});
    const found = await app.preview.evaluate(() => {
      const banned = "script,style,meta,base,link,form,object,embed,applet,frame,frameset,[srcdoc],iframe";
      const names = [...document.body.querySelectorAll(banned)].map((e) => e.outerHTML.slice(0, 80));
      for (const element of document.body.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
          if (/^on/i.test(name)) names.push(`${element.localName}[${name}]`);
          if (/^\s*(javascript|vbscript):/i.test(value.replace(/[\u0000-\u0020]/g, "")) && /^(href|src|action|formaction|xlink:href|data)$/i.test(name)) names.push(`${element.localName}[${name}=${value.slice(0, 40)}]`);
        }
      }
      return names;
    });
    if (found.length) bad.push(`${attack.name}: ${found.join(", ")}`);
    const hits = await app.page.evaluate(() => (window as unknown as { hits: number }).hits);
    if (hits) bad.push(`${attack.name}: ran`);
    if (app.foreign.length) bad.push(`${attack.name}: ${app.foreign.splice(0).join(", ")}`);
    if (!/\/preview\.html$/.test(app.preview.url())) bad.push(`${attack.name}: the frame went to ${app.preview.url()}`);
  }
  assert.deepEqual(bad, []);
  // And the frame still works.
  await app.write("Toujours vivant\n");
  await app.shows("Toujours vivant");
  assert.equal(app.page.url(), server.url);
});

test("the policy alone stops what would get past the sanitiser", async (t) => {
  const app = await openPage(t, browser, server);
  app.ignore = /Content Security Policy|Blocked form submission|Refused|violates|ERR_BLOCKED_BY_CSP|Failed to load resource/;
  // Another host, a real one: what the policy blocks never reaches it, whatever
  // the browser's tools call a request.
  const reached: string[] = [];
  const other = http.createServer((request, response) => {
    reached.push(request.url!);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end();
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  t.after(() => other.close());
  await app.ready();
  const results = await app.preview.evaluate(async (evil) => {
    const hits: string[] = [];
    Object.assign(window, { hit: (what: string) => hits.push(what) });
    const add = (html: string) => {
      const box = document.createElement("div");
      box.innerHTML = html;
      document.body.append(box);
    };
    const script = document.createElement("script");
    script.textContent = "hit('inline script')";
    document.body.append(script);
    const own = document.createElement("script");
    own.src = document.querySelector<HTMLScriptElement>("script[src]")!.src.replace(/preview-[^/]*$/, "../sw.js");
    own.onload = () => hits.push("a script of the same origin");
    document.body.append(own);
    add(`<img src="x:" onerror="hit('handler')">`);
    add(`<a id="js" href="javascript:hit('javascript link')">x</a>`);
    (document.getElementById("js") as HTMLElement).click();
    add(`<iframe srcdoc="&lt;script&gt;parent.hit('srcdoc')&lt;/script&gt;"></iframe>`);
    add(`<img src="${evil}pixel"><link rel="stylesheet" href="${evil}x.css"><style>@import "${evil}y.css"; body{background:red}</style>`);
    add(`<form action="${evil}form"><button id="go">x</button></form>`);
    (document.getElementById("go") as HTMLElement).click();
    await fetch(`${evil}fetch`).then(() => hits.push("fetch")).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { hits, background: getComputedStyle(document.body).backgroundColor };
  }, `http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  assert.deepEqual(results.hits, []);
  assert.notEqual(results.background, "rgb(255, 0, 0)");
  assert.deepEqual(reached, []);
  app.foreign.splice(0);
  assert.match(app.preview.url(), /preview\.html$/);
});

test("ids of the page cannot stand in for what the frame's script uses", async (t) => {
  const app = await openPage(t, browser, server);
  await app.ready();
  await app.write(`<img name="body" id="body" alt=""><img name="getElementById" alt=""><a id="apercuReceive" href="#x">a</a><img name="documentElement" alt=""><input name="attributes" id="dsfr">\n\n<p id="location">Un</p>\n\n[Lien](#location)\n`);
  await app.shows("Un");
  await app.caretAfter("Lien");
  await app.page.keyboard.type(" et plus");
  await app.shows("et plus");
  assert.equal(await app.preview.evaluate(() => document.body instanceof HTMLBodyElement && typeof document.getElementById === "function"), true);
  assert.equal(await app.preview.locator("#location").count(), 1, "ids stay: anchors need them");
});
