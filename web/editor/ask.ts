// This file declares the questions that the interface may ask of the renderer
// (Engine.ask) and the types of their answers; app/ask answers them: change
// them together. Offsets are UTF-16 code units of the text asked about, lines
// 0-based.

import type { Change, Engine, Line, Text } from "./bridge";

export interface VideoAnswer {
  found: boolean;
  /// "dailymotion", "youtube", "vimeo", "peertube", "acast".
  provider?: string;
  /// As the provider writes its own name.
  name?: string;
  id?: string;
  /// Seconds from the beginning.
  start?: number;
  title?: string;
  audio?: boolean;
  /// The provider's own page for it.
  page?: string;
  /// The tag to insert, with the title asked for.
  shortcode?: string;
}

export interface TranscriptAnswer {
  ok: boolean;
  /// The whole {% transcription %} block.
  markdown: string;
  /// Its paragraphs alone.
  body: string;
  format: string;
  seconds: number;
  words: number;
  speakers: string[] | null;
  /// Too few words for the duration: probably a summary.
  summary: boolean;
  remarks: { code: string; severity: string; message: Text }[];
}

export type FieldKind = "text" | "number" | "boolean" | "date" | "null" | "list" | "other";

export interface FieldsAnswer {
  /// "yaml", "json", "toml", or "" when there is no front matter.
  format: string;
  valid: boolean;
  error?: Text;
  line: Line;
  fields: { path: string[]; value: unknown; line: Line; kind: FieldKind }[];
}

export interface SetFieldAnswer {
  changes: Change[];
  /// Why the form cannot set it without touching more.
  refusal?: Text;
}

export interface SharedDocument {
  path: string;
  author: string;
  note: string;
  site: string;
  /// Minutes since 1970-01-01 UTC, 0 when unknown.
  created: number;
  text: string;
  comments: { author: string; text: string; quote: string; line: Line }[];
}

export interface LinkAnswer {
  kind: "none" | "newer" | "document" | "patch" | "remote" | "compare";
  document?: SharedDocument;
  urls?: string[];
  baseHash?: string;
  /// Characters of payload.
  received: number;
  expected: number;
  truncated: boolean;
  damaged: boolean;
  version?: string;
}

export type ChangeKind = "same" | "added" | "removed" | "changed";

export interface CompareAnswer {
  changes: { kind: ChangeKind; summary: Text; before: string; after: string; block: number }[];
  blocks: { kind: ChangeKind; html: string; lines: [Line, Line] }[];
  layout: { before: string; after: string };
}

/// The edits do not overlap and are in the order of the text.
export interface MendAnswer {
  edits: (Change & { rule: string })[];
  /// Nothing certain is left to fix.
  ended: boolean;
}

/// What a visitor downloads to read the page, in bytes.
export interface WeighAnswer {
  /// The page, layout included, before compression.
  html: number;
  images: number;
  /// -1 bytes: not known.
  items: { path: string; bytes: number; from: number; to: number; line: Line }[];
  /// Images of unknown size.
  unknown: number;
  /// Hosts that are asked for something.
  thirdParties: string[];
  /// Largest first.
  savings: { bytes: number; message: Text; from: number; to: number; line: Line }[];
}

/// A shortcode or a component of the site.
export interface SiteName {
  name: string;
  params: string[];
  paired: boolean;
  /// In the site's own words, "" for none.
  help: string;
  /// The site's, not the built-in theme's.
  own: boolean;
}

/// What a page of the open site can name.
export interface NamesAnswer {
  /// A site is open; the built-in theme alone otherwise.
  site: boolean;
  /// Language of the site's words.
  lang: string;
  /// Hosts of the site's PeerTube instances.
  hosts: string[];
  /// As `layout:` names them.
  layouts: string[];
  /// The most used first.
  tags: string[];
  shortcodes: SiteName[];
  components: SiteName[];
  filters: string[];
}

/// Every question: its arguments, its answer.
export interface Questions {
  recognizeVideo: { args: { input: string; title?: string }; answer: VideoAnswer };
  convertTranscript: {
    args: {
      file?: ArrayBuffer;
      text?: string;
      title?: string;
      lang?: "fr" | "en";
      speakers?: string[];
      duration?: number;
      dropSounds?: boolean;
    };
    answer: TranscriptAnswer;
  };
  fields: { args: Record<string, never>; answer: FieldsAnswer };
  /// `value` absent deletes the field; `date`: a "2006-01-02" text is a date.
  setField: { args: { path: string[]; value?: unknown; date?: boolean }; answer: SetFieldAnswer };
  /// `base` and `baseText`: as a patch link against that public address.
  encodeLink: { args: { document: SharedDocument; base?: string; baseText?: string }; answer: { fragment: string; tooLarge: boolean } };
  decodeLink: { args: { input: string }; answer: LinkAnswer };
  applyPatch: { args: { input: string; baseText: string }; answer: { document?: SharedDocument; problem?: "base-changed" | "damaged" } };
  /// Which automatic versions may go at that time (Unix milliseconds).
  thin: { args: { versions: { id: number; at: number; kind: string }[]; now: number }; answer: { drop: number[] } };
  /// Every certain fix of the page, or of one rule (`code`), made until none is
  /// left. `ignored`: keys of findings, or rules, that were set aside.
  mend: { args: { code: string; ignored: string[] }; answer: MendAnswer };
  /// `images`: sizes in bytes of those that only the editor has, by the address
  /// that the page writes.
  weigh: { args: { images: Record<string, number> }; answer: WeighAnswer };
  /// `texts`: beginnings of other pages of the author, whose tags count too.
  names: { args: { texts: string[] }; answer: NamesAnswer };
  /// A Markdown table in HTML, with its caption; or why it must stay.
  captionTable: { args: { markdown: string; caption: string }; answer: { html: string; refusal?: Text } };
  compare: { args: { path: string; before: string; after: string }; answer: CompareAnswer };
}

/// Asks with types.
export function ask<N extends keyof Questions>(engine: Engine, name: N, args: Questions[N]["args"]): Promise<Questions[N]["answer"]> {
  return engine.ask(name, args) as Promise<Questions[N]["answer"]>;
}
