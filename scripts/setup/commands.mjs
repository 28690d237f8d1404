/**
 * What `npm run …` can start, and what must be there before it starts.
 * @typedef {'chromium' | 'ffmpeg' | 'yt-dlp'} ToolName
 * @typedef {object} Command
 * @property {string | null} script Run by the project's Node, with the arguments behind `--`; null: setting up is all.
 * @property {ToolName[]} tools Beside npm packages and Node, which everything needs.
 * @property {boolean} [quiet] Its standard output is for a program: what setting up says goes to standard error.
 */

/** @type {Record<string, Command>} */
export const commands = {
  setup: { script: null, tools: ['chromium', 'ffmpeg', 'yt-dlp'] },
  demo: { script: 'scripts/demo.ts', tools: ['chromium', 'ffmpeg', 'yt-dlp'] },
  test: { script: 'scripts/test.ts', tools: ['chromium', 'ffmpeg', 'yt-dlp'] },
  'test:large': { script: 'scripts/test-large.ts', tools: ['chromium', 'ffmpeg', 'yt-dlp'] },
  check: { script: 'scripts/check.ts', tools: [] },
  build: { script: 'scripts/build.ts', tools: [] },
  dev: { script: 'scripts/dev.ts', tools: [] },
  browser: { script: 'scripts/browser.ts', tools: ['ffmpeg', 'yt-dlp'] },
  testbed: { script: 'testbed/main.ts', tools: ['ffmpeg'] },
  bench: { script: 'bench/main.ts', tools: ['chromium', 'ffmpeg', 'yt-dlp'] },
  screenshots: { script: 'scripts/screenshots.ts', tools: ['chromium', 'ffmpeg', 'yt-dlp'] },
  read: { script: 'scripts/read.ts', tools: [], quiet: true },
  verify: { script: 'scripts/verify.ts', tools: [], quiet: true },
  'new:platform': { script: 'scripts/new-platform.ts', tools: [] },
  'package:host': { script: 'scripts/package-host.ts', tools: [] },
  host: { script: 'scripts/host.ts', tools: [], quiet: true },
};
