// The pictures of the README, from the editor's sample page: make screenshots.
// They go to web/screenshots.

import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const out = path.join(web, "screenshots");
fs.mkdirSync(out, { recursive: true });

const server = spawn(process.env.APERCU_BIN ?? path.join(web, "../bin/apercu"), ["serve", "--addr", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
const url = await new Promise((resolve, reject) => {
  server.stderr.on("data", (chunk) => {
    const found = /http:\/\/[\d.:]+\//.exec(chunk.toString());
    if (found) resolve(found[0]);
  });
  server.once("exit", reject);
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

async function shoot(name, options) {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(url);
  const end = Date.now() + 60_000;
  while (!(await page.evaluate(() => performance.getEntriesByName("apercu:ready").length > 0 && document.fonts.status === "loaded"))) {
    if (Date.now() > end) throw new Error(`${name}: no preview`);
    await page.waitForTimeout(100);
  }
  await page.waitForTimeout(1500); // the interface settles: panels, fonts of the frame
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  console.log(`web/screenshots/${name}.png`);
  await context.close();
}

try {
  await shoot("editor", { viewport: { width: 1440, height: 900 } });
  await shoot("editor-dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  await shoot("phone", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
} finally {
  await browser.close();
  server.kill("SIGINT");
}
