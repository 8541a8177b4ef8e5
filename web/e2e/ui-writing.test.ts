// The toolbar, the keyboard and the clipboard, as someone who writes uses them.
// In a text, | is the caret and ⟦…⟧ the selection.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shared } from "./ui-kit";

const page = shared();

test("tools change the selection, one undo step each, never wrapping twice", async () => {
  const d = await page.take();
  const cases: [string, string, string][] = [
    ["Gras", "Un ⟦mot⟧ ici", "Un **mot** ici"],
    ["Gras", "Un **⟦mot⟧** ici", "Un mot ici"],
    ["Gras", "Un ⟦**mot**⟧ ici", "Un mot ici"],
    ["Gras", "Un ⟦mot ⟧ici", "Un **mot** ici"],
    ["Gras", "⟦un\ndeux⟧", "**un**\n**deux**"],
    ["Gras", "**⟦un**\n**deux⟧**", "un\ndeux"],
    ["Gras", "⟦**un**\ndeux⟧", "**un**\n**deux**"],
    ["Gras", "⟦un **deux** trois⟧", "**un deux trois**"],
    ["Gras", "***⟦mot⟧***", "*mot*"],
    ["Italique", "***⟦mot⟧***", "**mot**"],
    ["Italique", "Un ⟦mot⟧ ici", "Un *mot* ici"],
    ["Italique", "Un **⟦mot⟧** ici", "Un ***mot*** ici"],
    ["Liste", "⟦un\ndeux⟧", "- un\n- deux"],
    ["Liste", "⟦- un\n- deux⟧", "un\ndeux"],
    ["Liste numérotée", "⟦- un\n- deux⟧", "1. un\n2. deux"],
    ["Citation", "⟦un\ndeux⟧", "> un\n> deux"],
  ];
  for (const [tool, before, expected] of cases) {
    await d.write(before);
    await d.tool(tool).click();
    await d.textIs(expected);
    await d.undo();
    await d.textIs(before.replace(/[|⟦⟧]/g, ""));
  }
});

test("the page's details are no text: nothing is marked there", async () => {
  const d = await page.take();
  const text = "---\ntitle: Essai\n---\n\nTexte\n";
  await d.write(text.replace("Essai", "⟦Essai⟧"));
  for (const tool of ["Gras", "Liste", "Citation"]) await d.tool(tool).click();
  await d.page.getByText("n’ont pas de mise en forme").first().waitFor();
  await d.textIs(text);
});

test("items go under the one before them, and back", async () => {
  const d = await page.take();
  for (const [before, after] of [["1. un\n2. deu|x", "1. un\n   2. deux"], ["- un\n- deu|x", "- un\n  - deux"], ["10. un\n11. deu|x\n12. trois", "10. un\n    11. deux\n12. trois"]] as const) {
    await d.write(before);
    await d.page.keyboard.press("Control+]");
    await d.textIs(after);
    await d.page.keyboard.press("Control+[");
    await d.textIs(before.replace("|", ""));
    await d.page.keyboard.press("Alt+Shift+ArrowRight");
    await d.textIs(after);
    await d.page.keyboard.press("Alt+Shift+ArrowLeft");
    await d.textIs(before.replace("|", ""));
  }
});

test("the image at the caret is edited where it is, its title kept", async () => {
  const d = await page.take();
  await d.write('Avant ![Un \\[schéma\\]](./sch|ema.png "Titre") après');
  await d.tool("Image").click();
  const dialog = d.dialog("Modifier l’image");
  assert.equal(await dialog.getByLabel("Texte alternatif").inputValue(), "Un [schéma]");
  await dialog.getByLabel("Texte alternatif").fill("Le circuit de l’eau");
  await dialog.getByRole("button", { name: "Modifier" }).click();
  await d.textIs('Avant ![Le circuit de l’eau](./schema.png "Titre") après');
});

test("undo leaves the text behind a dialog alone", async () => {
  const d = await page.take();
  await d.write("Un|");
  await d.page.keyboard.type(" deux");
  await d.textIs("Un deux");
  await d.run("help");
  await d.page.locator("dialog[open]").waitFor();
  await d.page.keyboard.press("Control+z");
  await d.page.waitForTimeout(200);
  await d.textIs("Un deux");
  await d.page.keyboard.press("Escape");
  await d.undo();
  await d.app.until("undone", async () => (await d.text()) !== "Un deux");
});

test("with nothing selected a placeholder is selected, ready to be typed over", async () => {
  const d = await page.take();
  await d.write("Un |");
  await d.tool("Gras").click();
  await d.textIs("Un **texte en gras**");
  await d.page.keyboard.type("mot");
  await d.textIs("Un **mot**");
});

test("headings go from H2 to H4, and pressed tools follow the caret", async () => {
  const d = await page.take();
  await d.write("Tit|re");
  await d.tool("Titre").click();
  const items = await d.page.getByRole("menu", { name: "Titre" }).getByRole("menuitem").allTextContents();
  assert.ok(!items.some((item) => /H1|H5/.test(item)), items.join());
  await d.page.getByRole("menuitem", { name: /H3/ }).click();
  await d.textIs("### Titre");
  await d.write("Un **m|ot** ici");
  await d.app.until("Gras pressed", async () => (await d.tool("Gras").getAttribute("aria-pressed")) === "true");
  await d.write("Un m|ot ici");
  await d.app.until("Gras not pressed", async () => (await d.tool("Gras").getAttribute("aria-pressed")) === "false");
});

test("a DSFR box goes around the selection and its title is selected", async () => {
  const d = await page.take();
  await d.write("Avant\n\n⟦À retenir⟧\n\nAprès");
  await d.tool("Encadré").click();
  await d.page.getByRole("menuitem", { name: /Mise en avant/ }).click();
  await d.textIs("Avant\n\n:::callout Titre de l’encadré\nÀ retenir\n:::\n\nAprès");
  await d.page.keyboard.type("Important");
  await d.textIs("Avant\n\n:::callout Important\nÀ retenir\n:::\n\nAprès");
});

test("a link is inserted, then edited in place", async () => {
  const d = await page.take();
  await d.write("Voir ⟦le guide⟧.");
  await d.page.keyboard.press("Control+k");
  await d.dialog("Lien").getByLabel("Adresse").fill("/guide/");
  await d.page.keyboard.press("Enter");
  await d.textIs("Voir [le guide](/guide/).");
  await d.page.keyboard.press("ArrowLeft");
  await d.tool("Lien").click();
  await d.dialog("Modifier le lien").getByLabel("Adresse").fill("/guide-complet/");
  await d.button("Modifier").click();
  await d.textIs("Voir [le guide](/guide-complet/).");
});

test("a link text that says nothing is pointed out, and does not stop the writer", async () => {
  const d = await page.take();
  await d.write("Voir |");
  await d.tool("Lien").click();
  await d.dialog("Lien").getByLabel("Adresse").fill("/guide/");
  await d.dialog("Lien").getByLabel("Texte du lien").fill("cliquez ici");
  await d.page.getByText("RGAA 6.1").waitFor();
  await d.button("Insérer le lien").click();
  await d.textIs("Voir [cliquez ici](/guide/)");
});

test("a document link carries format and weight, read from the file", async () => {
  const d = await page.take();
  await d.write("|");
  await d.tool("Document").click();
  const dialog = d.dialog("Document à télécharger");
  assert.equal(await dialog.getByRole("button", { name: "Insérer le lien" }).isDisabled(), true);
  await d.page.locator("#choose-document").setInputFiles({ name: "Guide été.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(240_000) });
  await dialog.getByLabel("Texte du lien").fill("Guide d’été");
  await dialog.getByRole("button", { name: "Insérer le lien" }).click();
  await d.textIs("[Guide d’été (PDF – 240\u00a0Ko)](/documents/guide-ete.pdf)");
});

test("cells of a spreadsheet become a table", async () => {
  const d = await page.take();
  await d.write("|");
  await d.paste({ plain: "Ville\tHabitants\nParis\t2 100 000\n" });
  await d.app.until("a table", async () => /^\| Ville \| Habitants \|\n\| -+ \| -+ \|\n\| Paris \| 2 100 000 \|/.test(await d.text()));
});

test("rich text becomes Markdown in one step; what is lost is said, plain is one click away", async () => {
  const d = await page.take();
  await d.write("|");
  const html = `<p class="MsoHeading2">Le titre</p><p>Un <b>mot</b> et <a href="https://exemple.fr/">un lien</a>.</p>
    <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>un</p>
    <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>deux</p><img src="file:///C:/a.png">`;
  await d.paste({ plain: "Le titre\nUn mot et un lien.\nun\ndeux", html });
  await d.textIs("## Le titre\n\nUn **mot** et [un lien](https://exemple.fr/).\n\n- un\n- deux");
  await d.page.getByText("1 image à déposer").waitFor();
  // What was typed since, after the paste and before it, stays.
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.press("Control+End");
  await d.page.keyboard.type(" puis");
  await d.page.keyboard.press("Control+Home");
  await d.page.keyboard.type("Avant. ");
  await d.button("Coller en texte brut").click();
  await d.textIs("Avant. Le titre\nUn mot et un lien.\nun\ndeux puis");
  await d.undo();
  await d.textIs("Avant. ## Le titre\n\nUn **mot** et [un lien](https://exemple.fr/).\n\n- un\n- deux puis");
});

test("pasted template tags and Markdown keep every byte", async () => {
  const d = await page.take();
  await d.write("|");
  const text = '{% dailymotion "x9fznfq" %}\n\n## *Titre*';
  await d.paste({ plain: text, html: `<pre>${text}</pre>` });
  await d.textIs(text);
});

test("a pasted image asks for its alternative, or to be decorative, and shows at once", async () => {
  const d = await page.take();
  await d.write("Avant\n\n|");
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await d.tool("Image").click();
  await d.page.locator("#choose-image").setInputFiles({ name: "Schéma Été.png", mimeType: "image/png", buffer: png });
  const dialog = d.dialog("Image");
  const insert = dialog.getByRole("button", { name: "Insérer l’image" });
  await d.app.until("the proposed path", async () => (await dialog.getByLabel("Chemin dans le site").inputValue()) === "./schema-ete.png");
  assert.equal(await insert.isDisabled(), true, "without an answer nothing is inserted");
  await dialog.getByLabel("Texte alternatif").fill("Le circuit d’une demande");
  await insert.click();
  await d.textIs("Avant\n\n![Le circuit d’une demande](./schema-ete.png)");
  await d.app.until("the image from memory", () => d.app.preview.evaluate(() => [...document.images].some((image) => image.src.startsWith("blob:"))));
});

test("shortcuts work on a French keyboard, and AltGr types its signs", async () => {
  const d = await page.take();
  const press = (init: { key: string; code: string; ctrlKey?: boolean; shiftKey?: boolean; altKey?: boolean }): Promise<boolean> =>
    d.page.locator(".cm-content").evaluate((element, init) => element.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init })), init);
  await d.write("u|n");
  await press({ key: "8", code: "Digit8", ctrlKey: true, shiftKey: true });
  await d.textIs("- un");
  await press({ key: ".", code: "Comma", ctrlKey: true, shiftKey: true });
  await d.textIs("> un");
  // AltGr+8 is a backslash, AltGr+5 an opening bracket: nothing may catch them.
  for (const [key, code] of [["\\", "Digit8"], ["[", "Digit5"], ["#", "Digit3"], ["{", "Digit4"]] as const) {
    const free = await press({ key, code, ctrlKey: true, altKey: true });
    assert.equal(free, true, `AltGr ${key} is caught`);
  }
  await d.textIs("> un");
  await press({ key: "/", code: "Period", ctrlKey: true, shiftKey: true });
  await d.dialog("Raccourcis clavier").waitFor();
});

test("completion offers shortcodes with their end tag, and tags close by themselves", async () => {
  const d = await page.take();
  await d.write("|");
  await d.page.keyboard.type("{% trans");
  await d.page.locator(".cm-tooltip-autocomplete li", { hasText: "transcription" }).waitFor();
  await d.page.waitForTimeout(120);
  await d.page.keyboard.press("Enter");
  await d.textIs('{% transcription "titre" %}\n\n{% endtranscription %}');
});

test("find and replace speak French", async () => {
  const d = await page.take();
  await d.write("un chat, un chien|");
  await d.page.keyboard.press("Control+h");
  await d.page.getByPlaceholder("Rechercher").fill("un");
  await d.page.getByPlaceholder("Remplacer par").fill("le");
  await d.button("tout remplacer").or(d.button("Tout remplacer")).click();
  await d.textIs("le chat, le chien");
});

test("every tool and every box is one undo step, whatever is selected", async () => {
  const d = await page.take();
  const text = "Un ⟦mot choisi⟧ ici\n\nUn autre.\n";
  const plain = text.replace(/[⟦⟧]/g, "");
  const commands = ["bold", "italic", "strike", "code", "bulletList", "orderedList", "quote", "heading2", "heading3", "heading4", "callout", "info", "success", "warning", "error", "highlight", "quoteBox", "accordion"];
  for (const command of commands) {
    await d.write(text);
    await d.textIs(plain);
    await d.run(command);
    assert.notEqual(await d.text(), plain, command);
    await d.run("undo");
    assert.equal(await d.text(), plain, `${command}, undone`);
    await d.run("redo");
    assert.notEqual(await d.text(), plain, `${command}, redone`);
  }
  const dialogs: [string, object][] = [
    ["insertLink", { text: "mot", url: "/a/" }],
    ["insertImage", { path: "./a.png", alt: "Une image", lighter: false }],
    ["insertTable", { rows: 2, columns: 2, caption: "Titre", shortcode: false }],
    ["insertTable", { rows: 2, columns: 2, caption: "", shortcode: false }],
    ["insertShortcode", { name: "dailymotion", args: ["x9fznfq", "Titre"] }],
    ["insertShortcode", { name: "transcription", args: ["Titre"], content: "Bonjour." }],
  ];
  for (const [command, args] of dialogs) {
    await d.write(text);
    await d.textIs(plain);
    await d.run(command, args);
    assert.notEqual(await d.text(), plain, command);
    await d.run("undo");
    assert.equal(await d.text(), plain, `${command}, undone`);
  }
});

test("LibreOffice's rich text becomes Markdown, without its styles", async () => {
  const d = await page.take();
  await d.write("|");
  const html = `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 24.2"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head>
    <body lang="fr-FR" link="#000080"><h1 class="western">Le prêt de vélos</h1>
    <p class="western" style="line-height: 100%"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt">Un <b>mot</b>, <i>un autre</i> et <a href="https://exemple.fr/"><font color="#000080"><u>un lien</u></font></a>.</font></font></p>
    <ol><li><p style="margin-bottom: 0cm">Réserver</p></li><li><p>Retirer</p></li></ol>
    <p><br/><br/></p><p class="western" align="center"><img src="data:image/png;base64,AAAA" width="20"/></p></body></html>`;
  await d.paste({ plain: "Le prêt de vélos\nUn mot, un autre et un lien.\n1. Réserver\n2. Retirer", html });
  await d.textIs("## Le prêt de vélos\n\nUn **mot**, *un autre* et [un lien](https://exemple.fr/).\n\n1. Réserver\n2. Retirer");
  await d.page.getByText("1 image à déposer").waitFor();
  await d.undo();
  await d.textIs("");
});

test("a spreadsheet's own HTML becomes a table; merged cells are said, and nothing is lost", async () => {
  const d = await page.take();
  await d.write("|");
  const cells = (rows: string) => `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0><col width=80>${rows}</table></body></html>`;
  await d.paste({ plain: "Ville\tPrix\r\nParis\t12 €\r\n", html: cells("<tr><td class=xl65>Ville</td><td>Prix</td></tr><tr><td>Paris</td><td align=right>12 €</td></tr>") });
  await d.textIs("| Ville | Prix |\n| ----- | ---- |\n| Paris | 12 € |\n");
  await d.page.getByText("Le bouton Tableau lui donne un titre").waitFor();
  await d.write("|");
  await d.paste({ plain: "Villes\t\r\nParis\tLyon\r\n", html: cells("<tr><td colspan=2>Villes</td></tr><tr><td>Paris</td><td>Lyon</td></tr>") });
  await d.app.until("the words", async () => /Villes[^]*Paris[^]*Lyon/.test(await d.text()));
  await d.page.getByText(/fusionnées/).first().waitFor();
  // Words stay in their columns under a cell that reaches down, and after a short first row.
  for (const [rows, table] of [
    ["<tr><td>A</td><td>B</td><td>C</td></tr><tr><td rowspan=2>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr>", [["A", "B", "C"], ["1", "2", "3"], ["", "4", "5"]]],
    ["<tr><td>Titre</td></tr><tr><td>1</td><td>2</td></tr>", [["Titre", ""], ["1", "2"]]],
  ] as const) {
    await d.write("|");
    await d.paste({ plain: "…", html: cells(rows) });
    const found = async () => (await d.text()).trim().split("\n").filter((line) => !/^[|\s-]+$/.test(line) || !line.includes("-")).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
    await d.app.until("a table", async () => (await found()).length >= 2);
    assert.deepEqual(await found(), table);
  }
});

test("Ctrl+Shift+V pastes the words alone", async (t) => {
  const d = await page.open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await d.write("|");
  await d.page.evaluate(() =>
    navigator.clipboard.write([new ClipboardItem({ "text/plain": new Blob(["Un mot gras"], { type: "text/plain" }), "text/html": new Blob(["<p>Un <b>mot</b> gras</p>"], { type: "text/html" }) })]),
  );
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.press("Control+Shift+V");
  await d.textIs("Un mot gras");
  await d.write("|");
  await d.page.keyboard.press("Control+V");
  await d.textIs("Un **mot** gras");
});

test("a subtitle file dropped on the text opens its transcription; one with no word says so", async () => {
  const d = await page.take();
  await d.write("Avant\n\n|");
  await d.drop("film.srt", "application/x-subrip", Buffer.from("1\n00:00:01,000 --> 00:00:04,000\nBonjour à toutes.\n\n2\n00:00:04,000 --> 00:00:06,000\nEt à tous.\n"));
  const dialog = d.dialog("Transcription");
  await d.app.until("the words", async () => /Bonjour à toutes\. Et à tous\./.test(await dialog.getByLabel("Texte intégral").inputValue()));
  await dialog.getByLabel("Nom de la transcription").fill("Le film");
  await dialog.getByRole("button", { name: "Insérer la transcription" }).click();
  await d.app.until("the block", async () => /(^|\n\n)\{% transcription "Le film" %\}\nBonjour à toutes\. Et à tous\.\n\{% endtranscription %\}\n/.test(await d.text()));
  await d.app.until("closed", async () => (await d.page.locator("dialog[open]").count()) === 0);
  await d.drop("vide.vtt", "text/vtt", Buffer.from("WEBVTT\n"));
  await dialog.getByRole("alert").first().waitFor();
  await d.page.keyboard.press("Escape");
});
