/** `npm run dev`: builds the extension and builds it again, and reloads it, whenever a file changes. */
import { execa } from 'execa';
import { findProgram } from './checks/run-program.ts';
import { projectRoot } from './tools.ts';

console.log('In a second terminal, once it is built: npm run browser -- --dev');
const result = await execa(process.execPath, [findProgram('wxt'), ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: 'inherit',
  reject: false,
});
process.exitCode = result.exitCode ?? 1;
