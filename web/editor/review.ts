// This file holds the comments of a review: who wrote what about which words.
// A comment is anchored by its quotation and the line it stood on; when the
// words are gone it is kept, "détaché", with its quotation. Comments travel in
// the link or in the review file, never through a server.
import type { CommentsEvent, FromPreview, PreviewHost } from "./bridge";
import type { SharedDocument } from "./ask";

export type Comment = SharedDocument["comments"][number];

interface Kept extends Comment {
  id: number;
  detached: boolean;
}

export class Comments {
  private list: Kept[] = [];
  private lastId = 0;
  private selection = { text: "", line: 0 };
  private sent = { link: "", digest: "", copied: "" };
  private silence: () => void;
  author = "";
  /// Written here and sent nowhere yet.
  unsent = false;

  constructor(
    private readonly preview: PreviewHost,
    private readonly tell: (event: CommentsEvent) => void,
    private readonly changed: () => void,
  ) {
    this.silence = preview.on((message) => this.hear(message));
  }

  /// Another document: its comments.
  open(comments: Comment[]): void {
    this.list = comments.map((comment) => ({ ...comment, id: ++this.lastId, detached: false }));
    this.unsent = false;
    this.selection = { text: "", line: 0 };
    this.sent = { link: "", digest: "", copied: "" };
    this.show();
    this.say();
  }

  stop(): void {
    this.list = [];
    this.show();
    this.silence();
  }

  /// As they go in a link.
  get all(): Comment[] {
    return this.list.map(({ author, text, quote, line }) => ({ author, text, quote, line }));
  }

  add({ text, author }: { text: string; author: string }): void {
    this.author = author;
    this.list.push({ id: ++this.lastId, author, text: text.trim(), quote: this.selection.text, line: this.selection.line, detached: false });
    this.list.sort((a, b) => a.line - b.line || a.id - b.id);
    this.selection = { text: "", line: 0 };
    this.touched();
  }

  drop({ id }: { id: number }): void {
    this.list = this.list.filter((comment) => comment.id !== id);
    this.touched();
  }

  reveal({ id }: { id: number }): void {
    this.show(this.list.findIndex((comment) => comment.id === id));
  }

  /// The link to send back, and the same in plain words.
  told(link: string, digest: string): void {
    this.sent = { link, digest, copied: "" };
    this.say();
  }

  copied(what: string): void {
    this.sent.copied = what;
    if (what !== "refused") this.unsent = false;
    this.say();
    this.changed();
  }

  sentAway(): void {
    this.unsent = false;
    this.changed();
  }

  private touched(): void {
    this.unsent = true;
    this.sent = { link: "", digest: "", copied: "" };
    this.show();
    this.say();
    this.changed();
  }

  private hear(message: FromPreview): void {
    if (message.type === "preview-selection") {
      // The reader goes on to write about it: the focus leaves the frame, and
      // the selection with it, on some phones.
      if (!message.text && document.activeElement !== this.preview.frame) return;
      this.selection = { text: message.text, line: message.line };
      this.say();
    } else if (message.type === "preview-quotes") {
      message.found.forEach((found, i) => {
        const comment = this.list[i];
        if (comment) comment.detached = !found && comment.quote !== "";
      });
      this.say();
    }
  }

  private show(current?: number): void {
    this.preview.send({ type: "quotes", quotes: this.list.map(({ quote, line }) => ({ text: quote, line })), ...(current === undefined ? {} : { current }) });
  }

  private say(): void {
    this.tell({
      type: "comments",
      list: this.list.map((c) => ({ ...c })),
      selection: this.selection.text,
      selectionLine: this.selection.line,
      author: this.author,
      ...this.sent,
    });
  }
}

/// Puts a text on the clipboard. When the browser will not, the field of that id
/// is selected for the writer to copy from.
export async function copy(text: string, field: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const element = document.getElementById(field);
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      element.focus();
      element.select();
    }
    return false;
  }
}
