/**
 * Draws the extension's icons from the mark in extension/ui/logo.ts and writes them to extension/public/icon.
 * Run it by hand after a change of the mark: `node scripts/build-icons.ts [path to chromium]`. The PNGs are committed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { logoPaths } from '../extension/ui/logo.ts';

const sizesPx = [16, 32, 48, 128];
const outFolder = new URL('../extension/public/icon/', import.meta.url);

/** On a dark tile, so that the mark is seen on light and dark toolbars; small ones use all of it. */
function buildSvg(sizePx: number): string {
  const marginUnits = sizePx >= 48 ? 3 : -0.4;
  const view = `${-marginUnits} ${-marginUnits} ${24 + 2 * marginUnits} ${24 + 2 * marginUnits}`;
  const side = 24 + 2 * marginUnits;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${sizePx}" height="${sizePx}" viewBox="${view}">
  <rect x="${-marginUnits}" y="${-marginUnits}" width="${side}" height="${side}" rx="${side * 0.22}" fill="#1c1a17"/>
  <path d="${logoPaths.star}" fill="#f5b81c" stroke="#f5b81c" stroke-width="1.8" stroke-linejoin="round"/>
  <path d="${logoPaths.chevron}" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;
}

async function renderIcons(executablePath: string): Promise<void> {
  await mkdir(outFolder, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  for (const sizePx of sizesPx) {
    await page.setViewportSize({ width: sizePx, height: sizePx });
    await page.setContent(`<body style="margin:0">${buildSvg(sizePx)}</body>`);
    const png = await page.screenshot({
      omitBackground: true,
      clip: { x: 0, y: 0, width: sizePx, height: sizePx },
    });
    await writeFile(new URL(`${sizePx}.png`, outFolder), png);
  }
  await writeFile(new URL('star-export.svg', outFolder), `${buildSvg(128)}\n`);
  await browser.close();
}

await renderIcons(process.argv[2] ?? '/usr/bin/chromium');
