/** Reads where one is; only the dashboard does, so the popup need not load it. */
import { type DashboardRoute, downloadsHash } from './dashboard-route.ts';

const plain = {
  '#companion': 'companion',
  '#doctor': 'doctor',
  '#accounts': 'accounts',
  '#convert': 'convert',
  '#places': 'places',
} as const;
const isPlain = (hash: string): hash is keyof typeof plain => Object.hasOwn(plain, hash);

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** An empty hash is the list of exports; one that is nothing else is a job's id, known or not. */
export function parseDashboardHash(hash: string): DashboardRoute {
  if (isPlain(hash)) return { view: plain[hash] };
  if (hash === downloadsHash) return { view: 'downloads', url: null };
  if (hash.startsWith(`${downloadsHash}=`))
    return { view: 'downloads', url: decode(hash.slice(downloadsHash.length + 1)) };
  const jobId = decode(hash.replace(/^#/, ''));
  return jobId ? { view: 'job', jobId } : { view: 'jobs' };
}
