import * as Dialog from "@radix-ui/react-dialog";
import { useRef, type ReactNode } from "react";
import { IconButton } from "./button";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  side?: "left" | "right" | "top" | "centre";
  title: string;
  /** Keep the title for screen readers only (the search overlay shows its field instead). */
  titleHidden?: boolean;
  closeLabel: string;
  head?: ReactNode;
  foot?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A dialog at the page's side: takes the focus and gives it back, closes on Escape and on the veil. */
export function Sheet({ open, onOpenChange, side = "right", title, titleHidden, closeLabel, head, foot, className = "", children }: SheetProps) {
  // Sheets are opened by state and not by a Radix trigger, so that the way back for the focus is kept here.
  const opener = useRef<HTMLElement | null>(null);
  const remember = () => { opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null; };
  const giveBack = (event: Event) => {
    event.preventDefault();
    // A link in the sheet has led elsewhere: the new page has the focus already.
    if (document.activeElement === null || document.activeElement === document.body) opener.current?.focus({ preventScroll: true });
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className={`sheet ${className}`} data-side={side} aria-describedby={undefined} onOpenAutoFocus={remember} onCloseAutoFocus={giveBack}>
          <div className="sheet-head">
            <Dialog.Title className={titleHidden ? "visually-hidden" : "sheet-title"}>{title}</Dialog.Title>
            {head}
            <Dialog.Close asChild><IconButton icon="close" label={closeLabel} /></Dialog.Close>
          </div>
          <div className="sheet-body">{children}</div>
          {foot && <div className="sheet-foot">{foot}</div>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export const SheetClose = Dialog.Close;
