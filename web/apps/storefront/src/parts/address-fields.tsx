import { useQuery } from "@tanstack/react-query";
import { Select, SkeletonText, TextField } from "@atelier/ui";
import { read, type Schemas } from "@atelier/api";
import { countryName } from "../app/names";
import { usePlace } from "../app/place";
import { useSay } from "../app/words";

export type Address = Schemas["Address"];
type Field = Schemas["AddressField"];

interface AddressFieldsProps {
  /** For autocomplete: "shipping" or "billing". */
  section: "shipping" | "billing";
  countries: string[];
  value: Address;
  /** By field name. */
  errors: Record<string, string>;
  onChange: (value: Address) => void;
}

export const useAddressForm = (country: string) => useQuery({ ...read("/v1/address-forms/{country}", { path: { country } }), staleTime: Infinity });

/** The country decides which fields there are, their order, their names and their rules. */
export function AddressFields({ section, countries, value, errors, onChange }: AddressFieldsProps) {
  const say = useSay();
  const { locale } = usePlace();
  const form = useAddressForm(value.country);
  return (
    <div className="fields">
      <div data-width="full">
        <Select label={say("address.country")} value={value.country} autoComplete={`${section} country`} error={errors.country} onChange={(event) => onChange({ ...value, country: event.target.value, region: null })}>
          {countries.map((code) => <option key={code} value={code}>{countryName(code, locale)}</option>)}
        </Select>
      </div>
      {form.data
        ? form.data.fields.map((field) => <div key={field.name} data-width={field.width}><AddressControl {...{ section, field, value, onChange }} error={errors[field.name]} /></div>)
        : <div data-width="full" className="fields-coming"><SkeletonText lines={6} /></div>}
    </div>
  );
}

/** An example helps where countries differ; nobody needs one for a name. */
const EXPLAINED = new Set<Field["name"]>(["postal_code", "region", "line1"]);

function AddressControl({ section, field, value, error, onChange }: { section: string; field: Field; value: Address; error: string | undefined; onChange: (value: Address) => void }) {
  const say = useSay();
  const shared = {
    label: say(`address.${field.label}`),
    name: `${section}-${field.name}`,
    value: value[field.name] ?? "",
    autoComplete: `${section} ${field.autocomplete}`,
    required: field.required,
    error,
    optionalWord: field.required ? undefined : say("optional"),
    onChange: (event: { target: { value: string } }) => onChange({ ...value, [field.name]: event.target.value }),
  };
  if (field.options) {
    return (
      <Select {...shared}>
        <option value="">{say("address.choose")}</option>
        {field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </Select>
    );
  }
  const input = field.name === "phone" ? { type: "tel", inputMode: "tel" as const } : field.name === "postal_code" && field.pattern?.includes("[0-9]") && !field.pattern.includes("A-Z") ? { inputMode: "numeric" as const } : {};
  return <TextField {...shared} {...input} maxLength={field.max_length} hint={field.example && EXPLAINED.has(field.name) ? say("address.example", { example: field.example }) : undefined} />;
}

/** What the form can already tell before the server is asked: missing fields and postal codes of another shape. */
export function checkAddress(form: Schemas["AddressForm"] | undefined, value: Address, say: ReturnType<typeof useSay>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { name, required, pattern, example } of form?.fields ?? []) {
    const text = (value[name] ?? "").trim();
    if (text === "" && required) errors[name] = say("field.required");
    else if (text !== "" && pattern && !matches(pattern, text)) errors[name] = example ? say("field.like", { example }) : say("field.pattern");
  }
  return errors;
}

function matches(pattern: string, text: string): boolean {
  try { return new RegExp(pattern, "u").test(text); } catch { return true; }
}
