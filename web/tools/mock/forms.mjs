// The house's own forms of address, as the server serves them.
import { readFileSync } from "node:fs";

const forms = JSON.parse(readFileSync(new URL("../../../config/address_forms.json", import.meta.url), "utf8"));

export const addressForm = (country) => forms.find((form) => form.country === country) ?? null;
