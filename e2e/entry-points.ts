/** Every way to start the export of a page, as its user goes it. */
import { expect, type Page } from '@playwright/test';
import { chooseInMenu } from './context-menu.ts';
import { readJobs, type StoredJob, waitForJob } from './library.ts';
import { openPopup } from './popup.ts';
import { type PopupScreen, readPopupScreen } from './popup-screen.ts';
import type { Session } from './session.ts';

/** The button among the page's own, the popup over it, the right-click menu on it. */
export const entryPoints = ['button', 'popup', 'menu'] as const;
export type EntryPoint = (typeof entryPoints)[number];

interface Start {
  page: Page;
  /** What the page's button is called: "Export this album with Star Export". */
  name: string;
  /** What the popup says of the page before its form is used. */
  title: string;
  /** What is chosen in the popup; the button and the menu take what was chosen last. */
  choose?(screen: PopupScreen): Promise<void>;
}

/** Over the page that is in front; resolves when the job is written. */
export async function startFromPopup(
  session: Session,
  { page, title, choose }: Omit<Start, 'name'>,
): Promise<void> {
  await page.bringToFront();
  const popup = await openPopup(session.browser);
  const screen = readPopupScreen(popup);
  await screen.waitForText(title);
  await choose?.(screen);
  const before = (await readJobs(session.lookout)).length;
  await screen.click('Export');
  await expect.poll(async () => (await readJobs(session.lookout)).length).toBe(before + 1);
  await popup.close();
}

/** Starts the export of the page that is open in `page`, and nothing else. */
async function startFrom(entry: EntryPoint, session: Session, start: Start): Promise<void> {
  if (entry === 'popup') return startFromPopup(session, start);
  if (entry === 'menu')
    return chooseInMenu(session, { menuItemId: 'export-page', pageUrl: start.page.url() });
  await start.page.getByRole('button', { name: start.name, exact: true }).click();
}

/** The same from a page that was just opened at `url`; returns the job when it has ended well. */
export async function exportFrom(
  entry: EntryPoint,
  session: Session,
  { url, ...start }: Start & { url: string },
): Promise<StoredJob> {
  // A page that was not left would still show what became of its last export.
  await start.page.goto('about:blank');
  await start.page.goto(url);
  const known = new Set((await readJobs(session.lookout)).map(({ id }) => id));
  await startFrom(entry, session, start);
  const job = await waitForJob(session.lookout, {
    timeoutMs: 60_000,
    until: ({ id, state }) => !known.has(id) && !['queued', 'running'].includes(state.status),
  });
  expect(job.state, `${url} from the ${entry}`).toEqual({ status: 'done' });
  return job;
}
