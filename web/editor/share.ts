// This file is the editor's side of sharing: it makes the link of the open page,
// whole or as changes to a public file, the review file, and the way to a forge.
// It is loaded when sharing is first asked for. Nothing leaves the browser but
// the request for the public file that the writer named.
import { ask, type SharedDocument } from "./ask";
import type { Engine, InterfaceEvent, PreviewHost, RepoSettings, ShareEvent } from "./bridge";
import { download } from "./files";
import { fetchPublic } from "./remote";
import { Comments, copy, type Comment } from "./review";
import { openStore, type Store } from "./store";

/// What sharing needs of the editor around it.
export interface SharingHost {
  engine: Engine;
  preview: PreviewHost;
  /// Folder of the application.
  base: string;
  /// The open document: its id, path (or name), text with its own line endings.
  document(): { id: string; path: string; text: string; images: number };
  tell(event: InterfaceEvent): void;
}

const authorKey = "share-author";
const repoKey = "share-repository";
/// Comments of an opened review, by document.
const commentsKey = (id: string) => `comments:${id}`;
/// Typing in the note makes the link again after this pause, in milliseconds.
const pause = 250;

export class Sharing {
  private readonly comments: Comments;
  private readonly store: Promise<Store | null>;
  private event: ShareEvent = { type: "share", title: "", author: "", link: "", tooLarge: false, patch: { url: "", state: "none", status: 0, link: "" }, copied: "", images: 0, comments: 0, repo: { url: "", branch: "", folder: "" } };
  private note = "";
  private base: { url: string; text: string } | null = null;
  private of = "";
  private timer = 0;
  private turn = 0;

  constructor(private readonly host: SharingHost) {
    this.store = openStore(host.base).catch(() => null);
    this.comments = new Comments(host.preview, (event) => host.tell(event), () => void this.keepComments());
  }

  /// Rejects when the command fails.
  async run(command: string, args: unknown): Promise<void> {
    await (this.commands[command] as ((args: unknown) => unknown) | undefined)?.(args);
  }

  private readonly commands: Record<string, (args: never) => unknown> = {
    share: () => this.open("share"),
    propose: () => this.open("propose"),
    shareSet: ({ note, author }: { note: string; author: string }) => {
      this.note = note;
      this.event.author = author;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.make(), pause);
    },
    sharePatch: ({ url }: { url: string }) => this.patch(url),
    shareCopy: ({ text, as }: { text: string; as: string }) => this.copy(text, as),
    reviewFile: () => this.reviewFile(),
    proposeOpen: (args: RepoSettings & { address: string }) => this.propose(args),

    reviewAdd: (args: { text: string; author: string }) => this.comments.add(args),
    reviewDrop: (args: { id: number }) => this.comments.drop(args),
    reviewReveal: (args: { id: number }) => this.comments.reveal(args),
    /// Another document was opened: the comments that came with it.
    reviewOpened: () => this.loadComments(),
  };

  private async open(dialog: "share" | "propose"): Promise<void> {
    const { id, images } = this.host.document();
    if (id !== this.of) {
      // A base belongs to one page.
      this.of = id;
      this.base = null;
      this.note = "";
      this.event.patch = { url: "", state: "none", status: 0, link: "" };
    }
    Object.assign(this.event, { link: "", copied: "", images, comments: this.comments.all.length });
    const store = await this.store;
    this.event.author ||= (await store?.setting<string>(authorKey)) ?? "";
    this.event.repo = (await store?.setting<RepoSettings>(repoKey)) ?? this.event.repo;
    this.tell();
    this.host.tell({ type: "open", name: dialog, context: { note: this.note, author: this.event.author } });
    await this.make();
  }

  private shared(): SharedDocument {
    const { path, text } = this.host.document();
    return { path, text, author: this.event.author.trim(), note: this.note.trim(), site: "", created: Math.floor(Date.now() / 60_000), comments: this.comments.all };
  }

  private async make(): Promise<void> {
    const turn = ++this.turn;
    const document = this.shared();
    const { engine } = this.host;
    const [whole, patch, fields] = await Promise.all([
      ask(engine, "encodeLink", { document }),
      this.base && ask(engine, "encodeLink", { document, base: this.base.url, baseText: this.base.text }),
      ask(engine, "fields", {}),
    ]);
    if (turn !== this.turn) return; // a newer one is on its way
    const title = fields.fields.find((field) => field.path.join() === "title")?.value;
    this.event.title = typeof title === "string" ? title : "";
    this.event.link = whole.tooLarge ? "" : this.address(whole.fragment);
    this.event.tooLarge = whole.tooLarge;
    if (patch) this.event.patch = { url: this.base!.url, state: "ready", status: 0, link: this.address(patch.fragment) };
    this.tell();
    const author = this.event.author.trim();
    void (await this.store)?.setSetting(authorKey, author).catch(() => undefined);
  }

  private address(fragment: string): string {
    return `${this.host.base}view#${fragment}`;
  }

  /// The published file is fetched because the writer asked for it.
  private async patch(url: string): Promise<void> {
    this.base = null;
    this.event.patch = { url, state: "fetching", status: 0, link: "" };
    this.tell();
    const found = await fetchPublic(url);
    if ("problem" in found) {
      this.event.patch = { url, state: found.problem, status: found.status, link: "" };
      this.tell();
      return;
    }
    this.base = { url: url.trim(), text: found.text };
    await this.make();
  }

  private async copy(text: string, as: string): Promise<void> {
    this.event.copied = (await copy(text, as === "patch" ? "d-share-patch" : "d-share-link")) ? as : "refused";
    this.tell();
  }

  private async reviewFile(): Promise<void> {
    const { writeReview } = await import("./review-file");
    const shared = this.shared();
    const name = shared.path.split("/").at(-1)!.replace(/\.\w+$/, "") || "page";
    download(`relecture-${name}.html`, writeReview(shared, this.event.title, this.host.preview.frame), "text/html;charset=utf-8");
    this.event.copied = "file";
    this.tell();
  }

  /// Opens the forge's own page, with the text on the clipboard: no token.
  private async propose({ address, url, branch, folder }: RepoSettings & { address: string }): Promise<void> {
    const { text } = this.host.document();
    const copied = await copy(text, "");
    this.event.repo = { url, branch, folder };
    this.event.copied = copied ? "page" : "refused";
    this.tell();
    if (/^https:\/\//.test(address)) window.open(address, "_blank", "noopener");
    void (await this.store)?.setSetting(repoKey, this.event.repo).catch(() => undefined);
  }

  private async loadComments(): Promise<void> {
    const { id } = this.host.document();
    this.comments.open((await (await this.store)?.setting<Comment[]>(commentsKey(id))) ?? []);
  }

  private async keepComments(): Promise<void> {
    const { id } = this.host.document();
    this.comments.unsent = false;
    void (await this.store)?.setSetting(commentsKey(id), this.comments.all).catch(() => undefined);
  }

  private tell(): void {
    this.host.tell({ ...this.event, patch: { ...this.event.patch }, repo: { ...this.event.repo } });
  }
}
