// Files: opened and saved byte for byte; what cannot be opened is said, and the
// open document does not change.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { root } from "./harness";
import { joinLines, readBytes, splitLines, toBytes } from "../editor/files";
import { shared } from "./ui-kit";

const page = shared();

const sha = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

test("every recorded page goes through the editor's text unchanged", (t) => {
  const records = path.join(root, "../shared/conformance/pages.jsonl");
  if (!fs.existsSync(records)) return t.skip("no ../shared/conformance beside the project");
  let pages = 0;
  for (const line of fs.readFileSync(records, "utf8").split("\n")) {
    if (!line) continue;
    const { input } = JSON.parse(line) as { input?: string };
    if (input === undefined) continue;
    for (const bytes of [Buffer.from(input), Buffer.from(input.replace(/\r?\n/g, "\r\n")), Buffer.from("\ufeff" + input)]) {
      const read = readBytes(bytes);
      if (read.kind !== "text") {
        assert.equal(read.kind, "big");
        continue;
      }
      const { doc, odd } = splitLines(read.text, read.shape.ending);
      assert.equal(sha(toBytes(joinLines(doc, read.shape, odd))), sha(bytes));
    }
    pages++;
  }
  assert.ok(pages > 100, `${pages} pages`);
});

test("opened and saved in the browser, a file keeps its bytes: line endings, BOM, blanks", async () => {
  const d = await page.take();
  for (const text of ["---\r\ntitle: a\r\n---\r\nUn\r\n", "\ufeffUn\nDeux", "Un\r\nDeux\nTrois\r\nQuatre\rCinq", "  \n\tx  \n\n\n", "# É\u00a0: « x »\n"]) {
    const bytes = Buffer.from(text);
    await d.open("page.md", bytes);
    await d.app.until("the file", async () => (await d.text()) === text.replace(/^\ufeff/, "").replace(/\r\n|\r/g, "\n"));
    assert.equal(sha(await d.save()), sha(bytes), JSON.stringify(text));
  }
});

test("a change touches its line only, whatever the other lines end with", async () => {
  const d = await page.take();
  await d.open("page.md", "Un\r\nDeux\nTrois\r\n");
  await d.textIs("Un\nDeux\nTrois\n");
  await d.page.locator(".cm-line", { hasText: "Deux" }).click();
  await d.page.keyboard.press("End");
  await d.page.keyboard.type(" et demi");
  assert.equal((await d.save()).toString(), "Un\r\nDeux et demi\nTrois\r\n");
  await d.page.locator(".cm-line", { hasText: "Trois" }).click();
  await d.page.keyboard.press("Home");
  await d.page.keyboard.press("Backspace");
  assert.equal((await d.save()).toString(), "Un\r\nDeux et demiTrois\r\n");
});

test("a file that is not UTF-8 is offered in Windows-1252, with the same words both ways", async () => {
  const d = await page.take();
  await d.write("Ouvert avant");
  await d.open("vieux.md", Buffer.from("# \xc9t\xe9 \xe0 Paris\n", "latin1"));
  const dialog = d.dialog("Ce fichier n’est pas en UTF-8");
  await dialog.getByText("Été à Paris").waitFor();
  await d.textIs("Ouvert avant");
  await dialog.getByRole("button", { name: "Ouvrir en Windows-1252" }).click();
  await d.textIs("# Été à Paris\n");
});

test("binary and too large files are refused with the reason; the document stays", async () => {
  const d = await page.take();
  await d.write("Ouvert avant");
  await d.open("photo.md", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
  await d.page.getByText("« photo.md » n’a pas été ouvert : ce n’est pas du texte").waitFor();
  await d.open("gros.md", Buffer.alloc(2 * 1024 * 1024 + 1, 0x61));
  await d.page.getByText("la limite est de 2 Mio").waitFor();
  await d.textIs("Ouvert avant");
});

test("a new page has front matter ready to fill; the last key is stored and said", async () => {
  const d = await page.take();
  await d.button("Nouvelle page").click();
  await d.app.until("a new page", async () => /^---\nlayout: layouts\/post\.njk\ntitle: ""/.test(await d.text()));
  await d.page.keyboard.type("Bonjour");
  await d.app.until("saved", async () => /Enregistré/.test((await d.page.getByRole("status").filter({ hasText: "Enregistré" }).first().textContent({ timeout: 3000 })) ?? ""));
  await d.page.reload();
  await d.app.until("the same text after a reload", async () => (await d.text().catch(() => "")).endsWith("Bonjour"));
});
