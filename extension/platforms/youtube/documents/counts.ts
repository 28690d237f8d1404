import type { Count } from '../../../../shared/model/item.ts';
import { parseCount } from '../../../core/pages/counts.ts';
import { readPlainText } from './text.ts';

/** The first count in a text object, or null when it has none. */
export function readCount(value: unknown): Count | null {
  const text = readPlainText(value);
  return text === null ? null : parseCount(text);
}
