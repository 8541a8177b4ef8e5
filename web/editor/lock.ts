// This file makes one tab the writer of a document. The first tab that opens
// it holds a Web Lock; the next reads only, and may take over, upon which the
// first stores what it has and becomes the reader. A browser without Web Locks
// still loses nothing: the store refuses a stale writer (store.ts).

/// writer: this tab may write; reader: another tab does.
export type Role = "writer" | "reader";

interface Message {
  type: "give" | "saved";
  document: string;
  from: string;
}

export class DocumentLock {
  private release: (() => void) | undefined;
  private readonly channel: BroadcastChannel | undefined;
  private readonly me = crypto.randomUUID();
  private current: Role = "reader";

  /// `yield_` is called when another tab takes over: it must store what is not
  /// stored and resolve; the lock is given only then.
  /// `saved` is called when another tab stored the document.
  constructor(
    base: string,
    readonly document: string,
    private readonly yield_: () => Promise<void>,
    private readonly changed: (role: Role) => void,
    private readonly saved: () => void,
  ) {
    this.name = `apercu:${new URL(base).pathname}:${document}`;
    if ("BroadcastChannel" in globalThis) {
      this.channel = new BroadcastChannel(`apercu:${new URL(base).pathname}`);
      this.channel.onmessage = (event: MessageEvent<Message>) => void this.heard(event.data);
    }
  }

  private readonly name: string;

  /// What this tab is at this moment.
  get role(): Role {
    return this.current;
  }

  /// Becomes the writer if no other tab is.
  async acquire(): Promise<Role> {
    if (!navigator.locks) return this.become("writer");
    return new Promise((resolve) => {
      let answered = false;
      void navigator.locks
        .request(this.name, { ifAvailable: true }, (lock) => {
          answered = true;
          if (!lock) return resolve(this.become("reader"));
          return this.hold(resolve);
        })
        // Stolen; or refused at once, as where the site's data are blocked: then as
        // without Web Locks.
        .catch(() => (answered ? this.become("reader") : resolve(this.become("writer"))));
    });
  }

  /// Becomes the writer: asks the tab that is to store its text and let go, and
  /// takes the lock by force when it does not answer within two seconds (a
  /// frozen or discarded tab).
  async takeOver(): Promise<Role> {
    if (!navigator.locks) return this.become("writer");
    this.post("give");
    const polite = await this.request(AbortSignal.timeout(2_000));
    if (polite) return polite;
    return new Promise((resolve) => {
      void navigator.locks
        .request(this.name, { steal: true }, () => this.hold(resolve))
        .catch(() => resolve(this.become("reader")));
    });
  }

  /// No tab holds the document, nor is about to.
  async free(): Promise<boolean> {
    const { held = [], pending = [] } = await navigator.locks.query();
    return ![...held, ...pending].some((lock) => lock.name === this.name);
  }

  /// Tells other tabs that the stored text changed.
  announce(): void {
    this.post("saved");
  }

  /// Lets go of the document.
  close(): void {
    this.release?.();
    this.channel?.close();
  }

  private request(signal: AbortSignal): Promise<Role | undefined> {
    return new Promise((resolve) => {
      navigator.locks
        .request(this.name, { signal }, () => this.hold(resolve))
        // Aborted before it was granted; stolen after: then this tab reads.
        .catch(() => (this.role === "writer" ? this.become("reader") : resolve(undefined)));
    });
  }

  /// Holds the lock until release.
  private hold(granted: (role: Role) => void): Promise<void> {
    granted(this.become("writer"));
    return new Promise((resolve) => (this.release = resolve));
  }

  private async heard(message: Message): Promise<void> {
    if (message.document !== this.document || message.from === this.me) return;
    if (message.type === "saved") return this.saved();
    if (this.role !== "writer") return;
    this.become("reader");
    await this.yield_();
    this.release?.();
    this.release = undefined;
  }

  private post(type: Message["type"]): void {
    this.channel?.postMessage({ type, document: this.document, from: this.me } satisfies Message);
  }

  private become(role: Role): Role {
    if (role !== this.current) {
      this.current = role;
      this.changed(role);
    }
    return role;
  }
}
