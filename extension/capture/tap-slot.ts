/**
 * Where the extension's end of the tap waits for the collector: both scripts run in one isolated world, at different
 * times, and a page sees nothing of it.
 */
const slot = Symbol.for('star-export-tap-port');

type World = typeof globalThis & { [slot]?: MessagePort };

/** Called once per document, before any script of the page. */
export function keepTapPort(port: MessagePort): void {
  (globalThis as World)[slot] = port;
}

/** The kept end; null in a page that was open before the extension was, and on platforms without a tap. */
export function findTapPort(): MessagePort | null {
  return (globalThis as World)[slot] ?? null;
}
