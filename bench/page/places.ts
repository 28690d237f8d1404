/** The pages that are measured: one of each platform, as its owner sees it. */

import type { Browser } from '../../e2e/browser.ts';
import { logIn } from '../../e2e/browser.ts';
import type { Testbed } from '../../testbed/start-testbed.ts';

export interface Place {
  /** The platform's id, which its script is called by. */
  id: string;
  label: string;
  url: string;
}

/** One page per platform; how much it holds hardly matters, a page shows its first screens. */
export function listPlaces({ sites }: Testbed): Place[] {
  return [
    { id: 'youtube', label: 'YouTube, a channel', url: sites.youtube.truth().channel.url },
    { id: 'tiktok', label: 'TikTok, a profile', url: sites.tiktok.truth().owner.url },
    { id: 'facebook', label: 'Facebook, a profile', url: sites.facebook.truth().owner.url },
  ];
}

/** As the owner of all three. */
export async function logInAsOwner({ context }: Browser, { sites }: Testbed): Promise<void> {
  for (const site of [sites.youtube, sites.tiktok, sites.facebook]) await logIn(context, site.ownerCookies());
}
