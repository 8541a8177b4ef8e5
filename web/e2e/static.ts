// A host of static files for tests, as plain as hosts come: it knows no
// compressed forms, no headers and no routes, and sends 404.html for the rest.

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import type { TestContext } from "node:test";
import { binary, type Server } from "./harness";

const types: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/// Serves `folder` under `base`. Files may change while it serves.
export async function serveFolder(folder: string, base: string): Promise<Server> {
  const server = http.createServer((request, response) => {
    const pathname = decodeURIComponent(new URL(request.url!, "http://x").pathname);
    let file = pathname.startsWith(base) ? path.join(folder, pathname.slice(base.length) || "index.html") : "";
    if (file && !path.extname(file) && fs.existsSync(`${file}.html`)) file += ".html";
    const found = file !== "" && fs.existsSync(file) && fs.statSync(file).isFile();
    if (!found) file = path.join(folder, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": types[path.extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" });
    response.end(fs.readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/// The editor as static files under /sub/, in a folder of its own, for one test.
export async function host(t: TestContext): Promise<{ server: Server; folder: string }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-"));
  execFileSync(binary, ["build", "--out", folder, "--base", "/sub/"], { stdio: "ignore" });
  const server = await serveFolder(folder, "/sub/");
  t.after(async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true });
  });
  return { server, folder };
}
