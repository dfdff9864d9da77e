/** A saved SVG as who opens it by itself sees it: its texts around the drawing, and which of them is cut off or covered. */
import type { Page } from 'playwright-core';

export interface SavedPicture {
  /** All texts in the order of the file, with single spaces between words. */
  readonly words: string;
  /** Its size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Texts around the drawing that leave the picture or lie on another text. */
  readonly spoilt: readonly string[];
}

/** `blank`: a page for nothing else. */
export async function lookAtPicture(blank: Page, svg: string): Promise<SavedPicture> {
  await blank.setContent(`<!doctype html><body style="margin:0">${svg}`);
  return blank.evaluate(`(() => {
    const whole = document.querySelector('svg');
    const frame = whole.getBoundingClientRect();
    const texts = [...whole.querySelectorAll('text')];
    const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    const spoilt = texts.filter((one) => one.parentNode === whole).filter((one) => {
      const box = one.getBoundingClientRect();
      const isCut = box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
      return isCut || texts.some((other) => other !== one && overlap(box, other.getBoundingClientRect()));
    });
    return {
      words: texts.map(({ textContent }) => textContent).join(' ').replace(/\\s+/g, ' '),
      width: frame.width,
      height: frame.height,
      spoilt: spoilt.map(({ textContent }) => textContent),
    };
  })()`);
}
