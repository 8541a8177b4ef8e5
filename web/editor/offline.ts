// The service worker as the page sees it: registers it when the first preview is
// there, says when everything is cached and when a new version waits.

import type { CacheState, Offline, ToServiceWorker } from "./bridge";

type Event = "offline-ready" | "update";

export class ServiceWorkerOffline implements Offline {
  private registration: ServiceWorkerRegistration | undefined;
  private readonly listeners = new Set<(event: Event) => void>();
  /// Another tab let the new version in: this page still runs the old one.
  private behind = false;
  private updating = false;

  constructor(private readonly base: string) {}

  async start(): Promise<void> {
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.register(`${this.base}sw.js`, { scope: this.base, updateViaCache: "none" });
    this.registration = registration;
    if (navigator.serviceWorker.controller) {
      navigator.serviceWorker.addEventListener("controllerchange", () => {
        if (this.updating) return;
        this.behind = true;
        this.emit("update");
      });
    }
    registration.addEventListener("updatefound", () => this.follow(registration.installing));
    this.follow(registration.installing);
    if (registration.waiting && registration.active) this.emit("update");
    else if (registration.active) void this.announce();
  }

  async state(): Promise<CacheState> {
    const worker = this.registration?.active;
    if (!worker) return { complete: false, build: "" };
    return new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event: MessageEvent<CacheState>) => resolve(event.data);
      worker.postMessage({ type: "complete?" } satisfies ToServiceWorker, [channel.port2]);
    });
  }

  on(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  update(): void {
    const waiting = this.registration?.waiting;
    if (!waiting) {
      if (this.behind) location.reload();
      return;
    }
    this.updating = true;
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ type: "skip-waiting" } satisfies ToServiceWorker);
  }

  private follow(worker: ServiceWorker | null): void {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && this.registration?.active) this.emit("update");
      if (worker.state === "activated") void this.announce();
    });
  }

  private async announce(): Promise<void> {
    if ((await this.state()).complete) this.emit("offline-ready");
  }

  private emit(event: Event): void {
    for (const listener of this.listeners) listener(event);
  }
}
