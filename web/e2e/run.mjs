// Compiles the browser tests and runs them with Node's test runner:
//   node e2e/run.mjs [name…]      all, or the files whose names contain one of these
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "../.build/e2e");
const wanted = process.argv.slice(2).filter((a) => !a.startsWith("-"));
const flags = process.argv.slice(2).filter((a) => a.startsWith("-"));
const tests = fs
  .readdirSync(here)
  .filter((name) => name.endsWith(".test.ts"))
  .filter((name) => wanted.length === 0 || wanted.some((w) => name.includes(w)));

fs.rmSync(out, { recursive: true, force: true });
await esbuild.build({
  entryPoints: tests.map((name) => path.join(here, name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
});
const files = tests.map((name) => path.join(out, name.replace(/\.ts$/, ".mjs")));
const passes = (file) => spawnSync(process.execPath, ["--enable-source-maps", "--test", ...flags, file], { stdio: "inherit" }).status === 0;
// A browser on a busy machine stumbles now and then: what failed has two more
// tries, from scratch, and all are in the log.
const tries = 3;
let failed = files.filter((file) => !passes(file));
const again = failed.map((file) => path.basename(file, ".test.mjs"));
for (let i = 1; i < tries && failed.length; i++) {
  failed = failed.filter((file) => {
    console.log(`── again: ${path.basename(file)}`);
    return !passes(file);
  });
}
console.log(`── journeys: ${files.length} files, ${again.length} tried again${again.length ? ` (${again.join(", ")})` : ""}, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
