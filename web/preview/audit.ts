// axe-core inside the preview frame, loaded when the complete check is first
// asked for (web/editor/audit.ts). Its remarks are in French and in English:
// axe-core's own translations.
import axe from "axe-core";
import french from "axe-core/locales/fr.json";

/// One remark on one element.
export interface AuditFinding {
  rule: string;
  /// "critical", "serious", "moderate", "minor".
  impact: string;
  message: { fr: string; en: string };
  /// "RGAA 3.2", "WCAG 1.4.3", "" when none.
  ref: string;
  /// The rule's page, in English.
  help: string;
  html: string;
  /// 0-based line of the element's block; -1: of the layout, not of the text.
  line: number;
  /// axe-core could not decide.
  unsure: boolean;
}

declare global {
  interface Window {
    apercuAudit: () => Promise<AuditFinding[]>;
    /// preview.ts: the lines of the block that holds a node, undefined outside of the content.
    apercuLines(node: Node): [number, number] | undefined;
  }
}

const rules = french.rules as Record<string, { help?: string }>;

/// What this editor shows in place of something: boxes for videos, missing images.
const ours = ["#apercu-marker", "[data-apercu-embed]", "[data-apercu-image]"];
/// Elements of a rule that are told one by one; the others are like them.
const most = 20;

async function audit(): Promise<AuditFinding[]> {
  const results = await axe.run(
    { include: document, exclude: ours.filter((selector) => document.querySelector(selector)).map((selector) => [selector]) },
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], resultTypes: ["violations", "incomplete"], iframes: false, elementRef: true },
  );
  return [...results.violations.flatMap((result) => findings(result, false)), ...results.incomplete.flatMap((result) => findings(result, true))];
}

function findings(result: axe.Result, unsure: boolean): AuditFinding[] {
  return result.nodes.slice(0, most).map((node) => ({
    rule: result.id,
    impact: node.impact ?? result.impact ?? "moderate",
    message: { fr: rules[result.id]?.help ?? result.help, en: result.help },
    ref: reference(result.tags),
    help: result.helpUrl,
    html: node.html,
    line: (node.element && window.apercuLines(node.element)?.[0]) ?? -1,
    unsure,
  }));
}

/// "RGAA-3.2.1" is a test of the criterion 3.2; "wcag143" is 1.4.3.
function reference(tags: string[]): string {
  for (const tag of tags) {
    const rgaa = /^RGAA-(\d+\.\d+)/.exec(tag);
    if (rgaa) return `RGAA ${rgaa[1]}`;
  }
  for (const tag of tags) {
    const wcag = /^wcag(\d)(\d)(\d+)$/.exec(tag);
    if (wcag) return `WCAG ${wcag[1]}.${wcag[2]}.${wcag[3]}`;
  }
  return "";
}

Object.defineProperty(window, "apercuAudit", { value: audit });
