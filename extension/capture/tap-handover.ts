/**
 * The tap gets its end of a private channel while the document is still empty: both content scripts start before any
 * script of the page, and an event that is dispatched reaches its listeners at once. Whichever of the two starts second
 * finds the other; neither listens afterwards, so a page has nothing to speak to.
 */
const offerEvent = 'star-export-tap-offer';
const readyEvent = 'star-export-tap-ready';

/** In the page's world, at document_start. */
export function acceptTapPort(page: EventTarget, take: (port: MessagePort) => void): void {
  const accept = (event: Event): void => {
    const port = event instanceof MessageEvent ? event.ports[0] : undefined;
    if (!port) return;
    page.removeEventListener(offerEvent, accept, { capture: true });
    event.stopImmediatePropagation();
    // Tells the other side that somebody was there.
    event.preventDefault();
    take(port);
  };
  page.addEventListener(offerEvent, accept, { capture: true });
  page.dispatchEvent(new Event(readyEvent));
}

/** In the isolated world, at document_start; returns the extension's end. */
export function offerTapPort(page: EventTarget): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const offer = (): boolean =>
    page.dispatchEvent(new MessageEvent(offerEvent, { ports: [port2], cancelable: true }));
  const offerAgain = (event: Event): void => {
    event.stopImmediatePropagation();
    offer();
  };
  const isUntaken = offer();
  if (isUntaken) page.addEventListener(readyEvent, offerAgain, { capture: true, once: true });
  return port1;
}
