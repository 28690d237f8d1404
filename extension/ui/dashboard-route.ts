/** Where in the dashboard one is, as the hash of its address, so that links, history and reloads work. */

export type DashboardRoute = { view: 'jobs' } | { view: 'job'; jobId: string } | { view: 'companion' };

const companionHash = '#companion';

/** The hash with its `#`; `dashboard.html` plus this is a link. */
export function toDashboardHash(route: DashboardRoute): string {
  if (route.view === 'job') return `#${encodeURIComponent(route.jobId)}`;
  return route.view === 'companion' ? companionHash : '#';
}

/** An empty hash is the list; every other but the companion's is a job's id, known or not. */
export function parseDashboardHash(hash: string): DashboardRoute {
  if (hash === companionHash) return { view: 'companion' };
  const jobId = hash.replace(/^#/, '');
  return jobId === '' ? { view: 'jobs' } : { view: 'job', jobId: decodeURIComponent(jobId) };
}
