/** Looks into the extension's library from one of its own pages, as an outsider: plain IndexedDB, no code of the product. */
import type { Page } from '@playwright/test';

/** What the tests need of a job's record. */
export interface StoredJob {
  id: string;
  state: { status: string; until?: string; error?: { code: string; message: string } };
  ref: { kind: string; url: string };
  source: { title: string; claimed: { count: number } | null } | null;
  target: { by: string; folder: string; path?: string; downloadId?: number | null } | null;
  counts: { seen: number; saved: number; refused: number; files: number; bytes: number };
  finishedAt: string | null;
  notices: { code: string }[];
  completeness: {
    seen: number;
    saved: number;
    notSeen: number;
    refused: { id: string; code: string }[];
    leftOut?: Record<string, number>;
    reduced?: { id: string; pictures: number; videos: number }[];
    vanished?: { id: string; title: string }[] | null;
  } | null;
  base?: { jobId: string; kept: number } | null;
}

export interface StoredStep {
  index: number;
  kind: string;
  status: string;
  done: number;
  total: number | null;
  pages: number;
}

/** All records of a store. `page` is any page of the extension. */
export async function readStore<T>(page: Page, store: 'jobs' | 'steps' | 'downloads'): Promise<T[]> {
  return page.evaluate(
    (name) =>
      new Promise<T[]>((resolve, reject) => {
        const open = indexedDB.open('star-export');
        open.onerror = () => reject(open.error);
        // The library is made by the background; a page that is first must not make an empty one.
        open.onupgradeneeded = () => open.transaction?.abort();
        open.onsuccess = () => {
          const request = open.result.transaction(name).objectStore(name).getAll();
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            open.result.close();
            resolve(request.result as T[]);
          };
        };
      }),
    store,
  );
}

/** Writes a job once more under another id, with options of a version that is yet to come. */
export const copyAsOfNewerVersion = (page: Page, jobId: string): Promise<void> =>
  page.evaluate(
    (id) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('star-export');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const transaction = open.result.transaction('jobs', 'readwrite');
          const store = transaction.objectStore('jobs');
          const request = store.getAll();
          request.onsuccess = () => {
            const [job] = request.result;
            store.put({ ...job, id, options: { ...job.options, hologram: true } });
          };
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            open.result.close();
            resolve();
          };
        };
      }),
    jobId,
  );

/** Jobs, oldest first; none while there is no library yet. */
export async function readJobs(page: Page): Promise<StoredJob[]> {
  const jobs = await readStore<StoredJob & { createdAt: string }>(page, 'jobs').catch(() => []);
  return jobs.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** Steps of all jobs, in the order in which they run. */
const readSteps = (page: Page): Promise<StoredStep[]> => readStore<StoredStep>(page, 'steps').catch(() => []);

const ended = ['done', 'failed', 'blocked', 'waiting', 'cancelled'];

interface Wait {
  timeoutMs: number;
  /** Called with every look at the job, a few times a second. */
  onLook?: (job: StoredJob, steps: StoredStep[]) => void | Promise<void>;
  /** @default every state that does not change by itself at once */
  until?: (job: StoredJob) => boolean;
}

/** Waits until the newest job has come to rest, and returns it. */
export async function waitForJob(page: Page, { timeoutMs, onLook, until }: Wait): Promise<StoredJob> {
  const isOver = until ?? ((job: StoredJob) => ended.includes(job.state.status));
  const deadline = Date.now() + timeoutMs;
  let last: StoredJob | undefined;
  while (Date.now() < deadline) {
    last = (await readJobs(page)).at(-1);
    if (last) {
      await onLook?.(last, await readSteps(page));
      if (isOver(last)) return last;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the job did not come to rest: ${JSON.stringify(last ?? 'there is none')}`);
}
