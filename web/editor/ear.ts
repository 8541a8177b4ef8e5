// This file is go-app's side of the door: it keeps the last event of each kind
// until go-app listens, and every notice and question.
import type { Apercu, InterfaceEvent } from "./bridge";

/// What follows the typing is told this much later, in milliseconds: the
/// interface is drawn once for all of it, and not between a key and its preview.
const soon = 100;

export class Ear {
  private listener: ((json: string) => void) | null = null;
  private last = new Map<string, InterfaceEvent>();
  private queue: InterfaceEvent[] = [];
  private waiting = new Map<string, InterfaceEvent>();
  private timer = 0;
  private due = Infinity;
  readonly door: Apercu;

  constructor(run: (command: string, args: unknown) => unknown) {
    this.door = {
      subscribe: (listener) => {
        this.listener = listener;
        for (const event of this.last.values()) listener(json(event));
        for (const event of this.queue.splice(0)) listener(json(event));
      },
      run: (command, args) => {
        const answer = run(command, args ? JSON.parse(args) : undefined);
        return answer === undefined ? "" : JSON.stringify(answer);
      },
      text: () => String(run("text", undefined) ?? ""),
      bytes: null,
    };
  }

  /// For what each key changes: the newest of its kind is told a moment later.
  tellSoon(event: InterfaceEvent, ms = soon): void {
    this.waiting.set(event.type, event);
    const due = performance.now() + ms;
    if (due >= this.due) return;
    this.due = due;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), ms);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.due = Infinity;
    const events = [...this.waiting.values()];
    this.waiting.clear();
    // Each time something is stored, the document is most often as it was.
    for (const event of events) if (JSON.stringify(event) !== JSON.stringify(this.last.get(event.type))) this.tell(event);
  }

  /// Told now, after all that waits.
  tell(event: InterfaceEvent): void {
    if (this.waiting.size) this.flush();
    const once = event.type === "notice" || event.type === "open" || event.type === "file";
    if (!once) this.last.set(event.type, event);
    else if (!this.listener) this.queue.push(event);
    this.listener?.(json(event));
  }
}

/// Its type first: app/ui/model.go reads that alone.
function json(event: InterfaceEvent): string {
  return JSON.stringify(Object.assign({ type: event.type }, event));
}
