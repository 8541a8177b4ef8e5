// Builds web/dist: everything that a browser needs, as static files under any
// base path. Run by `make build`; `node build.mjs --fast` compresses less.
//
//   1. Go gives the WebAssembly, its support script and the hosts of players.
//   2. esbuild bundles scripts and styles; names carry the hash of the content.
//   3. Pages, policy and manifest are filled in with those names.
//   4. The service worker gets the list of all files with their hashes, and each
//      file that shrinks by it a .br and a .gz beside it.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import * as esbuild from "esbuild";
import { shortJumps } from "./tools/jumps.mjs";
import { withoutLines } from "./tools/lines.mjs";

const web = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(web);
const work = path.join(web, ".build");
const dist = path.join(web, "dist");
const fast = process.argv.includes("--fast");

const say = (text) => console.log(`web: ${text}`);
const hash = (data, encoding = "hex") => createHash("sha256").update(data).digest(encoding);
const read = (...parts) => fs.readFileSync(path.join(...parts));

/// name → content of all that goes to dist.
const files = new Map();
const put = (name, data) => files.set(name, Buffer.from(data));

/// Adds a file under a name that carries its hash; gives the name.
function hashed(name, data) {
  const { dir, name: stem, ext } = path.posix.parse(name);
  const full = path.posix.join(dir, `${stem}-${hash(data).slice(0, 8)}${ext}`);
  put(full, data);
  return full;
}

// ── Go ────────────────────────────────────────────────────────────────────

function go(args, env = {}) {
  return execFileSync("go", args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] }).toString().trim();
}

/// Compiled without inlining, but for the runtime and what is next to it: −13 %
/// of the compressed WebAssembly, for a seventh more processor time a key (in a
/// 100 KB page 4.9 ms in place of 4.2).
const smaller = ["all=-l", "runtime/...=", "internal/...=", "sync/...="].map((flags) => `-gcflags=${flags}`);

/// go-app links net/http and TLS for its server side, which a browser never
/// runs: 0.3 MB compressed. The build takes go-app from the module cache without
/// the files of that side; nothing of it is kept in this project. Gives the
/// go.mod to build with.
function leanGoApp() {
  const name = "github.com/maxence-charriere/go-app/v10";
  const from = go(["list", "-m", "-f", "{{.Dir}}", name]);
  const to = path.join(work, "go-app");
  fs.rmSync(to, { recursive: true, force: true });
  const server = /^(http|static|resource|cache|wasm|crypto)\.go$|_test\.go$/;
  for (const folder of ["pkg/app", "pkg/errors"]) {
    fs.mkdirSync(path.join(to, folder), { recursive: true });
    for (const file of fs.readdirSync(path.join(from, folder))) {
      if (file.endsWith(".go") && !server.test(file)) fs.writeFileSync(path.join(to, folder, file), read(from, folder, file));
    }
  }
  fs.writeFileSync(path.join(to, "go.mod"), read(from, "go.mod"));
  // All addresses are our own.
  fs.writeFileSync(path.join(to, "pkg/app/resolver.go"), "package app\n\nfunc clientResourceResolver(string) func(string) string {\n\treturn func(s string) string { return s }\n}\n");
  // Nothing here is encrypted, and ciphers weigh 0.04 MB compressed.
  fs.writeFileSync(path.join(to, "pkg/app/crypto.go"), 'package app\n\nfunc encrypt(string, []byte) ([]byte, error) { panic("ciphers are left out of the browser") }\n\nvar decrypt = encrypt\n');
  const modfile = path.join(work, "go.mod");
  fs.copyFileSync(path.join(root, "go.mod"), modfile);
  fs.copyFileSync(path.join(root, "go.sum"), path.join(work, "go.sum"));
  go(["mod", "edit", `-replace=${name}=${to}`, ...standIns(), modfile]);
  return modfile;
}

/// Modules of which the program needs next to nothing, and what takes their place.
function standIns() {
  const sources = {
    // adrg/frontmatter names it among formats that app/document never asks for,
    // having a decoder of its own: 0.05 MB compressed.
    "gopkg.in/yaml.v2": 'package yaml\n\nfunc Unmarshal([]byte, interface{}) error { panic("yaml.v2 is left out of the browser") }\n',
    // go-app names devices and channels with it, which nothing here asks for. It
    // brings ciphers along (see leanGoApp).
    "github.com/google/uuid": `package uuid

import (
	"math/rand/v2"
	"strconv"
)

func NewString() string { return strconv.FormatUint(rand.Uint64(), 36) + strconv.FormatUint(rand.Uint64(), 36) }
`,
  };
  return Object.entries(sources).map(([name, source]) => {
    const to = path.join(work, path.posix.basename(name));
    fs.rmSync(to, { recursive: true, force: true });
    fs.mkdirSync(to, { recursive: true });
    fs.writeFileSync(path.join(to, "go.mod"), `module ${name}\n`);
    fs.writeFileSync(path.join(to, "standin.go"), source);
    return `-replace=${name}=${to}`;
  });
}

function buildGo() {
  fs.mkdirSync(work, { recursive: true });
  say("compiling Go to WebAssembly");
  const wasm = path.join(work, "apercu.wasm");
  const build = (extra) => go(["build", ...extra, ...smaller, "-trimpath", "-ldflags=-s -w", "-o", wasm, "./wasm"], { GOOS: "js", GOARCH: "wasm" });
  const lean = leanGoApp();
  try {
    build([`-modfile=${lean}`]);
  } catch {
    say("go-app changed: building with its server side inside (0.3 MB more)");
    build([]);
  }
  fs.copyFileSync(path.join(go(["env", "GOROOT"]), "lib/wasm/wasm_exec.js"), path.join(work, "wasm_exec.js"));
  const lines = withoutLines(read(wasm));
  if (lines) fs.writeFileSync(path.join(work, "functions.txt"), lines.names.map((name, i) => `${i.toString(36)} ${name}\n`).join(""));
  else say("Go's tables changed: building with source lines inside (0.35 MB more), see tools/lines.mjs");
  return { wasm: shortened(lines?.wasm ?? read(wasm)), frames: go(["run", "./cmd/framesources"]).split("\n").filter(Boolean) };
}

function shortened(wasm) {
  try {
    const short = shortJumps(wasm);
    if (WebAssembly.validate(short)) return short;
  } catch (error) {
    say(String(error));
  }
  say("Go's code changed: building with its long jumps (0.2 MB more), see tools/jumps.mjs");
  return wasm;
}

// ── scripts and styles ────────────────────────────────────────────────────

const common = {
  absWorkingDir: web,
  bundle: true,
  minify: true,
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  legalComments: "none",
  charset: "utf8",
  write: false,
  logLevel: "warning",
  alias: { wasm_exec: path.join(work, "wasm_exec.js") },
};

async function bundle(entry, options) {
  const result = await esbuild.build({ ...common, entryPoints: [entry], ...options });
  return result.outputFiles;
}

async function single(entry, options) {
  return (await bundle(entry, options))[0].contents;
}

// ── DSFR ──────────────────────────────────────────────────────────────────

const dsfrSource = path.join(web, "node_modules/@gouvfr/dsfr");
const dsfrVersion = JSON.parse(read(dsfrSource, "package.json")).version;
/// The version is in the address: its files may be kept for ever.
const dsfr = `dsfr/${dsfrVersion}`;

/// Styles, script and fonts under the paths that the styles refer to. Gives
/// the names that a first preview needs; the other icons and fonts are fetched,
/// and then kept, when a page uses them.
function addDsfr() {
  const needed = [];
  const add = (name) => put(`${dsfr}/${name}`, read(dsfrSource, "dist", name));
  for (const name of ["dsfr.main.min.css", "utility/utility.main.min.css", "dsfr.module.min.js"]) {
    add(name);
    needed.push(`${dsfr}/${name}`);
  }
  put(`${dsfr}/LICENSE.md`, read(dsfrSource, "LICENSE.md"));
  for (const name of fs.readdirSync(path.join(dsfrSource, "dist/fonts"))) {
    if (name.endsWith(".woff2")) add(`fonts/${name}`);
  }
  for (const name of fs.readdirSync(path.join(dsfrSource, "dist/icons"), { recursive: true })) {
    if (name.endsWith(".svg")) add(`icons/${name.replaceAll("\\", "/")}`);
  }
  for (const font of ["Regular", "Bold", "Medium", "Regular_Italic"]) needed.push(`${dsfr}/fonts/Marianne-${font}.woff2`);
  const styles = files.get(`${dsfr}/dsfr.main.min.css`).toString();
  for (const [, name] of styles.matchAll(/url\((icons\/[^)]+\.svg)\)/g)) needed.push(`${dsfr}/${name}`);
  needed.push(...themeIcons());
  return new Set(needed);
}

/// Icons that the built-in theme prints ("fr-icon-time-fill").
function themeIcons() {
  const theme = path.join(root, "app/theme/files");
  const texts = fs.readdirSync(theme, { recursive: true }).filter((name) => name.endsWith(".njk")).map((name) => read(theme, name).toString());
  const used = new Set(texts.join("\n").match(/fr-icon-[a-z0-9-]+/g));
  const styles = files.get(`${dsfr}/utility/utility.main.min.css`).toString();
  const names = [];
  for (const [, selectors, icon] of styles.matchAll(/([^{}]+)\{[^{}]*url\(\.\.\/(icons\/[^)]+\.svg)\)/g)) {
    if (selectors.match(/fr-icon-[a-z0-9-]+/g)?.some((name) => used.has(name))) names.push(`${dsfr}/${icon}`);
  }
  return names;
}

// ── policies ──────────────────────────────────────────────────────────────

/// Policy of the application's pages.
const applicationPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "form-action 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self' https:",
].join("; ");

/// Policy of the preview frame. Scripts are allowed by their hash, which does not
/// depend on the host, and never 'self': a nested document could otherwise run
/// any script of the origin. Styles in attributes belong to what pages show.
function previewPolicy(scripts, frames, remoteImages) {
  return [
    "default-src 'none'",
    `script-src ${scripts.map((s) => `'sha256-${s}'`).join(" ")}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' blob: data:${remoteImages ? " https:" : ""}`,
    `media-src 'self' blob:${remoteImages ? " https:" : ""}`,
    "font-src 'self'",
    `frame-src ${frames.join(" ")}`,
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/// Fills {{name}}; an unknown name is a mistake of ours.
function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`nothing for {{${name}}}`);
    return values[name];
  });
}

// ── the pages ─────────────────────────────────────────────────────────────

function addPages({ boot, style, wasm, preview, previewStyle, audit, frames, chunks }) {
  const shell = read(web, "index.html").toString();
  const page = (up) => {
    let html = shell
      .replace(/src="boot\.js"/, `src="${up}${boot}"`)
      .replace(/href="styles\/app\.css"/, `href="${up}${style}"`)
      .replace(/href="icons\//g, `href="${up}icons/`)
      .replace(/src="preview\.html"/, `src="${up}preview.html"`)
      .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, `$1${applicationPolicy}`);
    const links = [
      `<link rel="manifest" href="${up}manifest.webmanifest">`,
      `<link rel="preload" href="${up}${wasm}" as="fetch" crossorigin>`,
      ...chunks.map((c) => `<link rel="modulepreload" href="${up}${c}">`),
    ];
    return html.replace("</head>", `${links.join("\n")}\n</head>`);
  };
  if (page("").includes('"boot.js"')) throw new Error("index.html: no boot.js");
  put("index.html", page(""));
  // The same page where hosts look for "/view" and "/view/".
  const view = (html) => html.replace("<body>", '<body data-route="view" data-view="opening">');
  const script = [...files.keys()].find((name) => /^assets\/view-\w+\.js$/.test(name));
  const early = (html, up) => view(html).replace("</head>", `<link rel="modulepreload" href="${up}${script}">\n</head>`);
  put("view.html", early(page(""), ""));
  put("view/index.html", early(page("../"), "../"));

  const dsfrScript = `${dsfr}/dsfr.module.min.js`;
  const scripts = [preview, dsfrScript, audit].map((name) => hash(files.get(name), "base64"));
  for (const remote of [false, true]) {
    put(
      remote ? "preview-remote.html" : "preview.html",
      fill(read(web, "preview/preview.html").toString(), {
        remote: remote ? "yes" : "no",
        csp: previewPolicy(scripts, frames, remote),
        dsfrMain: `${dsfr}/dsfr.main.min.css`,
        dsfrUtility: `${dsfr}/utility/utility.main.min.css`,
        style: previewStyle,
        script: preview,
        scriptHash: `sha256-${scripts[0]}`,
        dsfrScript,
        dsfrScriptHash: `sha256-${scripts[1]}`,
      }),
    );
  }
  put("site.json", '{"pack":null}\n');
}

const manifest = {
  id: "./",
  name: "Aperçu",
  short_name: "Aperçu",
  description: "La page telle qu’elle sera publiée, pendant que vous l’écrivez.",
  lang: "fr",
  dir: "ltr",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#f4f6f5",
  theme_color: "#0a7a5c",
  categories: ["productivity", "utilities"],
  icons: [
    { src: "icons/apercu.svg", sizes: "any", type: "image/svg+xml" },
    { src: "icons/apercu-192.png", sizes: "192x192", type: "image/png" },
    { src: "icons/apercu-512.png", sizes: "512x512", type: "image/png" },
    { src: "icons/apercu-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
  shortcuts: [{ name: "Nouvelle page", url: "./?new" }],
  file_handlers: [{ action: "./", accept: { "text/markdown": [".md"] } }],
};

function addIcons() {
  const icons = path.join(web, "icons");
  for (const name of fs.readdirSync(icons)) put(`icons/${name}`, read(icons, name));
  manifest.icons = manifest.icons.filter((icon) => files.has(icon.src));
  put("manifest.webmanifest", JSON.stringify(manifest, null, 2) + "\n");
}

// ── compression ───────────────────────────────────────────────────────────

const compressible = /\.(html|css|js|json|webmanifest|svg|wasm|md)$/;
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/// Compressed forms by the hash of the content, kept from build to build.
async function compressed(data, kind) {
  const cache = path.join(work, "compressed", `${hash(data)}${fast ? "-fast" : ""}.${kind}`);
  if (fs.existsSync(cache)) return fs.readFileSync(cache);
  const quality = { [zlib.constants.BROTLI_PARAM_QUALITY]: fast ? 5 : 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 24, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: data.length };
  const out = kind === "br" ? await brotli(data, { params: quality }) : await gzip(data, { level: fast ? 5 : 9 });
  fs.mkdirSync(path.dirname(cache), { recursive: true });
  fs.writeFileSync(cache, out);
  return out;
}

async function addCompressed() {
  const names = [...files.keys()].filter((name) => compressible.test(name) && files.get(name).length > 1400);
  for (const name of names) {
    const data = files.get(name);
    const [br, gz] = await Promise.all([compressed(data, "br"), compressed(data, "gz")]);
    if (br.length < data.length * 0.95) put(`${name}.br`, br);
    if (gz.length < data.length * 0.95) put(`${name}.gz`, gz);
  }
}

// ── all together ──────────────────────────────────────────────────────────

async function main() {
  const { wasm, frames } = buildGo();
  say("bundling scripts and styles");
  const needed = addDsfr();
  addIcons();
  const asset = (name, data) => hashed(`assets/${name}`, data);
  const wasmName = asset("apercu.wasm", wasm);
  const worker = asset("worker.js", await single("editor/worker.ts", { format: "iife" }));
  // Loaded on demand, so it is not among the assets that a first visit fetches.
  const audit = hashed("tools/audit.js", await single("preview/audit.ts", { format: "iife" }));
  const auditHash = `sha256-${hash(files.get(audit), "base64")}`;
  const built = { worker, wasm: wasmName, wasmBytes: wasm.length, audit, auditHash };
  const define = { BUILD: JSON.stringify({ id: "", ...built }) };

  const style = asset("app.css", await single("styles/app.css", { external: ["*.svg", "*.png"] }));
  const previewStyle = asset("preview.css", await single("preview/preview.css", {}));
  const preview = asset("preview.js", await single("preview/preview.ts", { format: "esm", define: { FRAME_SOURCES: JSON.stringify(frames) } }));
  const repair = asset("repair.js", await single("sw/repair.ts", { format: "iife" }));

  // The build's name: what all of its parts are. boot.js and its chunks follow from
  // their sources, which esbuild hashes with this name inside.
  const sources = await bundle("editor/boot.ts", { format: "esm", define, splitting: true, outdir: "out" });
  const id = hash([wasmName, worker, style, preview, previewStyle, ...sources.map((f) => f.hash)].join()).slice(0, 10);
  define.BUILD = JSON.stringify({ id, ...built });
  const outputs = await bundle("editor/boot.ts", { format: "esm", define, splitting: true, outdir: path.join(web, "out"), entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]", metafile: false });
  let boot = "";
  const chunks = [];
  for (const output of outputs) {
    const name = `assets/${path.basename(output.path)}`;
    put(name, output.contents);
    if (path.basename(name).startsWith("boot-")) boot = name;
    else chunks.push(name);
  }
  const eager = chunks.filter((name) => files.get(boot).toString().includes(`from"./${path.basename(name)}"`));

  addPages({ boot, style, wasm: wasmName, preview, previewStyle, audit, frames, chunks: eager });
  put("404.html", fill(read(web, "sw/404.html").toString(), { base: "/", script: repair }));

  const always = /^(index\.html|view\.html|view\/index\.html|preview\.html|preview-remote\.html|manifest\.webmanifest|icons\/|assets\/)/;
  const precache = [...files.keys()].filter((name) => always.test(name) || needed.has(name)).filter((name) => name !== repair);
  const list = precache.sort().map((name) => [name, hash(files.get(name), "base64")]);
  const swId = hash(JSON.stringify(list)).slice(0, 10);
  put("sw.js", await single("sw/sw.ts", { format: "iife", define: { PRECACHE: JSON.stringify({ id: swId, files: list }) } }));

  say(fast ? "compressing, fast" : "compressing (the first time takes half a minute)");
  await addCompressed();
  put("apercu-build.json", JSON.stringify(report({ id, swId, wasmName, boot, repair, precache, frames }), null, 2) + "\n");
  write();
}

/// What was built: for `apercu serve`, for tests and for the benchmark.
function report({ id, swId, wasmName, boot, repair, precache }) {
  const bytes = (name) => (files.get(`${name}.br`) ?? files.get(name)).length;
  return {
    id,
    serviceWorker: swId,
    dsfr: dsfrVersion,
    wasm: wasmName,
    boot,
    repair,
    policy: applicationPolicy,
    files: Object.fromEntries(precache.map((name) => [name, { bytes: files.get(name).length, transfer: bytes(name) }])),
    firstVisit: precache.reduce((sum, name) => sum + bytes(name), 0),
  };
}

/// Replaces dist by `files`, README.md (the stand-in of a clean clone) aside.
function write() {
  fs.mkdirSync(dist, { recursive: true });
  for (const name of fs.readdirSync(dist)) {
    if (name !== "README.md") fs.rmSync(path.join(dist, name), { recursive: true });
  }
  for (const [name, data] of files) {
    const target = path.join(dist, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, data);
  }
  const built = JSON.parse(files.get("apercu-build.json"));
  const kB = (n) => `${(n / 1000).toFixed(0)} kB`;
  say(`${files.size} files; first visit ${kB(built.firstVisit)} compressed, of which WebAssembly ${kB(built.files[built.wasm].transfer)}${fast ? " (fast compression)" : ""}`);
}

await main();
