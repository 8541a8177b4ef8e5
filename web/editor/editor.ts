// This file mounts the source editor and joins the parts of the page: text,
// renderer, preview, store, interface. It is ready to write in before the
// WebAssembly is there, and goes on when the renderer stops.
//
// The fast path stays here: a change goes to the worker at once. The interface
// (go-app) hears of it a moment later, of what each key changes the newest only.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, redo, undo } from "@codemirror/commands";
import { bracketMatching, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { ChangeSet, Compartment, EditorSelection, EditorState, type Extension, Prec } from "@codemirror/state";
import { dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, placeholder, rectangularSelection, type KeyBinding } from "@codemirror/view";
import { ask } from "./ask";
import type { Change, PreviewKey, Shell, Summary } from "./bridge";
import { caret } from "./caret";
import { shortcodes } from "./catalogue";
import { activeCommands, boxes, enclosing, indentItems, inFront, insertInline, textCommands } from "./commands";
import { completion } from "./completion";
import { divider } from "./divider";
import { Desk, isPack } from "./documents";
import { Ear } from "./ear";
import { download, oddEndings, splitLines } from "./files";
import { Follow } from "./follow";
import { droppedHandle, folderOfEntry } from "./fsaccess";
import { hover } from "./hover";
import { Images, imageSize, lighter, safeName } from "./images";
import { editShortcode, insertShortcode, renameShortcode, shortcodeAt, type Shortcode } from "./insert";
import { foldLong, frontMatterField, language } from "./language";
import { applyEdits, lint, reveal, showDiagnostics, staleFix, Versions } from "./lint";
import { listen, rove } from "./menu";
import { Names } from "./names";
import { changesOf, fromStore, Page } from "./page";
import { dropFile, nextPasteIsPlain, paste, type PasteHost } from "./paste";
import { Problems } from "./problems";
import { applyPrefs, getPrefs, onPrefs, setPrefs, shownTheme, type Pane, type Prefs } from "./prefs";
import type { Sharing } from "./share";
import { lang, phrases, t } from "./strings";
import { alignTable, escaped, inShortcode, insertTable, tableAt, tableTab } from "./table";
import { theme } from "./theme";

/// The interface is told of a change after this pause, in milliseconds…
const pauseMs = 350;
/// …of the caret at most this often…
const caretMs = 100;
/// …and that something is to be stored so soon: "saved" must not stand beside
/// a key that is not.
const saveMs = 10;

/// Mounts the editor in the shell. Called once.
export function mount(shell: Shell): void {
  applyPrefs();
  new Editor(shell).start();
}

class Editor implements PasteHost {
  private readonly versions = new Versions();
  private readonly view: EditorView;
  private readonly images: Images;
  private readonly page: Page;
  private readonly follow: Follow;
  private readonly words = new Compartment();
  private readonly writing = new Compartment();
  private readonly ear: Ear;
  private summary: Summary | null = null;
  private pane: Pane = "text";
  private changedTimer = 0;
  private caretTimer = 0;
  private notices = new Map<number, () => void>();
  private noticeId = 0;
  private editing: Shortcode | null = null;
  private pendingImage: { id: number; file: File; lighter?: Blob } | null = null;
  private imageId = 0;
  private shared: Promise<Sharing> | null = null;
  private readOnly = false;
  private readonly desk: Desk;
  private readonly problems: Problems;
  private readonly names: Names;
  private world = { percent: 0, offlineReady: false, update: false };

  constructor(private readonly shell: Shell) {
    this.ear = new Ear((command, args) => this.run(command, args));
    window.apercu = this.ear.door;
    this.view = new EditorView({
      state: this.state(splitLines("", "\n"), 0),
      parent: document.getElementById("editor")!,
      // The worker renders while the editor shows the key itself.
      dispatchTransactions: (transactions, view) => {
        const last = transactions.at(-1);
        const changes = transactions.map((tr) => tr.changes).reduce((all, next) => all.compose(next), ChangeSet.empty(view.state.doc.length));
        if (last && !changes.empty) this.shell.engine.edit(changesOf(changes), () => last.newDoc.toString());
        view.update(transactions);
      },
    });
    this.images = new Images(shell.preview);
    this.page = new Page(() => this.view, this.images, {
      state: (doc, caret) => this.state(doc, caret),
      opened: (path) => this.opened(path),
      told: () => this.tellDocument(),
      save: (state) => {
        this.ear.tellSoon({ type: "save", state: state.state, at: state.state === "saved" ? state.at : 0, message: state.state === "failed" ? state.message : undefined }, saveMs);
        if (state.state === "saved") this.tellDocument();
      },
      notice: (kind, text, action) => this.notice(kind, text, action),
      ask: (name, context) => this.ear.tell({ type: "open", name, context }),
      keeping: (event) => this.ear.tell(event),
      readOnly: (on) => this.setReadOnly(on),
      engine: shell.engine,
    });
    this.desk = new Desk({
      page: this.page,
      images: this.images,
      engine: shell.engine,
      preview: shell.preview,
      base: shell.base,
      tell: (event) => this.ear.tell(event),
      notice: (kind, text, action) => this.notice(kind, text, action),
      focus: () => this.view.focus(),
    });
    this.problems = new Problems({
      view: () => this.view,
      versions: this.versions,
      engine: shell.engine,
      preview: shell.preview,
      images: this.images,
      store: () => (this.page.store ? { store: this.page.store, id: this.page.document.id } : null),
      tell: (event) => this.ear.tell(event),
      notice: (kind, text) => this.notice(kind, text),
      reveal: (version, from, to) => this.run("reveal", { version, from, to }),
      redraw: () => this.underline(),
    });
    this.names = new Names({ engine: shell.engine, pages: () => this.ownPages(), tell: (event) => this.ear.tell(event) });
    Object.assign(this.commands, this.desk.commands, this.problems.commands);
    this.follow = new Follow(this.view, shell.preview, () => this.setPane("text"));
  }

  start(): void {
    document.body.dataset.pane = this.pane;
    divider();
    listen((command, args) => this.run(command, args));
    this.listenToEngine();
    this.listenToFiles();
    this.shell.preview.on((message) => {
      if (message.type === "preview-key") this.key(message, () => undefined);
    });
    document.addEventListener("keydown", (event) => {
      if (!event.defaultPrevented) this.key(fromEvent(event), () => event.preventDefault());
    });
    // A panel that is closed from the keyboard takes the focused button with it.
    document.addEventListener("click", (event) => {
      if (event.detail === 0) setTimeout(() => document.activeElement === document.body && !document.querySelector("dialog[open]") && this.view.focus(), 150);
    });
    onPrefs((prefs) => this.showPrefs(prefs));
    for (const type of ["online", "offline"]) addEventListener(type, () => this.tellWorld());
    this.shell.offline.on((event) => {
      if (event === "offline-ready") this.world.offlineReady = true;
      else this.world.update = true;
      this.tellWorld();
    });
    // The cache may lose files later: what is claimed is asked again.
    const ask = () =>
      void this.shell.offline.state().then((state) => {
        this.world.offlineReady = state.complete;
        this.tellWorld();
      }, () => undefined);
    ask();
    for (const type of ["focus", "offline"]) addEventListener(type, ask);
    addEventListener("beforeunload", (event) => {
      if (!this.page.safe) event.preventDefault();
    });
    this.view.focus();
    void this.shell.site.then((pack) => this.desk.serve(pack));
    void this.page.start(this.shell.base).then(() => {
      void this.desk.start();
      if (document.activeElement === document.body) this.view.focus();
    });
  }

  // ───────────────────────── the text ─────────────────────────

  private state(doc: ReturnType<typeof splitLines>, caret: number): EditorState {
    const at = Math.min(caret, doc.doc.length);
    return EditorState.create({
      doc: doc.doc,
      selection: EditorSelection.cursor(at),
      extensions: [this.extensions(), oddEndings.init(() => doc.odd)],
    });
  }

  private extensions(): Extension {
    return [
      this.words.of(this.wordsOf()),
      this.writing.of(this.writable()),
      lineNumbers(),
      lint(),
      highlightSpecialChars(),
      // The browser's undo reaches the text from wherever the focus is: not behind a dialog.
      Prec.highest(EditorView.domEventHandlers({
        beforeinput: (event) => /^history/.test(event.inputType) && document.querySelector("dialog[open]") !== null && (event.preventDefault(), true),
      })),
      history({ newGroupDelay: 400 }),
      caret(),
      dropCursor(),
      EditorState.allowMultipleSelections.of(true),
      indentOnInput(),
      indentUnit.of("  "),
      bracketMatching(),
      closeBrackets(),
      rectangularSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches({ minSelectionLength: 3 }),
      EditorView.lineWrapping,
      search({ top: true }),
      language(),
      completion(),
      hover(),
      paste(this),
      theme,
      Prec.high(keymap.of(this.keys())),
      keymap.of([...closeBracketsKeymap, ...withoutAltGr(defaultKeymap), ...searchKeymap.filter((key) => key.key !== "Mod-d" && key.key !== "Mod-Alt-g"), ...historyKeymap, ...withoutAltGr(foldKeymap), ...completionKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          this.versions.add(this.shell.engine.version, update.changes);
          this.page?.changed();
          this.tellChanged();
        }
        if (update.selectionSet || update.docChanged) this.caretMoved(update.selectionSet && update.transactions.some((tr) => tr.isUserEvent("select")));
      }),
    ];
  }

  /// Attributes and words that follow the language of the interface. The text
  /// itself is in French, whatever the interface speaks.
  private wordsOf(): Extension {
    return [
      EditorView.contentAttributes.of({ "aria-label": t("source"), lang: "fr", spellcheck: "true", autocapitalize: "sentences", autocorrect: "on", tabindex: "0" }),
      placeholder(t("placeholder")),
      lang() === "fr" ? EditorState.phrases.of(phrases) : [],
    ];
  }

  private keys(): KeyBinding[] {
    const does = (command: string): KeyBinding["run"] => () => {
      this.run(command);
      return true;
    };
    return [
      { key: "Mod-b", run: does("bold"), preventDefault: true },
      { key: "Mod-i", run: does("italic"), preventDefault: true },
      { key: "Mod-e", run: does("code"), preventDefault: true },
      { key: "Mod-k", run: does("link"), preventDefault: true },
      { key: "Mod-h", run: does("replace"), preventDefault: true },
      { key: "Mod-Enter", run: does("focusPreview"), preventDefault: true },
      // AZERTY types brackets with AltGr, which Ctrl must not be held with: arrows, as in Word.
      ...["Mod-]", "Alt-Shift-ArrowRight"].map((key) => ({ key, run: (view: EditorView) => indentItems(1)(view) || indentMore(view), preventDefault: true })),
      ...["Mod-[", "Alt-Shift-ArrowLeft"].map((key) => ({ key, run: (view: EditorView) => indentItems(-1)(view) || indentLess(view), preventDefault: true })),
      { key: "Tab", run: (view) => tableTab(1)(view) || (getPrefs().tabIndents && indentMore(view)), shift: (view) => tableTab(-1)(view) || (getPrefs().tabIndents && indentLess(view)) },
      { key: "Mod-Shift-v", run: () => (nextPasteIsPlain(), false) },
    ];
  }

  /// Another tab writes this document: it can be read, searched, copied.
  private setReadOnly(on: boolean): void {
    if (on === this.readOnly) return;
    this.readOnly = on;
    this.view.dispatch({ effects: this.writing.reconfigure(this.writable()) });
  }

  /// EditorState.readOnly stops keys only: buttons, fixes and the details of the page
  /// are stopped here, and that is said.
  private writable(): Extension {
    if (!this.readOnly) return [];
    return [
      EditorState.readOnly.of(true),
      EditorState.changeFilter.of((tr) => {
        if (!tr.docChanged || tr.annotation(fromStore)) return true;
        queueMicrotask(() => this.notice("warn", t(this.page.role === "reader" ? "readOnly" : "stale")));
        return false;
      }),
    ];
  }

  private opened(path: string): void {
    this.versions.clear();
    this.summary = null;
    this.shell.preview.forget();
    this.shell.engine.open(path, this.view.state.doc.toString());
    foldLong(this.view);
    void this.problems.opened();
    // The comments of a review, if it is one.
    setTimeout(() => this.run("reviewOpened"), pauseMs);
    this.tellChanged();
    this.caretMoved(false);
  }

  private caretMoved(moved: boolean): void {
    this.follow?.caret(moved);
    if (this.caretTimer) return;
    this.caretTimer = window.setTimeout(() => {
      this.caretTimer = 0;
      this.tellCaret();
    }, caretMs);
  }

  // ───────────────────────── what is told ─────────────────────────

  private tellCaret(): void {
    const { state } = this.view;
    const { head, from, to } = state.selection.main;
    const line = state.doc.lineAt(head);
    const under = shortcodeAt(state, head, videoNames());
    this.ear.tellSoon({ type: "caret", line: line.number, column: head - line.from + 1, selected: to - from, shortcode: under?.name ?? "" });
    const active = new Set(activeCommands(state));
    for (const tool of document.querySelectorAll<HTMLElement>("[role=toolbar] [data-toggle]")) {
      const names = tool.dataset.toggle!.split(" ");
      tool.setAttribute("aria-pressed", String(names.some((name) => active.has(name))));
    }
  }

  private tellChanged(): void {
    clearTimeout(this.changedTimer);
    this.changedTimer = window.setTimeout(() => this.ear.tell({ type: "changed", version: this.shell.engine.version }), pauseMs);
  }

  private tellDocument(): void {
    const { document: doc, shape, filed } = this.page;
    this.ear.tellSoon({
      type: "document",
      name: doc.name,
      path: doc.path,
      encoding: shape.encoding === "utf-8" ? "UTF-8" : "Windows-1252",
      ending: { "\n": "LF", "\r\n": "CRLF", "\r": "CR" }[shape.ending],
      filed,
      readOnly: this.view.state.readOnly,
    });
  }

  private tellWorld(message?: string): void {
    this.ear.tell({ type: "world", engine: this.shell.engine.state, message, ...this.world, online: navigator.onLine, build: this.shell.build });
  }

  private showPrefs(prefs: Prefs): void {
    this.view.dispatch({ effects: this.words.reconfigure(this.wordsOf()) });
    this.shell.preview.send({ type: "view", lang: prefs.lang, scheme: shownTheme() });
    this.underline();
    this.tellPrefs();
  }

  private tellPrefs(): void {
    const { lang: l, theme: th, width, sync, tabIndents } = getPrefs();
    this.ear.tell({ type: "prefs", lang: l, theme: th, width, pane: this.pane, sync, tabIndents });
  }

  notice(kind: "info" | "warn" | "bad", text: string, action?: { label: string; run: () => void }): void {
    const id = ++this.noticeId;
    if (action) this.notices.set(id, action.run);
    this.ear.tell({ type: "notice", id, kind, text, action: action?.label });
  }

  /// The texts of the author's other pages, the newest first.
  private async ownPages(): Promise<string[]> {
    const { store, document: open } = this.page;
    const texts: string[] = [];
    for (const { id } of (await store?.list())?.slice(0, 200) ?? []) {
      if (id !== open.id) texts.push((await store!.load(id))?.text ?? "");
    }
    return texts;
  }

  /// Marks in the text, less what the author set aside.
  private underline(): void {
    if (this.summary) showDiagnostics(this.view, this.problems.shown(this.summary), this.versions);
  }

  private listenToEngine(): void {
    const wait = document.getElementById("preview-wait");
    this.shell.engine.on((event) => {
      if (event.type === "patch") wait?.remove();
      else if (event.type === "summary") {
        this.summary = event;
        this.underline();
        this.ear.tell(event);
        this.problems.heard();
      } else if (event.type === "progress") {
        this.world.percent = Math.round((100 * event.loaded) / event.total);
        this.tellWorld();
      } else if (event.type === "state") {
        if (event.state === "restarting") this.notice("warn", t("engineRestarting"));
        if (event.state === "failed") {
          this.notice("bad", t("engineFailed"));
          if (wait) wait.textContent = t("engineFailed");
        }
        this.tellWorld(event.message);
      }
    });
  }

  // ───────────────────────── files ─────────────────────────

  private listenToFiles(): void {
    const over = (on: boolean) => {
      document.body.classList.toggle("dropping", on);
      document.body.dataset.drop = t("drop");
    };
    let depth = 0;
    document.addEventListener("dragenter", (event) => {
      if (event.dataTransfer?.types.includes("Files") && ++depth === 1 && !document.querySelector("dialog[open]")) over(true);
    });
    document.addEventListener("dragleave", () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) over(false);
    });
    document.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      depth = 0;
      over(false);
      const file = event.dataTransfer?.files[0];
      if (!file || event.defaultPrevented) return;
      event.preventDefault();
      const zone = (event.target as Element).closest<HTMLElement>("[data-drop-for]");
      if (zone) void this.fileFor(zone.dataset.dropFor!, file);
      else if (!document.querySelector("dialog[open]")) dropFile(file, this, event.dataTransfer!.items[0]);
    });
    document.addEventListener("change", (event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      if (!file || !input.dataset.fileFor) return;
      if (input.dataset.fileFor === "folder") void this.desk.useFiles([...input.files!]);
      else void this.fileFor(input.dataset.fileFor, file);
      input.value = "";
    });
  }

  /// A file chosen or dropped for a purpose of the interface.
  private async fileFor(purpose: string, file: File): Promise<void> {
    if (purpose === "open") await (isPack(file) ? this.desk.usePack(file) : this.page.openFile(file));
    else if (purpose === "image") this.image(file);
    else if (purpose === "document") this.document(file);
    else if (purpose === "subtitles") {
      window.apercu.bytes = new Uint8Array(await file.arrayBuffer());
      this.ear.tell({ type: "file", purpose: "subtitles", name: file.name });
    }
  }

  openFile(file: File, item?: DataTransferItem): void {
    const entry = item?.webkitGetAsEntry?.();
    void droppedHandle(item).then(async (handle) => {
      if (await this.desk.dropped(handle)) return;
      if (isPack(file)) await this.desk.usePack(file);
      else if (entry?.isDirectory) await this.desk.use(() => folderOfEntry(entry as FileSystemDirectoryEntry), false);
      else await this.page.openFile(file);
    });
  }

  /// The image shows and goes with the export; said when the browser keeps it for
  /// this visit only.
  private async keepImage(path: string, blob: Blob): Promise<void> {
    if (!(await this.images.add(path, blob))) this.notice("warn", t("imageNotKept", { path }));
  }

  /// Gives the table at the caret its caption, in one step.
  private async captionTable(caption: string, shortcode: boolean): Promise<void> {
    const { view } = this;
    const table = tableAt(view.state);
    if (!table) return;
    const old = view.state.sliceDoc(table.from, table.to);
    const put = (from: number, to: number, insert: string) => {
      view.dispatch({ changes: { from, to, insert }, userEvent: "input.format", scrollIntoView: true });
      view.focus();
    };
    if (table.kind === "html") {
      const at = table.from + old.indexOf(">") + 1;
      return table.caption ? put(table.caption.from, table.caption.to, escaped(caption)) : put(at, at, `\n<caption>${escaped(caption)}</caption>`);
    }
    if (shortcode) return put(table.from, table.to, inShortcode(old, caption));
    const answer = await ask(this.shell.engine, "captionTable", { markdown: old, caption }).catch(() => null);
    if (!answer) this.notice("bad", t("tableFailed"));
    else if (answer.refusal) this.notice("warn", answer.refusal[lang()]);
    // The text went on while the renderer answered.
    else if (view.state.sliceDoc(table.from, table.to) !== old) this.notice("warn", staleFix());
    else put(table.from, table.to, answer.html);
  }

  /// Asks about an image; a lighter copy of it is offered when there is one.
  image(file: File): void {
    const pending: { id: number; file: File; lighter?: Blob } = { id: ++this.imageId, file };
    this.pendingImage = pending;
    const url = URL.createObjectURL(file);
    void imageSize(file).then(async (size) => {
      this.ear.tell({ type: "open", name: "image", context: { id: pending.id, name: file.name, file: safeName(file.name), bytes: file.size, url, ...size } });
      const found = await lighter(file).catch(() => null);
      pending.lighter = found?.blob;
      this.ear.tell({ type: "lighter", id: pending.id, bytes: found?.blob.size ?? 0, width: found?.width ?? 0, height: found?.height ?? 0 });
    });
  }

  subtitles(file: File): void {
    this.run("transcription");
    void this.fileFor("subtitles", file);
  }

  document(file: File): void {
    const ext = /\.(\w+)$/.exec(file.name)?.[1]?.toUpperCase() ?? "";
    this.ear.tell({ type: "open", name: "document", context: { name: file.name, url: `/documents/${safeName(file.name)}`, format: ext, bytes: file.size, text: this.selected() } });
  }

  // ───────────────────────── commands ─────────────────────────

  private selected(): string {
    const { from, to } = this.view.state.selection.main;
    return this.view.state.sliceDoc(from, to);
  }

  private setPane(pane: Pane): void {
    if (this.pane === pane) return;
    this.pane = pane;
    document.body.dataset.pane = pane;
    this.tellPrefs();
    if (pane === "text") this.view.requestMeasure();
  }

  /// Does a command by name. Unknown names are for the interface: a dialog, a
  /// panel. Returns what the caller asked for.
  run(command: string, args: unknown = {}): unknown {
    const text = textCommands[command];
    if (text) {
      this.setPane("text");
      if (inFront(this.view.state) && !(command in boxes)) this.notice("info", t("notInFront"));
      else text(this.view);
      this.view.focus();
      return;
    }
    const known = this.commands[command];
    if (known) return this.watched(known(args as never));
    if (/^(share|propose|review)/.test(command)) {
      this.watched(this.sharing().then((sharing) => sharing.run(command, args)));
      return;
    }
    this.ear.tell({ type: "open", name: command, context: args });
  }

  /// What a command begins and cannot end is said.
  private watched(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    void result.catch((error: unknown) => {
      console.warn("a command:", error);
      this.notice("bad", t("actFailed"));
    });
  }

  private readonly commands: Record<string, (args: never) => unknown> = {
    undo: () => (undo(this.view), this.view.focus()),
    redo: () => (redo(this.view), this.view.focus()),
    search: () => (this.setPane("text"), openSearchPanel(this.view)),
    replace: () => {
      this.setPane("text");
      openSearchPanel(this.view);
      requestAnimationFrame(() => this.view.dom.querySelector<HTMLInputElement>("[name=replace]")?.focus());
    },
    newPage: () => this.page.newPage().then(() => this.view.focus()),
    openAs: ({ encoding }: { encoding: "windows-1252" }) => this.page.openWaiting(encoding).then(() => this.view.focus()),
    save: () => this.page.save(),
    rename: ({ name }: { name: string }) => this.page.rename(name),
    text: () => this.view.state.doc.toString(),
    download: ({ name, text, type }: { name: string; text: string; type?: string }) => download(name, text, type),

    apply: ({ version, edits }: { version: number; edits: Change[] }) => {
      const done = applyEdits(this.view, edits, version, this.versions);
      if (!done) this.notice("warn", staleFix());
      return done;
    },
    /// Edits of the present text; `event` is CodeMirror's name for what it is, so
    /// that typing in a field is undone as typing is.
    edit: ({ edits, event }: { edits: Change[]; event: string }) => {
      this.view.dispatch({ changes: edits.map((edit) => ({ from: edit.from, to: edit.to, insert: edit.text })), userEvent: event });
    },
    reveal: ({ version, from, to }: { version: number; from: number; to: number }) => {
      this.setPane("text");
      reveal(this.view, from, to, version, this.versions);
    },
    select: ({ from, to }: { from: number; to: number }) => {
      this.view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      this.view.focus();
    },
    goToLine: ({ line }: { line: number }) => {
      const at = this.view.state.doc.line(Math.max(1, Math.min(this.view.state.doc.lines, line))).from;
      this.setPane("text");
      reveal(this.view, at, at, this.shell.engine.version, this.versions);
    },
    version: () => this.shell.engine.version,
    /// Tags of the author's pages may have changed since the site was asked.
    names: () => this.names.refresh(),

    link: () => {
      const { from, to } = this.view.state.selection.main;
      const link = enclosing(this.view.state, from, to, "Link");
      const m = link && /^\[([\s\S]*)\]\(<?([^)>\s]*)>?[^)]*\)$/.exec(this.view.state.sliceDoc(link.from, link.to));
      const range = m ? link : { from, to };
      this.ear.tell({ type: "open", name: "link", context: { text: m ? m[1] : this.selected(), url: m ? m[2] : "", editing: !!m, from: range!.from, to: range!.to, version: this.shell.engine.version } });
    },
    document: () => this.ear.tell({ type: "open", name: "document", context: { text: this.selected(), url: "", format: "", bytes: 0, name: "" } }),
    insertLink: ({ text, url, from, to, attributes }: { text: string; url: string; from?: number; to?: number; attributes?: string }) => {
      const address = /[\s()<>]/.test(url) ? `<${url}>` : url;
      const range = from === undefined ? undefined : { from, to: to! };
      insertInline(this.view, `[${text.replace(/([[\]])/g, "\\$1")}](${address})${attributes ?? ""}`, range);
    },
    image: () => {
      this.pendingImage = null;
      const { from, to } = this.view.state.selection.main;
      const image = enclosing(this.view.state, from, to, "Image");
      const m = image && /^!\[((?:[^\]\\]|\\[^])*)\]\((?:<([^>\n]*)>|([^\s)]*))([^)]*)\)$/.exec(this.view.state.sliceDoc(image.from, image.to));
      const editing = m ? { editing: true, alt: m[1]!.replace(/\\([[\]])/g, "$1"), path: m[2] ?? m[3]!, rest: m[4]!, from: image.from, to: image.to } : {};
      this.ear.tell({ type: "open", name: "image", context: { id: 0, name: "", file: "", bytes: 0, url: "", ...editing } });
    },
    insertImage: ({ path, alt, lighter, from, to, rest = "" }: { path: string; alt: string; lighter: boolean; from?: number; to?: number; rest?: string }) => {
      const pending = this.pendingImage;
      this.pendingImage = null;
      if (pending) void this.keepImage(path, lighter && pending.lighter ? pending.lighter : pending.file);
      const address = /[\s()<>]/.test(path) ? `<${path}>` : path;
      insertInline(this.view, `![${alt.replace(/([[\]])/g, "\\$1")}](${address}${rest})`, from === undefined ? undefined : { from, to: to! });
    },
    table: () => {
      const table = tableAt(this.view.state);
      const caption = table?.kind === "html" && table.caption ? unescaped(this.view.state.sliceDoc(table.caption.from, table.caption.to)) : "";
      this.ear.tell({ type: "open", name: "table", context: { kind: table?.kind ?? "", caption } });
    },
    insertTable: ({ rows, columns, caption, shortcode }: { rows: number; columns: number; caption: string; shortcode: boolean }) => insertTable(this.view, rows, columns, caption, shortcode),
    captionTable: ({ caption, shortcode }: { caption: string; shortcode: boolean }) => this.captionTable(caption, shortcode),
    alignTable: () => {
      if (!alignTable(this.view)) this.notice("info", t("tableAligned"));
      this.view.focus();
    },

    video: () => this.openShortcode("video", videoNames().filter((name) => name !== "transcription")),
    transcription: ({ title }: { title?: string }) => this.openShortcode("transcription", ["transcription"], title),
    insertShortcode: ({ name, args, content }: { name: string; args: string[]; content?: string }) => insertShortcode(this.view, name, args, content),
    editShortcode: ({ args, content }: { args: string[]; content?: string }) => {
      if (this.editing) editShortcode(this.view, this.editing, args, content);
      this.editing = null;
    },

    /// Another provider's shortcode in place of the one under the caret.
    replaceShortcode: ({ name, args }: { name: string; args: string[] }) => {
      if (this.editing) renameShortcode(this.view, this.editing, name, args);
      this.editing = null;
    },

    focusSource: () => (this.setPane("text"), this.view.focus()),
    focusPreview: () => {
      this.setPane("preview");
      this.follow.caret(true);
      this.shell.preview.frame.focus();
    },
    pane: ({ pane }: { pane: Pane }) => this.setPane(pane),
    prefs: (change: Partial<Prefs>) => setPrefs(change),
    width: ({ width }: { width: Prefs["width"] }) => setPrefs({ width }),
    noticeAction: ({ id }: { id: number }) => {
      this.notices.get(id)?.();
      this.notices.delete(id);
    },
    update: () =>
      void this.page.flush().then((safe) => {
        if (safe) this.shell.offline.update();
        else this.notice("warn", t("notSafeYet"));
      }),
    drawn: () => {
      for (const bar of document.querySelectorAll("[role=toolbar]")) rove(bar);
      this.tellCaret();
    },
  };

  /// Sharing and reviewing, loaded when they are first asked for.
  private sharing(): Promise<Sharing> {
    const { engine, preview, base } = this.shell;
    return (this.shared ??= import("./share").then(
      ({ Sharing }) =>
        new Sharing({
          engine,
          preview,
          base,
          tell: (event) => this.ear.tell(event),
          document: () => {
            const { document: doc } = this.page;
            const text = this.page.text();
            return { id: doc.id, path: doc.path || doc.name, text, images: this.images.usedBy(text).length };
          },
        }),
      (error: unknown) => {
        this.shared = null; // asked for again next time
        throw error;
      },
    ));
  }

  /// The dialog of a shortcode: filled from the one under the caret, if any.
  private openShortcode(name: string, names: string[], title = ""): void {
    const { state } = this.view;
    const code = shortcodeAt(state, state.selection.main.head, names);
    this.editing = code;
    const front = state.field(frontMatterField, false);
    this.ear.tell({
      type: "open",
      name,
      context: {
        editing: code !== null,
        name: code?.name ?? "",
        args: code?.args.map((arg) => arg.value) ?? [],
        title,
        content: code?.content ? state.sliceDoc(code.content.from, code.content.to).trim() : this.selected(),
        inFrontMatter: !!front && state.selection.main.head <= front.to,
      },
    });
  }

  /// Shortcuts that work wherever the focus is. AZERTY-safe: digits by their
  /// place on the keyboard, signs by what they print, never Ctrl+Alt.
  private key(key: PreviewKey, taken: () => void): void {
    if (key.key === "Escape" && document.activeElement?.closest("#slot-panel")) {
      taken();
      this.run("details");
      this.view.focus();
      return;
    }
    const mod = (key.ctrl || key.meta) && !key.alt;
    const modal = document.querySelector("dialog[open]") !== null;
    const command =
      key.key === "F6" ? (key.shift ? "previousPane" : "nextPane")
      : !mod ? ""
      : key.key === "s" && !key.shift ? "save"
      : key.key === "/" || (key.code === "Slash" && key.key === "?") ? "help"
      : key.shift && key.key.toLowerCase() === "l" ? "share"
      : key.shift && key.code === "Digit7" ? "orderedList"
      : key.shift && key.code === "Digit8" ? "bulletList"
      : key.shift && (key.key === "." || key.key === ">") ? "quote"
      : key.key === "Enter" ? "focusPreview"
      : key.key.toLowerCase() === "o" && !key.shift ? "open"
      : key.key.toLowerCase() === "f" && !key.shift ? "search"
      : key.key.toLowerCase() === "h" && !key.shift ? "replace"
      : key.key.toLowerCase() === "p" && !key.shift ? "print"
      : "";
    if (!command || (modal && command !== "save")) return;
    taken();
    if (command.endsWith("Pane")) this.cyclePane(command === "nextPane" ? 1 : -1);
    else this.run(command);
  }

  /// F6: tools, text, problems, preview, and round again.
  private cyclePane(direction: 1 | -1): void {
    const stops: { holds: Element | null; focus: () => void }[] = [
      { holds: document.querySelector("[role=toolbar]"), focus: () => document.querySelector<HTMLElement>("[role=toolbar] [tabindex='0']")?.focus() },
      { holds: document.getElementById("slot-panel"), focus: () => document.querySelector<HTMLElement>("#slot-panel :is(input,button,textarea)")?.focus() },
      { holds: this.view.dom, focus: () => this.run("focusSource") },
      { holds: document.getElementById("slot-problems"), focus: () => document.querySelector<HTMLElement>("#slot-problems button")?.focus() },
      { holds: this.shell.preview.frame, focus: () => this.run("focusPreview") },
    ].filter((stop) => stop.holds && stop.holds.getClientRects().length > 0 || stop.holds === this.view.dom || stop.holds === this.shell.preview.frame);
    const here = stops.findIndex((stop) => stop.holds!.contains(document.activeElement));
    for (let i = 1; i <= stops.length; i++) {
      const stop = stops[(here + direction * i + stops.length * 2) % stops.length]!;
      const before = document.activeElement;
      stop.focus();
      if (document.activeElement !== before) return;
    }
  }
}

function unescaped(html: string): string {
  return html.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;|&#34;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&").trim();
}

/// Shortcodes that have a dialog of their own.
function videoNames(): string[] {
  const known = new Set(["dailymotion", "youtube", "vimeo", "peertube", "video", "acast", "transcription"]);
  return shortcodes().map((entry) => entry.name).filter((name) => known.has(name));
}

/// Ctrl+Alt is AltGr on a French keyboard: such bindings would eat letters.
/// Ctrl+/ is our help; Ctrl+Enter goes to the preview.
function withoutAltGr(bindings: readonly KeyBinding[]): KeyBinding[] {
  const ours = new Set(["Mod-/", "Mod-Enter", "Mod-i", "Mod-k", "Mod-e", "Mod-h", "Mod-b", "Ctrl-o"]);
  return bindings.filter((binding) => !ours.has(binding.key ?? "") && !/(Ctrl|Mod)-Alt|Alt-(Ctrl|Mod)/.test(binding.key ?? ""));
}

function fromEvent(event: KeyboardEvent): PreviewKey {
  return { type: "preview-key", key: event.key, code: event.code, ctrl: event.ctrlKey, meta: event.metaKey, shift: event.shiftKey, alt: event.altKey };
}
