/** Names for files that hold on every file system: ext4, APFS, NTFS, exFAT, and inside a ZIP. */

export interface NameLimits {
  /** UTF-16 units. @default 120 */
  maxUnits?: number;
  /** Bytes in UTF-8. @default 240, which leaves room for an extension in the 255 of most file systems. */
  maxBytes?: number;
  /** Used when nothing of the text can be kept. @default 'untitled' */
  fallback?: string;
}

const forbidden = /[/\\:*?"<>|\p{Cc}]/gu;
// Soft hyphens, direction marks, zero-width spaces, lone surrogates and noncharacters. The joiners U+200C and
// U+200D stay: emoji and Persian words need them.
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;
// Devices of Windows, which an extension does not make harmless: `nul.tar.gz` is still NUL.
const reserved = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/iu;

/**
 * A safe file name (no path, no extension of ours) that keeps as much of the text as it can. Never empty, never
 * `.` or `..`, no leading dot or dash, no trailing dot or space, no device name, NFC. Applying it twice changes
 * nothing. Two texts may get the same name: see `createNameRegistry`.
 */
export function toFileName(text: string, limits: NameLimits = {}): string {
  const shorten = (name: string) => cutToFit(name, limits).replace(/[. ]+$/u, '');
  const clean = text
    .replace(forbidden, ' ')
    .replace(invisible, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/\.{2,}/gu, '.')
    .replace(/^[. ]+/u, '');
  const name = shorten(guard(shorten(clean)));
  return /\P{Default_Ignorable_Code_Point}/u.test(name) ? name : (limits.fallback ?? 'untitled');
}

/** A leading dash would be read as an option, a tilde as a home folder, a device name as the device. */
function guard(name: string): string {
  return /^[-~]/u.test(name) || reserved.test(name) ? `_${name}` : name;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cutToFit(name: string, limits: NameLimits): string {
  const { maxUnits = 120, maxBytes = 240 } = limits;
  const fits = (text: string) => text.length <= maxUnits && countUtf8Bytes(text) <= maxBytes;
  if (fits(name)) return name;
  // An emoji of several parts is kept or dropped as a whole, unless it is all there is.
  const start = name.slice(0, maxUnits * 2);
  const whole = collectWhile(
    Array.from(graphemes.segment(start), ({ segment }) => segment),
    fits,
  );
  return whole === '' ? collectWhile([...start], fits) : whole;
}

function collectWhile(pieces: string[], fits: (text: string) => boolean): string {
  let kept = '';
  for (const piece of pieces) {
    if (!fits(kept + piece)) break;
    kept += piece;
  }
  return kept;
}

/** Length in UTF-8; a lone surrogate counts as the three bytes of U+FFFD that encoders write for it. */
export function countUtf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Equal for names that some file system takes for one: by case, by Unicode form, or by characters it ignores. */
export function toFoldKey(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .toUpperCase()
    .normalize('NFD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/** The names given out so far in one folder. */
export interface NameRegistry {
  /** A safe name for the text that no file system confuses with one given out before: `a`, then `a_2`. */
  claim(text: string): string;
}

/** Gives out names that are unique in one folder. Equal claims in equal order give equal names. */
export function createNameRegistry(limits: NameLimits = {}): NameRegistry {
  const { maxUnits = 120, maxBytes = 240 } = limits;
  const taken = new Set<string>();
  const nextByName = new Map<string, number>();

  const withNumber = (text: string, number: number) => {
    const suffix = `_${number}`;
    const room = { ...limits, maxUnits: maxUnits - suffix.length, maxBytes: maxBytes - suffix.length };
    return toFileName(text, room) + suffix;
  };

  return {
    claim(text) {
      const plain = toFileName(text, limits);
      const base = toFoldKey(plain);
      let number = nextByName.get(base) ?? 1;
      let name = number === 1 ? plain : withNumber(plain, number);
      while (taken.has(toFoldKey(name))) {
        number += 1;
        name = withNumber(plain, number);
      }
      nextByName.set(base, number + 1);
      taken.add(toFoldKey(name));
      return name;
    },
  };
}
