// This file is the review page of a link: read-only, for whoever received it.
// It asks the renderer what the link holds, shows it in the preview frame, says
// what is wrong with it, compares it with another version, takes comments.
//
// A link is hostile until proven otherwise: what it carries goes to the frame,
// which sanitises it, or to go-app as text. It is stored only when the reader
// asks for a copy; drafts of this browser are never read nor changed. The only
// requests are for public files that the link names (remote.ts).
import { ask, type CompareAnswer, type LinkAnswer, type SharedDocument } from "./ask";
import type { Block, Patch, PreviewKey, Shell, ViewEvent } from "./bridge";
import { Ear } from "./ear";
import { download, maxBytes, mebibytes } from "./files";
import { Images } from "./images";
import { folderOfPack } from "./pack";
import { listen } from "./menu";
import { applyPrefs, getPrefs, onPrefs, setPrefs, shownTheme, type Prefs } from "./prefs";
import { fetchPublic, isForge } from "./remote";
import { Comments, copy } from "./review";
import { lang, t } from "./strings";

/// `settled` is called when it is known what the link holds.
export function mountView(shell: Shell, settled: () => void): void {
  document.body.dataset.route = "view";
  applyPrefs();
  new View(shell, settled).start();
}

const nothing: ViewEvent = {
  type: "view", state: "opening", title: "", note: "", author: "", path: "", created: 0, truncated: false, received: 0, expected: 0,
  url: "", problem: "", status: 0, comparable: false, showing: "page", changes: [], current: -1, unsent: false,
};

class View {
  private readonly ear: Ear;
  private readonly comments: Comments;
  private readonly images: Images;
  private event: ViewEvent = { ...nothing };
  /// What is shown; null when nothing is.
  private document: SharedDocument | null = null;
  /// The other version: the public base of the link, or a file of the reader's.
  private before: { text: string; url: string } | null = null;
  private link: LinkAnswer | null = null;
  /// Fetches once the reader agreed.
  private agreed: (() => Promise<void>) | null = null;
  private turn = 0;
  private painted: () => void = () => {};

  constructor(
    private readonly shell: Shell,
    private readonly settled: () => void,
  ) {
    this.ear = new Ear((command, args) => this.run(command, args));
    window.apercu = this.ear.door;
    this.comments = new Comments(shell.preview, (event) => this.ear.tell(event), () => this.say({ unsent: this.comments.unsent }));
    // A link carries no image: an address of the page's own site is answered by the
    // site that the host serves, or "none".
    this.images = new Images(shell.preview);
    void shell.site.then(async (pack) => {
      if (pack) shell.engine.setSite(pack);
      this.images.setSite(pack && (await folderOfPack("", pack)));
    });
  }

  start(): void {
    const { engine, preview } = this.shell;
    listen((command, args) => this.run(command, args));
    onPrefs((prefs) => this.showPrefs(prefs));
    const wait = document.getElementById("preview-wait");
    engine.on((event) => {
      if (event.type === "patch") {
        wait?.remove();
        this.painted();
        // The site's pack arrived meanwhile: the differences are shown again.
        if (this.event.showing === "differences" && event.reset) void this.compare();
      } else if (event.type === "state" && event.state === "failed") {
        this.say({ state: "stopped" });
        wait?.remove();
      }
    });
    preview.on((message) => {
      if (message.type === "preview-key") this.key(message, () => undefined);
    });
    document.addEventListener("keydown", (event) => {
      const { key, code, ctrlKey: ctrl, metaKey: meta, shiftKey: shift, altKey: alt } = event;
      this.key({ type: "preview-key", key, code, ctrl, meta, shift, alt }, () => event.preventDefault());
    });
    this.listenToFiles();
    this.ear.tell({ type: "world", engine: "ready", percent: 100, online: navigator.onLine, offlineReady: false, update: false, build: this.shell.build });
    addEventListener("hashchange", () => void this.open());
    addEventListener("beforeunload", (event) => {
      if (this.comments.unsent) event.preventDefault();
    });
    void this.open();
  }

  // ───────────────────────── the link ─────────────────────────

  private async open(): Promise<void> {
    const turn = ++this.turn;
    this.document = this.before = this.link = this.agreed = null;
    this.shell.preview.forget();
    this.event = { ...nothing };
    this.say({});
    const input = location.hash || location.search;
    const link = await ask(this.shell.engine, "decodeLink", { input }).catch(() => null);
    if (turn !== this.turn || !link) return;
    this.link = link;
    const { received, expected, truncated } = link;
    this.say({ received, expected, truncated });
    switch (link.kind) {
      case "none":
        return this.nothing("none");
      case "newer":
        return this.nothing("newer");
      case "document":
        if (link.damaged || (link.truncated && !link.document!.text)) return this.nothing("damaged");
        return this.show(link.document!);
      case "patch":
        if (link.damaged || link.truncated) return this.nothing("damaged");
        return this.needs(link.urls![0]!, isForge(link.urls![0]!), () => this.openPatch(link.urls![0]!, turn));
      case "remote":
        return this.needs(link.urls![0]!, true, () => this.openRemote(link.urls!, turn));
      case "compare":
        return this.needs(link.urls![1]!, true, () => this.openRemote(link.urls!, turn));
    }
  }

  /// Fetches at once what the address bar names, and what lies on a public
  /// forge; a patch hides its address, so the reader agrees to any other host.
  private async needs(url: string, atOnce: boolean, fetch: () => Promise<void>): Promise<void> {
    this.say({ url });
    if (!/^https:/i.test(url)) return this.nothing("base-missing");
    this.agreed = fetch;
    if (atOnce) await fetch();
    else this.nothing("asking");
  }

  private async openRemote(urls: string[], turn: number): Promise<void> {
    this.say({ state: "fetching" });
    const answers = await Promise.all(urls.map((url) => fetchPublic(url)));
    if (turn !== this.turn) return;
    for (const answer of answers) {
      if ("problem" in answer) {
        this.say({ url: answer.url, problem: answer.problem, status: answer.status });
        return this.nothing("remote");
      }
    }
    const texts = answers.map((answer) => ("text" in answer ? answer.text : ""));
    const last = urls.at(-1)!;
    if (urls.length > 1) this.setBefore(texts[0]!, urls[0]!);
    await this.show({ path: pathOf(last), author: "", note: "", site: "", created: 0, text: texts.at(-1)!, comments: [] });
    if (urls.length > 1) await this.compare();
  }

  private async openPatch(url: string, turn: number): Promise<void> {
    this.say({ state: "fetching" });
    const answer = await fetchPublic(url);
    if (turn !== this.turn) return;
    if ("problem" in answer) {
      this.say({ problem: answer.problem, status: answer.status });
      return this.nothing("base-missing");
    }
    await this.patch(answer.text, url);
  }

  private async patch(baseText: string, url: string): Promise<void> {
    const { document, problem } = await ask(this.shell.engine, "applyPatch", { input: location.hash || location.search, baseText });
    if (problem === "damaged") return this.nothing("damaged");
    if (!document) return this.nothing("base-changed");
    this.setBefore(baseText, url);
    await this.show(document);
  }

  private setBefore(text: string, url: string): void {
    this.before = { text, url };
    this.say({ comparable: true });
  }

  private async show(shared: SharedDocument): Promise<void> {
    this.document = shared;
    const drawn = this.render();
    const fields = await ask(this.shell.engine, "fields", {});
    const title = fields.fields.find((field) => field.path.join() === "title")?.value;
    const shown = typeof title === "string" ? title : "";
    this.say({ state: "shown", showing: "page", title: shown, note: shared.note, author: shared.author, path: shared.path, created: shared.created * 60_000 });
    document.title = shown ? `${shown} – Aperçu` : "Aperçu";
    await drawn;
    this.comments.open(shared.comments);
  }

  /// Renders the page; resolves when the frame has it.
  private render(): Promise<void> {
    const painted = new Promise<void>((resolve) => (this.painted = resolve));
    const { path, text } = this.document!;
    this.shell.engine.open(inContent(path), lines(text));
    void this.images.open(null, inContent(path));
    return painted;
  }

  private nothing(state: ViewEvent["state"]): void {
    this.document = null;
    document.getElementById("preview-wait")?.remove();
    this.shell.preview.send({ type: "patch", version: 0, since: 0, reset: true, layout: { before: "", after: "" }, splices: [], lines: new Int32Array() });
    this.say({ state });
  }

  // ───────────────────────── differences ─────────────────────────

  private async compare(): Promise<void> {
    const { document: doc, before } = this;
    if (!doc || !before) return;
    const answer = await ask(this.shell.engine, "compare", { path: inContent(doc.path), before: lines(before.text), after: lines(doc.text) });
    const changes = answer.changes.map(({ kind, summary, before: b, after, block }) => ({ kind, summary, before: b, after, block }));
    this.say({ showing: "differences", changes, current: -1 });
    this.shell.preview.send(marked(answer));
  }

  private async showing(showing: ViewEvent["showing"]): Promise<void> {
    if (!this.document) return;
    const source = document.getElementById("editor")!;
    source.replaceChildren();
    if (showing === "differences") return this.compare();
    this.say({ showing, current: -1 });
    if (showing === "page") {
      await this.render();
    } else if (showing === "source") {
      const pre = document.createElement("pre");
      pre.className = "view-text";
      pre.tabIndex = 0;
      pre.textContent = this.document.text;
      source.append(pre);
    } else {
      const { showDifferences } = await import("./diff-source");
      showDifferences(source, lines(this.before!.text), lines(this.document.text), t("source"));
    }
  }

  private step(by: 1 | -1): void {
    const { changes, current, showing } = this.event;
    if (showing !== "differences" || changes.length === 0) return;
    this.goTo({ index: (current < 0 && by < 0 ? changes.length - 1 : current + by + changes.length) % changes.length });
  }

  private goTo({ index }: { index: number }): void {
    this.say({ current: index });
    // Once it is drawn; the list scrolls, the page does not.
    setTimeout(() => document.querySelector(".changes [aria-current=true]")?.scrollIntoView({ block: "nearest" }), 100);
    this.shell.preview.send({ type: "block", index: this.event.changes[index]?.block ?? -1 });
  }

  // ───────────────────────── files ─────────────────────────

  private listenToFiles(): void {
    document.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      const file = event.dataTransfer?.files[0];
      event.preventDefault();
      if (file) void this.take(file);
    });
    document.addEventListener("change", (event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      if (!file || !input.dataset.fileFor) return;
      void this.take(file);
      input.value = "";
    });
  }

  /// A file of the reader's: a review, the base that could not be had, a page to
  /// show when there is none, or another version to compare with.
  private async take(file: File): Promise<void> {
    if (file.size > maxBytes) return this.notice("bad", t("refusedBig", { name: file.name, size: mebibytes(file.size) }));
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    } catch {
      return this.notice("bad", t("refusedBinary", { name: file.name }));
    }
    const { isReview, readReview } = await import("./review-file");
    const review = isReview(text) ? readReview(text) : null;
    if (review) return this.show(review);
    if (this.link?.kind === "patch" && !this.document) return this.patch(text, file.name);
    if (!this.document) return this.show({ path: file.name, author: "", note: "", site: "", created: 0, text, comments: [] });
    this.setBefore(text, file.name);
    await this.compare();
  }

  // ───────────────────────── commands ─────────────────────────

  private run(command: string, args: unknown): unknown {
    return this.commands[command]?.(args as never);
  }

  private readonly commands: Record<string, (args: never) => unknown> = {
    drawn: () => undefined,
    prefs: (change: Partial<Prefs>) => setPrefs(change),
    focusPreview: () => this.shell.preview.frame.focus(),
    viewAgree: () => void this.agreed?.(),
    viewRetry: () => void (this.agreed ? this.agreed() : this.open()),
    viewReload: () => location.reload(),
    viewShow: ({ what }: { what: ViewEvent["showing"] }) => void this.showing(what),
    viewNext: () => this.step(1),
    viewPrevious: () => this.step(-1),
    viewChange: (args: { index: number }) => this.goTo(args),
    viewFile: () => document.getElementById("file-view")?.click(),
    viewCopy: () => void this.edit(),
    viewHome: () => location.assign(this.shell.base),

    reviewAdd: (args: { text: string; author: string }) => this.comments.add(args),
    reviewDrop: (args: { id: number }) => this.comments.drop(args),
    reviewReveal: (args: { id: number }) => this.comments.reveal(args),
    reviewSend: ({ digest }: { digest: string }) => void this.send(digest),
    reviewCopy: ({ text, as }: { text: string; as: string }) => void copy(text, as === "digest" ? "review-digest" : "review-link").then((done) => this.comments.copied(done ? as : "refused")),
    reviewFile: () => void this.file(),
  };

  private key(key: PreviewKey, taken: () => void): void {
    const walk = key.alt && !key.ctrl && !key.meta && this.event.showing === "differences";
    if (!walk || (key.key !== "ArrowDown" && key.key !== "ArrowUp")) return;
    taken();
    this.step(key.key === "ArrowDown" ? 1 : -1);
  }

  private reviewed(): SharedDocument {
    return { ...this.document!, comments: this.comments.all };
  }

  /// The link that carries the comments back, as changes to the public base
  /// when there is one.
  private async send(digest: string): Promise<void> {
    if (!this.document) return;
    const base = this.before && /^https:/.test(this.before.url) ? { base: this.before.url, baseText: this.before.text } : {};
    const { fragment } = await ask(this.shell.engine, "encodeLink", { document: this.reviewed(), ...base });
    this.comments.told(`${this.shell.base}view#${fragment}`, digest);
  }

  private async file(): Promise<void> {
    if (!this.document) return;
    const { writeReview } = await import("./review-file");
    const name = this.document.path.split("/").at(-1)!.replace(/\.\w+$/, "") || "page";
    download(`relecture-${name}.html`, writeReview(this.reviewed(), this.event.title, this.shell.preview.frame), "text/html;charset=utf-8");
    this.comments.sentAway();
  }

  /// "Modifier une copie": a new document of this browser, opened in the editor.
  private async edit(): Promise<void> {
    if (!this.document) return;
    const { saveCopy } = await import("./view-copy");
    try {
      await saveCopy(this.shell.base, this.reviewed(), this.event.title);
      this.comments.unsent = false;
      location.assign(this.shell.base);
    } catch {
      this.notice("bad", t("copyFailed"));
    }
  }

  private notices = 0;
  private notice(kind: "info" | "warn" | "bad", text: string): void {
    this.ear.tell({ type: "notice", id: ++this.notices, kind, text });
  }

  private showPrefs(prefs: Readonly<Prefs>): void {
    this.shell.preview.send({ type: "view", lang: prefs.lang, scheme: shownTheme() });
    const { lang: l, theme: th, width, sync, tabIndents } = getPrefs();
    this.ear.tell({ type: "prefs", lang: l, theme: th, width, pane: "preview", sync, tabIndents });
    if (this.event.showing === "differences") void this.compare();
  }

  private say(change: Partial<ViewEvent>): void {
    this.event = { ...this.event, ...change };
    // What is shown comes with the frame's first blocks.
    if (this.event.state !== "opening" && this.event.state !== "shown") this.settled();
    document.body.dataset.view = this.event.state;
    document.body.dataset.showing = this.event.showing;
    this.ear.tell(this.event);
  }
}

/// The renderer's text: "\n" only, no byte order mark.
function lines(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

/// A page stands below content/, as in the editor.
function inContent(path: string): string {
  return path.includes("/") ? path : `content/${path || "page.md"}`;
}

function pathOf(address: string): string {
  try {
    return decodeURIComponent(new URL(address).pathname.split("/").at(-1) ?? "");
  } catch {
    return "";
  }
}

const said = {
  fr: { added: "Ajouté", removed: "Supprimé", changed: "Modifié", ins: "[ajout : ", del: "[suppression : ", end: " fin]" },
  en: { added: "Added", removed: "Removed", changed: "Changed", ins: "[added: ", del: "[removed: ", end: " end]" },
};

/// The compared page as a patch: whole blocks in a labelled frame, words between
/// signs, and the same in words for a screen reader.
function marked(answer: CompareAnswer): Patch {
  const w = said[lang()];
  const table = new Int32Array(answer.blocks.length * 2);
  let line = 0;
  const blocks = answer.blocks.map((block, i): Block => {
    if (block.kind !== "removed") line = block.lines[0];
    table[2 * i] = line;
    table[2 * i + 1] = block.kind === "removed" ? line : block.lines[1];
    if (block.kind === "same") return { id: `same-${i}`, html: block.html };
    const hidden = (text: string) => `<span class="apercu-said">${text}</span>`;
    const html = block.kind !== "changed" ? block.html : block.html
      .replaceAll("<ins>", `<ins>${hidden(w.ins)}`).replaceAll("</ins>", `${hidden(w.end)}</ins>`)
      .replaceAll("<del>", `<del>${hidden(w.del)}`).replaceAll("</del>", `${hidden(w.end)}</del>`);
    return { id: `${block.kind}-${i}`, html: `<div class="apercu-diff apercu-diff-${block.kind}"><p class="apercu-diff-label">${w[block.kind]}</p>\n${html}\n</div>` };
  });
  return { type: "patch", version: 0, since: 0, reset: true, layout: answer.layout, splices: [{ at: 0, remove: 0, blocks }], lines: table };
}
