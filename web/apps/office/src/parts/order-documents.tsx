import { useQuery } from "@tanstack/react-query";
import { read } from "@atelier/api";
import { useSay } from "../words";

/** Invoice and credit notes, each as the files that accountants and customers ask for; and the packing slip. */
export function OrderDocuments({ orderId }: { orderId: string }) {
  const say = useSay();
  const documents = useQuery(read("/v1/office/orders/{order_id}/documents", { path: { order_id: orderId } }));
  const at = `/v1/office/orders/${encodeURIComponent(orderId)}`;
  return (
    <section><h2>{say("documents.title")}</h2>
      <ul className="stack">
        {documents.data?.items.map(({ number, kind, files }) => (
          <li key={number}>{say(`documents.${kind}`)} <span className="numbers">{number}</span><br />{files.map((file) => <a key={file} className="link document-file" href={`${at}/documents/${encodeURIComponent(file)}`} target="_blank" rel="noopener">{file.slice(number.length + 1)}</a>)}</li>
        ))}
        <li><a className="link" href={`${at}/packing-slip.pdf`} target="_blank" rel="noopener">{say("documents.packing_slip")}</a></li>
      </ul>
    </section>
  );
}
