import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { errorCodes } from '../shared/error-codes.ts';
import { commands } from '../shared/protocol/commands.ts';
import { maxFrameBytes } from '../shared/protocol/envelope.ts';
import { commandList } from './commands/index.ts';

const text = readFileSync(new URL('PROTOCOL.md', import.meta.url), 'utf8');

const sections = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [name = ''] = section.split('\n');
      return [name, section] as const;
    }),
);

/** Names of all fields, also of nested objects. */
function listFields(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const names =
    'properties' in schema && typeof schema.properties === 'object'
      ? Object.keys(schema.properties ?? {})
      : [];
  return [...names, ...Object.values(schema).flatMap(listFields)];
}

test('the document describes the commands that exist, and no others', () => {
  expect([...sections.keys()].sort()).toEqual(Object.keys(commands).sort());
  expect(Object.keys(commandList).sort()).toEqual(Object.keys(commands).sort());
});

describe.each(Object.entries(commands))('%s', (name, { request, event, response }) => {
  const section = sections.get(name) ?? '';

  test('has every field named in its section', () => {
    const fields = [request, event, response].flatMap((schema) => listFields(z.toJSONSchema(schema)));
    expect(fields.filter((field) => !section.includes(`\`${field}\``))).toEqual([]);
  });

  test('names only error codes that exist', () => {
    const named = [...section.matchAll(/`([a-z]+\.[a-z_]+)`/g)].map(([, code]) => code ?? '');
    const files = ['index.html', 'parts.json'];
    expect(named.filter((code) => !Object.hasOwn(errorCodes, code) && !files.includes(code))).toEqual([]);
  });
});

test('the limit of a frame is the one in the document', () => {
  expect(text).toContain(maxFrameBytes.toLocaleString('en-US'));
});
