import guides from "../../../../../demo/catalogue/size_guides.json";
import { Sheet } from "@atelier/ui";
import { usePlace } from "../app/place";
import { useSay } from "../app/words";

type Names = Record<string, string>;
interface Guides { columns: Record<string, Names>; guides: Record<string, { names: Names; columns: string[]; rows: string[][] }> }

export default function SizeGuide({ guide, chosen, onClose }: { guide: string; chosen: string | undefined; onClose: () => void }) {
  const say = useSay();
  const { locale } = usePlace();
  const { columns, guides: all } = guides as unknown as Guides;
  const table = all[guide];
  const name = (names: Names | undefined) => names?.[locale] ?? names?.en ?? "";
  return (
    <Sheet open onOpenChange={onClose} side="centre" title={say("item.size_guide")} closeLabel={say("close")}>
      {table ? (
        <>
          <p className="soft text-sm">{say("size_guide.text")}</p>
          <div className="guide-scroll" tabIndex={0} role="region" aria-label={name(table.names)}>
            <table className="guide numbers">
              <caption className="visually-hidden">{name(table.names)}</caption>
              <thead><tr>{table.columns.map((column) => <th key={column} scope="col">{name(columns[column])}</th>)}</tr></thead>
              <tbody>
                {table.rows.map((row) => (
                  <tr key={row[0]} aria-current={row[0] === chosen || undefined}>
                    {row.map((cell, index) => (index === 0 ? <th key={index} scope="row">{cell}</th> : <td key={index}>{cell}</td>))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : <p>{say("error.temporary")}</p>}
    </Sheet>
  );
}
