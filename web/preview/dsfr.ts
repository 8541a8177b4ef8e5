// DSFR's script asks for a frame in every frame, sixty times a second, whether
// or not it has something to do there: 1.6 ms of the main thread and as much of
// the compositor each time, and a patch that arrives waits for the frame under
// way. Here its loop stops when it has nothing to do and goes on when it has:
// ten frames between two keys become two (web/bench, trace of the main thread).

/// DSFR's own collections: those that want every frame, and those that asked
/// for the next one.
interface Collection {
  readonly length: number;
  onPopulate?: () => void;
}
interface Renderer extends Collection {
  rendering?: FrameRequestCallback;
  nexts?: Collection;
}
type WithDSFR = Window & { dsfr?: { internals?: { state?: { getModule?(name: string): Renderer | undefined } } } };

/// Called before DSFR's script runs. With another DSFR, whose inner names
/// differ, nothing changes: its loop goes on.
export function restDSFR(): void {
  const frame = window.requestAnimationFrame.bind(window);
  let resting = false;
  window.requestAnimationFrame = (callback) => {
    const renderer = (window as WithDSFR).dsfr?.internals?.state?.getModule?.("render");
    const nexts = renderer?.nexts;
    if (!nexts || callback !== renderer.rendering) return frame(callback);
    const wake = (): void => {
      if (!resting) return;
      resting = false;
      frame(callback);
    };
    renderer.onPopulate = nexts.onPopulate = wake;
    resting = renderer.length === 0 && nexts.length === 0;
    return resting ? 0 : frame(callback);
  };
}
