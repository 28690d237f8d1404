/**
 * A browser to measure in. A debugger, and so what drives a browser for tests, has it keep a copy of what is fetched: that
 * took as long again as fetching. This one runs by itself and asks the server what to do.
 */
import { execa } from 'execa';
import type { Origin, Respond } from '../../../testbed/origin.ts';
import { openServedPage } from './served-page.ts';

/** The running browser. */
export interface UnwatchedBrowser {
  /** Everything that the page fetches, but for its questions. */
  origin: Pick<Origin, 'base' | 'serve'>;
  /** Its folder, by which its processes are known. */
  profile: string;
  /** Calls the page's worker. One call at a time; throws when the browser ends first. */
  ask<Result>(name: string, argument?: unknown): Promise<Result>;
  stop(): Promise<void>;
}

const readBody = async (request: AsyncIterable<Buffer>): Promise<unknown> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString());
};

/** What was answered to the last question, and the way to put the next one. */
interface Visit {
  answer: unknown;
  put(question: unknown): void;
}

/** Visits of the page at the server, one after the other. */
function receiveVisits() {
  let settle: (visit: Visit) => void = () => undefined;
  let visit = new Promise<Visit>((resolve) => {
    settle = resolve;
  });
  return {
    next: (): Promise<Visit> => visit,
    /** Before a question is put, or its answer would be taken for the visit before. */
    expect(): void {
      visit = new Promise((resolve) => {
        settle = resolve;
      });
    },
    receive: (found: Visit): void => settle(found),
  };
}

/** Opens the page of downloads. */
export async function openUnwatchedBrowser(): Promise<UnwatchedBrowser> {
  const { origin, url, executablePath, profile, stop } = await openServedPage('fetch-page');
  const visits = receiveVisits();
  let respondToRest: Respond = (_request, response) => void response.writeHead(404).end();
  origin.serve(async (request, response, count) => {
    if (request.url !== '/questions') return respondToRest(request, response, count);
    const { answer } = (await readBody(request)) as { answer: unknown };
    visits.receive({ answer, put: (question) => response.end(JSON.stringify(question)) });
  });
  const flags = ['--headless=new', '--no-sandbox', '--no-first-run', `--user-data-dir=${profile}`];
  const browser = execa(executablePath, [...flags, `${url}#questions`], { stdio: 'ignore', reject: false });
  const ended = browser.then(() => {
    throw new Error('The browser has ended.');
  });
  // Whoever asks next is told.
  ended.catch(() => undefined);
  return {
    profile,
    origin: {
      base: origin.base,
      serve(respond) {
        respondToRest = respond;
      },
    },
    async ask(name, argument = null) {
      const { put } = await Promise.race([visits.next(), ended]);
      visits.expect();
      put({ name, argument });
      const { answer } = await Promise.race([visits.next(), ended]);
      return answer as never;
    },
    async stop() {
      browser.kill('SIGKILL');
      await browser;
      await stop();
    },
  };
}
