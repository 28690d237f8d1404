/** The text of a program that passes for yt-dlp where only its being there, its version and one page matter. */

/** What is wrong with it. */
export interface Flaw {
  /** What it says its version is, when that is not the version of the release. */
  says?: string;
  /** Sites it does not know. */
  lacks?: string;
  /** It answers nothing about a page. */
  isMute?: boolean;
  /** It ends with an error whatever it is asked. */
  isBroken?: boolean;
  /** It starts and never ends. */
  hangs?: boolean;
}

const sites = ['youtube', 'youtube:tab', 'TikTok', 'facebook', 'generic'];

export const buildPlainYtDlp = (version: string, flaw: Flaw = {}): string => `#!${process.execPath}
const flaw = ${JSON.stringify(flaw)};
const args = process.argv.slice(2);
if (flaw.isBroken) process.exit(1);
if (flaw.hangs) setTimeout(() => undefined, 60000);
else if (args.includes('--version')) console.log(flaw.says ?? ${JSON.stringify(version)});
else if (args.includes('--list-extractors'))
  console.log(${JSON.stringify(sites)}.filter((name) => name !== flaw.lacks).join('\\n'));
else
  fetch(args.at(-1))
    .then((answer) => answer.text())
    .then((text) => {
      const [, path] = /src="([^"]+)"/.exec(text);
      const url = new URL(path, args.at(-1)).href;
      if (!flaw.isMute) console.log('star-export-video:' + JSON.stringify({ id: 'canary', url }));
    });
`;
