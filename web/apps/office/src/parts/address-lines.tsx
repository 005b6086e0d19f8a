import type { Schemas } from "@atelier/api";

export function AddressLines({ address }: { address: Schemas["Address"] }) {
  const { company, given_name, family_name, line1, line2, postal_code, city, district, region, country, phone } = address;
  const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(" ");
  const lines = [company, join(given_name, family_name), line1, line2, join(postal_code, city, district), join(region, country), phone].filter(Boolean);
  return <address>{lines.map((line, index) => <span key={index}>{line}</span>)}</address>;
}
