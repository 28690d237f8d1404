import { describe, expect, it } from 'vitest';
import { projectRoot } from '../tools.ts';
import { openProject } from './project.ts';
import { rules } from './rules.ts';

const project = openProject(projectRoot);

describe('conventions', () => {
  it.each(rules)('%s', (_name, rule) => {
    const problems = rule(project);
    expect(problems, `\n${problems.join('\n')}\n`).toEqual([]);
  });
});
