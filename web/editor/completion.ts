// This file proposes what can be written at the caret: shortcodes and their
// parameters, containers, filters, DSFR classes, front matter keys and values.
// It also closes {% %}, {{ }}, {# #} and adds the end tag of a paired one.
import { autocompletion, snippet, snippetCompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { EditorSelection, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { components, containers, dsfrClasses, filters, frontMatterKeys, layouts, nunjucksTags, shortcodes, siteTags, type Entry } from "./catalogue";
import { frontMatterField } from "./language";
import { lang } from "./strings";

const section = (fr: string, en: string, rank: number) => ({ name: lang() === "en" ? en : fr, rank });

function info(entry: Entry): (() => HTMLElement) | undefined {
  if (!entry.help[lang()]) return undefined;
  return () => {
    const box = document.createElement("div");
    box.className = "help";
    box.textContent = entry.help[lang()];
    return box;
  };
}

function option(entry: Entry, type: string): Completion {
  return { label: entry.name, type, info: info(entry), detail: entry.params?.join(", ") };
}

/// A shortcode's template: `name "${id}" %}` and, for a paired one, its end. A
/// `%}` that already stands after the caret is taken into it.
function shortcodeOption(entry: Entry): Completion {
  const args = (entry.params ?? []).map((param, i) => (i === 0 || entry.paired ? ` "\${${param}}"` : "")).join("");
  const template = snippet(`${entry.name}${args} %}${entry.paired ? `\n\${}\n{% end${entry.name} %}` : ""}`);
  return {
    label: entry.name,
    detail: entry.params?.join(", "),
    info: info(entry),
    section: section("Blocs du site", "Site blocks", 0),
    boost: 2,
    apply(view, completion, from, to) {
      const after = view.state.sliceDoc(to, to + 40);
      const close = /^[ \t]*-?%\}/.exec(after)?.[0].length;
      // In a tag that has its arguments already, only the name is written.
      if (close === undefined && /^[^\n]*%\}/.test(after)) view.dispatch({ changes: { from, to, insert: entry.name }, userEvent: "input.complete" });
      else template(view, completion, from, to + (close ?? 0));
    },
  };
}

function inTag(context: CompletionContext): CompletionResult | null {
  const name = context.matchBefore(/\{%-?\s*\w*$/);
  if (name) {
    const word = /\w*$/.exec(name.text)![0];
    return {
      from: context.pos - word.length,
      options: [
        ...shortcodes().map((entry) => shortcodeOption(entry)),
        ...nunjucksTags.map((entry) => ({ ...option(entry, "keyword"), section: section("Modèle", "Template", 1) })),
      ],
      validFor: /^\w*$/,
    };
  }
  const filter = context.matchBefore(/(?:\{\{|\{%)[^}]*\|\s*\w*$/);
  if (filter) {
    const word = /\w*$/.exec(filter.text)![0];
    return { from: context.pos - word.length, options: filters().map((entry) => option(entry, "function")), validFor: /^\w*$/ };
  }
  return null;
}

/// component("card", …) and include "components/card.njk": the site's components.
function componentAt(context: CompletionContext): CompletionResult | null {
  const head = context.matchBefore(/\{[{%][^{}]*(?:\bcomponent\(\s*|\binclude\s+)["'][\w./-]*$/);
  if (!head) return null;
  const word = /[\w./-]*$/.exec(head.text)![0];
  const include = /include\s+["'][\w./-]*$/.test(head.text);
  const label = (name: string) => (include ? `components/${name}.njk` : name);
  return {
    from: context.pos - word.length,
    options: components().map((entry) => ({ ...option(entry, "class"), label: label(entry.name) })),
    validFor: /^[\w./-]*$/,
  };
}

function containerAt(context: CompletionContext): CompletionResult | null {
  const head = context.matchBefore(/^\s{0,3}(?::{2,}|\?{3,})\w*$/);
  if (!head) return null;
  const from = head.from + head.text.length - head.text.trimStart().length;
  return {
    from,
    options: containers.map((entry) => {
      const marker = /^[:?]+/.exec(entry.name)![0];
      const title = entry.params ? ` \${${entry.params[0]}}` : "";
      return snippetCompletion(`${entry.name}${title}\n\${}\n${marker}`, { label: entry.name, detail: entry.params?.join(", "), info: info(entry) });
    }),
    validFor: /^[:?]+\w*$/,
  };
}

function classAt(context: CompletionContext): CompletionResult | null {
  const head = context.matchBefore(/(?:\{[^}%{#]*\.|class="[^"]*?)[\w-]*$/);
  if (!head) return null;
  const word = /[\w-]*$/.exec(head.text)![0];
  return { from: context.pos - word.length, options: dsfrClasses.map((entry) => option(entry, "class")), validFor: /^[\w-]*$/ };
}

function frontMatterAt(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const key = /^\w*$/.exec(before);
  if (key) {
    if (!context.explicit && !before) return null;
    return {
      from: line.from,
      options: frontMatterKeys.map((entry) => ({ ...option(entry, "property"), apply: `${entry.name}: ` })),
      validFor: /^\w*$/,
    };
  }
  const layout = /^layout:\s*["']?([\w/.-]*)$/.exec(before);
  if (layout) return list(context, layout[1]!, layouts());
  const tag = /^(?:\s*-\s*["']?|tags:.*[[,]\s*["']?|tags:\s*["']?)([^"',\]]*)$/.exec(before);
  if (tag && inTags(context)) return list(context, tag[1]!, siteTags(), /["'][^"']*$/.test(before));
  return null;
}

/// True on the lines of the `tags:` key.
function inTags(context: CompletionContext): boolean {
  for (let n = context.state.doc.lineAt(context.pos).number; n > 1; n--) {
    const text = context.state.doc.line(n).text;
    if (/^[^\s-]/.test(text)) return text.startsWith("tags:");
  }
  return false;
}

/// Values of a key. One that YAML would read as something else is quoted, unless
/// it already stands in quotes.
function list(context: CompletionContext, word: string, values: string[], inQuotes = true): CompletionResult | null {
  if (!values.length) return null;
  const apply = (value: string) => (inQuotes || /^[\p{L}_][\p{L}\p{N} _./’'-]*$/u.test(value) ? value : JSON.stringify(value));
  return { from: context.pos - word.length, options: values.map((label) => ({ label, type: "text", apply: apply(label) })) };
}

function complete(context: CompletionContext): CompletionResult | null {
  const front = context.state.field(frontMatterField, false);
  if (front && context.pos <= front.to) return frontMatterAt(context);
  return componentAt(context) ?? inTag(context) ?? containerAt(context) ?? classAt(context);
}

// ───────────────────────── closing what is opened ─────────────────────────

const pairs: Record<string, [string, string]> = { "%": ["%  ", "%}"], "{": ["{  ", "}}"], "#": ["#  ", "#}"] };

/// Typing %, { or # after { gives `{%  %}` with the caret in the middle; typing
/// the } of a paired tag adds its end tag when there is none below.
const closeTags = EditorView.inputHandler.of((view, from, to, text) => {
  if (from !== to || view.composing) return false;
  const { state } = view;
  const front = state.field(frontMatterField, false);
  if (front && from <= front.to) return false;
  const before = state.sliceDoc(Math.max(0, from - 1), from);
  const after = state.sliceDoc(to, to + 1);
  const pair = pairs[text];
  if (pair && before === "{" && state.sliceDoc(from - 2, from - 1) !== "{" && (after === "" || after === "}" || /\s/.test(after))) {
    const close = after === "}" ? pair[1].slice(0, 1) : pair[1];
    view.dispatch({
      changes: { from, insert: pair[0] + close },
      selection: EditorSelection.cursor(from + 2),
      userEvent: "input.type",
    });
    return true;
  }
  // The blank of `{%  %}` is there already.
  if (text === " " && /(?:\{%|\{\{|\{#) $/.test(state.sliceDoc(from - 3, from)) && /^ (?:%|\}|#)\}/.test(state.sliceDoc(to, to + 3))) return true;
  if (text === "}" && before === "%") return closePaired(view, from, after === "}" ? 1 : 0);
  if (text === "%" && state.sliceDoc(to, to + 2) === "%}") {
    view.dispatch({ selection: EditorSelection.cursor(to + 1), userEvent: "input.type" });
    return true;
  }
  return false;
});

function closePaired(view: EditorView, at: number, over: number): boolean {
  const line = view.state.doc.lineAt(at);
  const name = /\{%-?\s*(\w+)[^%]*-?%$/.exec(line.text.slice(0, at - line.from))?.[1];
  const entry = name && [...shortcodes(), ...nunjucksTags].find((known) => known.name === name && known.paired);
  if (!entry) return false;
  const below = view.state.sliceDoc(at, Math.min(view.state.doc.length, at + 100_000));
  const next = new RegExp(`\\{%-?\\s*(end)?${name}\\b`).exec(below);
  if (next?.[1]) return false;
  view.dispatch({
    changes: { from: at, to: at + over, insert: `}\n\n{% end${name} %}` },
    selection: EditorSelection.cursor(at + 2),
    userEvent: "input.type",
  });
  return true;
}

/// Completion and closing, with no key that an AZERTY keyboard needs for text.
export function completion(): Extension {
  return [
    autocompletion({ override: [complete], icons: false, optionClass: () => "", tooltipClass: () => "cm-completions" }),
    closeTags,
  ];
}
