import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeArchivePath } from './archive-path.ts';
import { countUtf8Bytes, createNameRegistry, toFileName, toFoldKey } from './file-name.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '.',
        ' ',
        '/',
        '\\',
        '-',
        'con',
        'NUL',
        '\u202e',
        '\u200b',
        'e',
        '\u0301',
        '\ud83d',
        '👨‍👩‍👧',
      ),
    )
    .map((parts) => parts.join('')),
);
const anyLimits = fc.record({
  maxUnits: fc.integer({ min: 12, max: 120 }),
  maxBytes: fc.integer({ min: 12, max: 240 }),
});

describe('toFileName', () => {
  it.each([
    ['../../x', 'x'],
    ['a:b', 'a b'],
    ['a.', 'a'],
    ['-rf', '_-rf'],
    ['.desktop', 'desktop'],
    ['~/x', '_~ x'],
    ['CON', '_CON'],
    ['nul.tar.gz', '_nul.tar.gz'],
    ['com¹', '_com¹'],
    ['CONIN$', '_CONIN$'],
    ['lpt0 .txt', '_lpt0 .txt'],
    ['console', 'console'],
    ['a\0b\tc', 'a b c'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['cafe\u0301', 'café'],
    ['Was ist das?', 'Was ist das'],
    ['', 'untitled'],
    ['...', 'untitled'],
    ['\u200d', 'untitled'],
    ['👨‍👩‍👧 می‌خواهم', '👨‍👩‍👧 می‌خواهم'],
  ])('turns %j into %j', (text, name) => {
    expect(toFileName(text)).toBe(name);
  });

  it('cuts 300 emoji between emoji', () => {
    const name = toFileName('👨‍👩‍👧'.repeat(300));
    expect(countUtf8Bytes(name)).toBeLessThanOrEqual(240);
    expect(name.replaceAll('👨‍👩‍👧', '')).toBe('');
    expect(name.length).toBeGreaterThan(90);
  });

  it('is safe whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyLimits, (text, limits) => {
        const name = toFileName(text, limits);
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u);
        expect(name).not.toMatch(/^[-~. ]|[. ]$|^$|\.\./u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu);
        expect(name).toBe(name.normalize('NFC'));
        expect(name.length).toBeLessThanOrEqual(limits.maxUnits);
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(limits.maxBytes);
        expect(toFileName(name, limits)).toBe(name);
        expect(isSafeArchivePath(`media/${name}.mp4`)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('createNameRegistry', () => {
  it('tells apart what a file system would not', () => {
    const registry = createNameRegistry();
    const names = ['Straße', 'STRASSE', 'café', 'cafe\u0301', 'a.', 'A.', 'a', 'K', '\u212a'].map(
      registry.claim,
    );
    expect(names).toEqual(['Straße', 'STRASSE_2', 'café', 'café_2', 'a', 'A_2', 'a_3', 'K', 'K_2']);
  });

  it('does not give out a numbered name that was claimed as it stands', () => {
    const registry = createNameRegistry();
    expect(['a', 'a_2', 'a', 'a'].map(registry.claim)).toEqual(['a', 'a_2', 'a_3', 'a_4']);
  });

  it('never gives one name twice, and the same names for the same claims', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 30 }), anyLimits, (texts, limits) => {
        const names = texts.map(createNameRegistry(limits).claim);
        expect(new Set(names.map(toFoldKey)).size).toBe(texts.length);
        expect(names.every((name) => toFileName(name, limits) === name)).toBe(true);
        expect(texts.map(createNameRegistry(limits).claim)).toEqual(names);
      }),
      { numRuns: 500 },
    );
  });
});
