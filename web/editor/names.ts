// This file asks what the open site offers (layouts, tags, shortcodes,
// components, filters) for completion and the page details form: once for each
// site, when the renderer has time, never for an edit.
import { ask, type NamesAnswer } from "./ask";
import type { Engine, NamesEvent } from "./bridge";
import { setOffered } from "./catalogue";

/// Of the author's other pages, so many are read, the newest first…
const mostPages = 200;
/// …and of each so many characters: front matter is shorter.
const headLength = 8000;

export interface NamesHost {
  engine: Engine;
  /// The author's pages, the newest first; empty when nothing is kept.
  pages(): Promise<string[]>;
  tell(event: NamesEvent): void;
}

export class Names {
  private stale = true;
  private turn = 0;

  constructor(private readonly host: NamesHost) {
    host.engine.on((event) => {
      if (event.type === "site") this.stale = true;
      // After a summary nothing waits in the worker.
      else if (event.type === "summary" && this.stale) void this.refresh();
    });
  }

  /// Asks again: a page's tags changed, or the form opens.
  async refresh(): Promise<void> {
    this.stale = false;
    const turn = ++this.turn;
    try {
      let answer = await ask(this.host.engine, "names", { texts: [] });
      if (!answer.site) answer = await ask(this.host.engine, "names", { texts: await this.own() });
      if (turn === this.turn) this.take(answer);
    } catch {
      this.stale = true; // the renderer died: asked again after its next summary
    }
  }

  /// Without a site, the tags are those of the author's own pages.
  private async own(): Promise<string[]> {
    const pages = await this.host.pages().catch(() => []);
    return pages.slice(0, mostPages).map((text) => text.slice(0, headLength));
  }

  private take(answer: NamesAnswer): void {
    setOffered(answer);
    const { site, lang, layouts, tags, hosts } = answer;
    const captions = answer.shortcodes.some((s) => s.name === "table" && s.paired && s.params.length > 0);
    this.host.tell({ type: "names", site, lang, layouts, tags, hosts, captions });
  }
}
