// Images that are pasted, dropped or chosen: described or decorative, lighter in
// WebP when that is so, shown at once, and given away with the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness";
import { shared, type Desk } from "./ui-kit";

const page = shared();

/// A picture made by the browser: colours that change softly, or noise.
async function picture(d: Desk, type: string, { width = 800, noise = false, quality = 0.9 } = {}): Promise<Buffer> {
  const data = await d.page.evaluate(
    async ({ type, width, noise, quality }) => {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = width / 2;
      const draw = canvas.getContext("2d")!;
      const pixels = draw.createImageData(canvas.width, canvas.height);
      let seed = 1;
      for (let i = 0; i < pixels.data.length; i += 4) {
        const [x, y] = [(i / 4) % canvas.width, Math.floor(i / 4 / canvas.width)];
        seed = (seed * 1103515245 + 12345) % 2147483648;
        const value = noise ? seed % 256 : (Math.sin(x / 40) + Math.cos(y / 30)) * 60 + 128 + (seed % 12);
        pixels.data.set([value, 255 - value, x % 256, 255], i);
      }
      draw.putImageData(pixels, 0, 0);
      const blob = await new Promise<Blob>((resolve) => canvas.toBlob((b) => resolve(b!), type, quality));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { type, width, noise, quality },
  );
  return Buffer.from(data);
}

/// Pastes an image as a browser does: with no text, under the name image.png.
async function paste(d: Desk, data: Buffer, type = "image/png"): Promise<void> {
  await d.page.locator(".cm-content").evaluate(
    (element, { data, type }) => {
      const clipboard = new DataTransfer();
      clipboard.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], `image.${type.slice(6).replace(/jpeg/, "jpg").replace(/svg.*/, "svg")}`, { type }));
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
    },
    { data: data.toString("base64"), type },
  );
}

const path = (d: Desk) => d.dialog("Image").getByLabel("Chemin dans le site").inputValue();
const closed = (d: Desk) => until("the dialog closed", async () => (await d.page.locator("dialog[open]").count()) === 0);

/// What the preview shows for each of its images: type and bytes.
const shown = (d: Desk) =>
  d.app.preview.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll("main img")]
        .map((image) => (image as HTMLImageElement).src)
        .filter((src) => src.startsWith("blob:"))
        .map((src) => new Promise<string>((resolve) => {
          const image = new Image();
          image.onload = () => resolve(`${image.naturalWidth}x${image.naturalHeight}`);
          image.onerror = () => resolve("broken");
          image.src = src;
        })),
    ),
  );

/// Name and bytes of each file of the exported zip (stored, not compressed).
async function exported(d: Desk): Promise<Map<string, Buffer>> {
  await d.run("export");
  const [download] = await Promise.all([d.page.waitForEvent("download"), d.dialog("Exporter").getByRole("button", { name: "Page et images (.zip)" }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const zip = Buffer.concat(chunks);
  const files = new Map<string, Buffer>();
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name, extra] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
    const data = at + 30 + name + extra;
    files.set(zip.subarray(at + 30, at + 30 + name).toString(), zip.subarray(data, data + size));
    at = data + size;
  }
  return files;
}

test("a pasted image: lighter in WebP, described, shown at once, and in the export; the next one has another name", async (t) => {
  const d = await page.open(t);
  await d.app.ready();
  await d.write("Avant\n\n|");
  const png = await picture(d, "image/png");
  await paste(d, png);
  const dialog = d.dialog("Image");
  const webp = dialog.getByRole("radio", { name: /WebP allégé/ });
  await webp.waitFor();
  assert.equal(await webp.isChecked(), true);
  await until("a path in WebP", async () => (await path(d)) === "./image.webp");
  await dialog.getByLabel("Texte alternatif").fill("Le circuit");
  await dialog.getByRole("button", { name: "Insérer l’image" }).click();
  await d.textIs("Avant\n\n![Le circuit](./image.webp)");
  await until("the image from memory", async () => (await shown(d)).join() === "800x400");

  await closed(d);
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.press("Control+End");
  await paste(d, png);
  await webp.waitFor();
  await until("another name", async () => (await path(d)) === "./image-2.webp");
  await dialog.getByRole("radio", { name: /est décorative/ }).check();
  await dialog.getByRole("button", { name: "Insérer l’image" }).click();
  await d.textIs("Avant\n\n![Le circuit](./image.webp)![](./image-2.webp)");
  await closed(d);

  const files = await exported(d);
  const image = [...files].find(([name]) => /(^|\/)image\.webp$/.test(name));
  assert.ok(image, [...files.keys()].join());
  assert.equal(image[1].subarray(8, 12).toString(), "WEBP");
  assert.ok(image[1].length < png.length, `${image[1].length} of ${png.length} bytes`);
  assert.ok([...files.keys()].some((name) => name.endsWith("image-2.webp")));
});

test("the original on demand, byte for byte, in the folder of the page's other images", async (t) => {
  const d = await page.open(t);
  await d.write("![Une autre](/img/actus/une.png)\n\n|");
  const jpeg = await picture(d, "image/jpeg", { width: 2400, quality: 0.98 });
  await d.drop("Été à Paris.JPG", "image/jpeg", jpeg);
  const dialog = d.dialog("Image");
  const webp = dialog.getByRole("radio", { name: /WebP allégé/ });
  await webp.waitFor();
  assert.match((await dialog.locator("label", { hasText: "WebP allégé" }).textContent())!, /1600 × 800 px/, "twice the column of a page at most");
  await dialog.getByRole("radio", { name: /Original/ }).check();
  await until("its own ending", async () => (await path(d)) === "/img/actus/ete-a-paris.jpg");
  await dialog.getByLabel("Chemin dans le site").fill("/img/paris.jpg");
  await dialog.getByLabel("Texte alternatif").fill("Paris");
  await dialog.getByRole("button", { name: "Insérer l’image" }).click();
  await until("the image", async () => /!\[Paris\]\(\/img\/paris\.jpg\)/.test(await d.text()));
  await closed(d);
  assert.deepEqual((await exported(d)).get("img/paris.jpg"), jpeg);
  await d.undo();
  await d.textIs("![Une autre](/img/actus/une.png)\n\n");
});

test("no copy is offered that would be heavier, nor of what moves or is drawn", async (t) => {
  const d = await page.open(t);
  const dialog = d.dialog("Image");
  const noise = await picture(d, "image/jpeg", { width: 400, noise: true, quality: 0.3 });
  const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0h40v40z"/></svg>');
  for (const [data, type, name] of [[noise, "image/jpeg", "image.jpg"], [gif, "image/gif", "image.gif"], [svg, "image/svg+xml", "image.svg"]] as const) {
    await d.write("|");
    await paste(d, data, type);
    await dialog.getByText("Gardée telle quelle").waitFor();
    let now = "";
    await until(`the path of ${name}`, async () => (now = await path(d)) === `./${name}`).catch((error: Error) => assert.fail(`${error.message}: ${now}`));
    await dialog.getByLabel("Texte alternatif").fill("Une image");
    await dialog.getByRole("button", { name: "Insérer l’image" }).click();
    await d.textIs(`![Une image](./${name})`);
    await closed(d);
    assert.deepEqual([...(await exported(d))].find(([file]) => file.endsWith(name))?.[1], data, `${name} as it was`);
  }
});

test("given up, nothing is inserted; and with no answer about the alternative neither", async (t) => {
  const d = await page.open(t);
  await d.write("Texte|");
  await paste(d, await picture(d, "image/png", { width: 100 }));
  const dialog = d.dialog("Image");
  // The button waits for an answer and says for which: Enter does what it does.
  await dialog.getByRole("button", { name: "Insérer l’image" }).focus();
  await d.page.keyboard.press("Enter");
  await until("the focus on the missing alternative", () => d.page.evaluate(() => document.activeElement?.id === "d-alt"));
  await d.page.keyboard.press("Escape");
  await closed(d);
  await d.textIs("Texte");
});

test("where the browser keeps nothing, the image shows and its fate is said", async (t) => {
  const d = await page.open(t);
  await d.app.context.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor({ timeout: 30_000 });
  await d.app.ready();
  await d.write("|");
  await paste(d, await picture(d, "image/png", { width: 100 }));
  await d.dialog("Image").getByLabel("Texte alternatif").fill("Une image");
  await d.dialog("Image").getByRole("button", { name: "Insérer l’image" }).click();
  await d.page.getByText("n’est gardée que jusqu’à la fermeture de cet onglet").waitFor();
  await until("the image from memory", async () => (await shown(d)).join() === "100x50");
});
