// This file is go-app's side of the door: it keeps the last event of each kind
// until go-app listens, and every notice and question.
import type { Apercu, InterfaceEvent } from "./bridge";

export class Ear {
  private listener: ((json: string) => void) | null = null;
  private last = new Map<string, InterfaceEvent>();
  private queue: InterfaceEvent[] = [];
  readonly door: Apercu;

  constructor(run: (command: string, args: unknown) => unknown) {
    this.door = {
      subscribe: (listener) => {
        this.listener = listener;
        for (const event of this.last.values()) listener(JSON.stringify(event));
        for (const event of this.queue.splice(0)) listener(JSON.stringify(event));
      },
      run: (command, args) => {
        const answer = run(command, args ? JSON.parse(args) : undefined);
        return answer === undefined ? "" : JSON.stringify(answer);
      },
      bytes: null,
    };
  }

  tell(event: InterfaceEvent): void {
    const once = event.type === "notice" || event.type === "open" || event.type === "file";
    if (!once) this.last.set(event.type, event);
    else if (!this.listener) this.queue.push(event);
    this.listener?.(JSON.stringify(event));
  }
}
