import { read } from "@atelier/api";

export const ME = read("/v1/office/me", {});
