import { expect, test } from 'vitest';
import { acceptTapPort, offerTapPort } from './tap-handover.ts';

/** What one end says arrives at the other. */
async function isConnected(a: MessagePort, b: MessagePort): Promise<boolean> {
  const arrived = new Promise<boolean>((resolve) => {
    b.onmessage = ({ data }) => resolve(data === 'hello');
  });
  a.postMessage('hello');
  const result = await arrived;
  a.close();
  b.close();
  return result;
}

/** Both content scripts on one page, in either order; the ends they have then. */
function meet(first: 'tap' | 'extension', page: EventTarget): { tap: MessagePort[]; extension: MessagePort } {
  const tap: MessagePort[] = [];
  const accept = () => acceptTapPort(page, (port) => tap.push(port));
  if (first === 'tap') accept();
  const extension = offerTapPort(page);
  if (first === 'extension') accept();
  return { tap, extension };
}

test.each(['tap', 'extension'] as const)('the two ends meet when the %s starts first', async (first) => {
  const { tap, extension } = meet(first, new EventTarget());
  expect(tap).toHaveLength(1);
  expect(await isConnected(extension, tap[0] as MessagePort)).toBe(true);
});

test.each(['tap', 'extension'] as const)(
  'a page that listens and speaks afterwards hears nothing and is not heard (%s first)',
  (first) => {
    const page = new EventTarget();
    const { tap, extension } = meet(first, page);
    const heard: string[] = [];
    for (const name of ['star-export-tap-offer', 'star-export-tap-ready'])
      page.addEventListener(name, () => heard.push(name));
    const { port1, port2 } = new MessageChannel();
    page.dispatchEvent(new MessageEvent('star-export-tap-offer', { ports: [port1], cancelable: true }));
    page.dispatchEvent(new Event('star-export-tap-ready'));
    expect(tap).toHaveLength(1);
    // Only the page's own two events, and no answer to them.
    expect(heard).toEqual(['star-export-tap-offer', 'star-export-tap-ready']);
    for (const port of [port1, port2, extension, ...tap]) port.close();
  },
);
