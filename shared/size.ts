/** Sizes as people type them. */

const powers = ['', 'K', 'M', 'G', 'T'];

/** `1,000` and `1.000`: a thousand to some, one to others. `0.125` can only be one thing. */
const ambiguousPattern = /^[1-9]\d{0,2}[.,]\d{3}(?!\d)/;

const sizePattern = /^(\d+(?:[.,]\d+)?)\s*(?:([KMGT])(i?)B?|B)?$/i;

/**
 * Bytes of `500`, `1.5`, `1,5 GB` or `700 MiB`: powers of 1000, with `i` of 1024; a bare number is in `bare`.
 * A word for what it is not: `ambiguous` where the point may part thousands, `strange` for anything else, sizes below a
 * byte and above what numbers can hold among it.
 */
export function parseSize(text: string, bare: '' | 'M'): number | 'ambiguous' | 'strange' {
  const typed = text.trim();
  if (ambiguousPattern.test(typed)) return 'ambiguous';
  const [, amount = '', prefix, binary] = sizePattern.exec(typed) ?? [];
  const unit = prefix ?? (/b$/i.test(typed) ? '' : bare);
  const power = powers.indexOf(unit.toUpperCase());
  const bytes = Math.round(Number(amount.replace(',', '.')) * (binary ? 1024 : 1000) ** power);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : 'strange';
}

/** A size as it may be typed where a bare number is in MB; `parseSize` reads the same number of bytes from it. */
export function formatTypedSize(bytes: number): string {
  const megabytes = String(bytes / 1e6);
  return parseSize(megabytes, 'M') === bytes ? megabytes : `${bytes} B`;
}
