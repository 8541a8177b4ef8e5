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
const failed = files.filter((file) => !passes(file));
// A browser on a busy machine stumbles now and then: what failed has one more
// try, from scratch, and both are in the log.
const lost = failed.filter((file) => {
  console.log(`── again: ${path.basename(file)}`);
  return !passes(file);
});
console.log(`── journeys: ${files.length} files, ${failed.length} tried twice${failed.length ? ` (${failed.map((f) => path.basename(f, ".test.mjs")).join(", ")})` : ""}, ${lost.length} failed`);
process.exit(lost.length ? 1 : 0);
