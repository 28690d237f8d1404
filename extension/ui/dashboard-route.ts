/** Where in the dashboard one is, as the hash of its address, so that links, history and reloads work. */

export type DashboardRoute =
  | { view: 'jobs' }
  | { view: 'job'; jobId: string }
  /** Downloads, with the page that one wants something of. */
  | { view: 'downloads'; url: string | null }
  /** What the companion is and where it writes. */
  | { view: 'companion' }
  /** Looks at every hop on the way to the companion. */
  | { view: 'doctor' }
  /** What accounts were asked for and may be. */
  | { view: 'accounts' }
  /** Files of the user's own, made smaller, into sound, or put together. */
  | { view: 'convert' }
  /** Where exports go. */
  | { view: 'places' };

const plain = {
  '#companion': 'companion',
  '#doctor': 'doctor',
  '#accounts': 'accounts',
  '#convert': 'convert',
  '#places': 'places',
} as const;
const downloadsHash = '#downloads';

const isPlain = (hash: string): hash is keyof typeof plain => Object.hasOwn(plain, hash);

/** The hash with its `#`; `dashboard.html` plus this is a link. */
export function toDashboardHash(route: DashboardRoute): string {
  switch (route.view) {
    case 'jobs':
      return '#';
    case 'job':
      return `#${encodeURIComponent(route.jobId)}`;
    case 'downloads':
      return route.url === null ? downloadsHash : `${downloadsHash}=${encodeURIComponent(route.url)}`;
    case 'companion':
    case 'doctor':
    case 'accounts':
    case 'convert':
    case 'places':
      return `#${route.view}`;
  }
}

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
