// This file stores a copy of a shared page as a new document of this browser,
// which the editor opens next. No other document is read or written.
import type { SharedDocument } from "./ask";
import { openStore } from "./store";
import { t } from "./strings";

/// Rejects when the browser did not keep it.
export async function saveCopy(base: string, shared: SharedDocument, title: string): Promise<void> {
  const store = await openStore(base);
  const name = shared.path.split("/").at(-1) || t("untitled");
  const id = crypto.randomUUID();
  await store.save({ id, name, path: shared.path.includes("/") ? shared.path : "", title, text: shared.text, revision: 0, created: 0, updated: 0, filed: 0, fileHash: "", deleted: 0 });
  if (shared.comments.length) await store.setSetting(`comments:${id}`, shared.comments);
  await store.setSetting("last-document", id);
  store.close();
}
