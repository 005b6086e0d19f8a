import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button, Notice, SkeletonText } from "@atelier/ui";
import { problemWord, useShortcuts } from "@atelier/staff";
import { useSay } from "../words";

interface RowsProps<Row> {
  /** What the table is about, for screen readers. */
  label: string;
  head: ReactNode;
  columns: number;
  rows: Row[];
  row: (row: Row) => ReactNode;
  keyOf: (row: Row) => string;
  onOpen?: (row: Row) => void;
  none: string;
  pages: { isPending: boolean; isError: boolean; error: unknown; hasNextPage: boolean; isFetchingNextPage: boolean; isPlaceholderData: boolean; refetch: () => unknown; fetchNextPage: () => unknown };
}

/** A table with its four states, more rows on demand, and j/k/Enter. */
export function Rows<Row>({ label, head, columns, rows, row, keyOf, onOpen, none, pages }: RowsProps<Row>) {
  const say = useSay();
  const [at, setAt] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => { if (at >= rows.length) setAt(-1); }, [at, rows.length]);
  const move = (by: number) => setAt((before) => {
    const next = Math.min(Math.max(before + by, 0), rows.length - 1);
    body.current?.children[next]?.scrollIntoView({ block: "nearest" });
    return next;
  });
  useShortcuts({ j: () => move(1), k: () => move(-1), Enter: onOpen && at >= 0 ? () => { const chosen = rows[at]; if (chosen) onOpen(chosen); } : undefined });
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table aria-busy={pages.isPlaceholderData || undefined}>
        <thead><tr>{head}</tr></thead>
        <tbody ref={body}>
          {rows.map((one, index) => (
            <tr key={keyOf(one)} data-at={index === at || undefined} data-opens={onOpen ? true : undefined}
              onClick={(event) => { if (onOpen && !(event.target as Element).closest("a, button, input") && getSelection()?.toString() === "") onOpen(one); }}>{row(one)}</tr>
          ))}
          {pages.isPending && <tr><td colSpan={columns}><SkeletonText lines={8} /></td></tr>}
        </tbody>
      </table>
      {pages.isError && <Notice kind="error">{say(problemWord(pages.error))} <button type="button" className="link" onClick={() => void pages.refetch()}>{say("retry")}</button></Notice>}
      {!pages.isPending && !pages.isError && rows.length === 0 && <p className="none soft">{none}</p>}
      {pages.hasNextPage && <div className="more"><Button kind="secondary" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say("more")}</Button></div>}
    </div>
  );
}
