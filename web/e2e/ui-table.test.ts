// Tables: created with their caption, walked with Tab, aligned, captioned later.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness";
import { shared, type Desk } from "./ui-kit";

const page = shared();

const closed = (d: Desk) => until("the dialog closed", async () => (await d.page.locator("dialog[open]").count()) === 0);

/// The tool's dialog, once it is open.
async function dialog(d: Desk, name: string) {
  await d.tool("Tableau").click();
  const dialog = d.dialog(name);
  await dialog.waitFor();
  return dialog;
}

async function create(d: Desk, caption: string, columns: number, rows: number): Promise<void> {
  const sheet = await dialog(d, "Tableau");
  await sheet.getByLabel("Titre du tableau").fill(caption);
  await sheet.getByLabel("Colonnes", { exact: true }).fill(String(columns));
  await sheet.getByLabel("Lignes, sans l’en-tête").fill(String(rows));
  await sheet.getByRole("button", { name: "Insérer le tableau" }).click();
  await until("the table", async () => /Colonne 1/.test(await d.text()));
  await closed(d);
}

/// Writes a text whose bars are its own, and puts the caret after a part of it.
async function put(d: Desk, text: string, after: string): Promise<void> {
  await d.app.write(text);
  await d.textIs(text);
  const at = text.indexOf(after) + after.length;
  await d.run("select", { from: at, to: at });
}

/// Types in cells one after the other, from the first, which is selected.
async function fill(d: Desk, words: string[]): Promise<void> {
  await until("the focus on the text", () => d.page.evaluate(() => document.activeElement?.closest(".cm-editor") !== null));
  for (const [i, word] of words.entries()) {
    if (i) await d.page.keyboard.press("Tab");
    await d.page.keyboard.type(word);
  }
}

/// Whether the list of problems says that a table has no title.
const untitled = async (d: Desk) => /Ce tableau n’a pas de titre/.test((await d.page.getByRole("region", { name: "Problèmes" }).allTextContents()).join());

test("with a caption: published as such, known to the check, walked with Tab and grown at its end", async () => {
  const d = await page.take();
  await d.write("|");
  await create(d, "Coûts & délais", 2, 1);
  await fill(d, ["Année", "Coût", "2024", "12", "2025"]);
  await d.textIs(`<div class="fr-table">
<table>
<caption>Coûts &amp; délais</caption>
<thead>
<tr><th scope="col">Année</th><th scope="col">Coût</th></tr>
</thead>
<tbody>
<tr><td>2024</td><td>12</td></tr>
<tr><td>2025</td><td></td></tr>
</tbody>
</table>
</div>
`);
  await until("the preview", () => d.app.preview.evaluate(() => {
    const table = document.querySelector("main .fr-table table") as HTMLTableElement | null;
    return table?.caption?.textContent === "Coûts & délais" && table.rows.length === 3;
  }));
  await d.page.keyboard.press("Shift+Tab");
  await d.page.keyboard.type("13");
  await until("the cell before", async () => (await d.text()).includes("<td>2024</td><td>13</td>"));

  // Without it the check speaks, so its silence above says something.
  await d.run("apply", { version: await d.run("version"), edits: [{ from: 0, to: 0, text: "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n" }] });
  await until("the untitled table among the problems", () => untitled(d));
  const sheet = await (async () => {
    await d.run("select", { from: 2, to: 2 });
    return dialog(d, "Titre du tableau");
  })();
  await sheet.getByLabel("Titre du tableau").fill("Deux lettres");
  await sheet.getByRole("button", { name: "Ajouter le titre" }).click();
  await until("its caption", async () => (await d.text()).startsWith('<div class="fr-table">\n<table>\n<caption>Deux lettres</caption>\n<thead>\n<tr><th scope="col">A</th>'));
  await until("no untitled table", async () => !(await untitled(d)));
  await closed(d);
  await d.undo();
  await until("one step back", async () => (await d.text()).startsWith("| A | B |\n"));
});

test("without a caption: Markdown, said to be incomplete; Tab outside of it leaves the text", async () => {
  const d = await page.take();
  await d.write("|");
  const sheet = await dialog(d, "Tableau");
  await sheet.getByText("restera signalé dans les problèmes").waitFor();
  await d.page.keyboard.press("Escape");
  await closed(d);
  await create(d, "", 2, 1);
  await fill(d, ["Ville", "Date", "Paris", "mars", "Lyon"]);
  const rows = (await d.text()).trim().split("\n").map((row) => row.replace(/\s+/g, " "));
  assert.deepEqual(rows.map((row) => row.replace(/-+/g, "-")), ["| Ville | Date |", "| - | - |", "| Paris | mars |", "| Lyon | |"]);
  await d.write("Hors du tableau|");
  await d.page.keyboard.press("Tab");
  assert.equal(await d.page.evaluate(() => document.activeElement?.closest(".cm-editor") === null), true, "Tab leaves the text");
});

test("columns are aligned in one step; alignment marks, bars in cells and quotes stay", async () => {
  const d = await page.take();
  const before = "Avant\n\n> |Ville|Habitants|\n> |:-|--:|\n> |Paris|2 100 000|\n> |a\\|b|1|\n";
  await put(d, before, "Vil");
  await (await dialog(d, "Titre du tableau")).getByRole("button", { name: "Aligner les colonnes" }).click();
  await d.textIs("Avant\n\n> | Ville | Habitants |\n> | :---- | --------: |\n> | Paris | 2 100 000 |\n> | a\\|b  | 1         |\n");
  await closed(d);
  await d.undo();
  await d.textIs(before);
});

test("a caption is changed in place; a table with template tags stays and says why", async () => {
  const d = await page.take();
  await put(d, "<table>\n<caption>Vieux</caption>\n<tr><th>A</th></tr>\n<tr><td>1</td></tr>\n</table>\n", "<td>");
  const sheet = await dialog(d, "Titre du tableau");
  assert.equal(await sheet.getByLabel("Titre du tableau").inputValue(), "Vieux");
  await sheet.getByLabel("Titre du tableau").fill("Neuf < 10");
  await sheet.getByRole("button", { name: "Modifier" }).click();
  await d.textIs("<table>\n<caption>Neuf &lt; 10</caption>\n<tr><th>A</th></tr>\n<tr><td>1</td></tr>\n</table>\n");
  await closed(d);

  const tagged = "| A | B |\n| --- | --- |\n| {{ title }} | 2 |\n";
  await put(d, tagged, "| A");
  const other = await dialog(d, "Titre du tableau");
  await other.getByLabel("Titre du tableau").fill("Essai");
  await other.getByRole("button", { name: "Ajouter le titre" }).click();
  await d.page.getByText("Ce tableau contient des balises de modèle").waitFor();
  await d.textIs(tagged);
});
