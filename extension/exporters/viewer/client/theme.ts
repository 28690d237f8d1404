/** Light, dark, or as the system has it; remembered where the browser lets a page from the disk remember. */
import { build, buildIcon } from './element.ts';

const themes = ['auto', 'dark', 'light'] as const;
type Theme = (typeof themes)[number];

const words: Record<Theme, string> = {
  auto: 'Colours: as the system',
  dark: 'Colours: dark',
  light: 'Colours: light',
};

const key = 'star-export-theme';

/** Some browsers refuse pages from the disk any storage. */
function withStorage<Result>(use: (storage: Storage) => Result): Result | null {
  try {
    return use(localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function apply(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** A button that goes from one to the next. */
export function createThemeButton(): HTMLElement {
  const saved = withStorage((storage) => storage.getItem(key));
  let theme = themes.find((each) => each === saved) ?? 'auto';
  const button = build(
    'button',
    {
      type: 'button',
      class: 'button icon-button theme',
      onclick: () => {
        theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
        withStorage((storage) => storage.setItem(key, theme));
        show();
      },
    },
    buildIcon('moon'),
  );
  const show = () => {
    apply(theme);
    button.title = words[theme];
    button.setAttribute('aria-label', words[theme]);
  };
  show();
  return button;
}
