// Videos and transcriptions: any address in, a shortcode out, edited in place.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shared } from "./ui-kit";

const page = shared();

test("any form of a video's address becomes its shortcode", async () => {
  const d = await page.take();
  for (const [address, tag] of [
    ["https://www.dailymotion.com/video/x9fznfq", '{% dailymotion "x9fznfq" %}'],
    ["https://dai.ly/x9fznfq", '{% dailymotion "x9fznfq" %}'],
    ['<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0" width="560"></iframe>', '{% youtube "dQw4w9WgXcQ" %}'],
  ] as const) {
    await d.write("Avant|");
    await d.tool("Vidéo").click();
    await d.dialog("Vidéo").getByLabel("Adresse, identifiant").fill(address);
    await d.page.getByText(/Vidéo (Dailymotion|YouTube) reconnue/).waitFor();
    await d.button("Insérer la vidéo").click();
    await d.textIs(`Avant\n\n${tag}\n`);
  }
});

test("what is no video stays in the field, is explained, and inserts nothing", async () => {
  const d = await page.take();
  await d.write("Avant|");
  await d.tool("Vidéo").click();
  const dialog = d.dialog("Vidéo");
  await dialog.getByLabel("Adresse, identifiant").fill("https://exemple.fr/film");
  await dialog.getByText("n’est pas reconnue").waitFor();
  await dialog.getByRole("button", { name: "Insérer la vidéo" }).click({ force: true });
  assert.equal(await dialog.getByLabel("Adresse, identifiant").inputValue(), "https://exemple.fr/film");
  await d.page.keyboard.press("Escape");
  await d.textIs("Avant");
});

test("an existing video is edited in place: whitespace control, blanks and quotes stay", async () => {
  const d = await page.take();
  await d.write("Avant\n\n{%-  dailymotion 'x9f|znfq' , \"Titre\"  -%}\n\nAprès");
  await d.tool("Vidéo").click();
  const dialog = d.dialog("Modifier la vidéo");
  assert.equal(await dialog.getByLabel("Adresse, identifiant").inputValue(), "x9fznfq");
  assert.equal(await dialog.getByLabel("Titre de la vidéo").inputValue(), "Titre");
  await dialog.getByLabel("Adresse, identifiant").fill("https://dai.ly/x8abcde");
  await dialog.getByRole("button", { name: "Modifier" }).click();
  await d.textIs("Avant\n\n{%-  dailymotion 'x8abcde' , \"Titre\"  -%}\n\nAprès");
  await d.undo();
  await d.textIs("Avant\n\n{%-  dailymotion 'x9fznfq' , \"Titre\"  -%}\n\nAprès");
});

const subtitles = `WEBVTT

00:00:01.000 --> 00:00:04.000
<v Camille Renard>Bonjour et bienvenue dans ce parcours.

00:00:05.000 --> 00:00:08.000
<v Camille Renard>Il comprend quatre modules.

00:00:09.000 --> 00:00:12.000
<v Idris Morel>Merci, commençons tout de suite.
`;

test("a subtitle file becomes a transcription, without a time code or a tag", async () => {
  const d = await page.take();
  await d.write('{% dailymotion "x9fznfq" %}\n\n|');
  await d.tool("Transcription").click();
  const dialog = d.dialog("Transcription");
  await d.page.locator("#choose-subtitles").setInputFiles({ name: "video.vtt", mimeType: "text/vtt", buffer: Buffer.from(subtitles) });
  await dialog.getByText("video.vtt").waitFor();
  await dialog.getByText("Camille Renard, Idris Morel").waitFor();
  await dialog.getByLabel("Nom de la transcription").fill("Présentation");
  await dialog.getByRole("button", { name: "Insérer la transcription" }).click();
  await d.app.until("the transcription", async () => (await d.text()).includes("{% endtranscription %}"));
  const text = await d.text();
  assert.match(text, /\{% dailymotion "x9fznfq" %\}\n\n\{% transcription "Présentation" %\}\n/);
  assert.match(text, /Camille Renard[^]*Bonjour et bienvenue[^]*Idris Morel[^]*commençons/);
  assert.doesNotMatch(text, /-->|00:00|WEBVTT|<v/);
});

test("a short transcription looks like a summary: said, not refused", async () => {
  const d = await page.take();
  await d.write("|");
  await d.tool("Transcription").click();
  const dialog = d.dialog("Transcription");
  await dialog.getByLabel("Texte intégral").fill("La directrice présente le parcours.");
  await dialog.getByText("ressemble à un résumé").waitFor();
  await dialog.getByRole("button", { name: "Insérer la transcription" }).click();
  await d.textIs("{% transcription %}\nLa directrice présente le parcours.\n{% endtranscription %}\n");
});

test("a file with no word in it says so and leaves the field", async () => {
  const d = await page.take();
  await d.write("|");
  await d.tool("Transcription").click();
  const dialog = d.dialog("Transcription");
  await dialog.getByLabel("Texte intégral").fill("Déjà là.");
  await d.page.locator("#choose-subtitles").setInputFiles({ name: "vide.vtt", mimeType: "text/vtt", buffer: Buffer.from("WEBVTT\n\n") });
  await dialog.getByRole("alert").first().waitFor();
  assert.equal(await dialog.getByLabel("Texte intégral").inputValue(), "Déjà là.");
});

test("a long transcription opens folded, its fold says how many lines, and unfolds", async () => {
  const d = await page.take();
  const lines = Array.from({ length: 14 }, (_, i) => `Réplique ${i + 1}.`).join("\n");
  await d.open("podcast.md", `---\ntitle: Podcast\n---\n{% transcription "Podcast" %}\n${lines}\n{% endtranscription %}\n`);
  const fold = d.page.locator(".cm-foldPlaceholder");
  await fold.waitFor();
  assert.equal(await fold.textContent(), "… 14 lignes");
  await fold.click();
  await d.page.locator(".cm-line", { hasText: "Réplique 7." }).waitFor();
});
