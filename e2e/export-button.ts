/** The button that the extension puts into a page, as its user sees it. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface ExportButton {
  /** The element that holds it; there is one on a page, or none. */
  host: Locator;
  pill: Locator;
  /** What opens when the button is pressed while there is an export. */
  panel: Locator;
  action(name: 'Cancel' | 'Resume' | 'Show in folder' | 'Export again' | 'Open dashboard'): Locator;
}

/** Playwright looks into open shadow roots by itself. */
export function findExportButton(page: Page): ExportButton {
  const host = page.locator('star-export-button');
  const panel = host.getByRole('dialog');
  return {
    host,
    panel,
    pill: host.locator('.pill'),
    action: (name) => panel.getByRole('button', { name, exact: true }),
  };
}

/** How often the stand-in for YouTube renders the buttons of a page anew. */
export const renderCount = 3;

/** Until it has done so as often. */
export const waitForRenders = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => Number(document.querySelector<HTMLElement>('#page-manager')?.dataset.renders) >= wanted,
    count,
  );

/** Waits until the button is there, once, among the page's own buttons, in sight and within the window's width. */
export async function expectAtHome(page: Page, layout: 'row' | 'column' | 'bar'): Promise<ExportButton> {
  const button = findExportButton(page);
  // The page throws its buttons away and builds them anew: what was there may be gone at the next look.
  await expect(async () => {
    await expect(button.host).toHaveCount(1);
    const seen = await button.host.evaluate((host) => {
      const { left, right, width, height } = host.getBoundingClientRect();
      return {
        layout: host.dataset.layout,
        shown: width > 0 && height > 0 && left >= 0 && right <= innerWidth,
        neighbours: host.parentElement?.querySelector('button, [role="button"], a[role="link"]') !== null,
      };
    });
    expect(seen).toEqual({ layout, shown: true, neighbours: true });
  }).toPass({ timeout: 15_000 });
  return button;
}
