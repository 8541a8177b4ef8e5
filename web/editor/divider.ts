// This file moves the border between text and preview: by the mouse, a finger,
// or the keyboard (arrows 2 %, Page keys 10 %, Home, End, Enter for half).
import { getPrefs, setPrefs, showSplit } from "./prefs";

const low = 20;
const high = 80;

export function divider(): void {
  const bar = document.getElementById("divider");
  const space = document.getElementById("workspace");
  if (!bar || !space) return;

  const show = (percent: number) => {
    const value = Math.max(low, Math.min(high, percent));
    showSplit(value);
    return value;
  };

  bar.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    bar.setPointerCapture(down.pointerId);
    bar.classList.add("dragging");
    document.body.classList.add("resizing");
    let value = getPrefs().split;
    const move = (event: PointerEvent) => {
      const source = document.getElementById("source")!.getBoundingClientRect();
      const width = space.getBoundingClientRect().right - source.left;
      value = show(((event.clientX - source.left) / width) * 100);
    };
    const up = () => {
      bar.removeEventListener("pointermove", move);
      bar.classList.remove("dragging");
      document.body.classList.remove("resizing");
      setPrefs({ split: value });
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", up, { once: true });
  });

  bar.addEventListener("dblclick", () => setPrefs({ split: show(49) }));
  bar.addEventListener("keydown", (event) => {
    const now = getPrefs().split;
    const to = { ArrowLeft: now - 2, ArrowRight: now + 2, PageUp: now - 10, PageDown: now + 10, Home: low, End: high, Enter: 49 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setPrefs({ split: show(to) });
  });
}
