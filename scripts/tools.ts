/** The programs that setting up has found or installed, as the other scripts and the tests read them. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Absolute path of the project's folder. */
export const projectRoot = dirname(import.meta.dirname);

/** Where the record is kept; it is this machine's and never committed. */
const toolsPath = join(projectRoot, '.cache', 'tools.json');

const programSchema = z.object({ path: z.string(), version: z.string() });
/** An executable and the version it names itself. */
export type Program = z.infer<typeof programSchema>;

const ytDlpSchema = z.object({
  /** Absolute path: yt-dlp itself, or the Python that runs it. */
  command: z.string(),
  /** What comes before yt-dlp's own arguments. */
  args: z.array(z.string()),
  /** To be added to the environment. */
  env: z.record(z.string(), z.string()),
  /** As yt-dlp writes it: `2026.08.19`. */
  version: z.string(),
  /** The executable, or the folder into which pip has put the package. */
  location: z.string(),
});
/** How to run yt-dlp: `command ...args ...its own arguments`, with `env` added. */
export type YtDlp = z.infer<typeof ytDlpSchema>;

const toolsSchema = z.object({
  node: programSchema,
  chromium: programSchema.nullable().default(null),
  ffmpeg: programSchema.nullable().default(null),
  ffprobe: programSchema.nullable().default(null),
  ytDlp: ytDlpSchema.nullable().default(null),
});
/** What was found so far; a tool that no command has needed yet is null. */
export type ToolsRecord = z.infer<typeof toolsSchema>;

/** Every tool there; all paths are absolute. */
export type Tools = { [Name in keyof ToolsRecord]: NonNullable<ToolsRecord[Name]> };

/** What setting up has written, or null when there is no record or it is of another form. */
export async function readToolsRecord(path: string = toolsPath): Promise<ToolsRecord | null> {
  try {
    return toolsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const absent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (absent || cause instanceof SyntaxError || cause instanceof z.ZodError) return null;
    throw cause;
  }
}

/** Replaces the record in one step: several commands may be started at once. */
export async function writeToolsRecord(record: ToolsRecord, path: string = toolsPath): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.part`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`);
  await rename(draft, path);
}

/** All tools; throws, saying what to run, when setting up has not found them yet. */
export async function readTools(path: string = toolsPath): Promise<Tools> {
  const record = await readToolsRecord(path);
  if (record?.chromium && record.ffmpeg && record.ffprobe && record.ytDlp) {
    const { node, chromium, ffmpeg, ffprobe, ytDlp } = record;
    return { node, chromium, ffmpeg, ffprobe, ytDlp };
  }
  throw new Error('Chromium, ffmpeg or yt-dlp has not been set up yet; run `npm run setup` once.');
}
