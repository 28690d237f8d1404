import { el, link, picture, textOf } from './dom.js';

/** The frame round every page: bar on top, narrow guide at the side. */
export function buildFrame(data) {
  const topbar = (data.topbar ?? data.desktopTopbar)?.desktopTopbarRenderer;
  const buttons = (topbar?.topbarButtons ?? []).map(buildTopbarButton);
  const home = topbar?.logo.topbarLogoRenderer.endpoint;
  const masthead = el(
    'ytd-masthead',
    { id: 'masthead', class: 'masthead-finish' },
    el(
      'div',
      { id: 'container' },
      el(
        'div',
        { id: 'start' },
        el(
          'ytd-topbar-logo-renderer',
          { id: 'logo' },
          link(
            home,
            { id: 'logo-link', title: 'YouTube Home' },
            el('span', { class: 'logo-mark' }),
            'Testbed',
          ),
        ),
      ),
      el(
        'div',
        { id: 'center' },
        el(
          'yt-searchbox',
          {},
          el('input', { name: 'search_query', placeholder: 'Search', 'aria-label': 'Search' }),
        ),
      ),
      el('div', { id: 'end' }, el('div', { id: 'buttons' }, ...buttons)),
    ),
  );
  const manager = el('ytd-page-manager', { id: 'page-manager' });
  const content = el(
    'div',
    { id: 'content' },
    el('div', { id: 'masthead-container' }, masthead),
    el('ytd-mini-guide-renderer', { role: 'navigation' }, ...buildGuide()),
    manager,
  );
  return { content, manager };
}

function buildTopbarButton({ topbarMenuButtonRenderer: menu, buttonRenderer: button }) {
  if (menu)
    return el(
      'ytd-topbar-menu-button-renderer',
      {},
      el(
        'button',
        { id: 'avatar-btn', 'aria-label': 'Account' },
        picture(menu.avatar?.thumbnails[0]?.url, { width: 32, height: 32 }),
      ),
    );
  return el(
    'ytd-button-renderer',
    {},
    el(
      'a',
      { href: button.navigationEndpoint.commandMetadata.webCommandMetadata.url, class: 'sign-in' },
      textOf(button.text),
    ),
  );
}

function buildGuide() {
  const entries = [
    ['Home', '/'],
    ['Subscriptions', '/feed/subscriptions'],
    ['History', '/feed/history'],
    ['Playlists', '/feed/playlists'],
    ['You', '/feed/you'],
  ];
  return entries.map(([title, href]) =>
    el('ytd-mini-guide-entry-renderer', {}, el('a', { href, id: 'endpoint' }, title)),
  );
}
