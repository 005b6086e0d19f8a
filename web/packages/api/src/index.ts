export type { components, paths } from "./schema";
export { api, baseUrl, configureApi, newIdempotencyKey, unwrap } from "./client";
export { ApiProblem, isProblem } from "./problem";
export { canonicalUrl, read, type Answer, type ReadPath } from "./read";
export { seedQueries, type FirstData } from "./first-data";

import type { components } from "./schema";
/** `Schemas["ItemCard"]`: the contract's named shapes. */
export type Schemas = components["schemas"];
