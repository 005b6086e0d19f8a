import { useState, type FormEvent } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { read, type Schemas } from "@atelier/api";
import { Button, Notice, Select } from "@atelier/ui";
import { problemWord, useLocale } from "@atelier/staff";
import { useTime } from "../parts/money";
import { upload } from "../parts/upload";
import { useSay } from "../words";

const CURRENCIES = ["EUR", "GBP", "CHF", "NOK", "JPY", "KRW", "CNY", "HKD", "SGD", "THB", "INR"];

/** The import's id stands in the address: a reload, or a colleague, sees the same progress. */
export function ImportsPage() {
  const say = useSay();
  const { locale } = useLocale();
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const id = search.get("import");
  const [file, setFile] = useState<File | null>(null);
  const [currency, setCurrency] = useState("EUR");
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const isCatalogue = file !== null && /\.(jsonl|ndjson)$/i.test(file.name);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file || sent !== null) return;
    setProblem(null);
    setSent(0);
    try {
      const started = await upload(`/v1/office/imports?format=${isCatalogue ? "atelier-catalogue" : `shopify-csv&currency=${currency}`}`, file, isCatalogue ? "application/jsonl" : "text/csv", setSent);
      void client.invalidateQueries({ queryKey: ["/v1/office/items"] });
      setSearch({ import: started.id, bytes: String(file.size) });
    } catch (error) {
      setProblem(error);
    }
    setSent(null);
  };

  return (
    <main className="page-wide">
      <div className="page-head"><h1>{say("nav.imports")}</h1><span className="page-actions"><a className="link" href={`/v1/office/exports/items.csv?locale=${locale}`} download>{say("items.export")}</a></span></div>
      <form className="import-form" onSubmit={(event) => void submit(event)}>
        <label className="file"><span className="field-label">{say("imports.file")}</span><input type="file" accept=".csv,.jsonl,.ndjson,text/csv" onChange={(event) => { setFile(event.target.files?.[0] ?? null); setProblem(null); }} /></label>
        {!isCatalogue && <Select label={say("imports.currency")} value={currency} onChange={(event) => setCurrency(event.target.value)}>{CURRENCIES.map((code) => <option key={code}>{code}</option>)}</Select>}
        <Button type="submit" disabled={!file} busy={sent !== null}>{say("imports.start")}</Button>
      </form>
      <p className="soft hint">{say("imports.hint")}</p>
      {problem !== null && <Notice kind="error">{say(problemWord(problem))}</Notice>}
      {sent !== null && <Progress words={say("imports.sending")} share={sent} />}
      {id && <ImportReport key={id} id={id} bytes={Number(search.get("bytes")) || null} />}
    </main>
  );
}

function ImportReport({ id, bytes }: { id: string; bytes: number | null }) {
  const say = useSay();
  const time = useTime();
  const { locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  const report = useQuery({ ...read("/v1/office/imports/{import_id}", { path: { import_id: id } }), refetchInterval: ({ state }) => (state.data?.status === "running" ? 500 : false) });
  if (report.isError && !report.data) return <Notice kind="error">{say(problemWord(report.error))}</Notice>;
  if (!report.data) return null;
  const one: Schemas["Import"] = report.data;
  const counts = [["imports.rows", one.rows_read], ["imports.created", one.items_created], ["imports.updated", one.items_updated], ["imports.unchanged", one.items_unchanged], ["imports.rejected", one.items_rejected]] as const;
  return (
    <section aria-live="polite">
      <h2>{say(`imports.${one.status}`)} <span className="soft">{time(one.started_at)}{one.finished_at ? ` – ${time(one.finished_at)}` : ""}</span></h2>
      {one.status === "running" && <Progress words={say("imports.running")} share={bytes ? Math.min(1, one.bytes_read / bytes) : null} />}
      <dl className="levels">{counts.map(([word, value]) => <div key={word}><dt>{say(word)}</dt><dd>{number.format(value)}</dd></div>)}</dl>
      {one.errors.length > 0 && (
        <>
          <h2>{say("imports.errors", { count: one.errors_total })}</h2>
          <div className="table-frame" tabIndex={0} role="region" aria-label={say("imports.errors", { count: one.errors_total })}><table>
            <thead><tr><th className="figures">{say("imports.line")}</th><th>{say("imports.column")}</th><th>{say("imports.reason")}</th></tr></thead>
            <tbody>{one.errors.map((error, index) => <tr key={index}><td className="figures">{error.line}</td><td>{error.column ?? "–"}</td><td>{error.reason}</td></tr>)}</tbody>
          </table></div>
          {one.errors_total > one.errors.length && <p className="soft">{say("imports.first_errors", { shown: one.errors.length })}</p>}
        </>
      )}
    </section>
  );
}

function Progress({ words, share }: { words: string; share: number | null }) {
  return <div className="progress"><span>{words}</span><progress aria-label={words} max={1} {...(share === null ? {} : { value: share })} />{share !== null && <span className="numbers">{Math.round(share * 100)} %</span>}</div>;
}
