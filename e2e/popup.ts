/** The real popup: opened by the browser over the active tab. Playwright does not list it as a page, so it is driven by CDP. */
import { writeFile } from 'node:fs/promises';
import type { CDPSession } from '@playwright/test';
import type { Browser } from './browser.ts';

export interface Popup {
  /** Runs an expression in the popup and returns its value; promises are awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true. */
  waitFor(expression: string, timeoutMs?: number): Promise<void>;
  /** Presses and releases a key, as the user's keyboard does. */
  press(key: 'Tab' | 'Enter' | 'Space'): Promise<void>;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

interface Reply {
  id?: number;
  result?: {
    result?: { value?: unknown; description?: string };
    exceptionDetails?: { text: string };
    data?: string;
  };
  error?: { message: string };
}

function refuseError(reply: Reply): Reply {
  if (reply.error) throw new Error(reply.error.message);
  return reply;
}

async function findTarget(cdp: CDPSession, url: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type: 'page' }] });
    const target = targetInfos.find((candidate) => candidate.url.startsWith(url));
    if (target) return target.targetId;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the popup did not open');
}

const ANSWER_TIMEOUT_MS = 20_000;

/** What the browser never answers is an error with a name, not a test that waits until its time is over. */
async function expectAnswer<T>(what: string, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`${what}: no answer for ${ANSWER_TIMEOUT_MS} ms`)),
    ANSWER_TIMEOUT_MS,
  );
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}

/** The window is without focus for a moment after another popup was closed; nothing opens over it then. */
async function askForPopup(browser: Browser): Promise<void> {
  const worker = await browser.worker();
  for (let tries = 0; ; tries += 1) {
    try {
      return await expectAnswer(
        'opening the popup',
        worker.evaluate(() => chrome.action.openPopup()),
      );
    } catch (error) {
      if (tries >= 30) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

interface PopupOptions {
  /** @default popup.html */
  path?: string;
  /** @default light */
  colorScheme?: 'light' | 'dark';
}

/** Opens the popup over the page that is in front. */
export async function openPopup(browser: Browser, colorScheme: 'light' | 'dark' = 'light'): Promise<Popup> {
  await askForPopup(browser);
  return attachToPopup(browser, { colorScheme });
}

/** The popup that is open, or is about to be. */
export async function attachToPopup(browser: Browser, options: PopupOptions = {}): Promise<Popup> {
  const { path = 'popup.html', colorScheme = 'light' } = options;
  const whole = browser.context.browser();
  if (!whole) throw new Error('the browser cannot be spoken to');
  const cdp = await whole.newBrowserCDPSession();
  const targetId = await findTarget(cdp, `chrome-extension://${browser.extensionId}/${path}`);
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (reply: Reply) => void>();
  cdp.on('Target.receivedMessageFromTarget', ({ message, sessionId: from }) => {
    const reply = JSON.parse(message) as Reply;
    if (from === sessionId && reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  const gone = Promise.withResolvers<void>();
  cdp.on('Target.detachedFromTarget', ({ sessionId: from }) => {
    if (from !== sessionId) return;
    gone.resolve();
    for (const answer of waiting.values()) answer({ error: { message: 'the popup has closed' } });
  });

  let count = 0;
  const send = (method: string, params: Record<string, unknown> = {}): Promise<Reply> => {
    count += 1;
    const id = count;
    const answered = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    const asked = cdp.send('Target.sendMessageToTarget', { sessionId, message });
    return expectAnswer(`the popup, ${method}`, asked.then(() => answered).then(refuseError)).finally(() =>
      waiting.delete(id),
    );
  };

  await send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: colorScheme }],
  });

  const popup: Popup = {
    async evaluate<T>(expression: string): Promise<T> {
      const { result } = await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
        userGesture: true,
      });
      if (result?.exceptionDetails)
        throw new Error(result.result?.description ?? result.exceptionDetails.text);
      return result?.result?.value as T;
    },
    async waitFor(expression, timeoutMs = 15_000) {
      const deadline = Date.now() + timeoutMs;
      while (Date.now() < deadline) {
        if (await popup.evaluate<boolean>(`Boolean(${expression})`)) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(
        `the popup never had ${expression}; it shows: ${await popup.evaluate('document.body.innerText')}`,
      );
    },
    async press(key) {
      const text = { Tab: '', Enter: '\r', Space: ' ' }[key];
      const windowsVirtualKeyCode = { Tab: 9, Enter: 13, Space: 32 }[key];
      const event = { key: text === ' ' ? ' ' : key, code: key, windowsVirtualKeyCode };
      await send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...event, text });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    async screenshot(path) {
      const { result } = await send('Page.captureScreenshot', { format: 'png' });
      await writeFile(path, Buffer.from(result?.data ?? '', 'base64'));
    },
    async close() {
      await cdp.send('Target.closeTarget', { targetId });
      // Until it is gone it would be taken for the next one.
      await expectAnswer('closing the popup', gone.promise);
      await cdp.detach();
    },
  };
  return popup;
}
