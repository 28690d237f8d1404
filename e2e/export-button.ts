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

/** Waits until the button is there, once, among the page's own buttons, in sight and within the window's width. */
export async function expectAtHome(page: Page, layout: 'row' | 'column'): Promise<ExportButton> {
  const button = findExportButton(page);
  await expect(button.host).toHaveCount(1, { timeout: 15_000 });
  await expect(button.host).toHaveAttribute('data-layout', layout);
  await expect(button.pill).toBeVisible();
  const box = await button.pill.boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(box && box.x >= 0 && box.x + box.width <= width, `in the window: ${JSON.stringify(box)}`).toBe(true);
  const neighbours = await button.host.evaluate(
    (host) => host.parentElement?.querySelectorAll('button').length ?? 0,
  );
  expect(neighbours, 'the page’s own buttons beside it').toBeGreaterThan(0);
  return button;
}
