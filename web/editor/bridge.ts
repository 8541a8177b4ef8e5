// This file declares every message that crosses a border of the editor: page ⇄
// render worker, page ⇄ preview frame, page ⇄ interface (go-app).
//
// Units, the same everywhere:
//   - Offset: UTF-16 code units from the start of the CodeMirror document, where
//     a line break counts one. The text that crosses is that document with its
//     lines joined by "\n"; a file's own line endings are put back on saving.
//   - Line: 0-based lines of the whole file, front matter included; ranges are
//     half-open. Only what is printed for a person adds one.
//   - Version: a number that grows with every change of the document. An answer
//     carries the version it was made from; an answer older than the newest
//     version shown is dropped.
//
// app/session/wire.go writes the messages that come from the worker and
// app/ui/editor.go reads those meant for the interface: change them together.

import type { WeighAnswer } from "./ask";
import type { StoredDocument } from "./store";

/// UTF-16 code units from the start of the document.
export type Offset = number;
/// A 0-based line of the file.
export type Line = number;
/// Grows with every change of the document.
export type Version = number;
/// One sentence in both languages of the interface.
export interface Text {
  fr: string;
  en: string;
}

/// Replaces [from, to) of the text before the change. Several changes of one
/// edit are sorted, do not overlap and all count in the text before any of them.
export interface Change {
  from: Offset;
  to: Offset;
  text: string;
}

// ───────────────────────── page → render worker ─────────────────────────

/// First message to a worker: the same WebAssembly as the page's own.
export interface StartWorker {
  type: "start";
  module: WebAssembly.Module;
  /// Folder of the application, ends with "/".
  base: string;
}

/// The whole document. Answered by a `patch` with `reset`, then a `summary`.
export interface OpenDocument {
  type: "open";
  version: Version;
  /// Path inside the site: "content/blog/post.md"; decides directory data and URL.
  path: string;
  text: string;
}

/// What the user just changed. Edits that wait while the worker renders are
/// rendered together: the newest wins, and one `patch` answers them all.
export interface EditDocument {
  type: "edit";
  version: Version;
  changes: Change[];
  /// The page has rendered it itself (near.ts) and waits for no patch.
  shown?: boolean;
}

/// The site around the document: the bytes of a pack (zip), or null for the
/// built-in theme alone. The document is rendered again.
export interface SetSite {
  type: "site";
  pack: ArrayBuffer | null;
}

/// A question of the interface: its name and arguments are declared in ask.ts
/// and answered by app/ask, in turn with the edits before it.
export interface Ask {
  type: "ask";
  id: number;
  name: string;
  args: unknown;
}

/// The page's own renderer wants to go on from the newest text: answered by a
/// `body`, if that text is rendered.
export interface AskBody {
  type: "body";
}

export type ToWorker = StartWorker | OpenDocument | EditDocument | SetSite | Ask | AskBody;

// ───────────────────────── render worker → page ─────────────────────────

export interface WorkerReady {
  type: "ready";
}

/// One keyed block of the page's content. Equal id ⇒ equal html.
export interface Block {
  id: string;
  /// HTML as the site would publish it: NOT yet safe, the frame sanitises it.
  html: string;
}

/// Replaces `remove` blocks from index `at` by `blocks`. The splices of a patch
/// are in descending order of `at`, so each index counts in the list as it is.
export interface Splice {
  at: number;
  remove: number;
  blocks: Block[];
}

/// What surrounds the content: whole HTML documents cut in two where the
/// content goes.
export interface Layout {
  before: string;
  after: string;
}

/// From one rendering to the next.
export interface Patch {
  type: "patch";
  version: Version;
  /// The first version not shown before this patch (for measures).
  since: Version;
  /// True when the frame must forget what it shows and start from `splices`.
  reset: boolean;
  /// Present when it changed (always with `reset`).
  layout?: Layout;
  splices: Splice[];
  /// Present when they changed: start and end line of each block, two numbers
  /// a block, in order.
  lines?: Int32Array;
}

export type Severity = "error" | "warning" | "info";

/// A fix that is one click away; its edits count in the document of `version`.
export interface Fix {
  title: Text;
  edits: Change[];
  /// The author has to complete the result: never part of "fix all".
  needs: boolean;
}

export interface Diagnostic {
  code: string;
  /// Names the finding wherever it moves in the text; the code alone when it
  /// stands for many places.
  key: string;
  severity: Severity;
  from: Offset;
  to: Offset;
  /// Where `from` lies, for lists: 0-based line and column in code points.
  line: Line;
  column: number;
  message: Text;
  hint?: Text;
  /// "RGAA 4.2", "DSFR"; absent when none.
  ref?: string;
  unsure?: boolean;
  /// How many places it stands for (typography), all mended by its one fix.
  places?: number;
  related?: { from: Offset; to: Offset; line: Line; message: Text }[];
  fixes?: Fix[];
}

/// What the interface shows about the page. Sent after the patch, never before
/// it, and at most once for edits that follow each other closely.
export interface Summary {
  type: "summary";
  version: Version;
  path: string;
  url: string;
  diagnostics: Diagnostic[];
}

/// The renderer stopped on a bug of ours. The last good page stays; `restarted`
/// tells whether it works again by itself.
export interface WorkerFailed {
  type: "failed";
  version: Version;
  message: string;
  restarted: boolean;
}

/// Answers the `ask` of that id: `result`, or `error` when the question itself
/// was wrong (a bug of ours; what an author can get wrong is part of results).
export interface Answer {
  type: "answer";
  id: number;
  result?: unknown;
  error?: string;
}

/// What the template made of the page of that version, as far as near.ts needs it.
/// Not sent for a page of which all edits are the worker's.
export interface PageBody {
  type: "body";
  version: Version;
  body: Body;
}

/// wasm/page.go reads what wasm/worker.go wrote; in between nobody looks inside.
export interface Body {
  /// The site's configuration, as JSON.
  config: string;
  /// What the template printed; null when that is the text itself.
  output: string | null;
  places: Uint8Array | null;
  bytes: number;
  limit: number;
}

export type FromWorker = WorkerReady | Patch | Summary | WorkerFailed | Answer | PageBody;

// ───────────────────────── page → preview frame ─────────────────────────

/// Images of the document or of the site, by the address that the page writes
/// ("/img/a.png", "photo.jpg"): blob: addresses to show instead.
/// null: there is no such image, show a labelled box; "": there is, but too heavy
/// to be here.
export interface SetImages {
  type: "images";
  images: Record<string, string | null>;
  /// Another document: what was said of addresses before no longer holds.
  forget?: boolean;
}

/// Marks the block of that line as current; with `scroll`, brings it into view.
export interface ShowLine {
  type: "line";
  line: Line;
  /// Lines are aligned at this distance from the frame's top, in CSS pixels;
  /// absent: nearest edge, only when out of view.
  top?: number;
  mark: boolean;
  scroll: boolean;
}

/// How the frame shows the page.
export interface SetView {
  type: "view";
  /// Language of the frame's own words (placeholders).
  lang?: "fr" | "en";
  /// DSFR colour scheme.
  scheme?: "light" | "dark" | "system";
}

/// Passages that reviewers wrote about, to be underlined where they still stand.
/// Answered by `preview-quotes`, and again when the page changes under them.
export interface ShowQuotes {
  type: "quotes";
  quotes: { text: string; line: Line }[];
  /// Index of the one to bring into view and to mark more strongly.
  current?: number;
}

/// Brings a block of the last patch into view and outlines it (differences).
export interface ShowBlock {
  type: "block";
  /// Index among the blocks; -1 outlines none.
  index: number;
}

export type ToPreview = Patch | SetImages | ShowLine | SetView | ShowQuotes | ShowBlock;

// ───────────────────────── preview frame → page ─────────────────────────

/// The frame's script runs; nothing is shown yet.
export interface PreviewReady {
  type: "preview-ready";
}

/// The reader clicked on a block: its first line, and where in the frame.
export interface PreviewClick {
  type: "preview-click";
  line: Line;
  /// Text of the word or heading under the pointer, to refine the position; may be empty.
  text: string;
}

/// The reader scrolled: the line at the frame's top edge, with its fraction
/// (12.5 is half way between the blocks' lines 12 and 13).
export interface PreviewScroll {
  type: "preview-scroll";
  line: number;
}

/// The reader's hand is in the frame: the wheel, a finger, a key, or the focus.
export interface PreviewGesture {
  type: "preview-gesture";
}

/// Addresses of local images that the page shows and the frame does not have.
/// Answer with `images`.
export interface ImagesWanted {
  type: "preview-images";
  addresses: string[];
}

/// The reader asked to see images of other sites: the frame must be reloaded in
/// the variant that may fetch them.
export interface RemoteImagesWanted {
  type: "preview-remote-images";
}

/// A keyboard shortcut typed in the frame that the page should handle.
export interface PreviewKey {
  type: "preview-key";
  key: string;
  code: string;
  ctrl: boolean;
  meta: boolean;
  shift: boolean;
  alt: boolean;
}

/// The reader selected words of the page, or none any more ("").
export interface PreviewSelection {
  type: "preview-selection";
  /// What is selected, blanks made single.
  text: string;
  /// First line of the block where it begins.
  line: Line;
}

/// Which of the quotes stand in the page, in the order of `quotes`.
export interface PreviewQuotes {
  type: "preview-quotes";
  found: boolean[];
}

export type FromPreview =
  | PreviewSelection
  | PreviewQuotes
  | PreviewReady
  | PreviewClick
  | PreviewScroll
  | PreviewGesture
  | ImagesWanted
  | RemoteImagesWanted
  | PreviewKey;

// ───────────────────────── page → service worker ─────────────────────────

/// "skip-waiting": nothing unsaved, the new version may take over.
/// "complete?": answered on the port with `CacheState`.
/// "left": the page went away with that text, which may not be stored.
export type ToServiceWorker = { type: "skip-waiting" } | { type: "complete?" } | { type: "left"; document: StoredDocument };

/// Whether the application works without network: every file is in the cache.
export interface CacheState {
  complete: boolean;
  build: string;
}

// ───────────────── parts of the editor, seen by each other ─────────────────

/// The render worker as the rest of the page sees it (engine.ts).
export interface Engine {
  /// Opens a document; may be called before the WebAssembly is there.
  open(path: string, text: string): void;
  /// Sends a change. `text` gives the whole document, asked only when the worker
  /// has to start again.
  edit(changes: Change[], text: () => string): void;
  /// Changes the site pack; null is the built-in theme alone.
  setSite(pack: ArrayBuffer | null): void;
  /// Asks the renderer; waits for the WebAssembly, rejects when it dies. The
  /// questions and their types are in ask.ts.
  ask(name: string, args: unknown): Promise<unknown>;
  /// Version of the newest change sent.
  readonly version: Version;
  readonly state: EngineState;
  on(listener: (event: EngineEvent) => void): () => void;
}

/// loading: the WebAssembly is on its way; ready; failed: no renderer for now.
export type EngineState = "loading" | "ready" | "restarting" | "failed";

/// site: another one, or none; what it offers is to be asked again.
export type EngineEvent =
  | { type: "site" }
  | { type: "state"; state: EngineState; message?: string }
  | { type: "progress"; loaded: number; total: number }
  | Patch
  | Summary;

/// The preview frame as the rest of the page sees it (preview-host.ts).
export interface PreviewHost {
  readonly frame: HTMLIFrameElement;
  send(message: ToPreview): void;
  /// Another document is about to be shown: forgets the images of the one before,
  /// and that the reader agreed to see those of other sites.
  forget(): void;
  /// What shows the present page in another frame; undefined before the first patch.
  whole(): ToPreview[] | undefined;
  on(listener: (message: FromPreview) => void): () => void;
}

/// What boot.ts hands to editor.ts: `mount(shell)` is called once, at once, with
/// the WebAssembly still on its way; go-app starts after it.
export interface Shell {
  engine: Engine;
  preview: PreviewHost;
  /// Folder of the application, absolute, ends with "/": "https://host/sub/".
  base: string;
  /// Which page this is: the editor, or the read-only review page of a link.
  route: "editor" | "view";
  /// Short hash of this build, as "À propos" shows it.
  build: string;
  offline: Offline;
  /// The pack of the site that this host serves the editor with, if any.
  site: Promise<ArrayBuffer | null>;
}

/// The service worker as the rest of the page sees it (offline.ts).
export interface Offline {
  /// Asks the running service worker: never answered from memory.
  state(): Promise<CacheState>;
  /// Called when the application is fully cached ("offline-ready"), and when a
  /// new version waits ("update").
  on(listener: (event: "offline-ready" | "update") => void): () => void;
  /// Lets the waiting version take over and reloads. Call only when nothing is unsaved.
  update(): void;
}

// ═════════════ page ⇄ interface (go-app): section of app/ui/editor.go ═════════════
// Declared below this line by the interface: `window.apercu`, its commands and
// its coalesced state events.

/// `window.apercu`: the one door between go-app and the rest of the page.
export interface Apercu {
  /// go-app's ear. Called once; the last event of each kind is told again.
  subscribe(listener: (json: string) => void): void;
  /// Does a command by name. Arguments and answer are JSON; "" for none.
  run(command: string, args: string): string;
  /// The document as it now is.
  text(): string;
  /// The bytes of the file that a `file` event announced; null once taken.
  bytes: Uint8Array | null;
}

declare global {
  interface Window {
    apercu: Apercu;
  }
}

/// The open document.
export interface DocumentEvent {
  type: "document";
  /// File name, "lancement.md".
  name: string;
  path: string;
  /// "UTF-8", "Windows-1252".
  encoding: string;
  /// "LF", "CRLF", "CR".
  ending: string;
  /// True when a file holds exactly this text.
  filed: boolean;
  readOnly: boolean;
}

/// Whether every key is kept, and since when (Unix milliseconds).
export interface SaveEvent {
  type: "save";
  state: "saved" | "waiting" | "saving" | "failed" | "stale";
  at: number;
  message?: string;
}

/// The caret, 1-based as the status bar prints it; columns and the length of the
/// selection in UTF-16 code units. At most ten a second.
export interface CaretEvent {
  type: "caret";
  line: number;
  column: number;
  selected: number;
  /// Name of the shortcode under the caret, "" for none.
  shortcode: string;
}

/// The text changed and the writer paused: ask for `text` when it is needed.
export interface ChangedEvent {
  type: "changed";
  version: Version;
}

/// What the interface should open: a dialog, a panel, a page of help.
export interface OpenEvent {
  type: "open";
  name: string;
  context: unknown;
  /// Only tells more to that dialog, if it is open still.
  update?: boolean;
}

/// A sentence over the workspace. `action` is run with `noticeAction`.
export interface NoticeEvent {
  type: "notice";
  id: number;
  kind: "info" | "warn" | "bad";
  text: string;
  action?: string;
}

/// A file was chosen or dropped for a dialog; its bytes wait in `apercu.bytes`.
export interface FileEvent {
  type: "file";
  purpose: "subtitles";
  name: string;
}

export interface PrefsEvent {
  type: "prefs";
  lang: "fr" | "en";
  theme: "light" | "dark" | "system";
  width: "mobile" | "tablet" | "desktop";
  pane: "text" | "preview" | "problems";
  sync: boolean;
  tabIndents: boolean;
}

/// State of the renderer, of the network and of the cache.
export interface WorldEvent {
  type: "world";
  engine: EngineState;
  message?: string;
  /// Compressed share of the WebAssembly that arrived, 0 to 100.
  percent: number;
  online: boolean;
  /// The application works without network.
  offlineReady: boolean;
  /// A new version waits.
  update: boolean;
  build: string;
}

/// The share dialog: the link as it now is. Lengths in characters of the whole
/// address. (share.ts)
export interface ShareEvent {
  type: "share";
  title: string;
  author: string;
  /// "" while it is being made.
  link: string;
  /// The page is larger than any link may carry.
  tooLarge: boolean;
  /// The link that carries only the changes to a public file.
  patch: { url: string; state: "none" | "fetching" | "ready" | RemoteProblem; status: number; link: string };
  /// Name of what was last copied, "refused" when the browser would not.
  copied: string;
  /// Images of the page that are only in this browser.
  images: number;
  comments: number;
  repo: RepoSettings;
}

/// Where the site's sources are; asked once, kept in this browser.
export interface RepoSettings {
  /// "https://github.com/organisation/depot".
  url: string;
  branch: string;
  /// Folder of the pages.
  folder: string;
}

/// Why a public file could not be had: not an https address, no answer (offline,
/// or the site forbids other pages to read it), an HTTP status, too large, not text.
export type RemoteProblem = "address" | "unreachable" | "status" | "large" | "binary";

/// The review page of a link. (view.ts)
export interface ViewEvent {
  type: "view";
  /// opening; shown; asking: a public file is needed, from a host that the reader
  /// has to agree to; the rest say why there is nothing to show.
  state: "opening" | "shown" | "asking" | "fetching" | "none" | "newer" | "damaged" | "base-changed" | "base-missing" | "remote" | "stopped";
  title: string;
  note: string;
  author: string;
  path: string;
  /// Unix milliseconds, 0 when unknown.
  created: number;
  /// The link lost its end: payload characters that arrived, and that left.
  truncated: boolean;
  received: number;
  expected: number;
  /// The public file that is needed or that failed.
  url: string;
  problem: RemoteProblem | "";
  status: number;
  /// There is another version to compare with.
  comparable: boolean;
  showing: "page" | "differences" | "source" | "source-differences";
  changes: { kind: string; summary: Text; before: string; after: string; block: number }[];
  /// Index in `changes` of the difference in view, -1 for none.
  current: number;
  /// Comments that were written here and not sent back yet.
  unsent: boolean;
}

/// Review comments, on the review page and beside an opened review. (review.ts)
export interface CommentsEvent {
  type: "comments";
  list: { id: number; author: string; text: string; quote: string; line: Line; detached: boolean }[];
  /// What the reader selected in the preview, "" for nothing.
  selection: string;
  selectionLine: Line;
  author: string;
  /// The link that carries the page with the comments, once asked for.
  link: string;
  digest: string;
  copied: string;
}

/// What the strip under the tools says for as long as it is true (storage.go).
export interface KeepingEvent {
  type: "keeping";
  /// "reader": another tab writes this document; "stale": another tab wrote it meanwhile.
  role: "writer" | "reader" | "stale";
  /// This browser keeps nothing.
  broken: boolean;
  /// The text is not what the file received: when it was last changed (Unix
  /// milliseconds), 0 when it is the same.
  draft: number;
  /// In how many places, 0 when that is not known.
  changes: number;
}

/// A finding that the author set aside, kept beside the document. (problems.ts)
export interface IgnoredFinding {
  /// Of the finding; the rule's code for all that it finds.
  key: string;
  code: string;
  message: Text;
  reason: string;
  /// Unix milliseconds.
  at: number;
}

export interface IgnoredEvent {
  type: "ignored";
  list: IgnoredFinding[];
}

/// The complete check of the preview (audit.ts). Offsets count in `version`.
export interface AuditEvent {
  type: "audit";
  state: "" | "running" | "done" | "failed";
  version: Version;
  message?: string;
  found: Diagnostic[];
}

/// What "Tout corriger" would change, for the dialog that shows it first. `code`
/// is the rule, "" for all. Offsets count in `version`.
export interface FixesEvent {
  type: "fixes";
  state: "running" | "done" | "failed";
  code: string;
  version: Version;
  edits: (Change & { rule: string })[];
}

/// What a visitor downloads to read the page, in bytes.
export type WeightEvent = { type: "weight"; version: Version } & WeighAnswer;

/// A lighter copy of the image that its dialog asks about, once it is made.
export interface LighterEvent {
  type: "lighter";
  /// Of the dialog's context.
  id: number;
  /// 0: none would be lighter.
  bytes: number;
  /// CSS pixels.
  width: number;
  height: number;
}

/// What the open site offers to the forms. (names.ts)
export interface NamesEvent {
  type: "names";
  /// A site is open; the built-in theme alone otherwise.
  site: boolean;
  /// Language of the site's words.
  lang: string;
  layouts: string[];
  /// The most used first.
  tags: string[];
  /// Hosts of the site's PeerTube instances.
  hosts: string[];
  /// The site has a shortcode that gives a Markdown table its caption.
  captions: boolean;
}

export type InterfaceEvent =
  | NamesEvent
  | LighterEvent
  | IgnoredEvent
  | AuditEvent
  | FixesEvent
  | WeightEvent
  | KeepingEvent
  | ShareEvent
  | ViewEvent
  | CommentsEvent
  | DocumentEvent
  | SaveEvent
  | CaretEvent
  | ChangedEvent
  | OpenEvent
  | NoticeEvent
  | FileEvent
  | PrefsEvent
  | WorldEvent
  | Summary;
