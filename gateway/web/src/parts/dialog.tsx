// SPDX-License-Identifier: EUPL-1.2
import type {ComponentChildren} from 'preact';
import {useEffect, useId, useRef} from 'preact/hooks';

/* The browser's own modal dialog: it holds the focus and gives it back to where it was. */
export function Dialog({title, close, children}: {title: string; close: () => void; children: ComponentChildren}) {
    const box = useRef<HTMLDialogElement>(null);
    const id = useId();
    useEffect(() => {
        const before = document.activeElement as HTMLElement | null;
        box.current?.showModal();
        return () => before?.focus();
    }, []);
    return (
        <dialog class="ds-dialog" ref={box} aria-labelledby={id} onClose={close}>
            <h2 class="ds-heading" data-size="sm" id={id}>
                {title}
            </h2>
            <div class="stack">{children}</div>
        </dialog>
    );
}
