import type { components } from "./schema";

type Problem = components["schemas"]["Problem"];

/**
 * Every failed call ends as one of these. `status` 0 and code `network` mean that no answer came; `unreadable` that an
 * answer came which is no problem+json (a proxy's page).
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { field: string; code: string; expected: string }[];

  constructor(problem: Pick<Problem, "status" | "code" | "title"> & Partial<Problem>) {
    super(problem.detail ?? problem.title);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.errors ?? [];
  }

  /** Codes of these are finer on some paths (`item_not_found`, `not_signed_in`): the status says what the caller needs. */
  get isMissing(): boolean {
    return this.status === 404;
  }
  get isUnauthenticated(): boolean {
    return this.status === 401;
  }

  /** A repeat may help: nothing came, or the server was busy. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  static network(): ApiProblem {
    return new ApiProblem({ status: 0, code: "network", title: "No answer came" });
  }

  static of(status: number, body: unknown): ApiProblem {
    if (body !== null && typeof body === "object" && "code" in body && typeof body.code === "string") {
      return new ApiProblem({ title: body.code, ...(body as Partial<Problem>), status, code: body.code });
    }
    return new ApiProblem({ status, code: "unreadable", title: `Unexpected answer (${status})` });
  }
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}
