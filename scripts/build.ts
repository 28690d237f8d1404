/** `npm run build`: the extension for Chromium in .output/chrome-mv3, and the companion's bundle. */
import { buildProduct, extensionFolder } from './build-product.ts';

try {
  await buildProduct({ output: 'shown' });
  console.log(
    `The extension is in ${extensionFolder}; load it there with "Load unpacked", or try: npm run browser`,
  );
} catch (reason) {
  process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n`);
  process.exitCode = 1;
}
