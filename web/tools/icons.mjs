// Draws the PNG icons of the manifest from icons/apercu.svg: node tools/icons.mjs
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const icons = path.join(path.dirname(fileURLToPath(import.meta.url)), "../icons");
const svg = fs.readFileSync(path.join(icons, "apercu.svg"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();

/// `margin` is the share of the side left around the drawing: launchers cut
/// maskable icons to a circle of 80 %.
async function draw(name, side, margin = 0) {
  await page.setViewportSize({ width: side, height: side });
  const background = margin ? "#e3f2ec" : "transparent";
  await page.setContent(`<style>body{margin:0;background:${background}}svg{position:absolute;inset:${side * margin}px;width:${side * (1 - 2 * margin)}px}</style>${svg}`);
  await page.screenshot({ path: path.join(icons, name), omitBackground: true });
}
await draw("apercu-192.png", 192);
await draw("apercu-512.png", 512);
await draw("apercu-maskable-512.png", 512, 0.14);
await browser.close();
