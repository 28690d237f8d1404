import { describe, expect, it } from 'vitest';
import { projectRoot } from '../tools.ts';
import { openProject } from './project.ts';
import { rules } from './rules.ts';

const project = openProject(projectRoot);

// The first rule waits for the whole project to be read.
describe('conventions', { timeout: 60_000 }, () => {
  it.each(rules)('%s', (_name, rule) => {
    const problems = rule(project);
    expect(problems, `\n${problems.join('\n')}\n`).toEqual([]);
  });
});
