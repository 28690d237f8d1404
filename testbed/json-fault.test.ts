import { describe, expect, it } from 'vitest';
import { applyJsonFault } from './json-fault.ts';

const fault = { kind: 'json', remove: ['gone'], rename: { old: 'new' }, set: { kept: 2 } } as const;
const apply = (text: string) => applyJsonFault(text, { ...fault, remove: [...fault.remove] });

describe('a change of keys', () => {
  it('is made in every line of an answer that has an object on each', () => {
    expect(apply('{"old":1}\n{"a":{"gone":1,"kept":1}}\n')).toBe('{"new":1}\n{"a":{"kept":2}}\n');
  });

  it('leaves the guard before a line where it is', () => {
    expect(apply('for (;;);{"old":1}\nfor (;;);{"gone":1}')).toBe('for (;;);{"new":1}\nfor (;;);{}');
  });

  it('leaves other text as it is', () => {
    expect(apply('no "old" json\n{"old":1}')).toBe('no "old" json\n{"old":1}');
  });
});
