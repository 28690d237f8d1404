/**
 * Media hosts hand their files only to who comes from the platform's page. The browser lets no script set that header,
 * so while exports run a rule does, for requests of this extension alone: pages are not touched.
 */
import { platforms } from '../../platforms/index.ts';

type Rule = chrome.declarativeNetRequest.Rule;

const removeRuleIds = platforms.map((_platform, index) => index + 1);

const buildRules = (): Rule[] =>
  platforms.flatMap(({ media }, index): Rule[] => {
    if (!media) return [];
    const header = { operation: 'set', header: 'referer', value: media.referer } as const;
    const rule: Rule = {
      id: index + 1,
      action: { type: 'modifyHeaders', requestHeaders: [header] },
      condition: {
        initiatorDomains: [chrome.runtime.id],
        requestDomains: media.domains,
        resourceTypes: ['xmlhttprequest'],
      },
    };
    return [rule];
  });

/** From now on the referer is sent. */
export const addMediaReferers = (): Promise<void> =>
  chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules: buildRules() });

/** The browser's own headers again. */
export const removeMediaReferers = (): Promise<void> =>
  chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds });
