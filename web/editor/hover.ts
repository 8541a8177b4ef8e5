// This file says what the name under the pointer is for.
import { type Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import { components, containers, dsfrClasses, filters, frontMatterKeys, nunjucksTags, shortcodes, type Entry } from "./catalogue";
import { frontMatterField } from "./language";
import { lang } from "./strings";

interface Found {
  entry: Entry;
  from: number;
  to: number;
  sample: string;
}

function find(text: string, column: number, front: boolean): Found | null {
  const rules: [RegExp, () => Entry[], (entry: Entry) => string][] = front
    ? [[/^(\w+)(?=\s*:)/g, () => frontMatterKeys, (entry) => `${entry.name}:`]]
    : [
        [/(?<=\{%-?\s*(?:end)?)(\w+)/g, () => [...shortcodes(), ...nunjucksTags].flatMap((entry) => [entry]), tagSample],
        [/(?<=\bcomponent\(\s*["'])([\w-]+)/g, () => components(), (entry) => `component("${entry.name}", { … })`],
        [/(?<=\|\s*)(\w+)/g, () => filters(), (entry) => `{{ … | ${entry.name} }}`],
        [/^\s{0,3}((?::::+|\?{3,})\w*)/g, () => containers, (entry) => `${entry.name}${entry.params ? ` ${entry.params[0]}` : ""}`],
        [/(fr-[\w-]+)/g, () => dsfrClasses, (entry) => `.${entry.name}`],
      ];
  for (const [pattern, entries, sample] of rules) {
    for (const m of text.matchAll(pattern)) {
      const from = m.index + m[0].indexOf(m[1]!);
      const to = from + m[1]!.length;
      if (column < from || column > to) continue;
      const entry = entries().find((known) => known.name === m[1]!.replace(/^end(?=\w)/, ""));
      if (entry?.help[lang()]) return { entry, from, to, sample: sample(entry) };
    }
  }
  return null;
}

function tagSample(entry: Entry): string {
  const args = entry.params?.map((param) => ` "${param}"`).join(",") ?? "";
  return `{% ${entry.name}${args} %}${entry.paired ? ` … {% end${entry.name} %}` : ""}`;
}

/// Help on hover; the same words are in the completion list, for the keyboard.
export function hover(): Extension {
  return hoverTooltip(
    (view, pos) => {
      const line = view.state.doc.lineAt(pos);
      const front = view.state.field(frontMatterField, false);
      const found = find(line.text, pos - line.from, !!front && pos <= front.to);
      if (!found) return null;
      return {
        pos: line.from + found.from,
        end: line.from + found.to,
        above: true,
        create() {
          const dom = document.createElement("div");
          dom.className = "help";
          const code = dom.appendChild(document.createElement("code"));
          code.textContent = found.sample;
          dom.appendChild(document.createElement("p")).textContent = found.entry.help[lang()];
          return { dom };
        },
      };
    },
    { hoverTime: 450 },
  );
}
