// What a page's size costs: the renderer's own WebAssembly, run by Node, on each
// page of a folder.
//   node bench/growth.mjs FOLDER > points.json
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const [folder, file] = process.argv.slice(2);

if (!file) {
  // A process a page: memory is not given back.
  const points = fs.readdirSync(folder).sort().map((name) => {
    const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), folder, name], { stdio: ["ignore", "pipe", "inherit"] });
    if (run.status) process.exit(run.status);
    return JSON.parse(run.stdout.toString());
  });
  console.log(JSON.stringify(points));
} else {
  console.log(JSON.stringify(await measure(fs.readFileSync(path.join(folder, file), "utf8"))));
  process.exit(0);
}

async function measure(text) {
  globalThis.require = createRequire(import.meta.url);
  (0, eval)(fs.readFileSync(path.join(web, ".build/wasm_exec.js"), "utf8"));
  const { wasm } = JSON.parse(fs.readFileSync(path.join(web, "dist/apercu-build.json"), "utf8"));
  const go = new Go();
  const ready = new Promise((resolve) => (globalThis.apercuReady = resolve));
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(path.join(web, "dist", wasm)), go.importObject);
  void go.run(instance);
  await ready;
  const renderer = globalThis.apercuRender;
  // Compiled by a page of middle size first: the engine's own start is not ours.
  renderer.open("content/blog/a.md", text.slice(0, 20_000), 1);
  for (let i = 0; i < 5; i++) {
    renderer.change(300, 300, "a", i + 2);
    renderer.update();
  }
  const start = performance.now();
  renderer.open("content/blog/b.md", text, 10);
  renderer.update();
  const first = performance.now() - start;
  const middle = text.indexOf(". ", text.length / 2) + 1 || text.length;
  const times = [];
  for (let i = 0; i < 60; i++) {
    const at = performance.now();
    renderer.change(middle + i, middle + i, "e", i + 11);
    renderer.update();
    times.push(performance.now() - at);
  }
  times.splice(0, 20);
  times.sort((a, b) => a - b);
  return { bytes: Buffer.byteLength(text), first, key: times[times.length >> 1], heap: instance.exports.mem.buffer.byteLength };
}
