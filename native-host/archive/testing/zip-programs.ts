/** What other programs say of a ZIP: Info-ZIP's unzip and zipinfo, Python's zipfile, and 7z where it is there. For tests. */
import { execa } from 'execa';

const python = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
bad = z.testzip() if sys.argv[2] == "test" else None
json.dump({"bad": bad, "entries": [[i.filename, i.CRC, i.file_size] for i in z.infolist()]}, sys.stdout)
`;

/** An entry as Python lists it: name, CRC-32, bytes. */
export type TestedEntry = [name: string, crc32: number, bytes: number];

/** Every entry; `test`: after Python has read all of them and compared their CRC-32. Throws when one is bad. */
export async function testWithPython(path: string, how: 'test' | 'list' = 'test'): Promise<TestedEntry[]> {
  const { stdout } = await execa('python3', ['-c', python, path, how], { maxBuffer: 1024 ** 3 });
  const { bad, entries } = JSON.parse(stdout) as { bad: string | null; entries: TestedEntry[] };
  if (bad !== null) throw new Error(`Python says that ${bad} is bad.`);
  return entries;
}

/** How many entries unzip has tested without an error; zipinfo has to count as many. */
export async function testWithUnzip(path: string): Promise<number> {
  const tested = await execa('unzip', ['-tqq', path], { reject: false, all: true });
  if (tested.exitCode !== 0) throw new Error(`unzip -t says: ${tested.all.slice(-500)}`);
  const { stdout } = await execa('zipinfo', ['-h', path]);
  return Number(/number of entries: (\d+)/.exec(stdout)?.[1]);
}

/** The same of 7z; null where there is none. */
export async function testWith7z(path: string): Promise<number | null> {
  const tested = await execa('7z', ['t', path], { reject: false });
  if (tested.exitCode === undefined) return null;
  if (tested.exitCode !== 0) throw new Error(`7z t says: ${tested.stdout.slice(-500)}`);
  // It counts only where there is more than one.
  return Number(/Files: (\d+)/.exec(tested.stdout)?.[1] ?? 1);
}
