// The complete check: axe-core examines the preview as a browser shows it
// (contrast, accessible names, structure). It runs inside the frame, as a script
// that the frame's policy allows by its hash; what it finds comes back with the
// lines of the text.
import type { Text as Doc } from "@codemirror/state";
import type { AuditFinding } from "../preview/audit";
import type { Diagnostic, Severity } from "./bridge";

type FrameWindow = Window & { apercuAudit?: () => Promise<AuditFinding[]> };

/// Examines what the frame shows. Offsets are those of `doc`, the text shown.
export async function auditPreview(frame: HTMLIFrameElement, doc: Doc): Promise<Diagnostic[]> {
  const target = frame.contentWindow as FrameWindow;
  if (!target.apercuAudit) await load(frame);
  const found = await target.apercuAudit!();
  return found.map((finding) => diagnostic(finding, doc));
}

function load(frame: HTMLIFrameElement): Promise<void> {
  const inside = frame.contentDocument!;
  const script = inside.createElement("script");
  script.src = new URL(BUILD.audit, new URL(".", frame.contentWindow!.location.href)).href;
  script.integrity = BUILD.auditHash;
  return new Promise((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error("axe-core could not be loaded"));
    };
    inside.head.append(script);
  });
}

const severities: Record<string, Severity> = { critical: "error", serious: "error", moderate: "warning", minor: "info" };

function diagnostic(finding: AuditFinding, doc: Doc): Diagnostic & { helpURL: string } {
  const line = Math.min(finding.line, doc.lines - 1);
  const at = line < 0 ? { from: 0, to: 0 } : doc.line(line + 1);
  return {
    code: `axe-${finding.rule}`,
    key: `axe-${finding.rule}-${hash(finding.html)}`,
    severity: severities[finding.impact] ?? "warning",
    from: at.from,
    to: at.to,
    line,
    column: 0,
    message: finding.message,
    hint: { fr: shorten(finding.html), en: shorten(finding.html) },
    ref: finding.ref,
    unsure: finding.unsure,
    helpURL: finding.help,
  };
}

function shorten(html: string): string {
  return html.length > 140 ? `${html.slice(0, 139)}…` : html;
}

/// FNV-1a: names what was found, wherever it moves.
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}
