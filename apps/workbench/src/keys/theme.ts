/** Light, dark, or as the system has it; kept in this browser. */
import { effect, signal } from '@preact/signals';

const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
const KEPT_AS = 'fissure-theme';

export const theme = signal<Theme>(THEMES.find((one) => one === localStorage.getItem(KEPT_AS)) ?? 'system');

export function turnTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length]!;
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  localStorage.setItem(KEPT_AS, theme.value);
});
