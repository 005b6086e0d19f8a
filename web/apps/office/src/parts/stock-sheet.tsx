import { useRef, useState, type FormEvent } from "react";
import { api, newIdempotencyKey, unwrap, type Schemas } from "@atelier/api";
import { Button, Notice, Select, Sheet, TextField } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { useSay } from "../words";
import { Chips } from "./chips";
import { useTime } from "./money";
import { usePages } from "./use-pages";

type Kind = Schemas["NewStockMovement"]["kind"];
interface StockSheetProps { level: Schemas["StockLevel"]; locations: string[]; nameOf: (code: string) => string; onClose: () => void; onMoved: () => void }

/** One variant in one place: what moved, and a form to move some. One key a wish, so a repeated press moves once. */
export function StockSheet({ level, locations, nameOf, onClose, onMoved }: StockSheetProps) {
  const say = useSay();
  const time = useTime();
  const [kind, setKind] = useState<Kind>("receipt");
  const [quantity, setQuantity] = useState("");
  // The row's place to begin with; another one may not have a row yet, because it never had any.
  const [place, setPlace] = useState(level.location);
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const [now, setNow] = useState(level);
  const [notice, setNotice] = useState<{ kind: "info" | "error"; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef({ about: "", value: "" });
  const pages = usePages("/v1/office/stock/movements", { sku: level.sku });
  const pieces = /^-?\d{1,6}$/.test(quantity) ? Number(quantity) : NaN;
  const fits = Number.isInteger(pieces) && pieces !== 0 && (kind === "correction" || pieces > 0) && reason.trim() !== "" && (kind !== "transfer" || (to !== "" && to !== place));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!fits || busy) return;
    setBusy(true);
    setNotice(null);
    const body = { sku: level.sku, location: place, kind, quantity: pieces, to_location: kind === "transfer" ? to : null, reason: reason.trim() };
    const about = JSON.stringify(body);
    if (key.current.about !== about) key.current = { about, value: newIdempotencyKey() };
    try {
      const moved = await unwrap(api.POST("/v1/office/stock/movements", { params: { header: { "Idempotency-Key": key.current.value } }, body }));
      key.current = { about: "", value: "" };
      setNow(moved.levels.find(({ location }) => location === place) ?? now);
      setQuantity("");
      setReason("");
      setNotice({ kind: "info", text: say("stock.done") });
      void pages.refetch();
      onMoved();
    } catch (error) {
      setNotice({ kind: "error", text: say(problemWord(error)) });
    }
    setBusy(false);
  };

  return (
    <Sheet open onOpenChange={onClose} title={level.sku} closeLabel={say("close")} className="stock-sheet">
      <p className="soft">{nameOf(now.location)}</p>
      <dl className="levels"><div><dt>{say("on_hand")}</dt><dd>{now.on_hand}</dd></div><div><dt>{say("stock.reserved")}</dt><dd>{now.reserved}</dd></div><div><dt>{say("stock.available")}</dt><dd>{now.available}</dd></div></dl>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <Chips<Kind> label={say("stock.kind")} value={kind} onChange={(value) => value && setKind(value)} options={(["receipt", "correction", "transfer"] as const).map((one) => [one, say(`movement.${one}`)] as const)} />
        <Select label={say("stock.location")} value={place} onChange={(event) => setPlace(event.target.value)}>{locations.map((code) => <option key={code} value={code}>{nameOf(code)}</option>)}</Select>
        <TextField label={say("quantity")} hint={kind === "correction" ? say("stock.correction_hint") : undefined} inputMode={kind === "correction" ? "text" : "numeric"} value={quantity} maxLength={7} onChange={(event) => setQuantity(event.target.value)} />
        {kind === "transfer" && <Select label={say("stock.to")} value={to} onChange={(event) => setTo(event.target.value)}><option value="" />{locations.filter((code) => code !== place).map((code) => <option key={code} value={code}>{nameOf(code)}</option>)}</Select>}
        <TextField label={say("stock.reason")} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        {notice && <Notice kind={notice.kind}>{notice.text}</Notice>}
        <Button type="submit" busy={busy} disabled={!fits}>{say("stock.submit")}</Button>
      </form>
      <h2>{say("stock.movements")}</h2>
      {pages.isError && <Notice kind="error">{say(problemWord(pages.error))}</Notice>}
      {pages.isSuccess && pages.rows.length === 0 && <p className="soft">{say("stock.no_movements")}</p>}
      <ul className="movements">
        {pages.rows.map((one) => (
          <li key={one.id}>
            <span className="figures">{one.quantity > 0 ? "+" : ""}{one.quantity}</span>
            <span>{say(`movement.${one.kind}`)} · {nameOf(one.location)}{one.to_location ? ` → ${nameOf(one.to_location)}` : ""}<br /><span className="soft">{one.reason} · {one.by} · {time(one.at)}</span></span>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && <Button kind="secondary" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say("more")}</Button>}
    </Sheet>
  );
}
