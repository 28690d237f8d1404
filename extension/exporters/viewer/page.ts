/** The HTML round the viewer's client: styles, data in blocks, and one script that the policy knows by its hash. */
import client from './client.generated.json' with { type: 'json' };
import { escapeHtml, toEmbeddedJson } from './embed.ts';

/** Blocks of data: `head` once, the others in chunks with the rows they concern. */
export type BlockName = 'head' | 'rows' | 'details' | 'comments';

// Everything is refused but the page's own script and style, and pictures and films that lie beside it.
const policy = [
  "default-src 'none'",
  `script-src '${client.scriptHash}' '${client.rowsReadHash}'`,
  `style-src '${client.styleHash}'`,
  "img-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Everything up to the first block of data. */
export function buildPageStart(title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Star Export">
<title>${escapeHtml(title)}</title>
<style>${client.style.join('\n')}</style>
</head>
<body>
<noscript>This page shows the archive with JavaScript, which is turned off here. Everything it shows is also in items.json and items.csv.</noscript>
`;
}

/** A block of data with the places of the first and last row it concerns. */
export function buildBlock(name: BlockName, value: unknown, { from = 0, to = 0 } = {}): string {
  return `<script type="application/json" data-block="${name}" data-from="${from}" data-to="${to}">${toEmbeddedJson(value)}</script>\n`;
}

/** Goes after the first rows: they are on the screen while the rest of the page is still being read. */
export const pageScript = `<script>${client.script.join('\n')}</script>\n`;

/** Goes after the last rows, and says so. */
export const rowsRead = `<script>${client.rowsRead}</script>\n`;

export const pageEnd = '</body>\n</html>\n';
