import type { CSSProperties, ReactNode } from "react";

/** Something the reader should know, beside the thing it is about. Errors are announced. */
export function Notice({ kind = "info", children }: { kind?: "info" | "error"; children: ReactNode }) {
  return <div className="notice" data-kind={kind} role={kind === "error" ? "alert" : "status"}>{children}</div>;
}

/** A whole area that has nothing to show: what is so, and what to do. */
export function QuietState({ title, level = 2, children, action }: { title: string; level?: 1 | 2; children?: ReactNode; action?: ReactNode }) {
  const Heading = `h${level}` as const;
  return (
    <div className="quiet-state">
      <Heading className="display-md">{title}</Heading>
      {children && <p className="soft">{children}</p>}
      {action}
    </div>
  );
}

/** Holds the place of what is coming; still, because nothing in this house blinks. */
export function Skeleton({ ratio, style, className = "" }: { ratio?: string; style?: CSSProperties; className?: string }) {
  return <span aria-hidden="true" className={`skeleton ${className}`} style={{ ...(ratio ? { aspectRatio: ratio } : {}), ...style }} />;
}

export function SkeletonText({ lines = 1, width = "100%" }: { lines?: number; width?: string }) {
  return (
    <span aria-hidden="true" style={{ display: "block" }}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton skeleton-line" style={{ width: line === lines - 1 && lines > 1 ? "60%" : width }} />
      ))}
    </span>
  );
}
