// The browser's part of `make bench`, called by cmd/bench:
//   node bench/run.mjs PAGES OUT.json [--quick] [--only=name,name]
// PAGES is a folder of page-N.md, N in KB. Progress goes to standard error.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "../.build/bench");
fs.mkdirSync(out, { recursive: true });

await esbuild.build({
  entryPoints: [path.join(here, "browser.ts")],
  outfile: path.join(out, "browser.mjs"),
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
});
await esbuild.build({
  entryPoints: [path.join(here, "peer.ts")],
  outfile: path.join(out, "peer.js"),
  bundle: true,
  minify: true,
  format: "iife",
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  loader: { ".njk": "text" },
  logLevel: "error",
});
fs.copyFileSync(path.join(here, "peer.html"), path.join(out, "peer.html"));
fs.copyFileSync(path.join(here, "../node_modules/@gouvfr/dsfr/dist/dsfr.main.min.css"), path.join(out, "dsfr.css"));

const run = spawnSync(process.execPath, [path.join(out, "browser.mjs"), ...process.argv.slice(2)], { stdio: ["ignore", "inherit", "inherit"] });
process.exit(run.status ?? 1);
