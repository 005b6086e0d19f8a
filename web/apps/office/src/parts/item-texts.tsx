import { TextArea, TextField } from "@atelier/ui";
import type { Locale } from "@atelier/staff";
import { useSay } from "../words";
import { TEXT_FIELDS, type Texts } from "./item-edit";

const LONGEST = { title: 200, summary: 500, description: 10_000, material: 2_000, care: 2_000, fit: 2_000 } as const;

interface ItemTextsProps { locale: Locale; texts: Texts | undefined; english: Texts | undefined; errors: Record<string, string>; onChange: (texts: Texts) => void }

/** One language's texts; where one is missing, English shows what it is to say. */
export function ItemTexts({ locale, texts, english, errors, onChange }: ItemTextsProps) {
  const say = useSay();
  const values: Texts = texts ?? { title: "" };
  return (
    <div className="texts" lang={locale}>
      {TEXT_FIELDS.map((name) => {
        const shared = {
          label: say(`text.${name}`), value: values[name] ?? "", maxLength: LONGEST[name], error: errors[`/texts/${locale}/${name}`],
          ...(locale === "en" ? {} : { placeholder: english?.[name] }),
          onChange: (event: { target: { value: string } }) => onChange({ ...values, [name]: event.target.value }),
        };
        return name === "title" ? <TextField key={name} {...shared} data-testid="text-title" /> : <TextArea key={name} {...shared} rows={name === "description" ? 6 : 2} />;
      })}
    </div>
  );
}
