/** A modal dialog that Escape and its own button close; focus comes back to where it was. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { closeDialog } from './open-dialog.ts';
import { STRINGS } from './strings.ts';

interface DialogProps {
  readonly title: string;
  /** It is read from the top: else its first button would be gone to, which may stand far down. */
  readonly isText?: boolean;
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, isText = false, onClose = closeDialog, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // As it is drawn, not a moment later: Escape must find it open.
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog ref={dialog} aria-label={title} onClose={onClose}>
      <h2 tabIndex={isText ? -1 : undefined} autofocus={isText}>
        {title}
      </h2>
      {children}
      <button type="button" onClick={() => dialog.current?.close()}>
        {STRINGS.close}
      </button>
    </dialog>
  );
}
