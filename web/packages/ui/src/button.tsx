import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type ButtonKind = "primary" | "secondary" | "quiet";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  wide?: boolean;
  /** Work is under way: stays focusable, takes no second press. Keep its words; the line tells the rest. */
  busy?: boolean;
}

export function Button({ kind = "primary", wide, busy, className = "", children, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`button ${className}`}
      data-kind={kind}
      data-wide={wide || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {children}
      {busy && <span className="busy-line" aria-hidden="true" />}
    </button>
  );
}

/** Attributes that give a link the look of a button: `<Link {...ButtonLook("secondary")}>`. */
export function ButtonLook(kind: ButtonKind = "primary", wide = false) {
  return { className: "button", "data-kind": kind, "data-wide": wide || undefined } as const;
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  icon: IconName;
  /** What it does, for those who cannot see the icon. */
  label: string;
  children?: ReactNode;
}

export function IconButton({ icon, label, className = "", children, type = "button", ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} className={`icon-button ${className}`} aria-label={label} title={label}>
      <Icon name={icon} />
      {children}
    </button>
  );
}
