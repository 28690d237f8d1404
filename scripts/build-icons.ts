/**
 * Renders extension/public/icon/star-export.svg into the PNGs the manifest needs. Run it by hand after a change of the
 * drawing: `node scripts/build-icons.ts [path to chromium]`. The PNGs are committed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const sizesPx = [16, 32, 48, 128];
const folder = new URL('../extension/public/icon/', import.meta.url);

async function renderIcons(executablePath: string): Promise<void> {
  const drawing = await readFile(new URL('star-export.svg', folder), 'utf8');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  for (const sizePx of sizesPx) {
    await page.setViewportSize({ width: sizePx, height: sizePx });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${sizePx}px;height:auto}</style>${drawing}`,
    );
    await writeFile(new URL(`${sizePx}.png`, folder), await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
}

await renderIcons(process.argv[2] ?? '/usr/bin/chromium');
