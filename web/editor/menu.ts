// This file makes menus and the toolbar behave, whoever drew them: it listens on
// the document. A button with aria-haspopup="menu" and aria-controls opens its
// menu; arrows move in it; Escape closes it and gives the focus back. In a
// toolbar one Tab stop, arrows move (ARIA authoring practices).

let opened: { menu: HTMLElement; button: HTMLElement } | null = null;

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:not([disabled])")].filter((item) => item.offsetParent !== null || item.getClientRects().length > 0);

function open(button: HTMLElement, last = false): void {
  const menu = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!menu) return;
  close(false);
  menu.hidden = false;
  button.setAttribute("aria-expanded", "true");
  opened = { menu, button };
  place(menu, button);
  const items = itemsOf(menu);
  (last ? items.at(-1) : (items.find((item) => item.getAttribute("aria-checked") === "true" && item.dataset.start) ?? items[0]))?.focus();
}

function place(menu: HTMLElement, button: HTMLElement): void {
  const b = button.getBoundingClientRect();
  const m = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(b.left, innerWidth - m.width - 8));
  const below = b.bottom + 6 + m.height <= innerHeight - 8;
  const top = below ? b.bottom + 6 : Math.max(8, b.top - 6 - m.height);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

/// Closes the open menu; `back` gives the focus back to its button.
export function close(back: boolean): void {
  if (!opened) return;
  const { menu, button } = opened;
  opened = null;
  menu.hidden = true;
  button.setAttribute("aria-expanded", "false");
  if (back) button.focus();
}

function onMenuKey(event: KeyboardEvent): void {
  const { menu } = opened!;
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const go = (index: number) => {
    items[(index + items.length) % items.length]?.focus();
    event.preventDefault();
  };
  if (event.key === "ArrowDown") go(at + 1);
  else if (event.key === "ArrowUp") go(at - 1);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(-1);
  else if (event.key === "Escape") {
    close(true);
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === "Tab") close(true);
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLowerCase();
    const next = [...items.slice(at + 1), ...items].find((item) => item.textContent!.trim().toLowerCase().startsWith(letter));
    if (next && letter !== " ") {
      next.focus();
      event.preventDefault();
    }
  }
}

// ───────────────────────── toolbar ─────────────────────────

const toolsOf = (bar: Element) => [...bar.querySelectorAll<HTMLElement>("button")].filter((tool) => tool.closest("[role=menu]") === null && tool.getClientRects().length > 0);

/// Exactly one tool has tabindex 0: the last one used, or the first.
export function rove(bar: Element, current?: HTMLElement): void {
  const tools = toolsOf(bar);
  const stop = current ?? tools.find((tool) => tool.tabIndex === 0) ?? tools[0];
  for (const tool of bar.querySelectorAll<HTMLElement>("button")) {
    if (tool.closest("[role=menu]") === null) tool.tabIndex = tool === stop ? 0 : -1;
  }
}

function onToolKey(event: KeyboardEvent, bar: Element): void {
  const tools = toolsOf(bar);
  const at = tools.indexOf((event.target as Element).closest("button")!);
  if (at < 0) return;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key];
  if (to === undefined) return;
  const tool = tools[(to + tools.length) % tools.length]!;
  rove(bar, tool);
  tool.focus();
  event.preventDefault();
}

/// Listens once for the whole document. `run` does the command of an element
/// with data-command (and data-args, JSON).
export function listen(run: (command: string, args: unknown, from: HTMLElement) => void): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>("[aria-haspopup=menu]");
    if (button) {
      if (opened?.button === button) close(true);
      else open(button);
      return;
    }
    const item = target.closest<HTMLElement>("[data-command]");
    if (item) {
      event.preventDefault();
      const owner = opened?.menu.contains(item) ? opened.button : item;
      // The focus goes back to the menu's button, also for the dialog that a command
      // opens: closed, it gives the focus to what had it.
      if (opened) close(owner === opened.button);
      const bar = owner.closest("[role=toolbar]");
      if (bar) rove(bar, owner);
      if (item.getAttribute("aria-disabled") === "true") return;
      run(item.dataset.command!, item.dataset.args ? JSON.parse(item.dataset.args) : undefined, owner);
      return;
    }
    if (opened && !opened.menu.contains(target)) close(false);
  });
  // A tool must not take the focus from the text: the caret would be lost on
  // touch screens. The keyboard still reaches it.
  document.addEventListener("mousedown", (event) => {
    if ((event.target as Element).closest("[role=toolbar] button")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target as Element;
    if (opened && (opened.menu.contains(target) || opened.button === target)) {
      onMenuKey(event);
      return;
    }
    const button = target.closest<HTMLElement>("[aria-haspopup=menu]");
    if (button && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      open(button, event.key === "ArrowUp");
      event.preventDefault();
      return;
    }
    const bar = target.closest("[role=toolbar]");
    if (bar) onToolKey(event, bar);
  });
  addEventListener("resize", () => close(false));
  addEventListener("blur", () => close(false));
}
