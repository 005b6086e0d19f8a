import type { Schemas } from "@atelier/api";
import { Button, formatTime } from "@atelier/ui";
import { MarketContext, useMoney, useTag } from "../money";
import { useSay } from "../words";

interface CloseReportProps { session: Schemas["TillSession"]; onNext: () => void; onSignOut: () => void }

export const CloseReport = (props: CloseReportProps) => <MarketContext value={props.session.market}><Report {...props} /></MarketContext>;

function Report({ session, onNext, onSignOut }: CloseReportProps) {
  const say = useSay();
  const money = useMoney();
  const tag = useTag();
  const nothing = { amount: 0, currency: session.currency };
  const difference = session.difference ?? nothing;
  const rows: [string, Schemas["Money"]][] = [
    [say("report.float"), session.float], [say("report.cash"), session.cash_taken], [say("report.expected"), session.expected ?? nothing], [say("report.counted"), session.counted ?? nothing],
  ];
  return (
    <main className="step">
      <div className="step-form" data-testid="close-report">
        <header className="step-head"><div>
          <p className="soft">{session.location_name}{session.closed_at && ` · ${formatTime(session.closed_at, tag)}`}</p>
          <h1 className="display-md">{say("report.title")}</h1>
        </div></header>
        <p className="figure" data-bad={difference.amount !== 0 || undefined}>
          <span className="soft">{say("report.difference")}</span>
          <strong className="big-figure" data-testid="difference">{difference.amount > 0 ? "+" : ""}{money(difference)}</strong>
          <span>{say(difference.amount === 0 ? "report.even" : difference.amount > 0 ? "report.over" : "report.short")}</span>
        </p>
        <dl className="figures">
          {rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{money(value)}</dd></div>)}
          <div><dt>{say("report.card")}</dt><dd>{money(session.card_taken)}</dd></div>
          <div><dt>{say("report.sales")}</dt><dd>{session.sale_count}</dd></div>
        </dl>
        <div className="step-actions">
          <Button kind="secondary" onClick={onSignOut}>{say("sign_out")}</Button>
          <Button onClick={onNext} autoFocus>{say("report.next")}</Button>
        </div>
      </div>
    </main>
  );
}
