/** Where RIFF ends: WAV, AVI, WebP. */
import { type Flaw, toView, type WholeFile } from './whole-file.ts';

/** Some count what comes before the length, or a byte that makes it even. */
const slackBytes = 9;
/** Who writes before the end is known says nothing, or as much as the field, or half of it, holds. */
const mostBytes = 0x7fff_0000;

/** Whether there is less than it says. */
export async function findRiffFlaw(file: WholeFile): Promise<Flaw> {
  const head = await file.read(0, 8);
  const stated = toView(head).getUint32(4, true);
  return stated < mostBytes && 8 + stated > file.bytes + slackBytes ? 'cut' : null;
}
