/** Where in the dashboard one is, as the hash of its address, so that links, history and reloads work. */

export type DashboardRoute = { view: 'jobs' } | { view: 'job'; jobId: string } | { view: 'companion' };

/** The hash with its `#`; `dashboard.html` plus this is a link. */
export function toDashboardHash(route: DashboardRoute): string {
  if (route.view === 'job') return `#/jobs/${encodeURIComponent(route.jobId)}`;
  return route.view === 'companion' ? '#/companion' : '#/';
}

/** Anything that is not a known place is the list. */
export function parseDashboardHash(hash: string): DashboardRoute {
  if (hash === '#/companion') return { view: 'companion' };
  const jobId = /^#\/jobs\/([^/]+)$/.exec(hash)?.[1];
  return jobId === undefined ? { view: 'jobs' } : { view: 'job', jobId: decodeURIComponent(jobId) };
}
