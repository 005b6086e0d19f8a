import type { Schemas } from "@atelier/api";
import { Button, ButtonLook, Icon } from "@atelier/ui";
import { useLocale, useShortcuts } from "@atelier/staff";
import { KeyHint } from "../key-hint";
import { useMoney } from "../money";
import { useSay } from "../words";

export const receiptUrl = (saleId: string, paper: "a4" | "80mm", locale: string): string => `/v1/till/sales/${encodeURIComponent(saleId)}/receipt${paper === "a4" ? "" : "-80mm"}.pdf?locale=${locale}`;

export function Receipt({ sale, onNew }: { sale: Schemas["Sale"]; onNew: () => void }) {
  const say = useSay();
  const money = useMoney();
  const { locale } = useLocale();
  const cash = sale.payments.some(({ means }) => means === "cash");
  useShortcuts({ F7: () => window.open(receiptUrl(sale.id, "80mm", locale), "_blank"), Enter: onNew });
  return (
    <main className="step">
      <div className="step-form" data-testid="receipt">
        <header className="step-head"><div><p className="soft numbers">{sale.receipt_number}</p><h1 className="display-md">{say("receipt.title")}</h1></div></header>
        {cash && <p className="figure"><span className="soft">{say("pay.change")}</span><output className="change-figure" data-testid="change">{money(sale.change)}</output></p>}
        <dl className="figures">
          <div><dt>{say("total")}</dt><dd>{money(sale.totals.total)}</dd></div>
          {sale.rounding && <div><dt>{say("pay.rounding")}</dt><dd data-testid="receipt-rounding">{money(sale.rounding)}</dd></div>}
          {sale.payments.map((payment, index) => <div key={index}><dt>{say(payment.means === "cash" ? "pay.tendered" : "pay.card")}</dt><dd>{payment.terminal_reference ? `${payment.terminal_reference} · ` : ""}{money(payment.tendered ?? payment.amount)}</dd></div>)}
          <div><dt>{say("receipt.tax")}</dt><dd>{money(sale.totals.tax_included)}</dd></div>
        </dl>
        <div className="receipt-actions">
          <a {...ButtonLook("secondary", true)} href={receiptUrl(sale.id, "80mm", locale)} target="_blank" rel="noopener" data-testid="receipt-80mm"><Icon name="print" />{say("receipt.roll")}<KeyHint>F7</KeyHint></a>
          <a {...ButtonLook("secondary", true)} href={receiptUrl(sale.id, "a4", locale)} target="_blank" rel="noopener" data-testid="receipt-a4"><Icon name="print" />{say("receipt.a4")}</a>
        </div>
        <Button wide autoFocus onClick={onNew}>{say("receipt.new")}<KeyHint>Enter</KeyHint></Button>
      </div>
    </main>
  );
}
